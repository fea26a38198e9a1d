import io
import json
import zipfile

import pytest

from models.enums import DocumentKind, DossierStatus, MessageKind, MessageStatus, Outcome
from models.errors import AlreadyDone, DocumentDamaged, InvalidInput, NotYourTurn, TransitionNotAllowed
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import sweeping
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.reporting.status_page import status_markdown
from paraaf.services.signing import decisions, dispatching, withdrawal
from tests.support.acts import consulted, messages, on_sqlite, refused, stored_path, told, waiting_for
from tests.support.letters import NUMBER, carry, state_of


def dispatch(app: App) -> None:
    dispatching.dispatch(app, NUMBER, by="Secretaris", parliamentary_number="29826, nr. 1")


def test_the_dispatch_is_recorded_and_everybody_concerned_is_told_once(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    assert told(app, MessageKind.READY_TO_DISPATCH) == ["secretariat"]

    dispatch(app)
    state = carry(app, dossier_id).state

    assert state.dossier.status is DossierStatus.DISPATCHED
    assert state.dispatch is not None
    assert (state.dispatch.by, state.dispatch.number) == ("Secretaris", "29826, nr. 1")
    assert [c.discharged_at for c in state.commitments] == [state.dispatch.dispatched_at]
    (to_parliament,) = messages(app, MessageKind.TO_PARLIAMENT)
    assert (to_parliament.party_code, to_parliament.is_repeatable) == ("TK", False)
    assert sorted(told(app, MessageKind.DISPATCHED)) == sorted(["owner", "FIN", "OCW", "VNO", "DIR", "WJZ", "MIN"])


def test_a_commitment_whose_passage_is_not_in_the_letter_is_not_called_discharged(app: App) -> None:
    there = {"kind": "motion", "members": "A", "subject": "Keuzes", "passage": "Het kabinet maakt scherpe keuzes."}
    not_there = {"kind": "commitment", "members": "B", "subject": "Geld", "passage": "Er komt een miljard bij."}
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH, commitments=[there, not_there])

    dispatch(app)

    assert [c.discharged_at is not None for c in carry(app, dossier_id).state.commitments] == [True, False]


def test_the_package_holds_the_signed_letter_and_the_public_note_with_a_manifest_that_matches(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    state = state_of(app)
    package = next(d for d in state.documents if d.kind is DocumentKind.DISPATCH_PACKAGE)

    with zipfile.ZipFile(io.BytesIO(app.store.get(package.sha256))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = archive.namelist()

    hashes = {d.sha256: d.kind for d in state.documents}
    kinds = [hashes[f["sha256"]] for f in manifest["files"]]
    assert kinds == [DocumentKind.SIGNED, DocumentKind.PUBLIC_ADVICE_NOTE]
    assert names == [*(f["name"] for f in manifest["files"]), "manifest.json"]
    assert manifest["signed_by"] == "M. Minister"


def test_what_is_not_public_is_not_in_what_goes_to_parliament(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    dispatch(app)
    state = carry(app, dossier_id).state

    sent = next(d for d in app.notifier.delivered if d.key.startswith("to_parliament:"))
    internal = state.document("advice_note:1")
    assert internal is not None
    assert internal.file_name not in [name for name, _ in sent.files]
    for _, content in sent.files:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert not any(b"geheimpje" in archive.read(name) for name in archive.namelist())


def sent_in_vain(app: App, outcome: Outcome, *, answer: str = "") -> str:
    """Send a letter that parliament's mail server does not take; return its id."""
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    app.notifier.addresses["tk@example.nl"], app.notifier.answer = outcome, answer
    dispatch(app)
    carry(app, dossier_id)
    return dossier_id


def test_a_letter_that_parliament_refuses_is_not_dispatched_and_nobody_is_told_that_it_is(app: App) -> None:
    dossier_id = sent_in_vain(app, Outcome.REFUSED, answer="550 5.7.1 Not this")
    for _ in range(130):
        app.clock.move(hours=1)
        sweeping.sweep(app)

    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.waits_for) == (StepKind.AWAIT_ACCEPTANCE, ("secretariat",))
    assert status.state.dossier.status is DossierStatus.UNDERWAY
    assert told(app, MessageKind.DISPATCHED) == []
    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]
    assert messages(app, MessageKind.TO_PARLIAMENT)[0].attempts == 1
    body = messages(app, MessageKind.NOT_DELIVERED)[1].body
    assert "550 5.7.1 Not this" in body
    assert "De brief geldt niet als verzonden" in body
    assert "mail server has not taken the letter yet" in status_markdown(app, status)
    assert verify(app, NUMBER).faults == ()


@pytest.mark.parametrize("outcome", [Outcome.NOT_HANDED_OVER, Outcome.REFUSED, Outcome.UNKNOWN])
def test_a_letter_is_dispatched_once_parliament_took_it_at_another_try(app: App, outcome: Outcome) -> None:
    dossier_id = sent_in_vain(app, outcome)
    (letter,) = messages(app, MessageKind.TO_PARLIAMENT)
    app.notifier.addresses.clear()

    if outcome is not Outcome.NOT_HANDED_OVER:
        outbox.settle(app, NUMBER, letter.seq, has_arrived=False, by="S. Secretaris")
    app.clock.move(hours=1)
    sweeping.sweep(app)

    state = carry(app, dossier_id).state
    assert state.dossier.status is DossierStatus.DISPATCHED
    assert len(told(app, MessageKind.DISPATCHED)) == 7
    assert verify(app, NUMBER).faults == ()


@pytest.mark.parametrize("outcome", [Outcome.NOT_HANDED_OVER, Outcome.REFUSED, Outcome.UNKNOWN])
def test_a_letter_that_reached_parliament_in_another_way_is_dispatched_with_who_says_how(
    app: App, outcome: Outcome
) -> None:
    dossier_id = sent_in_vain(app, outcome)

    dispatching.hand_over_otherwise(app, NUMBER, by="S. Secretaris", how="Op papier afgegeven bij de griffie.")

    app.notifier.addresses.clear()
    app.clock.move(hours=2)
    sweeping.sweep(app)
    state = carry(app, dossier_id).state
    assert state.dossier.status is DossierStatus.DISPATCHED
    assert state.dispatch is not None
    said = (state.dispatch.how, state.dispatch.handed_over_by)
    assert said == ("Op papier afgegeven bij de griffie.", "S. Secretaris")
    assert [m.status for m in messages(app, MessageKind.TO_PARLIAMENT)] == [MessageStatus.CANCELLED]
    assert not [d for d in app.notifier.delivered if d.key.startswith("to_parliament:")]
    assert verify(app, NUMBER).faults == ()


@on_sqlite
def test_how_it_was_handed_over_needs_words_a_letter_that_was_sent_and_that_was_not_taken(app: App) -> None:
    def otherwise(how: str = "Per koerier.") -> None:
        dispatching.hand_over_otherwise(app, NUMBER, by="S", how=how)

    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    assert "was not sent yet" in refused(app, NotYourTurn, otherwise)
    assert "needs how" in refused(app, InvalidInput, lambda: otherwise(" "))
    dispatch(app)
    said: list[str] = []
    app.notifier.meanwhile = lambda: said.append(refused(app, TransitionNotAllowed, otherwise))
    carry(app, dossier_id)
    assert "is being handed to parliament's mail server now" in said[0]
    assert "needs no other way: it is dispatched" in refused(app, AlreadyDone, otherwise)


@pytest.mark.parametrize(("outcome", "may_be"), [(Outcome.REFUSED, True), (Outcome.UNKNOWN, False)])
@on_sqlite
def test_a_letter_that_was_sent_is_withdrawn_only_if_it_surely_did_not_arrive(
    app: App, outcome: Outcome, may_be: bool
) -> None:
    sent_in_vain(app, outcome)

    def withdraw() -> None:
        withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="Toch niet.")

    if not may_be:
        assert "may have arrived" in refused(app, TransitionNotAllowed, withdraw)
        return
    withdraw()
    assert state_of(app).dossier.status is DossierStatus.WITHDRAWN
    assert messages(app, MessageKind.TO_PARLIAMENT)[0].status is MessageStatus.CANCELLED
    assert verify(app, NUMBER).faults == ()


@on_sqlite
def test_a_letter_on_its_way_to_parliament_is_not_held_up_nor_sent_twice(app: App) -> None:
    sent_in_vain(app, Outcome.REFUSED)

    def hold() -> None:
        holds.hold(app, NUMBER, by="S", reason="Wacht.")

    assert "on its way to parliament" in refused(app, TransitionNotAllowed, hold)
    assert "has not taken it yet" in refused(app, AlreadyDone, lambda: dispatch(app))


def test_a_dispatch_twice_is_refused_and_the_first_stands(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    dispatch(app)
    carry(app, dossier_id)

    said = refused(app, AlreadyDone, lambda: dispatch(app))

    assert "by Secretaris under number 29826, nr. 1" in said


@on_sqlite
@pytest.mark.parametrize("kind", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_MINISTER])
def test_a_letter_that_is_not_signed_is_not_dispatched(app: App, kind: StepKind) -> None:
    waiting_for(app, kind)

    assert "cannot be dispatched" in refused(app, NotYourTurn, lambda: dispatch(app))


@on_sqlite
def test_a_letter_that_is_signed_but_not_packed_is_not_dispatched(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.sign(app, NUMBER, by="M. Minister")

    refused(app, NotYourTurn, lambda: dispatch(app))


@on_sqlite
def test_a_dispatch_needs_who_and_which_number(app: App) -> None:
    consulted(app)

    refused(app, InvalidInput, lambda: dispatching.dispatch(app, NUMBER, by=" ", parliamentary_number="1"))
    refused(app, InvalidInput, lambda: dispatching.dispatch(app, NUMBER, by="S", parliamentary_number=""))


def test_nothing_goes_out_when_the_signed_letter_was_changed(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    signed = next(d for d in state_of(app).documents if d.kind is DocumentKind.SIGNED)
    path = stored_path(app, signed.sha256)
    path.write_bytes(path.read_bytes() + b"\0")

    refused(app, DocumentDamaged, lambda: dispatch(app))

    assert told(app, MessageKind.TO_PARLIAMENT) == []
