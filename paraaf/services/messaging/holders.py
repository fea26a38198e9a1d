"""Whose a link is now: it opens something only while its holder is a contact of the party in the party directory."""

from sqlmodel import Session, col, select

from models.dossier import Dossier
from models.link import Link
from models.party import Contact, Party
from models.process import SECRETARIAT


def current_holder(session: Session, link: Link, dossier: Dossier) -> str | None:
    """Return how the directory names the holder of a link now; None if the link ended with its contact.

    A link goes with its mailbox: whoever has another name at the same address keeps it, and is named anew. It ends when
    no contact of the party has that address any more, or when the codes of that contact go elsewhere than at the
    question or nowhere. What was passed on ends with the link that it came from. Whether the contact acts as a deputy
    is looked at when it acts; here it has to be named as one still.

    A link that went to a corrected address stands in for the contact whose address it corrects: it lasts while that
    contact stands in the directory as it was, or while the directory has the corrected address.
    """
    first = link
    while first.passed_on_from is not None:
        first = session.get_one(Link, first.passed_on_from)
    if not first.is_contact and not first.corrected_from:
        return link.holder
    names = [contact.name for contact in _contacts_behind(session, first, dossier)]
    if link is not first:
        return link.holder if _of_these(session, first, names) else None
    return _of_these(session, first, names)


def code_destination(session: Session, link: Link, dossier: Dossier) -> tuple[str, str]:
    """Return to which channel and address the codes for a link go; to its mailbox only if there never was another."""
    for contact in _contacts_behind(session, link, dossier) if link.is_contact else []:
        if contact.code_address:
            return code_destination_of(contact)
    return link.channel, link.address


def contact_at(session: Session, code: str, *, name: str, channel: str, address: str) -> Contact | None:
    """Return the contact of a party that has this name at this address."""
    found = [each for each in _at(session, code, channel, address) if each.name == name]
    return found[0] if found else None


def code_destination_of(contact: Contact) -> tuple[str, str]:
    """Return to which channel and address the codes of a contact go; empty if it has no address for codes."""
    return (contact.code_channel or contact.channel, contact.code_address) if contact.code_address else ("", "")


def _of_these(session: Session, link: Link, names: list[str]) -> str | None:
    """Return which of the contacts at its address holds a link: by its name, or else one that has no link itself."""
    if link.holder in names:
        return link.holder
    query = select(Link.holder).where(
        Link.dossier_id == link.dossier_id,
        Link.purpose == link.purpose,
        Link.about == link.about,
        Link.party_code == link.party_code,
        Link.address == link.address,
        Link.channel == link.channel,
        Link.account == "",
        col(Link.passed_on_from).is_(None),
    )
    taken = set(session.exec(query).all())
    return next((name for name in names if name not in taken), None)


def _contacts_behind(session: Session, link: Link, dossier: Dossier) -> list[Contact]:
    """Return the contacts that have the address of a link and its second proof, in the place for which it was sent."""
    code = dossier.secretariat_code if link.party_code == SECRETARIAT else link.party_code
    if link.deputy_code is not None:
        party = session.get(Party, code)
        if party is None or party.deputy_code != link.deputy_code:
            return []
    proof = (link.code_channel, link.code_address)
    acts = link.deputy_code or code
    found = _at(session, acts, link.channel, link.address)
    if link.corrected_from:
        corrected = _at(session, acts, link.channel, link.corrected_from)
        found += [contact for contact in corrected if contact.name == link.holder]
    return [contact for contact in found if not link.code_address or code_destination_of(contact) == proof]


def _at(session: Session, code: str, channel: str, address: str) -> list[Contact]:
    query = select(Contact).where(Contact.party_code == code, Contact.channel == channel).order_by(col(Contact.place))
    return [each for each in session.exec(query).all() if each.address.casefold() == address.casefold()]
