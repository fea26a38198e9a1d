"""A process that is killed in the middle of a step leaves no trace: every kind of step, just before its commit."""

import os
import signal
from pathlib import Path

from models.enums import ChangeChoice, Position
from models.process import StepKind
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation import change_notices
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.engine import directory_load, steps
from tests.support import letters
from tests.support.acts import CHANGE, SUGGESTION, accepted, answer, record_of
from tests.support.apps import make_app

KINDS_ON_THE_WAY = {
    kind for kind in StepKind if not kind.startswith("await") and kind not in (StepKind.NOTIFY, StepKind.DONE)
}


def test_a_step_that_is_killed_before_its_commit_leaves_nothing_and_is_done_again(
    app: App, tmp_path: Path, migrated: bytes
) -> None:
    quiet = _another(tmp_path / "quiet", migrated)
    killed_at = set()
    dossier_id = letters.register(app)
    while not (status := read_status(app, dossier_id)).step.is_done:
        if status.step.waits_for_people:
            _answer(app, status)
        elif status.step.kind is StepKind.NOTIFY:
            steps.perform(app, dossier_id, status.step)
        else:
            before = record_of(app)
            _kill_in_the_middle(app, dossier_id)
            assert record_of(app) == before, status.step
            killed_at.add(status.step.kind)
            steps.perform(app, dossier_id, status.step)

    assert killed_at == KINDS_ON_THE_WAY
    quiet_id = letters.register(quiet)
    while not (status := letters.carry(quiet, quiet_id)).step.is_done:
        _answer(quiet, status)
    assert _documents(app) == _documents(quiet)


def _answer(app: App, status: Status) -> None:
    """Let everybody agree, FIN and VNO with a suggestion; VNO's is taken over, and FIN is asked again."""
    suggesting = {"FIN", "VNO"}.intersection(status.step.waits_for)
    if suggesting:
        letters.react(app, suggesting.pop(), Position.AGREE_WITH_COMMENTS, SUGGESTION)
    elif status.step.kind is StepKind.AWAIT_ANSWERS and status.state.stage.key == "stakeholders":
        answer(app, responses=[accepted(2)], edits=[CHANGE])
    elif status.step.kind is StepKind.AWAIT_CHANGE_DECISIONS:
        touched = [reaction.party_code for _, reaction in status.state.outdated_agreements()]
        again = [
            ChangeInput(code, ChangeChoice.ASK_AGAIN if code == "FIN" else ChangeChoice.INFORM) for code in touched
        ]
        change_notices.decide_changes(app, letters.NUMBER, again, by="O. Eigenaar")
    else:
        letters.agree(app, status)


def _kill_in_the_middle(app: App, dossier_id: str) -> None:
    """Do the letter's next step in a process of its own that is killed when all is written and nothing committed."""
    child = os.fork()
    if child == 0:
        mine = make_app(str(app.database.url), Path(app.settings.data_dir))
        mine.clock.moment = app.clock.now()  # type: ignore[attr-defined]
        finish = UnitOfWork.finish

        def die(work: UnitOfWork) -> None:
            finish(work)
            os.kill(os.getpid(), signal.SIGKILL)

        UnitOfWork.finish = die  # type: ignore[method-assign]
        try:
            steps.perform(mine, dossier_id, read_status(mine, dossier_id).step)
        finally:
            os._exit(1)
    _, state = os.waitpid(child, 0)
    assert os.WIFSIGNALED(state) and os.WTERMSIG(state) == signal.SIGKILL


def _another(folder: Path, migrated: bytes) -> App:
    folder.mkdir()
    (folder / "paraaf.db").write_bytes(migrated)
    app = make_app(f"sqlite:///{folder / 'paraaf.db'}", folder)
    directory_load.load_parties(app, letters.write(folder / "parties.yaml", letters.PARTIES))
    return app


def _documents(app: App) -> list[tuple[str, str]]:
    """Return each document; but for the package, which names the end of the audit trail."""
    documents = letters.state_of(app).documents
    return [(document.key, document.sha256) for document in documents if document.key != "dispatch_package"]
