"""What can be told of a merged file when somebody asks: where its conflicts are, and whose each change is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paraaf.redline.model import Conflict, Source
from paraaf.redline.revisions.comments import places_of
from paraaf.redline.revisions.listing import groups_of
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile


@dataclass(frozen=True)
class ConflictRecord:
    """What is known of a conflict when it is written, before its place can be told."""

    comment: str
    """The id of the comment that says so."""
    base: str
    """What the base says."""
    proposals: Mapping[str, str]
    """What each party wants."""


SourcesByPart = Mapping[str, Sequence[tuple[Source, ...]]]
"""By part, whose its marks are, in the order of the part."""


class MergeReport:
    """Reads a merged file again, at most once."""

    def __init__(self, docx: bytes, conflicts: Sequence[ConflictRecord], whose: SourcesByPart) -> None:
        self._docx = docx
        self._conflicts = conflicts
        self._whose = whose

    @cached_property
    def _file(self) -> WordFile:
        return WordFile(self._docx)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the conflicts with their places."""
        places = places_of(self._file, {each.comment for each in self._conflicts}) if self._conflicts else {}
        return tuple(
            Conflict(places[each.comment], each.base, each.proposals, each.comment)
            for each in self._conflicts if each.comment in places
        )  # fmt: skip

    def changes(self) -> dict[int, tuple[Source, ...]]:
        """Return whose each change is, by its number; it is that of all its marks."""
        file = self._file
        sources = {
            mark: found
            for part, whose in self._whose.items()
            for mark, found in zip(file.tree(part).iter(*ALL_MARKS), whose, strict=True)
        }
        return {
            number: tuple(dict.fromkeys(source for mark in group.marks for source in sources.get(mark, ())))
            for number, group in enumerate(groups_of(file), 1)
        }
