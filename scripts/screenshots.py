"""Make the pictures in the README again: `.venv/bin/python scripts/screenshots.py`, with Chromium installed.

The example letter travels until one department still has to answer; the pictures are the page of its run then, and the
page in the portal on which that department reacts.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
            demo = Demo(stack, read_script(EXAMPLE / "answers.yaml"), on_stop=_stop_before_the_last)
            try:
                demo.run(EXAMPLE, folder / "output")
            except _FarEnoughError as reached:
                app = build_app(stack.settings)
                _take_run(chromium, folder / "profile", app.runs.url(str(reached)))
                _take_page(chromium, folder / "another", _link_of(stack, LAST))


def _stop_before_the_last(status: Status) -> None:
    if status.step.waits_for == (LAST,):
        raise _FarEnoughError(status.state.dossier.flow_run_id)


def _link_of(stack: Stack, party: str) -> str:
    """Return the link in the invitation that a party received."""
    mails = [mail.message for mail in stack.mailbox.received()]
    text = next(
        mail.get_content() if not mail.is_multipart() else mail.get_body(("plain",)).get_content()
        for mail in mails
        if mail["X-Paraaf-Key"].startswith("invitation:") and mail["X-Paraaf-Key"].endswith(f":{party}")
    )
    return re.search(rf"{re.escape(stack.portal_url)}/open/\S+", text)[0]


def _take_page(chromium: str, profile: Path, link: str) -> None:
    with _browser(chromium, profile, height=1000) as page:
        page.goto(link)
        page.screenshot(path=IMAGES / "review.png")


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
