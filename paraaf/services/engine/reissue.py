"""Asking anew: what was asked of a contact that is gone from the party directory goes to those that stand in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlmodel import Session, col, select

from models.audit import AuditEvent
from models.consultation import Invitation
from models.decision import SignOff
from models.dossier import Dossier
from models.enums import DecisionStatus, DispatchStatus, MessageKind, MessageStatus, RoundStatus, SignOffStatus
from models.message import Message
from models.process import OWNER, SECRETARIAT
from models.state import DossierState
from paraaf.faults import in_english
from paraaf.services.app.unit_of_work import PARAAF, App, UnitOfWork
from paraaf.services.consultation import rounds
from paraaf.services.messaging import answerability, compose, readdressing
from paraaf.services.messaging.compose import Receivers
from paraaf.services.signing import decisions, dispatching, sign_offs

_EVENT = "directory_changed"
_NO_QUESTION = (MessageKind.REMINDER, MessageKind.EXTENDED)
"""What comes after the question, and does not hold all of it."""


@dataclass(frozen=True)
class Reissued:
    """What a change of the party directory came to for one party in one letter."""

    dossier: str
    party: str
    ended: tuple[str, ...]
    """Whose links and questions ended."""
    asked: tuple[str, ...]
    """Who is asked in their place."""
    is_unreachable: bool
    """Whether nobody is asked any more: the party has no contact."""


@dataclass(frozen=True)
class _Question:
    party: str
    key: str
    """How the key of a message begins that asks it anew."""
    kind: MessageKind
    """Of the messages with which it was asked."""
    about: str
    """The id of what those messages are about."""
    reminded_about: str
    """The id of what its reminders and extensions are about."""
    ask: Callable[..., object] | None
    """Sends it under another `key`, `to` these receivers; None for whoever only follows the letter."""
    place: Invitation | SignOff | None = None
    """The row that says which deputy was asked, if there is one."""


def reissue(app: App, dossier_id: str) -> list[Reissued]:
    """Ask the contacts that the directory names now where it names none of those who were asked; tell the owner.

    Returns what came of it, for each party; nothing the second time.
    """
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if state.dossier.is_over:
            return []
        answerability.record_ended(work, state)
        known = _known(work.session, state.dossier)
        found = [anew for question in _open(work, state) if (anew := _renew(work, state, question, known))]
        _tell(work, state, found)
    if found:
        app.resume(app, dossier_id)
    return found


def _renew(work: UnitOfWork, state: DossierState, question: _Question, known: set[int]) -> Reissued | None:
    sent = [message for message in state.messages if _is_about(question, message)]
    ended = [message for message in sent if not answerability.can_answer(work, state, question.party, message)]
    asking = [m for m in sent if m.kind not in _NO_QUESTION and m.status is not MessageStatus.CANCELLED]
    asked = {(m.channel, m.address) for m in asking if m not in ended}
    is_new = any(message.seq not in known for message in ended)
    receivers = compose.receivers_of(work, state.dossier, question.party)
    to = [person for person in receivers.people if (person.channel, person.address) not in asked]
    to = [p for p in to if not any(answerability.is_corrected_for(m, p) for m in asking if m not in ended)]
    if not ended or (not is_new and (asked or not to)):
        return None
    dossier = state.dossier
    for message in ended:
        is_waiting = message.status in (MessageStatus.PENDING, MessageStatus.REFUSED)
        is_told = question.party == SECRETARIAT and message.kind is not question.kind
        if is_waiting and not is_told:
            work.cancel_message(dossier, message, in_english(readdressing.nobody_there(message)))
    is_asked = bool(to) and question.ask is not None and not dossier.is_over
    if is_asked and question.ask is not None:
        key = f"{question.key}:anew:{dossier.audit_count}"
        question.ask(key=key, to=Receivers(to, receivers.deputy_code))
        if question.place is not None:
            question.place.deputy_code = receivers.deputy_code
    party = dossier.secretariat_code if question.party == SECRETARIAT else question.party
    made = Reissued(
        dossier.number,
        party,
        tuple(dict.fromkeys(message.receiver for message in ended if message.seq not in known)),
        tuple(person.name for person in to) if is_asked or question.ask is None else (),
        is_unreachable=not asked and not to,
    )
    work.record(
        dossier,
        _EVENT,
        PARAAF,
        party=party,
        about=question.kind,
        ended=list(made.ended),
        messages=[message.seq for message in ended],
        asked=list(made.asked),
        deputy=receivers.deputy_code,
    )
    return made


def _open(work: UnitOfWork, state: DossierState) -> Iterator[_Question]:
    """Yield what is asked of anybody but the owner at this moment."""
    for round_ in (each for each in state.rounds if each.status is RoundStatus.OPEN):
        for invitation in state.unanswered_invitations(round_):
            yield _Question(
                invitation.party_code,
                f"invitation:{round_.id}:{invitation.party_code}",
                MessageKind.INVITATION,
                round_.id,
                invitation.id,
                partial(rounds.reinvite, work, state, round_, invitation),
                invitation,
            )
    for place in (each for each in state.sign_offs if each.status is SignOffStatus.ASKED):
        yield _Question(
            place.party_code,
            f"sign_off_asked:{place.id}",
            MessageKind.SIGN_OFF_ASKED,
            place.id,
            place.id,
            partial(sign_offs.send_question, work, state, place),
            place,
        )
    for decision in state.decisions:
        if decision.status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS):
            yield _Question(
                state.dossier.minister_code,
                f"signature_asked:{decision.id}",
                MessageKind.SIGNATURE_ASKED,
                decision.id,
                decision.id,
                partial(decisions.send_question, work, state, decision),
            )
    is_ready = state.dispatch is not None and state.dispatch.status is DispatchStatus.READY
    yield _Question(
        SECRETARIAT,
        f"ready_to_dispatch:{state.dossier.id}",
        MessageKind.READY_TO_DISPATCH,
        state.dossier.id,
        "",
        partial(dispatching.send_question, work, state) if is_ready else None,
    )


def _is_about(question: _Question, message: Message) -> bool:
    if message.party_code != question.party or message.kind is MessageKind.PASSED_ON:
        return False
    if question.party == SECRETARIAT:
        return True
    is_other = message.kind in _NO_QUESTION
    asks = message.kind is question.kind and message.about == question.about
    return asks or (is_other and message.about == question.reminded_about)


def _tell(work: UnitOfWork, state: DossierState, found: list[Reissued]) -> None:
    """Tell the owner, and the secretariat where a decision waits or nobody can be asked, what came of a change."""
    dossier = state.dossier
    asked = [anew for anew in found if anew.party != dossier.secretariat_code]
    officials = {dossier.minister_code, *(place.party_code for place in state.sign_offs)}
    to = [OWNER] if asked else []
    if any(anew.is_unreachable or anew.party in officials for anew in asked) or _is_for_secretariat(work, state, found):
        to.append(SECRETARIAT)
    answerability.notify_ended(
        work,
        state,
        to,
        ended=[(anew.party, name) for anew in found for name in anew.ended],
        asked=[(anew.party, name) for anew in found for name in anew.asked],
        unreachable=[anew.party for anew in found if anew.is_unreachable],
    )


def _is_for_secretariat(work: UnitOfWork, state: DossierState, found: list[Reissued]) -> bool:
    """Return whether its new contact gets its link with this letter: with the latest one, since it opens them all."""
    dossier = state.dossier
    is_ready = state.dispatch is not None and state.dispatch.status is DispatchStatus.READY
    if is_ready or not any(anew.party == dossier.secretariat_code and anew.asked for anew in found):
        return False
    query = (
        select(Dossier.id)
        .where(Dossier.secretariat_code == dossier.secretariat_code, col(Dossier.ended_at).is_(None))
        .order_by(col(Dossier.created_at).desc(), col(Dossier.id))
    )
    return work.session.exec(query).first() == dossier.id


def _known(session: Session, dossier: Dossier) -> set[int]:
    """Return the numbers of the messages of which the audit trail tells already that their receiver is gone."""
    query = select(AuditEvent).where(AuditEvent.dossier_id == dossier.id, AuditEvent.action == _EVENT)
    return {seq for event in session.exec(query).all() for seq in event.data["messages"]}
