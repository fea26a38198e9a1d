"""Faults that are kept as plain data, so that each reader is told in their own language later."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

from models import enums
from models.enums import MessageStatus
from models.errors import Fault, ParaafError
from models.message import Message
from models.route import Wording
from paraaf.faults import CATALOGUE


class StoredFault(BaseModel):
    """What is wrong, as plain data: with what was handed in, until it is shown again, or with a message."""

    place: str = ""
    code: str
    values: dict[str, Any] = Field(default_factory=dict)
    line: int | None = None

    @classmethod
    def of(cls, fault: Fault | ParaafError) -> "StoredFault":
        """Return a fault as it is kept."""
        values = {name: _kept(value) for name, value in fault.values.items()}
        if isinstance(fault, ParaafError):
            return cls(code=fault.code, values=values)
        return cls(place=fault.place, code=fault.code, values=values, line=fault.line)

    @property
    def fault(self) -> Fault:
        """What was kept."""
        return Fault(self.place, self.code, self.line, {name: _found(value) for name, value in self.values.items()})


def as_data(fault: Fault | ParaafError) -> dict[str, Any]:
    """Return a fault as plain data."""
    return StoredFault.of(fault).model_dump()


def why_undelivered(message: Message, language: str) -> str:
    """Return why a message did not arrive, in `nl` or `en`; in English where only the words were kept.

    Of one that was cancelled that is also why nobody needs it any more.
    """
    if message.problem is None or message.status is MessageStatus.CANCELLED:
        return message.last_error
    try:
        return CATALOGUE.sentence(StoredFault.model_validate(message.problem).fault, language)
    except KeyError:  # an earlier version kept a code that is not known any more
        return message.last_error


def _kept(value: Any) -> Any:
    """Return a value as JSON can hold it; what is not text or a number says what it is."""
    match value:
        case Fault() | ParaafError():
            return {"fault": StoredFault.of(value).model_dump()}
        case Wording():
            return {"wording": [value.nl, value.en]}
        case StrEnum() if getattr(enums, type(value).__name__, None) is type(value):
            return {"member": [type(value).__name__, value.value]}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case list() | tuple():
            return [_kept(each) for each in value]
        case bool() | int() | None:
            return value
    return "".join(character for character in str(value) if character.isprintable())


def _found(value: Any) -> Any:
    """Return a value as it was before it was kept."""
    match value:
        case list():
            return [_found(each) for each in value]
        case {"fault": kept}:
            return StoredFault.model_validate(kept).fault
        case {"wording": [nl, en]}:
            return Wording(nl=nl, en=en)
        case {"member": [kind, member]}:
            return getattr(enums, kind)(member)
        case {"moment": moment}:
            return datetime.fromisoformat(moment)
        case {"day": day}:
            return date.fromisoformat(day)
    return value
