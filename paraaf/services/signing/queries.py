"""What an official or the minister reads in the portal before deciding: one sign-off or decision, as it stands."""

from dataclasses import dataclass
from datetime import date

from models.consultation import Escalation
from models.decision import Decision, Discussion, Signature, SignOff
from models.document import Document
from models.dossier import Commitment
from models.enums import DecisionStatus, SignOffStatus
from models.state import DossierState, is_open_position
from paraaf.documents import ReturnRemark, Stance
from paraaf.services.signing.advice_note import returns_of, stances_of
from paraaf.services.signing.submission import version_seen_by, version_seen_by_minister


@dataclass(frozen=True)
class Basis:
    """The letter and note that are put before somebody, and what is known of them."""

    version: int
    fingerprint: str
    letter: Document
    note: Document
    note_number: int
    redline: Document | None
    """The letter with its changes since the version that they saw before."""
    seen_version: int | None
    attachments: tuple[tuple[str, Document], ...]
    """Title and file."""
    stances: tuple[Stance, ...]
    """What each consulted party thinks, objections and conditions first."""
    escalations: tuple[Escalation, ...]
    returns: tuple[ReturnRemark, ...]
    commitments: tuple[Commitment, ...]
    walk: tuple[SignOff, ...]
    """The sign-offs on this text, in order."""

    @property
    def files(self) -> tuple[Document, ...]:
        """Every file that they may have."""
        redline = (self.redline,) if self.redline else ()
        return (self.letter, self.note, *redline, *(document for _, document in self.attachments))


@dataclass(frozen=True)
class SignOffAsked:
    """One official's place on the route."""

    place: SignOff
    basis: Basis

    @property
    def due(self) -> date | None:
        """The day by which the official is to decide; None before it is asked."""
        return self.place.due

    @property
    def party(self) -> str:
        """The name of the party for which the official decides."""
        return self.place.party_name

    @property
    def outcome(self) -> SignOff:
        """What came of it: status, who, when and remarks."""
        return self.place

    @property
    def is_open(self) -> bool:
        """Whether the official can decide."""
        return self.place.status is SignOffStatus.ASKED

    @property
    def is_decided(self) -> bool:
        """Whether the official decided; not if the route did without, or the text went back before."""
        return self.place.status in (SignOffStatus.SIGNED_OFF, SignOffStatus.RETURNED)

    @property
    def has_receipt(self) -> bool:
        """Whether anything is on record to give a receipt of."""
        return self.is_decided


@dataclass(frozen=True)
class DecisionAsked:
    """What the minister is asked."""

    decision: Decision
    basis: Basis
    discussions: tuple[Discussion, ...]
    signature: Signature | None

    party = ""
    """The minister decides for no other."""

    @property
    def due(self) -> date:
        """The day by which the minister is to decide."""
        return self.decision.due

    @property
    def outcome(self) -> Decision:
        """What came of it: status, who, when and remarks."""
        return self.decision

    @property
    def is_open(self) -> bool:
        """Whether the minister can decide."""
        return self.decision.status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS)

    @property
    def is_decided(self) -> bool:
        """Whether the minister decided; not if the text went back before."""
        return self.decision.status in (DecisionStatus.SIGNED, DecisionStatus.RETURNED)

    @property
    def has_receipt(self) -> bool:
        """Whether anything is on record to give a receipt of: also the wish to discuss."""
        return self.is_decided or self.decision.status is DecisionStatus.DISCUSS


def read_sign_off(state: DossierState, about: str) -> SignOffAsked:
    """Return what an official reads before deciding; `about` is the id of the place on the route."""
    place = next(each for each in state.sign_offs if each.id == about)
    route = next(each for each in state.sign_off_routes if each.id == place.route_id)
    seen = version_seen_by(state, place.party_code, before=route)
    basis = _basis(state, route.version_number, route.note_number, route.id, seen)
    return SignOffAsked(place, basis)


def read_decision(state: DossierState, about: str) -> DecisionAsked:
    """Return what the minister reads before deciding; `about` is the id of the decision."""
    decision = next(each for each in state.decisions if each.id == about)
    route = next((each for each in reversed(state.sign_off_routes) if each.cycle <= decision.cycle), None)
    basis = _basis(
        state,
        decision.version_number,
        decision.note_number,
        route.id if route else "",
        version_seen_by_minister(state, before=decision),
    )
    return DecisionAsked(
        decision,
        basis,
        tuple(each for each in state.discussions if each.decision_id == decision.id),
        next((each for each in state.signatures if each.decision_id == decision.id), None),
    )


def _basis(state: DossierState, version: int, note: int, route_id: str, seen: int | None) -> Basis:
    letter = state.for_signature(version)
    assert letter is not None
    return Basis(
        version=version,
        fingerprint=letter.fingerprint,
        letter=letter,
        note=state.document_by_id(next(each.document_id for each in state.notes if each.number == note)),
        note_number=note,
        redline=state.document(f"redline:{seen}:{version}"),
        seen_version=seen,
        attachments=tuple((each.title, state.document_by_id(each.document_id)) for each in state.attachments),
        stances=tuple(sorted(stances_of(state), key=_is_settled)),
        escalations=tuple(state.escalations),
        returns=returns_of(state),
        commitments=tuple(state.commitments),
        walk=tuple(each for each in state.sign_offs if each.route_id == route_id),
    )


def _is_settled(stance: Stance) -> bool:
    return stance.position is None or not is_open_position(stance.position)
