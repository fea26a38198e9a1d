"""Tables in a template's style: a heading row that is repeated on each page, and no merged cells."""

from collections.abc import Sequence

from paraaf.documents.ooxml import Element, element, paragraph, run
from paraaf.documents.template import CELL_STYLE, TABLE_STYLE, Template

Cell = str | Sequence[Element]
"""Text, of which each line becomes a paragraph; or the content of one paragraph."""


def table(
    template: Template,
    headings: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    title: str,
    shares: Sequence[int] = (),
) -> Element:
    """Return a table as wide as the text; `shares` says how the columns share that, `title` what is in it."""
    shares = shares or [1] * len(headings)
    width = template.text_width()
    widths = [width * share // sum(shares) for share in shares]
    look = element(
        "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1", noVBand="1"
    )
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val=template.style(TABLE_STYLE)),
        element("w:tblW", w=str(sum(widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
        look,
        element("w:tblCaption", val=title),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=str(each)) for each in widths))
    repeated = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
    made = element("w:tbl", properties, grid, _row(template, headings, widths, repeated))
    made.extend([_row(template, row, widths) for row in rows])
    return made


def _row(
    template: Template, cells: Sequence[Cell], widths: Sequence[int], properties: Element | None = None
) -> Element:
    made = element("w:tr", properties)
    for cell, width in zip(cells, widths, strict=True):
        style = template.style(CELL_STYLE)
        contents = [[run(line)] for line in _lines(cell)] if isinstance(cell, str) else [list(cell)]
        made.append(
            element(
                "w:tc",
                element("w:tcPr", element("w:tcW", w=str(width), type="dxa")),
                *(paragraph(content, style) for content in contents),
            )
        )
    return made


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()] or [""]
