"""Serving the portal on this machine."""

import uvicorn

from paraaf.portal.app import create_portal
from paraaf.services.context import App

_MOST_AT_ONCE = 200
"""Requests that are answered at one time; others are told to try again."""


def serve(paraaf: App) -> None:
    """Serve the portal until it is told to stop. No request is logged: a path may hold a token."""
    settings = paraaf.settings
    uvicorn.run(
        create_portal(paraaf),
        host=settings.portal_host,
        port=settings.portal_port,
        access_log=False,
        log_level="warning",
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=15,
    )
