"""A Word file as a web page: what it says, and that nothing else gets into the page."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from paraaf import redline
from paraaf.documents.html import ENGLISH, WebText, as_web_text
from tests.support.word.files import (
    RELATIONSHIPS,
    STRICT,
    control,
    field,
    gone,
    ins,
    mark,
    note,
    p,
    reference,
    relationship,
    rels,
    row,
    run,
    table,
    tracked,
    word_file,
)
from tests.support.word.reviewers import base_file, letter

STYLES = (
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="K1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="K3"><w:name w:val="heading 3"/><w:basedOn w:val="K1"/>'
    '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vet"><w:name w:val="Vet"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Nadruk"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>'
    '<w:style w:type="table" w:styleId="Raster"><w:name w:val="Raster"/><w:tblStylePr w:type="firstRow"/></w:style>'
)


def page(*body: str, **parts: str) -> WebText:
    return as_web_text(word_file(*body, styles=STYLES, **parts))


def body(*paragraphs: str, **parts: str) -> str:
    """Return the HTML of the body, without the ids that every paragraph has."""
    return re.sub(r' id="[pd]-\d+"', "", str(page(*paragraphs, **parts).body))


def styled(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'


def looking(properties: str, text: str = "x") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def seen(markup: str) -> str:
    """Return what somebody sees who cannot hear what is there for the ear only."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for each in tree.find_class("visually-hidden"):
        each.drop_tree()
    return str(tree.text_content())


def test_each_paragraph_has_an_id_and_is_found_by_it() -> None:
    made = page(p("Geachte voorzitter,"), p(), p("Hierbij de brief."))
    assert made.body == '<p id="p-1">Geachte voorzitter,</p>\n<p id="p-2">Hierbij de brief.</p>'
    assert made.passages == {"p-1": "Geachte voorzitter,", "p-2": "Hierbij de brief."}


def test_two_files_on_one_page_have_ids_of_their_own() -> None:
    made = as_web_text(word_file(p("a", reference("footnote", 2)), footnotes=note("footnote", 2, p("b"))), prefix="n-")
    assert set(re.findall(r'id="([^"]+)"', made.body + made.notes)) == {"n-p-1", "n-ref-1", "n-fn-1", "n-notes"}


def test_what_a_page_puts_beside_a_passage_stands_there_and_beside_nothing_else() -> None:
    docx = word_file(styled("K1", "Kop"), p("a", ins("b")), p(gone("weg"), mark="del"), footnotes="", styles=STYLES)
    made = as_web_text(docx, tool=lambda id_, text: f"[{id_}: {text}]")
    assert re.findall(r"\[(p-\d: \w+)\]", str(made.body)) == ["p-1: Kop", "p-2: ab"]
    assert made.body.count("</h2>[p-1: Kop]") == 1


def test_headings_leave_no_level_out() -> None:
    made = body(styled("T", "Brief"), styled("K3", "Eerst"), styled("K1", "Dan"), styled("K3", "Onder"), p("tekst"))
    assert re.findall(r"<(h\d)>(\w+)", made) == [("h2", "Brief"), ("h3", "Eerst"), ("h3", "Dan"), ("h4", "Onder")]


def test_a_heading_is_no_heading_in_a_table() -> None:
    assert "<p><strong>Kop</strong></p>" in body(table([styled("K1", "Kop")]))


def test_a_style_that_is_based_on_itself_is_read() -> None:
    assert body(styled("Ring", "x")) == "<p>x</p>"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:b/>", "<strong>x</strong>"),
        ('<w:b w:val="0"/>', "x"),
        ("<w:b/><w:i/>", "<strong><em>x</em></strong>"),
        ('<w:u w:val="single"/>', "<u>x</u>"),
        ('<w:u w:val="none"/>', "x"),
        ("<w:strike/>", "<s>x</s>"),
        ('<w:vertAlign w:val="superscript"/>', "<sup>x</sup>"),
        ('<w:highlight w:val="yellow"/>', "<mark>x</mark>"),
        ('<w:rStyle w:val="Nadruk"/>', "<em>x</em>"),
        ("<w:caps/>", '<span class="caps">x</span>'),
    ],
)
def test_how_text_looks_is_kept(properties: str, shown: str) -> None:
    assert body(p(looking(properties))) == f"<p>{shown}</p>"


def test_a_run_can_undo_what_the_style_of_its_paragraph_says() -> None:
    inner = run("vet ") + looking('<w:b w:val="0"/>', "niet")
    assert body(f'<w:p><w:pPr><w:pStyle w:val="Vet"/></w:pPr>{inner}</w:p>') == "<p><strong>vet </strong>niet</p>"


def test_text_that_word_hides_is_shown_and_said_to_be_hidden() -> None:
    made = body(p(looking("<w:vanish/>", "geheim")))
    assert "in Word verborgen tekst:" in made and seen(made) == "geheim"


def test_neighbours_that_look_alike_are_one() -> None:
    assert body(p(looking("<w:b/>", "a"), looking("<w:b/>", "b"), "c")) == "<p><strong>ab</strong>c</p>"


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "'\"&"])
def test_text_is_escaped_wherever_it_stands(attack: str) -> None:
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    picture = f'<w:r><w:drawing><wp:docPr xmlns:wp="wp" id="1" name="x" descr="{escaped}"/></w:drawing></w:r>'
    link = f'<w:hyperlink w:anchor="{escaped}">{run(attack)}</w:hyperlink>'
    caption = f'<w:tbl><w:tblPr><w:tblCaption w:val="{escaped}"/></w:tblPr>{row(p(run(attack)))}</w:tbl>'
    change = tracked("ins", run(attack), author=escaped, date=escaped)
    made = page(
        p(run(attack), picture, link, change, reference("footnote", 2)),
        f'<w:p><w:bookmarkStart w:id="1" w:name="{escaped}"/>{run("x")}</w:p>',
        caption, footnotes=note("footnote", 2, p(run(attack))), header=p(run(attack)),
    )  # fmt: skip
    for part in (made.body, made.notes, *made.headers_and_footers):
        tree = html.fragment_fromstring(str(part), create_parent="div")
        assert not [each.tag for each in tree.iter("script", "img", "b")]
        assert attack in seen(str(part))
        assert {name for each in tree.iter() for name in each.attrib} <= {
            *("id", "class", "href", "title", "role", "aria-label", "tabindex", "start", "type", "value", "datetime"),
        }


def test_signs_that_turn_text_around_are_left_out() -> None:
    assert body(p("niet \u202eakkoord\u202c")) == "<p>niet akkoord</p>"


@pytest.mark.parametrize("target", ["https://www.tweedekamer.nl/", "http://x.nl/?a=1&b=2", "mailto:a@minez.nl"])
def test_a_link_to_the_web_or_a_mailbox_stays(target: str) -> None:
    escaped = target.replace("&", "&amp;")
    made = as_web_text(_linking(escaped)).body
    assert made == f'<p id="p-1"><a href="{escaped}" rel="noopener noreferrer nofollow">hier</a></p>'


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "java&#10;script:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
     "//x.nl", "https:", "relatief.html", "http://[", "JavaScript:alert(1)", " javascript:alert(1)"],
)  # fmt: skip
def test_a_link_to_anything_else_is_text(target: str) -> None:
    assert as_web_text(_linking(target)).body == '<p id="p-1">hier</p>'


def _linking(target: str) -> bytes:
    line = relationship("hyperlink", target, external=True)
    id_ = re.findall(r'Id="([^"]+)"', line)[0]
    return word_file(p(f'<w:hyperlink r:id="{id_}">{run("hier")}</w:hyperlink>'), relationships=line)


def test_a_field_can_be_a_link() -> None:
    made = body(p(field('HYPERLINK "https://www.rijksoverheid.nl/"', "hier", split=3), " en daar"))
    assert made == '<p><a href="https://www.rijksoverheid.nl/" rel="noopener noreferrer nofollow">hier</a> en daar</p>'


def test_a_link_within_the_letter_leads_to_the_paragraph() -> None:
    target = f'<w:p><w:bookmarkStart w:id="1" w:name="_Toc1"/>{run("Doel")}</w:p>'
    links = [f'<w:hyperlink w:anchor="{name}">{run("zie")}</w:hyperlink>' for name in ("_Toc1", "weg")]
    assert page(p(*links), target).body.startswith('<p id="p-1"><a href="#p-2">zie</a><a>zie</a></p>')


def test_an_entry_of_a_table_of_contents_has_no_page_number() -> None:
    first = p(mark("begin"), run("TOC", "instrText"), mark("separate"), run("Inleiding"), "<w:r><w:tab/></w:r>", "12")
    assert body(first, p("Slot", "<w:r><w:tab/></w:r>", "xii", mark("end"))) == "<p>Inleiding</p>\n<p>Slot</p>"


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert seen(body(p(mark("begin"), run("DATE", "instrText"), "tekst"), p("meer"))) == "tekst\nmeer"


def test_a_note_can_be_gone_to_and_come_back_from() -> None:
    made = page(p("Tekst", reference("footnote", 7), "."), footnotes=note("footnote", 7, p("Zie ook."), p("Meer.")))
    assert made.body == (
        '<p id="p-1">Tekst<a id="ref-1" class="note" href="#fn-1" role="doc-noteref" aria-label="Noot 1">'
        "<sup>1</sup></a>.</p>"
    )
    assert '<li id="fn-1"><span class="marker">1</span>\n<p>Zie ook.</p>\n<p>Meer.</p>' in made.notes
    assert '<a href="#ref-1" role="doc-backlink" aria-label="Terug naar noot 1 in de tekst">' in made.notes


def test_a_link_in_a_note_is_that_of_its_own_part() -> None:
    def rels_of(target: str) -> str:
        return rels(f'<Relationship Id="r9" Type="{RELATIONSHIPS}/hyperlink" Target="{target}" TargetMode="External"/>')

    link = f'<w:hyperlink r:id="r9">{run("hier")}</w:hyperlink>'
    docx = word_file(
        p(reference("footnote", 1), reference("endnote", 1), reference("footnote", 2)),
        footnotes=note("footnote", 1, p("a")) + note("footnote", 2, p(link)), endnotes=note("endnote", 1, p(link)),
        parts={f"word/_rels/{name}.xml.rels": rels_of(f"https://{name}.nl") for name in ("footnotes", "endnotes")},
    )  # fmt: skip
    assert re.findall(r'href="(https[^"]+)"', str(as_web_text(docx).notes)) == [
        "https://endnotes.nl",
        "https://footnotes.nl",
    ]


def test_a_note_that_is_not_there_is_still_a_number() -> None:
    assert "<sup>1</sup>" in page(p("x", reference("endnote", 9))).body


def test_two_references_to_one_note_do_not_share_an_id() -> None:
    made = page(p(reference("footnote", 1), reference("footnote", 1)), footnotes=note("footnote", 1, p("a")))
    assert made.body.count('id="ref-1"') == 1 and made.body.count('href="#fn-1"') == 2


def test_a_picture_is_its_description() -> None:
    def picture(attributes: str, inner: str = "") -> str:
        inside = f'<wp:docPr xmlns:wp="wp" id="1" name="x" {attributes}>{inner}</wp:docPr>'
        return f"<w:r><w:drawing>{inside}</w:drawing></w:r>"

    assert body(p(picture('descr="Grafiek van de uitgaven"'))) == (
        '<p><span class="picture">[Afbeelding: Grafiek van de uitgaven]</span></p>'
    )
    assert seen(body(p("a", picture("")))) == "a[Afbeelding zonder beschrijving]"
    assert body(p("a", picture("", '<d:decorative xmlns:d="d" val="1"/>'))) == "<p>a</p>"


def test_a_text_box_comes_after_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('in het kader')}</w:txbxContent></w:pict></w:r>"
    assert body(p("voor", box)) == '<p>voor</p>\n<div class="box"><p>in het kader</p></div>'


def test_headers_and_footers_are_given_apart() -> None:
    made = page(p("brief"), header=p(control("paraaf.mark", run("CONCEPT"))), footer=p("Kenmerk"))
    assert made.body == '<p id="p-1">brief</p>' and made.headers_and_footers == ("<p>CONCEPT</p>", "<p>Kenmerk</p>")


def test_a_fraction_and_a_power_are_told_from_their_digits() -> None:
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    assert seen(body(p(f"<m:oMath>{fraction}{power}</m:oMath>"))) == "(1)/(2)x^(2)"


def test_lines_and_tabs_are_kept() -> None:
    assert body(p("a", "<w:r><w:br/></w:r>", "b", "<w:r><w:tab/></w:r>", "c")) == "<p>a<br>b\tc</p>"


def test_a_symbol_is_the_sign_that_it_shows() -> None:
    assert body(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')) == "<p>✓</p>"
    assert body(p("x", '<w:r><w:sym w:font="Symbol" w:char="D800"/></w:r>')) == "<p>x</p>"


def test_a_strict_file_is_read_the_same() -> None:
    parts = (p("a", looking("<w:b/>")), table(["b", "c"]))
    assert as_web_text(word_file(*parts, namespace=STRICT)).body == as_web_text(word_file(*parts)).body


def test_a_file_without_styles_lists_or_text_gives_an_empty_page() -> None:
    made = as_web_text(word_file())
    assert (made.body, made.notes, made.headers_and_footers, made.passages) == ("", "", (), {})


def test_the_words_around_it_can_be_english() -> None:
    made = as_web_text(word_file(p(tracked("ins", run("new"), author="FIN"))), ENGLISH)
    assert "inserted by FIN:" in made.body


def test_a_letter_of_forty_pages_is_shown_whole() -> None:
    assert len(as_web_text(base_file(letter(280))).passages) >= 280


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u00ad"))))
def test_any_text_is_read_back_from_the_page(texts: list[str]) -> None:
    docx = word_file(*(p(run(text)) for text in texts))
    shown = seen(str(as_web_text(docx).body))
    turning = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
    assert "".join(shown.split()) == "".join(redline.text(docx).translate(turning).split())


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    """Counted in calls, not in time: the same on any machine."""

    def calls(count: int) -> int:
        references = p(*(reference("footnote", number) for number in range(count)))
        docx = word_file(references, footnotes="".join(note("footnote", n, p(f"noot {n}")) for n in range(count)))
        made = 0

        def count_call(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(count_call)
        try:
            as_web_text(docx)
        finally:
            sys.setprofile(None)
        return made

    calls(10)
    assert calls(800) < 9 * calls(100)
