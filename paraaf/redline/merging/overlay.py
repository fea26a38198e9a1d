"""A copy with tracked changes laid over the base compared with it: what was done with tracking, and what without."""

from collections.abc import Iterable

from paraaf.redline.merging.base_story import BaseMismatch, BaseStory
from paraaf.redline.merging.block_versions import BlockVersion, BlockVersions, ends_block
from paraaf.redline.merging.unchanged import BlockSummary
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.flatten import BLOCKS, BlockAtom, Version, combine, flatten, sense, signs, width
from paraaf.redline.sequence.reader import Reader
from paraaf.redline.wml.names import RANGES


class OverlayMismatch(Exception):
    """A copy does not say without its tracked changes what was compared with the base."""


def overlaid_versions(
    base: Element, story: BaseStory, version: Version, readers: tuple[Reader, Reader]
) -> BlockVersions:
    """Return what a party made of a container with and without tracking.

    `readers` are for the copy and for the base compared with it. `OverlayMismatch` if the one cannot be laid over the
    other, `BaseMismatch` if they are not of this base.
    """
    blocks = story.blocks(base)
    if version.copy is None:
        found = _BlockCutter(len(blocks))
        atoms = flatten(version.untracked, readers[1])
        for each in atoms:
            if isinstance(each, BlockAtom):
                each.version = Version(None, each.element)
        found.add(atoms)
        return found.all()
    return _Overlay(blocks, story.summary(base), version, readers).run()


class _BlockCutter:
    """Atoms cut at what ends a block of the base."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.found: list[BlockVersion] = []
        self.waiting: list[Atom] = []

    def add(self, atoms: Iterable[Atom]) -> None:
        for atom in atoms:
            self.waiting.append(atom)
            if ends_block(atom):
                self.found.append(self.waiting)
                self.waiting = []

    def all(self) -> BlockVersions:
        if len(self.found) != self.count:
            raise BaseMismatch
        return self.found, self.waiting


class _Overlay:
    """A copy laid over the base compared with it, from one place where blocks of both end to the next."""

    def __init__(
        self, blocks: list[Element], seen_base: BlockSummary, version: Version, readers: tuple[Reader, Reader]
    ) -> None:
        self.blocks = blocks
        self.seen_base = seen_base
        self.units = _BlockCutter(len(blocks))
        self.readers = readers
        self.overs, self.unders = (_blocks_with_ranges(each) for each in (version.copy, version.untracked))
        self.seen_over, self.seen_under = BlockSummary(version.copy, RANGES), BlockSummary(version.untracked)
        self.over = self.under = 0

    def run(self) -> BlockVersions:
        while self.over < len(self.overs) or self.under < len(self.unders):
            if (same := self._same_block()) is not None:
                self.units.found.append(same)
                self.over, self.under = self.over + 1, self.under + 1
            else:
                self._stretch()
        return self.units.all()

    def _same_block(self) -> Element | None:
        """Return the next block of the copy if nothing was done to it."""
        units, at = self.units, len(self.units.found)
        if units.waiting or at == len(self.blocks) or self.over == len(self.overs) or self.under == len(self.unders):
            return None
        over, under = self.overs[self.over], self.unders[self.under]
        if len(over) > 1 or len(under) > 1 or self.seen_under.is_touched(under[0]):
            return None
        # Without a mark, the next block of the base compared with the copy is the next block of the base.
        return over[0] if self.seen_over.is_as(over[0], self.blocks[at], self.seen_base) else None

    def _stretch(self) -> None:
        """Lay blocks over each other until one of the copy and one of the base end at the same place."""
        tops: list[Atom] = []
        lows: list[Atom] = []
        over = under = 0
        while not over or over != under or _is_gone(lows[-1]) or tops[-1].inserted is not None:
            is_low = under < over or (under == over and (not lows or _is_gone(lows[-1])))
            if is_low and self.under == len(self.unders):
                is_low = False
            if not is_low and self.over == len(self.overs):
                if self.under == len(self.unders):
                    break
                is_low = True
            if is_low:
                atoms = flatten(self.unders[self.under], self.readers[1])
                self.under += 1
                lows += atoms
                under += sum(width(each) for each in atoms if not _is_gone(each))
            else:
                atoms = flatten(self.overs[self.over], self.readers[0])
                self.over += 1
                tops += atoms
                over += sum(width(each) for each in atoms if each.inserted is None)
        if sense(tops)[0] != signs(each for each in lows if not _is_gone(each)):
            raise OverlayMismatch
        self.units.add(combine(lows, tops))


def _blocks_with_ranges(container: Element) -> list[list[Element]]:
    """Return the blocks of a container, each with the beginnings and ends of ranges before it."""
    found: list[list[Element]] = []
    waiting: list[Element] = []
    for each in container:
        if each.tag in RANGES:
            waiting.append(each)
        elif each.tag in BLOCKS:
            found.append([*waiting, each])
            waiting = []
    if waiting and found:
        found[-1] += waiting
    return found


def _is_gone(atom: Atom) -> bool:
    return atom.deleted is not None and atom.inserted is None
