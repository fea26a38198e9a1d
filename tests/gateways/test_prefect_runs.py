"""What Paraaf says when Prefect does not do what is asked; the rest is tested on a real server, in tests/stack."""

import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from models.errors import ConfigurationError, GatewayError
from paraaf.gateways import prefect_runs
from paraaf.gateways.prefect_runs import PrefectRuns
from paraaf.local.stack import free_port
from tests.support.refusals import english, refuses
from tests.support.waiting import PATIENCE_SECONDS


def runs_at(url: str) -> PrefectRuns:
    return PrefectRuns(
        api_url=url, ui_url="", deployment="sign-off/sign-off", timeout=PATIENCE_SECONDS, lease=timedelta(seconds=60)
    )


@contextmanager
def server(status: int, log_ins: list[str | None] | None = None) -> Iterator[str]:
    """The address of a server that answers everything with this status, and keeps what it is given as a log-in."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if log_ins is not None:
                log_ins.append(self.headers.get("Authorization"))
            self.send_response(status)
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    server.server_close()


def test_a_server_that_is_not_there_is_named() -> None:
    url = f"http://127.0.0.1:{free_port()}/api"

    with pytest.raises(GatewayError) as refusal:
        runs_at(url).probe()

    assert english(refusal.value) == (
        f"Prefect's server does not answer at {url} (ConnectionRefusedError). "
        "Start it (`make up`), or set PARAAF_PREFECT_API_URL."
    )


def test_a_server_that_refuses_a_request_is_named_with_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefect_runs, "_RETRIES", 0)

    with server(503) as url, pytest.raises(GatewayError) as refusal:
        runs_at(url).probe()

    assert english(refusal.value) == f"Prefect's server at {url} answered 503 to GET /api/hello."


def test_a_server_that_answered_before_and_is_gone_is_named_without_waiting_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("prefect.client.base.time.sleep", waits.append)
    with server(200) as url:
        runs = runs_at(url)
        runs.probe()

    with refuses(GatewayError, match="does not answer"):
        runs.probe()

    assert waits == []


def test_a_server_that_wants_another_log_in_is_named_and_the_new_one_is_used() -> None:
    login, given = ["paraaf:old"], list[str | None]()
    with server(401, given) as url:
        runs = PrefectRuns(
            api_url=url,
            ui_url="",
            deployment="",
            timeout=PATIENCE_SECONDS,
            lease=timedelta(seconds=60),
            login=lambda: login[0],
        )
        for word in ("paraaf:old", "paraaf:new"):
            login[0] = word
            with pytest.raises(GatewayError) as refusal:
                runs.probe()

    assert english(refusal.value) == (
        f"Prefect's server at {url} does not accept the log-in. Set PREFECT_API_AUTH_STRING, or let "
        "PARAAF_PREFECT_LOGIN_FILE name the file that holds it."
    )
    assert [b64decode((each or "").removeprefix("Basic ")) for each in given] == [b"paraaf:old", b"paraaf:new"]


def test_no_server_at_all_is_a_matter_of_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = runs_at("")
    monkeypatch.setattr(runs, "_api", lambda: "")

    with pytest.raises(ConfigurationError) as refusal:
        runs.probe()

    assert english(refusal.value) == ("No Prefect server is set. Set PARAAF_PREFECT_API_URL, or start one: `make up`.")
