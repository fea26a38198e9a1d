"""The portal over a letter in consultation, and people who open the links in the messages that they received."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from paraaf.portal import create_portal
from paraaf.services.app.unit_of_work import App
from tests.portal.accounts import SECRET, with_accounts
from tests.portal.official import Official
from tests.portal.person import ORIGIN, Person
from tests.support.apps import make_app
from tests.support.openid import OpenIdServer
from tests.support.snapshots import Snapshots
from tests.support.waiting import wait_until


@pytest.fixture(scope="session")
def with_links(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """Letters whose messages hold links, to be put back where a test begins there."""
    return Snapshots(tmp_path_factory.mktemp("with-links"))


@pytest.fixture
def app(tmp_path: Path, peopled: bytes, with_links: Snapshots) -> Iterator[App]:
    """Paraaf on SQLite, with a portal."""
    (tmp_path / "paraaf.db").write_bytes(peopled)
    app = make_app(f"sqlite:///{tmp_path / 'paraaf.db'}", tmp_path)
    settings = app.settings.model_copy(update={"portal_url": ORIGIN, "portal_secret": SecretStr(SECRET)})
    app = replace(app, settings=settings)
    with with_links.serve(app, None):
        yield app
    app.database.dispose()


@pytest.fixture(scope="session")
def event_loop() -> Iterator[BlockingPortal]:
    """An event loop in which portals answer; without one, a client makes two for each request."""
    with start_blocking_portal() as loop:
        yield loop


@pytest.fixture
def browser(app: App, event_loop: BlockingPortal) -> Callable[[], TestClient]:
    """Return browsers, each with cookies of its own, that reach the portal."""
    portal = create_portal(app)
    return lambda: _browser(portal, event_loop)


def _browser(portal: FastAPI, event_loop: BlockingPortal) -> TestClient:
    client = TestClient(portal, base_url=ORIGIN, raise_server_exceptions=False)
    client.portal = event_loop
    return client


@pytest.fixture
def person(app: App, browser: Callable[[], TestClient]) -> Callable[[str], Person]:
    """Return people by their address: each with a browser, and the messages that they received."""
    return lambda address: Person(app, browser(), address)


@pytest.fixture
def fin(person: Callable[[str], Person]) -> Person:
    """Who was asked for FIN."""
    return person("fin@example.nl")


@pytest.fixture
def origin(app: App, provider: OpenIdServer) -> Iterator[str]:
    """The address of the portal on this machine, as a browser reaches it; one can sign in at the provider."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        provider.serve(address)
        here = with_accounts(app, provider.issuer, portal=address)
        server = uvicorn.Server(uvicorn.Config(create_portal(here), log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        wait_until(lambda: server.started, "the portal", every=0.01)
        yield address
        server.should_exit = True
        thread.join()


@pytest.fixture
def signing_in_app(app: App, provider: OpenIdServer) -> App:
    """Paraaf, where people sign in at the provider."""
    return with_accounts(app, provider.issuer)


@pytest.fixture
def official(signing_in_app: App, provider: OpenIdServer, event_loop: BlockingPortal) -> Callable[..., Official]:
    """Return people with an account at the provider, each with a browser: by name, roles and further claims."""
    portal = create_portal(signing_in_app)

    def make(who: str, *roles: str, **claims: object) -> Official:
        claims = {"name": f"N. {who.title()}", **claims}
        provider.know(who, *roles, **claims)
        return Official(signing_in_app, _browser(portal, event_loop), f"{who}@example.nl", provider=provider)

    return make
