"""Runs that died before their letter was on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest

from models.errors import InvalidDossier, ParaafError
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import sweeping
from tests.support import letters
from tests.support.fakes import FakeRuns
from tests.support.refusals import refuses

sign_off = import_module("flows.sign_off")
"""The module; the flow in it has the same name."""


def test_a_run_that_died_before_its_letter_was_on_record_is_started_again(app: App) -> None:
    runs = app.runs
    assert isinstance(runs, FakeRuns)
    letters.carry(app, letters.register(app, run_id="run-1"))
    runs.under_way = ["run-1", "run-2"]

    swept = sweeping.sweep(app)

    assert runs.revived == ["run-2"]
    assert swept.woken == 1


def test_the_other_letters_are_swept_when_prefect_cannot_be_asked_for_lost_runs(app: App) -> None:
    runs = app.runs
    assert isinstance(runs, FakeRuns)
    letters.carry(app, letters.register(app))
    runs.is_down = True

    swept = sweeping.sweep(app)

    assert swept.troubles > 0
    assert runs.revived == []


def test_a_run_whose_letter_was_given_to_another_one_ends_before_its_next_step(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = letters.register(app, run_id="run-1")

    @contextmanager
    def meanwhile(*_: object) -> Iterator[None]:
        with app.work() as work:
            work.dossier(dossier_id).flow_run_id = "run-2"
        yield

    monkeypatch.setattr(sign_off, "heartbeat", meanwhile)
    before = letters.state_of(app).dossier.audit_head

    with refuses(ParaafError, match=f"Another run carries letter {letters.NUMBER} on; this one ends"):
        sign_off._carry(app, {}, run_id="run-1")

    assert letters.state_of(app).dossier.audit_head == before


@pytest.mark.parametrize("given", [{}, {"title": "x", "vroeger": "anders"}])
def test_a_run_with_parameters_that_make_no_letter_says_every_fault_in_them(app: App, given: dict[str, str]) -> None:
    with refuses(InvalidDossier, match=r"cannot be started(.|\n)*references") as refusal:
        sign_off._carry(app, given, run_id="run-1")
    assert len(refusal.value.faults) > 5
