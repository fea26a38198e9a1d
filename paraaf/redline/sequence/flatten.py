"""A text as one row of atoms, paragraph ends and tables among them, so that two versions can be laid side by side.

What was inserted takes no place in the base; all other atoms do, in the same order, whatever was marked on them.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace

from paraaf.redline.model import Stamp
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.resolve import resolve
from paraaf.redline.sequence.atoms import Atom, Field, part_of_text
from paraaf.redline.sequence.reader import Reader
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
    boxes_of,
    new,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import ADDING, MARKS, REMOVING

CONTROLS = (SDT, qn("w:customXml"))
BLOCKS = (P, TBL, *CONTROLS)
_FORMULA_RUN, _FORMULA_TEXT = qns("m:r m:t")


@dataclass(frozen=True)
class Version:
    """What a party made of a body, cell or note: with tracking in its copy, without in the base compared with it."""

    copy: Element | None
    untracked: Element | None = None


@dataclass(eq=False, slots=True)
class BlockAtom(Atom):
    """A table or content control around paragraphs, which has a text of its own."""

    element: Element = None
    version: Version = Version(None)
    is_copy: bool = False
    """It was inserted without tracking, and is taken from the copy for what is tracked in it."""


def flatten(container: Element, reader: Reader) -> list[Atom]:
    """Return the atoms of a body, cell, note, header or control."""
    result: list[Atom] = []
    waiting: list[Element] = []
    for block in container:
        found: list[Atom] = []
        if block.tag == P:
            found = reader.read(block)
        elif block.tag == TBL:
            found = [BlockAtom(("tbl",), inserted=_whole(block, INS, reader), deleted=_whole(block, DEL, reader),
                               element=block, version=Version(block))]  # fmt: skip
        elif block.tag in CONTROLS:
            found = _control(block, reader)
        elif block.tag in RANGES:
            waiting.append(block)
            continue
        if found and waiting:
            found[0].before = (*waiting, *found[0].before)
            waiting = []
        result += found
    if waiting and result:
        result[-1].before = (*result[-1].before, *waiting)
    return result


def width(atom: Atom) -> int:
    """Return how many places an atom takes: one for each character, one for anything else."""
    return len(atom.text) if atom.text is not None else 1


def part(atom: Atom, start: int, end: int) -> Atom:
    """Return the atom from one place to another in it."""
    if atom.text is None or (start == 0 and end == len(atom.text)):
        return atom
    return part_of_text(atom, atom.text[start:end], (), atom.before if start == 0 else ())


def signs(atoms: Iterable[Atom]) -> str:
    """Return atoms as characters."""
    return "".join([_sign(atom) if atom.text is None else atom.text for atom in atoms])


@dataclass(frozen=True)
class Thing:
    """What a picture, formula or sign is."""

    key: object
    """None if changes are tracked in it."""
    boxes: tuple[str, ...] = ()
    """The text in its text boxes."""
    signs: str | None = None
    """What a formula says and is made of, before the changes that are tracked in it."""

    def is_same(self, other: "Thing") -> bool:
        """Return whether two are the same, or have to be looked into to know."""
        if self.key is not None and other.key is not None:
            return (self.key, self.boxes) == (other.key, other.boxes)
        return self.signs is None or other.signs is None or self.signs == other.signs


Sense = tuple[str, list[Thing]]


def sense(atoms: Iterable[Atom]) -> Sense:
    """Return what atoms are in the base: as characters, and the things among them, like pictures."""
    own = [each for each in atoms if each.inserted is None]
    return signs(own), [_thing(each) for each in own if each.text is None and each.pieces and not each.is_end]


def is_same(one: Sense, other: Sense) -> bool:
    """Return whether atoms of a copy are in the base what atoms of the base are."""
    return one[0] == other[0] and all(a.is_same(b) for a, b in zip(one[1], other[1], strict=True))


def _thing(atom: Atom) -> Thing:
    is_marked = any(next(each.iter(*MARKS), None) is not None for each in atom.pieces)
    said = _formula(atom.pieces, is_marked=is_marked) if atom.is_whole else None
    boxes = ["".join(box.itertext()) for each in atom.pieces if len(each) for box in boxes_of(each)]
    # Whether it is within a control or link is no part of what it is: word processors lose those.
    key = atom.key[:2] if isinstance(atom.key, tuple) else atom.key
    return Thing(None if is_marked else key, tuple(boxes), said)


def _formula(pieces: Iterable[Element], *, is_marked: bool) -> str:
    """Return what a formula said and was made of before the changes in it, however it is cut into runs."""
    shell = new("w:r", *(deepcopy(each) for each in pieces))
    if is_marked:
        resolve(shell, lambda _: False)
    parts = [each for each in shell.iter(f"{{{MATH}}}*") if each.tag != _FORMULA_RUN and not _tells_looks(each)]
    return "".join(each.text or "" if each.tag == _FORMULA_TEXT else f"<{each.tag}>" for each in parts)


def _tells_looks(element: Element) -> bool:
    return bool(element.tag.endswith("Pr") or element.getparent().tag.endswith("Pr"))


def _sign(atom: Atom) -> str:
    if atom.is_end:
        return "\n"
    if isinstance(atom, BlockAtom):
        return "\x01" if atom.key == ("tbl",) else "\x02"
    return "\x03" if isinstance(atom, Field) else "\ufffc"


def combine(untracked: list[Atom], tracked: list[Atom]) -> list[Atom]:
    """Return the atoms of a copy that was edited with and without tracking, against the base.

    `untracked` is the base with what was changed without tracking; `tracked` the copy with what was tracked. The first
    without its deletions and the second without its insertions are the same text.
    """
    result: list[Atom] = []
    at = used = 0
    for atom in untracked:
        if atom.deleted is not None and atom.inserted is None:
            if isinstance(atom, BlockAtom):
                atom.version = Version(None, atom.element)
            result.append(atom)
            continue
        start = 0
        while start < width(atom):
            while tracked[at].inserted is not None:
                result.append(tracked[at])
                at += 1
            over = tracked[at]
            size = min(width(atom) - start, width(over) - used)
            result.append(_both(part(atom, start, start + size), part(over, used, used + size)))
            start, used = start + size, used + size
            if used == width(over):
                at, used = at + 1, 0
    return result + tracked[at:]


def _both(under: Atom, over: Atom) -> Atom:
    """Return an atom of the copy with what was done to it without tracking."""
    if under.text is not None and under.inserted is None and over.properties is None:
        word = part_of_text(under, under.text, (), over.before)
        word.deleted = over.deleted
        return word
    is_formatted = over.properties is not None and over.properties.find(qn("w:rPrChange")) is not None
    if isinstance(under, BlockAtom) and isinstance(over, BlockAtom) and under.inserted is None:
        return replace(over, version=Version(over.element, under.element))
    if isinstance(over, BlockAtom) and under.inserted is not None:
        return replace(over, inserted=under.inserted, is_copy=True)
    if under.inserted is not None and any(next(each.iter(*MARKS), None) is not None for each in over.pieces):
        # A formula, with what is tracked in it.
        return replace(under, pieces=over.pieces, deleted=over.deleted, before=over.before)
    if under.inserted is not None:
        return replace(under, deleted=over.deleted, before=over.before)
    looks = over if is_formatted or over.is_end else under
    own = () if isinstance(over, Field) else under.pieces
    if looks is over and own == () and _looks(under, over) is over.paragraph:
        return over
    return replace(
        looks, pieces=over.pieces, under=own, deleted=over.deleted, before=over.before, paragraph=_looks(under, over)
    )


def _looks(under: Atom, over: Atom) -> Element | None:
    """Return the paragraph whose properties tell what was changed."""
    if over.paragraph is None:
        return None
    change = over.paragraph.find(f"{PPR}/{qn('w:pPrChange')}")
    return over.paragraph if change is not None or under.paragraph is None else under.paragraph


def _whole(table: Element, name: str, reader: Reader) -> Stamp | None:
    """Return who inserted or deleted all rows of a table, if somebody did."""
    rows = [row for row in table.iter(TR) if next(row.iterancestors(TBL)) is table]
    marks = [row.find(f"{TRPR}/{name}") for row in rows]
    return reader.stamp(marks[0]) if marks and all(mark is not None for mark in marks) else None


def _control(control: Element, reader: Reader) -> list[Atom]:
    """Return a content control as one atom; one put around what was there already is as if it were not there."""
    content = control.find(SDT_CONTENT) if control.tag == SDT else control
    mark = _range_before(control)
    if mark is not None and mark.tag in ADDING:
        inner = [] if content is None else flatten(content, reader)
        if any(each.inserted is None for each in inner):
            return inner
        return [BlockAtom(("sdt",), inserted=reader.stamp(mark), element=control, version=Version(control))]
    deleted = None if mark is None else reader.stamp(mark)
    return [BlockAtom(("sdt",), deleted=deleted, element=control, version=Version(control))]


def _range_before(control: Element) -> Element | None:
    """Return the mark that says that a content control itself was inserted or deleted."""
    for each in control.itersiblings(preceding=True):
        if each.tag not in RANGES:
            return None
        if each.tag in ADDING or each.tag in REMOVING:
            return each
    return None


__all__ = ["BLOCKS", "RPR", "BlockAtom", "Version", "combine", "flatten", "part", "width"]
