"""What becomes of a link: passed on to a colleague, sent again, revoked."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from models.consultation import Invitation
from models.enums import Language, LinkPurpose, MessageKind, MessageStatus
from models.errors import AlreadyDone, InvalidInput, NotFound, TransitionNotAllowed, fault
from models.link import Link
from models.message import Message
from models.obsolete_messages import obsolete_reason
from models.state import DossierState, letter_document
from paraaf.services.app.actor import line_fault, require_actor
from paraaf.services.app.state_loader import find_dossier
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.messaging import answerability, compose, holders, links
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.templating.message_facts import Receiver

MAX_FORWARDS = 10
"""How many colleagues can be asked to answer one question, by all who have it together."""
MAX_NOTE_LENGTH = 2_000


def forward(app: App, link_id: str, *, name: str, address: str, note: str = "", language: str = "") -> Link:
    """Let a colleague answer a consultation in the holder's place, and return the colleague's own link.

    The holder's own link keeps working. Raises `LinkNotValid` for a link to anything else, `InvalidInput` for a name
    or address that cannot be used, or when too many were asked already, `TransitionNotAllowed` when nothing is asked
    any more.
    """
    origin = links.visit(app, link_id, LinkPurpose.REVIEW).link
    _check_colleague(app, origin, name, address, note)
    with app.work(by_people=True) as work:
        state = work.load_dossier(origin.dossier_id)
        invitation = next((i for i in state.invitations if i.id == origin.about), None)
        if invitation is None or state.dossier.is_over or invitation.taken_out_at is not None:
            raise TransitionNotAllowed("letter.nothing_asked", letter=state.dossier.number)
        passed = work.session.exec(select(Link).where(Link.passed_on_from == origin.id)).all()
        _check_number(work, invitation, passed)
        round_ = next(round_ for round_ in state.rounds if round_.id == invitation.round_id)
        receiver = Receiver(name.strip(), address.strip(), origin.channel, Language(language or origin.language))
        link = links.link_for(
            work,
            state.dossier,
            receiver,
            LinkTarget(origin.purpose, origin.about),
            party_code=origin.party_code,
            deputy_code=origin.deputy_code,
            passed_on_from=origin,
        )
        if link.passed_on_from != origin.id:
            raise InvalidInput("link.not_passed_on", [fault("address", "link.colleague_has_one")])
        if link.id in [each.id for each in passed]:
            return link
        compose.write(
            work,
            state.dossier,
            MessageKind.PASSED_ON,
            origin.party_code,
            receiver,
            about_id=invitation.id,
            key=f"passed_on:{invitation.id}:{link.id}",
            link=link,
            documents=[letter_document(state, round_.version_number)],
            round=round_,
            stage=next(stage for stage in state.dossier.parsed_route.stages if stage.key == round_.stage_key),
            passed_by=origin.holder,
            is_asked_for=True,
            note=note.strip(),
        )
        work.record(
            state.dossier,
            "link_passed_on",
            f"{origin.holder} ({origin.acts_for})",
            party=origin.party_code,
            link=link.number,
            passed_on_from=origin.number,
            holder=link.holder,
        )
        return link


def _check_number(work: UnitOfWork, invitation: Invitation, passed: Sequence[Link]) -> None:
    """Raise `InvalidInput` if a question was passed on often enough: by this link, or by all who have it together.

    Whoever gets it by mail can pass it on as well: a limit for each link alone would be none.
    """
    code = "link.passed_on_too_often" if len(passed) >= MAX_FORWARDS else ""
    query = select(func.count()).where(Link.about == invitation.id, col(Link.passed_on_from).is_not(None))
    if not code and work.session.exec(query).one() >= MAX_FORWARDS:
        code = "link.passed_on_too_often_together"
    if code:
        raise InvalidInput("link.not_passed_on", [fault("address", code, most=MAX_FORWARDS)])


def _check_colleague(app: App, origin: Link, name: str, address: str, note: str) -> None:
    faults = []
    if problem := line_fault(name):
        faults.append(problem.at("name"))
    if problem := line_fault(address, most=320) or app.notifier.fault(origin.channel, address.strip()):
        faults.append(problem.at("address"))
    if (name.strip(), address.strip()) == (origin.holder, origin.address):
        faults.append(fault("address", "link.passed_to_yourself"))
    if len(note) > MAX_NOTE_LENGTH:
        faults.append(fault("note", "field.too_long", most=MAX_NOTE_LENGTH))
    if faults:
        raise InvalidInput("link.not_passed_on", faults)


def list_links(app: App, number: str) -> list[Link]:
    """Return the links of a dossier that were sent, in the order in which they were made.

    What people open by signing in is not theirs by a message: it is not sent again, and ends with their role.
    """
    with app.read() as session:
        dossier = find_dossier(session, number)
        query = select(Link).where(Link.dossier_id == dossier.id, Link.account == "").order_by(col(Link.number))
        return list(session.exec(query).all())


def ended(app: App, number: str) -> set[str]:
    """Return the ids of the links of a dossier that ended with their contact: the party directory names it no more."""
    with app.read() as session:
        dossier = find_dossier(session, number)
        query = select(Link).where(Link.dossier_id == dossier.id, Link.account == "")
        return {link.id for link in session.exec(query).all() if holders.current_holder(session, link, dossier) is None}


def send_again(app: App, number: str, link_number: int, *, by: str) -> Link:
    """Send the message with which a link came once more, to the same person, and return the link.

    Of a link that was revoked this puts the question again, at the address that its holder has now: it is a new link,
    and the old one stays revoked. Raises `NotFound` if there is no such link, `TransitionNotAllowed` if nothing is
    asked with it any more, or nobody can be asked by it again.
    """
    by = require_actor(by, "sends the link again")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        link = _find(work, state.dossier.id, number, link_number)
        if link.revoked_at is not None:
            return _ask_again(work, state, link, by)
        if holders.current_holder(work.session, link, state.dossier) is None:
            raise TransitionNotAllowed("link.contact_is_gone", link=link_number, holder=link.holder)
        first = next((message for message in state.messages if message.link_id == link.id), None)
        if first is None:
            raise TransitionNotAllowed("link.replaced", link=link_number, holder=link.holder)
        if reason := obsolete_reason(state, first):
            raise TransitionNotAllowed("link.not_sent_again", link=link_number, holder=link.holder, reason=reason)
        facts = {"party": link.party_code, "link": link.number, "holder": link.holder}
        waiting = [m for m in state.messages if m.link_id == link.id and m.status is MessageStatus.PENDING]
        if held := [message for message in waiting if message.is_held(at=work.at)]:
            held[0].is_asked_for, held[0].next_attempt_at = True, work.at
            work.record(state.dossier, "link_sent_again", by, **facts)
            return link
        if waiting:
            raise AlreadyDone("link.waits_to_be_sent", link=link_number, holder=link.holder)
        key = f"{first.key}:again:{state.dossier.audit_count}"
        work.add(
            Message(
                **first.model_dump(include=_SAME),
                seq=max(message.seq for message in state.messages) + 1,
                key=key,
                body=first.body.replace(first.key, key),
                is_asked_for=True,
                created_at=work.at,
            )
        )
        work.record(state.dossier, "link_sent_again", by, **facts)
        return link


def _ask_again(work: UnitOfWork, state: DossierState, link: Link, by: str) -> Link:
    """Put the question of a link that was revoked to its holder again, and return the new link."""
    dossier = state.dossier
    facts = {"link": link.number, "holder": link.holder}
    first = next((message for message in state.messages if message.link_id == link.id), None)
    is_question = link.purpose not in (LinkPurpose.OWNER, LinkPurpose.SECRETARIAT)
    if not is_question or link.passed_on_from is not None or first is None:
        raise TransitionNotAllowed("link.revoked_already", **facts, by=link.revoked_by)
    if reason := obsolete_reason(state, first):
        raise TransitionNotAllowed("link.not_sent_again", **facts, reason=reason)
    now = compose.receivers_of(work, dossier, link.party_code)
    named = [person for person in now.people if person.name == link.holder]
    there = [person for person in now.people if person.address.casefold() == link.address.casefold()]
    person = next(iter([*named, *there]), None)
    if person is None or now.deputy_code != link.deputy_code:
        raise TransitionNotAllowed("link.contact_is_gone", **facts)
    to = LinkTarget(link.purpose, link.about)
    made = links.link_for(work, dossier, person, to, party_code=link.party_code, deputy_code=link.deputy_code)
    if any(message.link_id == made.id for message in state.messages):
        raise AlreadyDone("link.asked_again_already", **facts, now=made.number)
    key = f"{first.key}:again:{dossier.audit_count}"
    body = first.body.replace(first.key, key).replace(links.placeholder(link), links.placeholder(made))
    same = first.model_dump(include=_SAME) | {
        "receiver": person.name,
        "address": person.address,
        "channel": person.channel,
        "link_id": made.id,
    }
    work.add(
        Message(
            **same,
            seq=max(message.seq for message in state.messages) + 1,
            key=key,
            body=body.replace(first.receiver, person.name),
            is_asked_for=True,
            created_at=work.at,
        )
    )
    told = {"party": link.party_code, "link": made.number, "holder": made.holder, "instead_of": link.number}
    work.record(dossier, "link_sent_again", by, **told)
    return made


_SAME = {
    *("dossier_id", "kind", "about", "party_code", "receiver", "address", "channel", "language", "subject", "link_id"),
    *("document_ids", "is_repeatable"),
}


def revoke(app: App, number: str, link_number: int, *, by: str, reason: str) -> Link:
    """Make a link, and those that were passed on from it, open nothing any more; return it. Twice is once."""
    by = require_actor(by, "revokes the link")
    if not reason.strip():
        raise InvalidInput("link.revoking_needs_reason")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        dossier = state.dossier
        link = _find(work, dossier.id, number, link_number)
        revoked = []
        for each in _with_forwarded(work, link):
            if each.revoked_at is None:
                each.revoked_at, each.revoked_by, each.revoke_reason = work.at, by, reason.strip()
                facts = {"party": each.party_code, "link": each.number, "holder": each.holder}
                work.record(dossier, "link_revoked", by, **facts, reason=reason.strip())
                revoked.append(each)
        answerability.notify_revoked(work, state, revoked)
        return link


def _with_forwarded(work: UnitOfWork, link: Link) -> list[Link]:
    found = [link]
    for each in found:
        found += work.session.exec(select(Link).where(Link.passed_on_from == each.id)).all()
    return found


def _find(work: UnitOfWork, dossier_id: str, number: str, link_number: int) -> Link:
    query = select(Link).where(Link.dossier_id == dossier_id, Link.number == link_number, Link.account == "")
    link = work.session.exec(query).first()
    if link is None:
        raise NotFound("link.no_such", letter=number, link=link_number)
    return link
