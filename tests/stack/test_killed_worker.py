"""A worker that is killed, at every kind of step in turn, costs time and nothing else."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from models.enums import Position, Verdict
from models.errors import NotFound
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.stack import CODE, Stack
from paraaf.services import answers, intake, parties, reactions, starting, sweeping, verifying
from paraaf.services.context import App
from paraaf.services.reading import Status, read_status
from tests.conftest import make_app
from tests.stack.conftest import DAY, is_dispatched
from tests.support import letters
from tests.support.waiting import wait_until

NUMBER = "DYING-1"
REQUEST = {
    "references": {"dossier_number": NUMBER},
    "departments": ["FIN"],
    "stakeholders": ["VNO"],
    "sign_off_route": ["DIR"],
}
MUST_DIE_AT = {"register"} | {
    kind for kind in StepKind if not kind.startswith("await") and kind not in (StepKind.DONE, StepKind.NOTIFY)
}


@pytest.mark.timeout(900)
def test_a_letter_survives_a_killed_worker_at_every_step(
    stack: Stack, paraaf: App, tmp_path: Path, migrated: bytes
) -> None:
    """Kill the worker and its flow process at each kind of step; the documents are those of a quiet run."""
    _deploy_dying_flow(stack)
    app = build_app(stack.settings.model_copy(update={"deployment": "sign-off/dying"}))
    starting.start_run(app, letters.request(**REQUEST))
    died_at: set[str] = set()

    def goes_on() -> bool:
        _kill_whoever_stands_still(stack, died_at)
        sweeping.sweep(app)
        with suppress(NotFound):
            status = read_status(app, NUMBER)
            if status.step.waits_for_people:
                _answer(app, status)
            return is_dispatched(status) and status.step.is_done and all(m.sent_at for m in status.state.messages)
        return False

    wait_until(goes_on, "the letter to be dispatched", seconds=800)

    assert died_at == MUST_DIE_AT
    assert verifying.verify(app, NUMBER).faults == ()
    assert _documents(app) == _documents(_quiet_run(tmp_path, migrated))
    _assert_every_message_arrived(stack, app)


def _kill_whoever_stands_still(stack: Stack, died_at: set[str]) -> None:
    folder = Path(stack.settings.data_dir) / "dying"
    for marker in sorted(folder.glob("*")) if folder.exists() else []:
        if marker.suffix == ".part" or marker.name in died_at:
            continue
        stack.kill_worker()
        with suppress(ProcessLookupError):
            os.kill(int(marker.read_text()), signal.SIGKILL)
        died_at.add(marker.name)
        stack.start_worker()


def _answer(app: App, status: Status) -> None:
    """Answer as the people of this letter do: FIN has a suggestion, which is taken over."""
    if status.step.waits_for == ("FIN",):
        comment = reactions.CommentInput("Noem het plan.", passage=letters.PASSAGE)
        given = reactions.ReactionInput("FIN", "F", Position.AGREE_WITH_COMMENTS, [comment])
        reactions.record_reaction(app, NUMBER, given)
    elif status.step.kind is StepKind.AWAIT_ANSWERS:
        response = answers.ResponseInput(1, Verdict.REJECTED, "Het plan staat er al.")
        answers.answer(app, NUMBER, answers.AnswersInput([response]), by="O. Eigenaar")
    else:
        letters.agree(app, status, number=NUMBER)


def _quiet_run(folder: Path, migrated: bytes) -> App:
    """Return Paraaf with the same letter, carried on without any trouble."""
    (folder / "paraaf.db").write_bytes(migrated)
    app = make_app(f"sqlite:///{folder / 'paraaf.db'}", folder)
    app.clock.moment = DAY  # type: ignore[attr-defined]
    parties.load_parties(app, letters.write(folder / "parties.yaml", letters.PARTIES))
    dossier_id = intake.register(app, letters.request(**REQUEST), run_id="quiet")
    while not (status := letters.carry(app, dossier_id)).step.is_done:
        _answer(app, status)
    return app


def _documents(app: App) -> list[tuple[str, str]]:
    documents = read_status(app, NUMBER).state.documents
    return [(d.key, d.sha256) for d in documents if d.key != "dispatch_package"]


def _assert_every_message_arrived(stack: Stack, app: App) -> None:
    arrived = [mail["X-Paraaf-Key"] for mail in [mail.message for mail in stack.mailbox.received()]]
    for message in read_status(app, NUMBER).state.messages:
        assert message.key in arrived


def _deploy_dying_flow(stack: Stack) -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: stack.api_url}), get_client(sync_client=True) as client:
        model = client.read_deployment_by_name("sign-off/sign-off")
        client.create_deployment(
            flow_id=model.flow_id,
            name="dying",
            entrypoint="tests/stack/dying.py:sign_off",
            work_pool_name="paraaf",
            pull_steps=[{"prefect.deployments.steps.set_working_directory": {"directory": str(CODE)}}],
            parameter_openapi_schema=model.parameter_openapi_schema,
        )
