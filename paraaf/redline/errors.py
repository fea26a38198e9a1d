"""What `paraaf.redline` raises."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why a file may not be opened: a `code`, and values for its sentence, such as the `places` where it holds."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({told})" if told else self.code


class UnsafeDocument(Exception):
    """A Word file that may not be opened; `reasons` say why."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons: list[Reason] = list(reasons)
        super().__init__("; ".join(map(str, self.reasons)))

    def __reduce__(self) -> tuple[type["UnsafeDocument"], tuple[list[Reason]]]:
        return type(self), (self.reasons,)


class Unmergeable(Exception):
    """A copy that cannot be laid over the base; `party` says whose it is, `code` why."""

    def __init__(self, party: str, code: str) -> None:
        self.party, self.code = party, code
        super().__init__(party, code)


class Reasons:
    """Reasons as they are found, the same one once, with the places where it holds."""

    MAX_REASONS = 20
    MAX_PLACES = 3

    def __init__(self) -> None:
        self._places: dict[tuple[str, tuple[tuple[str, Any], ...]], dict[str, None]] = {}

    def __bool__(self) -> bool:
        return bool(self._places)

    def add(self, code: str, place: str | None = None, **values: Any) -> None:
        """Note a reason, and the place where it holds if it has one."""
        # A hostile file may have a million of them: what is not shown is not kept.
        reason = (code, tuple(values.items()))
        if reason in self._places or len(self._places) < self.MAX_REASONS:
            places = self._places.setdefault(reason, {})
            if place is not None and len(places) <= self.MAX_PLACES:
                places[printable(place)] = None

    def all(self) -> list[Reason]:
        """Return all of them; one place more than is shown stands for the others."""
        return [_reason(code, places, dict(values)) for (code, values), places in self._places.items()]


def unsafe(code: str, place: str | None = None, **values: Any) -> UnsafeDocument:
    """Return the refusal of a file for one reason, which holds at `place` if that is given."""
    return UnsafeDocument([_reason(code, [] if place is None else [printable(place)], values)])


def _reason(code: str, places: Iterable[str], values: Mapping[str, Any]) -> Reason:
    found = list(places)
    return Reason(code, {**values, "places": found} if found else values)


def printable(text: str, max_length: int = 100) -> str:
    """Return text from a hostile file as one that can be shown: no control characters, not too long."""
    shown = "".join(c if c.isprintable() else "?" for c in text[: max_length + 1])
    return shown if len(shown) <= max_length else shown[: max_length - 3] + "..."
