"""Recording what a party says of the letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.consultation import Comment, Invitation, Reaction, reaction_faults
from models.enums import DocumentKind, Position, RoundStatus, Weight
from models.errors import AlreadyDone, Fault, InvalidInput, NotYourTurn, RoundClosed, StaleVersion
from models.process import DossierState
from models.working_days import end_of_day
from paraaf import wording
from paraaf.services.acting import line_fault
from paraaf.services.context import App
from paraaf.services.files import check_letter
from paraaf.services.intake import safe_name

MAX_TEXT = 20_000


@dataclass(frozen=True)
class CommentInput:
    """One point of a reaction, as it was handed in."""

    text: str
    weight: Weight = Weight.SUGGESTION
    passage: str = ""
    proposed_text: str = ""


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
    at: str


def record_reaction(app: App, number: str, given: ReactionInput) -> Receipt:
    """Record a party's reaction in the open round and return the receipt.

    Raises `NotYourTurn` for a party that is not asked, `RoundClosed` after the round closed or its due date
    passed, `StaleVersion` for another version than was sent, `AlreadyDone` for a second reaction (the first
    stays as it was), `InvalidInput` or `UnsafeDocument` for a reaction that contradicts itself or a file
    that may not be opened.
    """
    _check(given)
    by = given.by.strip()
    with app.work(by_people=True) as work:
        state = work.open(number)
        dossier = state.dossier
        invitation = _invitation(state, given.party)
        round_ = next(r for r in state.rounds if r.id == invitation.round_id)
        earlier = state.reaction_to(invitation)
        if earlier is not None and earlier.position not in (Position.TACIT, Position.NO_RESPONSE):
            said = wording.POSITIONS["en"][earlier.position]
            raise AlreadyDone(
                f"{given.party} reacted already in round {round_.number} ({said}, by {earlier.by}, "
                f"{wording.clock_time(earlier.at, 'en')}). That reaction stands; this one was not recorded."
            )
        if round_.status is not RoundStatus.OPEN or work.at >= end_of_day(round_.due) or dossier.is_over:
            raise RoundClosed(
                f"Round {round_.number} closed, its last day was {wording.day(round_.due, 'en')}; the reaction of "
                f"{given.party} was not recorded. Ask {dossier.owner_name} ({dossier.owner_address})."
            )
        if given.version is not None and given.version != round_.version_number:
            raise StaleVersion(
                f"Round {round_.number} is about version {round_.version_number}, and this reaction is about "
                f"version {given.version}; it was not recorded. Read version {round_.version_number} first."
            )
        document = None
        if given.file is not None:
            document = work.keep(
                dossier,
                given.file[1],
                key=f"returned:{invitation.id}",
                kind=DocumentKind.RETURNED_COPY,
                title=f"Teruggestuurd door {given.party}, ronde {round_.number}",
                file_name=safe_name(
                    f"{dossier.number}-{given.party}-{safe_name(given.file[0], 'brief.docx')}", "brief.docx"
                ),
                by=by,
                version_number=round_.version_number,
            )
        reaction = work.add(
            Reaction(
                dossier_id=dossier.id,
                invitation_id=invitation.id,
                party_code=given.party,
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
        numbers = []
        for comment in given.comments:
            dossier.comment_count += 1
            numbers.append(dossier.comment_count)
            work.add(
                Comment(
                    dossier_id=dossier.id,
                    reaction_id=reaction.id,
                    number=dossier.comment_count,
                    weight=comment.weight,
                    text=comment.text.strip(),
                    passage=comment.passage.strip(),
                    proposed_text=comment.proposed_text.strip(),
                )
            )
        work.record(
            dossier,
            "reaction_recorded",
            f"{by} ({given.party})",
            party=given.party,
            deputy=invitation.deputy_code,
            stage=round_.stage_key,
            round=round_.number,
            position=given.position,
            version=round_.version_number,
            fingerprint=round_.fingerprint,
            remark=given.remark.strip(),
            file=document.sha256 if document else None,
            comments=[
                {
                    "number": n,
                    "weight": c.weight,
                    "text": c.text.strip(),
                    "passage": c.passage.strip(),
                    "proposed_text": c.proposed_text.strip(),
                }
                for n, c in zip(numbers, given.comments, strict=True)
            ],
        )
        return Receipt(
            dossier.number,
            given.party,
            by,
            given.position,
            round_.number,
            round_.version_number,
            round_.fingerprint,
            tuple(numbers),
            work.at.isoformat(timespec="seconds"),
        )


def _check(given: ReactionInput) -> None:
    faults = reaction_faults(given.position, [comment.weight for comment in given.comments])
    if problem := line_fault(given.by):
        faults.append(Fault("by", problem if given.by.strip() else "say who reacts"))
    for place, comment in enumerate(given.comments, start=1):
        if not comment.text.strip():
            faults.append(Fault(f"comments[{place}].text", "is empty"))
        for name in ("text", "passage", "proposed_text"):
            if len(getattr(comment, name)) > MAX_TEXT:
                faults.append(Fault(f"comments[{place}].{name}", f"is longer than {MAX_TEXT} characters"))
    if len(given.remark) > MAX_TEXT:
        faults.append(Fault("remark", f"is longer than {MAX_TEXT} characters"))
    if faults:
        raise InvalidInput(f"The reaction of {given.party} was not recorded.", faults)
    if given.file is not None:
        check_letter(given.file[1], what=f"The returned file {given.file[0]}")


def _invitation(state: DossierState, party: str) -> Invitation:
    """Return the party's latest invitation; raise `NotYourTurn` if it has none."""
    mine = [invitation for invitation in state.invitations if invitation.party_code == party]
    if not mine:
        asked = sorted({invitation.party_code for invitation in state.invitations})
        raise NotYourTurn(
            f"{party} is not asked about letter {state.dossier.number} (asked: {', '.join(asked) or 'nobody yet'}); "
            "nothing was recorded."
        )
    order = {round_.id: place for place, round_ in enumerate(state.rounds)}
    return max(mine, key=lambda invitation: order[invitation.round_id])
