"""The text that a comment proposes: where it goes, and what the passage says with it."""

import re
from typing import Literal, Protocol

from models.enums import Placing
from models.errors import Fault, fault

PassagePart = tuple[Literal["same", "gone", "new"], str]
"""A part of a passage: what stays, what goes, or what comes."""


class ProposingComment(Protocol):
    """A comment, as it was typed or as it is on record."""

    @property
    def passage(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def proposed_text(self) -> str: ...
    @property
    def placing(self) -> str | None: ...


def count_occurrences(passage: str, words: str) -> int:
    """Return how often words stand in a passage, whatever the spaces between them."""
    return len(re.findall(_spaced(words), passage)) if words.strip() else 0


def placing_of(comment: ProposingComment) -> Placing | None:
    """Return where the proposed text of a comment goes.

    None if it proposes none for a passage, or if nobody said where: a text without words does not take the place of a
    whole passage by itself.
    """
    if not comment.passage.strip() or not comment.proposed_text.strip():
        return None
    if comment.placing:
        return Placing(comment.placing)
    return Placing.WORDS if comment.words.strip() else None


def is_unplaced(comment: ProposingComment) -> bool:
    """Return whether a comment proposes a text for a passage, and nobody said where it goes."""
    has_both = bool(comment.passage.strip() and comment.proposed_text.strip())
    return has_both and placing_of(comment) is None


def placing_fault(comment: ProposingComment) -> Fault | None:
    """Return what is wrong with where a proposed text goes; None if nothing is."""
    if not comment.placing:
        return None
    if not comment.proposed_text.strip():
        return fault("", "proposal.place_without_text")
    if not comment.passage.strip():
        return fault("", "proposal.place_without_passage")
    if comment.placing == Placing.WORDS and not comment.words.strip():
        return fault("", "proposal.place_without_words")
    return None


def passage_parts(comment: ProposingComment, placing: Placing | None) -> list[PassagePart]:
    """Return what a passage says with the proposed text placed like this; empty if it cannot be placed so."""
    passage, text = comment.passage.strip(), " ".join(comment.proposed_text.split())
    match placing:
        case Placing.WORDS if count_occurrences(passage, comment.words) == 1:
            before, after = re.split(_spaced(comment.words), passage, maxsplit=1)
            old = passage[len(before) : len(passage) - len(after)]
            found: list[PassagePart] = [("same", before), ("gone", old), ("new", text), ("same", after)]
        case Placing.PASSAGE:
            found = [("gone", passage), ("new", text)]
        case Placing.AFTER:
            found = [("same", passage), ("new", f" {text}")]
        case _:
            found = []
    return [piece for piece in found if piece[1]]


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
