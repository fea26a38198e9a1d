"""What somebody sees when something cannot be done: always a page, with what to do next."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models.errors import (
    DomainError,
    GatewayError,
    InvalidInput,
    LinkNotValid,
    NoRole,
    NotFound,
    OwnLetter,
    ProviderUnavailable,
    SignInDenied,
    SignInFailed,
    TooManyAttempts,
    TooManyCodes,
)
from paraaf.portal.web.account_sessions import PATH, AccountSessions
from paraaf.portal.web.middleware import BodyTooLargeError
from paraaf.portal.web.rendering import render
from paraaf.portal.web.sessions import SessionMissingError
from paraaf.portal.web.visitors import CodeNeededError, FormNotOursError, SignInNeededError

_KINDS: tuple[tuple[type[Exception], int, str], ...] = (
    (LinkNotValid, 404, "link"),
    (TooManyAttempts, 429, "attempts"),
    (SessionMissingError, 401, "session"),
    (FormNotOursError, 403, "form"),
    (BodyTooLargeError, 413, "too_large"),
    (NotFound, 404, "not_found"),
    (TooManyCodes, 429, "codes"),
    (DomainError, 409, "not_now"),
    (OwnLetter, 409, "own_letter"),
    (InvalidInput, 422, "not_understood"),
    (GatewayError, 503, "unanswered"),
    (ProviderUnavailable, 503, "provider"),
    (SignInFailed, 400, "sign_in"),
    (SignInDenied, 403, "denied"),
    (NoRole, 403, "no_role"),
    (RequestValidationError, 404, "not_found"),
)
"""Which page, with which status, for which refusal. The refusal's own words are for the command line, and not shown."""


SIGNING_IN = frozenset({"sign_in", "denied", "no_role", "provider"})
"""The refusals of somebody who was signing in; it begins anew after them."""


def add_to(portal: FastAPI) -> None:
    """Let the portal answer each refusal with its page."""
    for kind, status, refusal in _KINDS:
        portal.add_exception_handler(kind, _handler(status, refusal))
    portal.add_exception_handler(HTTPException, _http)
    portal.add_exception_handler(CodeNeededError, _code_needed)
    portal.add_exception_handler(SignInNeededError, _sign_in_needed)


def typed(request: Request) -> list[tuple[str, str]]:
    """Return what somebody typed in the form that is refused, field by field; nothing of what the page itself sent."""
    fields: list[tuple[str, str]] = getattr(request.state, "typed", [])
    return [(name, value) for name, value in fields if value.strip() and name not in _OF_THE_PAGE]


_OF_THE_PAGE = ("form_token", "action", "seen", "version", "shown", "theirs")


def _handler(status: int, refusal: str) -> Callable[[Request, Any], Response]:
    def answer(request: Request, _error: Any) -> Response:
        response = render(request, "refused.html", status=status, refusal=refusal, typed=typed(request))
        if refusal == "attempts":
            response.headers["Retry-After"] = "900"
        if refusal in SIGNING_IN or refusal == "attempts":
            sessions: AccountSessions = request.app.state.account_sessions
            sessions.forget(response)
        return response

    return answer


def _code_needed(request: Request, error: Any) -> Response:
    """Ask for the code; whoever sent a form gets back what was typed."""
    if typed(request):
        return render(request, "refused.html", status=401, refusal="session", typed=typed(request))
    return RedirectResponse(f"{error.home}/code", status_code=303)


def _sign_in_needed(request: Request, _error: Any) -> Response:
    """Let somebody sign in; whoever sent a form gets back what was typed."""
    if typed(request):
        return render(request, "refused.html", status=401, refusal="signed_out", typed=typed(request))
    return RedirectResponse(PATH, status_code=303)


def _http(request: Request, error: Any) -> Response:
    assert isinstance(error, HTTPException)
    refusal = "not_found" if error.status_code in (404, 405) else "not_understood"
    response = render(request, "refused.html", status=error.status_code, refusal=refusal, typed=typed(request))
    response.headers.update(error.headers or {})
    return response
