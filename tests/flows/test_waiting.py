"""How a run waits for people, without Prefect."""

from collections.abc import Callable

import pytest
from prefect.exceptions import Pause

from flows import waiting
from paraaf.services.app.unit_of_work import App
from tests.support import letters
from tests.support.fakes import FakeRuns


@pytest.fixture
def suspends(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let Prefect suspend the run, and something happen just before it does."""

    def arrange(happens: Callable[[], object]) -> None:
        def suspend_flow_run(**_: object) -> None:
            happens()
            raise Pause

        monkeypatch.setattr(waiting, "suspend_flow_run", suspend_flow_run)

    return arrange


def test_an_answer_just_before_the_run_is_suspended_still_wakes_it(
    app: App, suspends: Callable[[Callable[[], object]], None]
) -> None:
    dossier_id = letters.register(app)
    status = letters.carry(app, dossier_id)

    def everybody_answers() -> None:
        letters.agree(app, status)
        app.runs.woken.clear()  # type: ignore[attr-defined]  # Prefect does not hear it: the run still runs

    suspends(everybody_answers)
    with pytest.raises(Pause):
        waiting.suspend_until_woken(app, dossier_id)

    assert app.runs.woken == ["run-1"]  # type: ignore[attr-defined]


def test_a_run_that_people_still_have_to_answer_to_sleeps_on(
    app: App, suspends: Callable[[Callable[[], object]], None]
) -> None:
    dossier_id = letters.register(app)
    letters.carry(app, dossier_id)

    suspends(lambda: None)
    with pytest.raises(Pause):
        waiting.suspend_until_woken(app, dossier_id)

    assert app.runs.woken == []  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore:Logger 'prefect.flow_runs'")
def test_a_run_is_suspended_also_when_prefect_cannot_be_asked_to_wake_it(
    app: App, suspends: Callable[[Callable[[], object]], None]
) -> None:
    dossier_id = letters.register(app)
    status = letters.carry(app, dossier_id)
    runs = app.runs
    assert isinstance(runs, FakeRuns)

    def everybody_answers_and_prefect_goes_down() -> None:
        letters.agree(app, status)
        runs.is_down = True

    suspends(everybody_answers_and_prefect_goes_down)
    with pytest.raises(Pause):
        waiting.suspend_until_woken(app, dossier_id)
