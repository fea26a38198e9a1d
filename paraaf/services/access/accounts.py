"""What belongs to somebody who signed in: letters, sign-offs that wait, a secretariat's letters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.decision import SignOff
from models.dossier import Dossier
from models.enums import Language, LinkPurpose, Role, SignOffStatus
from models.errors import NotFound
from models.link import GRACE, Link
from models.party import Contact
from models.process import OWNER, SECRETARIAT
from models.sign_in import SignIn
from paraaf.services.app.status import Status, list_dossiers
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.messaging import links
from paraaf.services.messaging.links import LinkTarget, Visit
from paraaf.services.templating.message_facts import Receiver

MAX_LETTERS = 200
"""How many things of a kind are listed."""
_CHANNEL = "mail"


@dataclass(frozen=True)
class PendingSignOff:
    """A letter that waits for somebody's sign-off."""

    id: str
    """The place on the route."""
    number: str
    title: str
    party: str
    due: date | None


@dataclass(frozen=True)
class Account:
    """What somebody finds when they have signed in."""

    to_sign_off: list[PendingSignOff]
    letters: list[Status]
    secretariats: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at this moment."""
        return not (self.to_sign_off or self.letters or self.secretariats)


def read_account(app: App, sign_in: SignIn) -> Account:
    """Return what is this person's now, by their roles and by whom the party directory says they act for."""
    with app.read() as session:
        codes = party_codes_of(session, sign_in)
        return Account(
            to_sign_off=_to_sign_off(session, codes) if sign_in.has(Role.SIGN_OFF) else [],
            letters=_letters(app, sign_in) if sign_in.has(Role.OWNER) and sign_in.address else [],
            secretariats=_secretariats(session, codes, app.clock.now() - GRACE)
            if sign_in.has(Role.SECRETARIAT)
            else [],
        )


def open_letter(app: App, sign_in: SignIn, key: str, language: Language) -> Link:
    """Return the way of an owner who signed in to one of their letters; raise `NotFound` for any other letter."""

    def make(work: UnitOfWork) -> Link:
        dossier = work.dossier(key)
        receiver = Receiver(dossier.owner_name, dossier.owner_address, dossier.owner_channel, language)
        to = LinkTarget(LinkPurpose.OWNER)
        return links.link_for(work, dossier, receiver, to, party_code=OWNER, account=sign_in.account)

    return _opened(app, sign_in, make)


def open_secretariat(app: App, sign_in: SignIn, code: str, language: Language) -> Link:
    """Return the way of somebody of a secretariat to its letters; raise `NotFound` for another secretariat."""

    def make(work: UnitOfWork) -> Link:
        latest = work.session.exec(_latest_of(code)).first()
        if latest is None:
            raise NotFound(_NOT_YOURS)
        receiver = Receiver(sign_in.name, sign_in.address, _CHANNEL, language)
        to = LinkTarget(LinkPurpose.SECRETARIAT)
        return links.link_for(work, work.dossier(latest), receiver, to, party_code=SECRETARIAT, account=sign_in.account)

    return _opened(app, sign_in, make)


def open_sign_off(app: App, sign_in: SignIn, place_id: str, language: Language) -> Link:
    """Return the way of an official to what they are asked to sign off; raise `NotFound` for another's place."""

    def make(work: UnitOfWork) -> Link:
        place = work.session.get(SignOff, place_id)
        if place is None or place.status in (SignOffStatus.WAITING, SignOffStatus.LAPSED):
            raise NotFound(_NOT_YOURS)
        receiver = Receiver(sign_in.name, sign_in.address, _CHANNEL, language)
        return links.link_for(
            work,
            work.dossier(place.dossier_id),
            receiver,
            LinkTarget(LinkPurpose.SIGN_OFF, place.id),
            party_code=place.party_code,
            deputy_code=place.deputy_code,
            account=sign_in.account,
        )

    return _opened(app, sign_in, make)


def may_open(app: App, sign_in: SignIn, visit: Visit) -> bool:
    """Return whether somebody who signed in may be on the pages of a link; looked at with every request."""
    with app.read() as session:
        return may_open_in(session, sign_in, visit)


def may_open_in(session: Session, sign_in: SignIn, visit: Visit) -> bool:
    """Return the same, as this transaction sees it."""
    return _is_theirs(session, sign_in, visit.link, visit.state.dossier)


_NOT_YOURS = "account.not_yours"


def _opened(app: App, sign_in: SignIn, make: Callable[[UnitOfWork], Link]) -> Link:
    with app.work() as work:
        link = make(work)
        if not _is_theirs(work.session, sign_in, link, work.session.get_one(Dossier, link.dossier_id)):
            raise NotFound(_NOT_YOURS)
    return link


def _is_theirs(session: Session, sign_in: SignIn, link: Link, dossier: Dossier) -> bool:
    if link.account != sign_in.account:
        return False
    match link.purpose:
        case LinkPurpose.OWNER:
            is_owner = sign_in.address.lower() == dossier.owner_address.lower()
            return sign_in.has(Role.OWNER) and bool(sign_in.address) and is_owner
        case LinkPurpose.SECRETARIAT:
            return sign_in.has(Role.SECRETARIAT) and dossier.secretariat_code in party_codes_of(session, sign_in)
        case LinkPurpose.SIGN_OFF:
            return sign_in.has(Role.SIGN_OFF) and link.acts_for in party_codes_of(session, sign_in)
        case _:
            return False


def party_codes_of(session: Session, sign_in: SignIn) -> set[str]:
    """Return the codes of the parties that somebody acts for: those the provider names, and those they are in."""
    codes = set(sign_in.party_codes)
    if sign_in.address:
        query = select(Contact.party_code).where(func.lower(Contact.address) == sign_in.address.lower())
        codes.update(session.exec(query).all())
    return codes


def _letters(app: App, sign_in: SignIn) -> list[Status]:
    """Return an owner's letters, without those that ended so long ago that their pages are closed."""
    gone = app.clock.now() - GRACE
    found = list_dossiers(app, owner=sign_in.address, most=MAX_LETTERS)
    return [each for each in found if each.state.dossier.ended_at is None or each.state.dossier.ended_at > gone]


def _secretariats(session: Session, codes: set[str], gone: datetime) -> list[str]:
    """Return which of these are the secretariat of a letter that did not end too long ago."""
    is_there = col(Dossier.ended_at).is_(None) | (col(Dossier.ended_at) > gone)
    query = select(Dossier.secretariat_code).where(col(Dossier.secretariat_code).in_(codes), is_there).distinct()
    return sorted(session.exec(query).all())


def _latest_of(code: str) -> SelectOfScalar[str]:
    """Return the query for the letter of a secretariat whose pages stay open longest."""
    return (
        select(Dossier.id)
        .where(Dossier.secretariat_code == code)
        .order_by(col(Dossier.ended_at).is_not(None), col(Dossier.created_at).desc())
    )


def _to_sign_off(session: Session, codes: set[str]) -> list[PendingSignOff]:
    query = (
        select(SignOff, Dossier)
        .join(Dossier, col(Dossier.id) == col(SignOff.dossier_id))
        .where(
            SignOff.status == SignOffStatus.ASKED,
            func.coalesce(SignOff.deputy_code, SignOff.party_code).in_(codes),
            col(Dossier.ended_at).is_(None),
        )
        .order_by(col(SignOff.due), col(Dossier.number))
        .limit(MAX_LETTERS)
    )
    return [
        PendingSignOff(place.id, dossier.number, dossier.title, place.party_name, place.due)
        for place, dossier in session.exec(query).all()
    ]
