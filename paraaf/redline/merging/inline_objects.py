"""What is inside pictures and formulas of the base with what all parties made of it."""

from collections.abc import Mapping
from copy import deepcopy

from paraaf.redline.merging.conflicts import joint
from paraaf.redline.merging.layout import Layout, Nested
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.builder import Item
from paraaf.redline.sequence.flatten import Version
from paraaf.redline.sequence.formulas import accepted, wish_of
from paraaf.redline.wml.names import boxes_of
from paraaf.redline.wml.revision_marks import ALL_MARKS, MARKS


class InlineMerge:
    """Merges text boxes and formulas of one part; `nested` merges what the boxes hold."""

    def __init__(self, layout: Layout, nested: Nested) -> None:
        self.context = layout.context
        self.names = layout.names
        self.nested = nested

    def plan(self, party: str, own: list[Atom], unit: list[Atom]) -> None:
        """Read all that a party made of the text boxes in a block."""
        ours = [each for each in own if each.text is None and each.pieces]
        theirs = [each for each in unit if each.text is None and each.pieces and each.inserted is None]
        for one, other in zip(ours, theirs, strict=True):
            for number, piece in enumerate(one.pieces):
                for place, box in enumerate(boxes_of(piece) if len(piece) else ()):
                    found = _box(other.pieces, number, place), _box(other.under, number, place)
                    if any(each is not None and next(each.iter(*ALL_MARKS), None) is not None for each in found):
                        self.nested.plan(party, box, Version(*found))

    def merge(self, item: Item, atom: Atom, over: Mapping[str, Atom]) -> list[Item]:
        """Merge what is inside a picture or formula: its text boxes, or all of it if it has none.

        Return the formulas that others than the first want instead, for two cannot track changes inside one.
        """
        instead: dict[object, Item] = {}
        for number, piece in enumerate(atom.pieces):
            touched = {party: each for party, each in over.items() if number < len(each.pieces) and any(
                next(part.iter(*ALL_MARKS), None) is not None
                for part in (each.pieces[number], *each.under[number : number + 1]))}  # fmt: skip
            if not touched:
                continue
            copy = deepcopy(piece)
            copy.tail = None
            boxes = list(boxes_of(copy))
            for place, box in enumerate(boxes):
                versions = {
                    party: Version(_box(each.pieces, number, place), _box(each.under, number, place))
                    for party, each in touched.items()
                }
                self.nested.container(box, versions)
            if not boxes:
                party, first = next(iter(touched.items()))
                copy = self.context.imported_piece(party, first.pieces[number], self.names)
                for other, each in list(touched.items())[1:]:
                    self._instead(item, other, each, copy, instead)
            item.pieces = (*atom.pieces[:number], copy, *atom.pieces[number + 1 :])
        return [each for each in instead.values() if each.pieces]

    def _instead(
        self, item: Item, party: str, theirs: Atom, first: Element, instead: dict[object, Item]
    ) -> None:  # fmt: skip
        """Put the formula that a party wants beside another one's; equal ones are one."""
        marks = [mark for piece in theirs.pieces for mark in piece.iter(*MARKS)]
        wish = wish_of(theirs.pieces)
        if wish == wish_of([first]):
            for own, mark in zip(list(first.iter(*MARKS)), marks, strict=True):
                self.context.add_source(own, party, mark)
            return
        if not theirs.is_whole or not marks or theirs.deleted is not None:
            for mark in marks:
                self.context.report_unplaced(party, "formula", mark, "".join(mark.itertext()))
            return
        stamp = self.context.parties[party].stamp(marks[0])
        item.deleted = stamp if item.deleted is None else joint([item.deleted, stamp])
        if (same := instead.get(wish)) is not None and same.inserted is not None:
            same.inserted = joint([same.inserted, stamp])
            return
        pieces = tuple(
            each for piece in theirs.pieces for each in accepted(self.context.imported_piece(party, piece, self.names))
        )
        instead[wish] = Item(item.atom, inserted=stamp, within=item.within, pieces=pieces)


def _box(pieces: tuple[Element, ...], number: int, place: int) -> Element | None:
    boxes = list(boxes_of(pieces[number])) if number < len(pieces) else []
    return boxes[place] if place < len(boxes) else None
