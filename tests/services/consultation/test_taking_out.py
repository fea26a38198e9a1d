"""A party that was asked by mistake is taken out of its round, until it answers."""

from models.enums import MessageKind, Position, RoundStatus
from models.errors import InvalidInput, NotYourTurn, TransitionNotAllowed
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import reminders, rounds, taking_out
from paraaf.services.messaging import link_admin
from paraaf.services.reporting.figures import FigureFilter, read_figures
from paraaf.services.signing import decisions
from paraaf.services.signing.advice_note import stances_of
from tests.support.acts import CHANGE, CONDITION, answer, consulted, messages, refused, told, waiting_for
from tests.support.letters import NUMBER, begin, carry, react, state_of, to_stage
from tests.support.refusals import refuses


def take_out(app: App, party: str = "OCW", reason: str = "Het gaat hen niet aan.") -> None:
    taking_out.take_out(app, NUMBER, party=party, by="O. Eigenaar", reason=reason)


def with_portal(app: App) -> None:
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)("s" * 40)


def test_nothing_more_is_asked_of_it_and_nothing_is_recorded_for_it(app: App) -> None:
    dossier_id = consulted(app)
    take_out(app)
    assert carry(app, dossier_id).step.waits_for == ("FIN",)

    assert reminders.remind(app, NUMBER, by="O. Eigenaar") == ["FIN"]
    react(app, "FIN")
    carry(app, dossier_id)

    state = state_of(app)
    assert state.rounds[0].status is RoundStatus.ANSWERED
    assert [reaction.party_code for reaction in state.reactions] == ["FIN"]
    assert [stance.party for stance in stances_of(state)] == ["FIN", "VNO"]
    departments = next(step for step in read_figures(app, FigureFilter()).steps if step.step == "departments")
    assert (departments.required.asked, departments.required.silent) == (1, 0)
    assert verify(app, NUMBER).is_sound
    to_stage(app, dossier_id, StepKind.DONE)
    assert "OCW" not in told(app, MessageKind.DISPATCHED)


def test_the_party_is_told_why_with_the_colleagues_to_whom_it_passed_the_question_on(app: App) -> None:
    with_portal(app)
    dossier_id = begin(app)
    carry(app, dossier_id)
    link = next(each for each in link_admin.list_links(app, NUMBER) if each.party_code == "OCW")
    link_admin.forward(app, link.id, name="C. Collega", address="collega@example.nl")
    carry(app, dossier_id)

    take_out(app)
    carry(app, dossier_id)

    told_ = messages(app, MessageKind.TAKEN_OUT)
    assert [message.address for message in told_] == [link.address, "collega@example.nl"]
    assert all("Het gaat hen niet aan." in message.body and message.sent_at for message in told_)
    with refuses(TransitionNotAllowed, match="Nothing is asked any more"):
        link_admin.forward(app, link.id, name="D. Derde", address="derde@example.nl")
    with refuses(TransitionNotAllowed, match="OCW was taken out of round 1"):
        link_admin.send_again(app, NUMBER, link.number, by="O. Eigenaar")


def test_what_it_says_afterwards_is_refused(app: App) -> None:
    consulted(app)
    take_out(app)

    with refuses(NotYourTurn, match="O. Eigenaar took OCW out of the round"):
        react(app, "OCW")
    assert "OCW was taken out of round 1 already" in refused(app, InvalidInput, lambda: take_out(app))


def test_a_party_that_answered_even_late_stays_in_the_round(app: App) -> None:
    consulted(app)
    app.clock.move(days=12)
    react(app, "OCW", Position.OBJECT, CONDITION)
    assert state_of(app).reactions[0].is_late and state_of(app).rounds[0].status is RoundStatus.OPEN

    assert "OCW has answered already" in refused(app, InvalidInput, lambda: take_out(app))
    assert "BZK is not asked in this round" in refused(app, InvalidInput, lambda: take_out(app, "BZK"))


def test_a_round_of_which_all_were_taken_out_closes(app: App) -> None:
    dossier_id = consulted(app)
    take_out(app, "FIN")
    take_out(app, "OCW")

    assert carry(app, dossier_id).step.waits_for == ("VNO",)
    assert state_of(app).reactions == [] and verify(app, NUMBER).is_sound


def test_a_later_round_of_all_parties_does_not_ask_it_but_the_owner_can_add_it(app: App) -> None:
    dossier_id = consulted(app)
    take_out(app)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Korter.")
    carry(app, dossier_id)
    answer(app, edits=[CHANGE], continue_at="departments")
    assert carry(app, dossier_id).step.waits_for == ("FIN",)

    rounds.add_party(app, NUMBER, party="OCW", by="O. Eigenaar", reason="Toch wel.")

    assert carry(app, dossier_id).step.waits_for == ("FIN", "OCW")
    assert verify(app, NUMBER).is_sound


def test_a_closed_round_lets_nobody_out(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    with refuses(TransitionNotAllowed):
        take_out(app)


def test_what_was_changed_by_hand_in_who_was_taken_out_is_found(app: App) -> None:
    consulted(app)
    take_out(app)
    with app.work() as work:
        gone = work.load_dossier(NUMBER).invitations[1]
        gone.taken_out_at, gone.taken_out_reason = None, ""

    assert any("round 1 of departments" in said for said in map(str, verify(app, NUMBER).faults))
