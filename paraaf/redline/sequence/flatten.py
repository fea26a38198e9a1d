"""A text as one row of atoms, paragraph ends and tables among them, so that two versions can be aligned.

What was inserted takes no place in the base; all other atoms do, in the same order, whatever was marked on them.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace

from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.resolve import resolve
from paraaf.redline.sequence.atoms import Atom, FieldAtom, part_of_text
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.wml.names import (
    DEL,
    INS,
    MATH,
    PPR,
    RANGES,
    RPR,
    SDT,
    SDT_CONTENT,
    TBL,
    TR,
    TRPR,
    P,
    make_element,
    qn,
    qns,
    text_boxes_of,
)
from paraaf.redline.wml.revision_marks import ADDING, MARKS, REMOVING

CONTROLS = (SDT, qn("w:customXml"))
BLOCKS = (P, TBL, *CONTROLS)
_MATH_RUN, _MATH_TEXT = qns("m:r m:t")


@dataclass(frozen=True)
class ElementPair:
    """A body, cell or note in a party's copy, and in the base compared with it, which shows what was not tracked."""

    copy: Element | None
    untracked: Element | None = None


@dataclass(eq=False, slots=True)
class BlockAtom(Atom):
    """A table or content control around paragraphs, which has a text of its own."""

    element: Element = None
    pair: ElementPair = ElementPair(None)
    is_copy: bool = False
    """It was inserted without tracking, and is taken from the copy for what is tracked in it."""


def flatten(container: Element, reader: AtomReader) -> list[Atom]:
    """Return the atoms of a body, cell, note, header or control."""
    result: list[Atom] = []
    pending_ranges: list[Element] = []
    for block in container:
        atoms: list[Atom] = []
        if block.tag == P:
            atoms = reader.read(block)
        elif block.tag == TBL:
            inserted, deleted = (_table_attribution(block, name, reader) for name in (INS, DEL))
            atoms = [BlockAtom(("tbl",), inserted=inserted, deleted=deleted, element=block, pair=ElementPair(block))]
        elif block.tag in CONTROLS:
            atoms = _control(block, reader)
        elif block.tag in RANGES:
            pending_ranges.append(block)
            continue
        if atoms and pending_ranges:
            atoms[0].before = (*pending_ranges, *atoms[0].before)
            pending_ranges = []
        result += atoms
    if pending_ranges and result:
        result[-1].before = (*result[-1].before, *pending_ranges)
    return result


def width(atom: Atom) -> int:
    """Return how many places an atom takes: one for each character, one for anything else."""
    return len(atom.text) if atom.text is not None else 1


def slice_atom(atom: Atom, start: int, end: int) -> Atom:
    """Return the atom from one place to another in it."""
    if atom.text is None or (start == 0 and end == len(atom.text)):
        return atom
    return part_of_text(atom, atom.text[start:end], (), atom.before if start == 0 else ())


def placeholder_text(atoms: Iterable[Atom]) -> str:
    """Return atoms as characters, with a placeholder for each that is no text."""
    return "".join([_placeholder(atom) if atom.text is None else atom.text for atom in atoms])


@dataclass(frozen=True)
class ObjectSummary:
    """What a picture, formula or symbol is."""

    key: object
    """None if changes are tracked in it."""
    boxes: tuple[str, ...] = ()
    """The text in its text boxes."""
    formula: str | None = None
    """What a formula says and is made of, before the changes that are tracked in it."""

    def matches(self, other: "ObjectSummary") -> bool:
        """Return whether two are the same, or have to be looked into to know."""
        if self.key is not None and other.key is not None:
            return (self.key, self.boxes) == (other.key, other.boxes)
        return self.formula is None or other.formula is None or self.formula == other.formula


AtomsSummary = tuple[str, list[ObjectSummary]]


def summarize(atoms: Iterable[Atom]) -> AtomsSummary:
    """Return what atoms are in the base: as characters, and the objects among them, like pictures."""
    own = [each for each in atoms if each.inserted is None]
    return placeholder_text(own), [
        _object_summary(each) for each in own if each.text is None and each.pieces and not each.is_end
    ]


def summaries_match(one: AtomsSummary, other: AtomsSummary) -> bool:
    """Return whether atoms of a copy are in the base what atoms of the base are."""
    return one[0] == other[0] and all(a.matches(b) for a, b in zip(one[1], other[1], strict=True))


def _object_summary(atom: Atom) -> ObjectSummary:
    is_marked = any(next(each.iter(*MARKS), None) is not None for each in atom.pieces)
    said = _formula_text(atom.pieces, is_marked=is_marked) if atom.is_whole else None
    boxes = ["".join(box.itertext()) for each in atom.pieces if len(each) for box in text_boxes_of(each)]
    # Whether it is within a control or link is no part of what it is: word processors lose those.
    key = atom.key[:2] if isinstance(atom.key, tuple) else atom.key
    return ObjectSummary(None if is_marked else key, tuple(boxes), said)


def _formula_text(pieces: Iterable[Element], *, is_marked: bool) -> str:
    """Return what a formula said and was made of before the changes in it, however it is cut into runs."""
    holder = make_element("w:r", *(deepcopy(each) for each in pieces))
    if is_marked:
        resolve(holder, lambda _: False)
    parts = [each for each in holder.iter(f"{{{MATH}}}*") if each.tag != _MATH_RUN and not _is_formatting(each)]
    return "".join(each.text or "" if each.tag == _MATH_TEXT else f"<{each.tag}>" for each in parts)


def _is_formatting(element: Element) -> bool:
    return bool(element.tag.endswith("Pr") or element.getparent().tag.endswith("Pr"))


def _placeholder(atom: Atom) -> str:
    if atom.is_end:
        return "\n"
    if isinstance(atom, BlockAtom):
        return "\x01" if atom.key == ("tbl",) else "\x02"
    return "\x03" if isinstance(atom, FieldAtom) else "\ufffc"


def overlay(untracked: list[Atom], tracked: list[Atom]) -> list[Atom]:
    """Return the atoms of a copy that was edited with and without tracking, against the base.

    `untracked` is the base with what was changed without tracking; `tracked` the copy with what was tracked. The first
    without its deletions and the second without its insertions are the same text.
    """
    result: list[Atom] = []
    index = offset = 0
    for atom in untracked:
        if atom.deleted is not None and atom.inserted is None:
            if isinstance(atom, BlockAtom):
                atom.pair = ElementPair(None, atom.element)
            result.append(atom)
            continue
        start = 0
        while start < width(atom):
            while tracked[index].inserted is not None:
                result.append(tracked[index])
                index += 1
            other = tracked[index]
            size = min(width(atom) - start, width(other) - offset)
            result.append(
                _overlay_atom(slice_atom(atom, start, start + size), slice_atom(other, offset, offset + size))
            )
            start, offset = start + size, offset + size
            if offset == width(other):
                index, offset = index + 1, 0
    return result + tracked[index:]


def _overlay_atom(untracked: Atom, tracked: Atom) -> Atom:
    """Return an atom of the copy with what was done to it without tracking."""
    if untracked.text is not None and untracked.inserted is None and tracked.properties is None:
        word = part_of_text(untracked, untracked.text, (), tracked.before)
        word.deleted = tracked.deleted
        return word
    is_formatted = tracked.properties is not None and tracked.properties.find(qn("w:rPrChange")) is not None
    if isinstance(untracked, BlockAtom) and isinstance(tracked, BlockAtom) and untracked.inserted is None:
        return replace(tracked, pair=ElementPair(tracked.element, untracked.element))
    if isinstance(tracked, BlockAtom) and untracked.inserted is not None:
        return replace(tracked, inserted=untracked.inserted, is_copy=True)
    if untracked.inserted is not None and any(next(each.iter(*MARKS), None) is not None for each in tracked.pieces):
        # A formula, with what is tracked in it.
        return replace(untracked, pieces=tracked.pieces, deleted=tracked.deleted, before=tracked.before)
    if untracked.inserted is not None:
        return replace(untracked, deleted=tracked.deleted, before=tracked.before)
    formatted = tracked if is_formatted or tracked.is_end else untracked
    pieces = () if isinstance(tracked, FieldAtom) else untracked.pieces
    if formatted is tracked and pieces == () and _formatted_paragraph(untracked, tracked) is tracked.paragraph:
        return tracked
    return replace(
        formatted,
        pieces=tracked.pieces,
        untracked_pieces=pieces,
        deleted=tracked.deleted,
        before=tracked.before,
        paragraph=_formatted_paragraph(untracked, tracked),
    )


def _formatted_paragraph(untracked: Atom, tracked: Atom) -> Element | None:
    """Return the paragraph whose properties hold the tracked change."""
    if tracked.paragraph is None:
        return None
    change = tracked.paragraph.find(f"{PPR}/{qn('w:pPrChange')}")
    return tracked.paragraph if change is not None or untracked.paragraph is None else untracked.paragraph


def _table_attribution(table: Element, name: str, reader: AtomReader) -> Attribution | None:
    """Return the attribution of an insertion or deletion of all rows of a table, None if there is none."""
    rows = [row for row in table.iter(TR) if next(row.iterancestors(TBL)) is table]
    marks = [row.find(f"{TRPR}/{name}") for row in rows]
    return reader.attribution(marks[0]) if marks and all(mark is not None for mark in marks) else None


def _control(control: Element, reader: AtomReader) -> list[Atom]:
    """Return a content control as one atom; one put around what was there already is as if it were not there."""
    content = control.find(SDT_CONTENT) if control.tag == SDT else control
    mark = _range_before(control)
    if mark is not None and mark.tag in ADDING:
        inner = [] if content is None else flatten(content, reader)
        if any(each.inserted is None for each in inner):
            return inner
        return [BlockAtom(("sdt",), inserted=reader.attribution(mark), element=control, pair=ElementPair(control))]
    deleted = None if mark is None else reader.attribution(mark)
    return [BlockAtom(("sdt",), deleted=deleted, element=control, pair=ElementPair(control))]


def _range_before(control: Element) -> Element | None:
    """Return the mark that says that a content control itself was inserted or deleted."""
    for each in control.itersiblings(preceding=True):
        if each.tag not in RANGES:
            return None
        if each.tag in ADDING or each.tag in REMOVING:
            return each
    return None


__all__ = ["BLOCKS", "RPR", "BlockAtom", "ElementPair", "flatten", "overlay", "slice_atom", "width"]
