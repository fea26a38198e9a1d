"""What the local stack says to Prefect's server, on a server that answers as it is told."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from models.errors import ConfigurationError, GatewayError
from paraaf.local import stack
from paraaf.local.mailbox import Mailbox
from paraaf.local.ports import hold
from paraaf.local.prefect_http import answers, read, send
from paraaf.local.secret_files import load_or_create_secret
from paraaf.local.stack import Stack, _environment, _portal
from paraaf.settings import MIN_SECRET_LENGTH, Settings
from tests.support.refusals import english

ANSWERS: list[int] = []
LOG_INS: list[str | None] = []


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server that gives `ANSWERS` one by one."""

    class Scripted(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            LOG_INS.append(self.headers.get("Authorization"))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def do_PATCH(self) -> None:
            LOG_INS.append(self.headers.get("Authorization"))
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
    LOG_INS.clear()


def test_a_busy_server_is_asked_again(server: str) -> None:
    ANSWERS.extend([503, 503, 204])

    send("PATCH", server, {"a": 1})

    assert ANSWERS == []


def test_a_refusal_is_told_and_not_repeated(server: str) -> None:
    ANSWERS.extend([422, 204])

    with pytest.raises(GatewayError) as refusal:
        send("PATCH", server, {"a": 1})

    assert english(refusal.value) == f"Prefect's server answered 422 to PATCH {server}."
    assert ANSWERS == [204]


def test_the_portals_secret_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    environment = _portal(tmp_path, 4300)
    first = (tmp_path / "portal-secret").read_text()
    _portal(tmp_path, 4300)

    assert (tmp_path / "portal-secret").read_text() == first
    assert (tmp_path / "portal-secret").stat().st_mode & 0o777 == 0o600
    assert len(first) >= MIN_SECRET_LENGTH
    assert first not in environment.values()
    assert Settings(data_dir=tmp_path).portal_key() == first


def test_the_log_in_goes_along_with_what_is_asked_of_prefect(server: str) -> None:
    ANSWERS.append(204)

    assert answers(server, "paraaf:word")
    assert read(server, "paraaf:word") == {}
    send("PATCH", server, {}, "paraaf:word")
    assert answers(server)

    assert LOG_INS == ["Basic cGFyYWFmOndvcmQ="] * 3 + [None]


def test_the_word_of_prefects_server_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    environment = _environment(tmp_path, "http://127.0.0.1:4200", 2, None)
    file = tmp_path / "prefect-login"
    login = file.read_text()

    assert environment["PREFECT_API_AUTH_STRING"] == login
    assert environment["PARAAF_PREFECT_LOGIN_FILE"] == str(file)
    assert environment["PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS"] == "http://127.0.0.1:4200"
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(login) >= MIN_SECRET_LENGTH and login.startswith("paraaf:")
    assert _environment(tmp_path, "http://127.0.0.1:4200", 2, None)["PREFECT_API_AUTH_STRING"] == login
    assert Settings(data_dir=tmp_path, prefect_login_file=file).prefect_login() == login


@pytest.mark.parametrize("left", ["", "paraaf:", "short", "\xff" * 40])
def test_a_secret_that_was_not_written_whole_is_made_again(tmp_path: Path, left: str) -> None:
    file = tmp_path / "prefect-login"
    file.write_text(left, encoding="latin-1")

    made = load_or_create_secret(file, prefix="paraaf:")

    assert made != left and file.read_text() == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_secret_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "portal-secret"
    made = load_or_create_secret(file)
    file.chmod(0o644)

    assert load_or_create_secret(file) == made
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("holds", [None, "", "word"])
def test_a_file_without_a_log_in_is_named(tmp_path: Path, holds: str | None) -> None:
    file = tmp_path / "login"
    if holds is not None:
        file.write_text(holds)

    with pytest.raises(ConfigurationError) as refusal:
        Settings(prefect_login_file=file).prefect_login()

    assert english(refusal.value) == (
        f"{file} holds no log-in for Prefect's server. PARAAF_PREFECT_LOGIN_FILE names a file with USER:PASSWORD; "
        "leave it out to use PREFECT_API_AUTH_STRING."
    )


def test_a_deployment_that_takes_too_long_is_a_refusal_that_names_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stack, "_START_SECONDS", 0.01)
    here = Stack(Settings(data_dir=tmp_path), {}, "", "", "", "", Mailbox(tmp_path), tmp_path, tmp_path / "login")

    with pytest.raises(GatewayError) as refused:
        here.deploy()

    assert english(refused.value) == f"The deployments could not be made; see {tmp_path / 'deploy.log'}."


def test_the_mailbox_of_a_busy_machine_may_take_longer_than_five_seconds_to_start(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, on=hold())
    mailbox.start()
    try:
        assert mailbox._controller is not None
        assert mailbox._controller.ready_timeout >= 60
    finally:
        mailbox.stop()
