"""Writing messages: who receives them, in which words; they are delivered after the commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.document import Document
from models.dossier import Dossier, Participant
from models.enums import Language, LinkPurpose, MessageKind
from models.link import Link
from models.message import Message
from models.party import Contact, Party
from models.process import OWNER, SECRETARIAT
from models.working_days import local_day
from paraaf.faults.stored import why_undelivered
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.messaging import links
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.templating.message_facts import Receiver
from paraaf.services.templating.message_templates import compose


@dataclass(frozen=True)
class Receivers:
    """Who is written to for a party, and the deputy that answers for it, if it is absent."""

    people: Sequence[Receiver]
    deputy_code: str | None = None

    @property
    def names(self) -> str:
        """The receivers' names, as one line for the record."""
        return ", ".join(person.name for person in self.people)[:200]


def receivers_of(work: UnitOfWork, dossier: Dossier, code: str) -> Receivers:
    """Return who is reached now for a party of this dossier, the owner or the secretariat; the deputy in absence."""
    if code == OWNER:
        owner = Receiver(
            dossier.owner_name, dossier.owner_address, dossier.owner_channel, Language(dossier.owner_language)
        )
        return Receivers([owner])
    code = dossier.secretariat_code if code == SECRETARIAT else code
    one_off = _one_off(work, dossier, code)
    if one_off is not None:
        return Receivers(one_off)
    party = work.session.get(Party, code)
    if party is not None and party.deputy_code and party.is_absent(local_day(work.at)):
        return Receivers(_contacts(work.session, party.deputy_code), party.deputy_code)
    return Receivers(_contacts(work.session, code))


def contacts_of(work: UnitOfWork, dossier: Dossier, code: str) -> Sequence[Receiver]:
    """Return the contacts of a party of this dossier itself, also while it is absent."""
    one_off = _one_off(work, dossier, code)
    return one_off if one_off is not None else _contacts(work.session, code)


def _one_off(work: UnitOfWork, dossier: Dossier, code: str) -> Sequence[Receiver] | None:
    """Return the contacts of a party that stands only in this dossier; None for one of the party directory."""
    query = select(Participant).where(
        Participant.dossier_id == dossier.id, Participant.code == code, col(Participant.contacts).is_not(None)
    )
    found = work.session.exec(query).first()
    return [_from_data(contact) for contact in found.contacts or []] if found is not None else None


def send(
    work: UnitOfWork,
    dossier: Dossier,
    kind: MessageKind,
    code: str,
    *,
    about_id: str,
    key: str,
    documents: Sequence[Document] = (),
    is_repeatable: bool = True,
    link_to: LinkTarget | None = None,
    sweep_from: datetime | None = None,
    only_to: Receivers | None = None,
    is_asked_for: bool = False,
    **facts: Any,
) -> Receivers:
    """Write a message to every contact of a party, in each one's language, and return who they are.

    `about_id` is the id of what it is about: a round, an invitation, a sign-off, a decision, the dossier ...
    `key` is stable: the same occasion gives the same key, so a message is written and recognised once. With
    `link_to` each of them gets a link of their own, if there is a portal; the owner and the secretariat always do.
    From `sweep_from` the sweep delivers it too: the run of a letter that is over does not any more.
    `only_to` are those of the party who get it, if not all do. Whoever's link to a question was revoked gets nothing
    more about it until it is put to them again. What is not asked for by a person at this moment waits for office
    hours.
    """
    link_to = link_to or _PAGES.get(code)
    receivers = only_to or receivers_of(work, dossier, code)
    told = []
    for place, receiver in enumerate(receivers.people, start=1):
        link = None
        if link_to is not None and work.app.settings.portal_url:
            deputy = receivers.deputy_code
            is_over = links.is_revoked_for(work, dossier, receiver, link_to, party_code=code, deputy_code=deputy)
            if kind not in _QUESTIONS and is_over:
                continue
            link = links.link_for(work, dossier, receiver, link_to, party_code=code, deputy_code=receivers.deputy_code)
        full_key = key if len(receivers.people) == 1 else f"{key}:{place}"
        write(
            work,
            dossier,
            kind,
            code,
            receiver,
            about_id=about_id,
            key=full_key,
            link=link,
            documents=documents,
            is_repeatable=is_repeatable,
            sweep_from=sweep_from,
            is_asked_for=is_asked_for,
            deputy_for=code if receivers.deputy_code else "",
            **facts,
        )
        told.append(receiver)
    return Receivers(told, receivers.deputy_code)


_QUESTIONS = (MessageKind.INVITATION, MessageKind.SIGN_OFF_ASKED, MessageKind.SIGNATURE_ASKED)
"""What puts a question to somebody. Nothing else makes a new link for whoever lost theirs."""


_PAGES = {OWNER: LinkTarget(LinkPurpose.OWNER), SECRETARIAT: LinkTarget(LinkPurpose.SECRETARIAT)}
_REFERENCE = {Language.DUTCH: "Kenmerk van dit bericht", Language.ENGLISH: "Reference of this message"}
_YOUR_PAGE = {Language.DUTCH: "Uw pagina in het portaal:", Language.ENGLISH: "Your page in the portal:"}
"""What stands before a link in a message whose template does not say where it goes."""


def write(
    work: UnitOfWork,
    dossier: Dossier,
    kind: MessageKind,
    code: str,
    receiver: Receiver,
    *,
    about_id: str,
    key: str,
    link: Link | None = None,
    documents: Sequence[Document] = (),
    is_repeatable: bool = True,
    sweep_from: datetime | None = None,
    is_asked_for: bool = False,
    deputy_for: str = "",
    **facts: Any,
) -> Message:
    """Write one message to one person, and return it."""
    address = links.url_of(work.app.settings, link) if link else ""
    subject, body = compose(
        work.app.settings.templates,
        receiver.language,
        kind,
        dossier=dossier,
        receiver=receiver,
        party=code,
        deputy_for=deputy_for,
        documents=documents,
        link=address,
        **{name: _readable(value, receiver.language) for name, value in facts.items()},
    )
    if address not in body:
        body = f"{body}\n\n{_YOUR_PAGE[receiver.language]}\n{address}"
    held_until = work.sends_at if not is_asked_for and work.sends_at > work.at else None
    return work.add(
        Message(
            dossier_id=dossier.id,
            seq=_next_seq(work, dossier),
            key=key,
            about=about_id,
            kind=kind,
            party_code=code,
            receiver=receiver.name,
            address=receiver.address,
            channel=receiver.channel,
            language=receiver.language,
            subject=subject,
            body=f"{body}\n\n-- \n{_REFERENCE[receiver.language]}: {key}\n",
            link_id=link.id if link else None,
            document_ids=[document.id for document in documents],
            is_asked_for=is_asked_for,
            held_until=held_until,
            is_repeatable=is_repeatable,
            created_at=work.at,
            next_attempt_at=held_until or sweep_from,
        )
    )


def _readable(fact: Any, language: Language) -> Any:
    """Return a fact as a template has it: of a message that did not arrive, why, in the language of the reader."""
    return why_undelivered(fact, language) if isinstance(fact, Message) else fact


def _contacts(session: Session, code: str) -> list[Receiver]:
    query = select(Contact).where(Contact.party_code == code).order_by(col(Contact.place))
    return [Receiver(c.name, c.address, c.channel, c.language) for c in session.exec(query).all()]


def _from_data(contact: dict[str, Any]) -> Receiver:
    return Receiver(contact["name"], contact["address"], contact["channel"], Language(contact["language"]))


def _next_seq(work: UnitOfWork, dossier: Dossier) -> int:
    work.session.flush()
    query = select(Message.seq).where(Message.dossier_id == dossier.id).order_by(col(Message.seq).desc())
    return (work.session.exec(query).first() or 0) + 1
