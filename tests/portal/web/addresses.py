"""The addresses of the portal's pages, by who may open them."""

from collections.abc import Iterator

from fastapi.routing import APIRoute

from paraaf.portal.app import ROUTERS, WITH_ACCOUNTS

FOR_EVERYBODY = {("GET", "/"), ("GET", "/health"), ("GET", "/open/{token}"), ("HEAD", "/open/{token}")}
"""What needs no session: it shows nothing of any letter."""
TO_SIGN_IN = {("GET", f"/account{page}") for page in ("", "/sign-in", "/callback", "/signed-out")}
"""What shows nothing to whoever did not sign in; it is there where people sign in with an account."""
SIGNED_IN = {("POST", "/account/open"), ("POST", "/account/sign-out")}
TO_START = "/account/start/{whose}"
"""Where who signed in starts letters, if their roles permit it."""


def routes() -> Iterator[tuple[str, str]]:
    for router in (*ROUTERS, *WITH_ACCOUNTS):
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for method in route.methods:
                yield method, route.path


STARTING = sorted(each for each in routes() if each[1].startswith(TO_START))
CLOSED = sorted(set(routes()) - FOR_EVERYBODY - TO_SIGN_IN - SIGNED_IN - set(STARTING))
"""The pages of links."""
