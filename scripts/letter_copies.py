"""Copies of a letter under way, on which people act in a browser while the letter itself goes on undisturbed."""

import re
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unittest import mock

import jinja2
import uvicorn
from playwright.sync_api import Browser, Locator, Page
from pydantic import SecretStr

from paraaf.bootstrap import build_app
from paraaf.local.stack import Stack, free_port
from paraaf.portal import create_portal
from paraaf.services.app.unit_of_work import App
from scripts.picture_files import keep
from tests.support.openid import CLIENT, CLIENT_SECRET, OpenIdServer

_IS_DRAWN = (
    "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 200))))"
)
"""Waits until what was resized is drawn; a part that scrolls by itself comes a little later than the rest."""
DESK, PHONE = (1280, 960), (360, 780)


@dataclass
class Copy:
    """A copy of the letter, its portal, and a browser in which people act on it."""

    app: App
    origin: str
    stack: Stack
    browser: Browser
    page: Page
    shown: dict[str, str]
    """For each picture the page that it shows."""
    rendered: list[str]
    """The pages that the portal gave, in order."""

    def open(self, key: str) -> None:
        """Let somebody begin: who was sent the latest message whose key is like this opens the link in it."""
        token = said(self.stack, key, r"/open/(\S+)")
        self.page.goto(f"{self.origin}/open/{token}")

    def press(self, target: str | Locator) -> None:
        """Press a button, by its name, or follow a link; and arrive there."""
        found = self.page.get_by_role("button", name=target).last if isinstance(target, str) else target
        with self.page.expect_navigation():
            found.click()

    def follow(self, name: str) -> None:
        """Follow a link, by its name."""
        self.press(self.page.get_by_role("link", name=name).first)

    def give_code(self, button: str = "Open mijn pagina") -> None:
        """Fill in the code from the mail, and press the button."""
        self.page.get_by_label("Code", exact=True).fill(said(self.stack, r"code:.*", r"(\d{3} \d{3})"))
        self.press(button)

    def take(self, name: str, page: str, *, phone: bool = False) -> None:
        """Take the picture of the page that is open: as much as fits on a screen, or less where there is less."""
        width, height = PHONE if phone else DESK
        self.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        self.page.set_viewport_size({"width": width, "height": 200})
        needed = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": min(height, needed)})
        self.page.evaluate(_IS_DRAWN)
        if self.rendered[-1] != page:
            raise LookupError(f"{name} would show {self.rendered[-1]}, and not {page}.")
        self.shown[name] = page
        keep(self.page.screenshot(), name)
        self.page.set_viewport_size(size(DESK))


@contextmanager
def copied(
    stack: Stack,
    browser: Browser,
    folder: Path,
    shown: dict[str, str],
    *,
    provider: OpenIdServer | None = None,
    has_prefect: bool = False,
) -> Iterator[Copy]:
    """Serve a portal over a copy of everything on record, which shares the mailbox; it wakes no run, unless asked."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        data, settings = Path(name), stack.settings
        source = settings.data_dir / "paraaf.db"
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(data / "paraaf.db")) as new:
            old.backup(new)
        shutil.copytree(settings.data_dir / "documents", data / "documents")
        shutil.copy(settings.data_dir / "portal-secret", data)
        origin = f"http://127.0.0.1:{free_port()}"
        changed: dict[str, Any] = {"data_dir": data, "portal_url": origin}
        if not has_prefect:
            changed["prefect_api_url"] = "http://127.0.0.1:9/api"
        if provider is not None:
            changed |= {
                "oidc_issuer": provider.issuer,
                "oidc_client_id": CLIENT,
                "oidc_client_secret": SecretStr(CLIENT_SECRET),
                "oidc_roles_claim": "realm_access.roles",
                "oidc_party_claim": "parties",
            }
        app = build_app(settings.model_copy(update=changed))
        with _served(app, int(origin.rpartition(":")[2])), _rendered() as rendered, page_of(browser) as page:
            yield Copy(app, origin, stack, browser, page, shown, rendered)
        app.database.dispose()


@contextmanager
def _served(app: App, port: int) -> Iterator[None]:
    config = uvicorn.Config(create_portal(app), port=port, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def _rendered() -> Iterator[list[str]]:
    """Return the names of the templates that are rendered as pages in this process, as they are."""
    names: list[str] = []
    render = jinja2.Template.render

    def noting(template: jinja2.Template, *args: Any, **facts: Any) -> str:
        if "request" in facts:
            names.append(str(template.name))
        return render(template, *args, **facts)

    with mock.patch.object(jinja2.Template, "render", noting):
        yield names


@contextmanager
def page_of(browser: Browser, *, locale: str = "nl-NL") -> Iterator[Page]:
    """Return a page of a browser that holds nothing yet."""
    context = browser.new_context(viewport=size(DESK), locale=locale, color_scheme="light")
    yield context.new_page()
    context.close()


def size(of: tuple[int, int]) -> Any:
    """Return the size of a window as Playwright wants it."""
    return {"width": of[0], "height": of[1]}


def said(stack: Stack, key: str, pattern: str) -> str:
    """Return what the latest message says there whose key is like this."""
    for received in reversed(stack.mailbox.received()):
        mail: EmailMessage = received.message
        body = mail.get_body(("plain",))
        if body is None or not re.fullmatch(key, str(mail["X-Paraaf-Key"])):
            continue
        if found := re.search(pattern, str(body.get_content())):
            return found[1]
    raise LookupError(f"No message has a key like {key}.")
