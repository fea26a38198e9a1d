"""What the audit trail has told so far, while its events are read one after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.audit import AuditEvent
from models.enums import DecisionStatus, SignOffStatus

Facts = dict[str, dict[str, Any]]
"""What there is to know of each thing, by the name under which a fault names it."""


@dataclass
class ReplayState:
    """What the events that were read tell: each thing by its name, and what is under way."""

    letter: dict[str, Any]
    facts: Facts = field(default_factory=dict)
    fingerprints: dict[int, str] = field(default_factory=dict)
    """Of each version."""
    rounds: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    """By stage and number."""
    sign_offs: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Of the latest route, by party."""
    decision: dict[str, Any] = field(default_factory=dict)
    """The latest one of the minister."""
    discussions: dict[int, dict[str, Any]] = field(default_factory=dict)
    hold: dict[str, Any] = field(default_factory=dict)
    """The latest one."""
    dispatch: dict[str, Any] = field(default_factory=dict)

    def is_before_the_minister(self) -> bool:
        """Return whether the minister has to decide."""
        return self.decision.get("status") in (DecisionStatus.ASKED, DecisionStatus.DISCUSS)

    def lapse_sign_offs(self) -> None:
        """End the sign-offs that are open."""
        for sign_off in self.sign_offs.values():
            if sign_off["status"] in (SignOffStatus.WAITING, SignOffStatus.ASKED):
                sign_off["status"] = SignOffStatus.LAPSED


Readers = dict[str, Callable[[ReplayState, AuditEvent, dict[str, Any]], None]]
"""What reads an event, by its action."""


def free_name(facts: Facts, name: str) -> str:
    """Return the name, or with "(2)", "(3)", ... after it where it is taken."""
    count = 1 + sum(1 for taken in facts if taken == name or taken.startswith(f"{name} ("))
    return name if count == 1 else f"{name} ({count})"


def person_of(event: AuditEvent) -> str:
    """Return the name of the person, without the party in whose name it was done."""
    return event.actor.removesuffix(f" ({event.data['party']})").strip()
