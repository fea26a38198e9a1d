"""Signing in with an account of the organisation: who it was, and until when that counts."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from models.base import id_field, json_field, moment_field
from models.enums import Role

MAX_SIGN_IN = timedelta(hours=10)
"""How long somebody stays signed in: a working day."""
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How much the clocks of two machines that serve the portal may differ."""


class SignIn(SQLModel, table=True):
    """Somebody who signed in, as the OpenID provider described them then. No token of the provider is kept."""

    __tablename__ = "sign_in"

    id: str = id_field()
    account: str = Field(index=True, max_length=600)
    """Which account it was, for good: the provider's issuer, and the subject there."""
    name: str = Field(max_length=200)
    address: str = Field(default="", max_length=320)
    """The e-mail address that the provider vouches for; empty for none."""
    roles: list[str] = json_field()
    party_codes: list[str] = json_field()
    """The codes of the parties that the provider says this person acts for."""
    at: datetime = moment_field()
    ended_at: datetime | None = moment_field(default=None)

    def has(self, role: Role) -> bool:
        """Return whether the account had this role."""
        return role in self.roles

    def is_open(self, *, at: datetime) -> bool:
        """Return whether this still counts."""
        return self.ended_at is None and self.at - CLOCK_TOLERANCE <= at < self.at + MAX_SIGN_IN
