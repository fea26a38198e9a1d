"""What a party made of each block of one container of the base: a body, a cell, a note, a header."""

from collections.abc import Iterable
from copy import deepcopy

from paraaf.redline.merging.glance import Glance
from paraaf.redline.merging.unchanged import SKIPPED, Skipping
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.flatten import (
    BLOCKS,
    BlockAtom,
    Sense,
    Version,
    combine,
    flatten,
    is_same,
    sense,
    signs,
    width,
)
from paraaf.redline.sequence.reader import Reader
from paraaf.redline.wml.canonical import Keys
from paraaf.redline.wml.names import RANGES
from paraaf.redline.wml.raw_xml import spelled, standing_alone
from paraaf.redline.wml.word_file import WordFile

Unit = list[Atom] | Element | None
"""What a party made of one block of the base: its atoms; the block itself where nothing is marked in it, or None."""

Units = tuple[list[Unit], list[Atom]]
"""What a party made of each block of the base, and what it added after the last."""


class Mismatch(Exception):
    """A copy does not say what the base says when its changes are rejected."""


class Unlike(Exception):
    """A copy does not say without its tracked changes what was compared with the base."""


class BaseStory:
    """One part of the base, read once for all parties."""

    def __init__(self, file: WordFile, part: str) -> None:
        self.part = part
        self.reader = Reader(Keys(file, part), whole_fields=False)
        self._blocks: dict[Element, list[Element]] = {}
        self._own: dict[Element, list[Atom]] = {}
        self._senses: dict[Element, Sense] = {}
        self._spelled: dict[Element, list[bytes]] = {}
        self._seen: dict[Element, Glance] = {}
        self._skipping: dict[Element, Skipping] = {}

    def skipping(self, container: Element) -> Skipping:
        """Return what finds the blocks of a container in copies that have them to the letter."""
        if container not in self._skipping:
            self._skipping[container] = Skipping(container, self.spelled(container))
        return self._skipping[container]

    def blocks(self, container: Element) -> list[Element]:
        """Return the paragraphs, tables and controls that a container had at first."""
        if container not in self._blocks:
            self._blocks[container] = blocks_in(container)
        return self._blocks[container]

    def own(self, block: Element) -> list[Atom]:
        """Return the atoms of a block of the base."""
        if block not in self._own:
            self._own[block] = flatten([block], self.reader)
        return self._own[block]

    def sense(self, block: Element) -> Sense:
        """Return what a block of the base is for those that are to be the same."""
        if block not in self._senses:
            self._senses[block] = sense(self.own(block))
        return self._senses[block]

    def spelled(self, container: Element) -> list[bytes]:
        """Return the blocks of a container to the letter; nothing for those that refer to something by a number."""
        if container not in self._spelled:
            self._spelled[container] = standing_alone(spelled(container, self.blocks(container)))
        return self._spelled[container]

    def seen(self, container: Element) -> Glance:
        """Return what can be seen of the blocks in a container of the base."""
        if container not in self._seen:
            self._seen[container] = Glance(container)
        return self._seen[container]


def blocks_in(container: Element) -> list[Element]:
    """Return the paragraphs, tables and controls in a container."""
    return list(container.iterchildren(*BLOCKS))


def tracked_units(base: Element, story: BaseStory, copy: Element, reader: Reader) -> Units:
    """Return what a party made of a container with tracking; `Mismatch` if the copy is not one of this base."""
    blocks = story.blocks(base)
    seen, seen_base = Glance(copy), story.seen(base)
    units: list[Unit] = []
    waiting: list[Atom] = []
    ranges: list[Element] = []
    for block in copy:
        at = len(units)
        if block.tag == SKIPPED and story.skipping(base).is_sign(block):
            count = story.skipping(base).count(block, at)
            if waiting or ranges:
                # What was inserted before it goes with the first of them.
                first = _unchanged(blocks[at], story)
                first[0].before = [*ranges, *first[0].before]
                units.append([*waiting, *first])
                waiting, ranges, count = [], [], count - 1
            units += [None] * count
            continue
        if block.tag in RANGES:
            ranges.append(block)
        if block.tag not in BLOCKS:
            continue
        if not waiting and not ranges and at < len(blocks) and seen.is_as(block, blocks[at], seen_base):
            units.append(block)
            continue
        atoms = flatten([block], reader)
        if atoms and ranges:
            atoms[0].before = [*ranges, *atoms[0].before]
            ranges = []
        waiting += atoms
        if atoms and _ends(atoms[-1]):
            if at >= len(blocks) or not is_same(sense(waiting), story.sense(blocks[at])):
                raise Mismatch
            units.append(waiting)
            waiting = []
    if len(units) != len(blocks) or sense(waiting)[0]:
        raise Mismatch
    last = waiting or (units[-1] if units and isinstance(units[-1], list) else None)
    if ranges and last:
        last[-1].before = [*last[-1].before, *ranges]
    elif ranges and units:
        last = _unchanged(blocks[-1], story) if units[-1] is None else flatten([units[-1]], reader)
        last[-1].before = [*last[-1].before, *ranges]
        units[-1] = last
    return units, waiting


def _unchanged(block: Element, story: BaseStory) -> list[Atom]:
    """Return the atoms of a block that a copy has to the letter; the block of the base itself will be changed."""
    return flatten([deepcopy(block)], story.reader)


def laid_units(base: Element, story: BaseStory, version: Version, readers: tuple[Reader, Reader]) -> Units:
    """Return what a party made of a container with and without tracking.

    `readers` are for the copy and for the base compared with it. `Unlike` if the one cannot be laid over the other,
    `Mismatch` if they are not of this base.
    """
    blocks = story.blocks(base)
    if version.copy is None:
        found = _Units(len(blocks))
        atoms = flatten(version.untracked, readers[1])
        for each in atoms:
            if isinstance(each, BlockAtom):
                each.version = Version(None, each.element)
        found.add(atoms)
        return found.all()
    return _Laying(blocks, story.seen(base), version, readers).run()


class _Units:
    """Atoms cut at what ends a block of the base."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.found: list[Unit] = []
        self.waiting: list[Atom] = []

    def add(self, atoms: Iterable[Atom]) -> None:
        for atom in atoms:
            self.waiting.append(atom)
            if _ends(atom):
                self.found.append(self.waiting)
                self.waiting = []

    def all(self) -> Units:
        if len(self.found) != self.count:
            raise Mismatch
        return self.found, self.waiting


class _Laying:
    """A copy laid over the base compared with it, from one place where blocks of both end to the next."""

    def __init__(
        self, blocks: list[Element], seen_base: Glance, version: Version, readers: tuple[Reader, Reader]
    ) -> None:
        self.blocks = blocks
        self.seen_base = seen_base
        self.units = _Units(len(blocks))
        self.readers = readers
        self.overs, self.unders = (_blocks_with_ranges(each) for each in (version.copy, version.untracked))
        self.seen_over, self.seen_under = Glance(version.copy, RANGES), Glance(version.untracked)
        self.over = self.under = 0

    def run(self) -> Units:
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
            raise Unlike
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


def _ends(atom: Atom) -> bool:
    return atom.inserted is None and (atom.is_end or isinstance(atom, BlockAtom))


def _is_gone(atom: Atom) -> bool:
    return atom.deleted is not None and atom.inserted is None
