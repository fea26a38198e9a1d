from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from models.audit import AuditEvent
from models.enums import ChangeChoice, DocumentKind, MessageKind, Position, RoundStatus, Weight
from models.errors import (
    AlreadyDone,
    DomainError,
    InvalidAnswers,
    InvalidInput,
    NotFound,
    NotYourTurn,
    StaleVersion,
    TransitionNotAllowed,
    UnsafeDocument,
)
from models.process import StepKind
from models.working_days import add_working_days, local_day
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import answers, change_notices, closing, reaction_inputs, reactions, reminders, rounds
from paraaf.services.consultation.answers import ResponseInput
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.consultation.reaction_inputs import CommentInput, ReactionInput
from paraaf.services.reporting.status_page import status_markdown
from tests.support.acts import (
    CHANGE,
    CHANGE_AGAIN,
    CONDITION,
    OBSERVATION,
    SUGGESTION,
    accepted,
    answer,
    consulted,
    escalation,
    fin_objects,
    fin_sets_a_condition,
    messages,
    on_sqlite,
    refused,
    rejected,
    status_of,
    stored_path,
    text_of,
    told,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, react, state_of, to_stage


def positions(app: App, stage: str = "departments") -> dict[str, Position]:
    """Return by which reaction each party of a stage is held."""
    state = state_of(app)
    codes = [i.party_code for r in state.rounds if r.stage_key == stage for i in state.invited_to(r)]
    return {code: held.position for code in codes if (held := state.effective_reaction(stage, code))}


def events(app: App) -> list[tuple[str, str]]:
    """Return what the audit trail holds: each action and who did it, in order."""
    with app.read() as session:
        found = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq))).all()
    return [(event.action, event.actor) for event in found]


# Reacting


def test_a_reaction_is_bound_to_the_version_that_was_read_and_gives_a_receipt(app: App) -> None:
    consulted(app)
    given = ReactionInput("FIN", "F. Inspecteur", Position.AGREE_WITH_COMMENTS, [SUGGESTION, OBSERVATION], "Met dank.")

    receipt = reactions.record_reaction(app, NUMBER, given)

    state = state_of(app)
    (reaction,) = state.reactions
    assert (receipt.version, receipt.fingerprint) == (1, state.version.fingerprint)
    assert (reaction.fingerprint, reaction.by, reaction.remark) == (receipt.fingerprint, "F. Inspecteur", "Met dank.")
    assert receipt.comment_numbers == (1, 2)
    assert [comment.weight for comment in state.comments] == [Weight.SUGGESTION, Weight.OBSERVATION]


def test_a_second_reaction_is_refused_and_the_first_stands(app: App) -> None:
    consulted(app)
    react(app, "FIN", Position.OBJECT, SUGGESTION)

    said = refused(app, AlreadyDone, lambda: react(app, "FIN", Position.AGREE))

    assert "FIN reacted already in round 1 (objects, by Iemand van FIN" in said
    assert "That reaction stands" in said


def test_a_reaction_after_the_due_date_is_late_also_while_the_round_still_stands_open(app: App) -> None:
    consulted(app)
    app.clock.move(days=8)
    assert state_of(app).rounds[0].status is RoundStatus.OPEN

    receipt = reactions.record_reaction(app, NUMBER, reaction_inputs.ReactionInput("FIN", "F", Position.AGREE))

    assert receipt.is_late
    assert positions(app) == {}


def test_a_late_reaction_is_kept_and_shown_to_the_owner_and_does_not_count(app: App) -> None:
    dossier_id = consulted(app)
    app.clock.move(days=8)
    carry(app, dossier_id)

    react(app, "FIN", Position.OBJECT, CONDITION)
    state = carry(app, dossier_id).state

    assert positions(app)["FIN"] is Position.TACIT
    assert state.open_parties("departments") == []
    (late,) = state.late_reactions_in(state.rounds[0])
    assert (late.position, late.number) == (Position.OBJECT, 2)
    (told_of,) = messages(app, MessageKind.LATE_REACTION)
    assert told_of.party_code == "owner"
    assert "Noem het bedrag." in told_of.body
    assert "FIN | late: objects (1 comment) |" in status_markdown(app, status_of(app))


def test_a_late_reaction_stands_in_the_advice_note_as_late(app: App) -> None:
    dossier_id = consulted(app)
    app.clock.move(days=8)
    carry(app, dossier_id)
    react(app, "FIN", Position.OBJECT, CONDITION)

    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)

    note = text_of(app, "advice_note:1")
    assert "FIN reageerde na de sluiting van de ronde, op 10 maart 2026: bezwaar. Deze reactie telt niet mee." in note
    assert "Noem het bedrag." in note


def test_the_owner_may_answer_late_comments_and_need_not(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "OCW", Position.AGREE_WITH_COMMENTS, SUGGESTION)
    app.clock.move(days=8)
    carry(app, dossier_id)
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, OBSERVATION)

    answered = answer(app, responses=[rejected(1), rejected(2)])

    assert answered.still_open == ()
    assert len(state_of(app).responses) == 2


def test_a_party_that_reacted_late_can_be_asked_again(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "OCW")
    app.clock.move(days=8)
    carry(app, dossier_id)
    react(app, "FIN", Position.OBJECT, CONDITION)

    change_notices.decide_changes(
        app, NUMBER, [ChangeInput("FIN", ChangeChoice.ASK_AGAIN, "Een late reactie.")], by="O"
    )
    carry(app, dossier_id)
    react(app, "VNO")
    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.waits_for) == (StepKind.AWAIT_REACTIONS, ("FIN",))
    assert (status.state.stage.key, status.step.number) == ("departments", 2)


def test_a_reaction_after_the_round_was_closed_early_is_late(app: App) -> None:
    consulted(app)
    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Het debat is vervroegd.")

    react(app, "FIN")

    assert positions(app)["FIN"] is Position.TACIT


def test_a_reaction_on_the_last_day_is_in_time(app: App) -> None:
    consulted(app)
    app.clock.moment = app.clock.moment.replace(day=9, hour=22, minute=59)

    react(app, "FIN")

    assert positions(app) == {"FIN": Position.AGREE}


@on_sqlite
@pytest.mark.parametrize("party", ["VNO", "DIR", "EZ", "NIEMAND", ""])
def test_a_reaction_of_somebody_who_is_not_invited_is_refused(app: App, party: str) -> None:
    consulted(app)

    said = refused(app, NotYourTurn, lambda: react(app, party))

    assert "(asked: FIN, OCW)" in said


def test_a_department_that_reacts_again_later_hears_that_its_reaction_stands(
    app: App,
) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")
    react(app, "OCW")
    assert carry(app, dossier_id).step.subject == "stakeholders"

    assert "FIN reacted already in round 1" in refused(app, AlreadyDone, lambda: react(app, "FIN"))


def test_a_department_that_agreed_is_not_asked_in_the_second_round(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    answer(app, responses=[rejected()])
    assert carry(app, dossier_id).step.waits_for == ("FIN",)

    assert "OCW reacted already in round 1" in refused(app, AlreadyDone, lambda: react(app, "OCW"))


def test_a_reaction_on_an_older_version_is_refused(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    old = ReactionInput("FIN", "F", Position.AGREE, version=1)

    said = refused(app, StaleVersion, lambda: reactions.record_reaction(app, NUMBER, old))

    assert "about version 2, and this reaction is about version 1" in said


@on_sqlite
def test_everything_that_is_wrong_with_a_reaction_is_said_at_once(app: App) -> None:
    consulted(app)
    wrong = ReactionInput("FIN", " ", Position.AGREE_ON_CONDITION, [CommentInput(" "), CommentInput("x" * 20_001)])

    said = refused(app, InvalidInput, lambda: reactions.record_reaction(app, NUMBER, wrong))

    for part in ("weight condition", "by: say who reacts", "comments[1].text: is empty", "comments[2].text: is longer"):
        assert part in said


def test_a_returned_copy_is_kept_with_the_reaction(app: App) -> None:
    consulted(app)
    copy = app.store.get(state_of(app).documents[0].sha256)
    given = ReactionInput("FIN", "F", Position.AGREE, file=("../../brief (FIN).docx", copy))

    reactions.record_reaction(app, NUMBER, given)

    state = state_of(app)
    kept = state.documents[-1]
    assert (kept.kind, kept.file_name) == (DocumentKind.RETURNED_COPY, "TEST-1-FIN-brief (FIN).docx")
    assert state.reactions[0].document_id == kept.id
    assert app.store.get(kept.sha256) == copy


@on_sqlite
def test_a_returned_file_that_is_no_word_file_is_refused_with_the_reaction(app: App) -> None:
    consulted(app)
    given = ReactionInput("FIN", "F", Position.AGREE, file=("brief.docx", b"%PDF-1.7"))

    said = refused(app, UnsafeDocument, lambda: reactions.record_reaction(app, NUMBER, given))

    assert "The returned file brief.docx cannot be used" in said


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_text_that_the_database_cannot_hold_is_refused_and_nothing_is_recorded(app: App) -> None:
    consulted(app)

    long = ReactionInput("FIN", "F" * 201, Position.AGREE)
    said = refused(app, InvalidInput, lambda: reactions.record_reaction(app, NUMBER, long))
    assert "by: is longer than 200 characters" in said
    refused(app, DomainError, lambda: react(app, "FIN", Position.OBJECT, CommentInput("a\0b")))


# Silence


def test_silence_of_a_department_is_tacit_agreement_and_of_a_stakeholder_no_response(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "OCW")
    app.clock.move(days=8)
    carry(app, dossier_id)
    app.clock.move(days=8)
    carry(app, dossier_id)

    assert positions(app) == {"FIN": Position.TACIT, "OCW": Position.AGREE}
    assert positions(app, "stakeholders") == {"VNO": Position.NO_RESPONSE}
    assert {r.party_code: r.by for r in state_of(app).reactions if r.party_code != "OCW"} == {
        "FIN": "Paraaf",
        "VNO": "Paraaf",
    }


def test_silence_is_not_told_as_agreement_in_the_advice_note(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "OCW")
    app.clock.move(days=8)
    carry(app, dossier_id)
    app.clock.move(days=8)
    carry(app, dossier_id)

    lines = [line for line in text_of(app, "advice_note:1").splitlines() if "FIN" in line or "VNO" in line]
    assert any("geen reactie" in line and "VNO" in line for line in lines), lines
    assert any("FIN" in line and ("stilzwijgend" in line or "niet binnen de termijn" in line) for line in lines), lines


# A condition, an objection


def test_a_condition_that_is_met_is_asked_again_of_that_party_only(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)

    done = answer(app, responses=[accepted()], edits=[CHANGE])
    status = carry(app, dossier_id)

    assert (done.version, done.new_round_with) == (2, ("FIN",))
    assert (status.step.kind, status.step.number, status.step.waits_for) == (StepKind.AWAIT_REACTIONS, 2, ("FIN",))
    second = status.state.rounds[-1]
    assert (second.version_number, second.fingerprint) == (2, status.state.version.fingerprint)
    assert [i.party_code for i in status.state.invited_to(second)] == ["FIN"]
    assert second.due == add_working_days(local_day(app.clock.now()), 2)


def test_the_invitation_to_a_second_round_says_what_became_of_the_comments(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)

    invitation = messages(app, MessageKind.INVITATION)[-1]

    assert invitation.party_code == "FIN"
    assert "(ronde 2)" in invitation.subject
    assert "opmerking 1 (Noem het bedrag.): overgenomen. Overgenomen." in invitation.body


def test_a_condition_that_was_met_lets_the_letter_go_on(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    react(app, "FIN")

    status = carry(app, dossier_id)

    assert status.state.stage.key == "stakeholders"
    assert positions(app) == {"FIN": Position.AGREE, "OCW": Position.AGREE}


def test_a_condition_that_was_rejected_is_asked_again_on_the_same_version(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)

    answer(app, responses=[rejected()])
    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.waits_for) == (StepKind.AWAIT_REACTIONS, ("FIN",))
    assert status.state.rounds[-1].version_number == 1


@pytest.mark.parametrize("position", [Position.AGREE_ON_CONDITION, Position.OBJECT])
def test_silence_after_a_condition_meets_it_and_after_an_objection_does_not(app: App, position: Position) -> None:
    dossier_id = consulted(app)
    react(app, "FIN", position, CONDITION)
    react(app, "OCW")
    carry(app, dossier_id)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    app.clock.move(days=8)

    status = carry(app, dossier_id)

    if position is Position.OBJECT:
        assert status.step.kind is StepKind.AWAIT_ANSWERS
        assert status.state.open_parties("departments") == ["FIN"]
    else:
        assert status.state.stage.key == "stakeholders"
        assert positions(app)["FIN"] is Position.TACIT


def test_an_objection_that_somebody_above_decided_over_lets_the_letter_go_on_and_stays_visible(app: App) -> None:
    dossier_id = fin_objects(app)

    answer(app, responses=[rejected()], escalations=[escalation()])
    status = carry(app, dossier_id)
    react(app, "VNO")
    carry(app, dossier_id)

    assert status.state.stage.key == "stakeholders"
    note = text_of(app, "advice_note:1")
    assert "FIN maakt bezwaar" in note or "FIN heeft bezwaar" in note, note
    assert "S. Secretaris" in note
    assert "Het debat gaat door." in note


def test_an_objection_that_stands_after_silence_needs_a_next_version_or_a_decision(app: App) -> None:
    dossier_id = fin_objects(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    app.clock.move(days=8)
    carry(app, dossier_id)

    said = refused(app, InvalidAnswers, lambda: answer(app, responses=[]))
    assert "there is nothing in it" in said

    answer(app, escalations=[escalation()])
    assert carry(app, dossier_id).state.stage.key == "stakeholders"


# Answering


def test_without_a_name_it_is_the_owner_of_the_dossier_who_answers(app: App) -> None:
    fin_sets_a_condition(app)

    answers.answer(app, NUMBER, answers.AnswersInput(responses=[rejected()]))

    assert [response.by for response in state_of(app).responses] == ["O. Eigenaar"]
    assert {event: actor for event, actor in events(app) if event in ("comment_answered", "round_answered")} == {
        "comment_answered": "O. Eigenaar",
        "round_answered": "O. Eigenaar",
    }


def test_whoever_answers_for_the_owner_is_on_record(app: App) -> None:
    fin_objects(app)

    given = answers.AnswersInput(responses=[rejected()], escalations=[escalation()])
    answers.answer(app, NUMBER, given, by=" P. Plaatsvervanger ")

    assert [response.by for response in state_of(app).responses] == ["P. Plaatsvervanger"]
    assert [decided.by for decided in state_of(app).escalations] == ["P. Plaatsvervanger"]
    assert {actor for event, actor in events(app) if event in ("comment_answered", "escalated", "round_answered")} == {
        "P. Plaatsvervanger"
    }


def test_answers_may_come_in_parts(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, SUGGESTION, OBSERVATION)
    react(app, "OCW")
    carry(app, dossier_id)

    first = answer(app, responses=[rejected(1)])
    assert first.still_open == (2,)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS

    second = answer(app, responses=[rejected(2)])
    assert second.still_open == ()
    assert carry(app, dossier_id).state.stage.key == "stakeholders"


def test_the_reaction_table_is_made_at_the_close_and_again_with_every_answer(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    assert "Noem het bedrag." in text_of(app, "reaction_table:departments:1:closed")
    assert state_of(app).document("reaction_table:departments:1:answered") is None

    answer(app, responses=[rejected()])
    carry(app, dossier_id)

    assert "Dat kan niet." in text_of(app, "reaction_table:departments:1:answered")


@on_sqlite
@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, "there is nothing in it", id="nothing"),
        pytest.param({"responses": [accepted()]}, "a next version is needed: comment 1 accepted", id="no-version"),
        pytest.param({"edits": [CHANGE]}, "every comment needs an answer: comment 1 not answered", id="too-early"),
        pytest.param({"responses": [rejected(7)]}, "there is no comment 7 in this round", id="unknown-comment"),
        pytest.param({"responses": [rejected(), rejected()]}, "comment 1 is answered twice", id="twice"),
        pytest.param(
            {"responses": [ResponseInput(1, rejected().verdict, " ")]}, "needs a reason", id="without-a-reason"
        ),
        pytest.param(
            {"responses": [rejected()], "escalations": [escalation("OCW")]},
            "OCW has no open objection or condition (FIN has)",
            id="escalation-of-one-who-agrees",
        ),
        pytest.param(
            {"responses": [accepted()], "edits": [documents.Edit("delete", "staat er niet")]},
            "staat er niet",
            id="passage-that-is-not-there",
        ),
        pytest.param(
            {
                "responses": [accepted()],
                "edits": [documents.Edit("replace", "Dat doet het met een plan.", "Dat doet het met een plan.")],
            },
            "says the same as version 1",
            id="nothing-changed",
        ),
    ],
)
def test_answers_that_cannot_be_used_are_refused_as_a_whole(app: App, given: dict[str, object], said: str) -> None:
    fin_objects(app)

    assert said in refused(app, InvalidAnswers, lambda: answer(app, **given))


def test_a_comment_that_was_answered_keeps_its_answer(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, SUGGESTION, OBSERVATION)
    react(app, "OCW")
    carry(app, dossier_id)
    answer(app, responses=[rejected(1)])

    said = refused(app, InvalidAnswers, lambda: answer(app, responses=[accepted(1)]))

    assert "comment 1 is answered already; that answer stands" in said


def test_the_next_version_may_come_as_a_file_but_not_with_tracked_changes(app: App) -> None:
    fin_objects(app)
    current = app.store.get(state_of(app).documents[0].sha256)
    changed = documents.apply_edits(current, [CHANGE])

    said = refused(
        app, UnsafeDocument, lambda: answer(app, responses=[accepted()], file=("brief.docx", b"PK\x03\x04 niet heel"))
    )
    assert "The next version brief.docx cannot be used" in said

    answer(app, responses=[accepted()], file=("brief.docx", changed))
    version = state_of(app).version
    assert version.number == 2
    assert "een miljard euro" in text_of(app, "letter:2")


def test_a_round_that_is_open_has_nothing_to_answer(app: App) -> None:
    consulted(app)

    said = refused(app, TransitionNotAllowed, lambda: answer(app, responses=[rejected()]))

    assert "still open" in said


# Extending, reminding, closing


def test_an_extension_tells_all_parties_and_takes_later_reactions(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")

    rounds.extend_round(app, NUMBER, until=date(2026, 3, 12), by="O. Eigenaar", reason="Er is meer tijd.")
    carry(app, dossier_id)

    assert told(app, MessageKind.EXTENDED) == ["FIN", "OCW"]
    assert all("12 maart 2026" in m.body or "12 March 2026" in m.body for m in messages(app, MessageKind.EXTENDED))
    app.clock.move(days=9)
    react(app, "OCW")
    assert positions(app)["OCW"] is Position.AGREE


@on_sqlite
@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        (date(2026, 3, 9), "Zo.", ["is not later than the due date"]),
        (date(2026, 2, 27), " ", ["is not later", "is in the past", "needs a reason"]),
        (date(2026, 3, 14), "Zo.", ["is not a working day"]),
    ],
)
def test_an_extension_that_cannot_be_is_refused_with_every_fault(
    app: App, until: date, reason: str, said: list[str]
) -> None:
    consulted(app)

    found = refused(app, InvalidInput, lambda: rounds.extend_round(app, NUMBER, until=until, by="O", reason=reason))

    assert all(part in found for part in said), found


def test_closing_early_records_the_reason_and_what_silence_means(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")
    refused(app, InvalidInput, lambda: closing.close_early(app, NUMBER, by="O", reason=" "))

    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Het debat is vervroegd.")
    carry(app, dossier_id)

    first = state_of(app).rounds[0]
    assert (first.status, first.close_reason) == (RoundStatus.ANSWERED, "Het debat is vervroegd.")
    assert positions(app) == {"FIN": Position.AGREE, "OCW": Position.TACIT}
    assert "(Het debat is vervroegd.)" in messages(app, MessageKind.ROUND_CLOSED)[0].body


def test_the_owner_reminds_only_those_who_are_silent(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")
    assert "FIN has nothing to answer" in refused(
        app, NotFound, lambda: reminders.remind(app, NUMBER, by="O", parties=["FIN"])
    )

    assert reminders.remind(app, NUMBER, by="O. Eigenaar") == ["OCW"]
    carry(app, dossier_id)

    assert told(app, MessageKind.REMINDER) == ["OCW"]


@on_sqlite
@pytest.mark.parametrize("kind", [StepKind.AWAIT_SIGN_OFF, StepKind.DONE])
def test_without_an_open_round_there_is_nothing_to_extend_remind_or_close(app: App, kind: StepKind) -> None:
    waiting_for(app, kind)
    until = local_day(app.clock.now()) + timedelta(days=7)

    for act in (
        lambda: rounds.extend_round(app, NUMBER, until=until, by="O", reason="Zo."),
        lambda: reminders.remind(app, NUMBER, by="O"),
        lambda: closing.close_early(app, NUMBER, by="O", reason="Zo."),
    ):
        assert "has no open round" in refused(app, TransitionNotAllowed, act)


# The documents


def test_every_version_is_kept_as_it_was_made(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    first = stored_path(app, state_of(app).documents[0].sha256).read_bytes()
    answer(app, responses=[accepted()], edits=[CHANGE, CHANGE_AGAIN])
    carry(app, dossier_id)

    assert stored_path(app, state_of(app).documents[0].sha256).read_bytes() == first
    assert "een miljard euro" not in text_of(app, "letter:1")
    assert "een miljard euro" in text_of(app, "letter:2")
    assert [v.made_in for v in state_of(app).versions] == ["draft", "departments round 1"]
    assert status_of(app).state.version.number == 2
