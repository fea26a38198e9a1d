"""Where a message goes when it is tried: to whoever the letter or the party directory names by then."""

from sqlmodel import select

from models.dossier import Dossier
from models.enums import MessageKind, MessageStatus
from models.errors import Fault, fault
from models.link import Link
from models.message import Message
from models.process import OWNER, SECRETARIAT
from paraaf.services.app.unit_of_work import PARAAF, UnitOfWork
from paraaf.services.messaging import answerability, compose, links
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.templating.message_facts import Receiver


def readdress_to_current(work: UnitOfWork, dossier: Dossier, message: Message) -> Fault | None:
    """Let a message that nobody took yet go to the address that holds now; return why it goes to nobody, if so.

    What is for the owner goes to whoever owns the letter now. What is for the secretariat, or holds no link, goes to
    the contact of that name, or else to one that gets no such message yet. What holds any other link goes with that
    link, and ends with it. Where a person sent a message to a better address, it stays there while the directory has
    the address that it corrects.
    """
    if message.kind in (MessageKind.TAKEN_OVER, MessageKind.LINK_LOCKED):  # they tell who had it, where it was
        return None
    if message.party_code == OWNER:
        (owner,) = compose.receivers_of(work, dossier, OWNER).people
        if not _is_at(message, owner) and not answerability.is_corrected_for(message, owner):
            _readdress(work, dossier, message, owner)
        return None
    link = work.session.get_one(Link, message.link_id) if message.link_id is not None else None
    is_fixed = link is not None and message.party_code != SECRETARIAT
    if is_fixed or answerability.is_named(work, dossier, message.party_code, message, link):
        return None
    there = compose.receivers_of(work, dossier, message.party_code)
    taken = _places_of_others(work, message)
    free = [person for person in there.people if (person.channel, person.address) not in taken]
    if not free:
        return nobody_there(message)
    to = next((each for each in free if each.name == message.receiver), free[0])
    _readdress(work, dossier, message, to, there.deputy_code)
    return None


def nobody_there(message: Message) -> Fault:
    """Return that a message goes to nobody, since its receiver left the party directory."""
    return fault("", "message.receiver_left", receiver=message.receiver, party=message.party_code)


def _is_at(message: Message, person: Receiver) -> bool:
    return (message.receiver, message.channel, message.address) == (person.name, person.channel, person.address)


def _places_of_others(work: UnitOfWork, message: Message) -> set[tuple[str, str]]:
    """Return where the messages of the same occasion go that the other contacts of the party get."""
    query = select(Message).where(
        Message.dossier_id == message.dossier_id,
        Message.kind == message.kind,
        Message.party_code == message.party_code,
        Message.created_at == message.created_at,
        Message.id != message.id,
        Message.status != MessageStatus.CANCELLED,
    )
    return {(each.channel, each.address) for each in work.session.exec(query).all()}


def _readdress(
    work: UnitOfWork, dossier: Dossier, message: Message, to: Receiver, deputy_code: str | None = None
) -> None:
    if message.link_id is not None:
        earlier, settings = work.session.get_one(Link, message.link_id), work.app.settings
        link = links.link_for(
            work,
            dossier,
            to,
            LinkTarget(earlier.purpose, earlier.about),
            party_code=earlier.party_code,
            deputy_code=deputy_code,
        )
        message.body = message.body.replace(links.url_of(settings, earlier), links.url_of(settings, link))
        message.link_id = link.id
    greeting, blank, rest = message.body.partition("\n\n")
    message.body = greeting.replace(message.receiver, to.name) + blank + rest
    message.receiver, message.address, message.channel, message.corrected_from = to.name, to.address, to.channel, ""
    work.record(
        work.dossier(dossier.id),
        "message_readdressed",
        PARAAF,
        key=message.key,
        receiver=to.name,
        address=to.address,
        channel=to.channel,
    )
