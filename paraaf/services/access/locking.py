"""Locking a link for which too many wrong codes were given: who tries has the link, and is perhaps not its holder."""

from typing import Any

from models.enums import MessageKind
from models.link import Link
from models.one_time_code import MAX_WRONG
from models.process import OWNER, SECRETARIAT
from models.state import DossierState
from paraaf.services.app.unit_of_work import PARAAF, UnitOfWork
from paraaf.services.messaging import compose
from paraaf.services.templating.message_facts import Receiver

_REASON = f"{MAX_WRONG} wrong one-time codes"


def count_wrong(work: UnitOfWork, state: DossierState, link: Link, *, to: tuple[str, str]) -> None:
    """Put a wrong try of a code on record; after fifty, revoke the link, and tell its holder and who looks after it.

    `to` is where codes for the link go: the holder is told there too, since others may read the mailbox of the link.
    """
    link.wrong_codes += 1
    facts = {"party": link.party_code, "link": link.number, "holder": link.holder}
    work.record(state.dossier, "code_wrong", PARAAF, **facts, count=link.wrong_codes)
    if link.wrong_codes < MAX_WRONG or link.revoked_at is not None:
        return
    link.revoked_at, link.revoked_by, link.revoke_reason = work.at, PARAAF, _REASON
    work.record(state.dossier, "link_revoked", PARAAF, **facts, reason=_REASON)
    work.session.flush()
    _tell(work, state, link, to)


def _tell(work: UnitOfWork, state: DossierState, link: Link, to: tuple[str, str]) -> None:
    dossier, key = state.dossier, f"link_locked:{link.id}"
    told: dict[str, Any] = {"of_party": link.party_code, "holder": link.holder, "wrong": link.wrong_codes}
    told |= {"about_id": dossier.id, "sweep_from": work.at}
    kind = MessageKind.LINK_LOCKED
    for code in (OWNER, SECRETARIAT):
        if code != link.party_code:
            compose.send(work, dossier, kind, code, key=f"{key}:{code}", is_holder=False, **told)
    for place, (channel, address) in enumerate(dict.fromkeys([to, (link.channel, link.address)])):
        holder = Receiver(link.holder, address, channel, link.language)
        compose.write(work, dossier, kind, link.party_code, holder, key=f"{key}:{place}", is_holder=True, **told)
