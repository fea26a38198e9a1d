"""Prefect's server as `make up` and `make demo` run it: for this machine only, and not for the pages of other sites.

Any page in a browser can send requests to a server on the same machine, also under a name of its own that leads there.
Prefect itself looks at neither the name nor where a request comes from; here both are looked at first. A server for
more people stands behind a proxy that does this.
"""

import hashlib
from base64 import b64encode
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LOG_IN = "/paraaf/log-in"
"""The page that logs a browser in; the word stands behind the `#`, which no browser sends."""

_SCRIPT = """
const word = decodeURIComponent(location.hash.slice(1));
if (word) localStorage.setItem("prefect-password", btoa(word));
location.replace("/");
"""
_PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Logging in</title></head>
<body><p>Logging in to Prefect; this needs JavaScript, as Prefect itself does.</p>
<script>{_SCRIPT}</script></body></html>
"""
_POLICY = (
    "default-src 'none'; script-src 'sha256-" + b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode() + "'"
)
_NOT_FOR_OTHERS = [
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class OwnPagesOnly:
    """Answers what is asked under one origin and by its own pages, or by programs; anything else is refused.

    Somebody who types `localhost` is led to the same page under the number of this machine.
    """

    def __init__(self, app: Application, origin: str) -> None:
        self._app = app
        self._origin = origin.encode()
        address = urlsplit(origin)
        self._host = address.netloc.encode()
        self._by_name = f"localhost:{address.port}".encode()
        # Prefect's newer UI asks its makers for settings, also where their reports are switched off.
        self._policy = "; ".join(
            (
                f"connect-src 'self' ws://{address.netloc}",
                "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
                "form-action 'self'",
                "frame-ancestors 'none'",
            )
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        hosts, origins = _values(scope, b"host"), _values(scope, b"origin")
        if hosts == [self._by_name] and not origins and _is_page(scope):
            query = b"?" + scope["query_string"] if scope["query_string"] else b""
            await _answer(send, 307, b"", (b"location", self._origin + scope["raw_path"] + query))
        elif hosts != [self._host]:
            await self._refuse(scope, send, 421, b"This server answers under " + self._origin + b" only.")
        elif any(origin != self._origin for origin in origins):
            await self._refuse(scope, send, 403, b"This server answers no pages but its own.")
        elif scope["type"] == "http" and scope["path"] == LOG_IN:
            policy = (b"content-security-policy", _POLICY.encode())
            await _answer(send, 200, _PAGE.encode(), (b"content-type", b"text/html; charset=utf-8"), policy)
        else:
            await self._app(scope, receive, _with_headers(send, self._policy))

    async def _refuse(self, scope: Scope, send: Send, status: int, why: bytes) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        await _answer(send, status, why, (b"content-type", b"text/plain; charset=utf-8"))


def application() -> Application:
    """Return Prefect's server, as this machine's own pages and programs may use it."""
    from prefect.server.api.server import create_app
    from prefect.settings import PREFECT_UI_URL

    return OwnPagesOnly(create_app(final=True), PREFECT_UI_URL.value())


def _is_page(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and bool(scope["raw_path"].startswith(b"/"))


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key == name]


def _with_headers(send: Send, policy: bytes) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = (b"content-security-policy", policy)
            message["headers"] = [*message.get("headers", ()), own, *_NOT_FOR_OTHERS]
        await send(message)

    return sending


async def _answer(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    length = (b"content-length", str(len(body)).encode())
    everything = [*headers, length, (b"cache-control", b"no-store"), *_NOT_FOR_OTHERS]
    await send({"type": "http.response.start", "status": status, "headers": everything})
    await send({"type": "http.response.body", "body": body})
