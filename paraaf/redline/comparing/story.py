"""One story compared with another: its paragraphs, content controls, and by `tables` its tables, in place."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from paraaf.redline.comparing.last_paragraph import shift_end
from paraaf.redline.comparing.paragraphs import ParagraphComparison
from paraaf.redline.comparing.tables import TableComparison
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import NOTE_REFERENCES, Atom, Stamp, said
from paraaf.redline.sequence.block_diff import Block, Step, align
from paraaf.redline.sequence.reader import Controls, Reader, paragraph_key
from paraaf.redline.wml.canonical import Key, Keys
from paraaf.redline.wml.names import (
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    NAME,
    PPR,
    RANGES,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    P,
    qn,
)
from paraaf.redline.wml.raw_xml import names_agree, shared, spelled

if TYPE_CHECKING:
    from paraaf.redline.comparing.context import Marking

_BLOCKS = {P: "p", TBL: "tbl", SDT: "sdt", qn("w:customXml"): "sdt"}

SectionPair = Callable[[Element, Element], None]


class StoryComparison:
    """Compares containers of one part with those of another; the old tree gets the marks."""

    def __init__(self, marking: "Marking", old_part: str, new_part: str, sections: SectionPair) -> None:
        self.marking = marking
        self.old_part, self.new_part = old_part, new_part
        self.old_keys, self.new_keys = Keys(marking.old, old_part), Keys(marking.new, new_part)
        kinds: tuple[Controls, Controls] = ("told", "told") if marking.with_controls else ("kept", "left out")
        self.readers = Reader(self.old_keys, controls=kinds[0]), Reader(self.new_keys, controls=kinds[1])
        self.comment_keys = marking.comment_keys()
        self.paragraphs = ParagraphComparison(self)
        self.tables = TableComparison(self)
        self.sections = sections
        self._atoms: dict[Element, list[Atom]] = {}
        self._texts = partial(self._text, 0), partial(self._text, 1)

        def notes(old: str, new: str, one: Element, other: Element) -> None:
            StoryComparison(marking, old, new, sections).container(one, other)

        marking.compare_notes = notes

    @property
    def stamp(self) -> Stamp:
        return self.marking.stamp

    # Blocks

    def container(self, old: Element, new: Element, *, ends_meet: bool = True) -> None:
        """Compare what two bodies, cells, notes, headers, text boxes or controls hold; the old one gets the marks."""
        _ranges_inward(new)
        olds = [each for each in old if each.tag in _BLOCKS]
        news = [each for each in new if each.tag in _BLOCKS]
        known = self._known(old, new, olds, news)
        steps = align(*known, ends_meet=ends_meet)
        first_move = self.marking.moves
        self.marking.moves += max((step.move for step in steps), default=0)
        cursor: Element | None = None
        placed: list[tuple[Step, Element]] = []
        groups = self.paragraphs.groups(steps, olds, news)
        for at, step in enumerate(steps):
            if at in groups:
                group = groups[at]
                if group is not None:
                    cursor = self.paragraphs.compare(*group)
                    placed.append((Step(0, 0), cursor))
            elif step.old is None and step.new is not None:
                block = self.brought(news[step.new])
                _place(old, block, cursor, olds)
                placed.append((step, block))
                cursor = self._added(block, news[step.new], first_move + step.move if step.move else 0)
            elif step.old is not None:
                block = olds[step.old]
                placed.append((step, block))
                if step.new is None:
                    cursor = self._gone(block, first_move + step.move if step.move else 0)
                elif step.is_same:
                    if not isinstance(known[0][step.old].key, bytes):
                        self._same(block, news[step.new])
                    cursor = block
                else:
                    cursor = self._pair(block, news[step.new])
        if ends_meet:
            shift_end(placed, self.marking.tracker, self.stamp)

    def _known(
        self, old: Element, new: Element, olds: list[Element], news: list[Element]
    ) -> tuple[list[Block], list[Block]]:
        """Return what is known of blocks; those that are the same to the letter need not be read for that."""
        raws = spelled(old, olds), spelled(new, news)
        same = shared(*raws) if names_agree(old, new) else set()
        known = [
            [Block("p", raw, self._texts[side], each) if raw in same else self.block(each, side)
             for each, raw in zip(blocks, raws[side], strict=True)]
            for side, blocks in enumerate((olds, news))
        ]  # fmt: skip
        return known[0], known[1]

    def _text(self, side: int, paragraph: Element) -> str:
        atoms = self.atoms(paragraph, side)
        return said(atoms) or "".join("\ufffc" for each in atoms if each.text is None and not each.is_end)

    def block(self, element: Element, side: int) -> Block:
        """Return what is known of a block."""
        kind = _BLOCKS[element.tag]
        if kind == "p":
            atoms = self.atoms(element, side)
            keys = (self.old_keys, self.new_keys)[side]
            key = paragraph_key(atoms, keys, self.comment_keys[side])
            return Block(kind, key, self._texts[side], element)
        if kind == "tbl":
            return self.tables.block(element, side)
        content = element.find(SDT_CONTENT) if element.tag == SDT else element
        inner = [self.block(each, side) for each in content if each.tag in _BLOCKS] if content is not None else []
        return Block(kind, (kind, *(each.key for each in inner)), " ".join(each.text for each in inner))

    def atoms(self, paragraph: Element, side: int) -> list[Atom]:
        """Return the atoms of a paragraph, read once."""
        if paragraph not in self._atoms:
            self._atoms[paragraph] = self.readers[side].read(paragraph)
        return self._atoms[paragraph]

    def brought(self, element: Element) -> Element:
        """Return a copy of an element of the new file, fit to stand in the old one, with the notes it refers to."""
        copy = self.marking.importer.bring(element, self.new_part, self.old_part)
        self.ranges(copy)
        for each in copy.iter(*NOTE_REFERENCES):
            self.marking.note_inserted(each)
        return copy

    def ranges(self, copy: Element) -> None:
        """Make the ranges in a copy of the new file's those that the old one should have."""
        for each in list(copy.iter(*RANGES, qn("w:commentReference"))):
            brought = self.marking.brought(each)
            if brought is None:
                each.getparent().remove(each)
            else:
                each.getparent().replace(each, brought)

    def _added(self, block: Element, source: Element, move: int) -> Element:
        tracker = self.marking.tracker
        if not move:
            tracker.blocks([block], INS, self.stamp)
            return block.getnext() if block.tag != P and block.tag != TBL else block
        tracker.blocks([block], MOVE_TO, self.stamp)
        return self._move_range(block, "moveTo", move)

    def _gone(self, block: Element, move: int) -> Element:
        self.notes_deleted(block)
        self.marking.tracker.blocks([block], MOVE_FROM if move else DEL, self.stamp)
        if move:
            return self._move_range(block, "moveFrom", move)
        return block.getnext() if block.tag != P and block.tag != TBL else block

    def notes_deleted(self, element: Element) -> None:
        """Mark the notes that an element refers to as deleted."""
        for each in element.iter(*NOTE_REFERENCES):
            self.marking.note_deleted(each)

    def _move_range(self, block: Element, name: str, move: int) -> Element:
        start = self.marking.tracker.mark(_range(name, "Start"), self.stamp)
        start.set(NAME, f"move{move}")
        end = self.marking.tracker.mark(_range(name, "End"), None)
        end.set(qn("w:id"), start.get(qn("w:id")))
        block.addprevious(start)
        block.addnext(end)
        return end

    def _same(self, old: Element, new: Element) -> None:
        for one, other in zip(old.iter(*NOTE_REFERENCES), new.iter(*NOTE_REFERENCES), strict=False):
            self.marking.note_pair(one, other)
        for one, other in zip(old.iter(SECTPR), new.iter(SECTPR), strict=False):
            self.sections(one, other)

    def _pair(self, old: Element, new: Element) -> Element:
        if old.tag == P:
            return self.paragraphs.compare([old], [new])
        if old.tag == TBL:
            self.tables.compare(old, new)
            return old
        one, other = (each.find(SDT_CONTENT) if each.tag == SDT else each for each in (old, new))
        if one is not None and other is not None:
            self.container(one, other)
        return old


def _range(name: str, end: str) -> str:
    return qn(f"w:{name}Range{end}")


def _place(container: Element, block: Element, cursor: Element | None, olds: list[Element]) -> None:
    if cursor is not None:
        cursor.addnext(block)
    elif olds:
        olds[0].addprevious(block)
    else:
        at = next((n for n, each in enumerate(container) if each.tag == SECTPR), len(container))
        container.insert(at, block)


def _ranges_inward(container: Element) -> None:
    """Put beginnings and ends of ranges between paragraphs into the paragraph after them, or else before them."""
    for each in [child for child in container if child.tag in RANGES]:
        following = next((s for s in each.itersiblings() if s.tag not in RANGES), None)
        before = next((s for s in each.itersiblings(preceding=True) if s.tag not in RANGES), None)
        if following is not None and following.tag == P:
            at = 1 if len(following) and following[0].tag == PPR else 0
            while at < len(following) and following[at].tag in RANGES:
                at += 1
            following.insert(at, each)
        elif before is not None and before.tag == P:
            before.append(each)


__all__ = ["Key", "StoryComparison"]
