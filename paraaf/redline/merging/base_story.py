"""One part of the base as the merge knows it, and how a copy may not be of it."""

from paraaf.redline.merging.unchanged import BlockSummary, UnchangedParagraphs
from paraaf.redline.opc.package import Element
from paraaf.redline.sequence.atoms import Atom
from paraaf.redline.sequence.flatten import BLOCKS, AtomsSummary, flatten, summarize
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.raw_xml import self_contained, serialized
from paraaf.redline.wml.word_file import WordFile


class BaseMismatch(Exception):
    """A copy does not say what the base says when its changes are rejected."""


class BaseStory:
    """One part of the base, read once for all parties."""

    def __init__(self, file: WordFile, part: str) -> None:
        self.part = part
        self.reader = AtomReader(Canonical(file, part), whole_fields=False)
        self._blocks: dict[Element, list[Element]] = {}
        self._own: dict[Element, list[Atom]] = {}
        self._atoms_summaries: dict[Element, AtomsSummary] = {}
        self._serialized: dict[Element, list[bytes]] = {}
        self._summaries: dict[Element, BlockSummary] = {}
        self._unchanged: dict[Element, UnchangedParagraphs] = {}

    def unchanged(self, container: Element) -> UnchangedParagraphs:
        """Return what finds the blocks of a container in copies that have them to the letter."""
        if container not in self._unchanged:
            self._unchanged[container] = UnchangedParagraphs(container, self.serialized(container))
        return self._unchanged[container]

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

    def atoms_summary(self, block: Element) -> AtomsSummary:
        """Return what a block of the base is for those that are to be the same."""
        if block not in self._atoms_summaries:
            self._atoms_summaries[block] = summarize(self.own(block))
        return self._atoms_summaries[block]

    def serialized(self, container: Element) -> list[bytes]:
        """Return the blocks of a container to the letter; nothing for those that refer to something by a number."""
        if container not in self._serialized:
            self._serialized[container] = self_contained(serialized(container, self.blocks(container)))
        return self._serialized[container]

    def summary(self, container: Element) -> BlockSummary:
        """Return what can be seen of the blocks in a container of the base."""
        if container not in self._summaries:
            self._summaries[container] = BlockSummary(container)
        return self._summaries[container]


def blocks_in(container: Element) -> list[Element]:
    """Return the paragraphs, tables and controls in a container."""
    return list(container.iterchildren(*BLOCKS))
