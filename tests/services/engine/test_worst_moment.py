"""A wake-up between the run's last look and its sleep: Prefect drops it, and the next sweep makes it good."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from models.process import StepKind
from models.working_days import end_of_day
from paraaf.services.app import leases
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import closing
from paraaf.services.engine import sweeping
from tests.support.acts import consulted, on_sqlite
from tests.support.fakes import FakeRuns
from tests.support.letters import NUMBER, carry, react, state_of


@dataclass
class OneRun(FakeRuns):
    """A run as Prefect has it: only one that sleeps can be resumed; a wake-up of one that runs is dropped."""

    sleeps: bool = False

    def wake(self, run_id: str) -> None:
        if self.sleeps:
            super().wake(run_id)
            self.sleeps = False

    def revive(self, run_id: str, *, is_alive: bool, force: bool = False) -> str:
        if not self.sleeps and is_alive:
            return "left alone"
        self.sleeps = False
        return super().revive(run_id, is_alive=is_alive, force=force)


def both_react(app: App) -> None:
    react(app, "FIN")
    react(app, "OCW")


def the_due_date_passes(app: App) -> None:
    app.clock.moment = end_of_day(state_of(app).rounds[0].due) + timedelta(seconds=1)


def the_owner_closes_the_round(app: App) -> None:
    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Het debat is vervroegd.")


HAPPENS: list[Callable[[App], None]] = [both_react, the_due_date_passes, the_owner_closes_the_round]


@on_sqlite
@pytest.mark.parametrize("happens", HAPPENS)
@pytest.mark.parametrize("has_let_go", [False, True])
def test_a_wake_up_at_the_worst_moment_is_made_good_by_the_next_sweep(
    app: App, happens: Callable[[App], None], has_let_go: bool
) -> None:
    run = OneRun()
    app = replace(app, runs=run)
    dossier_id = consulted(app)
    leases.beat(app, dossier_id, "process-1")
    assert read_status(app, dossier_id).step.waits_for_people  # the run's last look

    if has_let_go:
        leases.release(app, dossier_id)
        happens(app)
    else:
        happens(app)
        leases.release(app, dossier_id)
    assert run.woken == []
    run.sleeps = True
    sweeping.sweep(app)

    assert run.revived == ["run-1"]
    assert not run.sleeps
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_REACTIONS
    assert state_of(app).stage.key == "stakeholders"


@on_sqlite
def test_a_sweep_while_the_run_is_still_falling_asleep_leaves_it_to_the_next_one(app: App) -> None:
    run = OneRun()
    app = replace(app, runs=run)
    dossier_id = consulted(app)
    leases.beat(app, dossier_id, "process-1")
    both_react(app)

    sweeping.sweep(app)
    assert run.revived == []

    leases.release(app, dossier_id)
    run.sleeps = True
    sweeping.sweep(app)
    assert run.revived == ["run-1"]
