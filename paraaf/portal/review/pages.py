"""The review page: a party reads the letter, says what it thinks of it, and gets a receipt."""

import hashlib
from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.consultation import SAID_POSITIONS, Reaction
from models.document import Document
from models.enums import Language, LinkPurpose, Placing, Position, Weight
from models.errors import AlreadyDone
from models.proposal import count_occurrences
from paraaf.portal.review.draft import drafted, forget, keep, keep_file, read_file
from paraaf.portal.review.form import ReviewDraft, as_draft, faults_of, typed_in
from paraaf.portal.web.downloads import download
from paraaf.portal.web.letter_view import changes as shown_changes
from paraaf.portal.web.letter_view import quote_button, shown
from paraaf.portal.web.middleware import WITH_SCRIPT, BodyTooLargeError
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.redline import Passed
from paraaf.services.app.dropped_parts import describe
from paraaf.services.audit.events import left_out_of
from paraaf.services.consultation import reaction_inputs, reactions
from paraaf.services.consultation.review_query import Review, read_review

router = APIRouter(prefix="/review/{link_id}")

MAX_DRAFT_LENGTH = 2_000_000
"""How many characters of one reaction are kept; a whole letter with all its comments has some hundred thousand."""

Reviewer = Annotated[Visitor, Depends(visiting(LinkPurpose.REVIEW))]
ReviewerSent = Annotated[VisitorForm, Depends(posting(LinkPurpose.REVIEW))]


@router.get("")
def show(request: Request, visitor: Reviewer, check: bool = False, saved: bool = False) -> Response:
    """Show what is asked, the letter, and the form or what was answered."""
    review = read_review(visitor.paraaf, visitor.visit)
    draft, saved_at = drafted(visitor)
    if review.is_over or review.is_asked_again:
        return render(request, "review_closed.html", visitor=visitor, review=review, draft=draft)
    if review.latest and draft is None:
        return _to(visitor, "/receipt")
    language = language_of(request, visitor)
    redline = review.redline
    response = render(
        request,
        "review.html",
        visitor=visitor,
        review=review,
        draft=draft or ReviewDraft(name=visitor.link.holder),
        saved_at=saved_at if saved else None,
        faults=faults_of(draft) if draft and check else (),
        letter=shown(visitor.paraaf, review.letter, language, tool=quote_button(language)),
        changed=shown_changes(visitor.paraaf, redline, language).changed if redline else {},
        overtaken_by=_overtaken_by(review, draft),
        positions=SAID_POSITIONS,
        weights=tuple(Weight),
        placings=tuple(Placing),
    )
    response.headers["Content-Security-Policy"] = WITH_SCRIPT
    return response


@router.post("")
def save(sent: ReviewerSent) -> Response:
    """Keep what was typed, and do what the button says: add or remove a comment, go on to the confirmation."""
    visitor = sent.visitor
    review = read_review(visitor.paraaf, visitor.visit)
    before, _ = drafted(visitor)
    draft = typed_in(sent, before or ReviewDraft())
    _find_passages(draft, shown(visitor.paraaf, review.letter, Language.DUTCH).passages.values())
    action, _, value = sent.text("action").partition("-")
    place = int(value) if value.isdecimal() else 0
    anchor = ""
    match action:
        case "add":
            anchor = f"#comment-{draft.add_comment()}-text"
        case "quote":
            passages = shown(visitor.paraaf, review.letter, Language.DUTCH).passages
            if value in passages:
                words = " ".join(sent.text("quoted_words").split())
                anchor = f"#comment-{draft.add_comment(passage=passages[value].strip(), words=words)}-text"
        case "remove" if 0 < place <= len(draft.comments):
            del draft.comments[place - 1]
            anchor = "#comments"
        case "drop":
            draft.file = None
            anchor = "#file"
    if chosen := sent.file("file"):
        keep_file(visitor, draft, chosen)
        anchor = anchor or ("#file" if draft.file_problems else "")
    if len(draft.model_dump_json()) > MAX_DRAFT_LENGTH:
        raise BodyTooLargeError
    keep(visitor, draft)
    if action != "check":
        return _to(visitor, f"?saved=true{anchor}")
    has_faults = bool(faults_of(draft) or draft.file_problems)
    return _to(visitor, "?check=true" if has_faults else "/confirm")


@router.get("/confirm")
def confirm(request: Request, visitor: Reviewer, changed: bool = False) -> Response:
    """Show what is going to be sent, about which text, and ask whether that is right.

    If somebody answered whose answer was not seen in the form, it is shown beside this one, and a choice is asked.
    """
    review = read_review(visitor.paraaf, visitor.visit)
    draft, _ = drafted(visitor)
    if draft is None or review.is_over or review.is_asked_again or faults_of(draft):
        return _to(visitor, "?check=true" if draft else "")
    overtaken_by = _overtaken_by(review, draft)
    return render(
        request,
        "review_meanwhile.html" if overtaken_by else "review_confirm.html",
        overtaken_by=overtaken_by,
        visitor=visitor,
        review=review,
        draft=draft.without_empty_comments(),
        position=Position(draft.position),
        seen=_seen(draft),
        has_changed=changed,
    )


@router.post("/send")
def send(sent: ReviewerSent) -> Response:
    """Record the reaction that was confirmed, and lead to its receipt."""
    visitor = sent.visitor
    review = read_review(visitor.paraaf, visitor.visit)
    draft, _ = drafted(visitor)
    if draft is None or review.is_over or review.is_asked_again or faults_of(draft):
        return _to(visitor, "?check=true" if draft else "")
    if sent.text("seen") != _seen(draft):
        return _to(visitor, "/confirm?changed=true")
    seen = sent.text("answer_seen")
    if review.latest and not seen:
        return _to(visitor, "/confirm")
    store = visitor.paraaf.store
    given = reaction_inputs.ReactionInput(
        party=visitor.link.acts_for,
        for_party=visitor.link.party_code,
        by=draft.name,
        passed_by=review.origin.holder if review.origin else "",
        position=Position(draft.position),
        comments=draft.comment_inputs(),
        remark=draft.remark,
        version=review.round.version_number,
        file=(draft.file.name, store.get(draft.file.sha256)) if draft.file else None,
        revises=bool(seen),
        seen=seen,
        link_id=visitor.link.id,
    )
    try:
        reactions.record_reaction(visitor.paraaf, visitor.dossier.id, given)
    except AlreadyDone:  # somebody answered meanwhile; or the same was sent already, and its draft is gone
        return _to(visitor, "/confirm" if drafted(visitor)[0] else "/receipt")
    return _to(visitor, "/receipt")


@router.get("/receipt")
def receipt(request: Request, visitor: Reviewer) -> Response:
    """Show what was recorded: who, when, about which text, under which numbers."""
    review = read_review(visitor.paraaf, visitor.visit)
    if review.latest is None:
        return _to(visitor, "")
    draft, _ = drafted(visitor)
    document_id = review.latest.document_id
    file = visitor.state.document_by_id(document_id) if document_id else None
    return render(
        request,
        "review_receipt.html",
        visitor=visitor,
        review=review,
        reaction=review.latest,
        file=file,
        left_out_words=_left_out(visitor, file, language_of(request, visitor)) if file else "",
        has_draft=draft is not None,
    )


@router.post("/revise")
def revise(sent: ReviewerSent) -> Response:
    """Put the reaction that was sent in the form again, so that another can take its place."""
    visitor = sent.visitor
    review = read_review(visitor.paraaf, visitor.visit)
    draft, _ = drafted(visitor)
    if draft is None and review.latest:
        document_id = review.latest.document_id
        file = None
        if document_id:
            document = visitor.state.document_by_id(document_id)
            content = visitor.paraaf.store.get(document.sha256)
            file = read_file(visitor, document.file_name, content, Passed(content))
        comments = [comment for comment, _ in review.comments]
        keep(visitor, as_draft(review.latest, comments, file, name=visitor.link.holder))
    return _to(visitor, "")


@router.post("/discard")
def discard(sent: ReviewerSent) -> Response:
    """Keep nothing of what was typed and not sent."""
    forget(sent.visitor)
    return _to(sent.visitor, "")


@router.get("/letter.docx")
def letter(visitor: Reviewer) -> Response:
    """Give the letter as the Word file that was sent; not to who was asked by mistake."""
    review = read_review(visitor.paraaf, visitor.visit)
    return _to(visitor, "") if review.invitation.taken_out_at else download(visitor.paraaf, review.letter)


@router.get("/changes.docx")
def changes(request: Request, visitor: Reviewer) -> Response:
    """Give the letter with its changes since the party read it before."""
    review = read_review(visitor.paraaf, visitor.visit)
    if review.invitation.taken_out_at:
        return _to(visitor, "")
    if review.redline is None:
        return render(request, "refused.html", status=404, refusal="not_found", typed=(), visitor=visitor)
    return download(visitor.paraaf, review.redline)


def _overtaken_by(review: Review, draft: ReviewDraft | None) -> Reaction | None:
    """Return the answer that stands, if whoever typed this did not see it when they began."""
    return review.latest if draft and review.latest and review.latest.id != draft.seen else None


def _find_passages(draft: ReviewDraft, passages: Collection[str]) -> None:
    """Give each comment on words without a passage the one that has them, if there is one such passage."""
    for comment in draft.comments:
        if comment.words.strip() and not comment.passage.strip():
            found = [passage for passage in passages if count_occurrences(passage, comment.words) == 1]
            comment.passage = found[0].strip() if len(found) == 1 else ""


def _left_out(visitor: Visitor, file: Document, language: Language) -> str:
    return describe(left_out_of(visitor.paraaf, file), language)


def _seen(draft: ReviewDraft) -> str:
    """Return a hash of what a confirmation shows: what is sent is that, and nothing that was typed since."""
    return hashlib.sha256(draft.model_dump_json().encode()).hexdigest()


def _to(visitor: Visitor, where: str) -> Response:
    return RedirectResponse(f"{visitor.home}{where}", status_code=303)
