"""What every table shares: ids, moments in UTC, words from a closed list, JSON that compares byte for byte."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC, stored without zone and read back with it, alike on SQLite and PostgreSQL."""

    impl = sa.DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def new_id() -> str:
    """Return a fresh id: 32 hexadecimal digits, random."""
    return uuid4().hex


def id_field() -> Any:
    """Return the primary key of most tables."""
    return Field(default_factory=new_id, primary_key=True, max_length=32)


def enum_field(words: type[StrEnum], **column: Any) -> Any:
    """Return a field that holds one word of a closed list; the database holds the list too."""
    kind = sa.Enum(
        words,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=32,
        name=words.__name__.lower(),
    )
    return Field(sa_type=kind, **column)


def moment_field(**column: Any) -> Any:
    """Return a field that holds a moment in UTC."""
    return Field(sa_type=Moment, **column)


def renamed_field(column: str, **field: Any) -> Any:
    """Return a field whose column has another name: what is on record keeps the name that it was recorded under."""
    return Field(sa_column_kwargs={"name": column}, **field)


def column_values(row: SQLModel) -> dict[str, Any]:
    """Return the values of a row by the names of its columns."""
    mapper = sa.inspect(type(row), raiseerr=True)
    return {column.name: getattr(row, mapper.get_property_by_column(column).key) for column in mapper.columns}


def json_field(**column: Any) -> Any:
    """Return a field that holds plain data."""
    return Field(sa_type=sa.JSON(none_as_null=True), **column)
