"""Whether a reaction can be recorded, and what its returned copy says; nothing is recorded here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.consultation import (
    SAID_POSITIONS,
    ConsultationRound,
    Invitation,
    Reaction,
    reaction_faults,
    reason_faults,
)
from models.enums import CommentSource, RoundStatus, Weight
from models.errors import AlreadyDone, Fault, InvalidInput, NotYourTurn, RoundClosed, StaleVersion, fault
from models.proposal import count_occurrences, placing_fault
from models.reaction_term import last_day
from models.route import Wording
from models.state import DossierState, letter_document
from models.working_days import end_of_day, local_day
from paraaf.redline import Passed
from paraaf.services.app.actor import line_fault
from paraaf.services.app.files import check_letter
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation.consolidation import CopyPoint
from paraaf.services.consultation.points_in_subprocess import read_in_subprocess
from paraaf.services.consultation.reaction_inputs import MAX_TEXT, ReactionInput
from paraaf.services.consultation.revision_checks import check_seen
from paraaf.services.directory import parties


def check_position(given: ReactionInput, points: Sequence[CopyPoint]) -> None:
    """Raise `InvalidInput` if the position contradicts the comments, those in the returned copy included."""
    weights = [*(comment.weight for comment in given.comments), *(point.weight for point in points)]
    faults = reaction_faults(given.position, weights) or _reason_faults(given, weights)
    if faults and points:
        changes = sum(point.source is CommentSource.CHANGE for point in points)
        faults.append(fault("file", "reaction.copy_says_more", changes=changes, comments=len(points) - changes))
    if faults:
        raise InvalidInput("reaction.not_recorded", faults, party=given.party)


def _reason_faults(given: ReactionInput, weights: Sequence[Weight]) -> list[Fault]:
    has_named = any(comment.is_reason for comment in given.comments)
    return reason_faults(given.position, weights, has_named=has_named, remark=given.remark)


def has_run_out(state: DossierState, round_: ConsultationRound, invitation: Invitation, *, at: datetime) -> bool:
    """Return whether a party's term is over.

    While a letter is on hold it does not pass, since it will move; before the invitation arrived it does not either.
    """
    day = last_day(state, round_, invitation)
    return day is not None and (state.hold.at if state.hold else at) >= end_of_day(day)


def check_is_new(
    state: DossierState,
    round_: ConsultationRound,
    mine: Sequence[Reaction],
    given: ReactionInput,
    party: str,
    *,
    is_late: bool,
) -> None:
    """Raise unless a reaction can be recorded beside those that the party gave to the same invitation."""
    dossier = state.dossier
    said = [reaction for reaction in mine if reaction.position in SAID_POSITIONS]
    if dossier.is_over or round_.status is RoundStatus.CANCELLED:
        raise RoundClosed(
            "round.closed_and_over",
            round=round_.number,
            letter=dossier.number,
            status=dossier.status,
            party=party,
            owner=dossier.owner_name,
            address=dossier.owner_address,
        )
    if said and not given.revises:
        earlier = said[-1]
        raise AlreadyDone(
            "reaction.given_already_late" if is_late else "reaction.given_already",
            party=party,
            round=round_.number,
            position=earlier.position,
            by=earlier.by,
            at=earlier.at,
        )
    if given.revises and not said:
        raise NotYourTurn("reaction.none_to_revise", party=party, round=round_.number)
    if given.revises:
        check_seen(state, round_, said[-1], party=party, by=given.recorded_by, seen=given.seen)
    if given.version is not None and given.version != round_.version_number:
        raise StaleVersion(
            "reaction.about_other_version", round=round_.number, asked=round_.version_number, version=given.version
        )


def checked(given: ReactionInput) -> Passed | None:
    """Return the returned copy as it may be opened, if there is one; raise if the reaction cannot be recorded."""
    faults = []
    if given.file is None:
        weights = [comment.weight for comment in given.comments]
        faults += reaction_faults(given.position, weights) or _reason_faults(given, weights)
    if problem := line_fault(given.recorded_by):
        faults.append(problem.at("by") if given.by.strip() else fault("by", "reaction.nobody_named"))
    for place, comment in enumerate(given.comments, start=1):
        if not comment.text.strip():
            faults.append(fault(f"comments[{place}].text", "field.empty"))
        if comment.words.strip() and count_occurrences(comment.passage, comment.words) != 1:
            faults.append(fault(f"comments[{place}].words", "comment.words_not_once"))
        if misplaced := placing_fault(comment):
            faults.append(misplaced.at(f"comments[{place}].placing"))
        for name in ("text", "passage", "proposed_text", "words"):
            if len(getattr(comment, name)) > MAX_TEXT:
                faults.append(fault(f"comments[{place}].{name}", "field.too_long", most=MAX_TEXT))
    if len(given.remark) > MAX_TEXT:
        faults.append(fault("remark", "field.too_long", most=MAX_TEXT))
    if faults:
        raise InvalidInput("reaction.not_recorded", faults, party=given.party)
    if given.file is None:
        return None
    return check_letter(given.file[1], what=_returned(given.file[0]))


def _returned(name: str) -> Wording:
    return Wording(nl=f"Het teruggestuurde bestand {name}", en=f"The returned file {name}")


@dataclass(frozen=True)
class ReturnedCopy:
    """What a returned copy says, and of which version it is."""

    version: int
    points: tuple[CopyPoint, ...]


def copy_of(app: App, number: str, given: ReactionInput, passed: Passed | None) -> ReturnedCopy | None:
    """Return what the returned copy of a reaction says; None if it has none."""
    if passed is None:
        return None
    return read_copy(app, number, given.party, passed.docx, for_party=given.for_party)


def read_copy(app: App, number: str, party: str, copy: bytes, *, for_party: str = "") -> ReturnedCopy:
    """Return what a returned copy says, compared with the letter that the party was sent; `check_letter` comes first.

    Outside the transaction, since it takes longer than others should wait. A copy that says itself that it is of
    another version is of that one, and is not read. Raises `UnsafeDocument` for a copy of another text.
    """
    with app.read() as session:
        state = load_state(session, find_dossier(session, number))
        asked = [invitation.party_code for invitation in state.invitations]
        today = local_day(app.clock.now())
        party, _ = parties.resolve_deputy(session, party, asked, day=today, for_party=for_party)
        invitation = invitation_of(state, party)
        version = next(r for r in state.rounds if r.id == invitation.round_id).version_number
        sha256 = letter_document(state, version).sha256
    return ReturnedCopy(*read_in_subprocess(app.store.get(sha256), party, copy, version=version))


def invitation_of(state: DossierState, party: str) -> Invitation:
    """Return the party's latest invitation; raise `NotYourTurn` if it has none, or was taken out of the round."""
    invitations = [invitation for invitation in state.invitations if invitation.party_code == party]
    mine = [invitation for invitation in invitations if invitation.taken_out_at is None]
    if invitations and not mine:
        raise NotYourTurn(
            "party.taken_out",
            party=party,
            letter=state.dossier.number,
            at=local_day(invitations[-1].taken_out_at or invitations[-1].asked_at),
            by=invitations[-1].taken_out_by,
            reason=invitations[-1].taken_out_reason,
        )
    if not mine:
        asked = sorted({invitation.party_code for invitation in state.invitations})
        raise NotYourTurn("party.not_asked", party=party, letter=state.dossier.number, asked=asked)
    order = {round_.id: place for place, round_ in enumerate(state.rounds)}
    return max(mine, key=lambda invitation: order[invitation.round_id])
