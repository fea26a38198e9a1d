"""What a party made of each block of one container of the base: a body, a cell, a note, a header."""

from copy import deepcopy

from paraaf.redline.merging.base_story import BaseMismatch, BaseStory
from paraaf.redline.merging.unchanged import SKIPPED, BlockSummary
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.flatten import (
    BLOCKS,
    BlockAtom,
    flatten,
    summaries_match,
    summarize,
)
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.wml.names import RANGES

BlockVersion = list[Atom] | Element | None
"""What a party made of one block of the base: its atoms; the block itself where nothing is marked in it, or None."""

BlockVersions = tuple[list[BlockVersion], list[Atom]]
"""What a party made of each block of the base, and what it added after the last."""


def tracked_versions(base: Element, story: BaseStory, copy: Element, reader: AtomReader) -> BlockVersions:
    """Return what a party made of a container with tracking; `BaseMismatch` if the copy is not one of this base."""
    blocks = story.blocks(base)
    seen, seen_base = BlockSummary(copy), story.summary(base)
    units: list[BlockVersion] = []
    waiting: list[Atom] = []
    ranges: list[Element] = []
    for block in copy:
        at = len(units)
        if block.tag == SKIPPED and story.unchanged(base).is_placeholder(block):
            count = story.unchanged(base).count(block, at)
            if waiting or ranges:
                # What was inserted before it goes with the first of them.
                first = _unchanged(blocks[at], story)
                first[0].before = (*ranges, *first[0].before)
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
            atoms[0].before = (*ranges, *atoms[0].before)
            ranges = []
        waiting += atoms
        if atoms and ends_block(atoms[-1]):
            if at >= len(blocks) or not summaries_match(summarize(waiting), story.atoms_summary(blocks[at])):
                raise BaseMismatch
            units.append(waiting)
            waiting = []
    if len(units) != len(blocks) or summarize(waiting)[0]:
        raise BaseMismatch
    last = waiting or (units[-1] if units and isinstance(units[-1], list) else None)
    if ranges and last:
        last[-1].before = (*last[-1].before, *ranges)
    elif ranges and units:
        last = _unchanged(blocks[-1], story) if units[-1] is None else flatten([units[-1]], reader)
        last[-1].before = (*last[-1].before, *ranges)
        units[-1] = last
    return units, waiting


def _unchanged(block: Element, story: BaseStory) -> list[Atom]:
    """Return the atoms of a block that a copy has to the letter; the block of the base itself will be changed."""
    return flatten([deepcopy(block)], story.reader)


def ends_block(atom: Atom) -> bool:
    """Return whether an atom is the last one of a block of the base."""
    return atom.inserted is None and (atom.is_end or isinstance(atom, BlockAtom))
