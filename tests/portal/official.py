"""Somebody with an account of the organisation and a browser."""

import re
from dataclasses import dataclass, field
from html import unescape

from httpx2 import Response

from tests.portal.person import Person
from tests.support.openid import OpenIdServer


@dataclass
class Official(Person):
    """Somebody who signs in instead of opening a link."""

    provider: OpenIdServer = field(kw_only=True)

    def away(self, path: str = "/account/sign-in") -> str:
        """Begin to sign in, and return where the browser is sent."""
        answer = self.browser.get(path, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def come_back(self, location: str) -> Response:
        """Come back from the provider."""
        self.page = self.browser.get(location)
        return self.page

    def sign_in(self, path: str = "/account/sign-in") -> Response:
        """Sign in at the provider, and follow the page that leads on."""
        self.come_back(self.provider.visit(self.away(path)))
        assert self.page is not None
        if self.page.status_code == 200:
            target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', self.page.text)
            assert target is not None
            self.go(target[1])
        return self.page

    def forms(self) -> list[dict[str, str]]:
        """Return the fields of each form with which something on the page is opened."""
        assert self.page is not None
        forms = re.findall(r'<form method="post" action="/account/open">(.*?)</form>', self.page.text, re.DOTALL)
        return [dict(re.findall(r'name="([^"]+)" value="([^"]*)"', unescape(form))) for form in forms]

    def enter(self, kind: str) -> Response:
        """Open the first thing of a kind that is listed."""
        chosen = next(form for form in self.forms() if form["kind"] == kind)
        self.page = self.browser.post("/account/open", data=chosen)
        return self.page

    def sign_out(self) -> Response:
        """Sign out here."""
        page = self.go("/account")
        token = re.search(r'name="form_token" value="([^"]+)"', page.text)
        assert token is not None
        self.page = self.browser.post("/account/sign-out", data={"form_token": token[1]})
        return self.page
