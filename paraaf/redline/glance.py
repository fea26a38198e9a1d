"""What can be seen of the blocks in a container without reading them: where marks are, what they say, what is in them.

Most blocks of a copy are as they are in the base. To see that of each at once is far cheaper than to read them.
"""

from collections.abc import Iterable

from lxml import etree

from paraaf.redline.marks import ALL_MARKS
from paraaf.redline.names import P, qns
from paraaf.redline.package import Element

_COMMENTS = qns("commentRangeStart commentRangeEnd commentReference")
_OBJECTS = qns("drawing pict object footnoteReference endnoteReference tab br sym")
_TOUCHED = (*ALL_MARKS, *_COMMENTS)


class Glance:
    """The blocks of one container, seen once."""

    def __init__(self, container: Element, also: Iterable[str] = ()) -> None:
        """See a container; `also` are names of elements that count as marks, next to those of changes and comments."""
        marks = container.iter(*_TOUCHED, *also)
        self._touched = {_child(each, container) for each in marks if each is not container}
        self._objects: dict[Element, list[str]] = {}
        for each in container.iter(*_OBJECTS):
            if each is not container:
                self._objects.setdefault(_child(each, container), []).append(each.tag)
        self._texts: dict[Element, str] = {}

    def is_touched(self, block: Element) -> bool:
        """Return whether a block has a mark of a change or a comment in it, or is one."""
        return block in self._touched

    def objects(self, block: Element) -> list[str]:
        """Return what there is in a block that is no text, in order."""
        return self._objects.get(block, [])

    def text(self, block: Element) -> str:
        """Return all the text in a block, deleted text too."""
        if block not in self._texts:
            self._texts[block] = etree.tostring(block, method="text", encoding="unicode", with_tail=False)
        return self._texts[block]


def is_untouched(block: Element, seen: Glance, base: Element, seen_base: Glance) -> bool:
    """Return whether a block of a copy has no marks or comments and says what one of the base does."""
    if block.tag != base.tag or seen.is_touched(block) or seen_base.is_touched(base):
        return False
    if seen.text(block) != seen_base.text(base) or seen.objects(block) != seen_base.objects(base):
        return False
    return bool(block.tag == P) or _paragraphs(block) == _paragraphs(base)


def _paragraphs(block: Element) -> int:
    return sum(1 for _ in block.iter(P))


def _child(element: Element, container: Element) -> Element:
    """Return the child of a container that an element is, or is in."""
    while (parent := element.getparent()) is not container:
        element = parent
    return element
