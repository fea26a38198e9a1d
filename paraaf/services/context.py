"""What every use case needs, and the transaction in which it happens."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel, col, or_, select, update

from models.audit import AuditEvent, event_hash
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
from models.enums import DocumentKind, MessageStatus
from models.errors import ConfigurationError, DomainError, GatewayError, NotFound
from models.hold import Hold
from models.message import Message
from models.moot import why_moot
from models.process import DossierState, next_step
from models.reminders import wake_moment
from paraaf import redline
from paraaf.gateways.clock import Clock
from paraaf.gateways.notifier import Notifier
from paraaf.gateways.runs import Runs
from paraaf.gateways.store import DocumentStore
from paraaf.settings import Settings

log = logging.getLogger("paraaf")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"

STAMP_TAGS = frozenset({"paraaf.version", "paraaf.date", "paraaf.mark", "paraaf.signature"})
"""The fields that Paraaf itself stamps on a letter; they are no part of its text."""

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class App:
    """Paraaf, put together: settings, database and gateways."""

    settings: Settings
    database: Engine
    reader: Engine
    store: DocumentStore
    notifier: Notifier
    runs: Runs
    clock: Clock

    @contextmanager
    def work(self, *, by_people: bool = False) -> Iterator["Work"]:
        """One transaction: everything in it happens, or nothing does.

        With `by_people` the letter's run is woken after the commit if it can go on, and its status page
        renewed; if Prefect does not answer then, the sweep does both later.
        """
        with Session(self.database, expire_on_commit=False) as session:
            work = Work(self, session, self.clock.now())
            try:
                yield work
                work.finish()
                session.commit()
            except StaleDataError:
                session.rollback()
                raise DomainError(
                    "Somebody else changed this letter at the same moment. Look again, then retry."
                ) from None
            except (IntegrityError, DataError) as error:
                session.rollback()
                raise DomainError(f"The database refused this, nothing was changed: {_what(error)}.") from error
            except OperationalError as error:
                session.rollback()
                raise GatewayError(f"The database did not answer: {_what(error)}.") from error
        if by_people:
            for dossier_id in work.touched:
                self.carry_on(dossier_id)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads, and sees one moment of the database."""
        try:
            with Session(self.reader, expire_on_commit=False) as session:
                yield session
        except OperationalError as error:
            raise GatewayError(f"The database did not answer: {_what(error)}.") from error

    def carry_on(self, dossier_id: str) -> None:
        """Wake the letter's run if the letter can go on, and renew its status page; never raise for Prefect."""
        from paraaf.services.status_page import publish

        with self.read() as session:
            state = load_state(session, find_dossier(session, dossier_id))
        run_id = state.dossier.flow_run_id
        if not run_id:
            return
        try:
            if not next_step(state, at=self.clock.now()).waits_for_people:
                self.runs.wake(run_id)
            publish(self, dossier_id)
        except (GatewayError, ConfigurationError) as error:
            log.warning("It is recorded. The letter goes on at the next sweep: %s", error)


@dataclass
class Work:
    """One transaction under way."""

    app: App
    session: Session
    at: datetime
    touched: dict[str, Dossier] = field(default_factory=dict)

    def dossier(self, key: str) -> Dossier:
        """Return a dossier by number or id, locked for this transaction; raise `NotFound`."""
        dossier = find_dossier(self.session, key, lock=True)
        self.touched[dossier.id] = dossier
        return dossier

    def open(self, key: str, *, action: str = "") -> DossierState:
        """Return everything of a dossier, locked for this transaction; raise `NotFound`.

        With an action, in words, it raises `OnHold` if the letter is held up.
        """
        state = load_state(self.session, self.dossier(key))
        if action:
            state.check_not_on_hold(action)
        return state

    def add(self, row: Row) -> Row:
        """Add a row and return it."""
        self.session.add(row)
        return row

    def record(self, dossier: Dossier, action: str, actor: str, **data: Any) -> None:
        """Add an event to the dossier's audit trail."""
        event = AuditEvent(
            dossier_id=dossier.id,
            seq=dossier.audit_count + 1,
            at=self.at,
            actor=actor,
            action=action,
            data=data,
            previous_hash=dossier.audit_head,
            hash="",
        )
        event.hash = event_hash(event)
        dossier.audit_count, dossier.audit_head = event.seq, event.hash
        self.add(event)

    def keep(
        self,
        dossier: Dossier,
        content: bytes,
        *,
        key: str,
        kind: DocumentKind,
        title: str,
        file_name: str,
        by: str,
        version_number: int | None = None,
        media_type: str = WORD,
    ) -> Document:
        """Store a file of the dossier, record it, and return it."""
        dossier.document_count += 1
        document = Document(
            dossier_id=dossier.id,
            seq=dossier.document_count,
            key=key,
            kind=kind,
            title=title[:300],
            file_name=file_name,
            media_type=media_type,
            sha256=self.app.store.put(content),
            size=len(content),
            fingerprint=fingerprint(content) if media_type == WORD else "",
            version_number=version_number,
            created_at=self.at,
            created_by=by,
        )
        self.add(document)
        self.session.flush()
        self.record(
            dossier,
            "document_stored",
            by,
            document=document.seq,
            key=key,
            file_name=file_name,
            sha256=document.sha256,
            fingerprint=document.fingerprint,
            kind=kind,
            version=version_number,
        )
        return document

    def cancel_moot_messages(self, state: DossierState) -> None:
        """Cancel the messages that wait to ask for what is no longer due, each with its reason on record."""
        self.session.flush()
        for message in state.messages:
            if message.status is not MessageStatus.PENDING or not (reason := why_moot(state, message)):
                continue
            error = "; ".join(filter(None, [message.last_error, reason]))
            if self.take(message, MessageStatus.CANCELLED, last_error=error):
                self.record_cancelled(state.dossier, message, reason)

    def record_cancelled(self, dossier: Dossier, message: Message, reason: str) -> None:
        """Add to the audit trail that a message was cancelled, and why."""
        facts = {"key": message.key, "kind": message.kind, "party": message.party_code, "reason": reason}
        self.record(dossier, "message_cancelled", "Paraaf", **facts)

    def take(self, message: Message, status: MessageStatus, **values: Any) -> bool:
        """Give a message another status unless another process just did; return whether this one was first."""
        change = (
            update(Message)
            .where(
                col(Message.id) == message.id,
                col(Message.status) == message.status,
                col(Message.claimed_at).is_not_distinct_from(message.claimed_at),
            )
            .values(status=status, **values)
            .execution_options(synchronize_session=False)
        )
        is_first = self.session.exec(change).rowcount == 1
        self.session.refresh(message)
        return is_first

    def finish(self) -> None:
        """Cancel what has become moot, and note for every dossier touched when the sweep has to look at it again."""
        self.session.flush()
        for dossier in self.touched.values():
            state = load_state(self.session, dossier)
            self.cancel_moot_messages(state)
            dossier.wake_at = wake_moment(state, at=self.at)


def find_dossier(session: Session, key: str, *, lock: bool = False) -> Dossier:
    """Return a dossier by number or id; raise `NotFound`."""
    query = select(Dossier).where(or_(Dossier.number == key, Dossier.id == key))
    dossier = session.exec(query.with_for_update() if lock else query).first()
    if dossier is None:
        raise NotFound(f"There is no dossier {key}. `paraaf list` shows them all.")
    return dossier


def load_state(session: Session, dossier: Dossier) -> DossierState:
    """Return everything that the database holds of a dossier, in order."""

    def rows(table: type[Row], *order: Any) -> list[Row]:
        return list(session.scalars(_rows_of_dossier(table, order), {"dossier_id": dossier.id}).all())

    dispatches = rows(Dispatch, Dispatch.ready_at)
    rounds = rows(ConsultationRound, ConsultationRound.opened_at, ConsultationRound.number)
    routes = rows(SignOffRoute, SignOffRoute.lap)
    parents = [*(round_.id for round_ in rounds), *(route.id for route in routes)]
    order = {parent: place for place, parent in enumerate(parents)}
    return DossierState(
        dossier=dossier,
        participants=rows(Participant, Participant.stage_key, Participant.place),
        documents=rows(Document, Document.seq),
        versions=rows(LetterVersion, LetterVersion.number),
        attachments=rows(Attachment, Attachment.place),
        commitments=rows(Commitment, Commitment.place),
        rounds=rounds,
        invitations=sorted(rows(Invitation, Invitation.place), key=lambda row: order[row.round_id]),
        reactions=rows(Reaction, Reaction.at, Reaction.number, Reaction.id),
        comments=rows(Comment, Comment.number),
        responses=rows(Response, Response.at),
        escalations=rows(Escalation, Escalation.at),
        change_notices=rows(ChangeNotice, ChangeNotice.at, ChangeNotice.id),
        notes=rows(AdviceNote, AdviceNote.number),
        sign_off_routes=routes,
        sign_offs=sorted(rows(SignOff, SignOff.place), key=lambda row: order[row.route_id]),
        decisions=rows(Decision, Decision.lap),
        discussions=rows(Discussion, Discussion.asked_at),
        holds=rows(Hold, Hold.number),
        signatures=rows(Signature, Signature.at),
        dispatch=dispatches[-1] if dispatches else None,
        messages=rows(Message, Message.seq),
    )


@cache
def _rows_of_dossier(table: type[Row], order: tuple[Any, ...]) -> Select[tuple[Row]]:
    """Return the query for a table's rows of one dossier; it is made once, since making it takes as long as asking."""
    query = sa.select(table).where(table.dossier_id == sa.bindparam("dossier_id"))  # type: ignore[attr-defined]
    return query.order_by(*order)


def fingerprint(docx: bytes) -> str:
    """Return the text fingerprint of a letter or note: what it says, apart from Paraaf's own stamps on it."""
    return redline.fingerprint(docx, ignore_tags=STAMP_TAGS)


def _what(error: IntegrityError | DataError | OperationalError) -> str:
    return str(error.orig).splitlines()[0] if error.orig else type(error).__name__
