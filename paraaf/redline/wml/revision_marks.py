"""The elements by which Word tracks changes, and which of them mean what."""

from collections.abc import Iterator
from datetime import UTC, datetime

from paraaf.redline.model import Kind
from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import CONTROL_RANGES, DEL, INS, MOVE_FROM, MOVE_RANGES, MOVE_TO, RPR, TCPR, TRPR, qn, qns

REVISION_CONTAINERS = (INS, DEL, MOVE_FROM, MOVE_TO)
CELL_INS, CELL_DEL, CELL_MERGE = qns("cellIns cellDel cellMerge")
PROPERTY_CHANGES = qns(
    "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange numberingChange"
)
NUMBERING = qn("w:numberingChange")
MARKS = (*REVISION_CONTAINERS, CELL_INS, CELL_DEL, CELL_MERGE, *PROPERTY_CHANGES)
ALL_MARKS = (*MARKS, *MOVE_RANGES, *CONTROL_RANGES)

ADDING = frozenset([INS, MOVE_TO, CELL_INS, *qns("customXmlInsRangeStart customXmlMoveToRangeStart")])
"""Accepted they keep what they mark; rejected they take it away. The others of these do the opposite."""
REMOVING = frozenset([DEL, MOVE_FROM, CELL_DEL, *qns("customXmlDelRangeStart customXmlMoveFromRangeStart")])

NUMPR = qn("w:numPr")
CTRLPR = qn("m:ctrlPr")

_KIND_OF_CONTAINER: dict[str, Kind] = {INS: "inserted", DEL: "deleted", MOVE_FROM: "moved from", MOVE_TO: "moved to"}
_KIND_OF_MARK: dict[str, Kind] = {
    CELL_INS: "cell inserted",
    CELL_DEL: "cell deleted",
    CELL_MERGE: "cells merged",
    NUMBERING: "numbering",
    qn("w:customXmlInsRangeStart"): "content control inserted",
    qn("w:customXmlMoveToRangeStart"): "content control inserted",
    qn("w:customXmlDelRangeStart"): "content control deleted",
    qn("w:customXmlMoveFromRangeStart"): "content control deleted",
}


def mark_date(date: datetime | str) -> str:
    """Return a date as marks and comments have it: in UTC, to the second. A text is one already, and stays.

    `TypeError` for anything else.
    """
    if isinstance(date, str):
        return date
    if not isinstance(date, datetime):
        wanted = "a datetime, or a text in ISO 8601 like 2026-03-01T12:00:00Z"
        raise TypeError(f"date is {wanted}; this is a {type(date).__name__}: {date!r}.")
    moment = date if date.tzinfo is None else date.astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def kind_of(mark: Element) -> Kind:
    """Return what a mark says was done."""
    if mark.tag in _KIND_OF_CONTAINER:
        if mark.getparent().tag == TRPR:
            return "row inserted" if mark.tag in ADDING else "row deleted"
        if mark.getparent().tag == NUMPR:
            return "numbering"
        return _KIND_OF_CONTAINER[mark.tag]
    return _KIND_OF_MARK.get(mark.tag, "formatting")


def is_revision_container(mark: Element) -> bool:
    """Return whether a mark is around what it marks, not among the properties of it."""
    return mark.tag in REVISION_CONTAINERS and mark.getparent().tag not in (RPR, TRPR, TCPR, NUMPR, CTRLPR)


def marks_in(root: Element, names: tuple[str, ...] = ALL_MARKS) -> list[Element]:
    """Return the marks in a part, in order; those that belong to an earlier state of properties do not count."""
    found = list(root.iter(*names))
    within = {id(each) for change in found if change.tag in PROPERTY_CHANGES for each in _marks_inside(change, names)}
    return [each for each in found if id(each) not in within]


def _marks_inside(change: Element, names: tuple[str, ...]) -> Iterator[Element]:
    return (each for each in change.iter(*names) if each is not change)
