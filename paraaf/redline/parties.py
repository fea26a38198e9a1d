"""The copy of one party, read so that it can be merged: what it changed with tracking, and what without."""

from collections.abc import Callable
from dataclasses import replace

from paraaf.redline.atom_reading import Reader
from paraaf.redline.atoms import NOTE_REFERENCES, Atom, Stamp
from paraaf.redline.changes import resolve_file
from paraaf.redline.commenting import comments_of
from paraaf.redline.comments_writing import CommentWriter
from paraaf.redline.comparing import compare_files
from paraaf.redline.document import WordFile
from paraaf.redline.errors import Unmergeable
from paraaf.redline.flattening import BLOCKS, BlockAtom, Version, combine, flatten, is_same, spelled
from paraaf.redline.importing import Importer
from paraaf.redline.keys import Keys
from paraaf.redline.listing import revisions_of
from paraaf.redline.marks import ALL_MARKS
from paraaf.redline.model import Comment, MergeWords, Revision, Source
from paraaf.redline.names import AUTHOR, ID, RANGES, P, qn, qns
from paraaf.redline.package import Element

_RANGES = qns("commentRangeStart commentRangeEnd commentReference")
_OBJECTS = qns("drawing pict object footnoteReference endnoteReference tab br sym")
_TOUCHED = (*ALL_MARKS, *_RANGES)


Unit = list[Atom] | Element
"""What a party made of one block of the base: its atoms, or the block itself where nothing is marked in it."""


class Mismatch(Exception):
    """A copy does not say what the base says when its changes are rejected."""


class Party:
    """One party's copy."""

    def __init__(self, name: str, copy: bytes, merged: WordFile, words: MergeWords) -> None:
        self.name = name
        self.words = words
        self.merged = merged
        self.file = WordFile(copy)
        self.importer = Importer(merged, self.file)
        self.untracked_file: WordFile | None = None
        self.untracked_importer: Importer | None = None
        for part in self.file.word_parts():
            if self.file.tree(part).tag not in (qn("w:styles"), qn("w:numbering")):
                self.importer.adapt(self.file.change(part))
        self.comments: dict[str, Comment] = {each.id: each for each in comments_of(self.file)}
        self._readers: dict[tuple[int, str], Reader] = {}
        self._units: dict[Version, tuple[list[Unit], list[Atom]]] = {}

    @property
    def label(self) -> str:
        """Return the author of what the party changed without tracking."""
        return self.words.untracked.format(party=self.name)

    def stamp(self, mark: Element) -> Stamp:
        """Return who a mark of the copy is by: the party itself if it does not say."""
        author, date = mark.get(AUTHOR, ""), mark.get(qn("w:date"), "")
        return Stamp(author or self.name, date, sources=(Source(self.name, author, date),))

    def compare_untracked(self, base: bytes) -> int:
        """Find what was changed without tracking: the base compared with the copy as it was before its tracked changes.

        Return how many marks that takes.
        """
        before = WordFile(self.file.save())
        resolve_file(before, lambda _: False)
        for part in list(before.stories()):
            for each in list(before.tree(part).iter(*_RANGES)):
                before.change(part)
                each.getparent().remove(each)
        self._units.clear()
        self.untracked_file = compare_files(WordFile(base), before, Stamp(self.label, ""))
        self.untracked_importer = Importer(self.merged, self.untracked_file)
        return sum(1 for part in self.untracked_file.stories()
                   for _ in self.untracked_file.tree(part).iter(*ALL_MARKS))  # fmt: skip

    def forget_tracking(self) -> list[Revision]:
        """Accept the tracked changes of the copy; return what they were."""
        before = [each.revision for each in revisions_of(self.file)]
        resolve_file(self.file, lambda _: True)
        self._readers.clear()
        return before

    def reader(self, file: WordFile, part: str) -> Reader:
        """Return what makes atoms of a part."""
        known = (id(file), part)
        if known not in self._readers:
            self._readers[known] = Reader(Keys(file, part), self.stamp, whole_fields=False)
        return self._readers[known]

    def units(
        self, blocks: list[Element], own: Callable[[Element], list[Atom]], version: Version, parts: tuple[str, str]
    ) -> tuple[list[Unit], list[Atom]]:
        """Return for each block of the base what this party made of it, and what it added after the last.

        `own` gives the atoms of a block of the base; `parts` are the names of the parts in the copy and in the base.
        """
        if version not in self._units:
            self._units[version] = self._read_units(blocks, own, version, parts)
        return self._units[version]

    def _read_units(
        self, blocks: list[Element], own: Callable[[Element], list[Atom]], version: Version, parts: tuple[str, str]
    ) -> tuple[list[Unit], list[Atom]]:
        if version.untracked is None and version.copy is not None:
            return self._tracked_units(blocks, own, version.copy, parts[0])
        assert self.untracked_file is not None and version.untracked is not None
        atoms = flatten(version.untracked, self.reader(self.untracked_file, parts[1]))
        if version.copy is not None:
            over = flatten(version.copy, self.reader(self.file, parts[0]))
            if spelled(over) != "".join(spelled([_without_insertion(each)]) for each in atoms if not _is_gone(each)):
                raise Unmergeable(self.name, "what it says without its tracked changes cannot be found in the base.")
            atoms = combine(atoms, over)
        else:
            for each in atoms:
                if isinstance(each, BlockAtom):
                    each.version = Version(None, each.element)
        return _cut(atoms, len(blocks))

    def _tracked_units(
        self, blocks: list[Element], own: Callable[[Element], list[Atom]], copy: Element, part: str
    ) -> tuple[list[Unit], list[Atom]]:
        reader = self.reader(self.file, part)
        units: list[Unit] = []
        waiting: list[Atom] = []
        ranges: list[Element] = []
        for block in copy:
            at = len(units)
            if block.tag in RANGES:
                ranges.append(block)
            if block.tag not in BLOCKS:
                continue
            if not waiting and not ranges and at < len(blocks) and is_untouched(block, blocks[at]):
                units.append(block)
                continue
            atoms = flatten([block], reader)
            if atoms and ranges:
                atoms[0].before = [*ranges, *atoms[0].before]
                ranges = []
            waiting += atoms
            if atoms and atoms[-1].inserted is None and (atoms[-1].is_end or isinstance(atoms[-1], BlockAtom)):
                if at >= len(blocks) or not is_same(waiting, own(blocks[at])):
                    raise Mismatch
                units.append(waiting)
                waiting = []
        if len(units) != len(blocks) or spelled(waiting):
            raise Mismatch
        last = waiting or (units[-1] if units and isinstance(units[-1], list) else None)
        if ranges and last:
            last[-1].before = [*last[-1].before, *ranges]
        elif ranges and units:
            last = flatten([units[-1]], reader)
            last[-1].before = [*last[-1].before, *ranges]
            units[-1] = last
        return units, waiting

    def notes(self, kind: str, number: str) -> Element | None:
        """Return a note of the copy."""
        return _note(self.file, kind, number)

    def untracked_notes(self, kind: str, number: str) -> Element | None:
        """Return a note of the base compared with the copy."""
        return None if self.untracked_file is None else _note(self.untracked_file, kind, number)


class PartyComments:
    """Brings the comments of a copy over to the merged file."""

    def __init__(self, party: Party, writer: CommentWriter, base: list[Comment]) -> None:
        self.party = party
        self.writer = writer
        known = {(each.author, each.date, each.text): each.id for each in base}
        self.known = {
            each.id: known[each.author, each.date, each.text]
            for each in party.comments.values() if (each.author, each.date, each.text) in known
        }  # fmt: skip
        for number, own in self.known.items():
            writer.know(party.file, number, own)
        self.brought: dict[str, str] = {}

    def bring(self, number: str) -> str | None:
        """Return the id that a comment of the copy has in the merged file; None for one of the base."""
        if number in self.known or number not in self.party.comments:
            return None
        if number not in self.brought:
            self.brought[number] = own = self.writer.bring(self.party.file, number, self.party.importer)
            part = self.writer.file.part("comments")
            if part is not None and not self.party.comments[number].author:
                for each in self.writer.file.change(part):
                    if each.get(ID) == own:
                        each.set(AUTHOR, self.party.name)
        return self.brought[number]


def is_untouched(block: Element, base: Element) -> bool:
    """Return whether a block of a copy has no marks or comments and says what one of the base does."""
    if block.tag != base.tag or next(block.iter(*_TOUCHED), None) is not None:
        return False
    if next(base.iter(*_TOUCHED), None) is not None:
        return False
    if "".join(block.itertext()) != "".join(base.itertext()):
        return False
    if block.tag != P and sum(1 for _ in block.iter(P)) != sum(1 for _ in base.iter(P)):
        return False
    return [each.tag for each in block.iter(*_OBJECTS)] == [each.tag for each in base.iter(*_OBJECTS)]


def note_ids(block: Element) -> list[tuple[str, str]]:
    """Return the notes that a block refers to."""
    return [(each.tag.rpartition("}")[2].removesuffix("Reference"), each.get(ID, "")) for each in
            block.iter(*NOTE_REFERENCES)]  # fmt: skip


def _note(file: WordFile, kind: str, number: str) -> Element | None:
    part = file.part(f"{kind}s")
    return None if part is None else next((each for each in file.tree(part) if each.get(ID) == number), None)


def _is_gone(atom: Atom) -> bool:
    return atom.deleted is not None and atom.inserted is None


def _without_insertion(atom: Atom) -> Atom:
    return replace(atom, inserted=None)


def _cut(atoms: list[Atom], count: int) -> tuple[list[Unit], list[Atom]]:
    units: list[Unit] = []
    waiting: list[Atom] = []
    for atom in atoms:
        waiting.append(atom)
        if atom.inserted is None and (atom.is_end or isinstance(atom, BlockAtom)):
            units.append(waiting)
            waiting = []
    if len(units) != count:
        raise Mismatch
    return units, waiting
