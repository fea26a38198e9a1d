"""Who is answered by Prefect's server on this machine: its own pages, and programs."""

import asyncio
from typing import Any

import pytest

from flows.server import LOG_IN, Message, OwnPagesOnly, Receive, Scope, Send

ORIGIN = "http://127.0.0.1:4200"
ITS_OWN = [("host", "127.0.0.1:4200")]


async def prefect(scope: Scope, _receive: Receive, send: Send) -> None:
    """Stand for Prefect's server: answer everything."""
    kind = "websocket.accept" if scope["type"] == "websocket" else "http.response.start"
    await send({"type": kind, "status": 200, "headers": [(b"content-type", b"text/plain")]})


def asked(
    headers: list[tuple[str, str]], *, path: str = "/api/flow_runs/", kind: str = "http", method: str = "GET"
) -> Message:
    """Return the first thing that is answered to a request with these headers."""
    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope: dict[str, Any] = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"a=1",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    asyncio.run(OwnPagesOnly(prefect, ORIGIN)(scope, receive, send))
    return answers[0]


@pytest.mark.parametrize("headers", [ITS_OWN, [*ITS_OWN, ("origin", ORIGIN)]])
def test_programs_and_its_own_pages_are_answered(headers: list[tuple[str, str]]) -> None:
    answer = asked(headers, method="POST")

    assert answer["status"] == 200
    assert (b"x-frame-options", b"DENY") in answer["headers"]
    assert asked(headers, kind="websocket")["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("host", "evil.example:4200")],
        [("host", "127.0.0.1:4201")],
        [("host", "127.0.0.1")],
        [("host", "127.0.0.1:4200.evil.example")],
        [("host", "localhost:4201")],
        [*ITS_OWN, ("host", "evil.example")],
    ],
)
def test_what_is_asked_under_another_name_is_refused(headers: list[tuple[str, str]]) -> None:
    assert asked(headers)["status"] == 421
    assert asked(headers, kind="websocket")["type"] == "websocket.close"


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://localhost:4200", "https://127.0.0.1:4200", "http://127.0.0.1:4300"],
)
@pytest.mark.parametrize("path", ["/api/flow_runs/", "/api/health", LOG_IN])
def test_what_a_page_of_another_site_asks_is_refused(origin: str, path: str) -> None:
    headers = [*ITS_OWN, ("origin", origin)]

    assert asked(headers, path=path)["status"] == 403
    assert asked(headers, path=path, method="POST")["status"] == 403
    assert asked(headers, path=path, kind="websocket")["type"] == "websocket.close"


def test_who_types_localhost_is_led_to_the_same_page_under_the_number() -> None:
    answer = asked([("host", "localhost:4200")], path="/runs")

    assert (answer["status"], dict(answer["headers"])[b"location"]) == (307, b"http://127.0.0.1:4200/runs?a=1")
    assert asked([("host", "localhost:4200")], path="@evil.example")["status"] == 421
    assert asked([("host", "localhost:4200")], method="POST")["status"] == 421
    assert asked([("host", "localhost:4200")], kind="websocket")["type"] == "websocket.close"


def test_pages_ask_for_nothing_outside_this_machine() -> None:
    policy = dict(asked(ITS_OWN, path="/v2/dashboard")["headers"])[b"content-security-policy"].decode()

    assert "connect-src 'self' ws://127.0.0.1:4200" in policy.split("; ")
    assert "frame-ancestors 'none'" in policy.split("; ")


def test_the_page_that_logs_in_runs_its_own_script_only_and_is_not_kept() -> None:
    headers = dict(asked(ITS_OWN, path=LOG_IN)["headers"])

    assert headers[b"content-security-policy"].startswith(b"default-src 'none'; script-src 'sha256-")
    assert (headers[b"cache-control"], headers[b"referrer-policy"]) == (b"no-store", b"no-referrer")
