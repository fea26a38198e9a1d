"""A route as data: which stages, how many working days, what silence means. Files: templates/routes/*.yaml."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.enums import PartyKind, Silence, StageKind

KINDS = {
    "departments": PartyKind.DEPARTMENT,
    "stakeholders": PartyKind.STAKEHOLDER,
    "sign_off_route": PartyKind.UNIT,
}
"""Which kind of party each list of the dossier file names."""

StageKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,38}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Wording(_Strict):
    """A stage's name in the languages of the screens and messages."""

    nl: str
    en: str


class Stage(_Strict):
    """One stage of a route."""

    key: StageKey
    kind: StageKind
    name: Wording
    parties: Literal["departments", "stakeholders", "sign_off_route"] | None = None
    """The list in the dossier file that names whom this stage asks."""
    working_days: int = Field(default=5, ge=1, le=250)
    """How long each person asked has, in working days; for a sign-off, each turn on the route. For the dispatch only
    the planning counts it; an advice note takes no time."""
    follow_up_working_days: int = Field(default=2, ge=1, le=250)
    """How long the parties of a second or later round have."""
    silence: Silence = Silence.NO_RESPONSE
    due_date: date | None = None
    """A fixed due date for the first round, in place of the working days."""
    note_sections: list[str] = []
    """For the advice note: the keys of the further sections that this route knows, in order."""

    @model_validator(mode="after")
    def _names_its_parties(self) -> Self:
        asks_parties = self.kind in (StageKind.CONSULTATION, StageKind.SIGN_OFF)
        if asks_parties and self.parties is None:
            raise ValueError(f"stage '{self.key}' asks people, so it must say in 'parties' which list of them")
        return self


class Reminders(_Strict):
    """When those who have not answered are reminded."""

    halfway: bool = True
    working_days_before_due: list[int] = [1]
    late_every_working_days: int = Field(default=0, ge=0, le=250)
    """How often who is late is reminded again, after the first time on the next working day; 0 is never again."""


class Route(_Strict):
    """The stages a letter passes through, in order."""

    name: str
    title: Wording
    stages: list[Stage] = Field(min_length=1)
    reminders: Reminders = Reminders()
    owner_signs_off: bool = False
    """Whether the owner of a letter may sign it off too: without it somebody else has to."""
    working_days_before_debate: int = Field(default=5, ge=0, le=250)
    """How long before the debate the letter has to be with parliament; 0 is on the day itself."""

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        keys = [stage.key for stage in self.stages]
        doubles = sorted({key for key in keys if keys.count(key) > 1})
        if doubles:
            raise ValueError(f"stage keys occur twice: {', '.join(doubles)}")
        kinds = [stage.kind for stage in self.stages]
        last = [StageKind.ADVICE_NOTE, StageKind.SIGN_OFF, StageKind.MINISTER, StageKind.DISPATCH]
        tail = [kind for kind in kinds if kind is not StageKind.CONSULTATION]
        if tail != last or kinds[-len(last) :] != last:
            raise ValueError(
                "a route is any number of consultation stages, then advice_note, sign_off, minister and dispatch"
            )
        return self

    def index_of(self, key: str) -> int | None:
        """Return the place of a stage on the route, counted from 0; None if the route has no such stage."""
        return next((index for index, stage in enumerate(self.stages) if stage.key == key), None)
