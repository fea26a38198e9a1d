"""The minister's page: read, then sign, return or discuss; a signature is confirmed with a code."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.code import LIFETIME, MOST_TRIES
from models.enums import DecisionStatus, LinkPurpose
from models.errors import AlreadyDone, GatewayError
from paraaf.portal.signing.form import Choice, chosen, faults_of, file_of, forget, keep_choice, shared, to
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.rendering import render
from paraaf.portal.web.visitors import Sent, Visitor, posting, visiting
from paraaf.services.access import one_time_codes
from paraaf.services.access.one_time_codes import Verdict
from paraaf.services.signing import decisions
from paraaf.services.signing.queries import DecisionAsked, read_decision

router = APIRouter(prefix="/decision/{link_id}")

Minister = Annotated[Visitor, Depends(visiting(LinkPurpose.DECISION))]
MinisterSent = Annotated[Sent, Depends(posting(LinkPurpose.DECISION))]

CHOICES = {"sign": "", "return": "deciding.fault.remarks", "discuss": "deciding.fault.topic"}
"""What can be chosen, and what lacking remarks are called where they are needed."""
_DECIDED = (DecisionStatus.SIGNED, DecisionStatus.RETURNED)


@router.get("")
def show(request: Request, visitor: Minister, check: bool = False) -> Response:
    """Show what is asked, who agrees, the note, the letter and the form; the receipt once it was decided."""
    asked = read_decision(visitor.state, visitor.link.about)
    if asked.decision.status in _DECIDED:
        return to(visitor, "/receipt")
    facts = shared(request, visitor, asked.basis, asked.decision.due)
    if not _can_decide(visitor, asked):
        why = "over" if visitor.dossier.is_over else "lapsed"
        return render(request, "decision_closed.html", **facts, asked=asked, why=why, why_values={})
    choice = chosen(visitor)
    return render(
        request,
        "decision.html",
        **facts,
        asked=asked,
        choice=choice,
        choices=tuple(CHOICES),
        asked_again=visitor.state.asked_again(),
        faults=faults_of(choice, CHOICES) if check else (),
    )


@router.post("")
def choose(sent: MinisterSent) -> Response:
    """Keep what was chosen, and go on to the confirmation."""
    return to(sent.visitor, "?check=true" if faults_of(keep_choice(sent), CHOICES) else "/confirm")


@router.get("/confirm")
def confirm(
    request: Request, visitor: Minister, changed: bool = False, wrong: bool = False, over: bool = False,
    empty: bool = False, unsent: bool = False,
) -> Response:  # fmt: skip
    """Show what is going to be recorded, about which text; ask for the code if it is a signature."""
    asked, choice = read_decision(visitor.state, visitor.link.about), chosen(visitor)
    if not _can_decide(visitor, asked) or faults_of(choice, CHOICES):
        return to(visitor)
    code = one_time_codes.sent_code(visitor.paraaf, visitor.link.id) if choice.choice == "sign" else None
    left = MOST_TRIES - code.tries if code else 0
    return render(
        request,
        "decision_confirm.html",
        visitor=visitor,
        asked=asked,
        choice=choice,
        has_changed=changed,
        code=None if unsent else code,
        is_unsent=unsent,
        code_until=code.sent_at + LIFETIME if code else None,
        code_is_over=over or (wrong and code is None),
        faults=_code_faults(wrong=wrong and code is not None, empty=empty, left=left),
    )


@router.post("/code")
def send_code(sent: MinisterSent) -> Response:
    """Send the code with which a signature is confirmed."""
    visitor = sent.visitor
    if not _can_decide(visitor, read_decision(visitor.state, visitor.link.about)):
        return to(visitor)
    try:
        one_time_codes.send_code(visitor.paraaf, visitor.link.id)
    except GatewayError:
        return to(visitor, "/confirm?unsent=true#code-heading")
    return to(visitor, "/confirm#code-heading")


@router.post("/decide")
def decide(sent: MinisterSent) -> Response:
    """Record what was confirmed, and lead to the receipt."""
    visitor = sent.visitor
    asked, choice = read_decision(visitor.state, visitor.link.about), chosen(visitor)
    if asked.decision.status in _DECIDED:
        return to(visitor, "/receipt?already=true")
    if faults_of(choice, CHOICES):
        return to(visitor)
    if sent.text("seen") != choice.digest:
        return to(visitor, "/confirm?changed=true")
    code_to = ""
    if choice.choice == "sign":
        if not sent.text("code").strip():
            return to(visitor, "/confirm?empty=true#code")
        sent_code = one_time_codes.sent_code(visitor.paraaf, visitor.link.id)
        verdict = one_time_codes.check_code(visitor.paraaf, visitor.link.id, sent.text("code"))
        if verdict is not Verdict.RIGHT or sent_code is None:
            return to(visitor, f"/confirm?{verdict}=true#code")
        code_to = sent_code.sent_to
    try:
        _record(visitor, asked, choice, code_to)
    except AlreadyDone:
        return to(visitor, "/receipt?already=true")
    forget(visitor)
    return to(visitor, "/receipt")


@router.get("/receipt")
def receipt(request: Request, visitor: Minister, already: bool = False) -> Response:
    """Show what was recorded: who, when, about which text."""
    asked = read_decision(visitor.state, visitor.link.about)
    if asked.decision.status not in (*_DECIDED, DecisionStatus.DISCUSS):
        return to(visitor)
    facts = shared(request, visitor, asked.basis, asked.decision.due)
    return render(request, "decision_receipt.html", **facts, asked=asked, already=already)


@router.get("/files/{seq}")
def file(visitor: Minister, seq: int) -> Response:
    """Give one of the files that the minister decides on."""
    return file_of(visitor, read_decision(visitor.state, visitor.link.about).basis, seq)


def _record(visitor: Visitor, asked: DecisionAsked, choice: Choice, code_to: str) -> None:
    paraaf, number, link = visitor.paraaf, visitor.dossier.id, visitor.link
    came = decisions.Came(link.about, link.number, code_to)
    if choice.choice == "sign":
        decisions.sign(paraaf, number, by=link.holder, version=asked.decision.version_number, came=came)
    elif choice.choice == "return":
        decisions.return_by_minister(paraaf, number, by=link.holder, remarks=choice.remarks, came=came)
    else:
        decisions.discuss(paraaf, number, by=link.holder, remarks=choice.remarks, came=came)


def _can_decide(visitor: Visitor, asked: DecisionAsked) -> bool:
    return asked.is_open and not visitor.dossier.is_over


def _code_faults(*, wrong: bool, empty: bool, left: int) -> tuple[FieldFault, ...]:
    if wrong:
        return (FieldFault("code", "code.wrong", (("left", left),)),)
    return (FieldFault("code", "code.empty"),) if empty else ()
