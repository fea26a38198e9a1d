"""Refusals on the pages of the portal."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from models.enums import Language
from models.errors import Fault, InvalidInput, ParaafError
from paraaf.faults import CATALOGUE
from paraaf.faults.stored import StoredFault

_COMMENT = re.compile(r"comment (\d+)")
_ABOUT = {Language.DUTCH: "opmerking {}: {}", Language.ENGLISH: "comment {}: {}"}


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
