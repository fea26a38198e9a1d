"""The page on which the owner answers the comments of a round one by one, and hands in the next version."""

import hashlib
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from models.consultation import Comment, ConsultationRound
from models.enums import DossierStatus, LinkPurpose, RoundStatus, StageKind, Verdict
from models.errors import InvalidInput, ParaafError, UnsafeDocument
from models.file_names import WORD, named_as
from models.proposal import placing_of
from models.state import DossierState, letter_document
from paraaf import wording
from paraaf.portal.letters.answer_form import EDIT_KINDS, AnswerDraft, DraftEdit, drafted, keep, typed_in
from paraaf.portal.review.form import DraftFile
from paraaf.portal.texts.faults import stored_faults
from paraaf.portal.web.actions import Refusal, perform
from paraaf.portal.web.chosen_files import read_chosen
from paraaf.portal.web.letter_view import redline_shown, shown
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.services.app import dropped_parts
from paraaf.services.app.files import check_next_version
from paraaf.services.consultation import answers, returned_copies
from paraaf.services.consultation.answers import AnswersInput
from paraaf.services.consultation.next_version import NextVersionPreview
from paraaf.services.messaging import drafts
from paraaf.services.signing.advice_note import returns_of

router = APIRouter(prefix="/letter/{link_id}/answers")

Owner = Annotated[Visitor, Depends(visiting(LinkPurpose.OWNER))]
OwnerSent = Annotated[VisitorForm, Depends(posting(LinkPurpose.OWNER))]


@router.get("")
def show(request: Request, visitor: Owner, saved: bool = False) -> Response:
    """Show the comments that wait for an answer, and the form for the next version."""
    if not _is_to_answer(visitor.state):
        return RedirectResponse(visitor.home, status_code=303)
    return _page(request, visitor, drafted(visitor), is_saved=saved)


@router.post("")
def save(request: Request, sent: OwnerSent) -> Response:
    """Keep what was typed, and do what the button says: answer several alike, add an edit, record."""
    visitor = sent.visitor
    state = visitor.state
    if not _is_to_answer(state):
        return RedirectResponse(visitor.home, status_code=303)
    comments, parties = _open_comments(state), _open_parties(state)
    draft = typed_in(sent, comments, parties, drafted(visitor))
    action, _, value = sent.text("action").partition("-")
    place = int(value) if value.isdecimal() and len(value) < 5 else 0
    anchor = ""
    match action:
        case "alike":
            draft.answer_alike([c.number for c in comments if sent.text(f"pick-{c.number}")])
            anchor = "#comments"
        case "edit":
            draft.edits.append(DraftEdit())
            anchor = f"#edit-{len(draft.edits)}"
        case "remove" if 0 < place <= len(draft.edits):
            del draft.edits[place - 1]
            anchor = "#edits"
        case "drop":
            draft.file = None
            anchor = "#file"
    if chosen := sent.file("file"):
        _keep_file(visitor, draft, chosen)
        anchor = anchor or ("#file" if draft.file_problems else "")
    keep(visitor, draft)
    if action != "record" or draft.file_problems:
        return RedirectResponse(f"{visitor.home}/answers?saved=true{anchor}", status_code=303)
    foreseen = _foresee(visitor, draft)
    if isinstance(foreseen, Refusal):
        return _page(request, visitor, draft, refused=foreseen)
    if foreseen is not None:
        return RedirectResponse(f"{visitor.home}/answers/check", status_code=303)
    return _record(request, sent, draft, foreseen="")


@router.get("/check")
def check(request: Request, visitor: Owner, changed: bool = False) -> Response:
    """Show what these answers change in the letter, before anything of them is recorded."""
    if not _is_to_answer(visitor.state):
        return RedirectResponse(visitor.home, status_code=303)
    draft = drafted(visitor)
    foreseen = _foresee(visitor, draft)
    if isinstance(foreseen, Refusal):
        return _page(request, visitor, draft, refused=foreseen)
    if foreseen is None:
        return RedirectResponse(f"{visitor.home}/answers", status_code=303)
    comments = _open_comments(visitor.state)
    taken = {each.comment: each.takes for each in draft.given(comments, None).responses if each.takes}
    parties = {reaction.id: reaction.party_code for reaction in visitor.state.reactions}
    return render(
        request,
        "answers_check.html",
        visitor=visitor,
        foreseen=foreseen,
        has_changed=changed,
        changed=redline_shown(foreseen.tracked, language_of(request, visitor)).changed,
        taken=[
            (comment, parties[comment.reaction_id], placing_of(comment) or taken[comment.number])
            for comment in comments
            if comment.number in taken
        ],
        is_returned=visitor.state.dossier.status is DossierStatus.RETURNED,
        file=draft.file,
        seen=_seen(draft, foreseen),
    )


@router.post("/record")
def record(request: Request, sent: OwnerSent) -> Response:
    """Record the answers whose next version was shown; show it again if it would be another one now."""
    visitor = sent.visitor
    if not _is_to_answer(visitor.state):
        return RedirectResponse(visitor.home, status_code=303)
    draft = drafted(visitor)
    foreseen = _foresee(visitor, draft)
    if isinstance(foreseen, Refusal):
        return _page(request, visitor, draft, refused=foreseen)
    if foreseen is None or sent.text("seen") != _seen(draft, foreseen):
        return RedirectResponse(f"{visitor.home}/answers/check?changed=true", status_code=303)
    return _record(request, sent, draft, foreseen=foreseen.fingerprint)


def _record(request: Request, sent: VisitorForm, draft: AnswerDraft, *, foreseen: str) -> Response:
    visitor = sent.visitor
    given = replace(_given(visitor, draft), foreseen=foreseen)
    refused = perform(sent, [], lambda key, by: answers.answer(visitor.paraaf, key, given, by=by))
    if refused is not None:
        return _page(request, visitor, draft, refused=refused)
    drafts.forget_draft(visitor.paraaf, visitor.link.id)
    return RedirectResponse(f"{visitor.home}?done=true", status_code=303)


def _given(visitor: Visitor, draft: AnswerDraft) -> AnswersInput:
    file = visitor.paraaf.store.get(draft.file.sha256) if draft.file else None
    return draft.given(_open_comments(visitor.state), file)


def _foresee(visitor: Visitor, draft: AnswerDraft) -> NextVersionPreview | Refusal | None:
    """Return what these answers change in the letter, None if nothing, or why they cannot be recorded."""
    try:
        return answers.preview(visitor.paraaf, visitor.dossier.id, _given(visitor, draft))
    except InvalidInput as error:
        return Refusal(refusal=error, reasons=error.faults)
    except ParaafError as error:
        return Refusal(refusal=error)


def _seen(draft: AnswerDraft, foreseen: NextVersionPreview) -> str:
    """Return a hash of what the check shows: what is recorded is that, and nothing that was typed since."""
    shown_ = f"{draft.model_dump_json()}{foreseen.version}{foreseen.fingerprint}"
    return hashlib.sha256(shown_.encode()).hexdigest()


def _page(
    request: Request, visitor: Visitor, draft: AnswerDraft, *, is_saved: bool = False, refused: Refusal | None = None
) -> Response:
    state = visitor.state
    language = language_of(request, visitor)
    is_returned = state.dossier.status is DossierStatus.RETURNED
    round_ = None if is_returned else state.current_round()
    reactions = {reaction.id: reaction for reaction in state.reactions}
    stages = state.dossier.parsed_route.stages
    return render(
        request,
        "answers.html",
        status=refused.status if refused else 200,
        visitor=visitor,
        draft=draft,
        round=round_,
        is_returned=is_returned,
        is_saved=is_saved,
        refused=refused,
        comments=[]
        if round_ is None
        else [
            (
                comment,
                reactions[comment.reaction_id],
                [each.number for each in returned_copies.equal_to(state, round_, comment)],
            )
            for comment in _open_comments(state)
        ],
        open_parties=_open_parties(state),
        verdicts=tuple(Verdict),
        edit_kinds=EDIT_KINDS,
        letter_seq=letter_document(state, state.version.number).seq,
        letter=shown(visitor.paraaf, letter_document(state, state.version.number), language, prefix="letter-"),
        returns=returns_of(state),
        continue_at=[
            (stage.key, getattr(stage.name, language))
            for place, stage in enumerate(stages)
            if place <= state.dossier.stage and stage.kind is not StageKind.DISPATCH
        ],
        sign_off_key=next((stage.key for stage in stages if stage.kind is StageKind.SIGN_OFF), ""),
        wording=wording,
    )


def _is_to_answer(state: DossierState) -> bool:
    if state.hold is not None or state.dossier.is_over:
        return False
    return state.dossier.status is DossierStatus.RETURNED or _round(state) is not None


def _round(state: DossierState) -> ConsultationRound | None:
    if state.stage.kind is not StageKind.CONSULTATION:
        return None
    round_ = state.current_round()
    return round_ if round_ is not None and round_.status is RoundStatus.CLOSED else None


def _open_comments(state: DossierState) -> list[Comment]:
    """Return the comments that have no answer yet: those that need one, then the late ones."""
    round_ = None if state.dossier.status is DossierStatus.RETURNED else _round(state)
    if round_ is None:
        return []
    late = [comment for comment in state.late_comments_in(round_) if state.response_to(comment) is None]
    return [*state.unanswered_in(round_), *late]


def _open_parties(state: DossierState) -> list[str]:
    """Return whose objection or condition stands in the round that is to be answered."""
    round_ = None if state.dossier.status is DossierStatus.RETURNED else _round(state)
    return state.open_parties(round_.stage_key) if round_ is not None else []


def _keep_file(visitor: Visitor, draft: AnswerDraft, chosen: UploadFile) -> None:
    """Store the Word file that was chosen as the next version, or say why it cannot be it."""
    paraaf = visitor.paraaf
    name = named_as(chosen.filename or "", WORD, "brief")
    content, problem = read_chosen(paraaf, chosen)
    if problem:
        draft.file_problems = [problem]
        return
    try:
        passed = check_next_version(content, what=name)
    except UnsafeDocument as error:
        draft.file_problems = stored_faults(error)
        return
    dropped = dropped_parts.as_data(passed.dropped)
    draft.file = DraftFile(name=name, sha256=paraaf.store.put(passed.docx), size=len(passed.docx), dropped=dropped)
