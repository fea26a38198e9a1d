"""The page of an official on the sign-off route: read, sign off or return, and a receipt."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.enums import LinkPurpose, SignOffStatus
from models.errors import AlreadyDone
from paraaf.portal.signing.form import chosen, faults_of, file_of, forget, keep_choice, shared, to
from paraaf.portal.web.rendering import render
from paraaf.portal.web.visitors import Sent, Visitor, posting, visiting
from paraaf.services.signing import sign_offs
from paraaf.services.signing.queries import SignOffAsked, read_sign_off

router = APIRouter(prefix="/sign-off/{link_id}")

Official = Annotated[Visitor, Depends(visiting(LinkPurpose.SIGN_OFF))]
OfficialSent = Annotated[Sent, Depends(posting(LinkPurpose.SIGN_OFF))]

CHOICES = {"sign_off": "", "return": "deciding.fault.remarks"}
"""What can be chosen, and what lacking remarks are called where they are needed."""
_DECIDED = (SignOffStatus.SIGNED_OFF, SignOffStatus.RETURNED)


@router.get("")
def show(request: Request, visitor: Official, check: bool = False) -> Response:
    """Show what is asked, the letter, the note and the form; the receipt once it was decided."""
    asked = read_sign_off(visitor.state, visitor.link.about)
    if asked.place.status in _DECIDED:
        return to(visitor, "/receipt")
    if not _can_decide(visitor, asked):
        why = "over" if visitor.dossier.is_over else asked.place.status.value
        told = {"by": asked.place.by, "reason": asked.place.remarks} if why == "skipped" else {}
        facts = shared(request, visitor, asked.basis, asked.due)
        return render(request, "sign_off_closed.html", **facts, asked=asked, why=why, why_values=told)
    choice = chosen(visitor)
    return render(
        request,
        "sign_off.html",
        **shared(request, visitor, asked.basis, asked.due),
        asked=asked,
        choice=choice,
        choices=tuple(CHOICES),
        beside=_beside(asked),
        faults=faults_of(choice, CHOICES) if check else (),
    )


@router.post("")
def choose(sent: OfficialSent) -> Response:
    """Keep what was chosen, and go on to the confirmation."""
    return to(sent.visitor, "?check=true" if faults_of(keep_choice(sent), CHOICES) else "/confirm")


@router.get("/confirm")
def confirm(request: Request, visitor: Official, changed: bool = False) -> Response:
    """Show what is going to be recorded, about which text, and ask whether that is right."""
    asked, choice = read_sign_off(visitor.state, visitor.link.about), chosen(visitor)
    if not _can_decide(visitor, asked) or faults_of(choice, CHOICES):
        return to(visitor)
    return render(request, "sign_off_confirm.html", visitor=visitor, asked=asked, choice=choice, has_changed=changed)


@router.post("/decide")
def decide(sent: OfficialSent) -> Response:
    """Record what was confirmed, and lead to the receipt."""
    visitor = sent.visitor
    asked, choice = read_sign_off(visitor.state, visitor.link.about), chosen(visitor)
    if asked.place.status in _DECIDED:
        return to(visitor, "/receipt?already=true")
    if faults_of(choice, CHOICES):
        return to(visitor)
    if sent.text("seen") != choice.digest:
        return to(visitor, "/confirm?changed=true")
    record = sign_offs.sign_off if choice.choice == "sign_off" else sign_offs.return_sign_off
    link = visitor.link
    try:
        record(
            visitor.paraaf,
            visitor.dossier.id,
            party=link.acts_for,
            by=link.holder,
            remarks=choice.remarks,
            about=link.about,
            link=link.number,
        )
    except AlreadyDone:
        return to(visitor, "/receipt?already=true")
    forget(visitor)
    return to(visitor, "/receipt")


@router.get("/receipt")
def receipt(request: Request, visitor: Official, already: bool = False) -> Response:
    """Show what was recorded: who, when, about which text."""
    asked = read_sign_off(visitor.state, visitor.link.about)
    if asked.place.status not in _DECIDED:
        return to(visitor)
    facts = shared(request, visitor, asked.basis, asked.due)
    return render(request, "sign_off_receipt.html", **facts, asked=asked, already=already)


@router.get("/files/{seq}")
def file(visitor: Official, seq: int) -> Response:
    """Give one of the files that the official decides on."""
    return file_of(visitor, read_sign_off(visitor.state, visitor.link.about).basis, seq)


def _can_decide(visitor: Visitor, asked: SignOffAsked) -> bool:
    return asked.is_open and not visitor.dossier.is_over


def _beside(asked: SignOffAsked) -> tuple[str, ...]:
    """Return who is asked at the same time."""
    mine = asked.place
    return tuple(each.party_name for each in asked.basis.walk if each.turn == mine.turn and each.id != mine.id)
