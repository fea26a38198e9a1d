"""Somebody with a mailbox and a browser."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from paraaf.services.app.unit_of_work import App

ORIGIN = "https://paraaf.example.nl"


@dataclass
class Form(HTMLParser):
    """The fields of the first form of a page whose address ends so, as a browser would send them."""

    html: str
    action_ends: str
    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    _is_open: bool = False
    _area: str = ""
    _select: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        assert self.action, f"There is no form to {self.action_ends}"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "form" and not self.action and (values.get("action") or "").endswith(self.action_ends):
            self._is_open, self.action = True, values["action"] or ""
        if not self._is_open:
            return
        name = values.get("name") or ""
        match tag:
            case "input" if values.get("type") in ("radio", "checkbox"):
                if "checked" in values:
                    self.fields[name] = values.get("value") or ""
            case "input" if values.get("type") != "file":
                self.fields[name] = values.get("value") or ""
            case "textarea":
                self._area, self.fields[name] = name, ""
            case "select":
                self._select = name
            case "option" if "selected" in values or self._select not in self.fields:
                self.fields[self._select] = values.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")  # as a browser does
            self._area = ""
        if tag == "form":
            self._is_open = False


@dataclass
class Person:
    """Somebody who reads their messages and goes where the links in them lead."""

    app: App
    browser: TestClient
    address: str
    page: Response | None = None

    @property
    def messages(self) -> list[str]:
        """The texts that were delivered to this address, in order."""
        return [d.body for d in self.app.notifier.delivered if d.address == self.address]  # type: ignore[attr-defined]

    @property
    def link(self) -> str:
        """The link in the latest message that holds one, without the site's address."""
        found = [match[1] for body in self.messages for match in re.finditer(ORIGIN + r"(/open/\S+)", body)]
        return found[-1]

    @property
    def home(self) -> str:
        """Where the pages of the link stand."""
        assert self.page is not None
        path = self.page.url.path.split("/")
        return f"/{path[1]}/{path[2]}"

    def open(self) -> Response:
        """Open the link in the latest message."""
        return self.go(self.link)

    def go(self, path: str) -> Response:
        """Go to a page."""
        self.page = self.browser.get(path)
        return self.page

    def send(self, to: str = "", files: Any = None, **typed: str | None) -> Response:
        """Send the form on the page whose address ends so; None leaves a field out."""
        assert self.page is not None
        form = Form(self.page.text, self.home + to)
        fields = {name.replace("__", "-"): value for name, value in typed.items()}
        data = {name: value for name, value in (form.fields | fields).items() if value is not None}
        self.page = self.browser.post(form.action, data=data, files=files)
        return self.page

    def says(self, text: str) -> bool:
        """Whether the page shows this, word for word."""
        assert self.page is not None
        return text in visible(self.page.text)


def visible(html: str) -> str:
    """Return the text of a page as one line, with what stands in its fields."""
    from html import unescape

    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def foreign(html: str) -> str:
    """Return a page without the one script that is ours: whatever else begins one is somebody else's."""
    return re.sub(r'<script src="/static/selecting\.js\?v=[0-9a-f]{12}" defer></script>', "", html)
