"""Recording what a party says of the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.consultation import (
    COMMENT_FACTS,
    SAID_POSITIONS,
    Comment,
    ConsultationRound,
    Invitation,
    Reaction,
    reaction_faults,
)
from models.dossier import Dossier
from models.enums import CommentSource, DocumentKind, MessageKind, Placing, Position, RoundStatus, Weight
from models.errors import AlreadyDone, InvalidInput, NotYourTurn, RoundClosed, StaleVersion, fault
from models.file_names import WORD, named_as
from models.process import OWNER
from models.proposal import placing_fault, placing_of, times_in
from models.reach import last_day
from models.route import Wording
from models.state import DossierState, letter_document
from models.working_days import end_of_day, local_day
from paraaf.redline import Dropped, Passed
from paraaf.services.app.actor import line_fault
from paraaf.services.app.files import check_letter
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App, Work
from paraaf.services.consultation import drafts
from paraaf.services.consultation.consolidation import Point
from paraaf.services.consultation.points_in_subprocess import read_apart
from paraaf.services.consultation.revising import refuse_unless_seen
from paraaf.services.directory import parties
from paraaf.services.messaging import compose, links

MAX_TEXT = 20_000


@dataclass(frozen=True)
class CommentInput:
    """One point of a reaction, as it was handed in."""

    text: str
    weight: Weight = Weight.SUGGESTION
    passage: str = ""
    proposed_text: str = ""
    words: str = ""
    """Which words of the passage it is about; empty for the whole of it."""
    placing: Placing | None = None
    """Where the proposed text goes; None is in the place of the words, or, without words, not said."""


@dataclass(frozen=True)
class ReactionInput:
    """A reaction as it was handed in."""

    party: str
    by: str
    position: Position
    comments: Sequence[CommentInput] = ()
    remark: str = ""
    version: int | None = None
    """The version that was read; None means the one that was sent."""
    file: tuple[str, bytes] | None = None
    """Name and contents of the returned copy of the letter."""
    revises: bool = False
    """Whether it takes the place of the party's earlier reaction in the open round."""
    for_party: str = ""
    """The party for which it is, if `party` acts as its deputy; empty for what follows from `party` alone."""
    seen: str = ""
    """The id of the reaction that it revises: the one that its giver saw. Empty: their own."""
    link_id: str | None = None
    """The link whose draft this is: it is sent once, and gone with that; None for what comes another way."""


@dataclass(frozen=True)
class Receipt:
    """What was recorded: for the sender to keep."""

    dossier: str
    party: str
    by: str
    position: Position
    round_number: int
    version: int
    fingerprint: str
    comment_numbers: tuple[int, ...]
    """Those that have a number already; what the returned copy says gets numbers when the round closes."""
    changes_in_copy: int
    comments_in_copy: int
    at: str
    is_late: bool = False
    """It came after the round closed: kept and shown to the owner, not counted."""
    deputy: str | None = None
    """The party that answered in the absence of the one that was asked."""
    revises: bool = False
    dropped: tuple[Dropped, ...] = ()
    """What was left out of the returned copy, since it is no part of a letter."""


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
    passed = _check(given)
    by = given.by.strip()
    copy = _copy_of(app, number, given, passed)
    with app.work(by_people=True) as work:
        state = work.open(number)
        dossier = state.dossier
        asked = [invitation.party_code for invitation in state.invitations]
        today = local_day(work.at)
        party, deputy = parties.stands_in(work.session, given.party, asked, day=today, for_party=given.for_party)
        invitation = _invitation(state, party)
        round_ = next(r for r in state.rounds if r.id == invitation.round_id)
        mine = [reaction for reaction in state.reactions if reaction.invitation_id == invitation.id]
        said = [reaction for reaction in mine if reaction.position in SAID_POSITIONS]
        is_late = round_.status is not RoundStatus.OPEN or has_run_out(state, round_, invitation, at=work.at)
        _refuse_unless_new(state, round_, mine, given, party, is_late=is_late)
        if copy is not None and copy.version != round_.version_number:
            raise StaleVersion(
                "copy.not_of_this_round", round=round_.number, asked=round_.version_number, version=copy.version
            )
        points = copy.points if copy is not None else ()
        _check_position(given, points)
        link_number = drafts.take(work, given.link_id) if given.link_id else None
        if link_number is not None:
            links.check_number(work, state, link_number)
        document = None
        if given.file is not None and passed is not None:
            document = work.keep(
                dossier,
                passed.docx,
                key=f"returned:{invitation.id}" + (f":{len(mine) + 1}" if mine else ""),
                kind=DocumentKind.RETURNED_COPY,
                title=f"Teruggestuurd door {party}, ronde {round_.number}",
                file_name=_copy_name(dossier, party, given.file[0]),
                by=by,
                version_number=round_.version_number,
                dropped=passed.dropped,
                received=given.file[1],
            )
        reaction = work.add(
            Reaction(
                dossier_id=dossier.id,
                invitation_id=invitation.id,
                number=len(mine) + 1,
                party_code=party,
                deputy_code=deputy,
                is_late=is_late,
                position=given.position,
                by=by,
                at=work.at,
                version_number=round_.version_number,
                fingerprint=round_.fingerprint,
                remark=given.remark.strip(),
                document_id=document.id if document else None,
            )
        )
        work.session.flush()
        comments = _add_comments(work, dossier, reaction, given.comments)
        if is_late:  # those of a copy that counts become comments when its round closes
            comments += add_points(work, dossier, reaction, points)
        work.record(
            dossier,
            "reaction_recorded",
            f"{by} ({party})",
            party=party,
            deputy=deputy,
            stage=round_.stage_key,
            round=round_.number,
            number=reaction.number,
            late=is_late,
            position=given.position,
            version=round_.version_number,
            fingerprint=round_.fingerprint,
            remark=given.remark.strip(),
            file=document.sha256 if document else None,
            **({"link": link_number} if link_number else {}),
            **({"revises": said[-1].number} if said else {}),
            comments=[{name: getattr(comment, name) for name in COMMENT_FACTS} for comment in comments],
        )
        if is_late:
            compose.send(
                work,
                dossier,
                MessageKind.LATE_REACTION,
                OWNER,
                about_id=reaction.id,
                key=f"late_reaction:{reaction.id}",
                documents=[document] if document else [],
                round=round_,
                reaction=reaction,
                comments=comments,
            )
        return Receipt(
            dossier.number,
            party,
            reaction.by,
            given.position,
            round_.number,
            round_.version_number,
            round_.fingerprint,
            tuple(comment.number for comment in comments),
            sum(point.source is CommentSource.CHANGE for point in points),
            sum(point.source is CommentSource.WORD_COMMENT for point in points),
            work.at.isoformat(timespec="seconds"),
            is_late=is_late,
            deputy=deputy,
            revises=given.revises and not is_late,
            dropped=passed.dropped if passed is not None else (),
        )


@dataclass(frozen=True)
class ReturnedCopy:
    """What a returned copy says, and of which version it is."""

    version: int
    points: tuple[Point, ...]


def _copy_of(app: App, number: str, given: ReactionInput, passed: Passed | None) -> ReturnedCopy | None:
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
        party, _ = parties.stands_in(session, party, asked, day=today, for_party=for_party)
        invitation = _invitation(state, party)
        version = next(r for r in state.rounds if r.id == invitation.round_id).version_number
        sha256 = letter_document(state, version).sha256
    return ReturnedCopy(*read_apart(app.store.get(sha256), party, copy, version=version))


def _copy_name(dossier: Dossier, party: str, given: str) -> str:
    own = named_as(given, WORD, "brief").removeprefix(f"{dossier.number}-")
    return named_as(f"{dossier.number}-{party}-{own}", WORD, "brief")


def _check_position(given: ReactionInput, points: Sequence[Point]) -> None:
    """Raise `InvalidInput` if the position contradicts the comments, those in the returned copy included."""
    weights = [*(comment.weight for comment in given.comments), *(point.weight for point in points)]
    faults = reaction_faults(given.position, weights)
    if faults and points:
        changes = sum(point.source is CommentSource.CHANGE for point in points)
        faults.append(fault("file", "reaction.copy_says_more", changes=changes, comments=len(points) - changes))
    if faults:
        raise InvalidInput("reaction.not_recorded", faults, party=given.party)


def add_points(work: Work, dossier: Dossier, reaction: Reaction, points: Sequence[Point]) -> list[Comment]:
    """Record what a returned copy says as comments of its reaction, and return them."""
    made = []
    for point in points:
        dossier.comment_count += 1
        made.append(
            work.add(
                Comment(
                    dossier_id=dossier.id,
                    reaction_id=reaction.id,
                    number=dossier.comment_count,
                    weight=point.weight,
                    text=point.text[:MAX_TEXT],
                    passage=point.passage[:MAX_TEXT],
                    proposed_text=point.proposed_text[:MAX_TEXT],
                    source=point.source,
                    author=point.author,
                    old_text=point.old_text[:MAX_TEXT],
                    marks=list(point.marks),
                )
            )
        )
    return made


def has_run_out(state: DossierState, round_: ConsultationRound, invitation: Invitation, *, at: datetime) -> bool:
    """Return whether a party's term is over.

    While a letter is on hold it does not pass, since it will move; before the invitation arrived it does not either.
    """
    day = last_day(state, round_, invitation)
    return day is not None and (state.hold.at if state.hold else at) >= end_of_day(day)


def _refuse_unless_new(
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
        refuse_unless_seen(state, round_, said[-1], party=party, by=given.by, seen=given.seen)
    if given.version is not None and given.version != round_.version_number:
        raise StaleVersion(
            "reaction.about_other_version", round=round_.number, asked=round_.version_number, version=given.version
        )


def _add_comments(work: Work, dossier: Dossier, reaction: Reaction, comments: Sequence[CommentInput]) -> list[Comment]:
    made = []
    for comment in comments:
        dossier.comment_count += 1
        made.append(
            work.add(
                Comment(
                    dossier_id=dossier.id,
                    reaction_id=reaction.id,
                    number=dossier.comment_count,
                    weight=comment.weight,
                    text=comment.text.strip(),
                    passage=comment.passage.strip(),
                    words=" ".join(comment.words.split()),
                    proposed_text=comment.proposed_text.strip(),
                    placing=placing_of(comment),
                )
            )
        )
    return made


def _check(given: ReactionInput) -> Passed | None:
    """Return the returned copy as it may be opened, if there is one; raise if the reaction cannot be recorded."""
    faults = []
    if given.file is None:
        faults += reaction_faults(given.position, [comment.weight for comment in given.comments])
    if problem := line_fault(given.by):
        faults.append(problem.at("by") if given.by.strip() else fault("by", "reaction.nobody_named"))
    for place, comment in enumerate(given.comments, start=1):
        if not comment.text.strip():
            faults.append(fault(f"comments[{place}].text", "field.empty"))
        if comment.words.strip() and times_in(comment.passage, comment.words) != 1:
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


def _invitation(state: DossierState, party: str) -> Invitation:
    """Return the party's latest invitation; raise `NotYourTurn` if it has none."""
    mine = [invitation for invitation in state.invitations if invitation.party_code == party]
    if not mine:
        asked = sorted({invitation.party_code for invitation in state.invitations})
        raise NotYourTurn("party.not_asked", party=party, letter=state.dossier.number, asked=asked)
    order = {round_.id: place for place, round_ in enumerate(state.rounds)}
    return max(mine, key=lambda invitation: order[invitation.round_id])


def _returned(name: str) -> Wording:
    return Wording(nl=f"Het teruggestuurde bestand {name}", en=f"The returned file {name}")
