"""The first pages: what a link opens, and what somebody without one sees."""

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from models.errors import LinkNotValid, LinkOver
from paraaf.portal.web.rendering import render
from paraaf.portal.web.sessions import Sessions, home
from paraaf.services.access import rate_limit
from paraaf.services.app.unit_of_work import App
from paraaf.services.messaging import links

router = APIRouter()


@router.get("/")
def welcome(request: Request) -> Response:
    """Say that one comes here by a link."""
    return render(request, "home.html")


@router.get("/health")
def health(request: Request) -> Response:
    """Say that the portal and its database answer."""
    paraaf: App = request.app.state.paraaf
    links.probe(paraaf)
    return PlainTextResponse("ok")


@router.api_route("/open/{token}", methods=["GET", "HEAD"])
def open_link(request: Request, token: str) -> Response:
    """Begin a session for the holder of a link, and lead to its page: an address without the token.

    A token has 256 bits: nobody finds one by trying. The limit keeps those who try from being a nuisance; it is for
    wrong tokens alone, since a whole ministry may come from one address.
    """
    paraaf: App = request.app.state.paraaf
    sessions: Sessions = request.app.state.sessions
    try:
        link = links.open_link(paraaf, token)
    except LinkOver:
        raise
    except LinkNotValid:
        rate_limit.count_wrong(paraaf, "link", address_of(request))
        raise
    response = RedirectResponse(home(link.purpose, link.id), status_code=303)
    sessions.begin(response, link.purpose, link.id, at=paraaf.clock.wall())
    return response


def address_of(request: Request) -> str:
    """Return from which address a request comes."""
    return request.client.host if request.client else ""
