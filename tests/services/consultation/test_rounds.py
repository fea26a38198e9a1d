"""Rounds beyond the first reaction: revising, optional parties, adding one, deputies."""

from dataclasses import replace

import pytest

from models.enums import DocumentKind, MessageKind, Position, RoundStatus
from models.errors import AlreadyDone, AnsweredMeanwhile, InvalidInput, NotYourTurn, TransitionNotAllowed
from models.process import StepKind
from models.working_days import local_day
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import reaction_inputs, reactions, reminders, rounds
from paraaf.services.consultation.reaction_inputs import CommentInput, ReactionInput
from paraaf.services.engine import directory_load
from paraaf.services.reporting.status_page import status_markdown
from tests.support.acts import (
    CHANGE,
    CONDITION,
    SUGGESTION,
    accepted,
    answer,
    consulted,
    fin_sets_a_condition,
    messages,
    on_sqlite,
    refused,
    status_of,
    told,
)
from tests.support.letters import NUMBER, PARTIES, carry, react, state_of, write


def revise(app: App, party: str, position: Position, *comments: CommentInput) -> reaction_inputs.Receipt:
    given = ReactionInput(party, f"Iemand van {party}", position, comments, revises=True)
    return reactions.record_reaction(app, NUMBER, given)


def with_parties(app: App, *changes: tuple[str, str]) -> None:
    """Load the party directory with some of it replaced."""
    text = PARTIES
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    directory_load.load_parties(app, write(app.settings.data_dir / "again.yaml", text))


FIN_ABSENT = (
    "{code: FIN, name: Ministerie van Financiën, kind: department,",
    "{code: FIN2, name: Plv. Financiën, kind: department, contacts: [{name: Plv, address: fin2@example.nl}]}\n"
    "  - {code: FIN, name: Ministerie van Financiën, kind: department, deputy: FIN2, absent_until: 2026-03-06,",
)


# Revising


def test_a_party_may_revise_its_reaction_while_the_round_is_open_and_the_earlier_stays_on_record(app: App) -> None:
    consulted(app)
    react(app, "FIN", Position.OBJECT, CONDITION)

    receipt = revise(app, "FIN", Position.AGREE_WITH_COMMENTS, SUGGESTION)

    state = state_of(app)
    assert receipt.revises
    assert [(r.number, r.position) for r in state.reactions] == [
        (1, Position.OBJECT),
        (2, Position.AGREE_WITH_COMMENTS),
    ]
    standing = state.effective_reaction("departments", "FIN")
    assert standing is not None
    assert standing.position is Position.AGREE_WITH_COMMENTS
    assert [comment.text for comment in state.comments_in(state.rounds[0])] == [SUGGESTION.text]
    assert verify(app, NUMBER).is_sound


def test_only_comments_of_the_reaction_that_counts_are_to_be_answered(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN", Position.OBJECT, CONDITION)
    revise(app, "FIN", Position.AGREE)
    react(app, "OCW")

    state = carry(app, dossier_id).state

    assert state.rounds[0].status is RoundStatus.ANSWERED


def test_a_second_reaction_that_does_not_say_that_it_revises_is_refused(app: App) -> None:
    consulted(app)
    react(app, "FIN")

    said = refused(app, AlreadyDone, lambda: react(app, "FIN", Position.OBJECT, CONDITION))

    assert "FIN reacted already in round 1 (agrees, by Iemand van FIN" in said
    assert "`--revise` replaces it" in said


@on_sqlite
def says(app: App, by: str, position: Position = Position.AGREE, **more: str | bool) -> str:
    """Answer for FIN, in the name of somebody; return the id of the answer that stands then."""
    comments = [CONDITION] if position is Position.OBJECT else []
    reactions.record_reaction(app, NUMBER, ReactionInput("FIN", by, position, comments, **more))  # type: ignore[arg-type]
    return state_of(app).reactions[-1].id


@on_sqlite
def test_an_answer_of_somebody_else_is_revised_only_by_who_saw_it(app: App) -> None:
    consulted(app)
    seen = says(app, "C. Collega", Position.OBJECT)

    for unseen in ("", "0" * 32):
        said = refused(
            app,
            AnsweredMeanwhile,
            lambda unseen=unseen: says(app, "D. Ander", revises=True, seen=unseen),  # type: ignore[misc]
        )
        assert "answer 1: objects, by C. Collega, 2 March 2026, 10:00 ('Noem het bedrag.')" in said
        assert "`--revise --seen 1` lets yours take its place" in said
    says(app, "D. Ander", revises=True, seen=seen)

    assert [(r.by, r.position) for r in state_of(app).reactions] == [
        ("C. Collega", Position.OBJECT),
        ("D. Ander", Position.AGREE),
    ]
    assert verify(app, NUMBER).is_sound


@on_sqlite
def test_a_revision_of_the_first_answer_does_not_replace_the_second(app: App) -> None:
    consulted(app)
    first = says(app, "Een")
    second = says(app, "Twee", Position.OBJECT, revises=True, seen=first)

    refused(app, AnsweredMeanwhile, lambda: says(app, "Een", revises=True, seen=first))
    refused(app, AnsweredMeanwhile, lambda: says(app, "Een", revises=True))
    says(app, "Een", revises=True, seen=second)

    assert [r.position for r in state_of(app).reactions] == [Position.AGREE, Position.OBJECT, Position.AGREE]


@on_sqlite
def test_the_deputy_does_not_replace_unseen_what_the_absent_party_said_itself(app: App) -> None:
    consulted(app)
    with_parties(app, FIN_ABSENT)
    seen = says(app, "IRF", Position.OBJECT)
    given = ReactionInput("FIN2", "Plv", Position.AGREE, revises=True)

    refused(app, AnsweredMeanwhile, lambda: reactions.record_reaction(app, NUMBER, given))
    reactions.record_reaction(app, NUMBER, replace(given, seen=seen))

    assert [r.by for r in state_of(app).reactions] == ["IRF", "Plv"]


def test_there_must_be_something_to_revise(app: App) -> None:
    consulted(app)

    assert "no reaction in round 1 to revise" in refused(app, NotYourTurn, lambda: revise(app, "FIN", Position.AGREE))


def test_a_revision_after_the_round_closed_is_late_and_the_first_counts(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")
    react(app, "OCW")
    carry(app, dossier_id)

    receipt = revise(app, "FIN", Position.OBJECT, CONDITION)

    standing = state_of(app).effective_reaction("departments", "FIN")
    assert receipt.is_late
    assert standing is not None
    assert standing.position is Position.AGREE


# Optional parties


def test_a_round_closes_without_an_optional_party_whose_silence_is_no_agreement(app: App) -> None:
    dossier_id = consulted(app, optional_parties=["OCW"])
    react(app, "FIN")

    state = carry(app, dossier_id).state

    standing = state.effective_reaction("departments", "OCW")
    assert state.rounds[0].status is RoundStatus.ANSWERED
    assert standing is not None
    assert standing.position is Position.NO_RESPONSE


def test_an_optional_party_that_objects_objects(app: App) -> None:
    dossier_id = consulted(app, optional_parties=["OCW"])
    react(app, "OCW", Position.OBJECT, CONDITION)
    react(app, "FIN")

    assert carry(app, dossier_id).state.open_parties("departments") == ["OCW"]


def test_a_round_of_optional_parties_only_waits_for_them_until_its_due_date(app: App) -> None:
    dossier_id = consulted(app, optional_parties=["FIN", "OCW"])
    react(app, "FIN")
    assert carry(app, dossier_id).step.waits_for == ("OCW",)
    app.clock.move(days=8)

    assert carry(app, dossier_id).state.rounds[0].status is RoundStatus.ANSWERED


def test_an_optional_party_is_not_reminded_and_is_told_that_the_letter_does_not_wait(app: App) -> None:
    dossier_id = consulted(app, optional_parties=["OCW"])
    app.clock.move(days=3)
    reminders.send_due_reminders(app, dossier_id)

    assert told(app, MessageKind.REMINDER) == ["FIN"]
    invitation = next(m for m in messages(app, MessageKind.INVITATION) if m.party_code == "OCW")
    assert "the letter does not wait for it" in invitation.body
    assert "| OCW (optional) | no reaction yet |" in status_markdown(app, status_of(app))


# Adding a party


def add(app: App, party: str, **changes: object) -> None:
    given = {"by": "O. Eigenaar", "reason": "Raakt ook hun begroting."} | changes
    rounds.add_party(app, NUMBER, party=party, **given)  # type: ignore[arg-type]


def test_a_party_that_is_added_is_invited_until_the_round_s_due_date_and_awaited(app: App) -> None:
    dossier_id = consulted(app)
    with_parties(app, FIN_ABSENT)

    add(app, "FIN2")
    status = carry(app, dossier_id)

    assert status.step.waits_for == ("FIN", "OCW", "FIN2")
    assert [p.code for p in status.state.asked_in("departments")] == ["FIN", "OCW", "FIN2"]
    assert told(app, MessageKind.INVITATION) == ["FIN", "OCW", "FIN2"]
    assert verify(app, NUMBER).is_sound


@pytest.mark.parametrize(
    ("party", "changes", "said"),
    [
        ("FIN", {}, "FIN is asked about this letter already"),
        ("VNO", {}, "VNO is a stakeholder, and a department is needed here"),
        ("NIEMAND", {}, "NIEMAND is not in the party directory"),
        ("EZ", {}, "EZ has no contact, so it cannot be reached"),
        ("EZ", {"reason": " "}, "adding a party needs a reason"),
        ("EZ", {"by": ""}, "Say who adds the party"),
    ],
)
@on_sqlite
def test_a_party_that_cannot_be_asked_is_not_added(app: App, party: str, changes: dict[str, object], said: str) -> None:
    consulted(app)

    assert said in refused(app, InvalidInput, lambda: add(app, party, **changes))


@on_sqlite
def test_a_party_is_not_added_on_the_last_day_or_after_the_round(app: App) -> None:
    dossier_id = consulted(app)
    with_parties(app, FIN_ABSENT)
    react(app, "FIN", Position.OBJECT, CONDITION)
    app.clock.move(days=7)
    assert "extend it first" in refused(app, InvalidInput, lambda: add(app, "FIN2"))

    app.clock.move(days=1)
    carry(app, dossier_id)
    refused(app, TransitionNotAllowed, lambda: add(app, "FIN2"))


# Follow-up rounds


def test_a_follow_up_round_shows_what_changed_since_the_version_that_was_read(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    state = carry(app, dossier_id).state

    again = messages(app, MessageKind.INVITATION)[-1]
    redline = state.document("redline:1:2")
    assert redline is not None
    assert redline.kind is DocumentKind.REDLINE
    assert redline.id in again.document_ids
    assert "sinds versie 1, die u eerder las" in again.body
    assert "nu: Het kabinet maakt scherpe keuzes. Dat doet het met een plan van een miljard euro." in again.body


# Deputies


def test_the_deputy_of_an_absent_party_reacts_for_it_and_the_record_names_both(app: App) -> None:
    consulted(app)
    with_parties(app, FIN_ABSENT)

    receipt = reactions.record_reaction(app, NUMBER, ReactionInput("FIN2", "P. Vervanger", Position.AGREE))

    (reaction,) = state_of(app).reactions
    assert (receipt.party, receipt.deputy) == ("FIN", "FIN2")
    assert (reaction.party_code, reaction.deputy_code, reaction.by) == ("FIN", "FIN2", "P. Vervanger")
    assert "| FIN | agrees, for FIN, by P. Vervanger (FIN2) |" in status_markdown(app, status_of(app))


def test_a_deputy_of_two_says_for_which_it_reacts(app: App) -> None:
    consulted(app)
    ocw = "{code: OCW, name: Ministerie van OCW, kind: department,"
    with_parties(app, FIN_ABSENT, (ocw, f"{ocw} deputy: FIN2, absent_until: 2026-03-06,"))

    def reacts(for_party: str = "") -> None:
        given = ReactionInput("FIN2", "P. Vervanger", Position.AGREE, for_party=for_party)
        reactions.record_reaction(app, NUMBER, given)

    assert "FIN2 is the deputy of FIN and OCW: say for which" in refused(app, NotYourTurn, reacts)
    assert "FIN2 is not the deputy of VNO" in refused(app, NotYourTurn, lambda: reacts("VNO"))
    reacts("OCW")

    assert [(r.party_code, r.deputy_code) for r in state_of(app).reactions] == [("OCW", "FIN2")]


def test_a_deputy_does_not_react_for_a_party_that_is_back(app: App) -> None:
    consulted(app)
    with_parties(app, FIN_ABSENT)
    app.clock.move(days=5)
    assert local_day(app.clock.now()).isoformat() == "2026-03-07"

    said = refused(app, NotYourTurn, lambda: react(app, "FIN2"))

    assert "only while FIN is absent, and it is not" in said
    assert carry(app, state_of(app).dossier.id).step.kind is StepKind.AWAIT_REACTIONS
