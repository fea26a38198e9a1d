"""An OpenID provider over HTTP: pyop, which shares no code with the library that Paraaf signs in with.

It knows its client by id, secret and address to come back to, asks for PKCE where a challenge was sent, takes a code
once, and signs its tokens. Who signs in there is said by the test. A test can also have it answer what an honest
provider would not.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.support.waiting import PATIENCE_SECONDS, wait_until

CLIENT, CLIENT_SECRET = "paraaf", "a secret of the client, long enough to be one"


def honest(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as it is."""
    return answer


@dataclass
class OpenIdServer:
    """A provider that is running; what it does is set by its fields, and is honest after `reset`."""

    issuer: str
    back_to: list[str]
    """The addresses of the portals that may send people here."""
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is known of each person: standard claims as user info, all others in the ID token."""
    who: str = ""
    """Who signs in."""
    user_info: dict[str, Any] = field(default_factory=dict)
    """What it tells of somebody beside the truth."""
    denies: bool = False
    is_down: bool = False
    config: dict[str, Any] = field(default_factory=dict)
    """What it says of itself beside the truth."""
    answers: Callable[[dict[str, Any]], dict[str, Any]] = honest
    """What becomes of its answer to a code."""
    asked: list[dict[str, str]] = field(default_factory=list)
    """With what people were sent here."""
    issued: list[str] = field(default_factory=list)
    """Every code and token that it gave away."""

    def __post_init__(self) -> None:
        self.other_key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
        self.start()

    def start(self) -> None:
        """Begin as a provider with nothing going on."""
        # It takes long to import, and most tests need none.
        from jwkest.jwk import RSAKey as ProviderKey
        from pyop.authz_state import AuthorizationState
        from pyop.provider import Provider
        from pyop.subject_identifier import HashBasedSubjectIdentifierFactory
        from pyop.userinfo import Userinfo

        private = self.key.as_dict(private=True)
        about = {
            "issuer": self.issuer.replace("http://", "https://"),
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "scopes_supported": ["openid", "profile", "email"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        client = {
            "client_secret": CLIENT_SECRET,
            "redirect_uris": [f"{place}/account/callback" for place in self.back_to],
            "post_logout_redirect_uris": [f"{place}/account" for place in self.back_to],
            "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_basic",
        }
        self.provider = Provider(
            ProviderKey(**private, alg="RS256"),
            about,
            AuthorizationState(HashBasedSubjectIdentifierFactory("salt of the tests")),
            {CLIENT: client},
            Userinfo(self.people),
        )
        # It would not be an issuer without https, also not on this machine.
        self.provider.configuration_information["issuer"] = self.issuer

    def reset(self) -> None:
        """Be honest, up, and know nobody."""
        self.people.clear()
        self.who, self.denies, self.is_down = "", False, False
        self.config, self.user_info, self.answers = {}, {}, honest
        self.asked.clear()
        self.issued.clear()

    def serve(self, portal: str) -> None:
        """Let a portal at this address send people here too."""
        self.back_to.append(portal)
        self.start()

    def know(self, who: str, *roles: str, **claims: Any) -> None:
        """Know a person with these roles, who signs in from now on."""
        self.people[who] = {
            "sub": who,
            "email": f"{who}@example.nl",
            "email_verified": True,
            "realm_access": {"roles": [f"paraaf-{role}" for role in roles]},
            **claims,
        }
        self.who = who

    def visit(self, url: str) -> str:
        """Sign in where a browser was sent, and return where it is sent back to."""
        answer = requests.get(url, allow_redirects=False, timeout=PATIENCE_SECONDS)
        assert answer.status_code in (302, 303, 307), answer.text
        return answer.headers["location"]

    def signed(self, claims: dict[str, Any], *, key: Any = None, kid: str = "") -> str:
        """Return a token with these claims, signed by this provider's key or another one."""
        header = {"alg": "RS256", "kid": kid or self.key.kid}
        token = jwt.encode(header, claims, key or self.key, algorithms=["RS256"])
        self.issued.append(token)
        return token

    def application(self) -> Starlette:
        """Return the provider as an ASGI application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._config),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo, methods=["GET", "POST"]),
                Route("/end", self._end),
            ]
        )

    async def _config(self, _request: Request) -> Response:
        if self.is_down:
            return PlainTextResponse("down", status_code=503)
        return JSONResponse(self.provider.provider_configuration.to_dict() | self.config)

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        from pyop.exceptions import InvalidAuthenticationRequest

        asked = dict(request.query_params)
        self.asked.append(asked)
        try:
            parsed = self.provider.parse_authentication_request(str(request.url.query))
        except InvalidAuthenticationRequest as error:
            return PlainTextResponse(str(error), status_code=400)
        if self.denies:
            answer = {"error": "access_denied", "error_description": "<b>no</b>", "state": asked["state"]}
            return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", status_code=303)
        standard = ("email", "email_verified", "name", "sub")
        extra = {name: value for name, value in self.people[self.who].items() if name not in standard}
        answer = self.provider.authorize(parsed, self.who)
        self.issued.append(answer["code"])
        self._extra = extra
        return RedirectResponse(answer.request(parsed["redirect_uri"]), status_code=303)

    async def _token(self, request: Request) -> Response:
        from pyop.exceptions import OAuthError

        if self.is_down:
            return PlainTextResponse("down", status_code=503)
        body = (await request.body()).decode()
        headers = {"Authorization": request.headers.get("authorization", "")}
        try:
            answer = self.provider.handle_token_request(body, headers, self._extra).to_dict()
        except OAuthError as error:
            return JSONResponse({"error": error.oauth_error, "error_description": str(error)}, status_code=400)
        self.issued += [answer["id_token"], answer["access_token"]]
        return JSONResponse(self.answers(answer))

    async def _userinfo(self, request: Request) -> Response:
        from pyop.exceptions import OAuthError

        headers = {"Authorization": request.headers.get("authorization", "")}
        try:
            return JSONResponse(self.provider.handle_userinfo_request("", headers).to_dict() | self.user_info)
        except OAuthError:
            return PlainTextResponse("no", status_code=401)

    async def _end(self, request: Request) -> Response:
        asked = request.query_params
        registered = self.provider.clients[request.query_params["client_id"]]["post_logout_redirect_uris"]
        assert asked["post_logout_redirect_uri"] in registered
        return RedirectResponse(asked["post_logout_redirect_uri"], status_code=303)


@contextmanager
def openid_server(back_to: str) -> Iterator[OpenIdServer]:
    """Serve a provider on this machine, on a free port, for a portal at an address.

    It is called localhost, so that to a browser it is another site than a portal at 127.0.0.1.
    """
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    found = OpenIdServer(f"http://localhost:{listening.getsockname()[1]}", [back_to])
    server = uvicorn.Server(uvicorn.Config(found.application(), log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    wait_until(lambda: server.started, "the OpenID provider", every=0.01)
    try:
        yield found
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
