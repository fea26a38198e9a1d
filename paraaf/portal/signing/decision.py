"""The minister's page: read, then sign, return or discuss; a signature is confirmed with a code."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.enums import LinkPurpose
from paraaf.portal.signing.form import Choice, chosen, to
from paraaf.portal.signing.pages import Pages
from paraaf.portal.web.code_form import LastTry, code_facts, given_code, is_sent
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.services.signing import decisions
from paraaf.services.signing.queries import read_decision

router = APIRouter(prefix="/decision/{link_id}")

Minister = Annotated[Visitor, Depends(visiting(LinkPurpose.DECISION))]
MinisterSent = Annotated[VisitorForm, Depends(posting(LinkPurpose.DECISION))]

PAGES = Pages(
    kind="decision",
    choices={"sign": "", "return": "deciding.fault.remarks", "discuss": "deciding.fault.topic"},
    read=read_decision,
)
_WITH_CODE = "sign"
"""The choice that is confirmed with a code."""


@router.get("")
def show(request: Request, visitor: Minister, check: bool = False) -> Response:
    """Show what is asked, who agrees, the note, the letter and the form; the receipt once it was decided."""
    asked_again, discussions = visitor.state.asked_again(), PAGES.asked(visitor).discussions
    return PAGES.show(request, visitor, check=check, asked_again=asked_again, discussions=discussions, beside=())


@router.post("")
def choose(sent: MinisterSent) -> Response:
    """Keep what was chosen, and go on to the confirmation."""
    return PAGES.choose(sent)


@router.get("/confirm")
def confirm(request: Request, visitor: Minister, tried: LastTry, changed: bool = False) -> Response:
    """Show what is going to be recorded, about which text; ask for the code if it is a signature."""
    needs_code = chosen(visitor).choice == _WITH_CODE
    facts = code_facts(visitor, tried) if needs_code else {}
    return PAGES.confirm(request, visitor, has_changed=changed, needs_code=needs_code, **facts)


@router.post("/code")
def send_code(sent: MinisterSent) -> Response:
    """Send the code with which a signature is confirmed."""
    if not PAGES.can_decide(sent.visitor):
        return to(sent.visitor)
    return to(sent.visitor, "/confirm#code-heading" if is_sent(sent.visitor) else "/confirm?unsent=true#code-heading")


@router.post("/decide")
def decide(sent: MinisterSent) -> Response:
    """Record what was confirmed, and lead to the receipt."""
    visitor, code_to = sent.visitor, ""
    if elsewhere := PAGES.elsewhere(sent):
        return elsewhere
    if chosen(visitor).choice == _WITH_CODE:
        given = given_code(sent)
        if given.fault:
            return to(visitor, f"/confirm?{given.fault}=true#code")
        code_to = given.sent_to
    return PAGES.decide(visitor, lambda choice: _record(visitor, choice, code_to))


@router.get("/receipt")
def receipt(request: Request, visitor: Minister, already: bool = False) -> Response:
    """Show what was recorded: who, when, about which text."""
    return PAGES.receipt(request, visitor, already=already, signature=PAGES.asked(visitor).signature)


@router.get("/files/{seq}")
def file(visitor: Minister, seq: int) -> Response:
    """Give one of the files that the minister decides on."""
    return PAGES.file(visitor, seq)


def _record(visitor: Visitor, choice: Choice, code_to: str) -> None:
    paraaf, number, link = visitor.paraaf, visitor.dossier.id, visitor.link
    came = decisions.DecisionProvenance(link.about, link.number, code_to)
    if choice.choice == "sign":
        version = PAGES.asked(visitor).decision.version_number
        decisions.sign(paraaf, number, by=link.holder, version=version, provenance=came)
    elif choice.choice == "return":
        decisions.return_by_minister(paraaf, number, by=link.holder, remarks=choice.remarks, provenance=came)
    else:
        decisions.discuss(paraaf, number, by=link.holder, remarks=choice.remarks, provenance=came)
