"""A worker that is killed, at every kind of step in turn, costs time and nothing else."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from models.enums import ChangeChoice, MessageStatus, Position, Verdict
from models.errors import NotFound
from models.message import Message
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.stack import Stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.consultation import answers, change_notices, reaction_inputs, reactions
from paraaf.services.engine import directory_load, sweeping
from paraaf.services.intake import registration, starting
from tests.stack.deaths import KILLS_ITSELF, STANDS_STILL, Deaths
from tests.stack.in_prefect import InPrefect
from tests.stack.running import DAY, PEOPLE, deploy_variant, is_dispatched
from tests.support import letters
from tests.support.acts import CHANGE
from tests.support.apps import make_app
from tests.support.extent import in_full
from tests.support.waiting import wait_until

NUMBERS = [f"DYING-{place}" for place in range(1, 6)]
SWEEP_EVERY = 5
"""Looks; a sweep over these letters takes as long as a step of one of them."""


@in_full
@pytest.mark.timeout(900)
def test_letters_survive_a_killed_worker_at_every_step(
    stack: Stack, paraaf: App, tmp_path: Path, migrated: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters travel side by side. The first to come to a kind of step stands still there; when all stand still,
    the worker is killed with them. In the end the documents are those of a quiet run, and every message arrived.
    """
    monkeypatch.setattr(sweeping, "REVIVAL_DELAYS", (timedelta(0),))  # these die again and again, and should
    earlier = len(stack.mailbox.received())
    deploy_variant(stack, "dying", "tests/stack/dying.py:sign_off", PARAAF_LINGER_SECONDS="60")
    app = build_app(stack.settings.model_copy(update={"deployment": "sign-off/dying"}))
    deaths, died_at = Deaths(Path(stack.settings.data_dir)), set[str]()
    for number in NUMBERS:
        starting.start_run(app, _request(number))
    looks = count()

    def all_stand_still_or_have_arrived() -> bool:
        if next(looks) % SWEEP_EVERY == 0:
            sweeping.sweep(app)
        arrived = sum(map(_has_arrived, _answered(app)))
        return len(deaths.places & STANDS_STILL - died_at) + arrived == len(NUMBERS)

    while True:
        wait_until(
            all_stand_still_or_have_arrived, f"all letters to come on from {sorted(died_at)}", seconds=300, every=0.7
        )
        standing = deaths.places & STANDS_STILL - died_at
        if not standing:
            break
        died_at |= standing
        stack.kill_worker()
        _revive(app)
        stack.start_worker()

    assert died_at == STANDS_STILL
    assert deaths.places - died_at == {f"before {kind}" for kind in KILLS_ITSELF}
    quiet = _quiet_run(tmp_path, migrated)
    for number in NUMBERS:
        assert verifying.verify(app, number).faults == ()
        assert _documents(app, number) == _documents(quiet, number)
        assert len(InPrefect(stack).runs_of(number)) == 1
    _assert_every_message_arrived(stack, app, earlier)


def _request(number: str) -> letters.DossierRequest:
    return letters.request(references={"dossier_number": number}, **PEOPLE)


def _answered(app: App) -> list[Status]:
    """Return where the letters were just now, after answering for those that waited for people."""
    found = []
    for number in NUMBERS:
        with suppress(NotFound):
            found.append(read_status(app, number))
    for status in found:
        if status.step.waits_for_people:
            _answer(app, status)
    return found


def _has_arrived(status: Status) -> bool:
    over = (MessageStatus.SENT, MessageStatus.CANCELLED)
    return is_dispatched(status) and status.step.is_done and all(m.status in over for m in status.state.messages)


def _revive(app: App) -> None:
    """Sweep until no run of a letter on its way is said to be running: their processes were killed just now."""
    app = build_app(app.settings.model_copy(update={"lease_seconds": 1.5}))

    def are_revived() -> bool:
        arrived = {status.state.dossier.flow_run_id for status in _answered(app) if _has_arrived(status)}
        sweeping.sweep(app)
        return not set(app.runs.unfinished()) - arrived

    wait_until(are_revived, "the runs to be started again", every=0.5)
    app.database.dispose()


def _answer(app: App, status: Status) -> None:
    """Answer as the people of this letter do: FIN has a suggestion, which is not taken over.

    In the first letter VNO's suggestion is taken over; the owner then asks FIN again.
    """
    number, is_first = status.state.dossier.number, status.state.dossier.number == NUMBERS[0]
    if status.step.waits_for in (("FIN",), ("VNO",)):
        if status.step.waits_for == ("VNO",) and not is_first:
            letters.agree(app, status, number=number)
            return
        comment = reaction_inputs.CommentInput("Noem het plan.", passage=letters.PASSAGE)
        given = reaction_inputs.ReactionInput(status.step.waits_for[0], "F", Position.AGREE_WITH_COMMENTS, [comment])
        reactions.record_reaction(app, number, given)
    elif status.step.kind is StepKind.AWAIT_ANSWERS:
        is_taken_over = is_first and status.state.stage.key == "stakeholders"
        verdict = Verdict.ACCEPTED if is_taken_over else Verdict.REJECTED
        round_ = status.state.current_round()
        assert round_ is not None
        responses = [answers.ResponseInput(c.number, verdict, "Zo is het.") for c in status.state.unanswered_in(round_)]
        edits = [CHANGE] if is_taken_over else []
        answers.answer(app, number, answers.AnswersInput(responses, edits=edits), by="O. Eigenaar")
    elif status.step.kind is StepKind.AWAIT_CHANGE_DECISIONS:
        choices = {"FIN": ChangeChoice.ASK_AGAIN, "VNO": ChangeChoice.INFORM}
        touched = [reaction.party_code for _, reaction in status.state.outdated_agreements()]
        decided = [change_notices.ChangeInput(code, choices[code], "Zo is het.") for code in touched]
        change_notices.decide_changes(app, number, decided, by="O. Eigenaar")
    elif status.step.kind is not StepKind.AWAIT_ACCEPTANCE:  # parliament's mail server is just taking its letter
        letters.agree(app, status, number=number)


def _quiet_run(folder: Path, migrated: bytes) -> App:
    """Carry the same letters without Prefect and without trouble; on the same day, since documents are dated."""
    (folder / "paraaf.db").write_bytes(migrated)
    app = make_app(f"sqlite:///{folder / 'paraaf.db'}", folder)
    app.clock.moment = DAY  # type: ignore[attr-defined]
    directory_load.load_parties(app, letters.write(folder / "parties.yaml", letters.PARTIES))
    for number in NUMBERS:
        dossier_id = registration.register(app, _request(number), run_id=number)
        while not (status := letters.carry(app, dossier_id)).step.is_done:
            _answer(app, status)
    return app


def _documents(app: App, number: str) -> list[tuple[str, str]]:
    """Return each document of a letter, by its key; but for the package, which names the end of the audit trail."""
    documents = read_status(app, number).state.documents
    return [(d.key, d.sha256) for d in documents if d.key != "dispatch_package"]


def _assert_every_message_arrived(stack: Stack, app: App, earlier: int) -> None:
    """Every message arrived; the one whose delivery was cut off before it was on record came again, the same."""
    arrived = [mail.message for mail in stack.mailbox.received()[earlier:]]
    written: list[Message] = [m for number in NUMBERS for m in read_status(app, number).state.messages]
    times = Counter(mail["X-Paraaf-Key"] for mail in arrived)

    assert {message.key for message in written} - set(times) == set()
    twice = [key for key, count in times.items() if count > 1 and key in {m.key for m in written}]
    moot = [m.key for m in written if m.status is MessageStatus.CANCELLED]  # its receiver reacted before the repeat
    assert len(twice) + len(moot) == 1
    for key in twice:
        first, second = [mail for mail in arrived if mail["X-Paraaf-Key"] == key]
        assert (first["To"], first["Subject"]) == (second["To"], second["Subject"])
        assert first.get_body().get_content() == second.get_body().get_content()  # type: ignore[union-attr]
