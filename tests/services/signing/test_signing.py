"""The sign-off route and the minister."""

import pytest

from models.enums import DecisionStatus, MessageKind, SignOffStatus
from models.errors import AlreadyDone, InvalidAnswers, InvalidInput, NotYourTurn, StaleVersion, TransitionNotAllowed
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.signing import decisions, sign_offs
from tests.support.acts import (
    CHANGE,
    answer,
    consulted,
    inform_all,
    messages,
    on_sqlite,
    refused,
    rejected,
    status_of,
    text_of,
    told,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, state_of, to_stage
from tests.support.refusals import refuses


def sign_off(app: App, party: str) -> None:
    sign_offs.sign_off(app, NUMBER, party=party, by="Ambtenaar")


def return_by(app: App, party: str) -> None:
    sign_offs.return_sign_off(app, NUMBER, party=party, by="Ambtenaar", remarks="Korter graag.")


def return_by_minister(app: App) -> None:
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Noem het bedrag.")


# The sign-off route


def test_officials_are_asked_one_after_the_other_with_letter_and_note(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    assert told(app, MessageKind.SIGN_OFF_ASKED) == ["DIR"]

    sign_off(app, "DIR")
    carry(app, dossier_id)

    assert told(app, MessageKind.SIGN_OFF_ASKED) == ["DIR", "WJZ"]
    asked = messages(app, MessageKind.SIGN_OFF_ASKED)[0]
    keys = {d.id: d.key for d in state_of(app).documents}
    assert [keys[i] for i in asked.document_ids] == ["for_signature:1", "advice_note:1"]


@on_sqlite
def test_a_sign_off_by_somebody_else_or_before_ones_turn_is_refused(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    assert "FIN is not asked to sign off" in refused(app, NotYourTurn, lambda: sign_off(app, "FIN"))
    assert "not the turn of WJZ on letter TEST-1, but of DIR" in refused(app, NotYourTurn, lambda: sign_off(app, "WJZ"))
    assert "not the turn of WJZ on letter" in refused(app, NotYourTurn, lambda: sign_off(app, "WJZ2"))
    refused(app, InvalidInput, lambda: sign_offs.sign_off(app, NUMBER, party="DIR", by=" "))


def test_a_sign_off_twice_is_refused_and_the_first_stands(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_off(app, "DIR")

    assert "DIR signed off already (by Ambtenaar" in refused(app, AlreadyDone, lambda: sign_off(app, "DIR"))
    refused(app, AlreadyDone, lambda: return_by(app, "DIR"))


@on_sqlite
def test_before_the_sign_off_route_nobody_signs_off(app: App) -> None:
    consulted(app)

    assert "it is at 'Consultation of the departments'" in refused(app, NotYourTurn, lambda: sign_off(app, "DIR"))


def test_the_deputy_is_asked_in_absence_and_the_record_says_so(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_off(app, "DIR")
    carry(app, dossier_id)

    asked = messages(app, MessageKind.SIGN_OFF_ASKED)[-1]
    assert (asked.party_code, asked.address, asked.receiver) == ("WJZ", "wjz2@example.nl", "WJZ plv")
    assert "plaatsvervanger van WJZ" in asked.body
    assert state_of(app).sign_offs[1].deputy_code == "WJZ2"
    assert state_of(app).sign_offs[0].deputy_code is None


@on_sqlite
@pytest.mark.parametrize("remarks", ["", "  \n"])
def test_a_return_needs_remarks(app: App, remarks: str) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    refused(
        app,
        InvalidInput,
        lambda: sign_offs.return_sign_off(app, NUMBER, party="DIR", by="Ambtenaar", remarks=remarks),
    )


def test_a_return_by_an_official_brings_the_letter_to_its_owner_and_ends_the_walk(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    return_by(app, "DIR")
    status = carry(app, dossier_id)

    assert status.step.kind is StepKind.AWAIT_RESUBMISSION
    assert [s.status for s in status.state.sign_offs] == [SignOffStatus.RETURNED, SignOffStatus.LAPSED]
    (message,) = messages(app, MessageKind.RETURNED)
    assert (message.party_code, message.address) == ("owner", "owner@example.nl")
    assert "Korter graag." in message.body
    refused(app, NotYourTurn, lambda: sign_off(app, "WJZ"))


# Sending a returned letter on again


def test_a_returned_letter_passes_the_whole_sign_off_route_again_with_a_new_note(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_off(app, "DIR")
    carry(app, dossier_id)
    return_by(app, "WJZ")
    carry(app, dossier_id)

    answered = answer(app, edits=[CHANGE])
    assert answered.touched == ("FIN", "OCW", "VNO")
    inform_all(app)
    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.waits_for) == (StepKind.AWAIT_SIGN_OFF, ("DIR",))
    assert [(n.number, n.version_number) for n in status.state.notes] == [(1, 1), (2, 2)]
    assert "Korter graag." in text_of(app, "advice_note:2")
    assert "(opnieuw)" in messages(app, MessageKind.SIGN_OFF_ASKED)[-1].subject
    to_stage(app, dossier_id, StepKind.DONE)


def test_a_returned_letter_may_go_on_without_a_change_with_a_new_note(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    return_by_minister(app)
    carry(app, dossier_id)

    answer(app, continue_at="minister")
    status = carry(app, dossier_id)

    assert status.step.kind is StepKind.AWAIT_MINISTER
    assert [n.version_number for n in status.state.notes] == [1, 1]
    assert [d.status for d in status.state.decisions] == [DecisionStatus.RETURNED, DecisionStatus.ASKED]


def test_a_returned_letter_may_go_on_at_the_departments_who_are_all_asked_again(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    return_by_minister(app)
    carry(app, dossier_id)

    answer(app, edits=[CHANGE], continue_at="departments")
    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.number, status.step.waits_for) == (
        StepKind.AWAIT_REACTIONS,
        2,
        ("FIN", "OCW"),
    )
    assert status.state.rounds[-1].version_number == 2
    to_stage(app, dossier_id, StepKind.DONE)


@on_sqlite
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"continue_at": "minister", "edits": [CHANGE]}, "the text changes, so it passes the sign-off route again"),
        ({"continue_at": "dispatch"}, "goes on at one of departments, stakeholders, advice_note, sign_off, minister"),
        ({"continue_at": "elsewhere"}, "not at 'elsewhere'"),
        ({"responses": [rejected()]}, "there is no round to answer"),
        ({"edits": [CHANGE], "file": "the current text"}, "as a file or as edits, not both"),
    ],
)
def test_a_returned_letter_cannot_go_on_just_anyhow(app: App, given: dict[str, object], said: str) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    return_by_minister(app)
    carry(app, dossier_id)
    if "file" in given:
        given = given | {"file": ("brief.docx", app.store.get(state_of(app).documents[0].sha256))}

    assert said in refused(app, InvalidAnswers, lambda: answer(app, **given))


@on_sqlite
def test_a_letter_that_an_official_returned_cannot_go_on_beyond_that_official(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    return_by(app, "DIR")
    carry(app, dossier_id)

    assert "not at 'minister'" in refused(app, InvalidAnswers, lambda: answer(app, continue_at="minister"))


@on_sqlite
def test_the_next_version_of_a_returned_letter_must_say_something_else(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    return_by(app, "DIR")
    same = ("brief.docx", app.store.get(state_of(app).documents[0].sha256))

    assert "says the same as version 1" in refused(app, InvalidAnswers, lambda: answer(app, file=same))


# The minister


def test_the_minister_signs_exactly_what_was_put_before(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)

    decisions.sign(app, NUMBER, by="M. Minister", version=1)
    state = carry(app, dossier_id).state

    (signature,) = state.signatures
    shown = state.document("for_signature:1")
    note = state.document("advice_note:1")
    assert shown is not None
    assert note is not None
    assert (signature.letter_sha256, signature.note_sha256) == (shown.sha256, note.sha256)
    assert (signature.name, signature.function) == ("M. Minister", "minister van Economische Zaken")
    assert told(app, MessageKind.SIGNED) == ["owner"]


def test_a_signature_under_another_version_is_refused(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)

    said = refused(app, StaleVersion, lambda: decisions.sign(app, NUMBER, by="M. Minister", version=2))

    assert "What was put before the minister is version 1" in said


def test_a_signature_twice_is_refused(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.sign(app, NUMBER, by="M. Minister")

    said = refused(app, AlreadyDone, lambda: decisions.sign(app, NUMBER, by="Een ander"))

    assert "was signed by M. Minister" in said
    refused(app, AlreadyDone, lambda: return_by_minister(app))


@on_sqlite
@pytest.mark.parametrize("kind", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_SIGN_OFF])
def test_before_it_is_put_before_the_minister_nothing_can_be_signed(app: App, kind: StepKind) -> None:
    waiting_for(app, kind)

    said = refused(app, NotYourTurn, lambda: decisions.sign(app, NUMBER, by="M. Minister"))

    assert "is not before the minister" in said


@on_sqlite
def test_a_letter_that_the_minister_returned_cannot_be_signed(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    return_by_minister(app)

    assert "it is returned" in refused(app, NotYourTurn, lambda: decisions.sign(app, NUMBER, by="M. Minister"))


def test_the_minister_may_discuss_more_than_once_and_then_sign(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)

    for remarks in ("Waarom nu?", "En het bedrag?"):
        decisions.discuss(app, NUMBER, by="M. Minister", remarks=remarks)
        assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    decisions.sign(app, NUMBER, by="M. Minister")

    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_DISPATCH
    asked = messages(app, MessageKind.DISCUSS)
    assert [m.party_code for m in asked] == ["owner", "owner"]
    assert "Waarom nu?" in asked[0].body
    assert "En het bedrag?" in asked[1].body


def test_the_minister_returns_with_remarks_that_stand_in_the_next_note(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)

    return_by_minister(app)
    carry(app, dossier_id)
    answer(app, edits=[CHANGE])
    carry(app, dossier_id)
    inform_all(app)
    carry(app, dossier_id)

    assert "Noem het bedrag." in text_of(app, "advice_note:2")
    assert status_of(app).step.waits_for == ("DIR",)


@on_sqlite
def test_the_minister_s_wishes_need_words_and_a_name(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)

    for act in (
        lambda: decisions.discuss(app, NUMBER, by="M", remarks=" "),
        lambda: decisions.return_by_minister(app, NUMBER, by="M", remarks=""),
        lambda: decisions.sign(app, NUMBER, by=" "),
    ):
        refused(app, InvalidInput, act)


def test_nothing_is_signed_before_it_was_asked(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    app.clock.move(hours=-1)

    with refuses(TransitionNotAllowed, match="before the moment at which this was asked"):
        decisions.sign(app, NUMBER, by="M. Minister")
    app.clock.move(hours=1)
    decisions.sign(app, NUMBER, by="M. Minister")
    (signature,) = state_of(app).signatures
    assert signature.at >= state_of(app).decisions[0].asked_at
