"""The files by which people hand in reactions and answers on the command line."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

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


def _runs_upwards(numbers: str) -> str:
    for part in numbers.split(","):
        first, _, last = part.partition("-")
        if last and int(first) > int(last):
            raise ValueError(f"'{part.strip()}' runs from the higher number to the lower")
    return numbers


Numbers = Annotated[
    str, AfterValidator(_runs_upwards), Field(pattern=r"^ *\d{1,5}( *- *\d{1,5})?( *, *\d{1,5}( *- *\d{1,5})?)* *$")
]
"""Numbers of comments as people write them: "3-9, 12"."""


class ResponseEntry(_Strict):
    """The owner's answer to one comment by its number, or to several: `comment: "3-9, 12"`."""

    comment: int | Numbers
    verdict: Verdict
    reason: Text

    @property
    def numbers(self) -> list[int]:
        """The comments that it answers."""
        if isinstance(self.comment, int):
            return [self.comment]
        ends = [part.split("-") for part in self.comment.split(",")]
        return [number for end in ends for number in range(int(end[0]), int(end[-1]) + 1)]


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
