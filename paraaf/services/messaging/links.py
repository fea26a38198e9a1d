"""Links to the portal: made with a message, completed on its delivery, opened by their holder.

The token in a link is an HMAC of the link's id under the portal's secret. So it needs to be stored nowhere: the text
of a message holds a placeholder until it is delivered, and the database holds a hash, by which a token is recognised.
Who reads the database, the outbox or an export can open nothing.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.dossier import Dossier
from models.enums import LinkPurpose
from models.errors import LinkNotValid, LinkOver
from models.link import Link, is_valid
from models.message import Message
from models.process import SECRETARIAT
from models.state import DossierState
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import PARAAF, App, UnitOfWork
from paraaf.services.messaging import holders
from paraaf.services.templating.message_facts import Receiver
from paraaf.settings import Settings

_REFUSED = "link.not_valid"
_MAX_TOKEN_LENGTH = 100


@dataclass(frozen=True)
class LinkTarget:
    """What the receiver of a message can do in the portal: the purpose, and the id of what it is about."""

    purpose: LinkPurpose
    about: str = ""


@dataclass(frozen=True)
class Visit:
    """A link that is valid, with everything on record of its dossier."""

    link: Link
    state: DossierState
    at: datetime


def link_for(
    work: UnitOfWork,
    dossier: Dossier,
    receiver: Receiver,
    to: LinkTarget,
    *,
    party_code: str,
    deputy_code: str | None = None,
    passed_on_from: Link | None = None,
    account: str = "",
    corrected_from: str = "",
) -> Link:
    """Return the link of a person to a thing: the one that was made before and was not revoked, or a new one.

    Who got another name at the same address keeps the link. It is bound to the contact's address for codes. With
    `account` it is opened by signing in with that account, and by nothing else. With `corrected_from` it stands in for
    a contact that has that address in the directory.
    """
    contact = None
    if not account and passed_on_from is None:
        acts = deputy_code or (dossier.secretariat_code if party_code == SECRETARIAT else party_code)
        contact = holders.contact_at(
            work.session, acts, name=receiver.name, channel=receiver.channel, address=receiver.address
        )
    for link in _made_before(work, dossier, receiver, to, party_code, deputy_code, account):
        if contact is None or link.is_contact or link.corrected_from:
            return link
    code_channel, code_address = holders.code_destination_of(contact) if contact is not None else ("", "")
    link = Link(
        is_contact=contact is not None,
        corrected_from=corrected_from if contact is None else "",
        code_channel=code_channel,
        code_address=code_address,
        dossier_id=dossier.id,
        number=_next_number(work.session, dossier),
        purpose=to.purpose,
        about=to.about,
        party_code=party_code,
        deputy_code=deputy_code,
        holder=receiver.name,
        address=receiver.address,
        channel=receiver.channel,
        language=receiver.language,
        made_at=work.at,
        passed_on_from=passed_on_from.id if passed_on_from else None,
        account=account,
    )
    work.add(link)
    work.session.flush()
    if account:  # no message tells of it
        work.record(dossier, "link_made", receiver.name, party=party_code, link=link.number, holder=link.holder)
    return link


def _made_before(
    work: UnitOfWork,
    dossier: Dossier,
    receiver: Receiver,
    to: LinkTarget,
    party_code: str,
    deputy_code: str | None,
    account: str,
) -> list[Link]:
    """Return the links of a person to a thing that were not revoked, those made in the name of today first."""
    there = _made_for(work, dossier, receiver, to, party_code, deputy_code, account)
    found = [link for link in there if link.address == receiver.address and link.revoked_at is None]
    now = {
        link.id: link.holder if link.account else holders.current_holder(work.session, link, dossier) for link in found
    }
    mine = [link for link in found if now[link.id] == receiver.name]
    return sorted(mine, key=lambda link: (link.holder != receiver.name, link.number))


def is_revoked_for(
    work: UnitOfWork, dossier: Dossier, receiver: Receiver, to: LinkTarget, *, party_code: str, deputy_code: str | None
) -> bool:
    """Return whether a person's link to a question was revoked, and the question was not put to them again since."""
    if to.purpose in (LinkPurpose.OWNER, LinkPurpose.SECRETARIAT):
        return False
    there = _made_for(work, dossier, receiver, to, party_code, deputy_code)
    mine = [link for link in there if link.holder == receiver.name] or there
    return bool(mine) and all(link.revoked_at is not None for link in mine)


def _made_for(
    work: UnitOfWork,
    dossier: Dossier,
    receiver: Receiver,
    to: LinkTarget,
    party_code: str,
    deputy_code: str | None,
    account: str = "",
) -> list[Link]:
    """Return all links to a thing that were made for where somebody is reached, in whatever letters it is written."""
    query = select(Link).where(
        Link.dossier_id == dossier.id,
        Link.purpose == to.purpose,
        Link.about == to.about,
        Link.party_code == party_code,
        Link.channel == receiver.channel,
        Link.account == account,
    )
    place = receiver.address.casefold()
    found = [link for link in work.session.exec(query).all() if link.deputy_code == deputy_code]
    return [link for link in found if link.address.casefold() == place]


def placeholder(link: Link) -> str:
    """Return what stands for the token of a link in the text of a message."""
    return _placeholder(link.id)


def url_of(settings: Settings, link: Link) -> str:
    """Return the address of a link as a message holds it until it is delivered."""
    return f"{settings.portal_url}/open/{_placeholder(link.id)}"


def with_token(app: App, message: Message) -> str:
    """Return the text of a message with the token in its link, and store the token's hash.

    Only the link that the message belongs to is completed, whatever else its text holds. Raises
    `ConfigurationError` if the portal has no secret.
    """
    if message.link_id is None:
        return message.body
    token = token_of(app.settings.portal_key(), message.link_id)
    with app.read() as session:
        is_known = session.get_one(Link, message.link_id).token_hash == hash_of(token)
    if not is_known:
        _activate(app, message.dossier_id, message.link_id, token)
    return message.body.replace(_placeholder(message.link_id), token)


def _activate(app: App, dossier_id: str, link_id: str, token: str) -> None:
    with app.work() as work:
        dossier = work.dossier(dossier_id)
        link = work.session.get_one(Link, link_id)
        if link.token_hash == hash_of(token):
            return
        link.token_hash = hash_of(token)
        work.record(dossier, "link_activated", PARAAF, party=link.party_code, link=link.number, holder=link.holder)


def open_link(app: App, token: str) -> Link:
    """Return the link that a token belongs to.

    Raises `LinkOver` if it does not open anything any more, `LinkNotValid` for a token that nobody was given.
    """
    if not 0 < len(token) <= _MAX_TOKEN_LENGTH or not token.isascii():
        raise LinkNotValid(_REFUSED)
    sought = hash_of(token)
    with app.read() as session:
        link = session.exec(select(Link).where(Link.token_hash == sought)).first()
        if link is None or not hmac.compare_digest(link.token_hash or "", sought):
            raise LinkNotValid(_REFUSED)
        return _visit(app, session, link).link


def visit(app: App, link_id: str, purpose: LinkPurpose | None = None) -> Visit:
    """Return a link (for this purpose, if one is given) with its dossier.

    Raises `LinkNotValid` if it does not open anything now.

    For the holder of a session: whoever has none has to open the link by its token.
    """
    with app.read() as session:
        return visit_in(app, session, link_id, purpose)


def visit_in(app: App, session: Session, link_id: str, purpose: LinkPurpose | None = None) -> Visit:
    """Return the same, as this transaction sees it."""
    link = session.get(Link, link_id)
    if link is None or purpose not in (None, link.purpose):
        raise LinkNotValid(_REFUSED)
    return _visit(app, session, link)


def origin_of(app: App, link: Link) -> Link | None:
    """Return the link of the person who was asked, if this one was passed on, however often; else None."""
    with app.read() as session:
        found = None
        while link.passed_on_from is not None:
            link = found = session.get_one(Link, link.passed_on_from)
        return found


def probe(app: App) -> None:
    """Raise `GatewayError` if the database does not answer."""
    with app.read() as session:
        session.exec(select(col(Link.id)).limit(1)).first()


def token_of(key: str, link_id: str) -> str:
    """Return the token of a link: 256 bits that only whoever has the key can work out."""
    return (
        urlsafe_b64encode(hmac.digest(key.encode(), b"paraaf link " + link_id.encode(), "sha256")).decode().rstrip("=")
    )


def hash_of(token: str) -> str:
    """Return what is stored of a token. It is random enough to need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _visit(app: App, session: Session, link: Link) -> Visit:
    state, at = load_state(session, find_dossier(session, link.dossier_id)), app.clock.now()
    name = holders.current_holder(session, link, state.dossier) if is_valid(link, state, at=at) else None
    if name is None:
        raise LinkOver(_REFUSED)
    # A copy, not the row: what is done by the link is recorded in the name that its holder has now.
    holder = link if name == link.holder else Link(**link.model_dump() | {"holder": name})
    return Visit(holder, state, at)


def check_number(work: UnitOfWork, state: DossierState, number: int) -> None:
    """Raise `LinkNotValid` unless the link with this number opens its page still, as this transaction sees it.

    What is done by a link is checked with it: its holder may have been taken out of the directory since the page was
    opened.
    """
    query = select(Link).where(Link.dossier_id == state.dossier.id, Link.number == number)
    link = work.session.exec(query).first()
    if link is None or not is_valid(link, state, at=work.at):
        raise LinkNotValid(_REFUSED)
    if holders.current_holder(work.session, link, state.dossier) is None:
        raise LinkNotValid(_REFUSED)


def is_of_owner(work: UnitOfWork, dossier: Dossier, number: int) -> bool:
    """Return whether the link with this number went to the address of the letter's owner."""
    query = select(Link).where(Link.dossier_id == dossier.id, Link.number == number)
    link = work.session.exec(query).first()
    owner = (dossier.owner_channel, dossier.owner_address.casefold())
    return link is not None and (link.channel, link.address.casefold()) == owner


def _next_number(session: Session, dossier: Dossier) -> int:
    session.flush()
    return (session.exec(select(func.max(Link.number)).where(Link.dossier_id == dossier.id)).one() or 0) + 1


def _placeholder(link_id: str) -> str:
    return f"[{link_id}]"
