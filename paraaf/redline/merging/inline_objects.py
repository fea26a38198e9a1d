"""What is inside pictures and formulas of the base with what all parties made of it."""

from collections.abc import Mapping
from copy import deepcopy

from paraaf.redline.merging.conflicts import joint_attribution
from paraaf.redline.merging.layout import Layout, Nested
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.builder import Item
from paraaf.redline.sequence.flatten import ElementPair
from paraaf.redline.sequence.formulas import formula_key, with_changes_accepted
from paraaf.redline.wml.names import text_boxes_of
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
                for place, box in enumerate(text_boxes_of(piece) if len(piece) else ()):
                    found = _box(other.pieces, number, place), _box(other.untracked_pieces, number, place)
                    if any(each is not None and next(each.iter(*ALL_MARKS), None) is not None for each in found):
                        self.nested.plan(party, box, ElementPair(*found))

    def merge(self, item: Item, atom: Atom, over: Mapping[str, Atom]) -> list[Item]:
        """Merge what is inside a picture or formula: its text boxes, or all of it if it has none.

        Return the formulas that others than the first want instead, for two cannot track changes inside one.
        """
        instead: dict[object, Item] = {}
        for number, piece in enumerate(atom.pieces):
            touched = {party: each for party, each in over.items() if number < len(each.pieces) and any(
                next(part.iter(*ALL_MARKS), None) is not None
                for part in (each.pieces[number], *each.untracked_pieces[number : number + 1]))}  # fmt: skip
            if not touched:
                continue
            copy = deepcopy(piece)
            copy.tail = None
            boxes = list(text_boxes_of(copy))
            for place, box in enumerate(boxes):
                versions = {
                    party: ElementPair(_box(each.pieces, number, place), _box(each.untracked_pieces, number, place))
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
        key = formula_key(theirs.pieces)
        if key == formula_key([first]):
            for own, mark in zip(list(first.iter(*MARKS)), marks, strict=True):
                self.context.add_source(own, party, mark)
            return
        if not theirs.is_whole or not marks or theirs.deleted is not None:
            for mark in marks:
                self.context.report_unplaced(party, "formula", mark, "".join(mark.itertext()))
            return
        attribution = self.context.parties[party].attribution(marks[0])
        item.deleted = attribution if item.deleted is None else joint_attribution([item.deleted, attribution])
        if (same := instead.get(key)) is not None and same.inserted is not None:
            same.inserted = joint_attribution([same.inserted, attribution])
            return
        pieces = tuple(
            each
            for piece in theirs.pieces
            for each in with_changes_accepted(self.context.imported_piece(party, piece, self.names))
        )
        instead[key] = Item(item.atom, inserted=attribution, within=item.within, pieces=pieces)


def _box(pieces: tuple[Element, ...], number: int, place: int) -> Element | None:
    boxes = list(text_boxes_of(pieces[number])) if number < len(pieces) else []
    return boxes[place] if place < len(boxes) else None
