"""What stayed as it was in a copy, found without reading it.

Paragraphs that a copy has to the letter as the base has them are not even parsed. One placeholder stands for those that
follow each other; it says which of the base they are. In the rest, one look tells of each block where marks are, what
it says and what is in it. Most blocks are as they are in the base, and to see that is far cheaper than to read them.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from lxml import etree

from paraaf.redline.errors import UnsafeDocument
from paraaf.redline.opc.package import Element
from paraaf.redline.wml.names import P, qns
from paraaf.redline.wml.raw_xml import namespaces_agree
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile

SKIPPED = "skipped"
"""The placeholder; it has no namespace, as nothing in a Word file."""
_BODY, _END = b"<w:body>", b"</w:p>"
_PLACEHOLDER = b'<skipped at="%d" n="%d"/>'
_LIST, _STRICT = b"<w:numId ", b"purl.oclc.org"
_COMMENTS = qns("commentRangeStart commentRangeEnd commentReference")
_OBJECTS = qns("drawing pict object footnoteReference endnoteReference tab br sym")
_TOUCHED = (*ALL_MARKS, *_COMMENTS)


class PlaceholderMismatch(Exception):
    """What was skipped in a copy is not where it stands in the base."""


class UnchangedParagraphs:
    """The paragraphs of the base to the letter, to be found again in copies."""

    def __init__(self, body: Element, raws: list[bytes]) -> None:
        """`raws` are the blocks of the base as `raw_xml.serialized` gives them, nothing for those that do not count."""
        self.body = body
        self.raws = raws
        # A paragraph in which another one ends, in a text box, cannot be told by where it ends.
        self._bare = [raw[: -len(_END)] if raw.find(_END) == len(raw) - len(_END) else None for raw in raws]
        self._places: dict[bytes, list[int]] = {}
        for at, raw in enumerate(self._bare):
            if raw is not None:
                self._places.setdefault(raw, []).append(at)
        self._placeholders: set[Element] = set()

    def collapse(self, file: WordFile, *, with_lists: bool) -> bool:
        """Let a copy skip what it has as the base; return whether it does. Lists only if they mean the same in both."""
        pieces = file.bytes_of(file.main_part).split(_END)
        head, body, first = pieces[0].partition(_BODY)
        written = [head, body]
        signs = done = 0
        pieces[0] = first
        for start, end, place in self._runs(pieces, with_lists=with_lists):
            written += [each + _END for each in pieces[done:start]]
            written.append(_PLACEHOLDER % (place, end - start))
            signs += 1
            done = end
        written.append(_END.join(pieces[done:]))
        light = b"".join(written)
        if not signs or _STRICT in light:
            return False
        try:
            file.set_content(file.main_part, light)
            is_safe = self._is_safe(file.body, signs)
        except UnsafeDocument:
            is_safe = False
        if not is_safe:
            file.discard_changes(file.main_part)
        return is_safe

    def _runs(self, pieces: list[bytes], *, with_lists: bool) -> Iterator[tuple[int, int, int]]:
        """Return where runs of paragraphs of the base begin and end, and at which of the base."""
        bare, places = self._bare, self._places
        at, expected = 0, 0
        while at < len(pieces) - 1:
            found = places.get(pieces[at])
            if found is None:
                at, expected = at + 1, expected + 1
                continue
            place = found[min(bisect_left(found, expected), len(found) - 1)]
            start, first = at, place
            while at < len(pieces) - 1 and place < len(bare) and pieces[at] == bare[place]:
                if not with_lists and _LIST in pieces[at]:
                    break
                at, place = at + 1, place + 1
            if at > start:
                yield start, at, first
            at, expected = max(at, start + 1), max(place, first + 1)

    def _is_safe(self, body: Element, count: int) -> bool:
        """Return whether all placeholders are blocks of the body, and names mean there what they do in the base."""
        placeholders = body.findall(SKIPPED)
        if not len(placeholders) == count == sum(1 for _ in body.getroottree().iter(SKIPPED)):
            return False
        self._placeholders.update(placeholders)
        encoding = body.getroottree().docinfo.encoding or "utf-8"
        return encoding.lower() == "utf-8" and None not in body.nsmap and namespaces_agree(self.body, body)

    def is_placeholder(self, block: Element) -> bool:
        """Return whether a block is a placeholder; one that somebody wrote into a copy is none."""
        return block.tag == SKIPPED and block in self._placeholders

    def count(self, placeholder: Element, at: int) -> int:
        """Return for how many blocks of the base a placeholder stands.

        `PlaceholderMismatch` unless they are those from here on.
        """
        start, count = int(placeholder.get("at")), int(placeholder.get("n"))
        if self.raws[start : start + count] != self.raws[at : at + count]:
            raise PlaceholderMismatch
        return count


class BlockSummary:
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

    def is_as(self, block: Element, base: Element, other: "BlockSummary") -> bool:
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
