"""What can be seen of the blocks in a container without reading them: where marks are, what they say, what is in them.

Most blocks of a copy are as they are in the base. To see that of each at once is far cheaper than to read them.
"""

from collections.abc import Collection, Iterable
from functools import cached_property

from lxml import etree

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import P, qns
from paraaf.redline.wml.revision_marks import ALL_MARKS

_COMMENTS = qns("commentRangeStart commentRangeEnd commentReference")
_OBJECTS = qns("drawing pict object footnoteReference endnoteReference tab br sym")
_TOUCHED = (*ALL_MARKS, *_COMMENTS)


class Glance:
    """The blocks of one container, seen once."""

    def __init__(self, container: Element, also: Iterable[str] = ()) -> None:
        """See a container; `also` are names of elements that count as marks, next to those of changes and comments."""
        self._container = container
        self._touched: set[Element] = set()
        for each in container.iter(*_TOUCHED, *also):
            if each is not container and each.getparent() not in self._touched:
                self._touched.add(_child(each, container))
        self._objects: dict[Element, list[str]] = {}
        for each in container.iter(*_OBJECTS):
            if each is not container:
                self._objects.setdefault(_child(each, container), []).append(each.tag)

    @cached_property
    def _plain(self) -> dict[Element, str]:
        """What the paragraphs say that have nothing in them but text."""
        return {
            each: _said(each)
            for each in self._container.iterchildren(P) if each not in self._touched and each not in self._objects
        }  # fmt: skip

    def is_touched(self, block: Element) -> bool:
        """Return whether a block has a mark of a change or a comment in it, or is one."""
        return block in self._touched

    def is_as(self, block: Element, base: Element, other: "Glance") -> bool:
        """Return whether a block has no marks or comments and says what another, seen by another, does."""
        said = self._plain.get(block)
        if said is not None:
            return said == other._plain.get(base)
        if block.tag != base.tag or block in self._touched or base in other._touched:
            return False
        if self._objects.get(block) != other._objects.get(base) or _said(block) != _said(base):
            return False
        return bool(block.tag == P) or _paragraphs(block) == _paragraphs(base)

    def has(self, block: Element, names: Collection[str]) -> bool:
        """Return whether there is something in a block that is no text, of these kinds."""
        return any(each in names for each in self._objects.get(block, ()))


def _said(block: Element) -> str:
    said: str = etree.tostring(block, method="text", encoding="unicode", with_tail=False)
    return said


def _paragraphs(block: Element) -> int:
    return sum(1 for _ in block.iter(P))


def _child(element: Element, container: Element) -> Element:
    """Return the child of a container that an element is, or is in."""
    while (parent := element.getparent()) is not container:
        element = parent
    return element
