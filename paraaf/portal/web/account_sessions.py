"""Cookies of whoever signs in with an account: one while they are away at the provider, one when they are back."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from paraaf.portal.web.sessions import dumped
from paraaf.services.access.signing_in import AuthorizationRequest

COOKIE = "paraaf_account"
"""The cookie of whoever is signed in. No other site can have it sent."""
AWAY = "paraaf_away"
"""The cookie of whoever is away at the provider. It has to come along when the provider sends them back."""
PATH = "/account"
TIME_AWAY = timedelta(minutes=15)
"""How long somebody may take to sign in."""


class AccountSessions:
    """Begins, reads and ends what a browser keeps of a sign-in; whether it still counts is asked of the database."""

    def __init__(self, secret: str, *, is_secure: bool) -> None:
        self._is_secure = is_secure
        self._signed_in = _serializer(secret, "paraaf account")
        self._away = _serializer(secret, "paraaf away")

    def begin(self, response: Response, sign_in: str) -> None:
        """Put the cookie of a new sign-in on a response, in the place of any earlier one."""
        response.set_cookie(
            COOKIE, dumped(self._signed_in, sign_in), path=PATH, httponly=True, samesite="strict",
            secure=self._is_secure,
        )  # fmt: skip

    def end(self, response: Response) -> None:
        """Take the cookie of a sign-in from a browser."""
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict", secure=self._is_secure)

    def read(self, request: Request) -> str:
        """Return the id of the sign-in that a request comes with; empty for none."""
        found = _read(self._signed_in, request.cookies.get(COOKIE, ""))
        return found if isinstance(found, str) else ""

    def send_away(self, response: Response, begun: AuthorizationRequest, *, earlier: str, at: datetime) -> None:
        """Let a browser remember what was begun, and the id of the sign-in that it had."""
        content = [begun.state, begun.nonce, begun.verifier, earlier, int(at.timestamp())]
        response.set_cookie(
            AWAY, dumped(self._away, content), path=PATH, httponly=True, samesite="lax", secure=self._is_secure,
            max_age=int(TIME_AWAY.total_seconds()),
        )  # fmt: skip

    def back(self, request: Request, *, at: datetime) -> tuple[AuthorizationRequest | None, str]:
        """Return what was begun, unless it took too long, and the id of the sign-in that the browser had before."""
        content = _read(self._away, request.cookies.get(AWAY, ""))
        if not isinstance(content, list):
            return None, ""
        state, nonce, verifier, earlier, began = content
        if abs(at.timestamp() - began) >= TIME_AWAY.total_seconds():
            return None, earlier
        return AuthorizationRequest("", state, nonce, verifier), earlier

    def forget(self, response: Response) -> None:
        """Take from a browser what was begun: it can be completed once."""
        response.delete_cookie(AWAY, path=PATH, httponly=True, samesite="lax", secure=self._is_secure)


def _serializer(secret: str, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt=salt, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
    )


def _read(signed: URLSafeSerializer, cookie: str) -> Any:
    try:
        return signed.loads(cookie)
    except BadSignature:
        return None
