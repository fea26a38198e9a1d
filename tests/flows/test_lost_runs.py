"""Runs that died before their letter was on record."""

from paraaf.services import sweeping
from paraaf.services.context import App
from tests.support import letters
from tests.support.fakes import FakeRuns


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
