"""Answers are kept whatever is down, and the letter goes on when it is back."""

from collections.abc import Callable
from pathlib import Path

from models.enums import MessageStatus
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.stack import Stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.engine import directory_load, sweeping
from paraaf.services.intake import starting
from tests.stack.running import PEOPLE, deploy_variant, run_state, start_letter, state_of_run
from tests.support import letters
from tests.support.extent import in_full
from tests.support.letters import PARTIES
from tests.support.waiting import wait_until


@in_full
def test_a_reaction_while_prefect_is_down_is_kept_and_the_letter_goes_on_when_it_is_back(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    start_letter(paraaf, "DOWN-1", letter_at)
    stack.stop_server()

    letters.react(paraaf, "FIN", number="DOWN-1")

    assert read_status(paraaf, "DOWN-1").state.reactions[0].party_code == "FIN"
    assert sweeping.sweep(paraaf).troubles > 0
    stack.start_server()
    sweeping.sweep(paraaf)
    wait_until(lambda: read_status(paraaf, "DOWN-1").step.waits_for == ("VNO",), "the letter to go on")
    assert verifying.verify(paraaf, "DOWN-1").faults == ()


@in_full
def test_a_reaction_while_the_mail_server_is_down_is_kept_and_the_messages_go_out_when_it_is_back(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    start_letter(paraaf, "DOWN-2", letter_at)
    stack.mailbox.stop()

    letters.react(paraaf, "FIN", number="DOWN-2")
    wait_until(lambda: read_status(paraaf, "DOWN-2").step.waits_for == ("VNO",), "the letter to go on all the same")
    wait_until(lambda: run_state(paraaf, "DOWN-2") == "Suspended", "the run to be suspended")
    # Only now: while the run delivers, a message is being sent and not pending.
    waiting = [m for m in read_status(paraaf, "DOWN-2").state.messages if m.status is MessageStatus.PENDING]

    assert {message.party_code for message in waiting} >= {"VNO"}
    stack.mailbox.start()
    paraaf.clock.move_to(max(m.next_attempt_at for m in waiting if m.next_attempt_at))  # type: ignore[attr-defined]

    def have_arrived() -> bool:
        sweeping.sweep(paraaf)
        return all(message.sent_at for message in read_status(paraaf, "DOWN-2").state.messages)

    wait_until(have_arrived, "the messages to arrive")
    keys = [mail.message["X-Paraaf-Key"] for mail in stack.mailbox.received()]
    assert [key for key in (message.key for message in waiting) if keys.count(key) != 1] == []


@in_full
def test_a_wake_up_that_comes_at_the_worst_moment_is_made_good_by_one_sweep(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    deploy_variant(stack, "slow-to-suspend", "tests/stack/slow_to_suspend.py:sign_off")
    app = build_app(stack.settings.model_copy(update={"deployment": "sign-off/slow-to-suspend"}))
    moment = Path(stack.settings.data_dir) / "the-worst-moment"
    starting.start_run(app, letters.request(references={"dossier_number": "DOWN-3"}, **PEOPLE))
    wait_until(moment.exists, "the run to be about to suspend")

    letters.react(app, "FIN", number="DOWN-3")  # it wakes the run, which is not suspended yet
    moment.write_text("has passed")
    wait_until(lambda: run_state(app, "DOWN-3") == "Suspended", "the run to be suspended")
    assert read_status(app, "DOWN-3").step.kind is StepKind.CLOSE_ROUND
    sweeping.sweep(app)

    wait_until(lambda: read_status(app, "DOWN-3").step.waits_for == ("VNO",), "the letter to go on")
    app.database.dispose()


def test_a_letter_whose_run_failed_gets_a_new_run_when_it_is_started_again(paraaf: App, tmp_path: Path) -> None:
    request = letters.request(references={"dossier_number": "DOWN-4"}, **PEOPLE | {"departments": ["ONBEKEND"]})
    first = starting.start_run(paraaf, request)
    wait_until(
        lambda: state_of_run(paraaf, first.run_id) == "Failed",
        "the run to find that nobody knows this department",
    )
    newcomer = "  - {code: ONBEKEND, name: Nieuw, kind: department, contacts: [{name: N, address: n@example.nl}]}\n"
    directory_load.load_parties(paraaf, letters.write(tmp_path / "parties.yaml", PARTIES + newcomer))

    again = starting.start_run(paraaf, request)

    assert again.run_id != first.run_id
    assert starting.start_run(paraaf, request).run_id == again.run_id
