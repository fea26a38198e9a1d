"""Make the picture in the README again: `.venv/bin/python scripts/screenshots.py`, with Chromium installed.

The example letter travels until one department still has to answer; the picture is the page of its run then.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from paraaf.bootstrap import build_app
from paraaf.local.demo import Demo, read_script
from paraaf.local.stack import CODE, local_stack
from paraaf.services.reading import Status

EXAMPLE = CODE / "examples" / "industriebeleid"
PICTURE = CODE / "docs" / "images" / "run.png"
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
                _take(chromium, folder / "profile", app.runs.url(str(reached)))


def _stop_before_the_last(status: Status) -> None:
    if status.step.waits_for == ("BZ",):
        raise _FarEnoughError(status.state.dossier.flow_run_id)


def _take(chromium: str, profile: Path, url: str) -> None:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            headless=True,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
            viewport={"width": 1400, "height": 900},
            locale="en-GB",
        )
        page = context.pages[0]
        page.goto(url)
        page.get_by_text("Artifacts", exact=True).click()
        page.get_by_text("-status").wait_for()
        page.wait_for_timeout(_DRAWN_MS)
        page.screenshot(path=PICTURE)
        context.close()


if __name__ == "__main__":
    main()
