"""Links to the portal: each lets one person do one thing, for as long as it is asked and a while after."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, json_field, moment_field
from models.enums import Language, LinkPurpose
from models.state import DossierState
from models.working_days import end_of_day

GRACE = timedelta(days=30)
"""How long a link still opens its page after the due date, or after the letter is over."""


class Link(SQLModel, table=True):
    """One person's way to one thing. The token itself is stored nowhere, and its hash only once it was sent."""

    __tablename__ = "link"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    number: int
    """Its number in the dossier."""
    purpose: LinkPurpose = enum_field(LinkPurpose)
    about: str = Field(max_length=40)
    """The id of the invitation, sign-off or decision; empty for the owner and the secretariat."""
    party_code: str = Field(max_length=40)
    """The party that is asked."""
    deputy_code: str | None = Field(default=None, max_length=40)
    """The party that was written to in its absence."""
    holder: str = Field(max_length=200)
    address: str = Field(max_length=320)
    channel: str = Field(max_length=40)
    language: Language = enum_field(Language)
    token_hash: str | None = Field(default=None, unique=True, max_length=64)
    made_at: datetime = moment_field()
    passed_on_from: str | None = Field(default=None, foreign_key="link.id", max_length=32)
    """The link whose holder lets this one's holder answer."""
    account: str = Field(default="", max_length=600)
    """The account of whoever signed in and came this way, without a message; empty for a link that was sent."""
    is_contact: bool = False
    """Whether its holder was a contact of the party directory when it was made: it ends when that is over."""
    corrected_from: str = Field(default="", max_length=320)
    """The address of its holder in the party directory, if a person sent it to a better one: it stands in for that."""
    code_channel: str = Field(default="", max_length=40)
    code_address: str = Field(default="", max_length=320)
    """Where one-time codes for it went when it was made, if not to the address of the link itself."""
    wrong_codes: int = 0
    """How many wrong one-time codes were given for it; after too many it is revoked."""
    revoked_at: datetime | None = moment_field(default=None)
    revoked_by: str = Field(default="", max_length=200)
    revoke_reason: str = ""

    @property
    def acts_for(self) -> str:
        """The code under which its holder acts: the party's, or the deputy's."""
        return self.deputy_code or self.party_code


class Draft(SQLModel, table=True):
    """What the holder of a link typed and has not sent yet."""

    __tablename__ = "draft"

    link_id: str = Field(primary_key=True, foreign_key="link.id", max_length=32)
    content: dict[str, Any] = json_field()
    saved_at: datetime = moment_field()


def expires_at(link: Link, state: DossierState) -> datetime | None:
    """Return when a link stops opening its page, as things stand now; None while nobody can say.

    Due dates move, so this is worked out each time.
    """
    day = None
    match link.purpose:
        case LinkPurpose.REVIEW:
            rounds = {round_.id: round_.due for round_ in state.rounds}
            day = next((rounds[i.round_id] for i in state.invitations if i.id == link.about), None)
        case LinkPurpose.SIGN_OFF:
            day = next((place.due for place in state.sign_offs if place.id == link.about), None)
        case LinkPurpose.DECISION:
            day = next((decision.due for decision in state.decisions if decision.id == link.about), None)
        case LinkPurpose.OWNER | LinkPurpose.SECRETARIAT:
            ended = state.dossier.ended_at
            return ended + GRACE if ended else None
    return end_of_day(day) + GRACE if day else link.made_at


def is_valid(link: Link, state: DossierState, *, at: datetime) -> bool:
    """Return whether a link opens its page at this moment."""
    if link.revoked_at is not None:
        return False
    if link.purpose is LinkPurpose.OWNER:
        dossier = state.dossier
        if (link.holder, link.address) != (dossier.owner_name, dossier.owner_address):
            return False
    end = expires_at(link, state)
    return end is None or at < end
