"""Make the pictures in the README again: `.venv/bin/python scripts/screenshots.py`, with Chromium installed.

The example letter travels until one department still has to answer, and on until it is before the minister for the
second time; the pictures are the page of its run, the page on which that department reacts, and the minister's page.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.demo import Demo, read_script
from paraaf.local.stack import CODE, Stack, local_stack
from paraaf.services.reading import Status

EXAMPLE = CODE / "examples" / "industriebeleid"
IMAGES = CODE / "docs" / "images"
LAST = "BZ"
"""The department that has not answered yet."""
_DRAWN_MS = 4000
"""How long the page takes to draw its graph, which is one canvas and says nothing of being ready."""


class _FarEnoughError(Exception):
    """The letter has come to where the picture is taken."""


def main() -> None:
    """Run the example up to the picture, and take it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with local_stack(
            folder / "data", mail=folder / "mail", query_seconds=0.5, clock_file=folder / "clock", own_mail=True
        ) as stack:
            pictures = _Pictures(stack, chromium, folder)
            demo = Demo(stack, read_script(EXAMPLE / "answers.yaml"), on_stop=pictures.take)
            with suppress(_FarEnoughError):
                demo.run(EXAMPLE, folder / "output")


class _Pictures:
    """Takes each picture when the letter has come to where it shows something."""

    def __init__(self, stack: Stack, chromium: str, folder: Path) -> None:
        self._stack, self._chromium, self._folder = stack, chromium, folder
        self._is_reviewed = False

    def take(self, status: Status) -> None:
        dossier = status.state.dossier
        if status.step.waits_for == (LAST,) and not self._is_reviewed:
            self._is_reviewed = True
            app = build_app(self._stack.settings)
            _take_run(self._chromium, self._folder / "run", app.runs.url(str(dossier.flow_run_id)))
            link = _link_of(self._stack, "invitation:", f":{LAST}")
            _take_page(self._chromium, self._folder / "review", link, "review.png")
        if status.step.kind is StepKind.AWAIT_MINISTER and dossier.lap > 1:
            decision = status.state.decision_of_this_lap()
            assert decision is not None
            link = _link_of(self._stack, f"signature_asked:{decision.id}", "")
            _take_page(self._chromium, self._folder / "minister", link, "minister.png")
            raise _FarEnoughError


def _link_of(stack: Stack, begin: str, end: str) -> str:
    """Return the link in the message whose key begins and ends so."""
    mails = [mail.message for mail in stack.mailbox.received()]
    text = next(
        mail.get_content() if not mail.is_multipart() else mail.get_body(("plain",)).get_content()
        for mail in mails
        if mail["X-Paraaf-Key"].startswith(begin) and mail["X-Paraaf-Key"].endswith(end)
    )
    return re.search(rf"{re.escape(stack.portal_url)}/open/\S+", text)[0]


def _take_page(chromium: str, profile: Path, link: str, name: str) -> None:
    with _browser(chromium, profile, height=1000) as page:
        page.goto(link)
        page.screenshot(path=IMAGES / name)


@contextmanager
def _browser(chromium: str, profile: Path, *, height: int = 900) -> Iterator[Page]:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            headless=True,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
            viewport={"width": 1400, "height": height},
            locale="en-GB",
        )
        yield context.pages[0]
        context.close()


def _take_run(chromium: str, profile: Path, url: str) -> None:
    with _browser(chromium, profile) as page:
        page.goto(url)
        page.get_by_text("Artifacts", exact=True).click()
        page.get_by_text("-status").wait_for()
        page.wait_for_timeout(_DRAWN_MS)
        page.screenshot(path=IMAGES / "run.png")


if __name__ == "__main__":
    main()
