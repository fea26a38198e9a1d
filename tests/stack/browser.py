"""A browser of its own, and Prefect's run form as somebody fills it in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, expect, sync_playwright

from tests.support.chrome import ARGUMENTS, PATIENCE_MS


@contextmanager
def browser(chromium: str, profile: Path, *, width: int = 1400, height: int = 1000) -> Iterator[BrowserContext]:
    """Run Chromium with an empty profile for as long as the block lasts."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            timeout=PATIENCE_MS,
            headless=True,
            args=ARGUMENTS,
            viewport={"width": width, "height": height},
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE_MS)
        yield context
        context.close()


class Form:
    """Prefect's form for the parameters of a run, or the part of it in one field."""

    def __init__(self, where: Locator) -> None:
        self._here = where

    def field(self, label: str) -> "Form":
        """Return the field with this label."""
        own_label = (
            "./div[contains(@class, 'p-label__header')]//span[contains(@class, 'schema-form-property__label')]"
            f"[normalize-space() = '{label}' or normalize-space() = '{label} (Optional)']"
        )
        return Form(self._here.locator(f"xpath=.//div[{own_label}]").first)

    def fill(self, value: str) -> None:
        """Type into this field."""
        self._here.locator("textarea, input").first.fill(value)

    def add(self, value: str = "") -> "Form":
        """Add an item to this list and return it; with a value, type it into the item."""
        items = self._here.locator(".p-draggable-list").first
        added = items.locator("> .p-draggable-list__item").nth(items.locator("> .p-draggable-list__item").count())
        items.locator("> button").click()
        item = Form(added)
        if value:
            item.fill(value)
        return item

    @property
    def text(self) -> str:
        """What the form says."""
        return self._here.inner_text()
