"""What can be told of a merged file when somebody asks: where its conflicts are, and whose each change is."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from paraaf.redline.commenting import places_of
from paraaf.redline.document import WordFile
from paraaf.redline.listing import groups_of
from paraaf.redline.model import Conflict, Source
from paraaf.redline.names import ID

Said = tuple[str, str, Mapping[str, str]]
"""The id of the comment on a conflict, what the base says, and what each party wants."""


class Telling:
    """Reads a merged file again, at most once."""

    def __init__(self, docx: bytes, conflicts: Sequence[Said], sources: Mapping[str, tuple[Source, ...]]) -> None:
        """`sources` says whose each mark is, by the mark's id."""
        self._docx = docx
        self._conflicts = conflicts
        self._sources = sources

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
        return {
            number: tuple(dict.fromkeys(s for mark in group.marks for s in self._sources.get(mark.get(ID, ""), ())))
            for number, group in enumerate(groups_of(self._file), 1)
        }
