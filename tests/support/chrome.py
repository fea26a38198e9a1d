"""Chromium, as the tests start it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.waiting import PATIENCE_SECONDS

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = (320, 640), (1400, 900)
PATIENCE_MS = PATIENCE_SECONDS * 1000


@contextmanager
def started(chromium: str) -> Iterator[Browser]:
    """Run Chromium for as long as the block lasts."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, timeout=PATIENCE_MS)
        yield browser
        browser.close()


@contextmanager
def page_of(
    chrome: Browser, size: tuple[int, int] = DESK, *, script: bool = False, dark: bool = False, locale: str = "nl-NL"
) -> Iterator[Page]:
    """Return a page of a browser that holds nothing yet: no cookies, no history."""
    context = chrome.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        locale=locale,
    )
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()
