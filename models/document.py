"""Stored files: letter versions, attachments, notes, tables and packages. None of them ever changes."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, moment_field
from models.enums import DocumentKind
from models.file_names import named_as


class Document(SQLModel, table=True):
    """One stored file of a dossier. `key` says what it is, so that making it twice gives one."""

    __tablename__ = "document"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "seq"), sa.UniqueConstraint("dossier_id", "key"))

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    seq: int
    key: str = Field(max_length=120)
    kind: DocumentKind = enum_field(DocumentKind)
    title: str = Field(max_length=300)
    file_name: str = Field(max_length=200)
    media_type: str = Field(max_length=120)
    sha256: str = Field(max_length=64)
    size: int
    """Bytes."""
    fingerprint: str = Field(default="", max_length=80)
    """The text fingerprint of a Word file; empty for other files."""
    version_number: int | None = None
    """The letter version that this file holds or is about."""
    created_at: datetime = moment_field()
    created_by: str = Field(max_length=200)

    @property
    def sent_name(self) -> str:
        """The name under which it is mailed, downloaded and packed: with the ending of what it is."""
        return named_as(self.file_name, self.media_type)


class LetterVersion(SQLModel, table=True):
    """One version of the letter's text, never changed: a change is a next version."""

    __tablename__ = "letter_version"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    number: int
    made_in: str = Field(max_length=120)
    """What made it: "draft", "departments round 1", "returned by ...". """
    document_id: str = Field(foreign_key="document.id", max_length=32)
    fingerprint: str = Field(max_length=80)
    made_at: datetime = moment_field()
    made_by: str = Field(max_length=200)


class Attachment(SQLModel, table=True):
    """A file that goes to parliament with the letter."""

    __tablename__ = "attachment"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "place"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    place: int
    title: str = Field(max_length=300)
    document_id: str = Field(foreign_key="document.id", max_length=32)


class AdviceNote(SQLModel, table=True):
    """What the minister reads before signing: it belongs to one version of the letter."""

    __tablename__ = "advice_note"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    number: int
    version_number: int
    document_id: str = Field(foreign_key="document.id", max_length=32)
    public_document_id: str = Field(foreign_key="document.id", max_length=32)
    fingerprint: str = Field(max_length=80)
    made_at: datetime = moment_field()
