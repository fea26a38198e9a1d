"""A reaction as it is handed in, and the receipt for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.enums import Placing, Position, Weight
from paraaf.redline import Dropped

MAX_TEXT = 20_000
_MAX_PASSED_BY = 100
"""Of the name of whoever passed a question on, so that both names fit."""


@dataclass(frozen=True)
class CommentInput:
    """One point of a reaction, as it was handed in."""

    text: str
    weight: Weight = Weight.SUGGESTION
    passage: str = ""
    proposed_text: str = ""
    words: str = ""
    """Which words of the passage it is about; empty for the whole of it."""
    placing: Placing | None = None
    """Where the proposed text goes; None is in the place of the words, or, without words, not said."""
    is_reason: bool = False
    """Of an objection: whether this is why."""


@dataclass(frozen=True)
class ReactionInput:
    """A reaction as it was handed in."""

    party: str
    by: str
    position: Position
    comments: Sequence[CommentInput] = ()
    remark: str = ""
    version: int | None = None
    """The version that was read; None means the one that was sent."""
    file: tuple[str, bytes] | None = None
    """Name and contents of the returned copy of the letter."""
    revises: bool = False
    """Whether it takes the place of the party's earlier reaction in the open round."""
    for_party: str = ""
    """The party for which it is, if `party` acts as its deputy; empty for what follows from `party` alone."""
    seen: str = ""
    """The id of the reaction that it revises: the one that its giver saw. Empty: their own."""
    link_id: str | None = None
    """The link whose draft this is: it is sent once, and gone with that; None for what comes another way."""
    passed_by: str = ""
    """Who let its giver answer, if somebody passed the question on."""

    @property
    def recorded_by(self) -> str:
        """Under which name it is recorded: with the name of whoever let its giver answer, if somebody did."""
        name = self.by.strip()
        return f"{name}, voor {self.passed_by[:_MAX_PASSED_BY]}" if self.passed_by and name else name


@dataclass(frozen=True)
class Receipt:
    """What was recorded: for the sender to keep."""

    dossier: str
    party: str
    by: str
    position: Position
    round_number: int
    version: int
    fingerprint: str
    comment_numbers: tuple[int, ...]
    """Those that have a number already; what the returned copy says gets numbers when the round closes."""
    changes_in_copy: int
    comments_in_copy: int
    at: str
    is_late: bool = False
    """It came after the round closed: kept and shown to the owner, not counted."""
    deputy: str | None = None
    """The party that answered in the absence of the one that was asked."""
    revises: bool = False
    dropped: tuple[Dropped, ...] = ()
    """What was left out of the returned copy, since it is no part of a letter."""
