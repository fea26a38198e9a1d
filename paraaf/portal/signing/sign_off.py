"""The page of an official on the sign-off route: read, sign off or return, and a receipt."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from models.enums import LinkPurpose
from models.undo import can_undo
from paraaf.portal.signing.form import Choice, to
from paraaf.portal.signing.pages import Pages
from paraaf.portal.web.actions import Refusal, perform, reason_faults
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.services.signing import sign_offs, taking_back
from paraaf.services.signing.queries import SignOffAsked, read_sign_off

router = APIRouter(prefix="/sign-off/{link_id}")

Official = Annotated[Visitor, Depends(visiting(LinkPurpose.SIGN_OFF))]
OfficialSent = Annotated[VisitorForm, Depends(posting(LinkPurpose.SIGN_OFF))]

PAGES = Pages(kind="sign_off", choices={"sign_off": "", "return": "deciding.fault.remarks"}, read=read_sign_off)


@router.get("")
def show(request: Request, visitor: Official, check: bool = False) -> Response:
    """Show what is asked, the letter, the note and the form; the receipt once it was decided."""
    beside = _beside(PAGES.asked(visitor))
    return PAGES.show(request, visitor, check=check, beside=beside, asked_again=(), discussions=())


@router.post("")
def choose(sent: OfficialSent) -> Response:
    """Keep what was chosen, and go on to the confirmation."""
    return PAGES.choose(sent)


@router.get("/confirm")
def confirm(request: Request, visitor: Official, changed: bool = False) -> Response:
    """Show what is going to be recorded, about which text, and ask whether that is right."""
    return PAGES.confirm(request, visitor, has_changed=changed, needs_code=False)


@router.post("/decide")
def decide(sent: OfficialSent) -> Response:
    """Record what was confirmed, and lead to the receipt."""
    return PAGES.elsewhere(sent) or PAGES.decide(sent.visitor, lambda choice: _record(sent.visitor, choice))


@router.get("/receipt")
def receipt(request: Request, visitor: Official, already: bool = False) -> Response:
    """Show what was recorded: who, when, about which text."""
    return _receipt(request, visitor, already=already)


@router.post("/take-back")
def take_back(request: Request, sent: OfficialSent) -> Response:
    """Take the sign-off back, and lead to the form; show what was typed again if it cannot be done."""
    link = sent.visitor.link

    def act(number: str, by: str) -> None:
        taking_back.take_back(
            sent.visitor.paraaf, number, party=link.acts_for, by=by, reason=sent.text("undo_reason"),
            for_party=link.party_code, about=link.about, link=link.number,
        )  # fmt: skip

    refused = perform(sent, reason_faults(sent, "undo"), act)
    return _receipt(request, sent.visitor, refused=refused) if refused else to(sent.visitor)


@router.get("/files/{seq}")
def file(visitor: Official, seq: int) -> Response:
    """Give one of the files that the official decides on."""
    return PAGES.file(visitor, seq)


def _receipt(request: Request, visitor: Visitor, *, already: bool = False, refused: Refusal | None = None) -> Response:
    place = PAGES.asked(visitor).place
    return PAGES.receipt(
        request,
        visitor,
        already=already,
        signature=None,
        can_undo=can_undo(visitor.state, place, by=visitor.link.holder),
        refused=refused,
        faults=refused.faults if refused else (),
        typed=refused.typed if refused else {},
    )


def _record(visitor: Visitor, choice: Choice) -> None:
    record = sign_offs.sign_off if choice.choice == "sign_off" else sign_offs.return_sign_off
    link = visitor.link
    record(
        visitor.paraaf,
        visitor.dossier.id,
        party=link.acts_for,
        by=link.holder,
        remarks=choice.remarks,
        about=link.about,
        link=link.number,
    )


def _beside(asked: SignOffAsked) -> tuple[str, ...]:
    """Return who is asked at the same time."""
    mine = asked.place
    return tuple(each.party_name for each in asked.basis.walk if each.turn == mine.turn and each.id != mine.id)
