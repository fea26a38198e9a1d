"""One story compared with another: its paragraphs, content controls, and by `tables` its tables, in place."""

from collections.abc import Callable

from paraaf.redline.comparing.context import CompareContext
from paraaf.redline.comparing.last_paragraph import shift_end
from paraaf.redline.comparing.paragraphs import ParagraphComparison
from paraaf.redline.comparing.sides import BLOCKS, Sides
from paraaf.redline.comparing.tables import TableComparison
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import NOTE_REFERENCES
from paraaf.redline.sequence.block_diff import Block, Step, align
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
from paraaf.redline.wml.raw_xml import namespaces_agree, serialized, shared_paragraphs

SectionPair = Callable[[Element, Element], None]


class StoryComparison:
    """Compares containers of one part with those of another; the old tree gets the marks."""

    def __init__(self, context: CompareContext, old_part: str, new_part: str, sections: SectionPair) -> None:
        self.context = context
        self.sides = Sides(context, old_part, new_part)
        self.attribution = context.attribution
        self.sections = sections

    def notes(self, old: Element, new: Element) -> None:
        """Compare the notes that two references mean."""
        if (pair := self.context.note_pair(old, new)) is not None:
            old_part, new_part, one, other = pair
            StoryComparison(self.context, old_part, new_part, self.sections).container(one, other)

    def section(self, old: Element, new: Element) -> None:
        """Compare two sections."""
        self.sections(old, new)

    # Blocks

    def container(self, old: Element, new: Element, *, match_last: bool = True) -> None:
        """Compare what two bodies, cells, notes, headers, text boxes or controls hold; the old one gets the marks."""
        _ranges_inward(new)
        paragraphs = ParagraphComparison(self.sides, self)
        olds = [each for each in old if each.tag in BLOCKS]
        news = [each for each in new if each.tag in BLOCKS]
        known = self._known(old, new, olds, news)
        steps = align(*known, match_last=match_last)
        first_move = self.context.moves
        self.context.moves += max((step.move for step in steps), default=0)
        cursor: Element | None = None
        placed: list[tuple[Step, Element]] = []
        groups = paragraphs.split_or_joined(steps, olds, news)
        for at, step in enumerate(steps):
            if at in groups:
                group = groups[at]
                if group is not None:
                    cursor = paragraphs.compare(*group)
                    placed.append((Step(0, 0), cursor))
            elif step.old is None and step.new is not None:
                block = self.sides.imported(news[step.new])
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
        if match_last:
            shift_end(placed, self.context.tracker, self.attribution)

    def _known(
        self, old: Element, new: Element, olds: list[Element], news: list[Element]
    ) -> tuple[list[Block], list[Block]]:
        """Return what is known of blocks; those that are the same to the letter need not be read for that."""
        raws = serialized(old, olds), serialized(new, news)
        same = shared_paragraphs(*raws) if namespaces_agree(old, new) else set()
        texts = self.sides.text_finder(0), self.sides.text_finder(1)
        known = [
            [Block("p", raw, texts[side], each) if raw in same else self.sides.block(each, side)
             for each, raw in zip(blocks, raws[side], strict=True)]
            for side, blocks in enumerate((olds, news))
        ]  # fmt: skip
        return known[0], known[1]

    def _added(self, block: Element, source: Element, move: int) -> Element:
        tracker = self.context.tracker
        if not move:
            tracker.blocks([block], INS, self.attribution)
            return block.getnext() if block.tag != P and block.tag != TBL else block
        tracker.blocks([block], MOVE_TO, self.attribution)
        return self._move_range(block, "moveTo", move)

    def _gone(self, block: Element, move: int) -> Element:
        self.sides.notes_deleted(block)
        self.context.tracker.blocks([block], MOVE_FROM if move else DEL, self.attribution)
        if move:
            return self._move_range(block, "moveFrom", move)
        return block.getnext() if block.tag != P and block.tag != TBL else block

    def _move_range(self, block: Element, name: str, move: int) -> Element:
        start = self.context.tracker.mark(_range(name, "Start"), self.attribution)
        start.set(NAME, f"move{move}")
        end = self.context.tracker.mark(_range(name, "End"), None)
        end.set(qn("w:id"), start.get(qn("w:id")))
        block.addprevious(start)
        block.addnext(end)
        return end

    def _same(self, old: Element, new: Element) -> None:
        for one, other in zip(old.iter(*NOTE_REFERENCES), new.iter(*NOTE_REFERENCES), strict=False):
            self.notes(one, other)
        for one, other in zip(old.iter(SECTPR), new.iter(SECTPR), strict=False):
            self.sections(one, other)

    def _pair(self, old: Element, new: Element) -> Element:
        if old.tag == P:
            return ParagraphComparison(self.sides, self).compare([old], [new])
        if old.tag == TBL:
            TableComparison(self.sides, self).compare(old, new)
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
