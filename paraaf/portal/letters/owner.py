"""The owner's page: where the letter is and whom it waits for, and what the owner can do about it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.enums import ChangeChoice, DecisionStatus, LinkPurpose, RoundStatus
from models.process import StepKind
from paraaf.portal.letters.overview import document_of, overview
from paraaf.portal.web.actions import Refusal, perform, reason_faults
from paraaf.portal.web.confirm_code import code_pages
from paraaf.portal.web.downloads import download
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.rendering import render
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.services.app.status import Status, read_status
from paraaf.services.consultation import change_notices, closing, reminders, rounds, taking_out
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.directory import parties
from paraaf.services.letters import holds
from paraaf.services.messaging import link_admin, outbox
from paraaf.services.signing import decisions, withdrawal

router = APIRouter(prefix="/letter/{link_id}")
codes = code_pages(LinkPurpose.OWNER)

Owner = Annotated[Visitor, Depends(visiting(LinkPurpose.OWNER))]
OwnerSent = Annotated[VisitorForm, Depends(posting(LinkPurpose.OWNER))]

TO_ANSWER = (StepKind.AWAIT_ANSWERS, StepKind.AWAIT_RESUBMISSION)


@router.get("")
def show(request: Request, visitor: Owner, done: bool = False) -> Response:
    """Show where the letter is, what everybody said, and what can be done now."""
    return _page(request, visitor, is_done=done)


@router.get("/files/{seq}")
def file(visitor: Owner, seq: int) -> Response:
    """Give one file of the letter."""
    return download(visitor.paraaf, document_of(_status(visitor), seq))


@router.post("/remind")
def remind(request: Request, sent: OwnerSent) -> Response:
    """Remind the parties that have not answered; the chosen one, or all."""
    chosen = [sent.text("party")] if sent.text("party") else None
    return _do(request, sent, [], lambda key, by: reminders.remind(sent.visitor.paraaf, key, parties=chosen, by=by))


@router.post("/extend")
def extend(request: Request, sent: OwnerSent) -> Response:
    """Move the due date of the open round."""
    faults = reason_faults(sent, "extend")
    try:
        until = date.fromisoformat(sent.text("until").strip())
    except ValueError:
        until = date.min
        faults = [FieldFault("extend-until", "owner.fault.until"), *faults]
    reason = sent.text("extend_reason")
    return _do(
        request, sent, faults,
        lambda key, by: rounds.extend_round(sent.visitor.paraaf, key, until=until, by=by, reason=reason),
    )  # fmt: skip


@router.post("/add-party")
def add_party(request: Request, sent: OwnerSent) -> Response:
    """Ask one more party in the open round."""
    party = sent.text("party")
    faults = [] if party else [FieldFault("add-party", "act.fault.party")]
    return _do(
        request, sent, [*faults, *reason_faults(sent, "add")],
        lambda key, by: rounds.add_party(
            sent.visitor.paraaf, key, party=party, by=by, reason=sent.text("add_reason"),
            is_optional=bool(sent.text("optional")),
        ),
    )  # fmt: skip


@router.post("/take-out")
def take_out(request: Request, sent: OwnerSent) -> Response:
    """Ask a party no more in the open round."""
    party, reason = sent.text("party"), sent.text("takeout_reason")
    faults = [] if party else [FieldFault("takeout-party", "act.fault.party")]
    return _do(
        request, sent, [*faults, *reason_faults(sent, "takeout")],
        lambda key, by: taking_out.take_out(sent.visitor.paraaf, key, party=party, by=by, reason=reason),
    )  # fmt: skip


@router.post("/close")
def close(request: Request, sent: OwnerSent) -> Response:
    """Close the open round before its due date."""
    reason = sent.text("close_reason")
    return _do(
        request, sent, reason_faults(sent, "close"),
        lambda key, by: closing.close_early(sent.visitor.paraaf, key, by=by, reason=reason),
    )  # fmt: skip


@router.post("/changes")
def decide_changes(request: Request, sent: OwnerSent) -> Response:
    """Tell or ask again the parties that agreed to an earlier text."""
    given = [
        ChangeInput(party, ChangeChoice(choice), sent.text(f"reason-{party}"))
        for party in [
            touched.party
            for touched in change_notices.outdated_agreements(sent.visitor.paraaf, sent.visitor.dossier.id)
        ]
        if (choice := sent.text(f"choice-{party}")) in list(ChangeChoice)
    ]
    faults = [] if given else [FieldFault("changes", "owner.fault.changes")]
    return _do(
        request, sent, faults, lambda key, by: change_notices.decide_changes(sent.visitor.paraaf, key, given, by=by)
    )


@router.post("/discussed")
def discussed(request: Request, sent: OwnerSent) -> Response:
    """Record what was said in the discussion with the minister."""
    note = sent.text("note")
    faults = [] if note.strip() else [FieldFault("discussed-note", "owner.fault.note")]
    return _do(
        request, sent, faults, lambda key, by: decisions.record_discussion(sent.visitor.paraaf, key, by=by, note=note)
    )


@router.post("/hold")
def hold(request: Request, sent: OwnerSent) -> Response:
    """Hold the letter up."""
    reason = sent.text("hold_reason")
    return _do(
        request, sent, reason_faults(sent, "hold"),
        lambda key, by: holds.hold(sent.visitor.paraaf, key, by=by, reason=reason),
    )  # fmt: skip


@router.post("/release")
def release(request: Request, sent: OwnerSent) -> Response:
    """Let a letter that is on hold go on."""
    return _do(request, sent, [], lambda key, by: holds.release(sent.visitor.paraaf, key, by=by))


@router.post("/withdraw")
def withdraw(request: Request, sent: OwnerSent) -> Response:
    """End the letter."""
    faults = reason_faults(sent, "withdraw")
    if not sent.text("confirm"):
        faults.append(FieldFault("withdraw-confirm", "act.fault.confirm"))
    reason = sent.text("withdraw_reason")
    return _do(
        request, sent, faults, lambda key, by: withdrawal.withdraw(sent.visitor.paraaf, key, by=by, reason=reason)
    )


@router.post("/messages/{seq}/settle")
def settle(request: Request, sent: OwnerSent, seq: int) -> Response:
    """Say that a message arrived, or send it again."""
    has_arrived = sent.text("what") == "arrived"
    return _do(
        request, sent, [],
        lambda key, by: outbox.settle(sent.visitor.paraaf, key, seq, has_arrived=has_arrived, by=by),
    )  # fmt: skip


@router.post("/links/{number}/again")
def send_again(request: Request, sent: OwnerSent, number: int) -> Response:
    """Send the message with somebody's link once more."""
    return _do(request, sent, [], lambda key, by: link_admin.send_again(sent.visitor.paraaf, key, number, by=by))


@router.post("/links/{number}/revoke")
def revoke(request: Request, sent: OwnerSent, number: int) -> Response:
    """Make somebody's link open nothing any more."""
    reason = sent.text(f"revoke{number}_reason")
    return _do(
        request, sent, reason_faults(sent, f"revoke{number}"),
        lambda key, by: link_admin.revoke(sent.visitor.paraaf, key, number, by=by, reason=reason),
    )  # fmt: skip


def _do(
    request: Request, sent: VisitorForm, faults: Sequence[FieldFault], act: Callable[[str, str], object]
) -> Response:
    """Do something to the letter and lead back to its page; show what was typed again if it cannot be done."""
    refused = perform(sent, faults, act)
    if refused is not None:
        return _page(request, sent.visitor, refused=refused)
    return RedirectResponse(f"{sent.visitor.home}?done=true", status_code=303)


def _page(request: Request, visitor: Visitor, *, is_done: bool = False, refused: Refusal | None = None) -> Response:
    where = _status(visitor)
    state = where.state
    round_ = state.current_round() if state.stage.parties and not state.dossier.is_over else None
    is_open = round_ is not None and round_.status is RoundStatus.OPEN
    decision = state.current_decision()
    return render(
        request,
        "owner.html",
        status=refused.status if refused else 200,
        **overview(request, visitor, where, base=visitor.home),
        is_done=is_done,
        faults=refused.faults if refused else (),
        refused=refused,
        typed=refused.typed if refused else {},
        to_answer=where.step.kind in TO_ANSWER and not state.hold,
        is_returned=where.step.kind is StepKind.AWAIT_RESUBMISSION,
        open_round=round_ if is_open else None,
        silent=state.unanswered_invitations(round_) if round_ is not None and is_open else [],
        removable=taking_out.removable(state, round_) if round_ is not None and is_open else [],
        addable=parties.addable_parties(visitor.paraaf, state) if is_open else [],
        touched=change_notices.outdated_agreements(visitor.paraaf, state.dossier.id)
        if state.versions and not state.signatures
        else [],
        to_discuss=decision is not None and decision.status is DecisionStatus.DISCUSS and not state.dossier.is_over,
        links=link_admin.list_links(visitor.paraaf, state.dossier.id),
        ended=link_admin.ended(visitor.paraaf, state.dossier.id),
    )


def _status(visitor: Visitor) -> Status:
    return read_status(visitor.paraaf, visitor.dossier.id)
