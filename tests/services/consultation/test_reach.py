"""Who was never reached agrees to nothing by staying silent."""

from datetime import date, datetime

import pytest

from models.consultation import Reaction
from models.enums import MessageKind, MessageStatus, Outcome, Position, Verdict
from models.errors import InvalidInput, LinkNotValid, TransitionNotAllowed
from models.link import Link
from models.process import StepKind
from models.working_days import AMSTERDAM
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import answers, closing, reaction_inputs, reactions, reminders, rounds
from paraaf.services.engine import directory_load, sweeping
from paraaf.services.messaging import link_admin, links, outbox
from paraaf.services.reporting.status_page import status_markdown
from paraaf.services.signing.advice_note import stances_of
from tests.support.acts import CHANGE, CONDITION, events, messages, text_of, told
from tests.support.letters import NUMBER, PARTIES, agree, begin, carry, react, state_of, write
from tests.support.refusals import refuses

LATER = datetime(2026, 3, 20, 9, tzinfo=AMSTERDAM)
"""Long after the due date, 9 March 2026."""


def begun(app: App, outcome: Outcome = Outcome.REFUSED, *, times: int = 1) -> str:
    """Begin a letter whose invitation to FIN is not taken; return its id."""
    app.notifier.addresses["fin@example.nl"] = outcome
    dossier_id = begin(app)
    carry(app, dossier_id)
    for _ in range(times - 1):
        app.clock.move(minutes=10)
        sweeping.sweep(app)
    return dossier_id


def wait_until(app: App, moment: datetime) -> None:
    app.clock.moment = moment
    sweeping.sweep(app)
    carry(app, state_of(app).dossier.id)


def of_fin(app: App) -> Reaction | None:
    state = state_of(app)
    return state.reaction_to(next(i for i in state.invitations if i.party_code == "FIN"))


def invitation_to_fin(app: App) -> int:
    return next(m.seq for m in messages(app, MessageKind.INVITATION) if m.party_code == "FIN")


NOT_TAKEN = [(Outcome.REFUSED, 1), (Outcome.NOT_HANDED_OVER, 1), (Outcome.UNKNOWN, 1), (Outcome.UNKNOWN, 3)]


@pytest.mark.parametrize(("outcome", "times"), NOT_TAKEN)
def test_a_round_does_not_close_by_time_while_a_party_that_must_answer_was_not_reached(
    app: App, outcome: Outcome, times: int
) -> None:
    begun(app, outcome, times=times)
    react(app, "OCW")

    wait_until(app, LATER)

    step = carry(app, state_of(app).dossier.id).step
    assert (step.kind, step.waits_for, step.until) == (StepKind.AWAIT_REACTIONS, ("FIN",), None)
    assert of_fin(app) is None


@pytest.mark.parametrize(("outcome", "times"), NOT_TAKEN)
def test_who_was_not_reached_is_recorded_as_that_when_the_owner_closes_the_round(
    app: App, outcome: Outcome, times: int
) -> None:
    dossier_id = begun(app, outcome, times=times)
    react(app, "OCW")

    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Het debat is vervroegd.")
    app.notifier.addresses.clear()
    carry(app, dossier_id)

    recorded = of_fin(app)
    assert recorded is not None
    assert (recorded.position, recorded.is_unreached) == (Position.NO_RESPONSE, True)
    assert "FIN: niet bereikt: de uitnodiging is niet bezorgd" in messages(app, MessageKind.ROUND_CLOSED)[0].body
    assert "not reached: the invitation was not delivered" in status_markdown(app, carry(app, dossier_id))
    assert verify(app, NUMBER).faults == ()


def test_an_invitation_that_was_never_tried_is_not_delivered(app: App) -> None:
    begin(app)
    dossier_id = state_of(app).dossier.id
    rounds.open_round(app, dossier_id, "departments")

    closing.close_early(app, NUMBER, by="O", reason="Zo is het.")

    assert {r.position for r in state_of(app).reactions} == {Position.NO_RESPONSE}
    assert all(reaction.is_unreached for reaction in state_of(app).reactions)


def test_a_reminder_that_arrives_is_no_invitation(app: App) -> None:
    begun(app)
    app.notifier.addresses.clear()
    reminders.remind(app, NUMBER, by="O", parties=["FIN"])
    react(app, "OCW")

    wait_until(app, LATER)

    assert messages(app, MessageKind.REMINDER)[0].status is MessageStatus.SENT
    assert of_fin(app) is None


def test_owner_and_secretariat_hear_at_the_first_refusal_and_it_stands_there_until_it_is_settled(app: App) -> None:
    dossier_id = begun(app)

    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]
    assert "stemt door te zwijgen niet in" in messages(app, MessageKind.NOT_DELIVERED)[0].body
    status = carry(app, dossier_id)
    assert status.undelivered == 1
    assert "not reached yet: the invitation is not delivered" in status_markdown(app, status)
    react(app, "FIN")
    assert carry(app, dossier_id).undelivered == 0


def test_who_got_the_invitation_late_has_the_whole_term_from_then(app: App) -> None:
    begun(app)
    react(app, "OCW")
    wait_until(app, LATER)
    app.notifier.addresses.clear()
    outbox.settle(app, NUMBER, invitation_to_fin(app), has_arrived=False, by="O. Eigenaar")
    sweeping.sweep(app)

    status = carry(app, state_of(app).dossier.id)

    assert [(w.code, w.due, w.late_by) for w in status.waiting] == [("FIN", date(2026, 3, 27), 0)]
    wait_until(app, datetime(2026, 3, 27, 23, 59, tzinfo=AMSTERDAM))
    assert of_fin(app) is None
    given = reaction_inputs.ReactionInput("FIN", "F", Position.AGREE)
    assert not reactions.record_reaction(app, NUMBER, given).is_late


def test_silence_after_a_late_invitation_and_its_whole_term_is_tacit_again(app: App) -> None:
    begun(app)
    app.clock.move(days=2)
    app.notifier.addresses.clear()
    outbox.settle(app, NUMBER, invitation_to_fin(app), has_arrived=False, by="O. Eigenaar")
    sweeping.sweep(app)
    react(app, "OCW")

    wait_until(app, datetime(2026, 3, 11, 23, 59, tzinfo=AMSTERDAM))
    assert of_fin(app) is None
    wait_until(app, datetime(2026, 3, 12, 0, 1, tzinfo=AMSTERDAM))

    recorded = of_fin(app)
    assert recorded is not None
    assert (recorded.position, recorded.is_unreached) == (Position.TACIT, False)


def test_an_invitation_is_sent_again_to_a_corrected_address_with_a_link_of_its_own(app: App) -> None:
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)("s" * 40)
    dossier_id = begun(app)
    seq = invitation_to_fin(app)
    before = next(m for m in messages(app) if m.seq == seq)

    outbox.settle(app, NUMBER, seq, has_arrived=False, by="O. Eigenaar", address="irf@example.nl")
    carry(app, dossier_id)

    sent = next(m for m in messages(app) if m.seq == seq)
    assert (sent.status, sent.address) == (MessageStatus.SENT, "irf@example.nl")
    assert sent.link_id != before.link_id
    assert f"[{before.link_id}]" not in sent.body
    assert f"[{sent.link_id}]" in sent.body
    assert app.notifier.delivered[-1].address == "irf@example.nl"


def test_the_link_that_a_corrected_address_took_the_place_of_is_not_sent_again(app: App) -> None:
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)("s" * 40)
    dossier_id = begun(app)
    outbox.settle(app, NUMBER, invitation_to_fin(app), has_arrived=False, by="O. Eigenaar", address="irf@example.nl")
    carry(app, dossier_id)
    earlier, now = [link.number for link in link_admin.list_links(app, NUMBER) if link.party_code == "FIN"]

    with refuses(TransitionNotAllowed, match="went to another address instead"):
        link_admin.send_again(app, NUMBER, earlier, by="O. Eigenaar")
    link_admin.send_again(app, NUMBER, now, by="O. Eigenaar")
    carry(app, dossier_id)

    assert [d.address for d in app.notifier.delivered if "irf" in d.address] == ["irf@example.nl"] * 2
    assert verify(app, NUMBER).faults == ()


def test_what_holds_the_link_of_an_official_goes_only_where_the_directory_says(app: App) -> None:
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)("s" * 40)
    app.notifier.addresses["dir@example.nl"] = Outcome.REFUSED
    dossier_id = begin(app)
    while (status := carry(app, dossier_id)).step.kind is not StepKind.AWAIT_SIGN_OFF:
        agree(app, status)
    (asked,) = messages(app, MessageKind.SIGN_OFF_ASKED)

    with refuses(InvalidInput, match="goes only where the party directory says"):
        outbox.settle(app, NUMBER, asked.seq, has_arrived=False, by="S", address="x@example.nl")
    with refuses(InvalidInput, match="is no address"):
        outbox.settle(app, NUMBER, asked.seq, has_arrived=False, by="S", address="nergens")


def test_a_condition_is_not_met_by_the_silence_of_who_was_not_reached_in_the_follow_up_round(app: App) -> None:
    dossier_id = begin(app)
    carry(app, dossier_id)
    react(app, "FIN", Position.AGREE_ON_CONDITION, CONDITION)
    react(app, "OCW")
    carry(app, dossier_id)
    app.notifier.addresses["fin@example.nl"] = Outcome.REFUSED
    given = answers.AnswersInput(responses=[answers.ResponseInput(1, Verdict.ACCEPTED, "Ja.")], edits=[CHANGE])
    answers.answer(app, NUMBER, given, by="O")
    carry(app, dossier_id)

    closing.close_early(app, NUMBER, by="O", reason="Zo is het.")

    assert state_of(app).open_parties("departments") == ["FIN"]


def test_owner_and_secretariat_hear_of_an_invitation_that_no_server_takes_for_hours(app: App) -> None:
    begun(app, Outcome.NOT_HANDED_OVER)
    for _ in range(10):
        app.clock.move(hours=1)
        sweeping.sweep(app)

    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]
    assert "nog niet aangekomen" in messages(app, MessageKind.NOT_DELIVERED)[0].body


FIN = "contacts: [{name: IRF, address: fin@example.nl}]"
STILL = "the term stands still: nobody who got the invitation can answer any more"


def with_contacts_of_fin(app: App, contacts: str) -> None:
    """Load the directory again, with these contacts of FIN."""
    assert FIN in PARTIES
    text = PARTIES.replace(FIN, f"contacts: [{contacts}]")
    directory_load.load_parties(app, write(app.settings.data_dir / "again.yaml", text))
    carry(app, state_of(app).dossier.id)


def with_portal(app: App) -> None:
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)("s" * 40)


def revoke_links_of_fin(app: App) -> None:
    for link in link_admin.list_links(app, NUMBER):
        if link.party_code == "FIN" and link.revoked_at is None:
            link_admin.revoke(app, NUMBER, link.number, by="O. Eigenaar", reason="Verkeerd adres.")
    carry(app, state_of(app).dossier.id)


def the_term_of_fin_stands_still(app: App) -> None:
    """Check that long after the due date the letter waits for FIN, without an end."""
    wait_until(app, LATER)
    status = carry(app, state_of(app).dossier.id)
    assert (status.step.kind, status.step.waits_for, status.step.until) == (StepKind.AWAIT_REACTIONS, ("FIN",), None)
    assert STILL in status_markdown(app, status)
    assert of_fin(app) is None
    assert verify(app, NUMBER).is_sound


@pytest.mark.parametrize("has_portal", [True, False])
def test_a_round_does_not_close_by_time_while_nobody_who_got_the_question_can_answer(
    app: App, has_portal: bool
) -> None:
    if has_portal:
        with_portal(app)
    carry(app, begin(app))
    react(app, "OCW")
    with_contacts_of_fin(app, "")

    assert told(app, MessageKind.ASKED_ANEW) == ["owner", "secretariat"]
    assert "De termijn staat stil van: FIN" in messages(app, MessageKind.ASKED_ANEW)[0].body
    the_term_of_fin_stands_still(app)
    closing.close_early(app, NUMBER, by="O", reason="Het debat is vervroegd.")
    silence = of_fin(app)
    assert silence is not None and (silence.position, silence.is_unreached) == (Position.NO_RESPONSE, True)
    assert verify(app, NUMBER).is_sound
    status = carry(app, state_of(app).dossier.id)
    assert "not reached: nobody who got the invitation could answer any more" in status_markdown(app, status)
    why = "niet bereikt: niemand die de uitnodiging kreeg, kon nog antwoorden"
    assert f"FIN: {why}" in messages(app, MessageKind.ROUND_CLOSED)[0].body
    assert why in text_of(app, "reaction_table:departments:1:answered")
    (stance,) = [each for each in stances_of(status.state) if each.party == "FIN"]
    assert (stance.is_unreached, stance.had_nobody_left) == (True, True)
    assert any(f"FIN is {why}." in point.text for point in documents.describe_stances([stance], []))


def test_a_round_does_not_close_by_time_after_all_links_of_a_party_were_revoked_and_the_owner_hears_it(
    app: App,
) -> None:
    with_portal(app)
    carry(app, begin(app))
    react(app, "OCW")
    revoke_links_of_fin(app)

    assert told(app, MessageKind.ASKED_ANEW) == ["owner", "secretariat"]
    body = messages(app, MessageKind.ASKED_ANEW)[0].body
    assert "De termijn staat stil van: FIN" in body and "partijenbestand" not in body
    the_term_of_fin_stands_still(app)


@pytest.mark.parametrize("are_revoked", [True, False])
def test_a_party_of_which_nobody_is_left_is_not_reminded(app: App, are_revoked: bool) -> None:
    with_portal(app)
    carry(app, begin(app))
    react(app, "OCW")
    revoke_links_of_fin(app) if are_revoked else with_contacts_of_fin(app, "")

    for hour in range(3):
        wait_until(app, datetime(2026, 3, 6, 10 + hour, tzinfo=AMSTERDAM))

    assert events(app, "reminded") == []
    assert messages(app, MessageKind.REMINDER) == []


def test_while_one_of_two_contacts_can_answer_the_term_runs(app: App) -> None:
    with_portal(app)
    with_two = "{name: IRF, address: fin@example.nl}, {name: B. Twee, address: twee@example.nl}"
    directory_load.load_parties(
        app, write(app.settings.data_dir / "two.yaml", PARTIES.replace(FIN, f"contacts: [{with_two}]"))
    )
    carry(app, begin(app))
    react(app, "OCW")
    first = next(link for link in link_admin.list_links(app, NUMBER) if link.holder == "IRF")
    link_admin.revoke(app, NUMBER, first.number, by="O", reason="Verkeerd adres.")
    assert told(app, MessageKind.ASKED_ANEW) == []

    wait_until(app, LATER)

    silence = of_fin(app)
    assert silence is not None and silence.position is Position.TACIT


@pytest.mark.parametrize("who", ["{name: N. Nieuw, address: nieuw@example.nl}", FIN[11:-1]])
def test_the_term_goes_on_when_who_is_asked_anew_gets_the_question(app: App, who: str) -> None:
    """Also when the same contact comes back."""
    with_portal(app)
    carry(app, begin(app))
    react(app, "OCW")
    wait_until(app, datetime(2026, 3, 4, 9, tzinfo=AMSTERDAM))
    with_contacts_of_fin(app, "")
    wait_until(app, datetime(2026, 3, 17, 9, tzinfo=AMSTERDAM))

    with_contacts_of_fin(app, who)

    status = carry(app, state_of(app).dossier.id)
    assert [(w.code, w.due, w.late_by) for w in status.waiting] == [("FIN", date(2026, 3, 20), 0)]
    assert STILL not in status_markdown(app, status)
    wait_until(app, datetime(2026, 3, 20, 23, 59, tzinfo=AMSTERDAM))
    assert of_fin(app) is None
    wait_until(app, datetime(2026, 3, 21, 0, 1, tzinfo=AMSTERDAM))
    silence = of_fin(app)
    assert silence is not None and (silence.position, silence.is_unreached) == (Position.TACIT, False)
    assert verify(app, NUMBER).is_sound


def test_the_term_stands_still_until_the_question_arrives_at_who_is_asked_anew(app: App) -> None:
    carry(app, begin(app))
    react(app, "OCW")
    app.notifier.addresses["nieuw@example.nl"] = Outcome.REFUSED

    with_contacts_of_fin(app, "{name: N. Nieuw, address: nieuw@example.nl}")
    wait_until(app, LATER)

    status = carry(app, state_of(app).dossier.id)
    assert (status.step.waits_for, status.step.until) == (("FIN",), None)
    assert "not reached yet: the invitation is not delivered" in status_markdown(app, status)


def test_who_left_after_the_term_was_over_was_silent(app: App) -> None:
    app.notifier.addresses["ocw@example.nl"] = Outcome.REFUSED
    carry(app, begin(app))
    wait_until(app, LATER)

    with_contacts_of_fin(app, "")
    react(app, "OCW")
    carry(app, state_of(app).dossier.id)

    silence = of_fin(app)
    assert silence is not None and (silence.position, silence.is_unreached) == (Position.TACIT, False)


def test_an_optional_party_of_which_nobody_is_left_holds_nothing_up(app: App) -> None:
    carry(app, begin(app, optional_parties=["FIN"]))
    with_contacts_of_fin(app, "")

    wait_until(app, LATER)

    silence = of_fin(app)
    assert silence is not None and (silence.position, silence.is_unreached) == (Position.NO_RESPONSE, True)


def test_the_term_stands_still_from_when_the_absence_of_who_was_not_asked_itself_is_over(app: App) -> None:
    """The deputy answers only during the absence, and nobody else got the question."""
    with_portal(app)
    deputy = "{code: FIN2, name: FIN2, kind: department, contacts: [{name: D. Plaats, address: fin2@example.nl}]}"
    text = PARTIES.replace(FIN, f"{FIN}, deputy: FIN2, absent_until: 2026-03-04") + f"  - {deputy}\n"
    directory_load.load_parties(app, write(app.settings.data_dir / "absent.yaml", text))
    carry(app, begin(app))
    react(app, "OCW")

    wait_until(app, datetime(2026, 3, 10, 0, 1, tzinfo=AMSTERDAM))

    status = carry(app, state_of(app).dossier.id)
    assert [(w.code, w.due) for w in status.waiting] == [("FIN", date(2026, 3, 12))]
    assert [m.address for m in messages(app, MessageKind.INVITATION) if m.party_code == "FIN"] == [
        "fin2@example.nl",
        "fin@example.nl",
    ]


# An address that a person corrected


def corrected(app: App, address: str = "irf@example.nl") -> str:
    """Begin a letter whose invitation to FIN was refused, and send it to another address; return the letter's id."""
    dossier_id = begun(app)
    outbox.settle(app, NUMBER, invitation_to_fin(app), has_arrived=False, by="O. Eigenaar", address=address)
    carry(app, dossier_id)
    react(app, "OCW")
    return dossier_id


def sent_to_fin(app: App) -> list[str]:
    return [m.address for m in messages(app, MessageKind.INVITATION) if m.party_code == "FIN"]


def corrected_link(app: App) -> Link:
    return next(link for link in link_admin.list_links(app, NUMBER) if link.address == "irf@example.nl")


PHONE = "{name: IRF, address: fin@example.nl, function: hoofd}"
ELSEWHERE = "{name: IRF, address: elders@example.nl}"
REPLACED = "{name: N. Nieuw, address: nieuw@example.nl}"
SAME_MAILBOX = "{name: N. Nieuw, address: fin@example.nl}"


@pytest.mark.parametrize("has_portal", [True, False])
@pytest.mark.parametrize("contacts", [ELSEWHERE, REPLACED, SAME_MAILBOX])
def test_a_corrected_address_ends_with_the_contact_it_stands_in_for_and_who_is_there_now_is_asked(
    app: App, has_portal: bool, contacts: str
) -> None:
    if has_portal:
        with_portal(app)
    corrected(app)
    app.notifier.addresses.clear()

    with_contacts_of_fin(app, contacts)

    now = contacts.partition("address: ")[2].rstrip("}")
    assert sent_to_fin(app) == ["irf@example.nl", now]
    if has_portal:
        with pytest.raises(LinkNotValid):
            links.visit(app, corrected_link(app).id)
    wait_until(app, datetime(2026, 3, 10, 0, 1, tzinfo=AMSTERDAM))
    silence = of_fin(app)
    assert silence is not None and silence.position is Position.TACIT
    assert verify(app, NUMBER).is_sound


@pytest.mark.parametrize("has_portal", [True, False])
def test_silence_of_who_got_it_at_a_corrected_address_is_no_agreement_once_the_party_has_nobody(
    app: App, has_portal: bool
) -> None:
    if has_portal:
        with_portal(app)
    corrected(app)

    with_contacts_of_fin(app, "")

    the_term_of_fin_stands_still(app)


@pytest.mark.parametrize("has_portal", [True, False])
@pytest.mark.parametrize("contacts", [PHONE, "{name: IRF, address: irf@example.nl}"])
def test_a_corrected_address_holds_while_the_contact_stays_or_once_the_directory_has_it(
    app: App, has_portal: bool, contacts: str
) -> None:
    if has_portal:
        with_portal(app)
    corrected(app)

    with_contacts_of_fin(app, contacts)
    with_contacts_of_fin(app, f"{contacts}, {{name: B. Twee, address: twee@example.nl}}")

    assert sent_to_fin(app) == ["irf@example.nl"]
    if has_portal:
        assert links.visit(app, corrected_link(app).id).link.holder == "IRF"


def test_who_is_corrected_is_not_asked_at_the_old_address_when_another_contact_leaves(app: App) -> None:
    with_portal(app)
    two = "{name: IRF, address: fin@example.nl}, {name: B. Twee, address: twee@example.nl}"
    directory_load.load_parties(
        app, write(app.settings.data_dir / "two.yaml", PARTIES.replace(FIN, f"contacts: [{two}]"))
    )
    corrected(app)

    with_contacts_of_fin(app, "{name: IRF, address: fin@example.nl}")

    assert sorted(sent_to_fin(app)) == ["irf@example.nl", "twee@example.nl"]


def test_a_corrected_address_that_is_corrected_again_stands_in_for_the_same_contact(app: App) -> None:
    with_portal(app)
    app.notifier.addresses["irf@example.nl"] = Outcome.REFUSED
    corrected(app)
    outbox.settle(app, NUMBER, invitation_to_fin(app), has_arrived=False, by="O", address="derde@example.nl")
    carry(app, state_of(app).dossier.id)

    with_contacts_of_fin(app, "{name: IRF, address: irf@example.nl}")

    assert sent_to_fin(app)[:1] == ["derde@example.nl"] and len(sent_to_fin(app)) == 2


def test_the_corrected_address_of_a_colleague_ends_with_who_passed_it_on(app: App) -> None:
    with_portal(app)
    carry(app, begin(app))
    app.notifier.addresses["colega@example.nl"] = Outcome.REFUSED
    (link,) = [each for each in link_admin.list_links(app, NUMBER) if each.party_code == "FIN"]
    link_admin.forward(app, link.id, name="C. Collega", address="colega@example.nl")
    carry(app, state_of(app).dossier.id)
    seq = messages(app, MessageKind.PASSED_ON)[0].seq
    outbox.settle(app, NUMBER, seq, has_arrived=False, by="O", address="collega@example.nl")
    carry(app, state_of(app).dossier.id)
    colleague = link_admin.list_links(app, NUMBER)[-1]
    assert links.visit(app, colleague.id).link.address == "collega@example.nl"

    with_contacts_of_fin(app, REPLACED)

    with pytest.raises(LinkNotValid):
        links.visit(app, colleague.id)


def test_a_question_to_a_contact_that_is_gone_is_sent_to_no_other_address(app: App) -> None:
    with_portal(app)
    begun(app)
    seq = invitation_to_fin(app)
    with_contacts_of_fin(app, REPLACED)

    with refuses(TransitionNotAllowed, match="needs no decision: it is cancelled"):
        outbox.settle(app, NUMBER, seq, has_arrived=False, by="O", address="elders@example.nl")
