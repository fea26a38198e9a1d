"""Who may start letters, and which: looked at anew with everything that they do."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from models.dossier import Dossier
from models.enums import LinkPurpose, PartyKind, Role
from models.errors import Fault, NotFound, fault
from models.party import Party
from models.sign_in import SignIn
from paraaf.services.access import accounts
from paraaf.services.app.unit_of_work import App
from paraaf.services.messaging import links


@dataclass(frozen=True)
class ByLink:
    """By a link of a secretariat."""

    link_id: str


@dataclass(frozen=True)
class AsOwner:
    """Signed in, for letters of one's own."""


@dataclass(frozen=True)
class ForSecretariat:
    """Signed in, for the letters of a secretariat."""

    code: str


Way = ByLink | AsOwner | ForSecretariat
"""How somebody comes to start a letter."""


@dataclass(frozen=True)
class Starter:
    """Somebody who may start letters."""

    keeper: str
    """In whose name their letters in preparation are kept."""
    name: str
    secretariat: str = ""
    """The secretariat of which all their letters have to be; empty for any."""
    owner: str = ""
    """The address of which all their letters have to be; empty for any."""
    facts: dict[str, Any] = field(default_factory=dict)
    """By which link they came, for the audit trail."""


def starter(app: App, way: Way) -> Starter:
    """Return whoever comes this way, if they may start letters now; raise `NotFound` for anybody else."""
    with app.read() as session:
        return starter_in(app, session, way)


def starter_in(app: App, session: Session, way: Way) -> Starter:
    """Return the same, as this transaction sees it."""
    if isinstance(way, ByLink):
        return _by_link(app, session, way.link_id)
    sign_in = _sign_in(app, session)
    if isinstance(way, AsOwner) and _is_owner(sign_in):
        # A party's code never begins so; the account stays the same when somebody's name or address changes.
        digest = hashlib.sha256(sign_in.account.encode()).hexdigest()
        return Starter(f"@{digest[:39]}", sign_in.name, owner=sign_in.address)
    if isinstance(way, ForSecretariat) and way.code in _secretariats(session, sign_in):
        return Starter(way.code, sign_in.name, secretariat=way.code)
    raise NotFound(_NOT_YOURS)


def ways(app: App) -> list[AsOwner | ForSecretariat]:
    """Return in which ways somebody who signed in may start letters now."""
    with app.read() as session:
        sign_in = _sign_in(app, session)
        own: list[AsOwner | ForSecretariat] = [AsOwner()] if _is_owner(sign_in) else []
        return [*own, *(ForSecretariat(code) for code in _secretariats(session, sign_in))]


def faults_of(starter: Starter, values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield why a letter is not one that this person starts: they would lose sight of it."""
    if starter.secretariat and str(values.get("secretariat", "")).strip() != starter.secretariat:
        yield fault("secretariat", "start.other_secretariat", secretariat=starter.secretariat)
    address = (values.get("owner") or {}).get("address", "")
    if starter.owner and str(address).strip().lower() != starter.owner.lower():
        yield fault("owner.address", "start.other_owner", address=starter.owner)


def offered(app: App, starter: Starter) -> dict[str, Any]:
    """Return what a new letter of theirs is filled in with: what is so of all, and what their latest letter says."""
    query = select(Dossier).order_by(col(Dossier.created_at).desc())
    with app.read() as session:
        if starter.owner:
            query = query.where(Dossier.owner_address == starter.owner)
        else:
            query = query.where(Dossier.secretariat_code == starter.secretariat)
        latest = session.exec(query).first()
        secretariats = session.exec(select(Party.code).where(Party.kind == PartyKind.SECRETARIAT)).all()
    given: dict[str, Any] = {}
    if latest is not None:
        given = {
            "ministry": latest.ministry_code,
            "minister": latest.minister_code,
            "recipient": latest.recipient_code,
            "secretariat": latest.secretariat_code,
        }
    if starter.secretariat:
        given["secretariat"] = starter.secretariat
    elif "secretariat" not in given and len(secretariats) == 1:
        given["secretariat"] = secretariats[0]
    if starter.owner:
        unit = latest.owner_unit if latest is not None else ""
        given["owner"] = {"name": starter.name, "address": starter.owner, "unit": unit}
    return given


_NOT_YOURS = "start.not_here"


def _by_link(app: App, session: Session, link_id: str) -> Starter:
    visit = links.visit_in(app, session, link_id, LinkPurpose.SECRETARIAT)
    if visit.link.account and not accounts.may_open_in(session, _sign_in(app, session), visit):
        raise NotFound(_NOT_YOURS)
    code = visit.state.dossier.secretariat_code
    link = {"letter": visit.state.dossier.number, "number": visit.link.number}
    return Starter(code, visit.link.holder, secretariat=code, facts={"link": link})


def _sign_in(app: App, session: Session) -> SignIn:
    """Return the sign-in of whoever acts, as it is on record now: it may have ended since the page was asked for."""
    known = session.get(SignIn, app.signed_in.id, populate_existing=True) if app.signed_in is not None else None
    if app.identity is None or known is None or not known.is_open(at=app.clock.wall()):
        raise NotFound(_NOT_YOURS)
    return known


def _is_owner(sign_in: SignIn) -> bool:
    return sign_in.has(Role.OWNER) and bool(sign_in.address)


def _secretariats(session: Session, sign_in: SignIn) -> list[str]:
    """Return the secretariats that somebody acts for, be there a letter of theirs or not."""
    if not sign_in.has(Role.SECRETARIAT):
        return []
    codes = accounts.party_codes_of(session, sign_in)
    query = select(Party.code).where(Party.kind == PartyKind.SECRETARIAT, col(Party.code).in_(codes))
    return sorted(session.exec(query).all())
