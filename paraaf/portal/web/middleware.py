"""What stands around every page: headers, a limit to what is taken in, and no error without a page."""

import logging
import os

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paraaf.portal.web.rendering import render

log = logging.getLogger("paraaf")

_CONTENT = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
WITH_SCRIPT = f"{_CONTENT}; script-src 'self'"
"""The policy of a page with a script of ours: a file of its own, and no other."""
HEADERS = {
    "Content-Security-Policy": _CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_POLICY = "Content-Security-Policy"
_CAN_BE_KEPT = "public, max-age=86400"


class SecurityHeaders:
    """Puts the security headers on every answer, and a page in the place of every unexpected error."""

    def __init__(self, app: ASGIApp, *, is_secure: bool) -> None:
        self.app = app
        self.headers = HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if is_secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                headers = MutableHeaders(scope=message)
                is_static = scope["path"].startswith("/static/") and message["status"] in (200, 304)
                headers["Cache-Control"] = _CAN_BE_KEPT if is_static else "no-store"
                for name, value in self.headers.items():
                    if name != _POLICY or headers.get(name) != WITH_SCRIPT:
                        headers[name] = value
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:
            # Neither the path nor the error's own words: a token or somebody's text may be in them.
            log.error("The portal met an unexpected %s while it answered a %s.", type(error).__name__, scope["method"])
            if os.environ.get("PARAAF_DEBUG"):
                log.exception("Where it came from:")
            if has_begun:
                raise
            response = render(Request(scope), "refused.html", status=500, refusal="unexpected", typed=())
            await response(scope, receive, send_with_headers)


class SingleHost:
    """Refuses what is asked under another name than the portal's own, but for its sign of life.

    For a portal on somebody's own machine: any site can have a name that leads there, and its page would then pass for
    one of the portal's. Elsewhere the server in front looks at the name, and may pass on another one.
    """

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_right = scope["type"] == "lifespan" or Headers(scope=scope).getlist("host") == [self.host]
        if is_right or scope["path"] == "/health":
            await self.app(scope, receive, send)
            return
        response = PlainTextResponse(f"This portal answers under http://{self.host} only.", status_code=421)
        await response(scope, receive, send)


class BodyTooLargeError(Exception):
    """More was sent than is taken in."""


class BodyLimit:
    """Refuses what is larger than a form with its file can be, without keeping it.

    The rest is read and thrown away, up to four times the limit: a browser shows the answer only once it sent all.
    """

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        taken = 0

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken <= self.most:
                return message
            while message.get("more_body") and taken <= 4 * self.most:
                message = await receive()
                taken += len(message.get("body", b""))
            raise BodyTooLargeError

        await self.app(scope, limited, send)
