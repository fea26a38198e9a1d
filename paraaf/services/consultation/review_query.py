"""What a party reads and answers in the portal: one invitation, as it stands."""

from dataclasses import dataclass

from models.consultation import SAID_POSITIONS, Comment, ConsultationRound, Invitation, Reaction, Response
from models.document import Document, LetterVersion
from models.enums import RoundStatus
from models.link import Link
from models.route import Stage
from models.state import DossierState, letter_document
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation.reaction_checks import has_run_out
from paraaf.services.consultation.rounds import version_seen
from paraaf.services.messaging import links
from paraaf.services.messaging.links import Visit


@dataclass(frozen=True)
class Review:
    """One invitation: what is asked, about which text, and what was answered."""

    invitation: Invitation
    round: ConsultationRound
    stage: Stage
    version: LetterVersion
    letter: Document
    redline: Document | None
    """The letter with its changes since the version that the party was sent before."""
    seen_version: int | None
    said: tuple[Reaction, ...]
    """What the party answered so far, late answers too, in order."""
    comments: tuple[tuple[Comment, Response | None], ...]
    """The comments of its latest answer, each with what became of it."""
    origin: Link | None
    """The link of the person who let this one answer."""
    is_late: bool
    """Whether an answer would be late now: kept and shown to the owner, not counted."""
    is_over: bool
    """Whether nothing can be answered any more: the round was cancelled, the letter is over, or it was not for them."""
    is_asked_again: bool
    """Whether the party was asked in a later round: that one is to be answered."""

    returned: Document | None
    """The copy of the letter that came with its latest answer."""

    @property
    def latest(self) -> Reaction | None:
        """The party's latest answer."""
        return self.said[-1] if self.said else None


def read_review(app: App, visit: Visit) -> Review:
    """Return what the holder of a link to an invitation reads."""
    state = visit.state
    invitation = next(each for each in state.invitations if each.id == visit.link.about)
    round_ = next(each for each in state.rounds if each.id == invitation.round_id)
    said = [r for r in state.reactions if r.invitation_id == invitation.id and r.position in SAID_POSITIONS]
    latest = said[-1].id if said else ""
    seen = version_seen(state, round_, invitation.party_code)
    return Review(
        invitation=invitation,
        round=round_,
        stage=next(stage for stage in state.dossier.parsed_route.stages if stage.key == round_.stage_key),
        version=next(version for version in state.versions if version.number == round_.version_number),
        letter=letter_document(state, round_.version_number),
        redline=state.document(f"redline:{seen}:{round_.version_number}"),
        seen_version=seen,
        said=tuple(said),
        comments=tuple((c, state.response_to(c)) for c in state.comments if c.reaction_id == latest),
        origin=links.origin_of(app, visit.link),
        is_late=round_.status is not RoundStatus.OPEN or has_run_out(state, round_, invitation, at=visit.at),
        is_over=state.dossier.is_over or round_.status is RoundStatus.CANCELLED or invitation.taken_out_at is not None,
        is_asked_again=_later(state, invitation),
        returned=state.document_by_id(said[-1].document_id) if said and said[-1].document_id else None,
    )


def _later(state: DossierState, invitation: Invitation) -> bool:
    order = {round_.id: place for place, round_ in enumerate(state.rounds)}
    asked = [each for each in state.invitations if each.taken_out_at is None]
    mine = [order[each.round_id] for each in asked if each.party_code == invitation.party_code]
    return max(mine, default=-1) > order[invitation.round_id]
