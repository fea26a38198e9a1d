"""Who can be asked: the party directory."""

from datetime import date

from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field
from models.enums import Language, PartyKind


class Party(SQLModel, table=True):
    """A ministry, stakeholder, unit, minister, secretariat or house of parliament, by its code."""

    __tablename__ = "party"

    code: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=200)
    kind: PartyKind = enum_field(PartyKind)
    title: str = Field(default="", max_length=200)
    """The office as it stands under a signature or above a note: "minister van Economische Zaken"."""
    postal_address: str = ""
    """Lines of the address on a letter."""
    deputy_code: str | None = Field(default=None, max_length=40)
    """The party that answers while this one is absent."""
    absent_from: date | None = None
    absent_until: date | None = None
    """The last day of the absence; None means until further notice."""

    def is_absent(self, day: date) -> bool:
        """Return whether the deputy answers on this day."""
        if self.deputy_code is None:
            return False
        started = self.absent_from is None or self.absent_from <= day
        return started and (self.absent_until is None or day <= self.absent_until)


class Contact(SQLModel, table=True):
    """A person or mailbox through which a party is reached."""

    __tablename__ = "contact"

    id: str = id_field()
    party_code: str = Field(foreign_key="party.code", index=True, max_length=40, ondelete="CASCADE")
    place: int
    name: str = Field(max_length=200)
    function: str = Field(default="", max_length=200)
    address: str = Field(max_length=320)
    channel: str = Field(default="mail", max_length=40)
    code_address: str = Field(default="", max_length=320)
    """Where one-time codes go, if not to the address of the messages."""
    code_channel: str = Field(default="", max_length=40)
    """The channel of that address; empty: the one of the messages."""
    language: Language = enum_field(Language, default=Language.DUTCH)
