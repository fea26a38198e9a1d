"""The copies that several parties sent back, put together in one Word file."""

from collections.abc import Mapping, Sequence

from lxml import etree

from paraaf.redline.comparing.sections import margins_of
from paraaf.redline.errors import Unmergeable
from paraaf.redline.merging.block_versions import BaseStory, Mismatch
from paraaf.redline.merging.conflict_records import Conflicts
from paraaf.redline.merging.context import Bringing
from paraaf.redline.merging.gc_pause import collection_paused
from paraaf.redline.merging.notes import NoteMerge
from paraaf.redline.merging.party import Party
from paraaf.redline.merging.report import Telling, Whose
from paraaf.redline.merging.story import StoryMerge
from paraaf.redline.merging.tracked_counts import Tally, missing, tallies
from paraaf.redline.merging.unchanged import Astray
from paraaf.redline.model import Merged, MergeWords, Source, Unplaced, Untracked
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.accept_reject import resolve_file
from paraaf.redline.revisions.cleanup import drop_halves
from paraaf.redline.revisions.content_importer import adopt_names
from paraaf.redline.revisions.listing import groups_of
from paraaf.redline.revisions.resolve import is_left
from paraaf.redline.sequence.atoms import JOINT, NOTE_REFERENCES
from paraaf.redline.sequence.flatten import Version
from paraaf.redline.sequence.moves import settle_moves
from paraaf.redline.wml.names import AUTHOR, DATE, ID, RANGES, SECTPR, P, new, qn
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile

_REFERENCE = qn("w:commentReference")


def merge(base: bytes, copies: Mapping[str, bytes], *, words: MergeWords | None = None) -> Merged:
    """Return one Word file with every tracked change and comment of every copy, by author and date.

    Rejecting all of it gives the base, accepting the changes of one party alone gives that party's copy. What a party
    changed without tracking is found by comparing, and has "untracked, by <party>" as its author. Equal edits of
    several parties are one change with all names. Where edits exclude each other both stay, and a comment says what
    each party wants. Who names no author is named after the party. A move stays one, unless another party changed
    what was moved: then it is a deletion and an insertion.
    Tracked changes that the base has itself count as not made; the copies bring them along as the changes they are.
    `words` is what the merge itself writes, English unless given. `Unmergeable` if a copy is of another text.
    """
    with collection_paused():
        merging = Merging(base, copies, words or MergeWords())
        try:
            return merging.run()
        finally:
            merging.let_go()


class Merging(Bringing):
    """One merge while it is made."""

    def __init__(self, base: bytes, copies: Mapping[str, bytes], words: MergeWords) -> None:
        self.words = words
        file = WordFile(base)
        if any(is_left(file.tree(name)) for name in file.word_parts()):
            # The copies have the changes that the base had already, and bring them along.
            resolve_file(file, lambda _: False)
            base = file.save()
            file = WordFile(base)
        self.pristine = base
        self.notes = NoteMerge(self)
        self._base_stories = {file.main: BaseStory(file, file.main)}
        body = self._base_stories[file.main]
        parties = {name: Party(name, copy, file, words, body) for name, copy in copies.items()}
        super().__init__(file, parties, self.notes.inserted)
        self.later: dict[int, list[Element]] = {}
        self._own_margins = margins_of(file, file.body)
        self._margin_versions: dict[str, dict[str, tuple[str, Version]]] = {}
        self.conflicts = Conflicts(words, self.writer)

    def base_story(self, part: str) -> BaseStory:
        """Return what is known of a part of the base."""
        if part not in self._base_stories:
            self._base_stories[part] = BaseStory(self.file, part)
        return self._base_stories[part]

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
        parts = {name: self.file.tree(name) for name in self.file.stories()}
        stories = list(parts.values())
        settle_moves(stories, self.tracker.moved, self.tracker)
        for party in self.parties.values():
            party.importer.bring_styles(stories)
        for root in stories:
            drop_halves(root)
        self._tell_apart()
        self._count_words(stories)
        return self._result(untracked, self._renumber(parts))

    def let_go(self) -> None:
        """Break the cycles in which the copies hang, so that they go at once."""
        for each in (*self.parties.values(), *self._base_stories.values(), self.notes, self):
            each.__dict__.clear()

    # Before

    def _plan(self) -> list[Untracked]:
        """Read all copies; those that are not the base without their tracked changes are compared with it."""
        found: list[Untracked] = []
        for name, party in self.parties.items():
            try:
                try:
                    self._plan_party(name, party)
                except Astray:
                    party.read_whole()
                    self._plan_party(name, party)
            except Mismatch:
                if self._plan_with_controls(name, party):
                    continue
                if changes := self._plan_untracked(name, party):
                    found.append(Untracked(name, changes, party.label))
        return found

    def _plan_with_controls(self, name: str, party: Party) -> bool:
        """Read a copy with the controls of the base; return whether it then is the base without its tracked changes."""
        if not party.adopt_controls(self.file, self._margin_pairs(party)):
            return False
        try:
            self._plan_party(name, party)
        except Mismatch:
            return False
        return True

    def _plan_untracked(self, name: str, party: Party) -> int:
        """Read a copy that was edited without tracking; return how many changes that makes."""
        try:
            changes = party.find_silent_words(self.file, self.base_story(self.file.main))
        except Astray:
            party.read_whole()
            changes = party.find_silent_words(self.file, self.base_story(self.file.main))
        if changes is not None:
            try:
                self._plan_party(name, party)
                return changes
            except Mismatch:
                pass
        changes = party.compare_untracked(WordFile(self.pristine))
        try:
            self._plan_party(name, party)
        except (Mismatch, Unmergeable):
            # What was tracked over what was not cannot be told apart: then all of it counts as not tracked.
            for each in party.forget_tracking():
                self.unplaced.append(Unplaced(name, each.kind, each.text, each.author, each.date))
            changes = party.compare_untracked(WordFile(self.pristine))
            self._last_plan(name, party)
        return changes

    def _last_plan(self, name: str, party: Party) -> None:
        try:
            self._plan_party(name, party)
        except Mismatch:
            raise Unmergeable(name, "it cannot be laid over the base; save it in Word and try again.") from None

    def _plan_party(self, name: str, party: Party) -> None:
        story = StoryMerge(self, self.file.main, {name: party.file.main})
        story.plan(name, self.file.body, self._version(party))
        # Found now, for once the body is merged it has the sections of all.
        self._margin_versions[name] = {}
        for ours, theirs in self._margin_pairs(party).items():
            version = self._margin_version(party, ours, theirs)
            story = StoryMerge(self, ours, {name: theirs})
            try:
                story.plan(name, self.file.tree(ours), version)
            except (Mismatch, Unmergeable):
                if version.untracked is None:
                    raise
                # Other sections, other headers: then only what comparing found counts.
                version = Version(None, version.untracked)
                story.plan(name, self.file.tree(ours), version)
            self._margin_versions[name][ours] = (theirs, version)
        self.notes.plan(name, party)

    def _version(self, party: Party) -> Version:
        return Version(party.file.body, None if party.untracked_file is None else party.untracked_file.body)

    def _margin_version(self, party: Party, ours: str, theirs: str) -> Version:
        under = None if party.untracked_file is None else party.untracked_file.tree(ours)
        return Version(party.file.tree(theirs), under)

    def _margin_pairs(self, party: Party) -> dict[str, str]:
        theirs = margins_of(party.file, party.file.body)
        pairs = zip(self._own_margins, theirs, strict=False)
        return {ours: found for one, other in pairs for margin, ours in one.items()
                if (found := other.get(margin)) is not None}  # fmt: skip

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
        for name, pairs in self._margin_versions.items():
            for ours, (theirs, version) in pairs.items():
                versions.setdefault(ours, {})[name] = version
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

    def _count_words(self, stories: Sequence[Element]) -> None:
        """Tell of tracked words of a copy that the merged file has no place for, such as in a header of its own."""
        found = tallies(stories, self.sources)
        for name, party in self.parties.items():
            for each in missing(party.file, found.get(name, Tally())):
                self.unplaced.append(Unplaced(name, each.kind, each.text, each.author, each.date))

    def _tell_apart(self) -> None:
        """Name the party where two have changes by one author at one time side by side, so that they stay two."""
        authors = [author for party in self.parties.values() for author in party.authors()]
        if len(set(authors)) == len(authors) and not any(JOINT in each for each in authors):
            return
        for group in groups_of(self.file):
            parties = {frozenset(source.party for source in self.sources.get(mark, ())) for mark in group.marks}
            if len(parties - {frozenset()}) < 2:
                continue
            for mark in group.marks:
                names = ", ".join(dict.fromkeys(source.party for source in self.sources.get(mark, ())))
                if names and mark.get(AUTHOR):
                    mark.set(AUTHOR, f"{mark.get(AUTHOR)} ({names})")

    def _renumber(self, parts: Mapping[str, Element]) -> dict[str, list[tuple[Source, ...]]]:
        """Give each mark an id of its own; return whose the marks of each part are, in the order of the part."""
        taken = {each.get(ID) for root in parts.values() for each in root.iter(*RANGES)}
        number = self.tracker.number
        whose: dict[str, list[tuple[Source, ...]]] = {}
        for name, root in parts.items():
            found = whose[name] = []
            for mark in root.iter(*ALL_MARKS):
                found.append(tuple(self.sources.get(mark, ())))
                if mark.tag in RANGES:
                    continue
                own = number()
                while own in taken:
                    own = number()
                mark.set(ID, own)
        return whose

    def _result(self, untracked: list[Untracked], whose: Whose) -> Merged:
        comments: dict[str, tuple[Source, ...]] = {}
        for name, brought in self.comments.items():
            for number, own in brought.brought.items():
                comment = self.parties[name].comments[number]
                source = Source(name, comment.get(AUTHOR, ""), comment.get(DATE, ""))
                comments[own] = (*comments.get(own, ()), source)
        docx = self.file.save()
        telling = Telling(docx, self.conflicts.found, whose)
        return Merged(docx, tuple(untracked), tuple(self.unplaced), comments, telling.conflicts, telling.changes)


def _spelled(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n"))


def _margin_parts(file: WordFile) -> list[str]:
    return [name for line in file.relationships(file.main) if line.kind in ("header", "footer")
            and (name := file.target(file.main, line)) is not None]  # fmt: skip


__all__ = ["Merging", "P", "merge"]
