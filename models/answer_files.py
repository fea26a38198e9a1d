"""The files by which people hand in reactions and answers on the command line."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from models.enums import ChangeChoice, Placing, Position, Verdict, Weight
from models.request import Code, Name, OptionalLine, OptionalName, OptionalText, ShortLine, Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CommentEntry(_Strict):
    """One point of a reaction."""

    weight: Weight = Weight.SUGGESTION
    passage: OptionalText = ""
    words: OptionalText = ""
    text: Text
    proposed_text: OptionalText = ""
    placing: Placing | None = None
    reason: bool = False
    """Of an objection: whether this is why."""


class ReactionFile(_Strict):
    """A reaction, as a file holds it."""

    party: Code | None = None
    by: OptionalName = ""
    position: Position | None = None
    version: int | None = None
    remark: OptionalText = ""
    comments: list[CommentEntry] = []


def _numbers(value: object) -> list[int]:
    """Return the numbers in "3-9, 12"; raise `ValueError` in words."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    found: list[int] = []
    for part in text.split(","):
        ends = re.fullmatch(r" *(\d{1,5}) *(?:- *(\d{1,5}) *)?", part)
        if ends is None:
            raise ValueError('must be a whole number, or several as in "3-9, 12"')
        first, last = int(ends[1]), int(ends[2] or ends[1])
        if first > last:
            raise ValueError(f"'{part.strip()}' runs from the higher number to the lower")
        found += range(first, last + 1)
    return found


class ResponseEntry(_Strict):
    """The owner's answer to one comment by its number, or to several: `comment: "3-9, 12"`."""

    comment: Annotated[list[int], BeforeValidator(_numbers)]
    verdict: Verdict
    reason: Text
    takes: bool | Placing = False
    """Whether the text that the comment proposes goes into the letter, or where, if its party did not say it."""


class ReplaceEdit(_Strict):
    """One change to the text that stands now: replace a passage, put a paragraph after it, or take it out."""

    replace: OptionalText = ""
    insert_after: OptionalText = ""
    delete: OptionalText = ""
    text: OptionalText = ""


class EscalationEntry(_Strict):
    """A decision to go on over a party's objection or condition."""

    party: Code
    decided_by: Name
    level: Annotated[ShortLine, Field(min_length=1)]
    reason: Text


class ChangeEntry(_Strict):
    """Whether a party that agreed to an earlier text is told of the change, or asked again."""

    party: Code
    choice: ChangeChoice
    reason: OptionalText = ""


class AnswersFile(_Strict):
    """The owner's answers, as a file holds them."""

    responses: list[ResponseEntry] = []
    letter: OptionalLine = Field(default="")
    edits: list[ReplaceEdit] = []
    escalations: list[EscalationEntry] = []
    changes: list[ChangeEntry] = []
    continue_at: OptionalLine = ""
