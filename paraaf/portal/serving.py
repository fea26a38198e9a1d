"""Serving the portal on this machine."""

import uvicorn

from paraaf.settings import Settings

_WAITING = 2048
"""How many connections may wait until they are taken."""


def serve(application: str, settings: Settings, *, processes: int, fd: int | None = None) -> None:
    """Serve the portal until it is told to stop; `application` names the function that returns it.

    It listens where the settings say, or on the open socket that it is handed. No request is logged: a path may hold a
    token.
    """
    uvicorn.run(
        application,
        factory=True,
        workers=processes,
        host=settings.portal_host,
        port=settings.portal_port,
        fd=fd,
        access_log=False,
        log_level="warning",
        server_header=False,
        backlog=_WAITING,
        timeout_keep_alive=15,
    )
