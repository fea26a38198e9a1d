"""Reading a dossier from the database, with everything that belongs to it."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, exists
from sqlmodel import Session, SQLModel, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from models.consultation import (
    ChangeNotice,
    Comment,
    ConsultationRound,
    Escalation,
    Invitation,
    Reaction,
    Response,
)
from models.decision import Decision, Discussion, Dispatch, Signature, SignOff, SignOffRoute
from models.document import AdviceNote, Attachment, Document, LetterVersion
from models.dossier import Commitment, Dossier, Participant
from models.errors import NotFound
from models.hold import Hold
from models.message import Message
from models.state import DossierState


def find_dossier(session: Session, key: str, *, lock: bool = False) -> Dossier:
    """Return a dossier by number or id; raise `NotFound`."""
    dossier = session.exec(_DOSSIER_LOCKED if lock else _DOSSIER, params={"key": key}).first()
    if dossier is None:
        raise NotFound("letter.no_such", letter=key)
    return dossier


def load_state(session: Session, dossier: Dossier) -> DossierState:
    """Return everything that the database holds of a dossier, in order."""
    state = DossierState(dossier)
    present = session.execute(_PRESENT, {"dossier": dossier.id}).mappings().one()
    _read(session, state, [name for name, is_there in present.items() if is_there])
    return state


def reload(session: Session, state: DossierState, tables: Collection[type[SQLModel]]) -> None:
    """Read the rows of these tables again: something was added to them."""
    _read(session, state, [name for name, (table, _) in _ROWS.items() if table in tables])


def _read(session: Session, state: DossierState, names: Iterable[str]) -> None:
    for name in names:
        _, query = _ROWS[name]
        found = list(session.exec(query, params={"dossier": state.dossier.id}).all())
        setattr(state, name, found if name != "dispatch" else found[-1] if found else None)
    parents = [*(round_.id for round_ in state.rounds), *(route.id for route in state.sign_off_routes)]
    order = {parent: place for place, parent in enumerate(parents)}
    state.invitations.sort(key=lambda row: order[row.round_id])
    state.sign_offs.sort(key=lambda row: order[row.route_id])


def _rows(table: type[SQLModel], *order: Any) -> tuple[type[SQLModel], SelectOfScalar[Any]]:
    query = select(table).where(table.dossier_id == bindparam("dossier"))  # type: ignore[attr-defined]
    return table, query.order_by(*map(col, order))


_ROWS = {
    "participants": _rows(Participant, Participant.stage_key, Participant.place),
    "documents": _rows(Document, Document.seq),
    "versions": _rows(LetterVersion, LetterVersion.number),
    "attachments": _rows(Attachment, Attachment.place),
    "commitments": _rows(Commitment, Commitment.place),
    "rounds": _rows(ConsultationRound, ConsultationRound.opened_at, ConsultationRound.number),
    "invitations": _rows(Invitation, Invitation.place),
    "reactions": _rows(Reaction, Reaction.number, Reaction.at, Reaction.id),
    "comments": _rows(Comment, Comment.number),
    "responses": _rows(Response, Response.at),
    "escalations": _rows(Escalation, Escalation.at),
    "change_notices": _rows(ChangeNotice, ChangeNotice.at, ChangeNotice.id),
    "notes": _rows(AdviceNote, AdviceNote.number),
    "sign_off_routes": _rows(SignOffRoute, SignOffRoute.cycle),
    "sign_offs": _rows(SignOff, SignOff.place),
    "decisions": _rows(Decision, Decision.cycle),
    "discussions": _rows(Discussion, Discussion.asked_at),
    "holds": _rows(Hold, Hold.number),
    "signatures": _rows(Signature, Signature.at),
    "dispatch": _rows(Dispatch, Dispatch.ready_at),
    "messages": _rows(Message, Message.seq),
}
"""What a state holds: for each name the table, and how its rows are read. Putting a query together costs more than
asking it, so that is done once."""

_PRESENT = select(
    *(
        exists().where(table.dossier_id == bindparam("dossier")).label(name)  # type: ignore[attr-defined]
        for name, (table, _) in _ROWS.items()
    )
)
"""Of which of these a dossier has any: half of them are empty for most of its way."""

_DOSSIER = select(Dossier).where(or_(Dossier.number == bindparam("key"), Dossier.id == bindparam("key")))
_DOSSIER_LOCKED = _DOSSIER.with_for_update()


def dossier_with_number(session: Session, number: str) -> Dossier | None:
    """Return the dossier with this number, if there is one."""
    return session.exec(select(Dossier).where(Dossier.number == number)).first()
