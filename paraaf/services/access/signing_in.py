"""Signing in with an account of the organisation: begun, completed, looked at again, ended."""

import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from models.enums import Role
from models.errors import ConfigurationError, NoRole, SignInDenied, SignInFailed
from models.sign_in import SignIn
from paraaf.gateways.identity import AuthorizationRequest, OpenIdProvider
from paraaf.services.app.actor import line_fault
from paraaf.services.app.unit_of_work import App
from paraaf.settings import Settings

__all__ = ["AuthorizationRequest", "begin", "complete", "current", "end", "sign_out_url"]

_MAX_CODE_LENGTH = 4_000
_MAX_PARTY_CODES = 100
"""How many parties somebody can act for."""


def begin(app: App, *, as_another: bool = False) -> AuthorizationRequest:
    """Return where to send somebody to sign in, and what to remember of it; raise `ProviderUnavailable`."""
    return _provider(app).begin(prompt="login" if as_another else "")


def complete(app: App, begun: AuthorizationRequest | None, answer: Mapping[str, str], *, earlier: str = "") -> SignIn:
    """Return the sign-in of whoever came back from the provider with an answer, and end an earlier one in that browser.

    Raises `SignInFailed` if the answer does not belong to what was begun or is not to be trusted, `SignInDenied` if
    it says no, `NoRole` for an account without a role here, `ProviderUnavailable`.
    """
    provider = _provider(app)
    if begun is None or not hmac.compare_digest(begun.state.encode(), answer.get("state", "").encode()):
        raise SignInFailed("sign_in.not_begun_here")
    if "error" in answer:
        raise SignInDenied("sign_in.denied")
    code = answer.get("code", "")
    if not 0 < len(code) <= _MAX_CODE_LENGTH or not code.isprintable():
        raise SignInFailed("sign_in.no_code")
    claims = provider.claims(begun, code, issuer=answer.get("iss", ""))
    with app.work() as work:
        _end(work.session.get(SignIn, earlier) if earlier else None, app)
        return work.add(_described(app, provider, claims))


def current(app: App, sign_in_id: str) -> SignIn | None:
    """Return a sign-in if it still counts."""
    if app.identity is None or not sign_in_id:
        return None
    with app.read() as session:
        sign_in = session.get(SignIn, sign_in_id)
    return sign_in if sign_in is not None and sign_in.is_open(at=app.clock.wall()) else None


def end(app: App, sign_in_id: str) -> None:
    """End a sign-in: all pages that were opened by it close at once. Twice is once."""
    with app.work() as work:
        _end(work.session.get(SignIn, sign_in_id), app)


def sign_out_url(app: App) -> str:
    """Return where somebody signs out at the provider too, and is led back; empty if it offers that nowhere."""
    return _provider(app).sign_out_url(back_to=f"{app.settings.portal_url}/account")


def _end(sign_in: SignIn | None, app: App) -> None:
    if sign_in is not None and sign_in.ended_at is None:
        sign_in.ended_at = app.clock.wall()


def _provider(app: App) -> OpenIdProvider:
    if app.identity is None:
        raise ConfigurationError("sign_in.not_set_up")
    return app.identity


def _described(app: App, provider: OpenIdProvider, claims: Mapping[str, Any]) -> SignIn:
    settings = app.settings
    roles = _roles(settings, claims)
    if not roles:
        raise NoRole("sign_in.no_role")
    address = _address(settings, claims)
    codes = _texts(_claim(claims, settings.oidc_party_claim))[:_MAX_PARTY_CODES] if settings.oidc_party_claim else []
    if not address and not (codes and roles != [Role.OWNER]):
        raise NoRole("sign_in.no_address")
    return SignIn(
        account=f"{provider.issuer} {claims['sub']}",
        name=_name(claims, address),
        address=address,
        roles=[str(role) for role in roles],
        party_codes=codes,
        at=app.clock.wall(),
    )


def _roles(settings: Settings, claims: Mapping[str, Any]) -> list[Role]:
    has = set(_texts(_claim(claims, settings.oidc_roles_claim)))
    wanted = {
        Role.OWNER: settings.oidc_owner_role,
        Role.SECRETARIAT: settings.oidc_secretariat_role,
        Role.SIGN_OFF: settings.oidc_sign_off_role,
    }
    return [role for role, value in wanted.items() if value and value in has]


def _address(settings: Settings, claims: Mapping[str, Any]) -> str:
    """Return the address that the provider vouches for: anybody can type another's as their own somewhere.

    Only in ASCII: in small letters the sign for kelvin is a k, so that others would match somebody's address.
    """
    address = _claim(claims, settings.oidc_email_claim)
    is_verified = settings.oidc_email_is_verified or claims.get("email_verified") is True
    if not is_verified or not isinstance(address, str) or line_fault(address, most=320):
        return ""
    if "@" not in address or not address.isascii():
        return ""
    return address.strip()


def _name(claims: Mapping[str, Any], address: str) -> str:
    """Return how somebody is named on record: by the provider's first name for them that is one."""
    for name in (claims.get("name"), claims.get("preferred_username"), address, claims["sub"]):
        if isinstance(name, str) and name and not line_fault(name):
            return name.strip()
    raise NoRole("sign_in.no_name")


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """Return a claim by its name, or by a path with dots; the name as it is goes first, since it may hold dots."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: Any) -> list[str]:
    """Return the texts of a claim, which may be one text or a list."""
    given: Iterable[Any] = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [each for each in given if isinstance(each, str) and 0 < len(each) <= 200]
