from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from models.enums import LetterMark
from paraaf.documents import Section, Stamp, body_text, has_tracked_changes, letter_contains, render_letter
from tests.documents.facts_of_the_case import LETTER, STAMP, template
from tests.support.word import contents

TEMPLATE = template("letter")


def rendered(text: str = "", **changes: object) -> bytes:
    facts = replace(LETTER, **changes)  # type: ignore[arg-type]
    if text:
        facts = replace(facts, sections=(Section("Kop", text),))
    return render_letter(facts, STAMP, TEMPLATE)


@pytest.fixture(scope="module")
def letter() -> bytes:
    return rendered()


def test_same_facts_give_the_same_bytes(letter: bytes) -> None:
    assert rendered() == letter


def test_every_field_is_filled_and_none_shows_its_prompt(letter: bytes) -> None:
    assert contents.field(letter, "paraaf.subject") == LETTER.subject
    assert contents.field(letter, "paraaf.date") == "3 oktober 2025"
    assert contents.field(letter, "paraaf.addressee").startswith("De Voorzitter van de Tweede Kamer")
    assert contents.field(letter, "paraaf.ministry", "word/header1.xml") == LETTER.ministry
    for _, tag, control in contents.controls(letter):
        assert not list(control.iter(qn("w:showingPlcHdr"))), tag
        assert not contents.text(control).startswith("["), tag


def test_address_lines_are_lines(letter: bytes) -> None:
    control = next(control for _, tag, control in contents.controls(letter) if tag == "paraaf.addressee")
    assert len(list(control.iter(qn("w:br")))) == len(LETTER.addressee) - 1


def test_control_ids_are_unique_over_all_parts(letter: bytes) -> None:
    ids = [
        control.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for _, _, control in contents.controls(letter)
    ]
    assert len(ids) == len(set(ids))


def test_sections_are_headings_in_order(letter: bytes) -> None:
    assert contents.headings(letter) == [
        ("Heading1", "Een nieuwe koers"),
        ("Heading1", "Aanpak en planning"),
        ("Heading1", "Tot slot"),
    ]


def test_bullets_are_word_lists_of_three_levels(letter: bytes) -> None:
    bullets = [(level, text) for list_id, level, text in contents.list_items(letter) if list_id == 1]
    assert [level for level, _ in bullets] == [0, 1, 1, 2, 2, 0]
    assert bullets[3] == (2, "extra capaciteit;")


def test_each_ordered_list_starts_again_and_its_sublist_belongs_to_it(letter: bytes) -> None:
    ordered = [(list_id, level) for list_id, level, _ in contents.list_items(letter) if list_id != 1]
    first, second = sorted({list_id for list_id, _ in ordered})
    assert ordered == [(first, 0), (first, 0), (first, 1), (first, 1), (first, 0), (second, 0), (second, 0)]
    for num in contents.root(letter, "word/numbering.xml").findall(qn("w:num")):
        if num.get(qn("w:numId")) in (str(first), str(second)):
            assert [start.get(qn("w:val")) for start in num.iter(qn("w:startOverride"))] == ["1", "1", "1"]


def test_ordered_list_that_starts_at_three_does_so() -> None:
    numbering = contents.root(rendered("3. derde\n4. vierde"), "word/numbering.xml")
    assert (
        numbering.findall(qn("w:num"))[-1].find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val"))
        == "3"
    )


def test_a_list_deeper_than_three_levels_stands_on_the_third() -> None:
    items = contents.list_items(rendered("- a\n  - b\n    - c\n      - d\n        - e"))
    assert [(level, text) for _, level, text in items] == [(0, "a"), (1, "b"), (2, "c"), (2, "d"), (2, "e")]


def test_tables_have_a_heading_row_that_is_repeated_and_no_merged_cells(letter: bytes) -> None:
    table = next(contents.root(letter).iter(qn("w:tbl")))
    rows = table.findall(qn("w:tr"))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}").get(qn("w:firstRow")) == "1"
    assert not list(table.iter(qn("w:gridSpan"), qn("w:vMerge")))
    assert contents.tables(letter)[0][0] == ["Stap", "Trekker", "Gereed"]


def test_bold_italic_and_links_are_formatting(letter: bytes) -> None:
    document = contents.root(letter)
    assert "verdienvermogen" in [
        contents.text(r) for r in document.iter(qn("w:r")) if r.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    ]
    link = next(document.iter(qn("w:hyperlink")))
    assert contents.text(link) == "Nationale Technologiestrategie"
    relations = contents.parts(letter)["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://www.rijksoverheid.nl/nts" TargetMode="External"' in relations


@pytest.mark.parametrize(
    "typed",
    [
        "<b>vet</b> en <script>alert(1)</script>",
        "[klik](http://example.nl)",
        "[klik](javascript:alert)",
        "[klik](file:///etc/passwd)",
        "{{ titel }} en {% raw %}",
        "# geen kop",
        "&amp; &lt;w:p&gt;",
        "`code` en ~~door~~",
    ],
)
def test_what_is_no_known_markup_stands_as_it_was_typed(typed: str) -> None:
    letter = rendered(typed)
    assert typed in body_text(letter)
    assert not list(contents.root(letter).iter(qn("w:hyperlink")))


def test_field_codes_in_text_are_text() -> None:
    letter = rendered('{ INCLUDETEXT "c:/geheim" } en { DATE }')
    assert not list(contents.root(letter).iter(qn("w:fldChar"), qn("w:fldSimple"), qn("w:instrText")))


def test_characters_that_xml_forbids_are_left_out() -> None:
    letter = rendered(
        "Een\x00 zin\x0b met\ufffe rommel\ud800.", subject="On\x01derwerp", title="Ti\x02tel", author="A\x03"
    )
    assert "Een zin met rommel." in body_text(letter)
    assert contents.field(letter, "paraaf.subject") == "Onderwerp"
    assert "Titel" in contents.parts(letter)["docProps/core.xml"].decode()


def test_properties_and_language_are_those_of_a_dutch_letter(letter: bytes) -> None:
    core = contents.parts(letter)["docProps/core.xml"].decode()
    assert "<dc:title>Industriebeleid met focus</dc:title>" in core
    assert "<dc:creator>A. de Vries</dc:creator>" in core
    assert "<dc:language>nl-NL</dc:language>" in core
    assert core.count("2025-10-03T00:00:00Z") == 2
    assert 'w:lang w:val="nl-NL"' in contents.parts(letter)["word/styles.xml"].decode()
    assert 'w:themeFontLang w:val="nl-NL"' in contents.parts(letter)["word/settings.xml"].decode()


def test_the_only_fields_are_page_numbers(letter: bytes) -> None:
    codes = [
        node.get(qn("w:instr")).strip()
        for name in contents.parts(letter)
        if name.startswith("word/") and name.endswith(".xml")
        for node in contents.root(letter, name).iter(qn("w:fldSimple"))
    ]
    assert set(codes) == {"PAGE", "NUMPAGES"}


def test_no_paragraph_is_empty(letter: bytes) -> None:
    assert [p for p in contents.root(letter).iter(qn("w:p")) if not contents.text(p).strip()] == []


def test_every_header_shows_version_date_and_mark(letter: bytes) -> None:
    assert len(contents.header_texts(letter)) == 2
    assert all(text.endswith("CONCEPT   Versie 2 · 3 oktober 2025") for text in contents.header_texts(letter))


def test_letter_without_sections_or_attachments_can_be_made() -> None:
    letter = rendered(sections=(), attachments=())
    assert contents.field(letter, "paraaf.attachments") == "geen"


def test_passages_are_found_whatever_their_spaces_and_quotes(letter: bytes) -> None:
    assert letter_contains(letter, "worden  lessen van\nde Beethoven-aanpak benut")
    assert letter_contains(letter, "programma’s per markt")
    assert not letter_contains(letter, "hapert. Een nieuwe koers")
    assert not letter_contains(letter, "  ")


def test_stamps_and_signature_are_no_part_of_the_text(letter: bytes) -> None:
    later = render_letter(LETTER, Stamp(9, STAMP.day.replace(day=9), LetterMark.FOR_SIGNATURE), TEMPLATE)
    assert body_text(later) == body_text(letter)
    assert "Nog niet ondertekend" not in body_text(letter)
    assert not has_tracked_changes(letter)


@pytest.mark.long
@pytest.mark.parametrize("depth", [5, 25, 40, 400])
def test_no_text_gets_lost_however_deep_a_list_is(depth: int) -> None:
    typed = "\n".join(f"{'  ' * level}- punt{level}." for level in range(depth))
    text = body_text(rendered(typed))
    assert all(f"punt{level}." in text for level in range(depth))


def test_a_table_row_with_too_many_cells_is_shown_as_it_was_typed() -> None:
    letter = rendered("| A | B |\n|---|---|\n| een | twee | drie |")
    assert "| een | twee | drie |" in body_text(letter)
    assert contents.tables(letter) == []


def test_a_table_row_with_an_empty_or_escaped_cell_is_a_row() -> None:
    letter = rendered("| A | B |\n|---|---|\n| een | |\n| a \\| b | c |")
    assert contents.tables(letter) == [[["A", "B"], ["een", ""], ["a | b", "c"]]]
