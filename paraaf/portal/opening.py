"""The first pages: what a link opens, and what somebody without one sees."""

from fastapi import APIRouter, Request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from models.errors import LinkNotValid
from paraaf.portal.rendering import render
from paraaf.portal.sessions import Sessions, home
from paraaf.services import links
from paraaf.services.context import App

router = APIRouter()


class TooManyAttemptsError(Exception):
    """Too many wrong links were tried from one address."""


class Attempts:
    """Counts the wrong links that were tried from each address, in this process.

    A token has 256 bits: nobody finds one by trying. The limit keeps those who try from being a nuisance.
    """

    def __init__(self) -> None:
        self._most = parse("30/15minutes")
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, address: str) -> None:
        """Raise `TooManyAttemptsError` if nothing is tried from this address for a while."""
        if not self._limiter.test(self._most, address):
            raise TooManyAttemptsError

    def count(self, address: str) -> None:
        """Note a wrong link."""
        self._limiter.hit(self._most, address)


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
    """Begin a session for the holder of a link, and lead to its page: an address without the token."""
    paraaf: App = request.app.state.paraaf
    sessions: Sessions = request.app.state.sessions
    attempts: Attempts = request.app.state.attempts
    address = address_of(request)
    attempts.check(address)
    try:
        link = links.open_link(paraaf, token)
    except LinkNotValid:
        attempts.count(address)
        raise
    response = RedirectResponse(home(link.purpose, link.id), status_code=303)
    sessions.begin(response, link.purpose, link.id, at=paraaf.clock.wall())
    return response


def address_of(request: Request) -> str:
    """Return from which address a request comes."""
    return request.client.host if request.client else ""
