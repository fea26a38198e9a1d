"""Tables in a template's style: a heading row that is repeated on each page, and no merged cells."""

from collections.abc import Callable, Sequence

from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from paraaf.documents.ooxml import clean, element
from paraaf.documents.template import CELL_STYLE, TABLE_STYLE, Template

Cell = str | Callable[[Paragraph], None]
"""Text, of which each line becomes a paragraph; or what writes the content of one paragraph."""

_LOOK = {"val": "0020", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0"} | {
    "noHBand": "1",
    "noVBand": "1",
}


def table(
    template: Template,
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    title: str,
    shares: Sequence[int] = (),
) -> Table:
    """Return a table as wide as the text; `shares` says how the columns share that, `title` what is in it."""
    shares = shares or [1] * len(headings)
    width = template.text_width().twips
    widths = [Twips(width * share // sum(shares)) for share in shares]
    made = Table(CT_Tbl.new_tbl(0, len(headings), Twips(width)), template.document)
    made._tbl.tblStyle_val = template.style(TABLE_STYLE)
    made.autofit = False
    for column, each in zip(made.columns, widths, strict=True):
        column.width = each
    _describe(made, sum(each.twips for each in widths), title)
    for number, cells in enumerate([headings, *rows]):
        _add_row(template, made, cells, is_heading=number == 0)
    return made


def _describe(made: Table, width: int, title: str) -> None:
    """Set what python-docx has no words for: the width, that the first row is a heading, and what is in the table."""
    properties = made._tbl.tblPr
    for name, value in {"w": str(width), "type": "dxa"}.items():
        properties.find(qn("w:tblW")).set(qn(f"w:{name}"), value)
    look = properties.find(qn("w:tblLook"))
    for name, value in _LOOK.items():
        look.set(qn(f"w:{name}"), value)
    look.addnext(element("w:tblCaption", val=clean(title)))


def _add_row(template: Template, made: Table, cells: Sequence[Cell], *, is_heading: bool) -> None:
    row = made.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if is_heading:
        properties.append(element("w:tblHeader"))
    style = template.style(CELL_STYLE)
    for cell, content in zip(row.cells, cells, strict=True):
        if not isinstance(content, str):
            content(cell.paragraphs[0])
        else:
            line, *others = [line for line in clean(content).splitlines() if line.strip()] or [""]
            cell.paragraphs[0].add_run(line)
            for other in others:
                cell.add_paragraph(other)
        for paragraph in cell.paragraphs:
            paragraph._p.style = style
            if is_heading:
                paragraph.paragraph_format.keep_with_next = True
