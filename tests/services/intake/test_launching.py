"""Who pressed start stands in the audit trail, wherever it was pressed."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from models.audit import AuditEvent
from models.errors import GatewayError, InvalidInput
from models.pending_start import PendingStart
from models.request import DossierRequest
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.audit.replay import Replay
from paraaf.services.intake import registration, started_by, starting
from tests.support.acts import events, on_sqlite
from tests.support.letters import NUMBER, register, request, request_data, write
from tests.support.refusals import refuses

pytestmark = on_sqlite


def press(app: App, folder: Path, *, by: str) -> None:
    """Start the letter on the command line."""
    starting.start_letter(app, write(folder / "dossier.yaml", json.dumps(request_data())), by=by)


def put_on_record(app: App) -> AuditEvent:
    """Let the run put the letter on record, and return the event that says so."""
    registration.register(app, DossierRequest.model_validate(app.runs.started[-1]), run_id="run-1")  # type: ignore[attr-defined]
    (event,) = events(app, "dossier_started")
    return event


def test_who_started_on_the_command_line_is_in_the_trail_and_the_owner_beside_it(app: App, tmp_path: Path) -> None:
    press(app, tmp_path, by=" S. Starter ")
    event = put_on_record(app)

    assert (event.actor, event.data["through"], event.data["owner"]) == ("S. Starter", "command line", "O. Eigenaar")
    assert verifying.verify(app, NUMBER).is_sound
    with app.read() as session:
        assert session.exec(select(PendingStart)).all() == []


def test_a_letter_that_was_started_in_prefect_says_so(app: App) -> None:
    register(app)
    (event,) = events(app, "dossier_started")

    assert (event.actor, event.data["through"], event.data["owner"]) == ("Prefect", "Prefect", "O. Eigenaar")
    assert verifying.verify(app, NUMBER).is_sound


def test_of_two_who_start_one_letter_the_last_is_named(app: App, tmp_path: Path) -> None:
    app.runs.is_down = True  # type: ignore[attr-defined]
    with pytest.raises(GatewayError):
        press(app, tmp_path, by="A. Eerste")
    app.runs.is_down = False  # type: ignore[attr-defined]
    press(app, tmp_path, by="B. Tweede")

    assert put_on_record(app).actor == "B. Tweede"


def test_a_register_that_is_done_again_names_nobody_else(app: App, tmp_path: Path) -> None:
    press(app, tmp_path, by="S. Starter")
    put_on_record(app)

    assert put_on_record(app).actor == "S. Starter"


def test_another_letter_is_not_taken_for_the_one_that_was_started(app: App, tmp_path: Path) -> None:
    press(app, tmp_path, by="S. Starter")
    registration.register(app, request(title="Een andere brief"), run_id="run-1")

    assert events(app, "dossier_started")[0].actor == "Prefect"


def test_nobody_starts_a_letter_without_a_name(app: App, tmp_path: Path) -> None:
    with refuses(InvalidInput, match="Say who starts the letter"):
        press(app, tmp_path, by=" ")
    assert app.runs.started == []  # type: ignore[attr-defined]


def test_what_was_never_put_on_record_is_let_go(app: App) -> None:
    started_by.remember(app, request(), started_by.StartedBy("A. Eerste", "portal"))
    app.clock.move(days=31)  # type: ignore[attr-defined]
    started_by.remember(app, request(title="Een andere brief"), started_by.StartedBy("B. Tweede", "portal"))

    with app.read() as session:
        assert [each.by for each in session.exec(select(PendingStart))] == ["B. Tweede"]


def test_a_trail_that_named_the_owner_as_who_started_still_can_be_read(app: App) -> None:
    register(app)
    (event,) = events(app, "dossier_started")
    event.actor = event.data.pop("owner")

    assert Replay([event], first_stage="departments").facts["the letter"]["owner"] == "O. Eigenaar"
