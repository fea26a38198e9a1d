"""Refusals on the pages of the portal."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from models import enums
from models.enums import Language
from models.errors import Fault, InvalidInput, ParaafError
from models.route import Wording
from paraaf.faults import TEXTS, Catalogue

CATALOGUE = Catalogue(TEXTS)
"""The sentences of all refusals."""
_COMMENT = re.compile(r"comment (\d+)")
_ABOUT = {Language.DUTCH: "opmerking {}: {}", Language.ENGLISH: "comment {}: {}"}


class StoredFault(BaseModel):
    """What is wrong with something that was typed or handed in, as a draft keeps it until it is shown again."""

    place: str = ""
    code: str
    values: dict[str, Any] = Field(default_factory=dict)
    line: int | None = None

    @classmethod
    def of(cls, fault: Fault | ParaafError) -> "StoredFault":
        """Return a fault as a draft keeps it."""
        values = {name: _kept(value) for name, value in fault.values.items()}
        if isinstance(fault, ParaafError):
            return cls(code=fault.code, values=values)
        return cls(place=fault.place, code=fault.code, values=values, line=fault.line)

    @property
    def fault(self) -> Fault:
        """What was kept."""
        return Fault(self.place, self.code, self.line, {name: _found(value) for name, value in self.values.items()})


def _known(value: Any) -> Any:
    """Leave out what an older Paraaf kept in words of its own: it is found again when the file is looked at again."""
    return [
        each
        for each in value
        if isinstance(each, StoredFault) or (isinstance(each, dict) and each.get("code") in CATALOGUE.texts)
    ]


StoredFaults = Annotated[list[StoredFault], BeforeValidator(_known)]


def stored_faults(error: InvalidInput) -> list[StoredFault]:
    """Return what is wrong with a file as a draft keeps it: each fault, or the refusal itself."""
    return [StoredFault.of(fault) for fault in error.faults] or [StoredFault.of(error)]


def said(fault: Fault | ParaafError | StoredFault, language: Language) -> str:
    """Return what is wrong, in one sentence; with the number of the comment that it is about, if it is about one."""
    what = fault.fault if isinstance(fault, StoredFault) else fault
    sentence = CATALOGUE.sentence(what, language)
    comment = _COMMENT.fullmatch(what.place) if isinstance(what, Fault) else None
    return _ABOUT[language].format(comment[1], sentence) if comment else sentence


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
