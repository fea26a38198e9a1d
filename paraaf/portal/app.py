"""The portal, put together."""

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from paraaf.portal import answering, decision, opening, owner, passing, refusals, review, secretariat, sign_off
from paraaf.portal.guards import BodyLimit, Guard
from paraaf.portal.sessions import Sessions
from paraaf.services.context import App

STATIC = Path(__file__).parent / "static"
ROUTERS = (
    opening.router,
    review.router,
    passing.router,
    sign_off.router,
    decision.router,
    secretariat.codes,
    secretariat.router,
    owner.codes,
    owner.router,
    answering.router,
)


def create_portal(paraaf: App) -> FastAPI:
    """Return the portal as an ASGI application; raise `ConfigurationError` if it has no secret."""
    sessions = Sessions(paraaf.settings.portal_key(), is_secure=paraaf.settings.portal_url.startswith("https://"))
    portal = FastAPI(title="Paraaf", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    portal.state.paraaf = paraaf
    portal.state.sessions = sessions
    portal.state.attempts = opening.Attempts()
    for router in ROUTERS:
        portal.include_router(router)
    portal.mount("/static", StaticFiles(directory=STATIC), name="static")
    refusals.add_to(portal)
    portal.add_middleware(BodyLimit, most=paraaf.settings.max_upload_mb * 1_000_000 + FOR_TEXT)
    portal.add_middleware(Guard, is_secure=sessions.is_secure)
    return portal


FOR_TEXT = 4_000_000
"""How many bytes a form may hold beside the largest file."""
