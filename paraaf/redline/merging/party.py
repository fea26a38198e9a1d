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
from paraaf.redline.model import Attribution, Comment, MergeWords, Revision, Source
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.accept_reject import resolve_file
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.revisions.comments import comment_elements, comments_of, drop_comments
from paraaf.redline.revisions.content_importer import Importer
from paraaf.redline.revisions.listing import revisions_of
from paraaf.redline.sequence.atoms import NOTE_REFERENCES, Atom
from paraaf.redline.sequence.flatten import CONTROLS, ElementPair
from paraaf.redline.sequence.moves import moves_of
from paraaf.redline.sequence.reader import AtomReader
from paraaf.redline.wml.canonical import Canonical
from paraaf.redline.wml.names import AUTHOR, DATE, ID, qn, qns
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile

_RANGES = qns("commentRangeStart commentRangeEnd commentReference")


class _Attributions:
    """Who the marks of one copy are by."""

    def __init__(self, party: str, file: WordFile) -> None:
        self.party = party
        self._moves = moves_of(file)
        self._known: dict[tuple[str, str, str], Attribution] = {}

    def of(self, mark: Element) -> Attribution:
        """Return who a mark is by: the party itself if it does not say."""
        author, date, move = mark.get(AUTHOR, ""), mark.get(DATE, ""), self._moves.get(mark, "")
        known = self._known.get((author, date, move))
        if known is None:
            # Two parties may call their moves the same.
            own = quote(f"{self.party}/{author}/{move}", safe="") if move else ""
            known = Attribution(author or self.party, date, own, (Source(self.party, author, date),))
            self._known[author, date, move] = known
        return known

    def of_untracked(self, label: str) -> Attribution:
        """Return the attribution of what was changed without tracking."""
        self._known[label, "", ""] = attribution = Attribution(label, sources=(Source(self.party, label, ""),))
        return attribution

    def authors(self) -> set[str]:
        """Return all authors that were asked for."""
        return {attribution.author for attribution in self._known.values()}

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
                self.importer.remap_ids(self.file.change(part))
        self.comments = comment_elements(self.file)
        self._attributions = _Attributions(name, self.file)
        self._readers: dict[tuple[int, str], AtomReader] = {}
        self._units: dict[ElementPair, tuple[list[BlockVersion], list[Atom]]] = {}

    @cached_property
    def label(self) -> str:
        """Return the author of what the party changed without tracking."""
        return self.words.untracked.format(party=self.name)

    @property
    def body_pair(self) -> ElementPair:
        """Return the body of the copy, with that of the base compared with it if there is one."""
        return ElementPair(self.file.body, None if self.untracked_file is None else self.untracked_file.body)

    def attribution(self, mark: Element) -> Attribution:
        """Return who a mark of the copy is by: the party itself if it does not say."""
        return self._attributions.of(mark)

    def authors(self) -> set[str]:
        """Return the authors of what was imported from the copy."""
        return self._attributions.authors()

    def read_whole(self) -> None:
        """Read also what the copy has to the letter as the base."""
        if not self.is_collapsed:
            return
        self.is_collapsed = False
        self.file.discard_changes(self.file.main_part)
        self.importer.remap_ids(self.file.change(self.file.main_part))
        self._attributions.reread_moves(self.file)
        self._units.clear()

    def adopt_controls(self, base: WordFile, headers_footers: Mapping[str, str]) -> bool:
        """Put the controls around paragraphs back as the base has them; return whether the copy had others.

        `headers_footers` says which header or footer of the base is which of the copy.
        """
        if not any(next(file.tree(part).iter(*CONTROLS), None) is not None
                   for file in (base, self.file) for part in file.stories()):  # fmt: skip
            return False
        self.read_whole()
        self._units.clear()
        pairs = [(base.body, self.file.body)]
        pairs += [(base.tree(ours), self.file.change(theirs)) for ours, theirs in headers_footers.items()]
        changed = [adopt_controls(ours, theirs) for ours, theirs in pairs]
        return any(changed)

    def find_untracked_words(self, base: WordFile, story: BaseStory) -> int | None:
        """Find what was changed without tracking, if that is words of plain paragraphs only; return how many changes.

        None if it is more than that, or other.
        """
        attribution = self._attributions.of_untracked(self.label)
        reader = self.reader(self.file, self.file.main_part)
        found = untracked_word_versions((base, self.file), story, reader, attribution)
        if found is None:
            return None
        self._units[ElementPair(self.file.body)] = found[0]
        return found[1]

    def compare_untracked(self, base: WordFile) -> int:
        """Find what was changed without tracking: the base compared with the copy as it was before its tracked changes.

        Return how many marks that takes.
        """
        self.read_whole()
        before = self.file.copy()
        resolve_file(before, lambda _: False)
        for part in list(before.stories()):
            for each in list(before.tree(part).iter(*_RANGES)):
                before.change(part)
                each.getparent().remove(each)
        drop_comments(before, self.comments)
        self._units.clear()
        self.untracked_file = compare_files(base, before, Attribution(self.label, ""), with_controls=False)
        self._attributions.add_moves(self.untracked_file)
        self.untracked_importer = Importer(self.merged, self.untracked_file)
        return sum(1 for part in self.untracked_file.stories()
                   for _ in self.untracked_file.tree(part).iter(*ALL_MARKS))  # fmt: skip

    def forget_tracking(self) -> list[Revision]:
        """Accept the tracked changes of the copy; return what they were."""
        before = [each.revision for each in revisions_of(self.file)]
        resolve_file(self.file, lambda _: True)
        self._readers.clear()
        return before

    def reader(self, file: WordFile, part: str) -> AtomReader:
        """Return what makes atoms of a part."""
        known = (id(file), part)
        if known not in self._readers:
            self._readers[known] = AtomReader(Canonical(file, part), self._attributions.of, whole_fields=False)
        return self._readers[known]

    def units(self, base: Element, story: BaseStory, pair: ElementPair, part: str) -> BlockVersions:
        """Return for each block of a container of the base what this party made of it, and what it added at the end.

        `part` is the name of the part of the copy that the version is in.
        """
        if pair not in self._units:
            self._units[pair] = self._read_units(base, story, pair, part)
        return self._units[pair]

    def _read_units(self, base: Element, story: BaseStory, pair: ElementPair, part: str) -> BlockVersions:
        reader = self.reader(self.file, part)
        if pair.untracked is None and pair.copy is not None:
            return tracked_versions(base, story, pair.copy, reader)
        assert self.untracked_file is not None
        try:
            return overlaid_versions(base, story, pair, (reader, self.reader(self.untracked_file, story.part)))
        except OverlayMismatch:
            raise Unmergeable(self.name, "docx.untracked_not_in_base") from None

    def notes(self, kind: str, number: str) -> Element | None:
        """Return a note of the copy."""
        return _note(self.file, kind, number)

    def untracked_notes(self, kind: str, number: str) -> Element | None:
        """Return a note of the base compared with the copy."""
        return None if self.untracked_file is None else _note(self.untracked_file, kind, number)


class PartyComments:
    """Imports the comments of a copy into the merged file."""

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
            writer.register(party.file, number, own)
        self.imported: dict[str, str] = {}

    def import_(self, number: str) -> str | None:
        """Return the id that a comment of the copy has in the merged file; None for one of the base."""
        if number in self.known or number not in self.party.comments:
            return None
        if number not in self.imported:
            self.imported[number] = own = self.writer.import_comment(self.party.file, number, self.party.importer)
            if not self.party.comments[number].get(AUTHOR):
                self.writer.set_author(own, self.party.name)
        return self.imported[number]


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
