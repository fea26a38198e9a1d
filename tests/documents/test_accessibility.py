"""What Word's accessibility checker complains of is not in any document of Paraaf's."""

import io
import re

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from paraaf.documents import render_advice_note, render_letter, render_reaction_table
from tests.documents.facts_of_the_case import LETTER, NOTE, REACTION_TABLE, STAMP, template
from tests.support.word import contents

DOCUMENTS = {
    "letter": render_letter(LETTER, STAMP, template("letter")),
    "advice_note": render_advice_note(NOTE, template("advice_note")),
    "reaction_table": render_reaction_table(REACTION_TABLE, template("reaction_table")),
}
TITLES = {
    "letter": LETTER.title,
    "advice_note": f"Nota ter beslissing: {NOTE.title}",
    "reaction_table": f"Reactietabel {REACTION_TABLE.title}, {REACTION_TABLE.stage_label}, ronde 1",
}
TYPED_BULLET = re.compile(r"\s*([-–•*›]|\d+[.)]|[a-z][.)])\s")

each_document = pytest.mark.parametrize("name", DOCUMENTS)


def opened(name: str) -> Document:
    return docx.Document(io.BytesIO(DOCUMENTS[name]))


def xml_parts(name: str) -> list[contents.Element]:
    return [contents.root(DOCUMENTS[name], part) for part in contents.parts(DOCUMENTS[name]) if part.endswith(".xml")]


@each_document
def test_headings_are_heading_styles_and_no_level_is_skipped(name: str) -> None:
    document = opened(name)
    level = 0
    for paragraph in contents.root(DOCUMENTS[name]).iter(qn("w:p")):
        style = contents.style(paragraph)
        if not style.startswith("Heading"):
            continue
        found = next(each for each in document.styles if each.style_id == style)
        assert found.name == f"Heading {style[-1]}"
        assert found.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}").val == int(style[-1]) - 1
        assert found.paragraph_format.keep_with_next
        assert int(style[-1]) <= level + 1
        assert contents.text(paragraph).strip()
        level = int(style[-1])
    assert level


@each_document
def test_lists_are_lists_of_word(name: str) -> None:
    document = opened(name)
    lists = {num.numId for num in document.part.numbering_part.element.num_lst}
    assert {list_id for list_id, _, _ in contents.list_items(DOCUMENTS[name])} <= lists
    typed = [
        contents.text(p) for p in contents.root(DOCUMENTS[name]).iter(qn("w:p")) if TYPED_BULLET.match(contents.text(p))
    ]
    assert typed == []


@each_document
def test_tables_have_one_heading_row_a_title_and_no_merged_cells(name: str) -> None:
    tables = list(contents.root(DOCUMENTS[name]).iter(qn("w:tbl")))
    assert tables
    for table in tables:
        heading, *rows = table.findall(qn("w:tr"))
        assert heading.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(contents.text(cell).strip() for cell in heading.findall(qn("w:tc")))
        assert not [row for row in rows if list(row.iter(qn("w:tblHeader")))]
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}").get(qn("w:firstRow")) == "1"
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")).strip()
        assert not list(table.iter(qn("w:gridSpan"), qn("w:vMerge")))
        assert len({len(row.findall(qn("w:tc"))) for row in (heading, *rows)}) == 1


@each_document
def test_language_is_dutch_everywhere(name: str) -> None:
    assert opened(name).core_properties.language == "nl-NL"
    said = [node.get(qn("w:val")) for root in xml_parts(name) for node in root.iter(qn("w:lang"))]
    assert said
    assert set(said) == {"nl-NL"}
    settings = opened(name).settings.element
    assert settings.find(qn("w:themeFontLang")).get(qn("w:val")) == "nl-NL"


@each_document
def test_title_and_author_stand_in_the_properties(name: str) -> None:
    properties = opened(name).core_properties
    assert (properties.title, properties.author) == (TITLES[name], "A. de Vries")
    assert properties.last_modified_by == "A. de Vries"


@each_document
def test_no_picture_is_without_alternative_text(name: str) -> None:
    for root in xml_parts(name):
        assert all(node.get("descr", "").strip() for node in root.iter(qn("wp:docPr"), qn("pic:cNvPr")))
        assert not [node for node in root.iter() if str(node.tag).startswith("{urn:schemas-microsoft-com:vml}")]


@each_document
def test_no_paragraph_is_empty_outside_tables(name: str) -> None:
    empty = [p for p in contents.root(DOCUMENTS[name]).iter(qn("w:p")) if not contents.text(p).strip()]
    assert [p for p in empty if p.getparent().tag != qn("w:tc")] == []


@each_document
def test_colours_of_text_stand_out_from_white(name: str) -> None:
    """A contrast of 4.5 to 1 at least, as WCAG 2.2 asks of small text (1.4.3)."""
    colours = {node.get(qn("w:val")) for root in xml_parts(name) for node in root.iter(qn("w:color"))}
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in colours if colour != "auto"), colours


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
