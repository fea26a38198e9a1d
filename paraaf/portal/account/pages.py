"""Signing in with an account of the organisation, and the page that lists what is yours then.

These pages exist only where a provider is set. Nobody is led anywhere but to the provider, which the settings name,
and to pages of ours: no address is ever taken from a request.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from models.errors import NotFound, SignInFailed
from models.link import Link
from models.preparation import Preparation
from models.sign_in import SignIn
from paraaf import wording
from paraaf.faults import in_english
from paraaf.portal.letters.overview import label
from paraaf.portal.web.account_sessions import PATH, AccountSessions
from paraaf.portal.web.open_link import address_of
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.sessions import Sessions, home
from paraaf.portal.web.start_visitors import current, path_of
from paraaf.portal.web.visitors import FormNotOursError, SignInNeededError, is_elsewhere
from paraaf.services.access import accounts, rate_limit, signing_in
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import drafts, permissions
from paraaf.services.intake.permissions import AsOwner, ForSecretariat

log = logging.getLogger("paraaf")

router = APIRouter(prefix=PATH)

_OPEN: dict[str, Callable[..., Link]] = {
    "letter": accounts.open_letter,
    "secretariat": accounts.open_secretariat,
    "sign_off": accounts.open_sign_off,
}


@dataclass(frozen=True)
class _Start:
    """One way in which somebody may start letters, and what they prepare there."""

    way: AsOwner | ForSecretariat
    preparations: Sequence[Preparation]

    @property
    def path(self) -> str:
        return path_of(self.way)

    @property
    def code(self) -> str:
        return self.way.code if isinstance(self.way, ForSecretariat) else ""


def signed_in(request: Request) -> SignIn:
    """Return who signed in, for a page or form of theirs; raise `SignInNeededError`."""
    found = current(request)
    if found is None:
        raise SignInNeededError
    return found


SignedIn = Annotated[SignIn, Depends(signed_in)]


@router.get("")
def show(request: Request) -> Response:
    """List what belongs to whoever signed in; let anybody else sign in."""
    paraaf: App = request.app.state.paraaf
    sign_in = current(request)
    if sign_in is None:
        return render(request, "sign_in.html")
    language = language_of(request)
    found = accounts.read_account(paraaf, sign_in)
    mine = paraaf.signed_in_as(sign_in)
    starts = [_Start(way, drafts.list_preparations(mine, way)) for way in permissions.ways(mine)]
    sessions: Sessions = request.app.state.sessions
    return render(
        request,
        "account.html",
        sign_in=sign_in,
        account=found,
        starts=starts,
        letters=[(each, label(each, language)) for each in found.letters],
        person=lambda code: wording.person(code, language),
        form_token=sessions.form_token(sign_in.id),
    )


@router.get("/sign-in")
def begin(request: Request, other: bool = False) -> Response:
    """Send somebody to the provider; with `other` to sign in as somebody else there."""
    if is_elsewhere(request):
        # Another site led here. The way to the provider begins at a page of ours, so that its cookies come along.
        return render(request, "sign_in.html")
    paraaf: App = request.app.state.paraaf
    sessions = _sessions(request)
    begun = signing_in.begin(paraaf, as_another=other)
    response = RedirectResponse(begun.url, status_code=303)
    sessions.send_away(response, begun, earlier=sessions.read(request), at=paraaf.clock.wall())
    return response


@router.get("/callback")
def callback(request: Request) -> Response:
    """Take back who signed in at the provider, once, and lead on to what is theirs.

    The page that leads on is ours, so that the browser sends the cookie of the sign-in to the next one: it does not
    while it follows the provider here.
    """
    paraaf: App = request.app.state.paraaf
    sessions = _sessions(request)
    begun, earlier = sessions.back(request, at=paraaf.clock.wall())
    try:
        sign_in = signing_in.complete(paraaf, begun, dict(request.query_params), earlier=earlier)
    except SignInFailed as error:
        if type(error) is SignInFailed:
            rate_limit.count_wrong(paraaf, "sign-in", address_of(request))
        log.warning("A sign-in failed: %s.", in_english(error))
        raise
    response = render(request, "signed_in.html", sign_in=sign_in, leads_to=PATH)
    sessions.forget(response)
    sessions.begin(response, sign_in.id)
    return response


@router.post("/open")
async def open_page(request: Request, sign_in: SignedIn) -> Response:
    """Open one of the things that are listed: begin the session of its pages, and lead there."""
    form = await _form(request, sign_in)
    return await run_in_threadpool(_opened, request, sign_in, form.get("kind", ""), form.get("id", ""))


@router.post("/sign-out")
async def sign_out(request: Request, sign_in: SignedIn) -> Response:
    """End the sign-in, and with it all that it opened."""
    await _form(request, sign_in)
    paraaf: App = request.app.state.paraaf
    await run_in_threadpool(signing_in.end, paraaf, sign_in.id)
    response = RedirectResponse(f"{PATH}/signed-out", status_code=303)
    _sessions(request).end(response)
    return response


@router.get("/signed-out")
def signed_out(request: Request) -> Response:
    """Say that one is signed out here, and lead to the provider to sign out there."""
    return render(request, "signed_out.html", provider=signing_in.sign_out_url(request.app.state.paraaf))


def _opened(request: Request, sign_in: SignIn, kind: str, key: str) -> Response:
    make = _OPEN.get(kind)
    if make is None or len(key) > _MAX_KEY_LENGTH:
        raise NotFound("portal.nothing_here")
    paraaf: App = request.app.state.paraaf
    sessions: Sessions = request.app.state.sessions
    link = make(paraaf.signed_in_as(sign_in), sign_in, key, language_of(request))
    response = RedirectResponse(home(link.purpose, link.id), status_code=303)
    sessions.begin(response, link.purpose, link.id, at=paraaf.clock.wall(), sign_in=sign_in.id)
    return response


async def _form(request: Request, sign_in: SignIn) -> dict[str, str]:
    """Return what was sent from a page of this sign-in; raise `FormNotOursError` for any other form."""
    sessions: Sessions = request.app.state.sessions
    async with request.form(max_files=0, max_fields=_MAX_FIELDS, max_part_size=_MAX_FIELD_LENGTH) as form:
        sent = {name: value for name, value in form.items() if isinstance(value, str)}
    if is_elsewhere(request) or not sessions.is_form_token(sign_in.id, sent.get("form_token", "")):
        raise FormNotOursError
    return sent


_MAX_KEY_LENGTH = 40
_MAX_FIELDS = 10
_MAX_FIELD_LENGTH = 1_000


def _sessions(request: Request) -> AccountSessions:
    sessions: AccountSessions = request.app.state.account_sessions
    return sessions
