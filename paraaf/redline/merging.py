"""The copies that several parties sent back, put together in one Word file."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from paraaf.redline.atoms import NOTE_REFERENCES, Atom, Field, Stamp
from paraaf.redline.changes import resolve_file
from paraaf.redline.commenting import comments_of
from paraaf.redline.comments_writing import CommentWriter
from paraaf.redline.document import WordFile
from paraaf.redline.edits import Clash
from paraaf.redline.errors import Unmergeable
from paraaf.redline.flattening import BlockAtom, Version, part, width
from paraaf.redline.importing import adopt_names
from paraaf.redline.listing import Listed, revisions_of
from paraaf.redline.marks import ALL_MARKS, MARKS, WRAPPERS
from paraaf.redline.merged_notes import NoteMerge
from paraaf.redline.merged_story import StoryMerge
from paraaf.redline.model import Conflict, Merged, MergeWords, Source, Unplaced, Untracked
from paraaf.redline.names import AUTHOR, ID, PPR, RANGES, RPR, SECTPR, P, new, qn
from paraaf.redline.package import Element
from paraaf.redline.parties import Mismatch, Party, PartyComments
from paraaf.redline.resolving import is_left
from paraaf.redline.sections import margins_of
from paraaf.redline.tracking import Tracker, first_free_id

_REFERENCE = qn("w:commentReference")


def merge(base: bytes, copies: Mapping[str, bytes], *, words: MergeWords | None = None) -> Merged:
    """Return one Word file with every tracked change and comment of every copy, by author and date.

    Rejecting all of it gives the base, accepting the changes of one party alone gives that party's copy. What a party
    changed without tracking is found by comparing, and has "untracked, by <party>" as its author. Equal edits of
    several parties are one change with all names. Where edits exclude each other both stay, and a comment says what
    each party wants. Who names no author is named after the party. Moves become a deletion and an insertion.
    Tracked changes that the base has itself count as not made; the copies bring them along as the changes they are.
    `words` is what the merge itself writes, English unless given. `Unmergeable` if a copy is of another text.
    """
    merging = Merging(base, copies, words or MergeWords())
    return merging.run()


class PartyTracker(Tracker):
    """Puts marks, and remembers whose they are."""

    def __init__(self, first: int) -> None:
        super().__init__(first)
        self.sources: dict[Element, list[Source]] = {}

    def mark(self, name: str, stamp: Stamp | None, *children: Element) -> Element:
        element = super().mark(name, stamp, *children)
        if stamp is not None and stamp.sources:
            self.sources[element] = list(stamp.sources)
        return element


class Merging:
    """One merge while it is made."""

    def __init__(self, base: bytes, copies: Mapping[str, bytes], words: MergeWords) -> None:
        self.words = words
        self.file = WordFile(base)
        if any(is_left(self.file.tree(name)) for name in self.file.word_parts()):
            # The copies have the changes that the base had already, and bring them along.
            resolve_file(self.file, lambda _: False)
            base = self.file.save()
            self.file = WordFile(base)
        self.base = base
        self.tracker = PartyTracker(first_free_id(self.file.tree(name) for name in self.file.word_parts()))
        self.sources = self.tracker.sources
        self.parties = {name: Party(name, copy, self.file, words) for name, copy in copies.items()}
        self.writer = CommentWriter(self.file)
        known = comments_of(self.file)
        self.comments = {name: PartyComments(each, self.writer, known) for name, each in self.parties.items()}
        self.notes = NoteMerge(self)
        self.later: dict[int, list[Element]] = {}
        self.unplaced: list[Unplaced] = []
        self._conflicts: list[tuple[str, str, dict[str, str]]] = []
        self._bookmarks = {each.get(qn("w:name")) for name in self.file.stories()
                           for each in self.file.tree(name).iter(qn("w:bookmarkStart"))}  # fmt: skip
        self._bookmark_ids: dict[tuple[str, str], str | None] = {}

    def run(self) -> Merged:
        """Merge, and tell what came of it."""
        untracked = self._plan()
        for party in self.parties.values():
            adopt_names(self.file, self.file.main, party.file.tree(party.file.main))
        versions = {name: self._version(party) for name, party in self.parties.items()}
        body = StoryMerge(self, self.file.main, {name: party.file.main for name, party in self.parties.items()})
        body.container(self.file.body, versions)
        self._last_section()
        self._margins()
        self.notes.run()
        self._loose_comments()
        stories = [self.file.tree(name) for name in self.file.stories()]
        for party in self.parties.values():
            party.importer.bring_styles(stories)
        listed = self._told_apart()
        self._renumber(stories)
        return self._result(untracked, listed)

    # Before

    def _plan(self) -> list[Untracked]:
        """Read all copies; those that are not the base without their tracked changes are compared with it."""
        found: list[Untracked] = []
        for name, party in self.parties.items():
            try:
                self._plan_party(name, party)
            except Mismatch:
                changes = party.compare_untracked(self.base)
                try:
                    self._plan_party(name, party)
                except (Mismatch, Unmergeable):
                    # What was tracked over what was not cannot be told apart: then all of it counts as not tracked.
                    for each in party.forget_tracking():
                        self.unplaced.append(Unplaced(name, each.kind, each.text, each.author, each.date))
                    changes = party.compare_untracked(self.base)
                    self._last_plan(name, party)
                if changes:
                    found.append(Untracked(name, changes, party.label))
        return found

    def _last_plan(self, name: str, party: Party) -> None:
        try:
            self._plan_party(name, party)
        except Mismatch:
            raise Unmergeable(name, "it cannot be laid over the base; save it in Word and try again.") from None

    def _plan_party(self, name: str, party: Party) -> None:
        story = StoryMerge(self, self.file.main, {name: party.file.main})
        story.plan(name, self.file.body, self._version(party))
        for ours, theirs in self._margin_pairs(party).items():
            story = StoryMerge(self, ours, {name: theirs})
            story.plan(name, self.file.tree(ours), self._margin_version(party, ours, theirs))
        self.notes.plan(name, party)

    def _version(self, party: Party) -> Version:
        return Version(party.file.body, None if party.untracked_file is None else party.untracked_file.body)

    def _margin_version(self, party: Party, ours: str, theirs: str) -> Version:
        under = None if party.untracked_file is None else party.untracked_file.tree(ours)
        return Version(party.file.tree(theirs), under)

    def _margin_pairs(self, party: Party) -> dict[str, str]:
        own, theirs = margins_of(self.file, self.file.body), margins_of(party.file, party.file.body)
        return {ours: found for one, other in zip(own, theirs, strict=False) for margin, ours in one.items()
                if (found := other.get(margin)) is not None}  # fmt: skip

    # Bringing

    def is_untracked(self, party: str, atom: Atom) -> bool:
        """Return whether an atom comes from the base compared with the copy, not from the copy."""
        return atom.inserted is not None and atom.inserted.author == self.parties[party].label

    def bring(self, party: str, element: Element, story: StoryMerge, atom: Atom) -> Element:
        """Return a copy of an element that a party has, fit to stand in the merged file."""
        return self._bring(party, element, story, is_untracked=self.is_untracked(party, atom))

    def _bring(self, party: str, element: Element, story: StoryMerge, *, is_untracked: bool) -> Element:
        owner = self.parties[party]
        if is_untracked and owner.untracked_importer is not None:
            return owner.untracked_importer.bring(element, story.base_part, story.base_part)
        return owner.importer.bring(element, story.parts[party], story.base_part)

    def plain_copy(self, element: Element) -> Element:
        """Return a copy of properties, which refer to nothing."""
        copy = deepcopy(element)
        copy.tail = None
        return copy

    def brought_piece(self, party: str, element: Element, story: StoryMerge) -> Element:
        """Return a copy of something in a copy that stayed, with the marks in it."""
        return self._brought_block(party, element, story, None, False)

    def brought_atom(self, party: str, atom: Atom, story: StoryMerge, stamp: Stamp) -> Atom:
        """Return an inserted atom as it is to stand in the merged file."""
        is_untracked = self.is_untracked(party, atom)
        if isinstance(atom, BlockAtom):
            return replace(atom, element=self._brought_block(party, atom.element, story, stamp, is_untracked))
        if atom.is_end:
            assert atom.paragraph is not None
            shell = new("w:p")
            shell.extend([self.plain_copy(each) for each in atom.paragraph if each.tag == PPR])
            own = self._brought_block(party, shell, story, None, is_untracked)
            for mark in list(own.iter(*WRAPPERS)):
                if mark.getparent().tag == RPR:
                    mark.getparent().remove(mark)
            return replace(atom, paragraph=own)
        if atom.text is not None:
            return atom
        if isinstance(atom, Field):
            return replace(atom, parts=tuple(self._part(party, each, story, is_untracked) for each in atom.parts))
        return self._part(party, atom, story, is_untracked)

    def _part(self, party: str, atom: Atom, story: StoryMerge, is_untracked: bool) -> Atom:
        if atom.text is not None:
            return atom
        pieces = tuple(self._brought_block(party, each, story, None, is_untracked) for each in atom.pieces)
        return replace(atom, pieces=pieces)

    def brought_frame(self, party: str, version: Version, story: StoryMerge, stamp: Stamp) -> Element:
        """Return an inserted row or cell as it is to stand in the merged file."""
        if version.copy is not None:
            return self._brought_block(party, version.copy, story, stamp, False)
        assert version.untracked is not None
        return self._brought_block(party, version.untracked, story, stamp, True)

    def _brought_block(
        self, party: str, element: Element, story: StoryMerge, stamp: Stamp | None, is_untracked: bool
    ) -> Element:
        copy = self._bring(party, element, story, is_untracked=is_untracked)
        for each in list(copy.iter(*RANGES, _REFERENCE)):
            own = None if is_untracked else self.range_of(party, each)
            if own is None:
                each.getparent().remove(each)
            else:
                each.getparent().replace(each, own)
        for each in copy.iter(*NOTE_REFERENCES):
            self.notes.inserted(party, each, is_untracked=is_untracked)
        self.own(party, copy, stamp)
        return copy

    def own(self, party: str, element: Element, stamp: Stamp | None = None) -> None:
        """Remember whose the marks in an element are, and name those that name nobody."""
        for mark in element.iter(*MARKS):
            found = self.parties[party].stamp(mark)
            if stamp is not None and found.author in {each.author or each.party for each in stamp.sources}:
                found = stamp
            if mark.tag != qn("w:tblGridChange"):
                mark.set(AUTHOR, found.author)
            self.sources[mark] = list(found.sources)

    def also(self, mark: Element, party: str, change: Element) -> None:
        """Add a party to those whose change a mark is."""
        stamp = self.parties[party].stamp(change)
        self.sources.setdefault(mark, []).extend(stamp.sources)
        names = mark.get(AUTHOR, "").split("; ")
        if stamp.author not in names and mark.tag != qn("w:tblGridChange"):
            mark.set(AUTHOR, "; ".join([*names, stamp.author]))

    def leave_out(self, party: str, what: str, change: Element, text: str) -> None:
        """Tell of a change that the merged file cannot hold beside another."""
        stamp = self.parties[party].stamp(change)
        self.unplaced.append(Unplaced(party, what, text, stamp.author, stamp.date))

    def range_of(self, party: str, mark: Element) -> Element | None:
        """Return a beginning or end of a range of a copy as the merged file should have it, if it should."""
        reference = next(mark.iter(_REFERENCE), None)
        if mark.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            number = mark.get(ID, "")
            if mark.tag.endswith("Start"):
                name = mark.get(qn("w:name"), "")
                is_new = name not in self._bookmarks and name != "_GoBack"
                self._bookmarks.add(name)
                self._bookmark_ids[party, number] = self.tracker.number() if is_new else None
            own = self._bookmark_ids.get((party, number))
        elif reference is not None or mark.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
            own = self.comments[party].bring((mark if reference is None else reference).get(ID, ""))
        else:
            return None
        if own is None:
            return None
        copy = self.plain_copy(mark)
        for each in copy.iter(_REFERENCE) if reference is not None else [copy]:
            each.set(ID, own)
        return copy

    # Notes

    def notes_beside(self, party: str, block: Element, references: list[tuple[str, str]]) -> None:
        """Remember which notes of a copy are which of the base, in a block where nothing else is marked."""
        if references:
            for one, (kind, number) in zip(list(block.iter(*NOTE_REFERENCES)), references, strict=False):
                self.notes.beside(party, kind, one.get(ID, ""), number)

    def note_beside(self, party: str, one: Element, other: Element | None) -> None:
        """Remember that a reference of the base and one of a copy mean the same note."""
        kind = one.tag.rpartition("}")[2].removesuffix("Reference")
        self.notes.beside(party, kind, one.get(ID, ""), None if other is None else other.get(ID, ""))

    # Conflicts

    def conflict(self, own: list[Atom], units: Mapping[str, list[Atom]], clash: Clash) -> list[Element]:
        """Write the comment on edits that exclude each other; return its beginning, its end and its reference."""
        base = _said(own, clash.start, clash.end).strip()
        wishes = {party: self._wish(units[party], clash).strip() for party in units if party in clash.parties}
        said = "; ".join(
            self.words.wish.format(party=party, text=wish or self.words.nothing) for party, wish in wishes.items()
        )
        dates = [mark.date for party in clash.parties for atom in units[party]
                 for mark in (atom.inserted, atom.deleted) if mark is not None]  # fmt: skip
        text = self.words.conflict.format(wishes=said, base=base)
        number = self.writer.write(text, self.words.author, max(dates, default=""))
        self._conflicts.append((number, base, wishes))
        reference = new("w:r", new("w:commentReference", id=number))
        return [new("w:commentRangeStart", id=number), new("w:commentRangeEnd", id=number), reference]

    def _wish(self, unit: list[Atom], clash: Clash) -> str:
        pieces: list[str] = []
        properties: dict[str, None] = {}
        at = 0
        for atom in unit:
            if atom.inserted is not None:
                if clash.start <= at <= clash.end and atom.deleted is None:
                    pieces.append(atom.text or ("\n" if atom.is_end else ""))
                continue
            size = width(atom)
            start, end = max(clash.start, at), min(clash.end, at + size)
            if start < end and atom.deleted is None:
                pieces.append(part(atom, start - at, end - at).text or "")
                if atom.properties is not None and clash.is_formatting:
                    properties |= dict.fromkeys(each.tag.rpartition("}")[2] for each in atom.properties
                                                if each.tag not in ALL_MARKS)  # fmt: skip
            at += size
        text = "".join(pieces)
        if properties:
            return self.words.formatting.format(text=text, properties=", ".join(properties))
        return text

    # After

    def _last_section(self) -> None:
        own = self.file.body.find(SECTPR)
        done: tuple[bytes, Element] | None = None
        for name, party in self.parties.items():
            for theirs in (self._version(party).copy, self._version(party).untracked):
                section = None if theirs is None else theirs.find(SECTPR)
                change = None if section is None else section.find(qn("w:sectPrChange"))
                if own is None or section is None or change is None:
                    continue
                references = (qn("w:headerReference"), qn("w:footerReference"))
                kept = [each for each in section if each is not change and each.tag not in references]
                key = b"".join(_spelled(each) for each in kept)
                if done is not None and done[0] == key:
                    self.also(done[1], name, change)
                elif done is not None:
                    self.leave_out(name, "formatting", change, "")
                else:
                    was = new("w:sectPr")
                    was.extend([each for each in list(own) if each.tag not in references])
                    own.extend([self.plain_copy(each) for each in kept])
                    record = self.tracker.mark(change.tag, party.stamp(change), was)
                    own.append(record)
                    done = (key, record)

    def _margins(self) -> None:
        versions: dict[str, dict[str, Version]] = {}
        parts: dict[str, dict[str, str]] = {}
        for name, party in self.parties.items():
            for ours, theirs in self._margin_pairs(party).items():
                versions.setdefault(ours, {})[name] = self._margin_version(party, ours, theirs)
                parts.setdefault(ours, {})[name] = theirs
        for ours, found in versions.items():
            StoryMerge(self, ours, parts[ours]).container(self.file.change(ours), found)
        for name, party in self.parties.items():
            if party.untracked_file is not None:
                more = set(_margin_parts(party.untracked_file)) - set(_margin_parts(self.file))
                for each in sorted(more):
                    text = "".join(party.untracked_file.tree(each).itertext())
                    self.unplaced.append(Unplaced(name, "header or footer", text, party.label, ""))

    def _loose_comments(self) -> None:
        """Bring replies, and comments that nothing in the text refers to."""
        for name, party in self.parties.items():
            for number in party.comments:
                self.comments[name].bring(number)

    def _told_apart(self) -> list[Listed]:
        """Name the party where two have changes by one author at one time side by side, so that they stay two.

        Return all changes as they are then.
        """
        found = revisions_of(self.file)
        is_told = False
        for listed in found:
            owners = {tuple(sorted({source.party for source in self.sources.get(mark, ())})) for mark in listed.marks}
            if len(owners - {()}) > 1:
                is_told = True
                for mark in listed.marks:
                    names = ", ".join(dict.fromkeys(source.party for source in self.sources.get(mark, ())))
                    if names and mark.get(AUTHOR):
                        mark.set(AUTHOR, f"{mark.get(AUTHOR)} ({names})")

        return revisions_of(self.file) if is_told else found

    def _renumber(self, roots: list[Element]) -> None:
        ranges = {each.get(ID) for root in roots for each in root.iter(*RANGES)}
        for root in roots:
            for mark in root.iter(*MARKS):
                number = self.tracker.number()
                while number in ranges:
                    number = self.tracker.number()
                mark.set(ID, number)

    def _result(self, untracked: list[Untracked], listed: list[Listed]) -> Merged:
        changes = {
            each.revision.id: tuple(dict.fromkeys(s for mark in each.marks for s in self.sources.get(mark, ())))
            for each in listed
        }  # fmt: skip
        comments: dict[str, tuple[Source, ...]] = {}
        for name, brought in self.comments.items():
            for number, own in brought.brought.items():
                comment = self.parties[name].comments[number]
                comments[own] = (*comments.get(own, ()), Source(name, comment.author, comment.date))
        places = {each.id: each.place for each in comments_of(self.file)}
        conflicts = tuple(
            Conflict(place, base, wishes, number) for number, base, wishes in self._conflicts
            if (place := places[number]) is not None
        )  # fmt: skip
        return Merged(self.file.save(), conflicts, tuple(untracked), tuple(self.unplaced), changes, comments)


def _said(atoms: list[Atom], start: int, end: int) -> str:
    pieces: list[str] = []
    at = 0
    for atom in atoms:
        size = width(atom)
        if max(start, at) < min(end, at + size) and atom.text is not None:
            pieces.append(atom.text[max(start - at, 0) : end - at])
        at += size
    return "".join(pieces)


def _spelled(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n"))


def _margin_parts(file: WordFile) -> list[str]:
    return [name for line in file.relationships(file.main) if line.kind in ("header", "footer")
            and (name := file.target(file.main, line)) is not None]  # fmt: skip


__all__ = ["Merging", "P", "merge"]
