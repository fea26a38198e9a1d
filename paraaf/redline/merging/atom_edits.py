"""What was done to single atoms of the base, and in which order what replaces them comes."""

from paraaf.redline.merging.conflicts import format_change
from paraaf.redline.sequence.atoms import Atom, part_of_text
from paraaf.redline.sequence.builder import Item
from paraaf.redline.sequence.flatten import BlockAtom, width
from paraaf.redline.wml.names import PPR, child_properties


def part_of(atom: Atom, start: int) -> Atom:
    """Return the rest of an atom from a place in it; what stands before it stood before its first part."""
    return part_of_text(atom, atom.text, (), ()) if atom.text is not None and start else atom


def untouched(atom: Atom) -> Item:
    """Return an atom of the base as it stands in the result if nobody did anything to it."""
    return Item(atom, None, None, atom.properties, atom.format, None, None, atom.within, list(atom.before))


def is_plain(atom: Atom) -> bool:
    """Return whether an atom is text without a format, in no link or control."""
    return atom.text is not None and atom.properties is None and not atom.within


def is_touched(atom: Atom) -> bool:
    """Return whether something was done to an atom that stayed, or something stands before it."""
    if atom.deleted is not None or atom.before:
        return True
    if atom.text is not None:
        return format_change(atom) is not None
    return atom.paragraph is None or child_properties(atom.paragraph, PPR) is not None


def settled(unit: list[Atom]) -> list[Atom]:
    """Return the atoms with what replaces a deletion after it, as Word does it: then equal edits are equal."""
    has_inserted = has_deleted = False
    for atom in unit:
        has_inserted = has_inserted or atom.inserted is not None
        has_deleted = has_deleted or atom.deleted is not None
    if not (has_inserted and has_deleted):
        return unit
    result = list(unit)
    at = 0
    while at < len(result):
        if result[at].inserted is None:
            at += 1
            continue
        end = at
        while end < len(result) and result[end].inserted is not None and not result[end].is_end and not isinstance(
            result[end], BlockAtom
        ):  # fmt: skip
            end += 1
        stop = end
        while stop < len(result) and _is_deleted(result[stop]) and not result[stop].is_end:
            stop += 1
        authors = {
            mark.author for each in result[at:stop] for mark in (each.inserted, each.deleted) if mark is not None
        }
        if at < end < stop and len(authors) == 1 and all(not each.before for each in result[end:stop]):
            result[at:stop] = [*result[end:stop], *result[at:end]]
        at = max(stop, at + 1)
    return result


def _is_deleted(atom: Atom) -> bool:
    return atom.inserted is None and atom.deleted is not None


def starts_of(atoms: list[Atom]) -> dict[int, Atom]:
    """Return atoms by the places at which they begin."""
    found: dict[int, Atom] = {}
    at = 0
    for atom in atoms:
        found[at] = atom
        at += width(atom)
    return found
