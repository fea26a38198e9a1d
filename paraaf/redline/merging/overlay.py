"""A copy with tracked changes laid over the base compared with it: what was done with tracking, and what without."""

from collections.abc import Iterable

from paraaf.redline.merging.base_story import BaseMismatch, BaseStory
from paraaf.redline.merging.block_versions import BlockVersion, BlockVersions, ends_block
from paraaf.redline.merging.unchanged import BlockSummary
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.flatten import (
    BLOCKS,
    BlockAtom,
    ElementPair,
    flatten,
    overlay,
    placeholder_text,
    summarize,
    width,
)
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.wml.names import RANGES


class OverlayMismatch(Exception):
    """A copy does not say without its tracked changes what was compared with the base."""


def overlaid_versions(
    base: Element, story: BaseStory, pair: ElementPair, readers: tuple[AtomReader, AtomReader]
) -> BlockVersions:
    """Return what a party made of a container with and without tracking.

    `readers` are for the copy and for the base compared with it. `OverlayMismatch` if the one cannot be laid over the
    other, `BaseMismatch` if they are not of this base.
    """
    blocks = story.blocks(base)
    if pair.copy is None:
        found = _BlockCutter(len(blocks))
        atoms = flatten(pair.untracked, readers[1])
        for each in atoms:
            if isinstance(each, BlockAtom):
                each.pair = ElementPair(None, each.element)
        found.add(atoms)
        return found.all()
    return _Overlay(blocks, story.summary(base), pair, readers).run()


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
        self,
        blocks: list[Element],
        base_summary: BlockSummary,
        pair: ElementPair,
        readers: tuple[AtomReader, AtomReader],
    ) -> None:
        self.blocks = blocks
        self.base_summary = base_summary
        self.units = _BlockCutter(len(blocks))
        self.readers = readers
        self.copy_blocks, self.untracked_blocks = (_blocks_with_ranges(each) for each in (pair.copy, pair.untracked))
        self.copy_summary, self.untracked_summary = BlockSummary(pair.copy, RANGES), BlockSummary(pair.untracked)
        self.copy_at = self.untracked_at = 0

    def run(self) -> BlockVersions:
        while self.copy_at < len(self.copy_blocks) or self.untracked_at < len(self.untracked_blocks):
            if (same := self._same_block()) is not None:
                self.units.found.append(same)
                self.copy_at, self.untracked_at = self.copy_at + 1, self.untracked_at + 1
            else:
                self._overlay_next()
        return self.units.all()

    def _same_block(self) -> Element | None:
        """Return the next block of the copy if nothing was done to it."""
        units, at = self.units, len(self.units.found)
        if (
            units.waiting
            or at == len(self.blocks)
            or self.copy_at == len(self.copy_blocks)
            or self.untracked_at == len(self.untracked_blocks)
        ):
            return None
        ours, theirs = self.copy_blocks[self.copy_at], self.untracked_blocks[self.untracked_at]
        if len(ours) > 1 or len(theirs) > 1 or self.untracked_summary.is_touched(theirs[0]):
            return None
        # Without a mark, the next block of the base compared with the copy is the next block of the base.
        return ours[0] if self.copy_summary.is_as(ours[0], self.blocks[at], self.base_summary) else None

    def _overlay_next(self) -> None:
        """Lay blocks over each other until one of the copy and one of the base end at the same place."""
        copy_atoms: list[Atom] = []
        untracked_atoms: list[Atom] = []
        copy_width = untracked_width = 0
        while (
            not copy_width
            or copy_width != untracked_width
            or _is_gone(untracked_atoms[-1])
            or copy_atoms[-1].inserted is not None
        ):
            is_untracked_next = untracked_width < copy_width or (
                untracked_width == copy_width and (not untracked_atoms or _is_gone(untracked_atoms[-1]))
            )
            if is_untracked_next and self.untracked_at == len(self.untracked_blocks):
                is_untracked_next = False
            if not is_untracked_next and self.copy_at == len(self.copy_blocks):
                if self.untracked_at == len(self.untracked_blocks):
                    break
                is_untracked_next = True
            if is_untracked_next:
                atoms = flatten(self.untracked_blocks[self.untracked_at], self.readers[1])
                self.untracked_at += 1
                untracked_atoms += atoms
                untracked_width += sum(width(each) for each in atoms if not _is_gone(each))
            else:
                atoms = flatten(self.copy_blocks[self.copy_at], self.readers[0])
                self.copy_at += 1
                copy_atoms += atoms
                copy_width += sum(width(each) for each in atoms if each.inserted is None)
        if summarize(copy_atoms)[0] != placeholder_text(each for each in untracked_atoms if not _is_gone(each)):
            raise OverlayMismatch
        self.units.add(overlay(untracked_atoms, copy_atoms))


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
