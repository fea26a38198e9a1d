"""Show 8: `paraaf verify` finds a changed byte in a stored file and a changed, removed or reordered audit row.

Whoever forges here has full rights on the database: the triggers are off.
"""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from models.audit import AuditEvent, event_hash
from models.audited_rows import AuditedRows, apply_rows, audited_value
from models.consultation import COMMENT_FACTS
from models.decision import SignOff
from models.dossier import Dossier
from models.enums import DossierStatus, Position
from models.errors import InvalidInput, NotFound
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import reaction_inputs, reactions
from paraaf.services.signing import sign_offs
from tests.services.audit.whole_way import PROPOSAL, travelled
from tests.support.acts import SUGGESTION, consulted, events, on_sqlite, refused, state_of, stored_path, waiting_for
from tests.support.forging import Forgery, forged, forging, sql
from tests.support.letters import NUMBER, agree, carry, react, register, to_stage
from tests.support.refusals import refuses

# A letter that nobody touched


def test_a_letter_that_nobody_touched_is_sound_at_every_step(app: App) -> None:
    travelled(app)

    found = verify(app, NUMBER)

    state = state_of(app)
    assert state.dossier.status is DossierStatus.DISPATCHED
    assert found.faults == ()
    assert (found.events, found.files) == (len(events(app)), len(state.documents))
    assert found.head == events(app)[-1].hash


@on_sqlite
def test_a_letter_is_sound_though_the_clock_was_put_back_between_two_reactions_of_a_party(app: App) -> None:
    carry(app, register(app))
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, SUGGESTION)
    app.clock.move(hours=-1)
    again = reaction_inputs.ReactionInput("FIN", "Iemand van FIN", Position.AGREE, revises=True)
    reactions.record_reaction(app, NUMBER, again)

    assert verify(app, NUMBER).faults == ()
    state = state_of(app)
    standing = state.reaction_to(state.invitations[0])
    assert standing is not None
    assert standing.position is Position.AGREE


@on_sqlite
def test_verifying_a_letter_that_is_not_there_is_refused(app: App) -> None:
    with refuses(NotFound, match="There is no dossier NIETS"):
        verify(app, "NIETS")


# The audit trail


def test_a_change_in_any_column_of_an_event_is_found_and_the_event_is_named(app: App) -> None:
    travelled(app)
    event = next(e for e in events(app) if e.action == "reaction_recorded")
    this = f"WHERE dossier_id = '{event.dossier_id}' AND seq = {event.seq}"
    values = {
        "dossier_id": ("'another'", f"event {event.seq} is missing"),
        "seq": ("9999", f"event {event.seq} is missing"),
        "at": ("'2026-01-01 00:00:00.000001'", "was changed after it was recorded"),
        "actor": ("'Iemand anders'", "was changed after it was recorded"),
        "action": ("'signed'", "was changed after it was recorded"),
        "data": ("'{}'", "was changed after it was recorded"),
        "rows": ("'{}'", "was changed after it was recorded"),
        "previous_hash": (f"'{'0' * 64}'", "does not follow on the one before it"),
        "hash": (f"'{'0' * 64}'", "was changed after it was recorded"),
    }
    assert set(values) == set(AuditEvent.__table__.columns.keys())  # type: ignore[attr-defined]

    for column, (value, said) in values.items():
        faults = forged(app, sql(f"UPDATE audit_event SET {column} = {value} {this}"), "audit_event")
        assert any(f"event {event.seq} " in fault and said in fault for fault in faults), (column, faults)
    assert verify(app, NUMBER).faults == ()


def test_an_event_that_was_taken_out_is_found_wherever_it_was(app: App) -> None:
    travelled(app)
    count = len(events(app))

    for seq, said in (
        (1, "event 1 is missing: event 2 stands in its place"),
        (7, "event 7 is missing: event 8 stands in its place"),
        (count, f"the dossier counts {count} events, but {count - 1} are there"),
    ):
        faults = forged(app, sql(f"DELETE FROM audit_event WHERE seq = {seq}"), "audit_event")
        assert f"audit trail: {said}" in faults


def test_events_that_changed_places_are_found(app: App) -> None:
    travelled(app)
    swap = sql(
        "UPDATE audit_event SET seq = 9999 WHERE seq = 5",
        "UPDATE audit_event SET seq = 5 WHERE seq = 6",
        "UPDATE audit_event SET seq = 6 WHERE seq = 9999",
    )

    faults = forged(app, swap, "audit_event")

    assert any(fault.startswith("audit trail: event 5 (") for fault in faults)
    assert any(fault.startswith("audit trail: event 6 (") for fault in faults)


def test_an_event_that_was_put_in_is_found(app: App) -> None:
    travelled(app)
    last = events(app)[-1]

    def add(connection: sa.Connection) -> None:
        event = AuditEvent(
            dossier_id=last.dossier_id, seq=last.seq + 1, at=last.at, actor="X", action="signed", data={},
            previous_hash=last.hash, hash="",
        )  # fmt: skip
        event.hash = event_hash(event)
        connection.execute(AuditEvent.__table__.insert(), event.model_dump())  # type: ignore[attr-defined]

    faults = forged(app, add, "audit_event")

    assert f"audit trail: the dossier counts {last.seq} events, but {last.seq + 1} are there" in faults
    assert f"event {last.seq + 1} (signed) does not hold what such an event holds" in faults


def rewritten(app: App, seq: int, *, until: int, rows: AuditedRows | None = None, **changes: Any) -> Forgery:
    """Return the forgery that changes an event, and makes the hashes anew from there up to `until`.

    With `rows` the first event that tells of rows tells of these too.
    """
    chain = [event for event in events(app) if seq <= event.seq <= until]
    for name, value in changes.items():
        setattr(chain[0], name, value)
    if rows is not None:
        apply_rows(next(event.rows for event in chain if event.rows is not None), rows)
    previous = chain[0].previous_hash
    for event in chain:
        event.previous_hash = previous
        event.hash = previous = event_hash(event)

    def forge(connection: sa.Connection) -> None:
        for event in chain:
            table = AuditEvent.__table__  # type: ignore[attr-defined]
            connection.execute(
                table.update().where(table.c.seq == event.seq),
                {n: getattr(event, n) for n in ("actor", "data", "rows", "previous_hash", "hash")},
            )

    return forge


def test_an_event_with_a_new_hash_is_found_by_its_successor(app: App) -> None:
    travelled(app)

    faults = forged(app, rewritten(app, 7, until=7, actor="Iemand anders"), "audit_event")

    assert [fault for fault in faults if fault.startswith("audit trail")] == [
        f"audit trail: event 8 ({events(app)[7].action}) does not follow on the one before it"
    ]


def test_a_chain_that_was_made_anew_to_its_end_is_found_by_what_the_dossier_recorded_last(app: App) -> None:
    travelled(app)
    last = len(events(app))

    for seq in (1, 7, last):
        faults = forged(app, rewritten(app, seq, until=last, actor="Iemand anders"), "audit_event")
        assert "audit trail: the last event is not the one that the dossier recorded last" in faults


# A chain that was written anew with everything that belongs to it


def rewrite_all(app: App) -> Forgery:
    """Return the forgery after which somebody else decided over FIN's objection, in every row and hash."""
    escalated = next(event for event in events(app) if event.action == "escalated")
    data = escalated.data | {"decided_by": "Iemand anders"}
    key = state_of(app).escalations[0].id
    rows: AuditedRows = {
        "escalation": {key: {"decided_by": audited_value("escalation", key, "decided_by", "Iemand anders")}}
    }
    chain = rewritten(app, escalated.seq, until=len(events(app)), rows=rows, data=data)

    def forge(connection: sa.Connection) -> None:
        chain(connection)
        connection.exec_driver_sql("UPDATE escalation SET decided_by = 'Iemand anders'")
        connection.exec_driver_sql(
            "UPDATE dossier SET audit_head = (SELECT hash FROM audit_event ORDER BY seq DESC LIMIT 1)"
        )

    return forge


def test_only_a_hash_noted_elsewhere_shows_that_everything_was_written_anew(app: App) -> None:
    travelled(app)
    noted = verify(app, NUMBER).head
    with forging(app) as connection:
        rewrite_all(app)(connection)

    assert verify(app, NUMBER).faults == ()
    (fault,) = verify(app, NUMBER, head=noted).faults
    assert f"no event has the hash {noted[:12]}..." in fault
    assert "written anew" in fault


@on_sqlite
def test_a_hash_noted_earlier_is_found_in_the_chain_that_grew_since(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    noted = verify(app, NUMBER)
    agree(app, carry(app, dossier_id))
    carry(app, dossier_id)

    found = verify(app, NUMBER, head=f" {noted.head.upper()} ")

    assert found.is_sound
    assert found.known_until == noted.events < found.events
    assert verify(app, NUMBER).known_until is None


@on_sqlite
def test_a_letter_put_back_to_an_earlier_day_is_found_by_a_hash_noted_later(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    found = verify(app, NUMBER, head="ab" * 32)

    assert not found.is_sound
    assert "or cut off" in found.faults[0]


@on_sqlite
@pytest.mark.parametrize("head", ["xyz", "ab" * 31, "zz" * 32, "ab" * 33])
def test_what_is_no_hash_is_refused(app: App, head: str) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    assert "64 hexadecimal digits" in refused(app, InvalidInput, lambda: verify(app, NUMBER, head=head))


# Stored files


@on_sqlite
def test_each_stored_file_that_lost_or_changed_a_byte_or_is_gone_is_named(app: App) -> None:
    travelled(app)

    for document in state_of(app).documents:
        path = stored_path(app, document.sha256)
        content = path.read_bytes()
        name = f"file {document.seq} ({document.file_name})"
        flipped = content[:-1] + bytes([content[-1] ^ 1])
        for changed in (flipped, content[:-1]):
            path.write_bytes(changed)
            assert f"{name} was changed after it was stored" in verify(app, NUMBER).faults
        path.unlink()
        assert f"{name} is gone" in verify(app, NUMBER).faults
        path.write_bytes(content)
    assert verify(app, NUMBER).faults == ()


def test_a_file_with_another_valid_one_in_its_place_is_found_by_the_trail(app: App) -> None:
    travelled(app)
    first, second = (d for d in state_of(app).documents if d.key in ("letter:1", "letter:2"))

    faults = forged(app, sql(f"UPDATE document SET sha256 = '{first.sha256}' WHERE seq = {second.seq}"), "document")

    assert faults == (f"file {second.seq} is not what the audit trail says was recorded (sha256)",)


@pytest.mark.parametrize(
    ("table", "column", "key", "named"),
    [
        ("letter_version", "document_id", "letter:1", "version "),
        ("advice_note", "document_id", "advice_note:1:public", "advice note "),
        ("advice_note", "public_document_id", "advice_note:1", "advice note "),
        ("reaction", "document_id", "letter:2", "the reaction of FIN in round 1"),
        ("dispatch", "package_document_id", "letter:1", "the dispatch "),
        ("attachment", "document_id", "letter:1", "attachment 1 "),
    ],
)
@on_sqlite
def test_a_row_that_points_to_another_file_of_the_letter_is_named(
    app: App, table: str, column: str, key: str, named: str
) -> None:
    travelled(app)
    other = state_of(app).document(key)
    assert other is not None
    where = f"WHERE {column} IS NOT NULL AND {column} <> '{other.id}'"

    def point(connection: sa.Connection) -> None:
        assert connection.exec_driver_sql(f"UPDATE {table} SET {column} = '{other.id}' {where}").rowcount

    assert any(fault.startswith(named) for fault in forged(app, point, table))


# Rows that decide something

NAMED: list[tuple[str, str, str]] = [
    ("reaction", "position = 'agree' WHERE position = 'object'", "the reaction of FIN in round 1 of departments"),
    ("reaction", "position = 'agree' WHERE position = 'tacit'", "the reaction of OCW in round 1 of departments"),
    ("reaction", "by = 'X' WHERE position = 'object'", "the reaction of FIN in round 2 of departments"),
    ("reaction", "remark = '' WHERE remark = 'Nee.'", "the reaction of FIN in round 1 of departments"),
    ("comment", "text = 'Goed zo.' WHERE number = 1", "the reaction of FIN in round 1 of departments"),
    ("comment", "weight = 'observation' WHERE number = 1", "the reaction of FIN in round 1 of departments"),
    ("response", "verdict = 'accepted' WHERE verdict = 'rejected'", "the answer to comment 2"),
    ("response", "reason = 'Ja.'", "the answer to comment 1"),
    ("escalation", "decided_by = 'X'", "the decision over the position of FIN"),
    ("escalation", "reason = 'X'", "the decision over the position of FIN"),
    ("consultation_round", "due = '2026-12-31' WHERE number = 2", "round 2 of departments"),
    ("consultation_round", "silence = 'tacit' WHERE stage_key = 'stakeholders'", "round 1 of stakeholders"),
    ("consultation_round", "close_reason = '' WHERE close_reason <> ''", "round 1 of stakeholders"),
    ("invitation", "party_code = 'EZ' WHERE party_code = 'OCW'", "round 1 of departments"),
    ("letter_version", "fingerprint = 'X' WHERE number = 2", "version 2"),
    ("sign_off", "by = 'X' WHERE remarks = 'Netjes.'", "the sign-off of DIR in pass 1"),
    ("sign_off", "remarks = '' WHERE remarks = 'Netjes.'", "the sign-off of DIR in pass 1"),
    ("sign_off", "status = 'signed_off' WHERE status = 'returned'", "the sign-off of WJZ in pass 1"),
    ("decision", "remarks = '' WHERE status = 'returned'", "the minister's decision in pass 2"),
    ("decision", "status = 'signed' WHERE status = 'returned'", "the minister's decision in pass 2"),
    ("decision", "by = 'X' WHERE status = 'signed'", "the minister's decision in pass 3"),
    ("signature", "name = 'X'", "the signature"),
    ("signature", "at = '2026-01-01 00:00:00'", "the signature"),
    ("signature", "letter_sha256 = 'X'", "the signature"),
    ("dispatch", "number = 'X'", "the dispatch"),
    ("dispatch", "by = 'X'", "the dispatch"),
    ("commitment", "discharged_at = NULL", "the dispatch"),
    ("message", "status = 'pending', sent_at = NULL WHERE kind = 'to_parliament'", "message to_parliament:"),
    ("dossier", "title = 'X'", "the letter"),
    ("dossier", "status = 'withdrawn'", "the letter"),
    ("dossier", "stage = 0", "the letter"),
    ("dossier", "ended_at = NULL", "the letter"),
    ("dossier", "request = '{}'", "the letter is not what the audit trail says was recorded (request, parties)"),
    ("dossier", "request = '[]'", "what is on record cannot be read"),
    ("dossier", "route = '{}'", "what is on record cannot be read"),
    ("dossier", "minister_code = 'X'", "the letter is not what the audit trail says was recorded (details)"),
    (
        "participant",
        "code = 'X' WHERE code = 'DIR'",
        "the letter is not what the audit trail says was recorded (parties)",
    ),
    ("participant", "is_optional = true WHERE code = 'FIN'", "the letter"),
    ("commitment", "passage = 'X'", "the letter is not what the audit trail says was recorded (commitments)"),
]


def test_each_changed_row_that_decides_something_is_named(app: App) -> None:
    travelled(app)
    missed = []

    for table, change, named in NAMED:

        def forge(connection: sa.Connection, change: str = f"UPDATE {table} SET {change}") -> None:
            assert connection.exec_driver_sql(change).rowcount, change

        faults = forged(app, forge, table)
        if not any(fault.startswith(named) for fault in faults):
            missed.append((table, change, faults))
    assert missed == []
    assert verify(app, NUMBER).faults == ()


@on_sqlite
def test_a_reaction_that_nobody_gave_is_named(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_REACTIONS)
    invitation = state_of(app).invitations[0]
    row = {
        "id": "f" * 32, "dossier_id": dossier_id, "invitation_id": invitation.id, "number": 1,
        "party_code": "FIN", "position": "agree", "by": "X", "at": "2026-03-02 09:00:00", "version_number": 1,
        "fingerprint": "x", "remark": "",
    }  # fmt: skip
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f"'{value}'" for value in row.values())

    faults = forged(app, sql(f"INSERT INTO reaction ({names}) VALUES ({values})"), "audit_event")

    assert faults == (
        "the reaction of FIN in round 1 of departments is on record, but the audit trail does not tell of it",
    )


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_event SET at = 'gisteren' WHERE seq = 3",
        "UPDATE audit_event SET data = 'geen json' WHERE seq = 3",
        "UPDATE invitation SET round_id = 'x' WHERE party_code = 'FIN' AND place = 0",
    ],
)
def test_rows_that_cannot_even_be_read_are_a_fault_and_no_crash(app: App, change: str) -> None:
    waiting_for(app, StepKind.AWAIT_REACTIONS)
    table = change.split()[1]

    (fault,) = forged(app, sql(change), *([] if table == "audit_event" else [table]))

    assert fault.startswith("what is on record cannot be read: ")


def test_a_trail_from_before_proposed_texts_had_a_place_is_sound(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = tuple(name for name in COMMENT_FACTS if name != "placing")
    monkeypatch.setattr(reactions, "COMMENT_FACTS", earlier)
    consulted(app)
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, PROPOSAL)

    (event,) = events(app, "reaction_recorded")
    assert "placing" not in event.data["comments"][0]
    assert verify(app, NUMBER).faults == ()


# A letter whose trail began in an earlier version


def as_before(app: App) -> None:
    """Let the letter's trail be that of an earlier version, which told of no rows."""
    chain, previous = events(app), ""
    with forging(app) as connection:
        for event in chain:
            event.rows, event.previous_hash = None, previous
            event.hash = previous = event_hash(event)
            connection.execute(
                sa.update(AuditEvent)
                .where(col(AuditEvent.seq) == event.seq)
                .values(rows=sa.null(), previous_hash=event.previous_hash, hash=event.hash)
            )
        connection.execute(sa.update(Dossier).values(audit_head=previous))


def test_a_letter_that_ended_in_an_earlier_version_is_sound_and_only_its_main_facts_are_compared(app: App) -> None:
    travelled(app)
    as_before(app)

    found = verify(app, NUMBER)

    assert (found.faults, found.tells_of_rows) == ((), False)
    assert forged(app, sql("UPDATE message SET body = 'X' WHERE seq = 1"), "message") == ()
    assert forged(app, sql("UPDATE signature SET name = 'X'"), "signature")


def test_a_letter_of_an_earlier_version_is_told_of_whole_from_its_next_event_on(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    as_before(app)
    assert not verify(app, NUMBER).tells_of_rows
    to_stage(app, dossier_id, StepKind.AWAIT_DISPATCH)

    found = verify(app, NUMBER)

    assert (found.faults, found.tells_of_rows) == ((), True)
    (fault,) = forged(app, sql("UPDATE message SET body = 'X' WHERE seq = 1"), "message")
    assert fault.endswith("is not what the audit trail says was recorded (body)")
    assert forged(app, sql("DELETE FROM message WHERE seq = 1"), "message")
    assert sum(event.rows is not None and "participant" in event.rows for event in events(app)) == 1


def test_what_events_tell_of_rows_cannot_be_taken_out_of_them(app: App) -> None:
    travelled(app)
    last = [event for event in events(app) if event.rows is not None][-1]

    faults = forged(app, sql(f"UPDATE audit_event SET rows = NULL WHERE seq = {last.seq}"), "audit_event")

    assert f"audit trail: event {last.seq} ({last.action}) was changed after it was recorded" in faults


def test_a_trail_whose_last_events_were_cut_off_with_all_that_came_with_them_needs_a_noted_hash(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    state = state_of(app)
    sign_offs.sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Netjes.")
    noted = verify(app, NUMBER).head

    def cut_off(connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"DELETE FROM audit_event WHERE seq > {state.dossier.audit_count}")
        values = {"audit_count": state.dossier.audit_count, "audit_head": state.dossier.audit_head}
        connection.execute(sa.update(Dossier).values(**values))

    assert any("sign-off of DIR" in fault for fault in forged(app, cut_off, "audit_event", "dossier"))

    with forging(app) as connection:
        cut_off(connection)
        place = state.sign_offs[0]
        values = {"status": place.status, "by": place.by, "decided_at": place.decided_at, "remarks": place.remarks}
        connection.execute(sa.update(SignOff).where(col(SignOff.id) == place.id).values(**values))
    assert verify(app, NUMBER).faults == ()
    (fault,) = verify(app, NUMBER, head=noted).faults
    assert "or cut off" in fault
