"""A Word table as an HTML table: which cells are there, over how many rows and columns, and which are heads."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from paraaf.documents.html.inline import ADDING, REMOVING, Context, change_of
from paraaf.documents.html.page_texts import PageTexts
from paraaf.documents.html.pieces import escaped, visually_hidden
from paraaf.documents.html.styles import Styles, value
from paraaf.redline.opc.package import Element
from paraaf.redline.plain_text.reader import child, is_on, prefixed_name

_WRAPPERS = {"w:sdt", "w:sdtContent", "w:customXml", *ADDING, *REMOVING}
_MAX_COLUMNS = 200

Content = Callable[[Element, Context], str]
"""What a cell holds, as HTML."""


@dataclass
class _Cell:
    element: Element
    where: Context
    column: int
    width: int
    continues: bool
    html: str = ""
    height: int = 1


@dataclass
class _Row:
    element: Element
    where: Context
    cells: list[_Cell]
    is_head: bool
    before: int
    after: int


def table_html(table: Element, where: Context, name: str, styles: Styles, words: PageTexts, content: Content) -> str:
    """Return a table that can be scrolled and is called `name`; "" if it has no rows."""
    rows = [_row(each, now, content) for each, now in _wrapped(table, "w:tr", where)]
    rows = [row for row in rows if row.cells]
    if not rows:
        return ""
    _join(rows)
    by_style, first_column = styles.heads(table)
    heads = _heads(rows, by_style=by_style)
    lines = [_line(row, words, is_head=at < heads, first_column=first_column) for at, row in enumerate(rows)]
    described = " ".join(value(child(table, "w:tblPr", "w:tblCaption")).split())
    label = escaped(f"{name}: {described}" if described else name)
    head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
    return (
        f'<div class="table" role="group" aria-label="{label}" tabindex="0"><table>{head}'
        f"<tbody>{''.join(lines[heads:])}</tbody></table></div>"
    )


def _wrapped(container: Element, wanted: str, where: Context) -> Iterator[tuple[Element, Context]]:
    for each in container:
        what = prefixed_name(each)
        if what == wanted:
            yield each, where
        elif what in _WRAPPERS:
            yield from _wrapped(each, wanted, where.within(each))


def _row(element: Element, where: Context, content: Content) -> _Row:
    about = child(element, "w:trPr")
    where = _marked(about, where, "w:ins", "w:del")
    before, after = (_number(about, name) for name in ("w:gridBefore", "w:gridAfter"))
    cells: list[_Cell] = []
    column = before
    for each, now in _wrapped(element, "w:tc", where):
        properties = child(each, "w:tcPr")
        now = _marked(properties, now, "w:cellIns", "w:cellDel")
        width = max(_number(properties, "w:gridSpan"), 1)
        merge = None if properties is None else child(properties, "w:vMerge")
        continues = merge is not None and value(merge) != "restart"
        cells.append(_Cell(each, now, column, width, continues, content(each, now)))
        column += width
    is_head = about is not None and is_on(child(about, "w:tblHeader"))
    return _Row(element, where, cells, is_head, before, after)


def _marked(properties: Element | None, where: Context, adding: str, removing: str) -> Context:
    for each in [] if properties is None else properties:
        if prefixed_name(each) == adding:
            where = replace(where, inserted=change_of(each))
        elif prefixed_name(each) == removing:
            where = replace(where, deleted=change_of(each))
    return where


def _number(properties: Element | None, name: str) -> int:
    found = "" if properties is None else value(child(properties, name))
    return min(int(found), _MAX_COLUMNS) if found.isdecimal() and len(found) < 6 else 0


def _join(rows: Sequence[_Row]) -> None:
    """Let cells that go on below be one; a cell that Word would hide but that says something stays."""
    above: dict[int, _Cell] = {}
    for row in rows:
        here: dict[int, _Cell] = {}
        kept = []
        for cell in row.cells:
            top = above.get(cell.column)
            if cell.continues and top is not None and top.width == cell.width and not cell.html:
                top.height += 1
                here[cell.column] = top
            else:
                kept.append(cell)
                here[cell.column] = cell
        row.cells = kept
        above = here


def _heads(rows: Sequence[_Row], *, by_style: bool) -> int:
    """Return how many rows at the top are heads; none if that would leave no other, or cut a cell in two."""
    count = next((at for at, row in enumerate(rows) if not row.is_head), len(rows))
    count = count or (1 if by_style else 0)
    cut = any(at + cell.height > count for at, row in enumerate(rows[:count]) for cell in row.cells)
    return 0 if cut or count == len(rows) else count


def _line(row: _Row, words: PageTexts, *, is_head: bool, first_column: bool) -> str:
    state = "deleted" if row.where.deleted else "inserted" if row.where.inserted else ""
    if state and row.cells and not any(cell.html for cell in row.cells):
        what = words.deleted if state == "deleted" else words.inserted
        row.cells[0].html = visually_hidden(what.format("").removesuffix(":"))
    cells = [_blank(row.before)]
    for at, cell in enumerate(row.cells):
        is_side = first_column and at == 0 and cell.column == 0
        tag, scope = ("th", ' scope="col"') if is_head else ("th", ' scope="row"') if is_side else ("td", "")
        if not cell.html:
            tag, scope = "td", ""
        width = f' colspan="{cell.width}"' if cell.width > 1 else ""
        height = f' rowspan="{cell.height}"' if cell.height > 1 else ""
        cells.append(f"<{tag}{scope}{width}{height}>{cell.html}</{tag}>")
    cells.append(_blank(row.after))
    return f'<tr class="{state}">{"".join(cells)}</tr>' if state else f"<tr>{''.join(cells)}</tr>"


def _blank(width: int) -> str:
    return f'<td colspan="{width}"></td>' if width else ""
