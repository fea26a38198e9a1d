"""Recording what a party says of the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.consultation import (
    COMMENT_FACTS,
    SAID_POSITIONS,
    Comment,
    ConsultationRound,
    Invitation,
    Reaction,
    is_reason,
)
from models.document import Document
from models.dossier import Dossier
from models.enums import CommentSource, DocumentKind, MessageKind, RoundStatus
from models.errors import StaleVersion
from models.file_names import WORD, named_as
from models.process import OWNER
from models.proposal import placing_of
from models.state import DossierState
from models.working_days import local_day
from paraaf.redline import Passed
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation.consolidation import CopyPoint
from paraaf.services.consultation.reaction_checks import (
    check_is_new,
    check_position,
    checked,
    copy_of,
    has_run_out,
    invitation_of,
)
from paraaf.services.consultation.reaction_inputs import MAX_TEXT, ReactionInput, Receipt
from paraaf.services.directory import parties
from paraaf.services.letters import titles
from paraaf.services.messaging import compose, drafts, links


def record_reaction(app: App, number: str, given: ReactionInput) -> Receipt:
    """Record a party's reaction in the open round and return the receipt.

    A reaction after the round closed is kept as late: the owner is told, and it does not count. One that
    `revises` takes the place of the party's earlier one while the round is open, if that is the one that was
    `seen`; the earlier one stays on record. The deputy of a party that is absent reacts for it, under its own code;
    `for_party` says for which.

    Raises `NotYourTurn` for a party that is not asked, `RoundClosed` when the letter is over or the round was
    cancelled, `StaleVersion` for another version than was sent, `AlreadyDone` for a second reaction that does
    not revise the first, `AnsweredMeanwhile` for one that revises another than the one that stands,
    `InvalidInput` or `UnsafeDocument` for a reaction that contradicts itself or a file that may not be opened.
    """
    passed = checked(given)
    copy = copy_of(app, number, given, passed)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        turn = _turn_of(work, state, given)
        check_is_new(state, turn.round_, turn.earlier, given, turn.party, is_late=turn.is_late)
        if copy is not None and copy.version != turn.round_.version_number:
            raise StaleVersion(
                "copy.not_of_this_round",
                round=turn.round_.number,
                asked=turn.round_.version_number,
                version=copy.version,
            )
        points = copy.points if copy is not None else ()
        check_position(given, points)
        link_number = drafts.consume_draft(work, given.link_id) if given.link_id else None
        if link_number is not None:
            links.check_number(work, state, link_number)
        document = _keep_copy(work, state.dossier, turn, given, passed) if passed is not None else None
        reaction = _add_reaction(work, state.dossier, turn, given, document)
        comments = _add_comments(work, state.dossier, reaction, given, points)
        if turn.is_late:  # those of a copy that counts become comments when its round closes
            comments += add_points(work, state.dossier, reaction, points)
        _record(work, state.dossier, turn, reaction, comments, document, link_number)
        if turn.is_late:
            _tell_owner(work, state.dossier, turn, reaction, comments, document)
        return Receipt(
            state.dossier.number,
            turn.party,
            reaction.by,
            given.position,
            turn.round_.number,
            turn.round_.version_number,
            turn.round_.fingerprint,
            tuple(comment.number for comment in comments),
            sum(point.source is CommentSource.CHANGE for point in points),
            sum(point.source is CommentSource.WORD_COMMENT for point in points),
            work.at.isoformat(timespec="seconds"),
            is_late=turn.is_late,
            deputy=turn.deputy,
            revises=given.revises and not turn.is_late,
            dropped=passed.dropped if passed is not None else (),
        )


@dataclass(frozen=True)
class _Turn:
    """To which question a reaction is an answer, and on whose behalf."""

    party: str
    deputy: str | None
    invitation: Invitation
    round_: ConsultationRound
    earlier: Sequence[Reaction]
    """What is on record of the same question, silence too."""
    is_late: bool


def _turn_of(work: UnitOfWork, state: DossierState, given: ReactionInput) -> _Turn:
    """Return what a reaction answers; raise `NotYourTurn` for a party that is not asked."""
    asked = [invitation.party_code for invitation in state.invitations]
    today = local_day(work.at)
    party, deputy = parties.resolve_deputy(work.session, given.party, asked, day=today, for_party=given.for_party)
    invitation = invitation_of(state, party)
    round_ = next(r for r in state.rounds if r.id == invitation.round_id)
    earlier = [reaction for reaction in state.reactions if reaction.invitation_id == invitation.id]
    is_late = round_.status is not RoundStatus.OPEN or has_run_out(state, round_, invitation, at=work.at)
    return _Turn(party, deputy, invitation, round_, earlier, is_late)


def _keep_copy(work: UnitOfWork, dossier: Dossier, turn: _Turn, given: ReactionInput, passed: Passed) -> Document:
    assert given.file is not None
    name, received = given.file
    return work.store_document(
        dossier,
        passed.docx,
        key=f"returned:{turn.invitation.id}" + (f":{len(turn.earlier) + 1}" if turn.earlier else ""),
        kind=DocumentKind.RETURNED_COPY,
        title=titles.returned_copy(turn.party, turn.round_),
        file_name=_copy_name(dossier, turn.party, name),
        by=given.recorded_by,
        version_number=turn.round_.version_number,
        dropped=passed.dropped,
        received=received,
    )


def _add_reaction(
    work: UnitOfWork, dossier: Dossier, turn: _Turn, given: ReactionInput, document: Document | None
) -> Reaction:
    reaction = work.add(
        Reaction(
            dossier_id=dossier.id,
            invitation_id=turn.invitation.id,
            number=len(turn.earlier) + 1,
            party_code=turn.party,
            deputy_code=turn.deputy,
            is_late=turn.is_late,
            position=given.position,
            by=given.recorded_by,
            at=work.at,
            version_number=turn.round_.version_number,
            fingerprint=turn.round_.fingerprint,
            remark=given.remark.strip(),
            document_id=document.id if document else None,
        )
    )
    work.session.flush()
    return reaction


def _record(
    work: UnitOfWork,
    dossier: Dossier,
    turn: _Turn,
    reaction: Reaction,
    comments: Sequence[Comment],
    document: Document | None,
    link_number: int | None,
) -> None:
    said = [earlier for earlier in turn.earlier if earlier.position in SAID_POSITIONS]
    work.record(
        dossier,
        "reaction_recorded",
        f"{reaction.by} ({turn.party})",
        party=turn.party,
        deputy=turn.deputy,
        stage=turn.round_.stage_key,
        round=turn.round_.number,
        number=reaction.number,
        late=turn.is_late,
        position=reaction.position,
        version=turn.round_.version_number,
        fingerprint=turn.round_.fingerprint,
        remark=reaction.remark,
        file=document.sha256 if document else None,
        **({"link": link_number} if link_number else {}),
        **({"revises": said[-1].number} if said else {}),
        comments=[{name: getattr(comment, name) for name in COMMENT_FACTS} for comment in comments],
    )


def _tell_owner(
    work: UnitOfWork,
    dossier: Dossier,
    turn: _Turn,
    reaction: Reaction,
    comments: Sequence[Comment],
    document: Document | None,
) -> None:
    compose.send(
        work,
        dossier,
        MessageKind.LATE_REACTION,
        OWNER,
        about_id=reaction.id,
        key=f"late_reaction:{reaction.id}",
        documents=[document] if document else [],
        round=turn.round_,
        reaction=reaction,
        comments=comments,
    )


def _copy_name(dossier: Dossier, party: str, given: str) -> str:
    own = named_as(given, WORD, "brief").removeprefix(f"{dossier.number}-")
    return named_as(f"{dossier.number}-{party}-{own}", WORD, "brief")


def add_points(work: UnitOfWork, dossier: Dossier, reaction: Reaction, points: Sequence[CopyPoint]) -> list[Comment]:
    """Record what a returned copy says as comments of its reaction, and return them."""
    return [
        _add_comment(
            work,
            dossier,
            reaction,
            weight=point.weight,
            text=point.text[:MAX_TEXT],
            passage=point.passage[:MAX_TEXT],
            proposed_text=point.proposed_text[:MAX_TEXT],
            source=point.source,
            author=point.author,
            old_text=point.old_text[:MAX_TEXT],
            marks=list(point.marks),
        )
        for point in points
    ]


def _add_comments(
    work: UnitOfWork, dossier: Dossier, reaction: Reaction, given: ReactionInput, points: Sequence[CopyPoint]
) -> list[Comment]:
    weights = [*(comment.weight for comment in given.comments), *(point.weight for point in points)]
    return [
        _add_comment(
            work,
            dossier,
            reaction,
            weight=comment.weight,
            text=comment.text.strip(),
            passage=comment.passage.strip(),
            words=" ".join(comment.words.split()),
            proposed_text=comment.proposed_text.strip(),
            placing=placing_of(comment),
            is_reason=is_reason(given.position, weights, is_named=comment.is_reason, remark=given.remark),
        )
        for comment in given.comments
    ]


def _add_comment(work: UnitOfWork, dossier: Dossier, reaction: Reaction, **said: Any) -> Comment:
    """Add a comment to a reaction under the next number of its letter, and return it."""
    dossier.comment_count += 1
    number = dossier.comment_count
    return work.add(Comment(dossier_id=dossier.id, reaction_id=reaction.id, number=number, **said))
