"""Sessions: who opened a link has a signed cookie that opens the pages of that link, and of no other."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, Literal

from itsdangerous import BadSignature, Signer, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from models.enums import LinkPurpose

COOKIE = "paraaf"
CONFIRMED = "paraaf_confirmed"
"""The cookie that says that its holder gave a one-time code."""
LENGTH = timedelta(hours=12)
"""How long after a link was opened its pages can be used, until it is opened again."""

_PARTS = 5
_PARTS_BEFORE = 4
"""Those of a session that began before sessions had an id."""
_CLOCKS_DIFFER = 300
"""Seconds by which the clocks of two machines that serve the portal may differ."""

PREFIXES = {
    LinkPurpose.REVIEW: "review",
    LinkPurpose.SIGN_OFF: "sign-off",
    LinkPurpose.DECISION: "decision",
    LinkPurpose.OWNER: "letter",
    LinkPurpose.SECRETARIAT: "secretariat",
}
"""Under which path the pages of each kind of link stand."""


class SessionMissingError(Exception):
    """There is no session for this page, or it is over; `is_over` says that it once was one."""

    def __init__(self, *, is_over: bool) -> None:
        super().__init__("no session")
        self.is_over = is_over


def home(purpose: LinkPurpose, link_id: str) -> str:
    """Return the path under which the pages of a link stand; its cookie is sent to them alone."""
    return f"/{PREFIXES[purpose]}/{link_id}"


class Sessions:
    """Begins and reads sessions, and makes the tokens by which a form is known to come from one of our pages."""

    def __init__(self, secret: str, *, is_secure: bool) -> None:
        self.is_secure = is_secure
        self._signed = URLSafeSerializer(
            secret, salt="paraaf session", signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
        )
        self._confirmed = URLSafeSerializer(
            secret, salt="paraaf code", signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256}
        )
        self._forms = Signer(secret, salt="paraaf form", key_derivation="hmac", digest_method=hashlib.sha256)

    def begin(self, response: Response, purpose: LinkPurpose, link_id: str, *, at: datetime, sign_in: str = "") -> None:
        """Put the cookie of a new session on a response; with `sign_in` it ends with that sign-in."""
        self._put(response, COOKIE, self._signed, purpose, link_id, at, sign_in)

    def confirm(self, response: Response, purpose: LinkPurpose, link_id: str, *, at: datetime) -> None:
        """Put a cookie on a response that says that the holder of this session gave a one-time code."""
        self._put(response, CONFIRMED, self._confirmed, purpose, link_id, at)

    def is_confirmed(self, request: Request, purpose: LinkPurpose, link_id: str, *, at: datetime) -> bool:
        """Return whether the holder of this session gave a one-time code, not too long ago."""
        gave = _read(self._confirmed, request.cookies.get(CONFIRMED, ""), purpose, link_id)
        return gave is not None and gave - _CLOCKS_DIFFER <= at.timestamp() < gave + LENGTH.total_seconds()

    def _put(
        self,
        response: Response,
        name: str,
        signed: URLSafeSerializer,
        purpose: LinkPurpose,
        link_id: str,
        at: datetime,
        sign_in: str = "",
    ) -> None:
        text = dumped(signed, [purpose.value, link_id, int(at.timestamp()), sign_in, secrets.token_hex(16)])
        # Whoever follows a link in their mail comes from elsewhere; whoever signed in comes from a page of ours.
        same: Literal["strict", "lax"] = "strict" if sign_in else "lax"
        path = home(purpose, link_id)
        response.set_cookie(name, text, path=path, httponly=True, samesite=same, secure=self.is_secure)

    def check(self, request: Request, purpose: LinkPurpose, link_id: str, *, at: datetime) -> None:
        """Raise `SessionMissingError` unless the request has a session of this link."""
        began = self._began(request, purpose, link_id)
        if began is None:
            raise SessionMissingError(is_over=False)
        if not began - _CLOCKS_DIFFER <= at.timestamp() < began + LENGTH.total_seconds():
            raise SessionMissingError(is_over=True)

    def sign_in_of(self, request: Request, purpose: LinkPurpose, link_id: str) -> str:
        """Return the id of the sign-in by which the session of this link began; empty if it was by the link."""
        content = _content(self._signed, request.cookies.get(COOKIE, ""), purpose, link_id)
        return str(content[3]) if content is not None else ""

    def id_of(self, request: Request, purpose: LinkPurpose, link_id: str) -> str:
        """Return the id of the session of this link; empty for one that has none."""
        content = _content(self._signed, request.cookies.get(COOKIE, ""), purpose, link_id)
        return str(content[4]) if content is not None and len(content) == _PARTS else ""

    def is_ours(self, request: Request, purpose: LinkPurpose, link_id: str) -> bool:
        """Return whether the request has a session of this link, be it over."""
        return self._began(request, purpose, link_id) is not None

    def _began(self, request: Request, purpose: LinkPurpose, link_id: str) -> int | None:
        return _read(self._signed, request.cookies.get(COOKIE, ""), purpose, link_id)

    def form_token(self, link_id: str) -> str:
        """Return what each form of a link's pages carries: nobody else can work it out."""
        return self._forms.get_signature(link_id.encode()).decode()

    def is_form_token(self, link_id: str, token: str) -> bool:
        """Return whether a form came from one of the link's own pages."""
        return hmac.compare_digest(self.form_token(link_id).encode(), token.encode())


def dumped(signed: URLSafeSerializer, content: Any) -> str:
    """Return what stands in a cookie."""
    value = signed.dumps(content)
    return value if isinstance(value, str) else value.decode()


def _read(signed: URLSafeSerializer, cookie: str, purpose: LinkPurpose, link_id: str) -> int | None:
    """Return the moment in a cookie that we signed for this link; None for any other."""
    content = _content(signed, cookie, purpose, link_id)
    return int(content[2]) if content is not None else None


def _content(signed: URLSafeSerializer, cookie: str, purpose: LinkPurpose, link_id: str) -> list[Any] | None:
    try:
        content = signed.loads(cookie)
    except BadSignature:
        return None
    if (
        not isinstance(content, list)
        or len(content) not in (_PARTS, _PARTS_BEFORE)
        or content[:2] != [purpose.value, link_id]
    ):
        return None
    return content
