from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from models.audit import AuditEvent, chain_faults, event_hash

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def chain(length: int = 4) -> list[AuditEvent]:
    events: list[AuditEvent] = []
    for seq in range(1, length + 1):
        event = AuditEvent(
            dossier_id="d1",
            seq=seq,
            at=AT + timedelta(minutes=seq),
            actor="Iemand",
            action=f"action_{seq}",
            data={"n": seq, "text": "é"},
            previous_hash=events[-1].hash if events else "",
            hash="",
        )
        event.hash = event_hash(event)
        events.append(event)
    return events


def faults(events: list[AuditEvent], *, of: list[AuditEvent] | None = None) -> list[str]:
    whole = of or chain()
    return chain_faults(events, count=len(whole), head=whole[-1].hash)


def test_a_whole_trail_has_no_faults() -> None:
    assert faults(chain()) == []


def test_an_empty_trail_is_whole_for_a_dossier_that_counts_none() -> None:
    assert chain_faults([], count=0, head="") == []


@pytest.mark.parametrize(
    "change",
    [
        lambda e: setattr(e, "data", {"n": 3, "text": "e"}),
        lambda e: setattr(e, "actor", "Een ander"),
        lambda e: setattr(e, "action", "andere"),
        lambda e: setattr(e, "at", e.at + timedelta(microseconds=1)),
        lambda e: setattr(e, "dossier_id", "d2"),
    ],
    ids=["data", "actor", "action", "at", "dossier"],
)
def test_a_changed_event_shows(change: Callable[[AuditEvent], None]) -> None:
    events = chain()
    change(events[2])

    assert any(fault.startswith("event 3 (") and "was changed" in fault for fault in faults(events))


def test_a_changed_event_with_a_hash_made_to_fit_shows_at_the_next_one() -> None:
    events = chain()
    events[1].actor = "Een ander"
    events[1].hash = event_hash(events[1])

    assert faults(events) == ["event 3 (action_3) does not follow on the one before it"]


def test_a_changed_last_event_with_a_hash_made_to_fit_shows_at_the_head() -> None:
    events = chain()
    events[-1].actor = "Een ander"
    events[-1].hash = event_hash(events[-1])

    assert faults(events) == ["the last event is not the one that the dossier recorded last"]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (0, "event 1 is missing: event 2 stands in its place"),
        (1, "event 2 is missing: event 3 stands in its place"),
        (3, "the dossier counts 4 events, but 3 are there"),
    ],
    ids=["first", "middle", "last"],
)
def test_a_removed_event_shows(gone: int, said: str) -> None:
    events = chain()
    del events[gone]

    assert faults(events) == [said]


def test_a_removed_event_with_the_others_numbered_on_shows() -> None:
    events = chain()
    del events[1]
    for seq, event in enumerate(events, start=1):
        event.seq = seq

    found = faults(events)

    assert "event 2 (action_3) does not follow on the one before it" in found
    assert "the dossier counts 4 events, but 3 are there" in found


def test_two_events_that_changed_places_show() -> None:
    events = chain()
    events[1], events[2] = events[2], events[1]
    events[1].seq, events[2].seq = 2, 3

    assert "event 2 (action_3) does not follow on the one before it" in faults(events)


def test_an_added_event_shows() -> None:
    events = chain(5)

    assert faults(events, of=chain(4)) == ["the dossier counts 4 events, but 5 are there"]


def test_a_trail_that_is_gone_altogether_shows() -> None:
    assert faults([]) == ["the dossier counts 4 events, but 0 are there"]


def test_the_hash_does_not_depend_on_the_zone_in_which_a_moment_is_written() -> None:
    (event,) = chain(1)
    elsewhere = event.model_copy(update={"at": event.at.astimezone(timezone(timedelta(hours=2)))})

    assert event_hash(elsewhere) == event_hash(event)


def test_an_event_of_an_earlier_version_keeps_its_hash_and_one_that_tells_of_rows_has_another() -> None:
    event = chain(1)[0]
    told = AuditEvent(**{**event.model_dump(), "rows": {}})

    assert event_hash(event) == "2eca6dc686104cc55251a1e5d6dbb390dd76f1af32f4eaa227c67b70dad7f21d"
    assert event_hash(told) != event_hash(event)
