"""The page that asks the owner and the secretariat for a one-time code before their pages open."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.enums import LinkPurpose
from paraaf.portal.web.code_form import LastTry, code_facts, given_code, is_sent
from paraaf.portal.web.rendering import render
from paraaf.portal.web.sessions import PREFIXES, Sessions
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting


def code_pages(purpose: LinkPurpose) -> APIRouter:
    """Return the pages on which the holder of such a link asks for a code and gives it."""
    router = APIRouter(prefix=f"/{PREFIXES[purpose]}/{{link_id}}")
    Holder = Annotated[Visitor, Depends(visiting(purpose, before_code=True))]  # noqa: N806 - it is a type
    HolderSent = Annotated[VisitorForm, Depends(posting(purpose, before_code=True))]  # noqa: N806

    @router.get("/code")
    def show(request: Request, visitor: Holder, tried: LastTry) -> Response:
        """Say where the code goes, or ask for it."""
        return render(request, "code.html", visitor=visitor, **code_facts(visitor, tried))

    @router.post("/code")
    def send(sent: HolderSent) -> Response:
        """Send a code."""
        return _to(sent.visitor, "/code" if is_sent(sent.visitor) else "/code?unsent=true")

    @router.post("/confirm")
    def confirm(request: Request, sent: HolderSent) -> Response:
        """Open the pages of the link to whoever gives the code."""
        visitor = sent.visitor
        if fault := given_code(sent).fault:
            return _to(visitor, f"/code?{fault}=true")
        sessions: Sessions = request.app.state.sessions
        response = _to(visitor, "")
        sessions.confirm(response, purpose, visitor.link.id, at=visitor.paraaf.clock.wall())
        return response

    return router


def _to(visitor: Visitor, where: str) -> Response:
    return RedirectResponse(f"{visitor.home}{where}", status_code=303)
