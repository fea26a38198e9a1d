"""What can be told of a merged file when somebody asks: where its conflicts are, and whose each change is."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from paraaf.redline.model import Conflict, Source
from paraaf.redline.revisions.comments import places_of
from paraaf.redline.revisions.listing import groups_of
from paraaf.redline.wml.revision_marks import ALL_MARKS
from paraaf.redline.wml.word_file import WordFile

Said = tuple[str, str, Mapping[str, str]]
"""The id of the comment on a conflict, what the base says, and what each party wants."""

Whose = Mapping[str, Sequence[tuple[Source, ...]]]
"""By part, whose its marks are, in the order of the part."""


class Telling:
    """Reads a merged file again, at most once."""

    def __init__(self, docx: bytes, conflicts: Sequence[Said], whose: Whose) -> None:
        self._docx = docx
        self._conflicts = conflicts
        self._whose = whose

    @cached_property
    def _file(self) -> WordFile:
        return WordFile(self._docx)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the conflicts with their places."""
        places = places_of(self._file, {number for number, _, _ in self._conflicts}) if self._conflicts else {}
        return tuple(
            Conflict(places[number], base, wishes, number)
            for number, base, wishes in self._conflicts if number in places
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
