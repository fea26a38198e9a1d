"""What every use case needs, and the transaction in which it happens."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel, col, update

from models.audit import AuditEvent
from models.document import Document
from models.dossier import Dossier
from models.enums import DocumentKind, MessageStatus
from models.errors import DomainError, GatewayError
from models.file_names import PDF as PDF
from models.file_names import WORD as WORD
from models.file_names import ZIP as ZIP
from models.message import Message
from models.obsolete_messages import obsolete_reason
from models.reminders import wake_moment
from models.sign_in import SignIn
from models.state import DossierState
from paraaf import redline
from paraaf.gateways.clock import Clock
from paraaf.gateways.notifier import Notifier
from paraaf.gateways.returned_mail import NoReturnedMail, ReturnedMail
from paraaf.gateways.runs import Runs
from paraaf.gateways.store import DocumentStore
from paraaf.services.app import dropped_parts
from paraaf.services.app.audit_chain import PARAAF as PARAAF
from paraaf.services.app.audit_chain import AuditChain
from paraaf.services.app.changed_rows import ChangedRows, audited_values
from paraaf.services.app.database_errors import ALL_BUSY, said_by, unanswered
from paraaf.services.app.letter_text import fingerprint
from paraaf.services.app.state_loader import find_dossier, load_state, reload
from paraaf.settings import Settings

if TYPE_CHECKING:  # it takes long to import, and a step of a letter should begin soon
    from paraaf.gateways.identity import OpenIdProvider

log = logging.getLogger("paraaf")

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How much the clocks of the machines that Paraaf runs on may differ; more is a clock that is wrong."""

_NOT_ARRIVED = (MessageStatus.PENDING, MessageStatus.REFUSED)

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
    resume: Callable[["App", str], None]
    """Gets a letter going after people did something, and never raises; given here, since services stand on this."""
    returned_mail: ReturnedMail = field(default_factory=NoReturnedMail)
    """The mailbox for mail that comes back."""
    identity: "OpenIdProvider | None" = None
    """Where people sign in with an account of the organisation; None where they do not."""
    signed_in: SignIn | None = None
    """Who does all that is done with this, if they signed in with an account."""

    def signed_in_as(self, sign_in: SignIn) -> "App":
        """Return the same Paraaf, in which everything that is done is recorded as done by whoever signed in."""
        return replace(self, signed_in=sign_in)

    @contextmanager
    def work(self, *, by_people: bool = False) -> Iterator["UnitOfWork"]:
        """One transaction: everything in it happens, or nothing does.

        With `by_people` the letter's run is woken after the commit if it can go on, and its status page
        renewed; if Prefect does not answer then, the sweep does both later.
        """
        with Session(self.database, expire_on_commit=False) as session:
            work = UnitOfWork(self, session, self.clock.now())
            try:
                yield work
                work.finish()
                session.commit()
            except StaleDataError:
                session.rollback()
                raise DomainError("letter.changed_meanwhile") from None
            except (IntegrityError, DataError) as error:
                session.rollback()
                raise DomainError("database.refused", reason=said_by(error)) from error
            except OperationalError as error:
                session.rollback()
                raise unanswered(error) from error
            except NoConnectionError as error:
                raise GatewayError(ALL_BUSY) from error
        if by_people:
            for dossier_id in work.touched:
                self.resume(self, dossier_id)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads, and sees one moment of the database."""
        try:
            with Session(self.reader, expire_on_commit=False) as session:
                yield session
        except OperationalError as error:
            raise unanswered(error) from error
        except NoConnectionError as error:
            raise GatewayError(ALL_BUSY) from error


@dataclass
class UnitOfWork:
    """One transaction under way."""

    app: App
    session: Session
    at: datetime
    touched: dict[str, Dossier] = field(default_factory=dict)
    states: dict[str, DossierState] = field(default_factory=dict)
    added: set[type[SQLModel]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rows = ChangedRows(self.session)
        self._chain = AuditChain(self.session, self.rows, self.app.signed_in)

    def dossier(self, key: str) -> Dossier:
        """Return a dossier by number or id, locked for this transaction; raise `NotFound`."""
        dossier = find_dossier(self.session, key, lock=True)
        if not self.touched:
            self.at = self._moment(dossier)
        self.touched[dossier.id] = dossier
        return dossier

    def _moment(self, dossier: Dossier) -> datetime:
        """Return the moment at which it became this transaction's turn; never before what is on record already.

        Rules look at what came first, and the clocks of two machines differ a little.
        """
        now = self.app.clock.now()
        last = self.session.get(AuditEvent, (dossier.id, dossier.audit_count))
        return last.at if last is not None and now < last.at <= now + CLOCK_TOLERANCE else now

    @property
    def sends_at(self) -> datetime:
        """The moment at which a message goes out that is written now: at once, or in the next office hours."""
        hours = self.app.settings.hours
        return hours.next_from(self.at) if hours else self.at

    def load_dossier(self, key: str, *, action: str = "") -> DossierState:
        """Return everything of a dossier, locked for this transaction; raise `NotFound`.

        With an action, in words, it raises `OnHold` if the letter is held up.
        """
        dossier = self.dossier(key)
        state = self.states[dossier.id] = load_state(self.session, dossier)
        if action:
            state.check_not_on_hold(action)
        return state

    def add(self, row: Row) -> Row:
        """Add a row and return it."""
        self.added.add(type(row))
        self.session.add(row)
        return row

    def record(self, dossier: Dossier, action: str, actor: str, **data: Any) -> None:
        """Add an event to the dossier's audit trail; whoever signed in with an account is named with it."""
        self._chain.add(dossier, action, actor, data, at=self.at)

    def store_document(
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
        dropped: Sequence[redline.Dropped] = (),
        received: bytes = b"",
    ) -> Document:
        """Store a file of the dossier, record it, and return it.

        If something was dropped from it, that is on record, and so is the file as it was received: it is kept too, but
        nobody gets it.
        """
        facts: dict[str, Any] = {"dropped": dropped_parts.as_data(dropped)} if dropped else {}
        if dropped and received:
            facts["received"] = self.app.store.put(received)
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
        if (state := self.states.get(dossier.id)) is not None:
            state.documents.append(document)
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
            **facts,
        )
        return document

    def cancel_obsolete_messages(self, state: DossierState) -> None:
        """Cancel the messages that did not arrive and ask for what is no longer due, each with its reason on record."""
        self.session.flush()
        for message in state.messages:
            if message.status not in _NOT_ARRIVED or not (reason := obsolete_reason(state, message)):
                continue
            self.cancel_message(state.dossier, message, reason)

    def cancel_message(self, dossier: Dossier, message: Message, reason: str) -> None:
        """Cancel a message, with the reason on record, unless another process just gave it another status."""
        error = "; ".join(filter(None, [message.last_error, reason]))
        if not self.compare_and_set_status(message, MessageStatus.CANCELLED, last_error=error):
            return
        facts = {"key": message.key, "kind": message.kind, "party": message.party_code, "reason": reason}
        self.record(dossier, "message_cancelled", PARAAF, **facts)

    def compare_and_set_status(self, message: Message, status: MessageStatus, **values: Any) -> bool:
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
        before = audited_values(message)
        is_first = self.session.exec(change).rowcount == 1
        self.session.refresh(message)
        if is_first:
            self.rows.changed(message, before)
        return is_first

    def finish(self) -> None:
        """Cancel what has become moot, note when the sweep has to look again, and complete the audit trail."""
        self.session.flush()
        for dossier in self.touched.values():
            state = self._state_now(dossier)
            self.cancel_obsolete_messages(state)
            moment, planned = wake_moment(state, at=self.at), dossier.wake_at
            if moment != self.at or planned is None or planned > self.at:  # a step done again changes nothing
                dossier.wake_at = moment
        self._seal()

    def _seal(self) -> None:
        """Let the last event of each letter tell of the rows that were written, and chain the events together."""
        self.session.flush()
        untold = self._chain.untold()
        for dossier_id in untold:
            if not self._chain.has_event_of(dossier_id):
                self.record(self.touched.get(dossier_id) or self.dossier(dossier_id), "rows_written", PARAAF)
        for event in self._chain.seal(untold, self.touched.__getitem__):
            self.add(event)

    def _state_now(self, dossier: Dossier) -> DossierState:
        """Return a dossier with all that was added to it in this transaction."""
        state = self.states.get(dossier.id)
        if state is None:
            return load_state(self.session, dossier)
        reload(self.session, state, self.added)
        return state
