"""The portal, put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from paraaf.portal.account import pages as account
from paraaf.portal.letters import answers, figures, owner, secretariat
from paraaf.portal.review import forward
from paraaf.portal.review import pages as review
from paraaf.portal.signing import decision, sign_off
from paraaf.portal.start import pages as starting
from paraaf.portal.start import send
from paraaf.portal.web import error_pages, open_link
from paraaf.portal.web.account_sessions import AccountSessions
from paraaf.portal.web.middleware import BodyLimit, SecurityHeaders, SingleHost
from paraaf.portal.web.sessions import Sessions
from paraaf.portal.web.start_visitors import BY_LINK, SIGNED_IN, with_link, with_whose
from paraaf.services.app.unit_of_work import App
from paraaf.settings import is_this_machine


def starting_pages(prefix: str, holds: Callable[[str], None]) -> APIRouter:
    """Return the pages where letters are started, under an address that holds what `holds` says."""
    pages = APIRouter(prefix=prefix, dependencies=[Depends(holds)])
    for route in (*starting.router.routes, *send.router.routes):
        assert isinstance(route, APIRoute)
        pages.add_api_route(route.path, route.endpoint, methods=sorted(route.methods or ()))
    return pages


STATIC = Path(__file__).parent / "static"
ROUTERS = (
    open_link.router,
    review.router,
    forward.router,
    sign_off.router,
    decision.router,
    secretariat.codes,
    secretariat.router,
    figures.router,
    starting_pages(BY_LINK, with_link),
    owner.codes,
    owner.router,
    answers.router,
)
WITH_ACCOUNTS = (account.router, starting_pages(SIGNED_IN, with_whose))
"""What is there only where people sign in with an account."""


AT_ONCE = 8
"""How many requests a process works on at one time: more threads only wait for each other and for the database."""


@asynccontextmanager
async def _few_at_once(_portal: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def create_portal(paraaf: App) -> FastAPI:
    """Return the portal as an ASGI application; raise `ConfigurationError` if it has no secret."""
    sessions = Sessions(paraaf.settings.portal_key(), is_secure=paraaf.settings.portal_url.startswith("https://"))
    portal = FastAPI(
        title="Paraaf", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=_few_at_once
    )
    portal.state.paraaf = paraaf
    portal.state.sessions = sessions
    portal.state.account_sessions = AccountSessions(paraaf.settings.portal_key(), is_secure=sessions.is_secure)
    for router in (*ROUTERS, *(WITH_ACCOUNTS if paraaf.identity else ())):
        portal.include_router(router)
    portal.mount("/static", StaticFiles(directory=STATIC), name="static")
    error_pages.add_to(portal)
    portal.add_middleware(BodyLimit, most=paraaf.settings.max_upload_mb * 1_000_000 + FOR_TEXT)
    if is_this_machine(paraaf.settings.portal_url):
        portal.add_middleware(SingleHost, host=urlsplit(paraaf.settings.portal_url).netloc)
    portal.add_middleware(SecurityHeaders, is_secure=sessions.is_secure)
    return portal


FOR_TEXT = 4_000_000
"""How many bytes a form may hold beside the largest file."""
