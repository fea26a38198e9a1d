"""A fault in a field of a form."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with a field: the id of the field, and the name of the text that says it."""

    field: str
    text: str
    values: tuple[tuple[str, Any], ...] = ()
