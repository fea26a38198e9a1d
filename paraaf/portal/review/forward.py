"""The page on which somebody who is asked lets a colleague answer."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.enums import LinkPurpose
from models.errors import Fault, InvalidInput
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.rendering import render
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.services.messaging import link_admin

router = APIRouter(prefix="/review/{link_id}/pass-on")

_TEXTS = {
    "name": "passing.fault.name",
    "address": "passing.fault.address",
    "note": "passing.fault.note",
    "link.passed_to_yourself": "passing.fault.address_you",
    "link.colleague_has_one": "passing.fault.address_taken",
    "link.passed_on_too_often": "passing.fault.address_many",
    "link.passed_on_too_often_together": "passing.fault.address_many_together",
}
"""What to say of a fault: by its own words where these are known, else by its place."""


@router.get("")
def show(
    request: Request, visitor: Annotated[Visitor, Depends(visiting(LinkPurpose.REVIEW))], to: int | None = None
) -> Response:
    """Show the form, and to whom the question was passed on before."""
    return _page(request, visitor, to=to)


@router.post("")
def forward(request: Request, sent: Annotated[VisitorForm, Depends(posting(LinkPurpose.REVIEW))]) -> Response:
    """Pass the question on, or show what is wrong with what was typed."""
    visitor = sent.visitor
    typed = {name: sent.text(name) for name in ("name", "address", "note")}
    try:
        link = link_admin.forward(visitor.paraaf, visitor.link.id, **typed)
    except InvalidInput as error:
        return _page(request, visitor, typed=typed, faults=[_in_words(fault) for fault in error.faults])
    return RedirectResponse(f"{visitor.home}/pass-on?to={link.number}", status_code=303)


def _page(
    request: Request,
    visitor: Visitor,
    *,
    to: int | None = None,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[FieldFault] = (),
) -> Response:
    links = link_admin.list_links(visitor.paraaf, visitor.dossier.id)
    passed = [link for link in links if link.passed_on_from == visitor.link.id]
    return render(
        request,
        "pass_on.html",
        status=422 if faults else 200,
        visitor=visitor,
        passed=passed,
        just=next((link for link in passed if link.number == to), None),
        typed=typed or {"name": "", "address": "", "note": ""},
        faults=faults,
    )


def _in_words(fault: Fault) -> FieldFault:
    return FieldFault(fault.place, _TEXTS.get(fault.code) or _TEXTS[fault.place])
