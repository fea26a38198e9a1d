"""The marks that are one change, while they are being found."""

from dataclasses import dataclass, field

from paraaf.redline.model import Kind
from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import (
    AUTHOR,
    DATE,
    RPR,
)
from paraaf.redline.wml.revision_marks import ADDING, MARKS, PROPERTY_CHANGES, REMOVING, kind_of


@dataclass(eq=False)
class ChangeGroup:
    """The marks that are one change, while they are being found."""

    kind: Kind
    author: str
    date: str
    adds: bool | None
    story: str
    paragraph: int
    marks: list[Element]
    text: list[str] = field(default_factory=list)
    passage: str = ""
    original: str = ""
    properties: tuple[str, ...] = ()
    move: str = ""
    offset: int = 0
    hunk: int = 0


def group_of(mark: Element, story: str, paragraph: int) -> ChangeGroup:
    """Return a new group with this mark as its first."""
    adds = True if mark.tag in ADDING else False if mark.tag in REMOVING else None
    return ChangeGroup(
        kind_of(mark), mark.get(AUTHOR, ""), mark.get(DATE, ""), adds, story, paragraph, [mark],
        properties=changed_properties(mark) if mark.tag in PROPERTY_CHANGES else (),
    )  # fmt: skip


def changed_properties(change: Element) -> tuple[str, ...]:
    """Return which properties differ from the earlier ones that a mark records."""
    now = {each.tag: _as_value(each) for each in change.getparent() if each.tag not in MARKS and each.tag != RPR}
    before = {each.tag: _as_value(each) for each in (change[0] if len(change) else ()) if each.tag not in MARKS}
    names = {tag for tag in now.keys() | before.keys() if now.get(tag) != before.get(tag)}
    return tuple(sorted(tag.rpartition("}")[2] for tag in names))


def _as_value(element: Element) -> tuple[object, ...]:
    return (element.tag, tuple(sorted(element.attrib.items())), tuple(_as_value(each) for each in element))
