"""The rows of a table and the cells of a row."""

from collections.abc import Iterator

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import SDT, SDT_CONTENT, qn

_CONTAINERS = (SDT, SDT_CONTENT, qn("w:customXml"))


def rows_or_cells(container: Element, tag: str) -> Iterator[Element]:
    """Return the rows of a table or the cells of a row, also those in a content control."""
    for each in container:
        if each.tag == tag:
            yield each
        elif each.tag in _CONTAINERS:
            yield from rows_or_cells(each, tag)
