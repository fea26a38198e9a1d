"""Who is to sign a letter: the minister whom the party directory names, or the deputy during an absence.

The letter for signature names the one who signs. When that is somebody else by now, the letter is set again under the
new name, with a new note, and put before that one; what was put before the former one ends.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from textwrap import shorten

from sqlmodel import Session, col, select

from models.decision import Decision
from models.document import Document
from models.dossier import Dossier
from models.enums import DecisionStatus
from models.errors import NotYourTurn, StaleVersion
from models.party import Party
from models.process import OWNER, SECRETARIAT
from models.state import DossierState, letter_document
from models.working_days import local_day
from paraaf import documents
from paraaf.services.app.unit_of_work import PARAAF, App, UnitOfWork
from paraaf.services.messaging import answerability

_MAX_NAME_LENGTH = 200
"""How many characters the record keeps of a function."""
_BEFORE_SOMEBODY = (DecisionStatus.ASKED, DecisionStatus.DISCUSS)


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: as the letter names them, and as which deputy, if as one."""

    name: str
    function: str
    deputy: str | None = None

    def __str__(self) -> str:
        return f"{self.name}, {self.function}" if self.function else self.name


@dataclass(frozen=True)
class SignerChange:
    """Somebody else is to sign a letter."""

    dossier: str
    earlier: str
    now: str
    is_put_anew: bool
    """Whether the letter lay before somebody already."""
    stands_in_text: str
    """The former name, if the letter has it where Paraaf cannot change it; else empty."""


def signer_of(session: Session, minister_code: str, *, day: date) -> Signer:
    """Return who signs for a minister on a day: the minister, or the deputy in an absence, "namens" the minister."""
    minister = session.get(Party, minister_code)
    if minister is None:
        return Signer(minister_code, "")
    deputy = session.get(Party, minister.deputy_code) if minister.deputy_code and minister.is_absent(day) else None
    if deputy is None:
        return Signer(minister.name, minister.title)
    office = f"de {minister.title.removeprefix('de ')}" if minister.title else minister.name
    own = f"{deputy.title}, " if deputy.title else ""
    return Signer(deputy.name, shorten(f"{own}namens {office}", _MAX_NAME_LENGTH, placeholder=" …"), deputy.code)


def named_in(dossier: Dossier) -> Signer | None:
    """Return whom the letter for signature names; None as long as nobody looked."""
    return Signer(**dossier.signer) if dossier.signer else None


def renew(app: App, dossier_id: str) -> SignerChange | None:
    """Let a letter be set again if somebody else is to sign it by now, and tell its owner; return what changed."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        changed = renew_in(work, state)
    if changed is not None:
        app.resume(app, dossier_id)
    return changed


def renew_in(work: UnitOfWork, state: DossierState) -> SignerChange | None:
    """Do the same in a transaction that is under way."""
    dossier = state.dossier
    if dossier.is_over or state.signatures:
        return None
    now, earlier = signer_of(work.session, dossier.minister_code, day=local_day(work.at)), named_in(dossier)
    if earlier is None or now == earlier:
        return None
    dossier.signer = asdict(now)
    dossier.former_signers = [*dossier.former_signers, earlier.name]
    dossier.signer_from = dossier.document_count
    open_ = [decision for decision in state.decisions if decision.status in _BEFORE_SOMEBODY]
    for decision in open_:
        decision.move("lapse")
    if open_:
        dossier.cycle += 1
    work.record(
        dossier,
        "signer_changed",
        PARAAF,
        earlier=str(earlier),
        name=now.name,
        function=now.function,
        deputy=now.deputy,
        lap=dossier.cycle if open_ else None,
    )
    stands = _former_name_in(work, state, letter_document(state, state.version.number)) if state.versions else ""
    changed = SignerChange(dossier.number, str(earlier), str(now), bool(open_), stands)
    _tell(work, state, changed)
    return changed


def check_named(work: UnitOfWork, state: DossierState) -> Signer:
    """Return who is to sign now; raise `StaleVersion` if the letter names somebody else, who decides nothing more."""
    dossier = state.dossier
    now, named = signer_of(work.session, dossier.minister_code, day=local_day(work.at)), named_in(dossier)
    if named is not None and named != now:
        raise StaleVersion("minister.another_signs_now", named=str(named), now=str(now), name=now.name)
    return now


def check(work: UnitOfWork, state: DossierState, letter: Document, *, by: str, party: str) -> Signer:
    """Return who signs this letter; raise `StaleVersion` if it names somebody else, `NotYourTurn` for another party.

    `party` is the code of whoever signs, if that was said.
    """
    dossier = state.dossier
    now = check_named(work, state)
    asked = now.deputy or dossier.minister_code
    minister = work.session.get(Party, dossier.minister_code)
    is_minister = minister is not None and by.casefold() == minister.name.casefold() and by != now.name
    if party not in ("", asked) or (now.deputy and is_minister):
        raise NotYourTurn("minister.signed_by_another", now=str(now), party=asked)
    if former := _former_name_in(work, state, letter):
        raise StaleVersion("minister.text_names_former", former=former, now=str(now))
    return now


def outdated(session: Session, *, day: date) -> list[str]:
    """Return the ids of the letters that lie before somebody who is not to sign them any more, as an absence ended."""
    return [dossier.id for dossier in _before_somebody(session) if _is_outdated(session, dossier, day)]


def _before_somebody(session: Session) -> Iterator[Dossier]:
    query = (
        select(Dossier)
        .join(Decision, col(Decision.dossier_id) == col(Dossier.id))
        .where(col(Decision.status).in_(_BEFORE_SOMEBODY), col(Dossier.ended_at).is_(None))
        .order_by(col(Dossier.number))
    )
    yield from session.exec(query).all()


def _is_outdated(session: Session, dossier: Dossier, day: date) -> bool:
    return named_in(dossier) not in (None, signer_of(session, dossier.minister_code, day=day))


def _former_name_in(work: UnitOfWork, state: DossierState, letter: Document) -> str:
    """Return the former name that a letter has in its text, outside the fields that Paraaf fills in; else empty."""
    now = named_in(state.dossier)
    former = [name for name in dict.fromkeys(state.dossier.former_signers) if now and name not in str(now)]
    if not former or now is None:
        return ""
    content = documents.name_signatory(work.app.store.get(letter.sha256), now.name, now.function)
    return next((name for name in former if documents.letter_contains(content, name)), "")


def _tell(work: UnitOfWork, state: DossierState, changed: SignerChange) -> None:
    to = (OWNER, SECRETARIAT) if changed.is_put_anew else (OWNER,)
    answerability.notify_ended(work, state, to, signer=changed.now, former=changed.stands_in_text)
