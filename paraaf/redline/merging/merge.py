"""The copies that several parties sent back, put together in one Word file."""

from collections.abc import Mapping, Sequence

from paraaf.redline.errors import Unmergeable
from paraaf.redline.merging.base_story import BaseMismatch, BaseStory
from paraaf.redline.merging.context import MergeContext
from paraaf.redline.merging.headers_footers import HeaderFooterMerge
from paraaf.redline.merging.notes import NoteMerge
from paraaf.redline.merging.party import Party
from paraaf.redline.merging.report import MergeReport, SourcesByPart
from paraaf.redline.merging.story import StoryMerge
from paraaf.redline.merging.tracked_counts import Tally, missing, tallies
from paraaf.redline.merging.unchanged import PlaceholderMismatch
from paraaf.redline.model import Merged, MergeWords, Source, Unplaced, Untracked
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.accept_reject import resolve_file
from paraaf.redline.revisions.cleanup import drop_unpaired_ranges
from paraaf.redline.revisions.content_importer import adopt_namespaces
from paraaf.redline.revisions.listing import groups_of
from paraaf.redline.revisions.resolve import has_marks
from paraaf.redline.sequence.atoms import AUTHOR_SEPARATOR
from paraaf.redline.sequence.moves import finish_moves
from paraaf.redline.wml.names import AUTHOR, DATE, ID, RANGES, qn
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile

_REFERENCE = qn("w:commentReference")


def merge(base: bytes, copies: Mapping[str, bytes], *, words: MergeWords | None = None) -> Merged:
    """Return one Word file with every tracked change and comment of every copy, by author and date.

    Rejecting all of it gives the base, accepting the changes of one party alone gives that party's copy. What a party
    changed without tracking is found by comparing, and has "untracked, by <party>" as its author. Equal edits of
    several parties are one change with all names. Where edits exclude each other both stay, and a comment says what
    each party wants. Whoever names no author is named after the party. A move stays one, unless another party changed
    what was moved: then it is a deletion and an insertion.
    Tracked changes that the base has itself count as not made; the copies bring them along as the changes they are.
    `words` is what the merge itself writes, English unless given. `Unmergeable` if a copy is of another text.
    """
    return _Merge(base, copies, words or MergeWords()).run()


class _Merge:
    """One merge while it is made."""

    def __init__(self, base: bytes, copies: Mapping[str, bytes], words: MergeWords) -> None:
        file = WordFile(base)
        if any(has_marks(file.tree(name)) for name in file.word_parts()):
            # The copies have the changes that the base had already, and bring them along.
            resolve_file(file, lambda _: False)
            base = file.save()
            file = WordFile(base)
        self.pristine = base
        body = BaseStory(file, file.main_part)
        parties = {name: Party(name, copy, file, words, body) for name, copy in copies.items()}
        self.file = file
        self.parties = parties
        self.context = MergeContext(file, parties, body, words)
        self.headers_footers = HeaderFooterMerge(self.context)
        self.notes = NoteMerge(self.context)

    def run(self) -> Merged:
        """Merge, and tell what came of it."""
        untracked = self._plan()
        for party in self.parties.values():
            adopt_namespaces(self.file, self.file.main_part, party.file.tree(party.file.main_part))
        versions = {name: party.body_pair for name, party in self.parties.items()}
        body = StoryMerge(
            self.context, self.file.main_part, {name: party.file.main_part for name, party in self.parties.items()}
        )
        body.container(self.file.body, versions)
        self.headers_footers.last_section()
        self.headers_footers.run()
        self.notes.run()
        self._loose_comments()
        parts = {name: self.file.tree(name) for name in self.file.stories()}
        stories = list(parts.values())
        finish_moves(stories, self.context.tracker.moved, self.context.tracker)
        for party in self.parties.values():
            party.importer.import_styles(stories)
        for root in stories:
            drop_unpaired_ranges(root)
        self._distinguish_parties()
        self._count_words(stories)
        return self._result(untracked, self._renumber(parts))

    # Before

    def _plan(self) -> list[Untracked]:
        """Read all copies; those that are not the base without their tracked changes are compared with it."""
        found: list[Untracked] = []
        for name, party in self.parties.items():
            try:
                try:
                    self._plan_party(name, party)
                except PlaceholderMismatch:
                    party.read_whole()
                    self._plan_party(name, party)
            except BaseMismatch:
                if self._plan_with_controls(name, party):
                    continue
                if changes := self._plan_untracked(name, party):
                    found.append(Untracked(name, changes, party.label))
        return found

    def _plan_with_controls(self, name: str, party: Party) -> bool:
        """Read a copy with the controls of the base; return whether it then is the base without its tracked changes."""
        if not party.adopt_controls(self.file, self.headers_footers.pairs(party)):
            return False
        try:
            self._plan_party(name, party)
        except BaseMismatch:
            return False
        return True

    def _plan_untracked(self, name: str, party: Party) -> int:
        """Read a copy that was edited without tracking; return how many changes that makes."""
        try:
            changes = party.find_untracked_words(self.file, self.context.base_story(self.file.main_part))
        except PlaceholderMismatch:
            party.read_whole()
            changes = party.find_untracked_words(self.file, self.context.base_story(self.file.main_part))
        if changes is not None:
            try:
                self._plan_party(name, party)
                return changes
            except BaseMismatch:
                pass
        changes = party.compare_untracked(WordFile(self.pristine))
        try:
            self._plan_party(name, party)
        except (BaseMismatch, Unmergeable):
            # What was tracked over what was not cannot be told apart: then all of it counts as not tracked.
            for each in party.forget_tracking():
                self.context.unplaced.append(Unplaced(name, each.kind, each.text, each.author, each.date))
            changes = party.compare_untracked(WordFile(self.pristine))
            self._last_plan(name, party)
        return changes

    def _last_plan(self, name: str, party: Party) -> None:
        try:
            self._plan_party(name, party)
        except BaseMismatch:
            raise Unmergeable(name, "docx.not_over_base") from None

    def _plan_party(self, name: str, party: Party) -> None:
        story = StoryMerge(self.context, self.file.main_part, {name: party.file.main_part})
        story.plan(name, self.file.body, party.body_pair)
        self.headers_footers.plan(name, party)
        self.notes.plan(name, party)

    # After

    def _loose_comments(self) -> None:
        """Import replies, and comments that nothing in the text refers to."""
        for name, party in self.parties.items():
            for number in party.comments:
                self.context.comments[name].import_(number)

    def _count_words(self, stories: Sequence[Element]) -> None:
        """Tell of tracked words of a copy that the merged file has no place for, such as in a header of its own."""
        found = tallies(stories, self.context.sources)
        for name, party in self.parties.items():
            for each in missing(party.file, found.get(name, Tally())):
                self.context.unplaced.append(Unplaced(name, each.kind, each.text, each.author, each.date))

    def _distinguish_parties(self) -> None:
        """Name the party where two have changes by one author at one time side by side, so that they stay two."""
        authors = [author for party in self.parties.values() for author in party.authors()]
        if len(set(authors)) == len(authors) and not any(AUTHOR_SEPARATOR in each for each in authors):
            return
        for group in groups_of(self.file):
            parties = {frozenset(source.party for source in self.context.sources.get(mark, ())) for mark in group.marks}
            if len(parties - {frozenset()}) < 2:
                continue
            for mark in group.marks:
                names = ", ".join(dict.fromkeys(source.party for source in self.context.sources.get(mark, ())))
                if names and mark.get(AUTHOR):
                    mark.set(AUTHOR, f"{mark.get(AUTHOR)} ({names})")

    def _renumber(self, parts: Mapping[str, Element]) -> dict[str, list[tuple[Source, ...]]]:
        """Give each mark an id of its own; return whose the marks of each part are, in the order of the part."""
        taken = {each.get(ID) for root in parts.values() for each in root.iter(*RANGES)}
        number = self.context.tracker.new_id
        whose: dict[str, list[tuple[Source, ...]]] = {}
        for name, root in parts.items():
            found = whose[name] = []
            for mark in root.iter(*ALL_MARKS):
                found.append(tuple(self.context.sources.get(mark, ())))
                if mark.tag in RANGES:
                    continue
                own = number()
                while own in taken:
                    own = number()
                mark.set(ID, own)
        return whose

    def _result(self, untracked: list[Untracked], whose: SourcesByPart) -> Merged:
        comments: dict[str, tuple[Source, ...]] = {}
        for name, party_comments in self.context.comments.items():
            for number, own in party_comments.imported.items():
                comment = self.parties[name].comments[number]
                source = Source(name, comment.get(AUTHOR, ""), comment.get(DATE, ""))
                comments[own] = (*comments.get(own, ()), source)
        docx = self.file.save()
        report = MergeReport(docx, self.context.conflicts.found, whose)
        return Merged(docx, tuple(untracked), tuple(self.context.unplaced), comments, report.conflicts, report.changes)
