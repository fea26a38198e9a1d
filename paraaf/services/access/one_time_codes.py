"""One-time codes for the holder of a link: sent, and checked once.

A code goes straight to its channel and not through the outbox: it is of use for ten minutes, and the outbox would keep
its text. What is stored is an HMAC under the portal's secret, so that whoever reads the database learns no code.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from models.base import new_id
from models.dossier import Dossier
from models.enums import Language, LinkPurpose
from models.errors import LinkNotValid, TooManyCodes
from models.link import Link
from models.one_time_code import MAX_PER_DAY, MAX_PER_HOUR, MAX_PER_WEEK, OneTimeCode
from paraaf.gateways.notifier import Delivery
from paraaf.services.access import locking
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.messaging import holders, links

_DIGITS = 6

_WHY: dict[Language, dict[bool, str]] = {
    Language.DUTCH: {
        True: 'Daarmee bevestigt u de ondertekening van de brief "{title}".',
        False: 'Daarmee opent u uw pagina over de brief "{title}".',
    },
    Language.ENGLISH: {
        True: 'With it you confirm that the letter "{title}" is signed.',
        False: 'With it you open your page about the letter "{title}".',
    },
}
_SUBJECT = {Language.DUTCH: "Uw code voor Paraaf", Language.ENGLISH: "Your code for Paraaf"}
_BODY = {
    Language.DUTCH: (
        "Uw code is {code}.\n\n{why}\n\nDe code geldt tien minuten en werkt een keer. Geef hem aan niemand. Hebt u "
        "niet om een code gevraagd? Mail dan {owner}.\n"
    ),
    Language.ENGLISH: (
        "Your code is {code}.\n\n{why}\n\nThe code works once, for ten minutes. Give it to nobody. If you did not ask "
        "for a code, write to {owner}.\n"
    ),
}


class CodeResult(StrEnum):
    """What giving a code came to."""

    RIGHT = "right"
    WRONG = "wrong"
    """Not this one; another try is left."""
    OVER = "over"
    """No code can be given any more: it ran out, was used, or was tried too often. A new one is needed."""


def send_code(app: App, link_id: str, *, asker: str = "") -> OneTimeCode:
    """Send the holder of a link a new code, and return what is stored of it; an earlier one is of no use any more.

    `asker` is the session in which it is asked for, and in which alone it is of use: whoever else has the link gets
    other codes. Raises `LinkNotValid`, `TooManyCodes` if several were sent within the hour or many within days,
    `GatewayError` if the channel did not take it.
    """
    visit = links.visit(app, link_id)
    link = visit.link
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    with app.work() as work:
        _lock(work, link_id)
        at = app.clock.wall()
        sent = _sent(work.session, link_id)
        earlier = [each for each in sent if each.asker == asker]
        _check_number(sent, earlier, at)
        channel, address = holders.code_destination(work.session, link, visit.state.dossier)
        for each in earlier:
            each.used_at = each.used_at or at
        made = OneTimeCode(
            id=new_id(),
            link_id=link_id,
            seq=max((each.seq for each in sent), default=0) + 1,
            asker=asker,
            code_hash="",
            sent_to=masked(channel, address),
            sent_at=at,
        )
        made.code_hash = _hash(app, made.id, code)
        work.add(made)
    # Outside the transaction: a mail server may take seconds, and nobody else can write to SQLite meanwhile.
    app.notifier.deliver(_message(link, visit.state.dossier, made, code, channel, address))
    return made


def _check_number(sent: list[OneTimeCode], earlier: list[OneTimeCode], at: datetime) -> None:
    """Raise `TooManyCodes` if this session had enough within the hour, or the link within a day or a week."""
    limits = ((sent, timedelta(days=1), MAX_PER_DAY), (sent, timedelta(days=7), MAX_PER_WEEK))
    for codes, window, most in ((earlier, timedelta(hours=1), MAX_PER_HOUR), *limits):
        if sum(each.sent_at > at - window for each in codes) >= most:
            raise TooManyCodes("code.too_many" if codes is earlier else "code.too_many_for_link")


def _message(link: Link, dossier: Dossier, made: OneTimeCode, code: str, channel: str, address: str) -> Delivery:
    why = _WHY[link.language][link.purpose is LinkPurpose.DECISION].format(title=dossier.title)
    shown = f"{code[:3]} {code[3:]}"
    return Delivery(
        key=f"code:{made.id}",
        channel=channel,
        address=address,
        subject=_SUBJECT[link.language],
        body=_BODY[link.language].format(code=shown, why=why, owner=dossier.owner_address),
        is_awaited=True,
    )


def sent_code(app: App, link_id: str, *, asker: str = "") -> OneTimeCode | None:
    """Return the latest code of a link that this session asked for, if it can still be given."""
    with app.read() as session:
        latest = _latest(session, link_id, asker)
    return latest if latest is not None and latest.is_usable(at=app.clock.wall()) else None


def check_code(app: App, link_id: str, given: str, *, asker: str = "") -> CodeResult:
    """Return whether this is the code that this session was sent last; it can be right once, and wrong five times.

    It is of no use once codes go elsewhere than this one went. A wrong try is on record, and after fifty the link is
    locked. Raises `LinkNotValid` once the link opens nothing.
    """
    with app.work() as work:
        link = _lock(work, link_id)
        visit = links.visit_in(app, work.session, link_id)
        latest = _latest(work.session, link_id, asker)
        at = app.clock.wall()
        channel, address = holders.code_destination(work.session, visit.link, visit.state.dossier)
        if latest is None or not latest.is_usable(at=at) or latest.sent_to != masked(channel, address):
            return CodeResult.OVER
        digits = "".join(c for c in given if c in "0123456789")
        latest.tries += 1
        if hmac.compare_digest(latest.code_hash, _hash(app, latest.id, digits)):
            latest.used_at = at
            return CodeResult.RIGHT
        locking.count_wrong(work, visit.state, link, to=(channel, address))
        return CodeResult.WRONG if latest.is_usable(at=at) else CodeResult.OVER


def masked(channel: str, address: str) -> str:
    """Return an address as its reader recognises it, and others do not: `v…@minez.nl`, `sms …12`."""
    name, at, domain = address.rpartition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"{channel} …{address[-2:]}"


def _lock(work: UnitOfWork, link_id: str) -> Link:
    """Let tries for one link follow each other, so that none is lost from the count; return it.

    The letter is locked first, as in everything that changes a link.
    """
    dossier_id = work.session.exec(select(Link.dossier_id).where(Link.id == link_id)).first()
    if dossier_id is None:
        raise LinkNotValid("link.not_valid")
    work.dossier(dossier_id)
    return work.session.exec(select(Link).where(Link.id == link_id).with_for_update()).one()


def _latest(session: Session, link_id: str, asker: str) -> OneTimeCode | None:
    return next((each for each in _sent(session, link_id) if each.asker == asker), None)


def _sent(session: Session, link_id: str) -> list[OneTimeCode]:
    newest_first = col(OneTimeCode.seq).desc(), col(OneTimeCode.sent_at).desc()
    query = select(OneTimeCode).where(OneTimeCode.link_id == link_id).order_by(*newest_first)
    return list(session.exec(query).all())


def _hash(app: App, code_id: str, code: str) -> str:
    return hmac.digest(app.settings.portal_key().encode(), f"paraaf code {code_id} {code}".encode(), "sha256").hex()
