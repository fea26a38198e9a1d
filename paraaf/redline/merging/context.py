"""What all stories of one merge share: the files, whose each mark is, and what is imported from the copies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from paraaf.redline.merging.base_story import BaseStory
from paraaf.redline.merging.conflicts import Conflicts
from paraaf.redline.merging.note_register import NoteRegister, note_kind
from paraaf.redline.merging.party import Party, PartyComments, note_ids
from paraaf.redline.model import Attribution, MergeWords, Source, Unplaced
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.comment_writer import CommentWriter
from paraaf.redline.revisions.comments import comments_of
from paraaf.redline.revisions.tracker import Tracker, first_free_id
from paraaf.redline.sequence.atoms import AUTHOR_SEPARATOR, NOTE_REFERENCES, Atom, FieldAtom
from paraaf.redline.sequence.flatten import BlockAtom, ElementPair
from paraaf.redline.wml.names import (
    AUTHOR,
    ID,
    INS,
    MOVE_FROM,
    MOVE_TO,
    NAME,
    PPR,
    RANGES,
    RPR,
    TR,
    ensure_properties,
    insert_property,
    make_element,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import CELL_INS, MARKS, REVISION_CONTAINERS
from paraaf.redline.wml.word_file import WordFile

_REFERENCE = qn("w:commentReference")
_BOOKMARKS = qns("bookmarkStart bookmarkEnd")
_COMMENT_RANGES = qns("commentRangeStart commentRangeEnd")
_IN_NOTES = (*_BOOKMARKS, *_COMMENT_RANGES, _REFERENCE)


@dataclass(frozen=True)
class PartNames:
    """The name of one part in the base and in the copy of each party."""

    base: str
    copies: Mapping[str, str]


class PartyTracker(Tracker):
    """Puts marks, and remembers whose they are."""

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.sources: dict[Element, list[Source]] = {}
        self.moved: dict[Element, str] = {}
        """The halves of moves, with what `moves.combined_move` calls these."""

    def mark(self, name: str, attribution: Attribution | None, *children: Element) -> Element:
        element = super().mark(name, attribution, *children)
        if attribution is not None and attribution.sources:
            self.sources[element] = list(attribution.sources)
        if attribution is not None and attribution.move and name in (MOVE_FROM, MOVE_TO):
            self.moved[element] = attribution.move
        return element


class MergeContext:
    """One merge: the base, which gets the marks, and the copies; knows nothing of the stories that are merged."""

    def __init__(self, file: WordFile, parties: dict[str, Party], body: BaseStory, words: MergeWords) -> None:
        self.file = file
        self.parties = parties
        self.notes = NoteRegister(file)
        self._base_stories = {body.part: body}
        self.tracker = PartyTracker(first_free_id(file.tree(name) for name in file.word_parts()))
        self.sources = self.tracker.sources
        self.writer = CommentWriter(file)
        self.conflicts = Conflicts(words, self.writer)
        known = comments_of(file, placed=False)
        self.comments = {name: PartyComments(each, self.writer, known) for name, each in parties.items()}
        self.unplaced: list[Unplaced] = []
        self._bookmarks = {each.get(qn("w:name")) for name in file.stories()
                           for each in file.tree(name).iter(qn("w:bookmarkStart"))}  # fmt: skip
        self._bookmark_ids: dict[tuple[str, str], str | None] = {}

    def base_story(self, part: str) -> BaseStory:
        """Return what is known of a part of the base."""
        if part not in self._base_stories:
            self._base_stories[part] = BaseStory(self.file, part)
        return self._base_stories[part]

    # From the copies

    def is_untracked(self, party: str, atom: Atom) -> bool:
        """Return whether an atom comes from the base compared with the copy, not from the copy."""
        return atom.inserted is not None and atom.inserted.author == self.parties[party].label

    def import_(self, party: str, element: Element, names: PartNames, atom: Atom) -> Element:
        """Return a copy of an element that a party has, fit to stand in the merged file."""
        return self._import(party, element, names, is_untracked=self.is_untracked(party, atom))

    def _import(self, party: str, element: Element, names: PartNames, *, is_untracked: bool) -> Element:
        owner = self.parties[party]
        if is_untracked and owner.untracked_importer is not None:
            return owner.untracked_importer.import_element(element, names.base, names.base)
        return owner.importer.import_element(element, names.copies[party], names.base)

    def plain_copy(self, element: Element) -> Element:
        """Return a copy of properties, which refer to nothing."""
        copy = element.__copy__()
        copy.tail = None
        return copy

    def imported_piece(self, party: str, element: Element, names: PartNames) -> Element:
        """Return a copy of something in a copy that stayed, with the marks in it."""
        return self._imported_block(party, element, names, None, False)

    def imported_atom(self, party: str, atom: Atom, names: PartNames, attribution: Attribution) -> Atom:
        """Return an inserted atom as it is to stand in the merged file."""
        is_untracked = self.is_untracked(party, atom)
        if isinstance(atom, BlockAtom):
            element = self._imported_block(party, atom.element, names, attribution, is_untracked and not atom.is_copy)
            if atom.is_copy:
                self.tracker.blocks([element], INS, attribution)
            return replace(atom, element=element)
        if atom.is_end:
            assert atom.paragraph is not None
            empty = make_element("w:p")
            empty.extend([self.plain_copy(each) for each in atom.paragraph if each.tag == PPR])
            own = self._imported_block(party, empty, names, None, is_untracked)
            for mark in list(own.iter(*REVISION_CONTAINERS)):
                if mark.getparent().tag == RPR:
                    mark.getparent().remove(mark)
            return replace(atom, paragraph=own)
        if atom.text is not None:
            return atom
        if isinstance(atom, FieldAtom):
            return replace(atom, parts=tuple(self._part(party, each, names, is_untracked) for each in atom.parts))
        return self._part(party, atom, names, is_untracked)

    def _part(self, party: str, atom: Atom, names: PartNames, is_untracked: bool) -> Atom:
        if atom.text is not None:
            return atom
        pieces = tuple(self._imported_block(party, each, names, None, is_untracked) for each in atom.pieces)
        return replace(atom, pieces=pieces)

    def imported_part(self, party: str, pair: ElementPair, names: PartNames, attribution: Attribution) -> Element:
        """Return an inserted row or cell as it is to stand in the merged file."""
        if pair.copy is not None:
            copy = self._imported_block(party, pair.copy, names, attribution, False)
            if self.parties[party].label in attribution.author.split(AUTHOR_SEPARATOR):
                if copy.tag == TR:
                    self.tracker.rows([copy], INS, attribution)
                else:
                    insert_property(ensure_properties(copy), self.tracker.mark(CELL_INS, attribution))
                    self.tracker.blocks(copy, INS, attribution)
            return copy
        assert pair.untracked is not None
        return self._imported_block(party, pair.untracked, names, attribution, True)

    def _imported_block(
        self, party: str, element: Element, names: PartNames, attribution: Attribution | None, is_untracked: bool
    ) -> Element:
        copy = self._import(party, element, names, is_untracked=is_untracked)
        for each in list(copy.iter(*RANGES, _REFERENCE)):
            own = None if is_untracked else self.range_of(party, each)
            if own is None:
                each.getparent().remove(each)
            else:
                each.getparent().replace(each, own)
        for each in copy.iter(*NOTE_REFERENCES):
            self._import_note(party, each, is_untracked=is_untracked)
        self.claim_marks(party, copy, attribution)
        return copy

    # Notes

    def _import_note(self, party: str, reference: Element, *, is_untracked: bool) -> None:
        """Import the note that an inserted reference means; the reference gets its new number."""
        found = self.notes.imported(self.parties[party], reference, is_untracked=is_untracked)
        if found is None:
            return
        note, root = found
        for each in list(note.iter(*_IN_NOTES)):
            own = None if is_untracked else self.range_of(party, each)
            if own is None:
                each.getparent().remove(each)
            else:
                each.getparent().replace(each, own)
        self.notes.place(note, root, reference)
        self.claim_marks(party, note)

    def notes_beside(self, party: str, block: Element, references: list[tuple[str, str]]) -> None:
        """Remember which notes of a copy are which of the base, in a block where nothing else is marked."""
        for own, (kind, theirs) in zip(note_ids(block), references, strict=False):
            self.notes.add(party, (kind, own[1]), theirs)

    def note_beside(self, party: str, one: Element, other: Element | None) -> None:
        """Remember that a reference of the base and one of a copy mean the same note."""
        self.notes.add(party, (note_kind(one), one.get(ID, "")), None if other is None else other.get(ID, ""))

    # Whose it is

    def claim_marks(self, party: str, element: Element, attribution: Attribution | None = None) -> None:
        """Remember whose the marks in an element are, and name those that name nobody."""
        for mark in element.iter(*MARKS):
            found = self.parties[party].attribution(mark)
            if attribution is not None and found.author in {each.author or each.party for each in attribution.sources}:
                found = attribution
            if mark.tag != qn("w:tblGridChange"):
                mark.set(AUTHOR, found.author)
            self.sources[mark] = list(found.sources)

    def add_source(self, mark: Element, party: str, change: Element) -> None:
        """Add a party to those whose change a mark is."""
        attribution = self.parties[party].attribution(change)
        self.sources.setdefault(mark, []).extend(attribution.sources)
        names = mark.get(AUTHOR, "").split(AUTHOR_SEPARATOR)
        if attribution.author not in names and mark.tag != qn("w:tblGridChange"):
            mark.set(AUTHOR, AUTHOR_SEPARATOR.join([*names, attribution.author]))

    def report_unplaced(self, party: str, what: str, change: Element, text: str) -> None:
        """Tell of a change that the merged file cannot hold beside another."""
        attribution = self.parties[party].attribution(change)
        self.unplaced.append(Unplaced(party, what, text, attribution.author, attribution.date))

    def range_of(self, party: str, mark: Element) -> Element | None:
        """Return a beginning or end of a range of a copy as the merged file should have it, if it should."""
        tag = mark.tag
        reference = None if tag in RANGES else next(mark.iter(_REFERENCE), None)
        if tag in _BOOKMARKS:
            number = mark.get(ID, "")
            if tag == _BOOKMARKS[0]:
                name = mark.get(NAME, "")
                is_new = name not in self._bookmarks and name != "_GoBack"
                self._bookmarks.add(name)
                self._bookmark_ids[party, number] = self.tracker.new_id() if is_new else None
            own = self._bookmark_ids.get((party, number))
        elif reference is not None or tag in _COMMENT_RANGES:
            own = self.comments[party].import_((mark if reference is None else reference).get(ID, ""))
        else:
            return None
        if own is None:
            return None
        copy = self.plain_copy(mark)
        if reference is None:
            copy.set(ID, own)
        else:
            for each in copy.iter(_REFERENCE):
                each.set(ID, own)
        return copy


class FirstChange:
    """One change of properties that several parties made: the first stands, equal ones add their party to it."""

    def __init__(self, context: MergeContext) -> None:
        self.context = context
        self._done: tuple[object, Element] | None = None

    def add(self, party: str, change: Element, key: object, apply: Callable[[], Element]) -> None:
        """Take a change in; `apply` makes the mark if it is the first, `key` says when two are equal.

        Others than the first and its equals are left out, and told of.
        """
        if self._done is None:
            self._done = (key, apply())
        elif self._done[0] == key:
            self.context.add_source(self._done[1], party, change)
        else:
            self.context.report_unplaced(party, "formatting", change, "")
