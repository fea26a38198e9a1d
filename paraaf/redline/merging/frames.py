"""The rows of a table and the cells of a row in a party's copy, laid beside those of the base."""

from dataclasses import dataclass

from paraaf.redline.comparing.sides import inner
from paraaf.redline.merging.block_versions import Mismatch
from paraaf.redline.merging.party import Party
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Stamp
from paraaf.redline.sequence.flatten import Version
from paraaf.redline.wml.names import DEL, INS, TC, TCPR, TR, TRPR
from paraaf.redline.wml.revision_marks import CELL_DEL, CELL_INS

_MARKS = {TR: (TRPR, INS, DEL), TC: (TCPR, CELL_INS, CELL_DEL)}


@dataclass(frozen=True)
class Frame:
    """A row or cell of a party's copy."""

    version: Version
    inserted: Stamp | None
    deleted: Stamp | None


def frames(party: Party, version: Version, kind: str) -> list[Frame]:
    """Return the rows or cells of a table or row, with who inserted or deleted them."""
    copies = [] if version.copy is None else _frames(party, version.copy, kind, is_copy=True)
    if version.untracked is None:
        return copies
    unders = _frames(party, version.untracked, kind, is_copy=False)
    if version.copy is None:
        return unders
    result: list[Frame] = []
    at = 0
    for under in unders:
        if under.deleted is not None and under.inserted is None:
            result.append(under)
            continue
        while at < len(copies) and copies[at].inserted is not None:
            result.append(copies[at])
            at += 1
        if at == len(copies):
            raise Mismatch
        over = copies[at]
        at += 1
        if under.inserted is not None:
            # Taken from the copy, for what is tracked in it.
            result.append(Frame(over.version, under.inserted, over.deleted))
        else:
            result.append(Frame(Version(over.version.copy, under.version.untracked), None, over.deleted))
    return result + copies[at:]


def beside(party: Party, version: Version, kind: str, count: int) -> tuple[list[list[Frame]], list[Frame], list[Frame]]:
    """Return for each row or cell of the base what was inserted before it, what became of it, and what came last."""
    before: list[list[Frame]] = [[]]
    kept: list[Frame] = []
    for each in frames(party, version, kind):
        if each.inserted is not None:
            before[-1].append(each)
        else:
            kept.append(each)
            before.append([])
    if len(kept) != count:
        raise Mismatch
    return before[:-1], kept, before[-1]


def _frames(party: Party, container: Element, kind: str, *, is_copy: bool) -> list[Frame]:
    properties, added, gone = _MARKS[kind]
    result = []
    for each in inner(container, kind):
        marks = [each.find(f"{properties}/{name}") for name in (added, gone)]
        inserted, deleted = (None if mark is None else party.stamp(mark) for mark in marks)
        result.append(Frame(Version(each) if is_copy else Version(None, each), inserted, deleted))
    return result
