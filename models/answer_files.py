"""The files by which people hand in reactions and answers on the command line."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.enums import ChangeChoice, Position, Verdict, Weight
from models.request import Code, Name, OptionalLine, OptionalName, OptionalText, ShortLine, Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CommentEntry(_Strict):
    """One point of a reaction."""

    weight: Weight = Weight.SUGGESTION
    passage: OptionalText = ""
    text: Text
    proposed_text: OptionalText = ""


class ReactionFile(_Strict):
    """A reaction: `paraaf react DOSSIER --file reaction.yaml`."""

    party: Code | None = None
    by: OptionalName = ""
    position: Position | None = None
    version: int | None = None
    remark: OptionalText = ""
    comments: list[CommentEntry] = []


class ResponseEntry(_Strict):
    """The owner's answer to one comment, by its number."""

    comment: int
    verdict: Verdict
    reason: Text


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
    """The owner's answers: `paraaf answer DOSSIER answers.yaml`."""

    responses: list[ResponseEntry] = []
    letter: OptionalLine = Field(default="")
    edits: list[ReplaceEdit] = []
    escalations: list[EscalationEntry] = []
    changes: list[ChangeEntry] = []
    continue_at: OptionalLine = ""
