"""The page that asks the owner and the secretariat for a one-time code before their pages open."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.code import LIFETIME, MOST_TRIES
from models.enums import LinkPurpose
from models.errors import GatewayError
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.rendering import render
from paraaf.portal.web.sessions import PREFIXES, Sessions
from paraaf.portal.web.visitors import Sent, Visitor, posting, visiting
from paraaf.services.access import one_time_codes
from paraaf.services.access.one_time_codes import Verdict


def code_pages(purpose: LinkPurpose) -> APIRouter:
    """Return the pages on which the holder of such a link asks for a code and gives it."""
    router = APIRouter(prefix=f"/{PREFIXES[purpose]}/{{link_id}}")
    Holder = Annotated[Visitor, Depends(visiting(purpose, before_code=True))]  # noqa: N806 - it is a type
    HolderSent = Annotated[Sent, Depends(posting(purpose, before_code=True))]  # noqa: N806

    @router.get("/code")
    def show(
        request: Request, visitor: Holder, wrong: bool = False, over: bool = False, empty: bool = False,
        unsent: bool = False,
    ) -> Response:  # fmt: skip
        """Say where the code goes, or ask for it."""
        code = None if unsent else one_time_codes.sent_code(visitor.paraaf, visitor.link.id)
        faults = []
        if wrong and code:
            faults = [FieldFault("code", "code.wrong", (("left", MOST_TRIES - code.tries),))]
        elif empty:
            faults = [FieldFault("code", "code.empty")]
        return render(
            request,
            "code.html",
            visitor=visitor,
            code=code,
            code_until=code.sent_at + LIFETIME if code else None,
            code_is_over=over or (wrong and code is None),
            is_unsent=unsent,
            faults=faults,
        )

    @router.post("/code")
    def send(sent: HolderSent) -> Response:
        """Send a code."""
        try:
            one_time_codes.send_code(sent.visitor.paraaf, sent.visitor.link.id)
        except GatewayError:
            return _to(sent.visitor, "/code?unsent=true")
        return _to(sent.visitor, "/code")

    @router.post("/confirm")
    def confirm(request: Request, sent: HolderSent) -> Response:
        """Open the pages of the link to whoever gives the code."""
        visitor = sent.visitor
        if not sent.text("code").strip():
            return _to(visitor, "/code?empty=true")
        verdict = one_time_codes.check_code(visitor.paraaf, visitor.link.id, sent.text("code"))
        if verdict is not Verdict.RIGHT:
            return _to(visitor, f"/code?{verdict}=true")
        sessions: Sessions = request.app.state.sessions
        response = _to(visitor, "")
        sessions.confirm(response, purpose, visitor.link.id, at=visitor.paraaf.clock.wall())
        return response

    return router


def _to(visitor: Visitor, where: str) -> Response:
    return RedirectResponse(f"{visitor.home}{where}", status_code=303)
