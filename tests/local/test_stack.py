"""What the local stack says to Prefect's server, on a server that answers as it is told."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from models.errors import GatewayError
from paraaf.local.stack import _portal, _send
from paraaf.settings import SHORTEST_SECRET, Settings

ANSWERS: list[int] = []


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server that gives `ANSWERS` one by one."""

    class Scripted(BaseHTTPRequestHandler):
        def do_PATCH(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(ANSWERS.pop(0))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    found = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()
    ANSWERS.clear()


def test_a_busy_server_is_asked_again(server: str) -> None:
    ANSWERS.extend([503, 503, 204])

    _send("PATCH", server, {"a": 1})

    assert ANSWERS == []


def test_a_refusal_is_told_and_not_repeated(server: str) -> None:
    ANSWERS.extend([422, 204])

    with pytest.raises(GatewayError) as refusal:
        _send("PATCH", server, {"a": 1})

    assert str(refusal.value) == f"Prefect's server answered 422 to PATCH {server}."
    assert ANSWERS == [204]


def test_the_portals_secret_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    environment = _portal(tmp_path, 4300)
    first = (tmp_path / "portal-secret").read_text()
    _portal(tmp_path, 4300)

    assert (tmp_path / "portal-secret").read_text() == first
    assert (tmp_path / "portal-secret").stat().st_mode & 0o777 == 0o600
    assert len(first) >= SHORTEST_SECRET
    assert first not in environment.values()
    assert Settings(data_dir=tmp_path).portal_key() == first
