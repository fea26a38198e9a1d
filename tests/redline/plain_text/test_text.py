import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from paraaf import redline
from paraaf.redline.plain_text.fingerprint import plain, read
from paraaf.redline.plain_text.reader import View
from tests.support.word.files import (
    STRICT,
    control,
    corpus,
    field,
    gone,
    ins,
    mark,
    note,
    p,
    packed,
    reference,
    rels,
    run,
    saved_by_libreoffice,
    table,
    unpacked,
    word_file,
)

STAMPS = frozenset({"paraaf.version", "paraaf.date"})


def both(*body: str) -> tuple[str, str]:
    """Return the text with changes accepted, and as it was."""
    return redline.text(word_file(*body)), redline.text(word_file(*body), "original")


def saved_by_python_docx(docx: bytes) -> bytes:
    out = io.BytesIO()
    Document(io.BytesIO(docx)).save(out)
    return out.getvalue()


def test_each_paragraph_is_a_line() -> None:
    assert redline.text(word_file(p("Geachte voorzitter,"), p(), p("Hierbij ", "de brief."))) == (
        "Geachte voorzitter,\n\nHierbij de brief."
    )


def test_a_strict_file_reads_the_same() -> None:
    body = (p("a", ins("b"), gone("c"), field("PAGE", "1")), table(["d", "e"]))
    assert redline.text(word_file(*body, namespace=STRICT)) == redline.text(word_file(*body)) == "ab\nd\te"


def test_insertions_and_deletions_follow_the_view() -> None:
    assert both(p("De ", gone("oude"), ins("nieuwe"), " tekst")) == ("De nieuwe tekst", "De oude tekst")


def test_moved_text_is_read_once() -> None:
    source = f"<w:moveFrom>{run('verhuisd', 't')}</w:moveFrom>"
    target = f"<w:moveTo>{run('verhuisd')}</w:moveTo>"
    assert both(p("a ", source), p("b ", target)) == ("a \nb verhuisd", "a verhuisd\nb ")


def test_what_was_inserted_and_then_deleted_is_in_neither_view() -> None:
    assert both(p("a", f"<w:ins>{gone('b')}</w:ins>", "c")) == ("ac", "ac")


def test_a_deleted_paragraph_mark_joins_and_an_inserted_one_parts() -> None:
    assert both(p("een", mark="del"), p("twee")) == ("eentwee", "een\ntwee")
    assert both(p("een", mark="ins"), p("twee")) == ("een\ntwee", "eentwee")


def test_a_deleted_paragraph_leaves_no_line() -> None:
    assert both(p("een"), p(gone("twee"), mark="del"), p("drie")) == ("een\ndrie", "een\ntwee\ndrie")


def test_table_cells_are_parted_by_tabs_and_rows_follow_the_view() -> None:
    inserted = table(["a", "b"], ["c", "d"]).replace("<w:tr>", "<w:tr><w:trPr><w:ins/></w:trPr>", 1)
    assert both(inserted) == ("a\tb\nc\td", "c\td")
    deleted = inserted.replace("<w:ins/>", "<w:del/>")
    assert both(deleted) == ("c\td", "a\tb\nc\td")
    cell = table(["a", "b"]).replace("<w:tc>", "<w:tc><w:tcPr><w:cellIns/></w:tcPr>", 1)
    assert both(cell) == ("a\tb", "b")


def test_a_table_in_a_table_and_cells_in_controls_are_read() -> None:
    inner = table(["b", "c"])
    assert redline.text(word_file(table(["a", inner + p("d")]))) == "a\tb\tc\nd"
    assert redline.text(word_file(f"<w:tbl>{control('x', '<w:tr><w:tc>' + p('e') + '</w:tc></w:tr>')}</w:tbl>")) == "e"


def test_wrappers_within_a_paragraph_are_read_through() -> None:
    inner = run("x")
    wrappers = (
        f"<w:hyperlink>{inner}</w:hyperlink><w:smartTag>{inner}</w:smartTag><w:customXml>{inner}</w:customXml>"
        f"{control('t', inner)}<m:oMath><m:r><m:t>y</m:t></m:r></m:oMath>"
    )
    assert redline.text(word_file(p(wrappers))) == "xxxxy"


def test_special_characters_are_characters() -> None:
    special = (
        '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/>'
        '<w:sym w:font="Symbol" w:char="20AC"/></w:r>'
    )  # fmt: skip
    assert redline.text(word_file(p(special))) == "a\tb\nc\u2011\u00ad€"


def test_spaces_count_only_where_the_file_keeps_them() -> None:
    assert redline.text(word_file("<w:p><w:r><w:t> a </w:t><w:t xml:space='preserve'> b</w:t></w:r></w:p>")) == "a b"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('in het kader')}{table(['a', 'b'])}</w:txbxContent>"
    both_ways = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert redline.text(word_file(p("voor ", both_ways, "na"))) == "voor na\nin het kader\na\tb"


def test_notes_are_numbered_by_where_they_are_referred_to() -> None:
    letter = word_file(
        p("a", reference("footnote", 7), " b", reference("endnote", 2), " c", reference("footnote", 3)),
        footnotes=note("footnote", 3, p("derde")) + note("footnote", 7, p("eerste"), p("vervolg"))
        + note("footnote", 9, p("nergens")),
        endnotes=note("endnote", 2, p("tweede")),
    )  # fmt: skip
    assert redline.text(letter) == "a[1] b[2] c[3]\n[1] eerste\nvervolg\n[2] tweede\n[3] derde"


def test_a_note_of_deleted_text_is_gone_with_it() -> None:
    notes = note("footnote", 1, p("weg")) + note("footnote", 2, p("blijft"))
    body = p("a", f"<w:del>{reference('footnote', 1)}</w:del>", reference("footnote", 2))
    assert redline.text(word_file(body, footnotes=notes)) == "a[1]\n[1] blijft"


def test_headers_and_footers_come_last_and_once() -> None:
    assert redline.text(word_file(p("brief"), header=p("Ministerie"), footer=p("Ministerie"))) == "brief\nMinisterie"


def test_a_first_page_header_counts_where_it_is_switched_on() -> None:
    letter = unpacked(word_file(p("brief"), header=p("Ministerie")))
    document = letter["word/document.xml"].replace(b'w:type="default"', b'w:type="first"')
    off = packed(letter | {"word/document.xml": document})
    on = packed(letter | {"word/document.xml": document.replace(b"</w:sectPr>", b"<w:titlePg/></w:sectPr>")})
    assert redline.text(off) == "brief"
    assert redline.text(on) == "brief\nMinisterie"


@pytest.mark.parametrize(
    ("instruction", "result"),
    [("PAGE", "12"), (" numpages \\* MERGEFORMAT", "40"), ('DATE \\@ "d MMMM yyyy"', "3 september 2025"),
     ("TIME", "12:03"), ("SAVEDATE", "1-2-2025"), ("PRINTDATE", "1-2-2025"), ("FILENAME \\p", "C:\\brief.docx")],
)  # fmt: skip
def test_what_changes_by_itself_is_left_out(instruction: str, result: str) -> None:
    assert redline.text(word_file(p("a ", field(instruction, result), " b"))) == "a  b"
    simple = f'<w:fldSimple w:instr="{instruction}">{run(result)}</w:fldSimple>'.replace('"d MMMM yyyy"', "")
    assert redline.text(word_file(p("a ", simple, " b"))) == "a  b"


def test_other_field_results_are_text() -> None:
    assert (
        redline.text(word_file(p(field('HYPERLINK "https://x.nl"', "klik"), field("REF a", "punt 3")))) == "klikpunt 3"
    )


def test_a_field_within_an_instruction_says_nothing() -> None:
    nested = (mark("begin"), run("IF ", "instrText"), field("MERGEFIELD a", "verborgen"), mark("separate"), run("ja"))
    assert redline.text(word_file(p("a ", *nested, mark("end")))) == "a ja"


def test_a_table_of_contents_keeps_its_entries_and_loses_its_page_numbers() -> None:
    tab = "<w:r><w:tab/></w:r>"
    entries = p(mark("begin"), run("TOC", "instrText"), mark("separate"), "Inleiding 2025", tab, "3")
    entries += p("Vervolg", tab, field("PAGEREF _Toc1", "4"))
    assert redline.text(word_file(entries + p(mark("end")), p("Slot"))) == "Inleiding 2025\nVervolg\n\nSlot"


def test_text_cannot_hide_in_a_field_that_never_ends_or_says_too_much() -> None:
    never = (p("a", mark("begin"), run("PAGE", "instrText")), p("een heel andere toezegging"))
    assert "een heel andere toezegging" in redline.text(word_file(*never))
    assert "toezegging" in redline.text(word_file(p(field("PAGE", "een heel andere toezegging"))))
    over_two = p(mark("begin"), run("PAGE", "instrText"), mark("separate"), "toe") + p("zegging", mark("end"))
    assert "toe\nzegging" in redline.text(word_file(over_two))


def test_a_paragraph_with_an_ignored_control_is_left_out_whole() -> None:
    body = (p("Datum: ", control("paraaf.date", run("1 mei"))), control("paraaf.version", p("v2")), p("Brief"))
    assert redline.text(word_file(*body), ignore_tags=STAMPS) == "Brief"
    assert redline.text(word_file(*body)) == "Datum: 1 mei\nv2\nBrief"
    assert redline.text(word_file(control("paraaf.onderwerp", p("x"))), ignore_tags=STAMPS) == "x"


def test_deep_nesting_within_the_limit_is_read() -> None:
    deep = "<w:r>x</w:r>"
    for _ in range(58):
        deep = table([p("x") + deep if deep.startswith("<w:tbl") else p("x")])
    controls = p("diep")
    for _ in range(95):
        controls = control("t", controls)
    letter = word_file(deep, controls)
    redline.check(letter)
    assert "diep" in redline.text(letter)


# Fingerprints


def stamped(version: str, date: str) -> bytes:
    return word_file(
        p("Datum: ", control("paraaf.date", run(date)), " te Den Haag"),
        table(["Versie", control("paraaf.version", p(version)) + p()]),
        p("Geachte voorzitter,", reference("footnote", 1)),
        header=p("Versie ", control("paraaf.version", run(version))) + p("Ministerie"),
        footnotes=note("footnote", 1, p("Noot")),
    )


def test_stamping_a_letter_leaves_its_fingerprint() -> None:
    first, second = stamped("", ""), stamped("3", "1 mei 2025")
    assert redline.fingerprint(first, STAMPS) == redline.fingerprint(second, STAMPS)
    assert redline.fingerprint(first) != redline.fingerprint(second)
    assert redline.passages_changed(first, second, STAMPS) == []


def test_a_fingerprint_says_how_it_was_made() -> None:
    fingerprint = redline.fingerprint(word_file(p("x")))
    assert fingerprint.startswith("t1:")
    assert len(fingerprint) == 3 + 64


def test_what_cannot_be_seen_does_not_count() -> None:
    same = [p("Een twee"), p("Een\u00a0 twee "), p("Een\u00ad\u200b twee"), p("Een", ins(" twee"), gone(" drie")),
            p("Een twee") + p(), p("Een twee", field("PAGE", "9"))]  # fmt: skip
    assert len({redline.fingerprint(word_file(each)) for each in same}) == 1
    composed, parted = (unicodedata.normalize(form, "coördinatie") for form in ("NFC", "NFD"))
    assert redline.fingerprint(word_file(p(composed))) == redline.fingerprint(word_file(p(parted)))


def test_what_can_be_read_counts() -> None:
    letters = [
        word_file(p("Een twee")),
        word_file(p("Een twe")),
        word_file(p("Een"), p("twee")),
        word_file(table(["Een", "twee"])),
        word_file(table(["Een", "", "twee"])),
        word_file(p("Een twee"), header=p("kop")),
        word_file(p("Een twee", reference("footnote", 1)), footnotes=note("footnote", 1, p("noot"))),
        word_file(p("Een twee", reference("footnote", 1)), footnotes=note("footnote", 1, p("voet"))),
    ]
    assert len({redline.fingerprint(letter) for letter in letters}) == len(letters)


def test_a_save_by_python_docx_leaves_the_fingerprint() -> None:
    letter = stamped("3", "1 mei")
    for tags in (STAMPS, frozenset[str]()):
        assert redline.fingerprint(saved_by_python_docx(letter), tags) == redline.fingerprint(letter, tags)


@pytest.mark.libreoffice
def test_a_save_by_libreoffice_leaves_the_text_of_a_stamped_letter(tmp_path: Path) -> None:
    letter = stamped("3", "1 mei")
    saved = saved_by_libreoffice(letter, tmp_path)
    redline.check(saved)
    assert redline.fingerprint(saved) == redline.fingerprint(letter)
    # LibreOffice 7.4 loses the tags of controls, so that a stamp becomes text; nothing else may change by it.
    stamps = {"Datum: 1 mei te Den Haag", "Versie\t3", "Versie 3"}
    assert {new for _, new in redline.passages_changed(letter, saved, STAMPS)} <= stamps


@pytest.mark.libreoffice
def test_a_save_by_libreoffice_leaves_the_fingerprint_of_a_long_letter(tmp_path: Path) -> None:
    letter = word_file(
        *(
            p(f"Alinea {n} ", gone("oud"), ins("nieuw"), field("PAGE", str(n)), "\u2011 en\u00a0verder")
            for n in range(99)
        ),
        table(["Jaar", "2025", ""], ["Bedrag", "", "€ 12"]),
        footer=p("Pagina ", field("PAGE", "1"), " van ", field("NUMPAGES", "12")),
    )
    saved = saved_by_libreoffice(letter, tmp_path)
    assert redline.passages_changed(letter, saved) == []
    assert redline.fingerprint(saved) == redline.fingerprint(letter)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)


@st.composite
def inline(draw: st.DrawFn) -> tuple[str, str, str]:
    """A piece of a paragraph: its XML, its text if accepted, its text as it was."""
    said = draw(words)
    sort = draw(st.sampled_from(["kept", "ins", "del", "both", "link"]))
    return {
        "kept": (run(said), said, said),
        "ins": (ins(said), said, ""),
        "del": (gone(said), "", said),
        "both": (f"<w:ins>{gone(said)}</w:ins>", "", ""),
        "link": (f"<w:hyperlink>{run(said)}</w:hyperlink>", said, said),
    }[sort]


@pytest.mark.long
@given(st.lists(st.lists(inline(), max_size=5), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_with_changes_is_read_in_both_views(paragraphs: list[list[tuple[str, str, str]]]) -> None:
    letter = word_file(*(p(*(xml for xml, _, _ in each)) for each in paragraphs))
    redline.check(letter)
    accepted = ["".join(text for _, text, _ in each) for each in paragraphs]
    original = ["".join(text for _, _, text in each) for each in paragraphs]
    assert redline.text(letter) == "\n".join(accepted)
    assert redline.text(letter, "original") == "\n".join(original)

    clean = word_file(*(p(run(line)) for line in accepted))
    assert redline.fingerprint(clean) == redline.fingerprint(letter)
    assert redline.passages_changed(clean, letter) == []
    assert redline.fingerprint(saved_by_python_docx(letter)) == redline.fingerprint(letter)


@pytest.mark.long
@given(st.lists(words, max_size=6), st.lists(words, max_size=6))
@settings(max_examples=60, deadline=None)
def test_passages_differ_exactly_when_fingerprints_do(old: list[str], new: list[str]) -> None:
    before, after = (word_file(*(p(run(line)) for line in lines)) for lines in (old, new))
    changed = redline.passages_changed(before, after)
    assert bool(changed) == (redline.fingerprint(before) != redline.fingerprint(after))
    assert all(one != other for one, other in changed)
    assert redline.passages_changed(before, before) == []


def test_changed_passages_stand_beside_what_they_replace() -> None:
    old = word_file(p("De eerste alinea."), p("De tweede alinea."), p("De derde."))
    new = word_file(p("De eerste alinea."), p("Iets geheel anders."), p("De tweede alinea, gewijzigd."), p("De derde."))
    assert redline.passages_changed(old, new) == [
        ("", "Iets geheel anders."),
        ("De tweede alinea.", "De tweede alinea, gewijzigd."),
    ]


# Real files


def triples() -> Iterator[tuple[str, bytes, bytes, bytes]]:
    folder = corpus()
    for line in json.loads((folder / "manifest.json").read_text())["revisions"]:
        yield line["id"], *((folder / line[name]).read_bytes() for name in ("revised", "accepted", "rejected"))


def test_real_tracked_changes_read_as_word_accepts_and_rejects_them() -> None:
    wrong = []
    for name, revised, accepted, rejected in triples():
        views: list[tuple[View, bytes]] = [("accepted", accepted), ("original", rejected)]
        for view, expected in views:
            one, other = read(revised, view), read(expected, "accepted")
            if (plain(one.body), plain(one.notes)) != (plain(other.body), plain(other.notes)):
                wrong.append((name, view))
    assert wrong == []


def test_real_files_keep_their_fingerprint_when_python_docx_saves_them() -> None:
    for path in corpus().glob("pairs/*.docx"):
        letter = path.read_bytes()
        assert redline.fingerprint(saved_by_python_docx(letter)) == redline.fingerprint(letter), path.name


def test_a_file_without_a_body_is_refused_when_it_is_read() -> None:
    with pytest.raises(redline.UnsafeDocument):
        redline.text(packed({"[Content_Types].xml": "<a/>", "_rels/.rels": rels("")}))
