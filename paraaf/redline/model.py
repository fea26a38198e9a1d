"""What the engine reports on a Word file: its tracked changes, its comments, and the result of a merge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Kind = Literal[
    "inserted", "deleted", "moved from", "moved to", "row inserted", "row deleted", "cell inserted", "cell deleted",
    "cells merged", "content control inserted", "content control deleted", "formatting", "numbering",
]  # fmt: skip
"""What a tracked change does. "formatting" is any change of properties: of text, paragraph, table or section."""


@dataclass(frozen=True)
class Place:
    """Where something stands: the text it is part of, and in which of its paragraphs, the first being 1."""

    story: str
    """`body`, `footnote 2`, `endnote 1`, `header`, `footer 2`, `comment 3`, `styles`, `numbering`."""
    paragraph: int
    passage: str = ""
    """What that paragraph says with all changes accepted."""
    original: str = ""
    """What that paragraph said before all changes; "" if all of it was inserted."""

    def __str__(self) -> str:
        return f"{self.story}, paragraph {self.paragraph}"


@dataclass(frozen=True)
class Revision:
    """One tracked change: what Word marks in one go, by one author at one time."""

    id: int
    """Its number in this very file; `accept` and `reject` take it. Another file, other numbers."""
    author: str
    """"" if the file does not say."""
    date: str
    """As the file has it, in ISO 8601; "" if the file does not say."""
    kind: Kind
    place: Place
    text: str
    """What was inserted, deleted, moved or formatted; a paragraph's end is a line end."""
    properties: tuple[str, ...] = ()
    """For formatting: which properties changed, by their names in the format: `b`, `jc`, `pStyle`."""
    pair: int | None = None
    """The other half of a move."""
    offset: int = 0
    """Its offset in the paragraph's original text, in characters."""
    hunk: int = 0
    """Its hunk: changes of text with the same number have no unchanged text between them."""


@dataclass(frozen=True)
class Comment:
    """One comment or reply."""

    id: str
    """Its id in the file."""
    author: str
    date: str
    initials: str
    place: Place | None
    """None if nothing in the text refers to it; a reply has the place of what it replies to."""
    anchored: str
    """The text that it is anchored to; "" if it is anchored at a point."""
    text: str
    parent: str | None = None
    """The id of the comment that it replies to."""
    replies: tuple[str, ...] = ()
    """The ids of the replies to it, in the order of the file."""
    resolved: bool = False


@dataclass(frozen=True)
class Source:
    """Where a change or comment of a merged file comes from."""

    party: str
    author: str
    """As the copy has it; "" if it does not say."""
    date: str


@dataclass(frozen=True)
class Conflict:
    """Edits of several parties that exclude each other; the merged file has both, and a comment that says so."""

    place: Place
    """In the merged file."""
    base: str
    """What the base says there."""
    proposals: Mapping[str, str]
    """What each party proposes instead."""
    comment: str
    """The id in the merged file of the comment that says so."""


@dataclass(frozen=True)
class MergeWords:
    """What a merge writes into the file itself, in one language."""

    author: str = "Paraaf"
    untracked: str = "untracked, by {party}"
    """The author of what a party changed without tracking."""
    conflict: str = "Conflict: {proposals}. The base says: \u201c{base}\u201d."
    proposal: str = "{party} wants \u201c{text}\u201d"
    formatting: str = "{text} ({properties})"
    nothing: str = "nothing"


DUTCH = MergeWords(
    untracked="niet bijgehouden, door {party}",
    conflict="Tegenstrijdig: {proposals}. De basistekst luidt: \u201c{base}\u201d.",
    proposal="{party} wil \u201c{text}\u201d",
    nothing="niets",
)
"""The same in Dutch."""


@dataclass(frozen=True)
class Untracked:
    """A copy that was edited without tracking, at least in part; those edits are labelled in the merged file."""

    party: str
    changes: int
    author: str
    """The label that those changes have as author."""


@dataclass(frozen=True)
class Unplaced:
    """Something of a copy that the merged file could not take in as a change of its own."""

    party: str
    what: str
    text: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True)
class Merged:
    """The copies of all parties in one Word file."""

    docx: bytes
    untracked: tuple[Untracked, ...]
    unplaced: tuple[Unplaced, ...]
    comments: Mapping[str, tuple[Source, ...]]
    """Whose each comment is, by its id in the merged file; those of the base and of the merge itself are not here."""
    find_conflicts: Callable[[], tuple[Conflict, ...]] = field(repr=False, compare=False)
    find_changes: Callable[[], Mapping[int, tuple[Source, ...]]] = field(repr=False, compare=False)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The edits that exclude each other; the file is read again for that when it is first asked."""
        return self.find_conflicts()

    @cached_property
    def changes(self) -> Mapping[int, tuple[Source, ...]]:
        """Whose each tracked change of the merged file is, by the change's id; equal edits have several sources.

        The file is read again for that when it is first asked.
        """
        return self.find_changes()


@dataclass(frozen=True)
class Attribution:
    """Whose a change is, and of when."""

    author: str
    date: str = ""
    move: str = ""
    """The name of the move that it is half of."""
    sources: tuple[Source, ...] = ()
    """For a merge: the copies that it comes from."""
