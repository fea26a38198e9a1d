"""Two people who fill in one letter: what differs between what one kept and what the other typed meanwhile."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from models.request import DossierRequest
from paraaf.portal.start.draft import KeptFile, StartDraft
from paraaf.portal.start.request_shape import Kind, Values, fields_of, filled

_MAX_SHOWN_LENGTH = 600
"""How many characters of a text are shown where it differs."""


@dataclass(frozen=True)
class Difference:
    """A part of the form in which the two are not the same."""

    place: str
    label: str
    mine: str
    theirs: str
    is_untouched: bool
    """Whether only the other one changed it."""


def shown(values: Values) -> str:
    """Return what a form carries, to know later which parts its reader changed: a short hash of each."""
    return json.dumps({place: _hash(value) for place, value in _parts(filled(values))}, separators=(",", ":"))


def differences(labels: Mapping[str, str], mine: StartDraft, theirs: StartDraft, carried: str) -> list[Difference]:
    """Return where what was typed is not what was kept, in the order of the form.

    `carried` is what `shown` gave to the form in which it was typed; anything else counts as nothing.
    """
    before = _read(carried)
    kept = dict(_parts(filled(theirs.values)))
    files = theirs.files | mine.files
    return [
        Difference(
            place,
            labels.get(place, place),
            _told(value, files),
            _told(kept[place], files),
            before.get(place) == _hash(value),
        )
        for place, value in _parts(filled(mine.values))
        if value != kept[place]
    ]


def take(values: Values, kept: Values, places: Iterable[str]) -> None:
    """Put into what was typed, at these places, what was kept."""
    known = dict(_parts(kept))
    for place in places:
        if place in known:
            *above, last = place.split("-")
            node = values
            for part in above:
                node = node[part]
            node[last] = known[place]


def _parts(values: Values, prefix: str = "", model: type[BaseModel] = DossierRequest) -> Iterator[tuple[str, Any]]:
    """Yield each value and each list as a whole, with its place."""
    for field in fields_of(model):
        place, value = f"{prefix}{field.name}", values[field.name]
        if field.kind is Kind.GROUP and field.model:
            yield from _parts(value, f"{place}-", field.model)
        else:
            yield place, value


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def _read(carried: str) -> Mapping[str, Any]:
    try:
        found = json.loads(carried)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _told(value: Any, files: Mapping[str, KeptFile]) -> str:
    text = "; ".join(_leaves(value, files))
    return text if len(text) <= _MAX_SHOWN_LENGTH else f"{text[:_MAX_SHOWN_LENGTH]} …"


def _leaves(value: Any, files: Mapping[str, KeptFile]) -> Iterator[str]:
    match value:
        case str() if value.strip():
            yield files[value].name if value in files else value.strip()
        case list():
            for each in value:
                yield from _leaves(each, files)
        case dict():
            if inside := ", ".join(leaf for each in value.values() for leaf in _leaves(each, files)):
                yield inside
