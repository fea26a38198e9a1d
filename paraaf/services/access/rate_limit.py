"""How often something may be tried from one place: counted in the database, so over all processes and machines.

Counting per process would give who tries as many tries as there are processes. A right attempt writes nothing and is
never limited: a whole ministry may have one address, and none of its people may keep out the others.
"""

import hmac
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from models.errors import TooManyAttempts
from models.wrong_attempt import MAX_ATTEMPTS, WINDOW, WrongAttempt
from paraaf.services.app.unit_of_work import App

_NETWORK = 64
"""The bits of an IPv6 address that name a network; whoever has one has all addresses in it."""


def check(app: App, kind: str, address: str) -> None:
    """Raise `TooManyAttempts` if nothing of this kind is tried from this address for a while."""
    with app.read() as session:
        if _within_window(session, _source(app, kind, address), app.clock.wall()) >= MAX_ATTEMPTS:
            raise TooManyAttempts("link.too_many_wrong")


def count(app: App, kind: str, address: str) -> None:
    """Note that something was tried that was wrong, and let go of what happened before the window."""
    with app.work() as work:
        at = app.clock.wall()
        work.session.exec(delete(WrongAttempt).where(col(WrongAttempt.at) <= at - WINDOW))
        work.add(WrongAttempt(source=_source(app, kind, address), at=at))


def count_wrong(app: App, kind: str, address: str) -> None:
    """Note that something turned out to be wrong; raise `TooManyAttempts` if too much was, from this address."""
    check(app, kind, address)
    count(app, kind, address)


def _within_window(session: Session, source: str, at: datetime) -> int:
    query = select(func.count()).where(WrongAttempt.source == source, col(WrongAttempt.at) > at - WINDOW)
    return session.exec(query).one()


def _source(app: App, kind: str, address: str) -> str:
    text = f"paraaf attempt {kind} {_network(address)}"
    return hmac.digest(app.settings.portal_key().encode(), text.encode(), "sha256").hex()


def _network(address: str) -> str:
    """Return whom an address belongs to: itself, or for IPv6 the network that it is in."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((int(found), _NETWORK), strict=False))
