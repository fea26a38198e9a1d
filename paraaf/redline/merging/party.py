"""The copy of one party, read so that it can be merged: what it changed with tracking, and what without."""

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import quote

from paraaf.redline.comparing.compare import compare_files
from paraaf.redline.errors import Unmergeable
from paraaf.redline.merging.base_story import BaseStory
from paraaf.redline.merging.block_versions import BlockVersion, BlockVersions, tracked_versions
from paraaf.redline.merging.overlay import OverlayMismatch, overlaid_versions
from paraaf.redline.merging.rewrap import adopt_controls
from paraaf.redline.merging.untracked_words import untracked_word_versions
from paraaf.redline.model import Comment, MergeWords, Revision, Source, Stamp
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.accept_reject import resolve_file
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.revisions.comments import comment_elements, comments_of, drop_comments
from paraaf.redline.revisions.content_importer import Importer
from paraaf.redline.revisions.listing import revisions_of
from paraaf.redline.sequence.atoms import NOTE_REFERENCES, Atom
from paraaf.redline.sequence.flatten import CONTROLS, Version
from paraaf.redline.sequence.moves import moves_of
from paraaf.redline.sequence.reader import Reader
from paraaf.redline.wml.canonical import Keys
from paraaf.redline.wml.names import AUTHOR, DATE, ID, qn, qns
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile

_RANGES = qns("commentRangeStart commentRangeEnd commentReference")


class _Stamps:
    """Who the marks of one copy are by."""

    def __init__(self, party: str, file: WordFile) -> None:
        self.party = party
        self._moves = moves_of(file)
        self._known: dict[tuple[str, str, str], Stamp] = {}

    def of(self, mark: Element) -> Stamp:
        """Return who a mark is by: the party itself if it does not say."""
        author, date, move = mark.get(AUTHOR, ""), mark.get(DATE, ""), self._moves.get(mark, "")
        known = self._known.get((author, date, move))
        if known is None:
            # Two parties may call their moves the same.
            own = quote(f"{self.party}/{author}/{move}", safe="") if move else ""
            known = Stamp(author or self.party, date, own, (Source(self.party, author, date),))
            self._known[author, date, move] = known
        return known

    def of_untracked(self, label: str) -> Stamp:
        """Return the stamp of what was changed without tracking."""
        self._known[label, "", ""] = stamp = Stamp(label, sources=(Source(self.party, label, ""),))
        return stamp

    def authors(self) -> set[str]:
        """Return all authors that were asked for."""
        return {stamp.author for stamp in self._known.values()}

    def add_moves(self, file: WordFile) -> None:
        """Know the moves of another file as well."""
        self._moves |= moves_of(file)

    def reread_moves(self, file: WordFile) -> None:
        """Know the moves of this file, and of no other."""
        self._moves = moves_of(file)


class Party:
    """One party's copy."""

    def __init__(self, name: str, copy: bytes, merged: WordFile, words: MergeWords, base: BaseStory) -> None:
        self.name = name
        self.words = words
        self.merged = merged
        self.file = WordFile(copy)
        self.importer = Importer(merged, self.file)
        has_same_lists = _bytes(merged, "numbering") == _bytes(self.file, "numbering")
        self.is_collapsed = not self.importer.renames_styles and base.unchanged(merged.body).collapse(
            self.file, with_lists=has_same_lists
        )
        self.untracked_file: WordFile | None = None
        self.untracked_importer: Importer | None = None
        for part in self.file.word_parts():
            if self.file.tree(part).tag not in (qn("w:styles"), qn("w:numbering")):
                self.importer.adapt(self.file.change(part))
        self.comments = comment_elements(self.file)
        self._stamps = _Stamps(name, self.file)
        self._readers: dict[tuple[int, str], Reader] = {}
        self._units: dict[Version, tuple[list[BlockVersion], list[Atom]]] = {}

    @cached_property
    def label(self) -> str:
        """Return the author of what the party changed without tracking."""
        return self.words.untracked.format(party=self.name)

    @property
    def body_version(self) -> Version:
        """Return the body of the copy, with that of the base compared with it if there is one."""
        return Version(self.file.body, None if self.untracked_file is None else self.untracked_file.body)

    def stamp(self, mark: Element) -> Stamp:
        """Return who a mark of the copy is by: the party itself if it does not say."""
        return self._stamps.of(mark)

    def authors(self) -> set[str]:
        """Return the authors of what was brought from the copy."""
        return self._stamps.authors()

    def read_whole(self) -> None:
        """Read also what the copy has to the letter as the base."""
        if not self.is_collapsed:
            return
        self.is_collapsed = False
        self.file.forget(self.file.main)
        self.importer.adapt(self.file.change(self.file.main))
        self._stamps.reread_moves(self.file)
        self._units.clear()

    def adopt_controls(self, base: WordFile, margins: Mapping[str, str]) -> bool:
        """Put the controls around paragraphs back as the base has them; return whether the copy had others.

        `margins` says which header or footer of the base is which of the copy.
        """
        if not any(next(file.tree(part).iter(*CONTROLS), None) is not None
                   for file in (base, self.file) for part in file.stories()):  # fmt: skip
            return False
        self.read_whole()
        self._units.clear()
        pairs = [(base.body, self.file.body)]
        pairs += [(base.tree(ours), self.file.change(theirs)) for ours, theirs in margins.items()]
        changed = [adopt_controls(ours, theirs) for ours, theirs in pairs]
        return any(changed)

    def find_untracked_words(self, base: WordFile, story: BaseStory) -> int | None:
        """Find what was changed without tracking, if that is words of plain paragraphs only; return how many changes.

        None if it is more than that, or other.
        """
        stamp = self._stamps.of_untracked(self.label)
        reader = self.reader(self.file, self.file.main)
        found = untracked_word_versions((base, self.file), story, reader, stamp)
        if found is None:
            return None
        self._units[Version(self.file.body)] = found[0]
        return found[1]

    def compare_untracked(self, base: WordFile) -> int:
        """Find what was changed without tracking: the base compared with the copy as it was before its tracked changes.

        Return how many marks that takes.
        """
        self.read_whole()
        before = self.file.copied()
        resolve_file(before, lambda _: False)
        for part in list(before.stories()):
            for each in list(before.tree(part).iter(*_RANGES)):
                before.change(part)
                each.getparent().remove(each)
        drop_comments(before, self.comments)
        self._units.clear()
        self.untracked_file = compare_files(base, before, Stamp(self.label, ""), with_controls=False)
        self._stamps.add_moves(self.untracked_file)
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
            self._readers[known] = Reader(Keys(file, part), self._stamps.of, whole_fields=False)
        return self._readers[known]

    def units(self, base: Element, story: BaseStory, version: Version, part: str) -> BlockVersions:
        """Return for each block of a container of the base what this party made of it, and what it added at the end.

        `part` is the name of the part of the copy that the version is in.
        """
        if version not in self._units:
            self._units[version] = self._read_units(base, story, version, part)
        return self._units[version]

    def _read_units(self, base: Element, story: BaseStory, version: Version, part: str) -> BlockVersions:
        reader = self.reader(self.file, part)
        if version.untracked is None and version.copy is not None:
            return tracked_versions(base, story, version.copy, reader)
        assert self.untracked_file is not None
        try:
            return overlaid_versions(base, story, version, (reader, self.reader(self.untracked_file, story.part)))
        except OverlayMismatch:
            raise Unmergeable(self.name, "docx.untracked_not_in_base") from None

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
            for each in (comments_of(party.file, placed=False) if known else ())
            if (each.author, each.date, each.text) in known
        }
        for number, own in self.known.items():
            writer.know(party.file, number, own)
        self.brought: dict[str, str] = {}

    def bring(self, number: str) -> str | None:
        """Return the id that a comment of the copy has in the merged file; None for one of the base."""
        if number in self.known or number not in self.party.comments:
            return None
        if number not in self.brought:
            self.brought[number] = own = self.writer.bring(self.party.file, number, self.party.importer)
            if not self.party.comments[number].get(AUTHOR):
                self.writer.sign(own, self.party.name)
        return self.brought[number]


def note_ids(block: Element) -> list[tuple[str, str]]:
    """Return the notes that a block refers to."""
    return [(each.tag.rpartition("}")[2].removesuffix("Reference"), each.get(ID, "")) for each in
            block.iter(*NOTE_REFERENCES)]  # fmt: skip


def _bytes(file: WordFile, kind: str) -> bytes:
    part = file.part(kind)
    return b"" if part is None else file.bytes_of(part)


def _note(file: WordFile, kind: str, number: str) -> Element | None:
    part = file.part(f"{kind}s")
    return None if part is None else next((each for each in file.tree(part) if each.get(ID) == number), None)
