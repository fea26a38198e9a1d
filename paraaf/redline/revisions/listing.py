"""The tracked changes of a Word file as people see them: what was marked in one go is one change."""

from dataclasses import dataclass, replace

from paraaf.redline.model import Kind, Place, Revision
from paraaf.redline.opc.package import Element
from paraaf.redline.revisions.change_group import ChangeGroup, group_of
from paraaf.redline.revisions.resolve import has_marks
from paraaf.redline.revisions.stories import stories_of
from paraaf.redline.revisions.story_walker import CONTROLS, StoryWalker
from paraaf.redline.wml.names import (
    ALTERNATE_CONTENT,
    AUTHOR,
    DATE,
    FALLBACK,
    ID,
    NAME,
    TBL,
    TEXT_BOX,
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
class MarkedRevision:
    """A change with the elements that mark it."""

    revision: Revision
    marks: tuple[Element, ...]


def revisions(docx: bytes) -> list[Revision]:
    """Return the tracked changes of a Word file in the order of the text.

    Body first, then footnotes, endnotes, headers, footers, comments, and what is no text: styles and numbering. Marks
    by one author at one time that follow each other without anything between them are one change.
    """
    return [each.revision for each in revisions_of(WordFile(docx))]


def revisions_of(file: WordFile) -> list[MarkedRevision]:
    """Return the tracked changes of an opened file, with their marks."""
    return _numbered(groups_of(file))


def groups_of(file: WordFile) -> list[ChangeGroup]:
    """Return the marks of an opened file by the change that they are, in the order in which changes are numbered."""
    groups: list[ChangeGroup] = []
    counts: dict[str, int] = {}
    hunk = 0
    for part in list(file.word_parts()):
        root = file.tree(part)
        if not has_marks(root):
            counts[root.tag] = counts.get(root.tag, 0) + 1
            continue
        known = len(groups)
        for story, container in stories_of(root, counts):
            collector = RevisionCollector(story, hunk + 1)
            groups += collector.run(container)
            hunk = collector.hunk
        _collect_remaining(root, groups, known)
    return groups


def _numbered(groups: list[ChangeGroup]) -> list[MarkedRevision]:
    numbers = {id(group): number for number, group in enumerate(groups, 1)}
    halves: dict[tuple[str, Kind], list[ChangeGroup]] = {}
    for group in groups:
        if group.move:
            halves.setdefault((group.move, group.kind), []).append(group)
    result = []
    for group in groups:
        number = numbers[id(group)]
        revision = Revision(
            number, group.author, group.date, group.kind,
            Place(group.story, group.paragraph, group.passage, group.original),
            "".join(group.text), group.properties, offset=group.offset, hunk=group.hunk,
        )  # fmt: skip
        if group.move:
            own = halves[group.move, group.kind]
            other = halves.get((group.move, "moved to" if group.kind == "moved from" else "moved from"), [])
            if other:
                revision = replace(revision, pair=numbers[id(other[min(own.index(group), len(other) - 1)])])
        result.append(MarkedRevision(revision, tuple(group.marks)))
    return result


def _collect_remaining(root: Element, groups: list[ChangeGroup], known: int) -> None:
    """Add the marks that the walk does not reach to the changes that they belong to, or make changes of them."""
    owners = {mark: group for group in groups[known:] for mark in group.marks}
    for alternates in root.iter(ALTERNATE_CONTENT):
        fallback = alternates.find(FALLBACK)
        if fallback is None:
            continue
        others = marks_in(fallback)
        shown = [mark for branch in alternates if branch is not fallback for mark in marks_in(branch)]
        for at, mark in enumerate(others):
            twin = (
                shown[at] if len(shown) == len(others) else next((s for s in shown if _is_same_change(s, mark)), None)
            )
            group = owners.get(twin) if twin is not None else None
            if group is not None and mark not in owners:
                group.marks.append(mark)
                owners[mark] = group
    for mark in marks_in(root, MARKS):
        if mark not in owners:
            groups.append(group_of(mark, root.tag.rpartition("}")[2], 0))


def _is_same_change(one: Element, other: Element) -> bool:
    return one.tag == other.tag and (one.get(AUTHOR), one.get(DATE)) == (other.get(AUTHOR), other.get(DATE))


class RevisionCollector(StoryWalker):
    """Walks through one story and groups its marks into changes."""

    def __init__(self, story: str, hunk: int = 1) -> None:
        super().__init__()
        self.story = story
        self.hunk = hunk
        self.groups: list[ChangeGroup] = []
        self._latest: list[ChangeGroup] = []
        """The latest change at each depth: an insertion may have a deletion in it."""
        self._around: list[ChangeGroup] = []
        self._formatting: ChangeGroup | None = None
        self._moves: dict[str, str] = {}
        self._move_ranges: dict[str, list[Element]] = {}
        self._ranges: dict[tuple[str, str | None], tuple[Element, int]] = {}
        self._controls: list[ChangeGroup] = []
        self._controls_seen = 0
        self._unfinished: list[ChangeGroup] = []
        self._marked_elements: set[Element] = set()

    def run(self, container: Element) -> list[ChangeGroup]:
        """Return the changes in a story."""
        marked = container.iter(*ALL_MARKS, TEXT_BOX)
        self._marked_elements = {up for each in marked for up in (each, *each.iterancestors(P))}
        self.blocks(container)
        for name, ranges in self._move_ranges.items():
            for kind in ("moved from", "moved to"):
                first = next((each for each in self.groups if each.move == name and each.kind == kind), None)
                if first is not None:
                    first.marks += [each for each in ranges if ("From" in each.tag) == (kind == "moved from")]
        return self.groups

    def _paragraph(self, paragraph: Element) -> None:
        if self._around or self._unfinished or paragraph in self._marked_elements:
            super()._paragraph(paragraph)
            return
        # Nothing begins in it, and what went before ends with it.
        self.paragraph += 1
        self._controls_seen += sum(1 for _ in paragraph.iter(*CONTROLS))
        self._latest, self._formatting = [], None
        self.hunk += 1

    def _new_group(self, mark: Element | ChangeGroup) -> ChangeGroup:
        group = mark if isinstance(mark, ChangeGroup) else group_of(mark, self.story, max(self.paragraph, 1))
        group.offset, group.hunk = len(self.original_text()), self.hunk
        self.groups.append(group)
        self._unfinished.append(group)
        return group

    def begin_mark(self, mark: Element) -> None:
        new = group_of(mark, self.story, max(self.paragraph, 1))
        move = self._moves.get("From" if new.kind == "moved from" else "To", "") if "moved" in new.kind else ""
        depth = len(self._around)
        around = next((each for each in self._around if each.adds == new.adds and
                       (each.author, each.date) == (new.author, new.date)), None)  # fmt: skip
        previous = self._latest[depth] if depth < len(self._latest) else None
        if around is not None:
            around.marks.append(mark)
            self._around.append(around)
            return
        if previous is not None and (previous.kind, previous.author, previous.date, previous.move) == (
            new.kind, new.author, new.date, move
        ) and mark.getparent().tag != qn("w:trPr"):  # fmt: skip
            previous.marks.append(mark)
        else:
            previous = self._new_group(new)
            previous.move = move
            self._latest[depth:] = [previous]
        self._around.append(previous)

    def end_mark(self, mark: Element) -> None:
        self._around.pop()

    def text(self, text: str) -> None:
        around = self._around
        del self._latest[len(around) :]
        self.hunk += not around
        for group in dict.fromkeys(around) if around else ():
            group.text.append(text)

    def formatting(self, change: Element | None, text: str) -> None:
        group = self._formatting
        if change is None:
            self._formatting = None
            return
        new = group_of(change, self.story, max(self.paragraph, 1))
        same = group is not None and (group.author, group.date, group.properties) == (
            new.author, new.date, new.properties)  # fmt: skip
        if group is None or not same:
            group = self._formatting = self._new_group(new)
            group.offset = max(0, group.offset - len(text))
        else:
            group.marks.append(change)
        group.text.append(text)

    def property_mark(self, mark: Element) -> None:
        if not any(mark in group.marks for group in self._unfinished[-3:]):
            group = self._new_group(mark)
            if mark.tag == qn("w:pPrChange"):
                group.text.append(self.paragraph_text(mark.getparent().getparent()))

    def end_paragraph(self, passage: str) -> None:
        for group in self._unfinished:
            group.passage = group.passage or passage
            group.original = group.original or self.original_text()
        self._unfinished = []

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
            group = self._new_group(start)
            self._controls.append(group)
        else:
            # The marks around the end of a control go with those around its beginning.
            group = self._controls.pop()
            group.marks.append(start)
        group.marks.append(mark)

    def control(self, element: Element) -> None:
        self._controls_seen += 1

    def text_box(self, element: Element) -> None:
        """A text box has changes of its own, unless it lies in one."""
        kept = self._latest, self._formatting
        self._latest, self._formatting = list(self._around), None
        self.blocks(element)
        self._latest, self._formatting = kept

    def table(self, element: Element) -> None:
        del self._latest[len(self._around) :]
        super().table(element)
        del self._latest[len(self._around) :]


__all__ = ["TBL", "TR", "ChangeGroup", "MarkedRevision", "RevisionCollector", "revisions", "revisions_of"]
