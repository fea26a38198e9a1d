"""Resuming a run in Prefect is never an answer."""

from collections.abc import Callable

from models.process import StepKind
from paraaf.services.app.status import Status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.intake import starting
from tests.stack.running import run_state
from tests.support import letters
from tests.support.waiting import wait_until

NUMBER = "RESUME-1"


def test_resuming_a_run_while_people_have_to_answer_changes_nothing(
    paraaf: App, letter_at: Callable[..., Status]
) -> None:
    starting.start_run(paraaf, letters.request(references={"dossier_number": NUMBER}))
    before = letter_at(NUMBER, StepKind.AWAIT_REACTIONS)
    wait_until(lambda: run_state(paraaf, NUMBER) == "Suspended", "the run to be suspended")
    before = letter_at(NUMBER, StepKind.AWAIT_REACTIONS)

    run_id = before.state.dossier.flow_run_id
    assert run_id is not None
    paraaf.runs.wake(run_id)
    wait_until(lambda: run_state(paraaf, NUMBER) == "Running", "the run to be resumed")
    wait_until(lambda: run_state(paraaf, NUMBER) == "Suspended", "the run to be suspended again")

    after = letter_at(NUMBER, StepKind.AWAIT_REACTIONS)
    assert after.state.dossier.audit_head == before.state.dossier.audit_head
    assert after.step == before.step
    assert [m.sent_at for m in after.state.messages] == [m.sent_at for m in before.state.messages]
    assert verifying.verify(paraaf, NUMBER).faults == ()
