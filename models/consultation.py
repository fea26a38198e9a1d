"""Consultation: rounds, invitations, reactions, comments and the owner's responses."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, json_field, moment_field, renamed_field
from models.enums import (
    ChangeChoice,
    CommentSource,
    PartyKind,
    Placing,
    Position,
    RoundStatus,
    Silence,
    Verdict,
    Weight,
)
from models.errors import Fault, TransitionNotAllowed, fault

SAID_POSITIONS = (Position.AGREE, Position.AGREE_WITH_COMMENTS, Position.AGREE_ON_CONDITION, Position.OBJECT)
"""What a party can say; the other positions are recorded for it when it stays silent."""

COMMENT_FACTS = (
    "number",
    "weight",
    "text",
    "passage",
    "words",
    "proposed_text",
    "placing",
    "source",
    "author",
    "old_text",
    "marks",
    "is_reason",
)
"""What the audit trail says of a comment."""


_ALLOWED: dict[tuple[RoundStatus, str], RoundStatus] = {
    (RoundStatus.OPEN, "close"): RoundStatus.CLOSED,
    (RoundStatus.OPEN, "extend"): RoundStatus.OPEN,
    (RoundStatus.OPEN, "remind in"): RoundStatus.OPEN,
    (RoundStatus.OPEN, "add a party to"): RoundStatus.OPEN,
    (RoundStatus.OPEN, "take a party out of"): RoundStatus.OPEN,
    (RoundStatus.CLOSED, "answer"): RoundStatus.CLOSED,
    (RoundStatus.CLOSED, "complete"): RoundStatus.ANSWERED,
    (RoundStatus.OPEN, "cancel"): RoundStatus.CANCELLED,
    (RoundStatus.CLOSED, "cancel"): RoundStatus.CANCELLED,
}


class ConsultationRound(SQLModel, table=True):
    """One letter version, a set of parties, a due date."""

    __tablename__ = "consultation_round"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "stage_key", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    stage_key: str = Field(max_length=40)
    number: int
    cycle: int = renamed_field("lap")
    version_number: int
    fingerprint: str = Field(max_length=80)
    opened_at: datetime = moment_field()
    due: date
    """The last day on which a reaction is taken."""
    silence: Silence = enum_field(Silence)
    status: RoundStatus = enum_field(RoundStatus, default=RoundStatus.OPEN)
    closed_at: datetime | None = moment_field(default=None)
    close_reason: str = ""

    def move(self, action: str) -> None:
        """Bring the status where the action leads; raise `TransitionNotAllowed` where it leads nowhere."""
        after = _ALLOWED.get((self.status, action))
        if after is None:
            raise TransitionNotAllowed("round.not_from_here", action=action, number=self.number, status=self.status)
        self.status = after


class Invitation(SQLModel, table=True):
    """One party in one round, and who was asked on its behalf."""

    __tablename__ = "invitation"
    __table_args__ = (sa.UniqueConstraint("round_id", "party_code"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    round_id: str = Field(foreign_key="consultation_round.id", index=True, max_length=32)
    place: int
    party_code: str = Field(max_length=40)
    party_name: str = Field(max_length=200)
    party_kind: PartyKind = enum_field(PartyKind)
    asked: str = Field(max_length=200)
    """The contact that was asked."""
    asked_at: datetime = moment_field()
    is_optional: bool = False
    """Whether the round goes on without this party."""
    deputy_code: str | None = Field(default=None, max_length=40)
    """The party that answers in this one's absence."""
    taken_out_at: datetime | None = moment_field(default=None)
    """Since when it is not asked any more in this round: the owner took it out."""
    taken_out_by: str = Field(default="", max_length=200)
    taken_out_reason: str = ""


class Reaction(SQLModel, table=True):
    """One party's answer, bound to the version that it read."""

    __tablename__ = "reaction"
    __table_args__ = (sa.UniqueConstraint("invitation_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    invitation_id: str = Field(foreign_key="invitation.id", index=True, max_length=32)
    number: int = 1
    """Counts the party's reactions to one invitation: a later one takes the place of those before it."""
    party_code: str = Field(max_length=40)
    deputy_code: str | None = Field(default=None, max_length=40)
    """The party that answered in this one's absence."""
    is_late: bool = False
    """It came after the round closed: kept and shown, not counted."""
    position: Position = enum_field(Position)
    by: str = Field(max_length=200)
    at: datetime = moment_field()
    version_number: int
    fingerprint: str = Field(max_length=80)
    remark: str = ""
    document_id: str | None = Field(default=None, foreign_key="document.id", max_length=32)
    """The returned copy of the letter."""
    is_unreached: bool = False
    """Of silence: the invitation was not delivered, so this party said nothing and agreed to nothing."""


class Comment(SQLModel, table=True):
    """One point in a reaction."""

    __tablename__ = "comment"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    reaction_id: str = Field(foreign_key="reaction.id", index=True, max_length=32)
    number: int
    """Its number in the dossier, by which the owner answers it."""
    weight: Weight = enum_field(Weight)
    text: str
    passage: str = ""
    words: str = ""
    """Which words of the passage it is about; empty for the whole of it."""
    proposed_text: str = ""
    placing: Placing | None = enum_field(Placing, default=None, nullable=True)
    """Where the proposed text goes; None if there is none for a passage, or if nobody said it."""
    is_reason: bool = False
    """Of an objection: whether this is why. A condition says so by its weight."""
    source: CommentSource = enum_field(CommentSource, default=CommentSource.SAID)
    author: str = Field(default="", max_length=200)
    """Of a point in the returned copy: who made it, as that file says."""
    old_text: str = ""
    """Of a change: what stood there; `proposed_text` is what stands there now."""
    marks: list[str] = json_field(default_factory=list)
    """Which tracked changes or which comment of the round's consolidated copy it is; empty for what is not in there."""


class Response(SQLModel, table=True):
    """The owner's answer to a comment."""

    __tablename__ = "response"

    comment_id: str = Field(primary_key=True, foreign_key="comment.id", max_length=32)
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    verdict: Verdict = enum_field(Verdict)
    reason: str
    by: str = Field(max_length=200)
    at: datetime = moment_field()


class ChangeNotice(SQLModel, table=True):
    """What the owner decided for a party that agreed to an earlier text than the one that stands."""

    __tablename__ = "change_notice"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "stage_key", "party_code", "version_number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    stage_key: str = Field(max_length=40)
    party_code: str = Field(max_length=40)
    agreed_version: int
    """The version that the party's own reaction is about."""
    version_number: int
    fingerprint: str = Field(max_length=80)
    """The text of which the party is told."""
    after_round: int
    """How many rounds the stage had then: a later one asks a party again."""
    choice: ChangeChoice = enum_field(ChangeChoice)
    reason: str
    by: str = Field(max_length=200)
    at: datetime = moment_field()


class Escalation(SQLModel, table=True):
    """A decision above the owner to go on although a party objects or holds to a condition."""

    __tablename__ = "escalation"

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    round_id: str = Field(foreign_key="consultation_round.id", max_length=32)
    party_code: str = Field(max_length=40)
    decided_by: str = Field(max_length=200)
    level: str = Field(max_length=100)
    reason: str
    by: str = Field(max_length=200)
    at: datetime = moment_field()


def reaction_faults(position: Position, weights: Sequence[Weight]) -> list[Fault]:
    """Return what is contradictory in a reaction: its position against the weights of its comments.

    The rules: only what people can say is taken; agreement without more has no comments;
    agreement with comments has some, and no condition among them; agreement on condition names the
    condition; an objection says what is wrong.
    """
    faults = []
    if position not in SAID_POSITIONS:
        said = ", ".join(SAID_POSITIONS)
        faults.append(fault("position", "reaction.silence_is_not_said", position=position, choices=said))
    if position in (Position.AGREE, Position.AGREE_WITH_COMMENTS) and Weight.CONDITION in weights:
        faults.append(fault("position", "reaction.condition_makes_it_conditional"))
    elif position is Position.AGREE and weights:
        faults.append(fault("position", "reaction.comments_make_it_commented"))
    if position is Position.AGREE_WITH_COMMENTS and not weights:
        faults.append(fault("comments", "reaction.needs_comment"))
    if position is Position.AGREE_ON_CONDITION and Weight.CONDITION not in weights:
        faults.append(fault("comments", "reaction.needs_condition"))
    if position is Position.OBJECT and not weights:
        faults.append(fault("comments", "reaction.objection_needs_comment"))
    return faults


def reason_faults(position: Position, weights: Sequence[Weight], *, has_named: bool, remark: str) -> list[Fault]:
    """Return that an objection does not say which of its comments is the reason.

    A condition is a reason, and so is the only comment. Of several wishes or observations one is named as the reason,
    or the remark gives it.
    """
    is_clear = has_named or bool(remark.strip()) or len(weights) < 2 or Weight.CONDITION in weights
    return [] if position is not Position.OBJECT or is_clear else [fault("comments", "reaction.objection_needs_reason")]


def is_reason(position: Position, weights: Sequence[Weight], *, is_named: bool, remark: str) -> bool:
    """Return whether a comment is on record as the reason of an objection: the one that was named, or the only one."""
    is_only_one = len(weights) == 1 and not remark.strip()
    return position is Position.OBJECT and (is_named or is_only_one)
