"""Accounts of the organisation: signing in at its OpenID provider.

The authorization code flow of OpenID Connect Core 1.0 with PKCE (RFC 7636), by Authlib. What the provider says is
believed only if its keys signed it, for this client, in answer to this sign-in, just now. Nothing of it is logged.
"""

import secrets
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, SecretStr, ValidationError

from models.errors import ProviderUnavailable, SignInFailed
from paraaf.settings import is_safe_url

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
"""How a token may be signed: with a key that only the provider has, so never with the client's own secret."""
CLOCK_TOLERANCE = 60
"""Seconds by which the provider's clock and ours may differ."""

_CACHE_SECONDS = 600.0
"""Seconds for which what the provider says of itself is kept."""
_KEY_REFRESH_SECONDS = 10.0
"""Seconds after which its keys are asked for again for the sake of one that we do not know."""
_MAX_SUB_LENGTH = 255
"""How long the name of an account may be (Core 1.0, 2)."""
_BACKOFF_SECONDS = 5.0
"""Seconds for which a provider that did not answer is not asked again, so that nobody else waits for it."""


class Provider(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    end_session_endpoint: str = ""
    id_token_signing_alg_values_supported: list[str] = list(ALGORITHMS)
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False

    @property
    def auth_method(self) -> str:
        """How it wants to be given the client's secret."""
        offered = self.token_endpoint_auth_methods_supported
        return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"


@dataclass(frozen=True)
class AuthorizationRequest:
    """A sign-in that somebody was sent away for, and what has to be the same when they come back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass
class _Cached:
    """Something that the provider said, and when."""

    value: Any = None
    at: float = field(default=float("-inf"))

    def is_older_than(self, seconds: float) -> bool:
        return time.monotonic() - self.at > seconds


class OpenIdProvider:
    """The organisation's provider of accounts. It is asked for nothing before somebody signs in."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: SecretStr, *, scopes: str, redirect_uri: str, timeout: float
    ) -> None:
        self.issuer, self.client_id, self._secret = issuer, client_id, client_secret
        self._scopes, self._redirect_uri, self._timeout = scopes, redirect_uri, timeout
        self._provider, self._keys, self._lock = _Cached(), _Cached(), Lock()
        self._was_down = _Cached()

    def begin(self, *, prompt: str = "") -> AuthorizationRequest:
        """Return where to send somebody to sign in; raise `ProviderUnavailable`.

        With `prompt="login"` the provider asks who it is, also of somebody who is signed in there.
        """
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        more = {"prompt": prompt} if prompt else {}
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self._about().authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier, **more
            )
        return AuthorizationRequest(url, state, nonce, verifier)

    def claims(self, begun: AuthorizationRequest, code: str, *, issuer: str = "") -> dict[str, Any]:
        """Return what the provider says of whoever came back with a code: the claims of its ID token and user info.

        `issuer` is who sent them back, as they say (RFC 9207). Raises `SignInFailed` with the reason if the
        provider does not take the code, or for anything in its answer that cannot be trusted, and
        `ProviderUnavailable`.
        """
        about = self._about()
        if issuer != self.issuer and (issuer or about.authorization_response_iss_parameter_supported):
            raise SignInFailed("sign_in.other_provider")
        with self._client() as client:
            token = self._exchange(client, about, begun, code)
            claims = self._checked(about, token, begun)
            if about.userinfo_endpoint:
                claims = self._user_info(client, about, claims) | claims
        return claims

    def sign_out_url(self, *, back_to: str) -> str:
        """Return where somebody can sign out at the provider too; empty if it offers that nowhere, or is down."""
        try:
            end = self._about().end_session_endpoint
        except ProviderUnavailable:
            return ""
        asked = urlencode({"client_id": self.client_id, "post_logout_redirect_uri": back_to})
        return f"{end}{'&' if '?' in end else '?'}{asked}" if end else ""

    def _client(self) -> OAuth2Session:
        return OAuth2Session(
            self.client_id,
            self._secret.get_secret_value(),
            scope=self._scopes,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            default_timeout=self._timeout,
        )

    def _exchange(
        self, client: OAuth2Session, about: Provider, begun: AuthorizationRequest, code: str
    ) -> Mapping[str, Any]:
        method = about.auth_method
        client.token_endpoint_auth_method = _basic if method == "client_secret_basic" else method
        with _asking("sign_in.code_not_taken"):
            token: Mapping[str, Any] = client.fetch_token(
                about.token_endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=begun.verifier,
                allow_redirects=False,
            )
        if not isinstance(token.get("id_token"), str) or not isinstance(token.get("access_token"), str):
            raise SignInFailed("sign_in.no_id_token")
        return token

    def _checked(self, about: Provider, token: Mapping[str, Any], begun: AuthorizationRequest) -> dict[str, Any]:
        """Return the claims of an ID token that is what it has to be (OpenID Connect Core 1.0, 3.1.3.7)."""
        allowed = [each for each in ALGORITHMS if each in about.id_token_signing_alg_values_supported]
        try:
            try:
                decoded = jwt.decode(token["id_token"], self._key_set(about), algorithms=allowed)
            except (JoseError, ValueError):
                # The provider may have begun to sign with a new key.
                decoded = jwt.decode(
                    token["id_token"], self._key_set(about, older_than=_KEY_REFRESH_SECONDS), algorithms=allowed
                )
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                options={
                    "iss": {"essential": True, "value": self.issuer},
                    "aud": {"essential": True, "value": self.client_id},
                    "sub": {"essential": True},
                    "nonce": {"essential": True, "value": begun.nonce},
                },
                params={"nonce": begun.nonce, "client_id": self.client_id, "access_token": token["access_token"]},
            )
            claims.validate(leeway=CLOCK_TOLERANCE)
        except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError) as error:
            raise SignInFailed("sign_in.token_not_trusted", reason=_why(error)) from None
        if (
            not isinstance(claims["sub"], str)
            or not claims["sub"].isprintable()
            or len(claims["sub"]) > _MAX_SUB_LENGTH
        ):
            raise SignInFailed("sign_in.token_names_nobody")
        return dict(claims)

    def _user_info(self, client: OAuth2Session, about: Provider, claims: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the provider tells more of somebody; it must be the same one (Core 1.0, 5.3.2)."""
        with _asking("sign_in.user_info_refused"):
            response = client.get(about.userinfo_endpoint, allow_redirects=False)
            response.raise_for_status()
            info = response.json()
        if not isinstance(info, dict) or info.get("sub") != claims["sub"]:
            raise SignInFailed("sign_in.about_somebody_else")
        return info

    def _about(self) -> Provider:
        with self._lock:
            if self._provider.is_older_than(_CACHE_SECONDS):
                if not self._was_down.is_older_than(_BACKOFF_SECONDS):
                    raise ProviderUnavailable("provider.no_answer")
                self._was_down = _Cached(at=time.monotonic())
                self._provider = _Cached(self._discovered(), time.monotonic())
                self._was_down = _Cached()
            about: Provider = self._provider.value
            return about

    def _discovered(self) -> Provider:
        said = self._json(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            about = Provider.model_validate(said)
        except ValidationError:
            raise ProviderUnavailable("provider.no_place_to_sign_in") from None
        if about.issuer != self.issuer:
            raise ProviderUnavailable("provider.another_issuer")
        places = [about.authorization_endpoint, about.token_endpoint, about.jwks_uri]
        places += filter(None, [about.userinfo_endpoint, about.end_session_endpoint])
        if not all(is_safe_url(place) for place in places):
            raise ProviderUnavailable("provider.not_https")
        return about

    def _key_set(self, about: Provider, *, older_than: float = _CACHE_SECONDS) -> KeySet:
        with self._lock:
            if self._keys.is_older_than(older_than):
                said = self._json(about.jwks_uri)
                try:
                    self._keys = _Cached(KeySet.import_key_set(said), time.monotonic())
                except (JoseError, ValueError, KeyError, TypeError):
                    raise ProviderUnavailable("provider.no_keys") from None
            keys: KeySet = self._keys.value
            return keys

    def _json(self, url: str) -> Any:
        try:
            response = requests.get(url, timeout=self._timeout, allow_redirects=False)
            response.raise_for_status()
            return response.json()
        except (requests.RequestException, ValueError):
            raise ProviderUnavailable("provider.no_answer") from None


def _basic(
    client: Any, _method: str, uri: str, headers: MutableMapping[str, str], body: Any
) -> tuple[str, MutableMapping[str, str], Any]:
    """Name the client with its secret in HTTP Basic, each encoded as in a form first (RFC 6749, 2.3.1).

    Authlib's own sends them as they are, so that a provider reads `+` as a space and `%41` as `A`. A space is `%20`
    here, which every provider takes back; `+` some do not.
    """
    parts = (quote(part, safe="") for part in (client.client_id, client.client_secret))
    headers["Authorization"] = f"Basic {b64encode(':'.join(parts).encode('ascii')).decode('ascii')}"
    return uri, headers, body


@contextmanager
def _asking(refused: str) -> Iterator[None]:
    """Tell that the provider refused from that it did not answer; never in the words of either, which hold secrets."""
    try:
        yield
    except AuthlibBaseError:
        raise SignInFailed(refused) from None
    except requests.HTTPError as error:
        if error.response is not None and error.response.status_code < 500:
            raise SignInFailed(refused) from None
        raise ProviderUnavailable("provider.no_answer") from None
    except (requests.RequestException, ValueError):
        raise ProviderUnavailable("provider.no_answer") from None


def _why(error: Exception) -> str:
    """Return what is wrong with a token in a few words, none of them from the token."""
    claim = getattr(error, "claim", None)
    known = claim if claim in ("iss", "aud", "exp", "nbf", "iat", "nonce", "azp", "at_hash", "sub") else ""
    return f"{type(error).__name__} {known}".strip()
