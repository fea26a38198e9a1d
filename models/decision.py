"""The internal sign-off route, the minister's decision and the dispatch."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, moment_field, renamed_field
from models.enums import DecisionStatus, DispatchStatus, SignOffStatus
from models.errors import TransitionNotAllowed

_SIGN_OFF: dict[tuple[SignOffStatus, str], SignOffStatus] = {
    (SignOffStatus.WAITING, "ask for"): SignOffStatus.ASKED,
    (SignOffStatus.ASKED, "give"): SignOffStatus.SIGNED_OFF,
    (SignOffStatus.ASKED, "return at"): SignOffStatus.RETURNED,
    (SignOffStatus.WAITING, "skip"): SignOffStatus.SKIPPED,
    (SignOffStatus.ASKED, "skip"): SignOffStatus.SKIPPED,
    (SignOffStatus.ASKED, "do without"): SignOffStatus.NOT_NEEDED,
    (SignOffStatus.WAITING, "do without"): SignOffStatus.NOT_NEEDED,
    (SignOffStatus.SIGNED_OFF, "take back"): SignOffStatus.WAITING,
    (SignOffStatus.SKIPPED, "take back"): SignOffStatus.WAITING,
    (SignOffStatus.NOT_NEEDED, "take back"): SignOffStatus.WAITING,
    (SignOffStatus.ASKED, "take back"): SignOffStatus.WAITING,
    (SignOffStatus.WAITING, "lapse"): SignOffStatus.LAPSED,
    (SignOffStatus.ASKED, "lapse"): SignOffStatus.LAPSED,
}
_DECISION: dict[tuple[DecisionStatus, str], DecisionStatus] = {
    (DecisionStatus.ASKED, "sign"): DecisionStatus.SIGNED,
    (DecisionStatus.DISCUSS, "sign"): DecisionStatus.SIGNED,
    (DecisionStatus.ASKED, "return"): DecisionStatus.RETURNED,
    (DecisionStatus.DISCUSS, "return"): DecisionStatus.RETURNED,
    (DecisionStatus.ASKED, "discuss"): DecisionStatus.DISCUSS,
    (DecisionStatus.DISCUSS, "discuss"): DecisionStatus.DISCUSS,
    (DecisionStatus.DISCUSS, "take up again"): DecisionStatus.ASKED,
    (DecisionStatus.ASKED, "lapse"): DecisionStatus.LAPSED,
    (DecisionStatus.DISCUSS, "lapse"): DecisionStatus.LAPSED,
    (DecisionStatus.LAPSED, "ask again"): DecisionStatus.ASKED,
}
_DISPATCH: dict[tuple[DispatchStatus, str], DispatchStatus] = {
    (DispatchStatus.READY, "send"): DispatchStatus.SENDING,
    (DispatchStatus.SENDING, "dispatch"): DispatchStatus.DISPATCHED,
    (DispatchStatus.READY, "lapse"): DispatchStatus.LAPSED,
    (DispatchStatus.SENDING, "lapse"): DispatchStatus.LAPSED,
}


class SignOffRoute(SQLModel, table=True):
    """One walk along the internal officials, with one version of the letter and its note."""

    __tablename__ = "sign_off_route"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "lap"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    cycle: int = renamed_field("lap")
    version_number: int
    fingerprint: str = Field(max_length=80)
    note_number: int
    started_at: datetime = moment_field()


class SignOff(SQLModel, table=True):
    """One place on the sign-off route. A sign-off is not a signature."""

    __tablename__ = "sign_off"
    __table_args__ = (sa.UniqueConstraint("route_id", "place"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    route_id: str = Field(foreign_key="sign_off_route.id", index=True, max_length=32)
    place: int
    turn: int = 0
    """Those with the same turn are asked at the same time."""
    needed: int = 1
    """How many of the turn have to sign off."""
    party_code: str = Field(max_length=40)
    party_name: str = Field(max_length=200)
    deputy_code: str | None = Field(default=None, max_length=40)
    """The party that was asked in this one's absence; after the decision: the party that decided for it."""
    status: SignOffStatus = enum_field(SignOffStatus, default=SignOffStatus.WAITING)
    asked_at: datetime | None = moment_field(default=None)
    due: date | None = None
    decided_at: datetime | None = moment_field(default=None)
    by: str = Field(default="", max_length=200)
    remarks: str = ""

    def move(self, action: str) -> None:
        """Bring the status where the action leads; raise `TransitionNotAllowed` where it leads nowhere."""
        after = _SIGN_OFF.get((self.status, action))
        if after is None:
            raise TransitionNotAllowed(
                "sign_off.not_from_here", action=action, party=self.party_code, status=self.status
            )
        self.status = after


class Decision(SQLModel, table=True):
    """What the minister was asked, on which letter and note, and what came of it."""

    __tablename__ = "decision"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "lap"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    cycle: int = renamed_field("lap")
    version_number: int
    note_number: int
    letter_fingerprint: str = Field(max_length=80)
    note_fingerprint: str = Field(max_length=80)
    status: DecisionStatus = enum_field(DecisionStatus, default=DecisionStatus.ASKED)
    asked_at: datetime = moment_field()
    due: date
    decided_at: datetime | None = moment_field(default=None)
    by: str = Field(default="", max_length=200)
    remarks: str = ""

    def move(self, action: str) -> None:
        """Bring the status where the action leads; raise `TransitionNotAllowed` where it leads nowhere."""
        after = _DECISION.get((self.status, action))
        if after is None:
            raise TransitionNotAllowed("minister.not_from_here", action=action, status=self.status)
        self.status = after


class Discussion(SQLModel, table=True):
    """What the minister wants to discuss, and the note of the meeting in which it was."""

    __tablename__ = "discussion"
    __table_args__ = (sa.UniqueConstraint("decision_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    decision_id: str = Field(foreign_key="decision.id", max_length=32)
    number: int
    asked_by: str = Field(max_length=200)
    asked_at: datetime = moment_field()
    topic: str
    held_at: datetime | None = moment_field(default=None)
    held_by: str = Field(default="", max_length=200)
    """Who wrote the note."""
    note: str = ""


class Signature(SQLModel, table=True):
    """The minister's signature: who, when, and exactly what was signed."""

    __tablename__ = "signature"

    decision_id: str = Field(primary_key=True, foreign_key="decision.id", max_length=32)
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    name: str = Field(max_length=200)
    function: str = Field(max_length=200)
    """The office; of a deputy also for whom: "minister van Y, namens de minister van X"."""
    deputy_code: str | None = Field(default=None, max_length=40)
    """The party that signed in the minister's absence."""
    at: datetime = moment_field()
    version_number: int
    letter_sha256: str = Field(max_length=64)
    letter_fingerprint: str = Field(max_length=80)
    note_sha256: str = Field(max_length=64)


class Dispatch(SQLModel, table=True):
    """What went out, when, and under which number."""

    __tablename__ = "dispatch"

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", unique=True, max_length=32)
    package_document_id: str = Field(foreign_key="document.id", max_length=32)
    status: DispatchStatus = enum_field(DispatchStatus, default=DispatchStatus.READY)
    ready_at: datetime = moment_field()
    sent_at: datetime | None = moment_field(default=None)
    """When the secretariat sent it."""
    dispatched_at: datetime | None = moment_field(default=None)
    """When parliament's mail server took it, or a person said how it was handed over."""
    number: str = Field(default="", max_length=100)
    """The number under which parliament or the archive knows it."""
    by: str = Field(default="", max_length=200)
    """Who sent it."""
    how: str = ""
    """How it was handed over, if not by the message that Paraaf sent."""
    handed_over_by: str = Field(default="", max_length=200)
    """Who said how."""

    def move(self, action: str) -> None:
        """Bring the status where the action leads; raise `TransitionNotAllowed` where it leads nowhere."""
        after = _DISPATCH.get((self.status, action))
        if after is None:
            raise TransitionNotAllowed("dispatch.not_from_here", action=action, status=self.status)
        self.status = after


def is_same_person(one: str, other: str) -> bool:
    """Return whether two names are of one person, as far as names tell: spaces and capitals do not count."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
