"""The dossier: one letter on its way, with all that belongs to it."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, json_field, moment_field, new_id, renamed_field
from models.enums import CommitmentKind, DossierStatus, PartyKind
from models.errors import TransitionNotAllowed
from models.route import Route, Stage

_ALLOWED: dict[tuple[DossierStatus, str], DossierStatus] = {
    (DossierStatus.UNDERWAY, "complete a stage of"): DossierStatus.UNDERWAY,
    (DossierStatus.UNDERWAY, "ask again about"): DossierStatus.UNDERWAY,
    (DossierStatus.UNDERWAY, "return"): DossierStatus.RETURNED,
    (DossierStatus.RETURNED, "resubmit"): DossierStatus.UNDERWAY,
    (DossierStatus.UNDERWAY, "dispatch"): DossierStatus.DISPATCHED,
    (DossierStatus.UNDERWAY, "take a sign-off back of"): DossierStatus.UNDERWAY,
    (DossierStatus.UNDERWAY, "withdraw"): DossierStatus.WITHDRAWN,
    (DossierStatus.RETURNED, "withdraw"): DossierStatus.WITHDRAWN,
}


_REVISION = sa.Column("revision", sa.Integer, nullable=False)
IS_STALE = sa.text("published_revision < revision AND flow_run_id IS NOT NULL")
"""Whether the artifacts in the Prefect UI show an older revision; the sweep finds such dossiers by an index."""


class Dossier(SQLModel, table=True):
    """One letter on its way. `revision` rises with every change, so that two people cannot decide on one state."""

    __tablename__ = "dossier"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    number: str = Field(unique=True, max_length=60)
    title: str = Field(max_length=300)
    subject: str = Field(max_length=300)
    kenmerk: str = Field(default="", max_length=100)
    ministry_code: str = Field(max_length=40)
    minister_code: str = Field(max_length=40)
    secretariat_code: str = Field(max_length=40)
    recipient_code: str = Field(max_length=40)
    owner_name: str = Field(max_length=200)
    owner_unit: str = Field(default="", max_length=200)
    owner_address: str = Field(max_length=320)
    owner_channel: str = Field(default="mail", max_length=40)
    owner_language: str = Field(default="nl", max_length=2)
    debate_date: date | None = None
    status: DossierStatus = enum_field(DossierStatus, default=DossierStatus.UNDERWAY, index=True)
    stage: int = 0
    """The index in the route of the stage that the letter is in."""
    cycle: int = renamed_field("lap", default=1)
    """How often the letter has set out: it rises when a returned letter goes on, and when parties are asked again."""
    asks_all_from: int = 0
    """The index of the first stage that asks all its parties in this cycle; before it only some are asked again."""
    route: dict[str, Any] = json_field()
    request: dict[str, Any] = json_field()
    created_at: datetime = moment_field()
    ended_at: datetime | None = moment_field(default=None)
    wake_at: datetime | None = moment_field(default=None, index=True)
    """When the letter can go on or something falls due; what the sweep looks for."""
    flow_run_id: str | None = Field(default=None, unique=True, max_length=36)
    signer: dict[str, Any] = json_field(default_factory=dict)
    """Who is to sign, as the letter for signature names them: name, function, and the deputy if it is one."""
    former_signers: list[str] = json_field(default_factory=list)
    """The names of those who were to sign before."""
    signer_from: int = 0
    """The documents up to this number were made when somebody else was to sign."""
    document_count: int = 0
    comment_count: int = 0
    audit_count: int = 0
    audit_head: str = Field(default="", max_length=64)
    published_revision: int = 0
    """The revision that the artifacts in the Prefect UI show."""
    revision: int = Field(default=1, sa_column=_REVISION)

    __mapper_args__ = {"version_id_col": _REVISION}
    __table_args__ = (sa.Index("ix_dossier_stale", "id", sqlite_where=IS_STALE, postgresql_where=IS_STALE),)

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen to this letter any more."""
        return self.status in (DossierStatus.DISPATCHED, DossierStatus.WITHDRAWN)

    @property
    def parsed_route(self) -> Route:
        """The route this letter was started with; later edits to the route file do not touch it."""
        return Route.model_validate(self.route)

    @property
    def current_stage(self) -> Stage:
        """The stage of the route that the letter is in."""
        return self.parsed_route.stages[self.stage]

    def move(self, action: str) -> None:
        """Bring the status where the action leads; raise `TransitionNotAllowed` where it leads nowhere."""
        after = _ALLOWED.get((self.status, action))
        if after is None:
            raise TransitionNotAllowed("letter.not_from_here", action=action, letter=self.number, status=self.status)
        self.status = after


class Participant(SQLModel, table=True):
    """One party's part in one dossier: asked in a consultation stage, or a place on the sign-off route."""

    __tablename__ = "participant"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "stage_key", "code"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    stage_key: str = Field(max_length=40)
    place: int
    code: str = Field(max_length=40)
    name: str = Field(max_length=200)
    kind: PartyKind = enum_field(PartyKind)
    is_optional: bool = False
    """Whether a round goes on without this party, and its silence says nothing."""
    turn: int = 0
    """On the sign-off route: those with the same turn are asked at the same time."""
    needed: int = 1
    """On the sign-off route: how many of that turn have to sign off."""
    contacts: list[dict[str, Any]] | None = json_field(default=None, nullable=True)
    """The contacts of a one-off party; None means that the party directory has them."""


class Commitment(SQLModel, table=True):
    """What parliament asked or was promised, and the passage of the letter that meets it."""

    __tablename__ = "commitment"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "place"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    place: int
    kind: CommitmentKind = enum_field(CommitmentKind)
    by: str = Field(max_length=300)
    subject: str
    day: date | None = None
    reference: str = ""
    passage: str
    discharged_at: datetime | None = moment_field(default=None)
    """When the letter that discharges it was dispatched."""
