"""Tracked changes on a web page: who changed what, for eye and ear; and real files read back from their page."""

import json
import re

import pytest
from lxml import html

from paraaf import redline
from paraaf.documents.html import WebText, as_web_text
from paraaf.redline.plain_text.fingerprint import read
from paraaf.redline.plain_text.reader import View
from tests.support.word.files import corpus, gone, ins, note, p, reference, row, run, tracked, word_file

WITH_A_DATE_FIELD = {"RP020-Inserted-Field-Code.docx", "RP020-Inserted-Field-Code-Accepted.docx"}
"""Their page shows the date that the field gave; the text leaves out what changes by itself."""


def page(*body: str, **parts: str) -> WebText:
    return as_web_text(word_file(*body, **parts))


def heard(markup: str) -> str:
    return str(html.fragment_fromstring(markup, create_parent="div").text_content())


def read_back(markup: str, view: View) -> str:
    """Return what a page says in one view, without spaces and without what the page adds."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    added = [each for name in ("visually-hidden", "marker", "picture", "end", "sign") for each in tree.find_class(name)]
    for each in [*added, *tree.iter("del" if view == "accepted" else "ins")]:
        if each.getparent() is not None:
            each.drop_tree()
    for each in tree.iter("sup"):
        if each.getparent().get("role") == "doc-noteref":
            each.text = "[]"
    return bare(tree.text_content())


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\x1f]+", "", re.sub(r"\[\d+\]", "[]", text))


def test_what_was_inserted_and_deleted_is_seen_and_heard_with_who_did_it() -> None:
    made = page(p("De ", tracked("del", run("oude", "delText"), "FIN"), tracked("ins", run("nieuwe"), "OCW"), " tekst"))
    assert heard(str(made.body)) == (
        "De verwijderd door FIN: oude (einde wijziging)toegevoegd door OCW: nieuwe (einde wijziging) tekst"
    )
    assert '<del datetime="2026-03-01" title="verwijderd door FIN">' in made.body
    assert made.passages == {"p-1": "De nieuwe tekst"} and list(made.changed) == ["p-1"]


def test_a_change_without_a_name_is_still_said() -> None:
    assert heard(str(page(p("a", ins("b"))).body)) == "atoegevoegd: b (einde wijziging)"


def test_what_was_inserted_and_then_deleted_is_both() -> None:
    assert re.fullmatch(r"<p.*<ins.*<del.*>x<.*</del>.*</ins></p>", str(page(p(f"<w:ins>{gone('x')}</w:ins>")).body))


def test_a_move_is_said_to_be_one() -> None:
    made = page(p(f"<w:moveFrom>{run('a')}</w:moveFrom>"), p(f"<w:moveTo>{run('a')}</w:moveTo>")).body
    assert "van hier verplaatst:" in made and "hierheen verplaatst:" in made and made.count('class="moved"') == 2


def test_a_deleted_paragraph_has_an_id_apart_so_that_the_others_keep_theirs() -> None:
    made = page(p("een"), p(gone("twee"), mark="del"), p("drie"))
    assert re.findall(r'id="([pd]-\d)"', str(made.body)) == ["p-1", "d-1", "p-2"]
    assert made.passages == {"p-1": "een", "p-2": "drie"} and list(made.changed) == ["d-1"]


def test_paragraphs_that_became_one_show_where_they_met() -> None:
    joined, parted = page(p("een", mark="del"), p("twee")).body, page(p("een", mark="ins"), p("twee")).body
    assert '<del class="end"><span aria-hidden="true">¶</span>' in joined and "samengevoegd" in joined
    assert '<ins class="end"><span aria-hidden="true">¶</span>' in parted and "gesplitst" in parted


def test_formatting_that_changed_is_shown() -> None:
    changed = f"<w:r><w:rPr><w:b/>{tracked('rPrChange', '<w:rPr/>')}</w:rPr><w:t>vet</w:t></w:r>"
    made = page(p(changed))
    assert '<span class="reformatted" title="opmaak gewijzigd"><strong>vet</strong></span>' in made.body
    assert made.changed == {}


def test_a_deleted_note_leaves_the_numbers_of_the_others() -> None:
    notes = note("footnote", 1, p("weg")) + note("footnote", 2, p("blijft"))
    made = page(p("a", f"<w:del>{reference('footnote', 1)}</w:del>", reference("footnote", 2)), footnotes=notes)
    assert re.findall(r"<sup>(\w+)</sup>", str(made.body)) == ["x1", "1"]
    assert '<li id="fn-1"><span class="marker">1</span>\n<p>blijft</p>' in made.notes


def test_a_changed_paragraph_can_be_shown_apart_without_an_id_twice_on_the_page() -> None:
    made = page(p("a", ins("b"), reference("footnote", 1)), p("c"), footnotes=note("footnote", 1, p("n")))
    assert list(made.changed) == ["p-1"] and 'id="' not in made.changed["p-1"]
    assert "<ins>" in made.changed["p-1"] and 'href="#fn-1"' in made.changed["p-1"]


def test_a_cell_of_a_deleted_row_is_deleted() -> None:
    made = page(f"<w:tbl>{row('weg', about=tracked('del'))}{row('blijft')}</w:tbl>")
    assert made.passages == {"p-1": "blijft"} and list(made.changed) == ["d-1"]


def test_every_real_file_says_on_its_page_what_it_says() -> None:
    files = sorted(corpus().rglob("*.docx"))
    assert files
    wrong = []
    for file in files:
        docx = file.read_bytes()
        made = as_web_text(docx)
        ids = re.findall(r' id="([^"]+)"', made.body + made.notes)
        if len(ids) != len(set(ids)) or set(re.findall(r'href="#([^"]+)"', made.body + made.notes)) - set(ids):
            wrong.append(f"{file.name}: ids")
        views: tuple[View, ...] = ("accepted", "original")
        for view in views:
            said = bare("".join(read(docx, view).body))
            if read_back(str(made.body), view) != said and file.name not in WITH_A_DATE_FIELD:
                wrong.append(f"{file.name}: {view}")
    assert not wrong


def test_a_passage_has_the_same_id_in_a_version_and_in_what_changed_since_the_one_before() -> None:
    folder = corpus()
    pairs = json.loads((folder / "manifest.json").read_text())["pairs"]
    for line in pairs:
        old, new = ((folder / line[side]).read_bytes() for side in ("old", "new"))
        compared = as_web_text(redline.compare(old, new, author="", date=""))
        assert compared.passages == as_web_text(new).passages, line


@pytest.mark.parametrize("depth", [60])
def test_a_file_that_is_nested_as_deep_as_the_gate_allows_is_read(depth: int) -> None:
    inner = p("diep")
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}{p()}</w:tc></w:tr></w:tbl>"
    docx = word_file(inner)
    redline.check(docx)
    assert as_web_text(docx).passages == {"p-1": "diep"}
