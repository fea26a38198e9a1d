"""The tracked changes of a Word file as people see them: what was marked in one go is one change."""

from dataclasses import dataclass, replace

from paraaf.redline.model import Kind, Place, Revision
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.change_group import Group, group_of
from paraaf.redline.revisions.resolve import is_left
from paraaf.redline.revisions.stories import blocks_of
from paraaf.redline.revisions.story_walker import CONTROLS, StoryWalk
from paraaf.redline.wml.names import (
    ALTERNATE,
    AUTHOR,
    BOX,
    DATE,
    FALLBACK,
    ID,
    NAME,
    TBL,
    TR,
    P,
    qn,
    qns,
)
from paraaf.redline.wml.revision_marks import ALL_MARKS, MARKS, marks_in
from paraaf.redline.wml.word_file import WordFile

_MOVE_STARTS = qns("moveFromRangeStart moveToRangeStart")
_MOVE_ENDS = qns("moveFromRangeEnd moveToRangeEnd")


@dataclass(frozen=True)
class Listed:
    """A change with the elements that mark it."""

    revision: Revision
    marks: tuple[Element, ...]


def revisions(docx: bytes) -> list[Revision]:
    """Return the tracked changes of a Word file in the order of the text.

    Body first, then footnotes, endnotes, headers, footers, comments, and what is no text: styles and numbering. Marks
    by one author at one time that follow each other without anything between them are one change.
    """
    return [each.revision for each in revisions_of(WordFile(docx))]


def revisions_of(file: WordFile) -> list[Listed]:
    """Return the tracked changes of an opened file, with their marks."""
    return _numbered(groups_of(file))


def groups_of(file: WordFile) -> list[Group]:
    """Return the marks of an opened file by the change that they are, in the order in which changes are numbered."""
    groups: list[Group] = []
    counts: dict[str, int] = {}
    stretch = 0
    for part in list(file.word_parts()):
        root = file.tree(part)
        if not is_left(root):
            counts[root.tag] = counts.get(root.tag, 0) + 1
            continue
        known = len(groups)
        for story, container in blocks_of(root, counts):
            listing = Listing(story, stretch + 1)
            groups += listing.run(container)
            stretch = listing.stretch
        _rest(root, groups, known)
    return groups


def _numbered(groups: list[Group]) -> list[Listed]:
    numbers = {id(group): number for number, group in enumerate(groups, 1)}
    halves: dict[tuple[str, Kind], list[Group]] = {}
    for group in groups:
        if group.move:
            halves.setdefault((group.move, group.kind), []).append(group)
    result = []
    for group in groups:
        number = numbers[id(group)]
        revision = Revision(
            number, group.author, group.date, group.kind,
            Place(group.story, group.paragraph, group.passage, group.original),
            "".join(group.text), group.properties, at=group.at, stretch=group.stretch,
        )  # fmt: skip
        if group.move:
            own = halves[group.move, group.kind]
            other = halves.get((group.move, "moved to" if group.kind == "moved from" else "moved from"), [])
            if other:
                revision = replace(revision, pair=numbers[id(other[min(own.index(group), len(other) - 1)])])
        result.append(Listed(revision, tuple(group.marks)))
    return result


def _rest(root: Element, groups: list[Group], known: int) -> None:
    """Give the marks that the walk does not come by to the changes they go with, or make changes of them."""
    owners = {mark: group for group in groups[known:] for mark in group.marks}
    for alternates in root.iter(ALTERNATE):
        fallback = alternates.find(FALLBACK)
        if fallback is None:
            continue
        others = marks_in(fallback)
        shown = [mark for branch in alternates if branch is not fallback for mark in marks_in(branch)]
        for at, mark in enumerate(others):
            twin = shown[at] if len(shown) == len(others) else next((s for s in shown if _same(s, mark)), None)
            group = owners.get(twin) if twin is not None else None
            if group is not None and mark not in owners:
                group.marks.append(mark)
                owners[mark] = group
    for mark in marks_in(root, MARKS):
        if mark not in owners:
            groups.append(group_of(mark, root.tag.rpartition("}")[2], 0))


def _same(one: Element, other: Element) -> bool:
    return one.tag == other.tag and (one.get(AUTHOR), one.get(DATE)) == (other.get(AUTHOR), other.get(DATE))


class Listing(StoryWalk):
    """Walks through one story and puts its marks together into changes."""

    def __init__(self, story: str, stretch: int = 1) -> None:
        super().__init__()
        self.story = story
        self.stretch = stretch
        self.groups: list[Group] = []
        self._open: list[Group] = []
        """The latest change at each depth: an insertion may have a deletion in it."""
        self._stack: list[Group] = []
        self._formatting: Group | None = None
        self._moves: dict[str, str] = {}
        self._move_ranges: dict[str, list[Element]] = {}
        self._ranges: dict[tuple[str, str | None], tuple[Element, int]] = {}
        self._controls: list[Group] = []
        self._controls_seen = 0
        self._fresh: list[Group] = []
        self._looked_into: set[Element] = set()

    def run(self, container: Element) -> list[Group]:
        """Return the changes in a story."""
        looked_into = container.iter(*ALL_MARKS, BOX)
        self._looked_into = {up for each in looked_into for up in (each, *each.iterancestors(P))}
        self.blocks(container)
        for name, ranges in self._move_ranges.items():
            for kind in ("moved from", "moved to"):
                first = next((each for each in self.groups if each.move == name and each.kind == kind), None)
                if first is not None:
                    first.marks += [each for each in ranges if ("From" in each.tag) == (kind == "moved from")]
        return self.groups

    def _paragraph(self, paragraph: Element) -> None:
        if self._stack or self._fresh or paragraph in self._looked_into:
            super()._paragraph(paragraph)
            return
        # Nothing begins in it, and what went before ends with it.
        self.paragraph += 1
        self._controls_seen += sum(1 for _ in paragraph.iter(*CONTROLS))
        self._open, self._formatting = [], None
        self.stretch += 1

    def _new(self, mark: Element | Group) -> Group:
        group = mark if isinstance(mark, Group) else group_of(mark, self.story, max(self.paragraph, 1))
        group.at, group.stretch = len(self.said()), self.stretch
        self.groups.append(group)
        self._fresh.append(group)
        return group

    def begin_mark(self, mark: Element) -> None:
        fresh = group_of(mark, self.story, max(self.paragraph, 1))
        move = self._moves.get("From" if fresh.kind == "moved from" else "To", "") if "moved" in fresh.kind else ""
        depth = len(self._stack)
        around = next((each for each in self._stack if each.adds == fresh.adds and
                       (each.author, each.date) == (fresh.author, fresh.date)), None)  # fmt: skip
        latest = self._open[depth] if depth < len(self._open) else None
        if around is not None:
            around.marks.append(mark)
            self._stack.append(around)
            return
        if latest is not None and (latest.kind, latest.author, latest.date, latest.move) == (
            fresh.kind, fresh.author, fresh.date, move
        ) and mark.getparent().tag != qn("w:trPr"):  # fmt: skip
            latest.marks.append(mark)
        else:
            latest = self._new(fresh)
            latest.move = move
            self._open[depth:] = [latest]
        self._stack.append(latest)

    def end_mark(self, mark: Element) -> None:
        self._stack.pop()

    def say(self, text: str) -> None:
        stack = self._stack
        del self._open[len(stack) :]
        self.stretch += not stack
        for group in dict.fromkeys(stack) if stack else ():
            group.text.append(text)

    def formatting(self, change: Element | None, text: str) -> None:
        group = self._formatting
        if change is None:
            self._formatting = None
            return
        fresh = group_of(change, self.story, max(self.paragraph, 1))
        same = group is not None and (group.author, group.date, group.properties) == (
            fresh.author, fresh.date, fresh.properties)  # fmt: skip
        if group is None or not same:
            group = self._formatting = self._new(fresh)
            group.at = max(0, group.at - len(text))
        else:
            group.marks.append(change)
        group.text.append(text)

    def lone_mark(self, mark: Element) -> None:
        if not any(mark in group.marks for group in self._fresh[-3:]):
            group = self._new(mark)
            if mark.tag == qn("w:pPrChange"):
                group.text.append(self.paragraph_text(mark.getparent().getparent()))

    def end_paragraph(self, passage: str) -> None:
        for group in self._fresh:
            group.passage = group.passage or passage
            group.original = group.original or self.said()
        self._fresh = []

    def range_mark(self, mark: Element) -> None:
        if mark.tag in _MOVE_STARTS:
            name = mark.get(NAME, "")
            self._moves["From" if "From" in mark.tag else "To"] = name
            self._ranges[mark.tag, mark.get(ID)] = (mark, 0)
            self._move_ranges.setdefault(name, []).append(mark)
        elif mark.tag in _MOVE_ENDS:
            start = self._ranges.pop((mark.tag.replace("End", "Start"), mark.get(ID)), None)
            self._moves.pop("From" if "From" in mark.tag else "To", None)
            if start is not None:
                self._move_ranges[start[0].get(NAME, "")].append(mark)
        elif mark.tag.endswith("RangeStart"):
            self._ranges[mark.tag, mark.get(ID)] = (mark, self._controls_seen)
        else:
            self._end_control_range(mark)

    def _end_control_range(self, mark: Element) -> None:
        found = self._ranges.pop((mark.tag.replace("End", "Start"), mark.get(ID)), None)
        if found is None:
            return
        start, seen = found
        if self._controls_seen > seen or not self._controls:
            group = self._new(start)
            self._controls.append(group)
        else:
            # The marks around the end of a control go with those around its beginning.
            group = self._controls.pop()
            group.marks.append(start)
        group.marks.append(mark)

    def control(self, element: Element) -> None:
        self._controls_seen += 1

    def apart(self, element: Element) -> None:
        """A text box has changes of its own, unless it lies in one."""
        kept = self._open, self._formatting
        self._open, self._formatting = list(self._stack), None
        self.blocks(element)
        self._open, self._formatting = kept

    def table(self, element: Element) -> None:
        del self._open[len(self._stack) :]
        super().table(element)
        del self._open[len(self._stack) :]


__all__ = ["TBL", "TR", "Group", "Listed", "Listing", "revisions", "revisions_of"]
