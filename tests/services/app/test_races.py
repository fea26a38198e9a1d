"""Two who act at the same moment: one comes first, the other hears so in words, and nothing is lost.

Each race is run on a letter that is put back where it begins, until either of the two has been first, or a number of
times. Both start at a barrier; which comes first is up to the threads and the database.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from models.enums import DossierStatus, MessageKind, MessageStatus, Position, RoundStatus, SignOffStatus
from models.errors import GatewayError
from models.process import StepKind
from models.working_days import add_working_days, end_of_day, local_day
from paraaf import database
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import closing, reactions, reminders, rounds
from paraaf.services.consultation.reaction_inputs import ReactionInput
from paraaf.services.engine import sweeping
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.signing import decisions, dispatching, sign_offs, withdrawal
from tests.support.acts import CHANGE, CONDITION, answer, inform_all, messages, on_sqlite, status_of, waiting_for
from tests.support.letters import NUMBER, carry, react, state_of, to_stage
from tests.support.races import Finish, one_comes_first, race, run_races
from tests.support.refusals import english, refuses


def in_consultation(app: App) -> str:
    return waiting_for(app, StepKind.AWAIT_REACTIONS)


def at_the_minister(app: App) -> str:
    return waiting_for(app, StepKind.AWAIT_MINISTER)


def on_the_sign_off_route(app: App) -> str:
    return waiting_for(app, StepKind.AWAIT_SIGN_OFF)


def ready_to_dispatch(app: App) -> str:
    return waiting_for(app, StepKind.AWAIT_DISPATCH)


def goes_on(app: App, dossier_id: str, finish: Finish) -> str:
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound
    return finish.done[0]


def says(party: str, by: str, position: Position = Position.AGREE, *, revises: bool = False) -> Callable[[App], object]:
    comments = [CONDITION] if position is Position.OBJECT else []
    given = ReactionInput(party, by, position, comments, revises=revises)
    return lambda app: reactions.record_reaction(app, NUMBER, given)


# Reactions


def test_of_two_reactions_of_one_party_the_first_stands(app: App) -> None:
    def check(app: App, dossier_id: str, finish: Finish) -> str:
        assert [reaction.by for reaction in state_of(app).reactions] == finish.done
        return finish.done[0]

    finishes = run_races(app, in_consultation, check, Jan=says("FIN", "Jan"), Piet=says("FIN", "Piet"))

    one_comes_first(finishes, said="FIN reacted already in round 1")


def test_two_parties_react_at_the_same_moment_and_both_are_on_record(app: App) -> None:
    def check(app: App, dossier_id: str, finish: Finish) -> str:
        assert sorted(finish.done) == ["fin", "ocw"]
        assert carry(app, dossier_id).state.rounds[0].status is RoundStatus.CLOSED
        assert len(state_of(app).comments) == 2
        return min(state_of(app).reactions, key=lambda reaction: reaction.at).party_code.lower()

    objects = {"fin": says("FIN", "F", Position.OBJECT), "ocw": says("OCW", "O", Position.OBJECT)}
    run_races(app, in_consultation, check, **objects)


def test_a_reaction_while_the_round_is_closed_counts_or_is_late_and_is_never_lost(app: App) -> None:
    def check(app: App, dossier_id: str, finish: Finish) -> str:
        assert sorted(finish.done) == ["close", "react"]
        said = [(r.is_late, r.by) for r in state_of(app).reactions if r.party_code == "FIN"]
        assert said in ([(False, "F")], [(False, "Paraaf"), (True, "F")])
        assert status_of(app).step.kind is not StepKind.AWAIT_REACTIONS
        return "close" if (True, "F") in said else "react"

    def close(app: App) -> None:
        closing.close_early(app, NUMBER, by="O", reason="Debat.")

    run_races(app, in_consultation, check, react=says("FIN", "F", Position.OBJECT), close=close)


def test_a_revision_while_the_sweep_s_run_closes_the_round_counts_or_is_late(app: App) -> None:
    def begin(app: App) -> str:
        dossier_id = in_consultation(app)
        react(app, "FIN")
        react(app, "OCW")
        return dossier_id

    def check(app: App, dossier_id: str, finish: Finish) -> str:
        revision = state_of(app).reactions[-1]
        standing = state_of(app).effective_reaction("departments", "FIN")
        assert (revision.by, revision.number) == ("Iemand van FIN", 2)
        assert standing is not None
        assert standing.position is (Position.AGREE if revision.is_late else Position.OBJECT)
        return "close" if revision.is_late else "revise"

    def close(app: App) -> None:
        closing.close_round(app, status_of(app).state.dossier.id, "departments")

    run_races(app, begin, check, revise=says("FIN", "Iemand van FIN", Position.OBJECT, revises=True), close=close)


def test_an_extension_against_the_end_of_the_round_gives_more_time_or_is_refused(app: App) -> None:
    def begin(app: App) -> str:
        dossier_id = in_consultation(app)
        app.clock.moment = end_of_day(state_of(app).rounds[0].due) + timedelta(minutes=1)
        return dossier_id

    def check(app: App, dossier_id: str, finish: Finish) -> str:
        is_open = state_of(app).rounds[0].status is RoundStatus.OPEN
        assert is_open is ("extend" in finish.done)
        for refusal in finish.refused.values():
            assert "round 1: it is answered" in english(refusal)
        return "extend" if is_open else "end"

    def extend(app: App) -> None:
        rounds.extend_round(app, NUMBER, until=add_working_days(local_day(app.clock.now()), 3), by="O", reason="Reces.")

    def end(app: App) -> None:
        sweeping.sweep(app)
        closing.close_round(app, status_of(app).state.dossier.id, "departments")

    run_races(app, begin, check, extend=extend, end=end)


# Deciding


def test_of_two_sign_offs_of_one_official_the_first_stands(app: App) -> None:
    def give(by: str) -> Callable[[App], object]:
        return lambda app: sign_offs.sign_off(app, NUMBER, party="DIR", by=by)

    def check(app: App, dossier_id: str, finish: Finish) -> str:
        assert [s.by for s in state_of(app).sign_offs if s.status is SignOffStatus.SIGNED_OFF] == finish.done
        return goes_on(app, dossier_id, finish)

    finishes = run_races(app, on_the_sign_off_route, check, Jan=give("Jan"), Piet=give("Piet"))

    one_comes_first(finishes, said="DIR signed off already")


def test_of_two_signatures_the_first_stands(app: App) -> None:
    def sign(by: str) -> Callable[[App], object]:
        return lambda app: decisions.sign(app, NUMBER, by=by)

    def check(app: App, dossier_id: str, finish: Finish) -> str:
        assert [decision.by for decision in state_of(app).decisions] == finish.done
        assert len(state_of(app).signatures) == 1
        return goes_on(app, dossier_id, finish)

    finishes = run_races(app, at_the_minister, check, Jan=sign("Jan"), Piet=sign("Piet"))

    one_comes_first(finishes, said="was signed by")


def test_a_signature_against_a_return_with_a_new_version_is_never_under_the_new_text(app: App) -> None:
    def sign(app: App) -> None:
        decisions.sign(app, NUMBER, by="M. Minister")

    def return_and_resubmit(app: App) -> None:
        decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Noem het bedrag.")
        answer(app, edits=[CHANGE])

    def check(app: App, dossier_id: str, finish: Finish) -> str:
        state = state_of(app)
        if finish.done[0] == "sign":
            assert [signature.version_number for signature in state.signatures] == [1]
            assert len(state.versions) == 1
        else:
            assert (state.signatures, len(state.versions)) == ([], 2)
            inform_all(app)
        goes_on(app, dossier_id, finish)
        assert state_of(app).signatures[0].version_number == len(state.versions)
        return finish.done[0]

    finishes = run_races(app, at_the_minister, check, sign=sign, returned=return_and_resubmit)

    one_comes_first(finishes, said="was signed by|is not before the minister")


def test_a_signature_against_a_hold_stands_before_it_or_waits_for_the_release(app: App) -> None:
    def check(app: App, dossier_id: str, finish: Finish) -> str:
        assert "hold" in finish.done
        assert bool(state_of(app).signatures) is ("sign" in finish.done)
        for refusal in finish.refused.values():
            assert "is on hold since" in english(refusal)
        first = "sign" if "sign" in finish.done else "hold"
        holds.release(app, NUMBER, by="S")
        goes_on(app, dossier_id, finish)
        return first

    run_races(
        app,
        at_the_minister,
        check,
        hold=lambda app: holds.hold(app, NUMBER, by="S", reason="Overleg."),
        sign=lambda app: decisions.sign(app, NUMBER, by="M. Minister"),
    )


def test_a_letter_is_withdrawn_or_dispatched_and_never_both(app: App) -> None:
    def check(app: App, dossier_id: str, finish: Finish) -> str:
        carry(app, dossier_id)
        is_withdrawn = "withdraw" in finish.done
        status = state_of(app).dossier.status
        assert status is (DossierStatus.WITHDRAWN if is_withdrawn else DossierStatus.DISPATCHED)
        went_out = [m.status is MessageStatus.SENT for m in messages(app, MessageKind.TO_PARLIAMENT)]
        assert any(went_out) is not is_withdrawn
        return "withdraw" if is_withdrawn else "dispatch"

    finishes = run_races(
        app,
        ready_to_dispatch,
        check,
        withdraw=lambda app: withdrawal.withdraw(app, NUMBER, by="O", reason="Toch niet."),
        dispatch=lambda app: dispatching.dispatch(app, NUMBER, by="S", parliamentary_number="29826, nr. 1"),
    )

    # What was sent and not handed over yet is withdrawn all the same; what was withdrawn is not sent.
    assert {tuple(sorted(finish.done)) for finish in finishes} <= {("withdraw",), ("dispatch", "withdraw")}
    for finish in finishes:
        assert not finish.crashed
        assert all("cannot be dispatched: it is at" in english(refusal) for refusal in finish.refused.values())


# Messages


def test_a_message_that_two_processes_deliver_at_the_same_moment_goes_out_once(app: App) -> None:
    def begin(app: App) -> str:
        dossier_id = in_consultation(app)
        reminders.remind(app, NUMBER, by="O", parties=["FIN"])
        return dossier_id

    def deliver(app: App) -> None:
        (message,) = messages(app, MessageKind.REMINDER)
        outbox.deliver(app, message.id)

    for _ in range(4):
        begin(app)
        race(app, one=deliver, other=deliver)

        (message,) = messages(app, MessageKind.REMINDER)
        assert message.status is MessageStatus.SENT
        assert [delivery.key for delivery in app.notifier.delivered].count(message.key) == 1


def test_a_reminder_that_is_on_its_way_while_the_party_reacts_is_told_of_as_it_went(app: App) -> None:
    def begin(app: App) -> str:
        dossier_id = in_consultation(app)
        reminders.remind(app, NUMBER, by="O", parties=["FIN"])
        return dossier_id

    def deliver(app: App) -> None:
        (message,) = messages(app, MessageKind.REMINDER)
        outbox.deliver(app, message.id)

    def check(app: App, dossier_id: str, finish: Finish) -> str:
        (message,) = messages(app, MessageKind.REMINDER)
        went_out = message.key in [delivery.key for delivery in app.notifier.delivered]
        assert message.status is (MessageStatus.SENT if went_out else MessageStatus.CANCELLED)
        return "deliver" if went_out else "react"

    run_races(app, begin, check, deliver=deliver, react=says("FIN", "F"))


# When the other one does not come to an end


def test_who_waits_too_long_for_another_is_told_to_try_again_and_nothing_is_changed(app: App, url: str) -> None:
    in_consultation(app)
    impatient = replace(app, database=_impatient(url))
    with app.work() as other:
        other.dossier(NUMBER)
        with pytest.raises(GatewayError) as told:
            says("FIN", "F")(impatient)

    impatient.database.dispose()
    assert english(told.value) == "Somebody else is busy with this letter; nothing was changed. Try again in a moment."
    assert state_of(app).reactions == []


def _impatient(url: str) -> sa.Engine:
    """Return an engine that hardly waits for a lock."""
    engine = database.create_engine(url)
    words = "PRAGMA busy_timeout = 50" if engine.dialect.name == "sqlite" else "SET lock_timeout = '50ms'"
    sa.event.listen(engine, "connect", lambda connection, _: connection.cursor().execute(words))
    return engine


@on_sqlite
def test_when_all_connections_are_taken_somebody_is_told_to_try_again(app: App) -> None:
    in_consultation(app)
    busy = sa.create_engine(app.database.url, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.01)
    crowded = replace(app, database=busy, reader=busy)
    said = "Too many people are busy at the same moment; nothing was changed. Try again in a moment."
    with busy.connect():
        with refuses(GatewayError, match=re.escape(said)):
            status_of(crowded)
        with refuses(GatewayError, match=re.escape(said)):
            withdrawal.withdraw(crowded, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")
    busy.dispose()
