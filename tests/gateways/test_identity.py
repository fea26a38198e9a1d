"""What the OpenID provider says is believed only if it is signed, fresh and meant for this sign-in."""

import hashlib
import hmac
import json
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from models.errors import ProviderUnavailable, SignInFailed
from paraaf.gateways import identity
from paraaf.gateways.identity import AuthorizationRequest, OpenIdProvider
from tests.support.refusals import english, refuses
from tests.support.waiting import PATIENCE_SECONDS

if TYPE_CHECKING:
    from tests.support.openid import OpenIdServer

Claims = dict[str, Any]
CLIENT, CLIENT_SECRET = "paraaf", "a secret of the client, long enough to be one"
BACK = "https://paraaf.example.nl/account/callback"


@pytest.fixture
def known(provider: "OpenIdServer") -> OpenIdProvider:
    """The provider as Paraaf knows it, with somebody who has an account there."""
    provider.know("owner", name="O. Eigenaar", email="owner@example.nl", roles=["paraaf-owner"])
    return made(provider)


def made(provider: "OpenIdServer", *, secret: str = CLIENT_SECRET) -> OpenIdProvider:
    """Return the provider as Paraaf knows it."""
    return OpenIdProvider(
        provider.issuer,
        CLIENT,
        SecretStr(secret),
        scopes="openid profile email",
        redirect_uri=BACK,
        timeout=PATIENCE_SECONDS,
    )


def code_for(provider: "OpenIdServer", begun: AuthorizationRequest) -> str:
    """Return the code with which the provider sends somebody back."""
    return parse_qs(urlsplit(provider.visit(begun.url)).query)["code"][0]


def right(provider: "OpenIdServer", nonce: str, /, **changes: Any) -> Claims:
    """Return the claims of an ID token that is right, with changes; None takes one away."""
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": CLIENT, "sub": "owner", "nonce": nonce, "iat": now, "exp": now + 300}
    return {name: value for name, value in (claims | changes).items() if value is not None}


def claims_with(provider: "OpenIdServer", known: OpenIdProvider, make: Callable[[str], Any]) -> Claims:
    """Return what is made of an ID token that is made from the nonce of a sign-in."""
    begun = known.begin()
    code = code_for(provider, begun)
    provider.answers = lambda answer: answer | {"id_token": make(begun.nonce)}
    return known.claims(begun, code)


def test_the_claims_of_the_token_and_the_user_info_are_told(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    begun = known.begin()
    claims = known.claims(begun, code_for(provider, begun))

    assert (claims["sub"], claims["name"], claims["email"]) == ("owner", "O. Eigenaar", "owner@example.nl")
    assert claims["roles"] == ["paraaf-owner"]


def test_the_token_that_the_others_differ_from_is_taken(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    assert claims_with(provider, known, lambda nonce: provider.signed(right(provider, nonce)))["sub"] == "owner"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"iss": "https://login.elders.nl"}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "another client"}, "aud"),
        ({"aud": ["another client"]}, "aud"),
        ({"aud": None}, "aud"),
        ({"aud": [CLIENT, "another client"]}, "azp"),
        ({"aud": [CLIENT, "another client"], "azp": "another client"}, "azp"),
        ({"exp": int(time.time()) - 3600}, "exp"),
        ({"exp": None}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"iat": int(time.time()) + 36_000, "exp": int(time.time()) + 72_000}, "iat"),
        ({"nbf": int(time.time()) + 3600}, "nbf"),
        ({"nonce": "of another sign-in"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": ""}, "nonce"),
        ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
        ({"sub": None}, "sub"),
        ({"sub": ["owner"]}, "names nobody|sub"),
        ({"sub": "o" * 256}, "names nobody"),
        ({"sub": "owner\nsomebody"}, "names nobody"),
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(
    provider: "OpenIdServer", known: OpenIdProvider, changes: Claims, why: str
) -> None:
    with refuses(SignInFailed, match=why):
        claims_with(provider, known, lambda nonce: provider.signed(right(provider, nonce, **changes)))


@pytest.mark.parametrize("kid", ["one", "of the forger"])
def test_a_token_signed_with_another_key_is_refused(provider: "OpenIdServer", known: OpenIdProvider, kid: str) -> None:
    def make(nonce: str) -> str:
        return provider.signed(right(provider, nonce), key=provider.other_key, kid=kid)

    with refuses(SignInFailed, match="not to be trusted"):
        claims_with(provider, known, make)


@pytest.mark.parametrize("what", ["the client's secret", "the public key", "nothing"])
def test_a_token_that_anybody_could_sign_is_refused(provider: "OpenIdServer", known: OpenIdProvider, what: str) -> None:
    public = provider.key.as_pem(private=False)
    secret = {"the client's secret": CLIENT_SECRET.encode(), "the public key": public, "nothing": b""}[what]

    def make(nonce: str) -> str:
        algorithm = "HS256" if secret else "none"
        token = shared({"alg": algorithm, "kid": str(provider.key.kid)}, right(provider, nonce), secret)
        return token if secret else token[: token.rindex(".") + 1]

    with refuses(SignInFailed, match="not to be trusted"):
        claims_with(provider, known, make)


def shared(header: dict[str, str], claims: Claims, secret: bytes) -> str:
    """Return a token signed with a shared secret, whatever it is: the library refuses a public key as one."""

    def encoded(content: bytes) -> str:
        return urlsafe_b64encode(content).decode().rstrip("=")

    signed = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}"
    return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.e30", "." * 50, "é.é.é", None, 7, {"alg": "none"}])
def test_what_is_no_token_is_refused(provider: "OpenIdServer", known: OpenIdProvider, token: Any) -> None:
    with pytest.raises(SignInFailed):
        claims_with(provider, known, lambda _: token)


def test_the_token_of_another_sign_in_is_refused(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    begun = known.begin()
    known.claims(begun, code_for(provider, begun))
    earlier = next(token for token in provider.issued if token.count(".") == 2)

    with refuses(SignInFailed, match="nonce"):
        claims_with(provider, known, lambda _: earlier)


def test_user_info_about_somebody_else_is_refused(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    provider.user_info = {"sub": "somebody else"}
    begun = known.begin()

    with refuses(SignInFailed, match="about somebody else"):
        known.claims(begun, code_for(provider, begun))


def test_what_was_signed_goes_before_user_info(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    provider.user_info = {"roles": ["paraaf-secretariat"]}
    begun = known.begin()

    assert known.claims(begun, code_for(provider, begun))["roles"] == ["paraaf-owner"]


def test_a_code_is_taken_once_and_with_its_own_verifier(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    begun, other = known.begin(), known.begin()
    code = code_for(provider, begun)
    with refuses(SignInFailed, match="the code was not taken"):
        known.claims(other, code)

    known.claims(begun, code)
    with refuses(SignInFailed, match="the code was not taken"):
        known.claims(begun, code)


def test_a_wrong_secret_of_the_client_is_refused(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    wrong = made(provider, secret="another secret")
    begun = wrong.begin()

    with refuses(SignInFailed, match="the code was not taken"):
        wrong.claims(begun, code_for(provider, begun))


ODD = ["a+b/c==", "100%41%", "a:b", "é€ ☃", "~._-", " vooraan", "q&r=s;t#u?v", "\"'\\`<>|^{}[]"]
"""Secrets of which each character comes through."""
ODD_NAME = "https://paraaf.example.nl:8443/a+b%41"


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
@pytest.mark.parametrize("odd", ODD)
def test_any_secret_of_any_client_comes_through(
    provider: "OpenIdServer", monkeypatch: pytest.MonkeyPatch, odd: str, method: str
) -> None:
    provider.know("owner")
    provider.config = {"token_endpoint_auth_methods_supported": [method]}
    clients = provider.provider.clients
    registered = clients[CLIENT] | {"client_secret": odd, "token_endpoint_auth_method": method}
    monkeypatch.setitem(clients, ODD_NAME, registered)
    known = OpenIdProvider(
        provider.issuer, ODD_NAME, SecretStr(odd), scopes="openid", redirect_uri=BACK, timeout=PATIENCE_SECONDS
    )
    begun = known.begin()

    assert known.claims(begun, code_for(provider, begun))["aud"] == [ODD_NAME]


def test_a_secret_goes_in_the_header_encoded_as_in_a_form(
    provider: "OpenIdServer", known: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(
        provider.provider, "handle_token_request", lambda _, headers, __: sent.append(*headers.values())
    )
    known = made(provider, secret="a+b%c:d é")
    begun = known.begin()

    with pytest.raises(ProviderUnavailable):  # there is no answer
        known.claims(begun, code_for(provider, begun))

    assert b64decode(sent[0].removeprefix("Basic ")) == b"paraaf:a%2Bb%25c%3Ad%20%C3%A9"


def test_an_answer_in_the_name_of_another_provider_is_refused(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    begun = known.begin()

    with refuses(SignInFailed, match="another provider"):
        known.claims(begun, code_for(provider, begun), issuer="https://login.elders.nl")


def test_a_provider_that_says_that_it_always_names_itself_has_to(provider: "OpenIdServer") -> None:
    provider.know("owner")
    provider.config = {"authorization_response_iss_parameter_supported": True}
    known = made(provider)
    begun = known.begin()
    code = code_for(provider, begun)

    with refuses(SignInFailed, match="another provider"):
        known.claims(begun, code)
    assert known.claims(begun, code, issuer=provider.issuer)["sub"] == "owner"


@pytest.mark.parametrize(
    "config",
    [
        {"issuer": "https://login.elders.nl"},
        {"authorization_endpoint": "http://login.elders.nl/authorize"},
        {"token_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"end_session_endpoint": "//login.elders.nl"},
        {"token_endpoint": None},
        {"token_endpoint_auth_methods_supported": 7},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_followed(provider: "OpenIdServer", config: Claims) -> None:
    provider.config = config

    with pytest.raises(ProviderUnavailable):
        made(provider).begin()


def test_a_provider_that_does_not_answer_is_let_be_for_a_moment(
    provider: "OpenIdServer", known: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.is_down = True
    with pytest.raises(ProviderUnavailable):
        known.begin()
    provider.is_down = False
    with pytest.raises(ProviderUnavailable):
        known.begin()

    monkeypatch.setattr(identity, "_BACKOFF_SECONDS", 0.0)
    known.begin()


def test_a_provider_that_goes_down_halfway_is_told_from_one_that_refuses(
    provider: "OpenIdServer", known: OpenIdProvider
) -> None:
    begun = known.begin()
    code = code_for(provider, begun)
    provider.is_down = True

    with pytest.raises(ProviderUnavailable):
        known.claims(begun, code)


def test_a_new_key_of_the_provider_is_fetched_when_it_is_used(
    provider: "OpenIdServer", known: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = known.begin()
    known.claims(begun, code_for(provider, begun))
    provider.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"}, private=True)
    provider.start()
    with pytest.raises(SignInFailed):  # it was asked for its keys just now
        claims_with(provider, known, lambda nonce: provider.signed(right(provider, nonce)))

    monkeypatch.setattr(identity, "_KEY_REFRESH_SECONDS", 0.0)
    assert claims_with(provider, known, lambda nonce: provider.signed(right(provider, nonce)))["sub"] == "owner"


def test_a_secret_is_sent_in_the_form_where_the_provider_wants_that(provider: "OpenIdServer") -> None:
    provider.know("owner")
    provider.config = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    provider.provider.clients[CLIENT]["token_endpoint_auth_method"] = "client_secret_post"
    known = made(provider)
    begun = known.begin()
    try:
        assert known.claims(begun, code_for(provider, begun))["sub"] == "owner"
    finally:
        provider.provider.clients[CLIENT]["token_endpoint_auth_method"] = "client_secret_basic"


def test_nothing_that_an_error_says_holds_a_secret(provider: "OpenIdServer", known: OpenIdProvider) -> None:
    begun = known.begin()
    code = code_for(provider, begun)
    provider.answers = lambda answer: {"error": "server_error", "error_description": CLIENT_SECRET + code}

    with pytest.raises(SignInFailed) as refusal:
        known.claims(begun, code)
    assert english(refusal.value) == "the code was not taken"
    assert refusal.value.__cause__ is None
