"""Words changed without tracking in paragraphs of plain text: found without comparing a whole copy with the base.

Most copies that were edited without tracking say something else in a few paragraphs and are otherwise the base to the
letter. All that is less plain than that is left to a full comparison.
"""

from lxml import etree

from paraaf.redline.merging.base_story import BaseStory
from paraaf.redline.merging.block_versions import BlockVersion, BlockVersions
from paraaf.redline.merging.unchanged import SKIPPED
from paraaf.redline.model import Attribution
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom, part_of_text, text_of_atoms
from paraaf.redline.sequence.flatten import BLOCKS, overlay
from paraaf.redline.sequence.lcs import Pairs
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.sequence.tokens import tokenize_both
from paraaf.redline.sequence.word_diff import word_pairs
from paraaf.redline.wml.canonical import Key
from paraaf.redline.wml.names import PPR, RANGES, RPR, SECTPR, P, qn
from paraaf.redline.wml.raw_xml import namespaces_agree, serialized
from paraaf.redline.wml.word_file import WordFile

_FORMATTED, _LAID_OUT = qn("w:rPrChange"), qn("w:pPrChange")


def untracked_word_versions(
    files: tuple[WordFile, WordFile], story: BaseStory, reader: AtomReader, attribution: Attribution
) -> tuple[BlockVersions, int] | None:
    """Return what a party made of each block of the base, and how many changes of that were not tracked.

    `files` are the base and the copy; what was not tracked gets this attribution. None if the copies differ in anything
    but the words of plain paragraphs.
    """
    base, copy = (each.body for each in files)
    blocks, unchanged = story.blocks(base), story.unchanged(base)
    theirs = [each for each in copy if each.tag in BLOCKS or unchanged.is_placeholder(each)]
    if not namespaces_agree(base, copy) or not _are_alike_around(files, story, reader):
        return None
    units: list[BlockVersion] = []
    changes = 0
    raws = story.serialized(base)
    for other, other_raw in zip(theirs, serialized(copy, theirs), strict=True):
        at = len(units)
        if other.tag == SKIPPED:
            units += [None] * unchanged.count(other, at)
            continue
        if at == len(blocks):
            return None
        block, raw = blocks[at], raws[at]
        if raw == other_raw:
            units.append(other)
            continue
        found = _unit(story, block, reader, other, attribution) if block.tag == other.tag == P else None
        if found is None:
            return None
        units.append(found[0])
        changes += found[1]
    return ((units, []), changes) if len(units) == len(blocks) else None


def _are_alike_around(files: tuple[WordFile, WordFile], story: BaseStory, reader: AtomReader) -> bool:
    """Return whether two files are the same in notes, headers and footers, and in how their last section looks."""
    sections = [file.body.find(SECTPR) for file in files]
    if story.reader.canonical.of(sections[0]) != reader.canonical.of(sections[1]):
        return False
    if any(next(file.body.iterchildren(*RANGES), None) is not None for file in files):
        return False
    others = [
        [
            etree.tostring(file.tree(name))
            for name in file.stories()
            if name not in (file.main_part, file.part("comments"))
        ]
        for file in files
    ]
    return others[0] == others[1]


def _unit(
    story: BaseStory, block: Element, reader: AtomReader, other: Element, attribution: Attribution
) -> tuple[list[Atom], int] | None:
    own, tracked = story.own(block), reader.read(other)
    kept = [each for each in tracked[:-1] if each.inserted is None]
    if len(own) != 2 or own[0].text is None or own[0].within or not _end_alike(story, own[-1], reader, tracked[-1]):
        return None
    if any(each.text is None or each.within or _format(each, reader) != own[0].format for each in kept):
        return None
    text = text_of_atoms(kept)
    if text == own[0].text:
        return tracked, 0
    properties = kept[0].properties if kept else own[0].properties
    old, new = tokenize_both(own[:1], [Atom(text, text, (), properties, own[0].format)])
    pairs = word_pairs(old, new)
    if 2 * sum(len(old[at].text or "") for at, _ in pairs) < max(len(own[0].text), len(text)):
        return None
    untracked, changes = _untracked_atoms(own[0], (old, new), pairs, attribution)
    return overlay([*untracked, own[-1]], tracked), changes


def _untracked_atoms(
    base: Atom, words: tuple[list[Atom], list[Atom]], pairs: Pairs, attribution: Attribution
) -> tuple[list[Atom], int]:
    """Return the text of a paragraph of the base with what went and came, and how many changes that are."""
    old, new = words
    result: list[Atom] = []
    stayed = at = to = changes = 0
    for i, k in [*pairs, (len(old), len(new))]:
        if (i, k) != (at, to) or i == len(old):
            if stayed < at:
                result.append(part_of_text(base, text_of_atoms(old[stayed:at]), (), () if stayed else base.before))
            if gone := text_of_atoms(old[at:i]):
                result.append(part_of_text(base, gone, (), () if at else base.before))
                result[-1].deleted = attribution
            if come := text_of_atoms(new[to:k]):
                result.append(part_of_text(new[to], come, (), ()))
                result[-1].inserted = attribution
            changes += bool(gone) + bool(come)
            stayed = i
        at, to = i + 1, k + 1
    return result, changes


def _end_alike(story: BaseStory, own: Atom, reader: AtomReader, tracked: Atom) -> bool:
    """Return whether two paragraphs end and look the same, apart from what is tracked of words in them."""
    assert own.paragraph is not None and tracked.paragraph is not None
    ours, theirs = own.paragraph.find(PPR), tracked.paragraph.find(PPR)
    if (
        tracked.inserted is not None
        or own.key != tracked.key
        or own.format != tracked.format
        or own.key != ("end", False)
    ):
        return False
    if theirs is not None and (theirs.find(_LAID_OUT) is not None or theirs.find(f"{RPR}/{_FORMATTED}") is not None):
        return False
    return story.reader.canonical.paragraph_format(ours) == reader.canonical.paragraph_format(theirs)


def _format(atom: Atom, reader: AtomReader) -> Key:
    """Return how an atom looked before what was tracked."""
    change = None if atom.properties is None else atom.properties.find(_FORMATTED)
    if change is None:
        return atom.format
    return reader.canonical.run_format(change.find(RPR))
