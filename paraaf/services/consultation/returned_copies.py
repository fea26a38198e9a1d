"""The copies that came back in a round: put together at its close, decided on, answered to each party."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.consultation import COMMENT_FACTS, Comment, ConsultationRound, Reaction, Response
from models.document import Document
from models.enums import CommentSource, DocumentKind, StageKind, Verdict
from models.state import DossierState, letter_document
from paraaf import redline, wording
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation.consolidation import CopyPoint
from paraaf.services.consultation.points_in_subprocess import consolidate_in_subprocess
from paraaf.services.consultation.reactions import add_points
from paraaf.services.letters import titles
from paraaf.services.letters.letters import file_name, made_once


@dataclass(frozen=True)
class RoundCopies:
    """The copies that count in a round, with the letter that they are copies of, by their hashes."""

    letter: str
    copies: Mapping[str, str]
    """By party, in the order in which they were asked."""


@dataclass(frozen=True)
class ConsolidatedCopies:
    """What the copies of a round came to; no file if nobody sent one, or if they could not be put together."""

    returned: RoundCopies
    docx: bytes | None = None
    points: tuple[CopyPoint, ...] = ()


def copies_of_round(state: DossierState, round_: ConsultationRound) -> RoundCopies:
    """Return the copies that count in a round: of each party's reaction the one that stands."""
    copies = {
        invitation.party_code: state.document_by_id(reaction.document_id).sha256
        for invitation in state.invited_to(round_)
        if (reaction := state.reaction_to(invitation)) and reaction.document_id
    }
    return RoundCopies(letter_document(state, round_.version_number).sha256, copies)


def preconsolidate(app: App, number: str) -> ConsolidatedCopies | None:
    """Return the copies of the open round as one, before it is closed; None if no round is open.

    Outside the transaction that closes it, since it takes longer than others should wait.
    """
    with app.read() as session:
        state = load_state(session, find_dossier(session, number))
        if state.dossier.is_over or state.stage.kind is not StageKind.CONSULTATION:
            return None
        round_ = state.current_round()
        returned = copies_of_round(state, round_) if round_ else None
    return consolidate(app, returned) if returned else None


def consolidate(app: App, returned: RoundCopies) -> ConsolidatedCopies:
    """Return the copies as one, with the points that were made in them."""
    if not returned.copies:
        return ConsolidatedCopies(returned)
    copies = {party: app.store.get(sha256) for party, sha256 in returned.copies.items()}
    docx, points = consolidate_in_subprocess(app.store.get(returned.letter), copies)
    return ConsolidatedCopies(returned, docx, points)


def record_points(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, ahead: ConsolidatedCopies | None
) -> Document | None:
    """Record what the copies of a round say as comments, and store them as one; return that file, if there is one.

    `ahead` is what they came to just before; it is made again if another copy came in meanwhile.
    """
    returned = copies_of_round(state, round_)
    if not returned.copies:
        return None
    done = ahead if ahead is not None and ahead.returned == returned else consolidate(work.app, returned)
    dossier = state.dossier
    document = None
    if done.docx is not None:
        document = work.store_document(
            dossier,
            done.docx,
            key=consolidated_key(round_),
            kind=DocumentKind.CONSOLIDATED_COPY,
            title=titles.consolidated_copy(dossier, round_),
            file_name=file_name(dossier, f"brief-v{round_.version_number}-reacties-{round_.stage_key}-{round_.number}"),
            by="Paraaf",
            version_number=round_.version_number,
        )
    recorded = []
    for invitation in state.invited_to(round_):
        reaction = state.reaction_to(invitation)
        mine = [point for point in done.points if point.party == invitation.party_code]
        if reaction is not None and mine:
            made = add_points(work, dossier, reaction, mine)
            state.comments += made
            recorded += [(invitation.party_code, comment) for comment in made]
    work.record(
        dossier,
        "copies_put_together",
        "Paraaf",
        stage=round_.stage_key,
        round=round_.number,
        parties=list(returned.copies),
        file=document.sha256 if document else None,
        points=[
            {"party": party, **{name: getattr(comment, name) for name in COMMENT_FACTS}} for party, comment in recorded
        ],
    )
    return document


def consolidated_key(round_: ConsultationRound) -> str:
    """Return the key of a round's consolidated copy."""
    return f"consolidated:{round_.stage_key}:{round_.number}"


def changes_in(state: DossierState, round_: ConsultationRound) -> list[Comment]:
    """Return the changes of a round that can be taken over from its consolidated copy, by number."""
    return [c for c in state.comments_in(round_) if c.source is CommentSource.CHANGE and c.marks]


def equal_to(state: DossierState, round_: ConsultationRound, comment: Comment) -> list[Comment]:
    """Return the same change as others made it: it is one in the consolidated copy, so it has one answer."""
    if comment.source is not CommentSource.CHANGE or not comment.marks:
        return []
    return [c for c in changes_in(state, round_) if c.marks == comment.marks and c.id != comment.id]


def decided_text(app: App, state: DossierState, round_: ConsultationRound) -> bytes | None:
    """Return the letter with the accepted changes of a round in it and all others out; None if none was accepted."""
    document = state.document(consolidated_key(round_))
    accepted = {
        int(mark)
        for comment in changes_in(state, round_)
        if (response := state.response_to(comment)) and response.verdict is Verdict.ACCEPTED
        for mark in comment.marks
    }
    if document is None or not accepted:
        return None
    return redline.decide(app.store.get(document.sha256), accepted)


def answered_copy(work: UnitOfWork, state: DossierState, round_: ConsultationRound, party: str) -> list[Document]:
    """Return a party's changes and comments with what became of each, as a Word file, stored once; empty if none."""
    document = state.document(consolidated_key(round_))
    reaction = next(
        (r for i in state.invited_to(round_) if i.party_code == party and (r := state.reaction_to(i))), None
    )
    if document is None or reaction is None:
        return []
    answers = _answers(state, reaction)
    if not answers:
        return []
    dossier = state.dossier
    made = made_once(
        work,
        state,
        lambda: redline.answered(
            work.app.store.get(document.sha256),
            answers,
            author=dossier.owner_name,
            date=f"{work.at:%Y-%m-%dT%H:%M:%SZ}",
        ),
        key=f"answered:{round_.stage_key}:{round_.number}:{party}",
        kind=DocumentKind.ANSWERED_COPY,
        title=titles.answered_copy(dossier, party, round_),
        named=f"brief-v{round_.version_number}-antwoord-aan-{party}",
        version=round_.version_number,
    )
    return [made]


def _answers(state: DossierState, reaction: Reaction) -> list[redline.Answer]:
    answers = []
    for comment in state.comments:
        response = state.response_to(comment)
        if comment.reaction_id != reaction.id or not comment.marks or response is None:
            continue
        is_change = comment.source is CommentSource.CHANGE
        answers.append(
            redline.Answer(
                _said(comment, response),
                changes=tuple(int(mark) for mark in comment.marks) if is_change else (),
                comment="" if is_change else comment.marks[0],
                author=comment.author or reaction.party_code,  # never the name of whoever made the same change
            )
        )
    return answers


def _said(comment: Comment, response: Response) -> str:
    verdict = wording.VERDICTS["nl"][response.verdict]
    return f"Opmerking {comment.number}: {verdict}. {response.reason}"
