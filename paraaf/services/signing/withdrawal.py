"""Withdrawing a letter: from anywhere, with a reason; everyone who may know of it is told."""

from models.enums import DecisionStatus, DispatchStatus, MessageKind, RoundStatus, SignOffStatus
from models.errors import InvalidInput, TransitionNotAllowed
from models.process import OWNER, SECRETARIAT
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App
from paraaf.services.messaging import compose
from paraaf.services.signing.dispatching import everyone_asked


def withdraw(app: App, number: str, *, by: str, reason: str) -> None:
    """End a letter that has not gone out; open rounds, sign-offs, decisions and undelivered messages end with it.

    Whoever was asked but surely never heard of it is not told either.
    """
    if not by.strip() or not reason.strip():
        raise InvalidInput("letter.withdrawing_needs_reason")
    by = require_actor(by, "withdraws the letter")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        dossier = state.dossier
        if not dossier.is_over and any(message.may_have_arrived for message in state.letters_to_parliament):
            raise TransitionNotAllowed("letter.may_have_arrived", letter=dossier.number)
        dossier.move("withdraw")
        dossier.ended_at = work.at
        for round_ in state.rounds:
            if round_.status in (RoundStatus.OPEN, RoundStatus.CLOSED):
                round_.move("cancel")
        for place in state.sign_offs:
            if place.status in (SignOffStatus.WAITING, SignOffStatus.ASKED):
                place.move("lapse")
        for decision in state.decisions:
            if decision.status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS):
                decision.move("lapse")
        if state.dispatch is not None and state.dispatch.status in (
            DispatchStatus.READY,
            DispatchStatus.SENDING,
        ):
            state.dispatch.move("lapse")
        if state.hold is not None:
            held = state.hold
            held.move("lapse")
            held.ended_by, held.ended_at = by, work.at
        work.record(dossier, "withdrawn", by, reason=reason.strip())
        work.cancel_obsolete_messages(state)
        may_know = {OWNER, *(message.party_code for message in state.messages if message.may_have_arrived)}
        for code in (code for code in (*everyone_asked(state), SECRETARIAT) if code in may_know):
            compose.send(
                work,
                dossier,
                MessageKind.WITHDRAWN,
                code,
                about_id=dossier.id,
                key=f"withdrawn:{dossier.id}:{code}",
                withdrawn_by=by,
                reason=reason.strip(),
            )
