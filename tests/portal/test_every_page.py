"""axe-core looks at every page: in the light and in the dark, on a desk, on a phone and on paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page

from paraaf.portal.app import ROUTERS, WITH_ACCOUNTS
from paraaf.portal.web import rendering
from paraaf.services.app.unit_of_work import App
from tests.portal import walks
from tests.portal.person import Person
from tests.portal.walks import Tour
from tests.support.chrome import DESK, PHONE, page_of
from tests.support.extent import in_full
from tests.support.openid import OpenIdServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal-browser")]

ERROR_PAGE = "refused.html"
WALKS: dict[Callable[[Tour], Iterator[str]], set[str]] = {
    walks.reacting: {
        "/ home.html",
        "/review/{link_id} review.html",
        "/review/{link_id} review_closed.html",
        "/review/{link_id}/confirm review_confirm.html",
        "/review/{link_id}/confirm review_meanwhile.html",
        "/review/{link_id}/receipt review_receipt.html",
        "/review/{link_id}/pass-on pass_on.html",
        ERROR_PAGE,
    },
    walks.given_back: {"/review/{link_id} review.html", ERROR_PAGE},
    walks.signing_off: {
        "/sign-off/{link_id} deciding.html",
        "/sign-off/{link_id} deciding_closed.html",
        "/sign-off/{link_id}/confirm deciding_confirm.html",
        "/sign-off/{link_id}/receipt deciding_receipt.html",
    },
    walks.deciding: {
        "/decision/{link_id} deciding.html",
        "/decision/{link_id}/confirm deciding_confirm.html",
        "/decision/{link_id}/receipt deciding_receipt.html",
    },
    walks.closed_to_the_minister: {
        "/decision/{link_id} deciding.html",
        "/decision/{link_id} deciding_closed.html",
    },
    walks.owning: {
        "/letter/{link_id}/code code.html",
        "/letter/{link_id} owner.html",
        "/letter/{link_id}/answers answers.html",
        "/letter/{link_id}/answers/check answers_check.html",
    },
    walks.following: {
        "/secretariat/{link_id}/code code.html",
        "/secretariat/{link_id} secretariat.html",
        "/secretariat/{link_id}/letters/{number} secretariat_letter.html",
        "/secretariat/{link_id}/figures figures.html",
        "/secretariat/{link_id}/letters/{number}/figures figures.html",
    },
    walks.signing_in: {
        "/account sign_in.html",
        "/account account.html",
        "/account/callback signed_in.html",
        "/account/signed-out signed_out.html",
        "/account/start/{whose} start.html",
        "/account/start/{whose}/{key} start_form.html",
        "/account/start/{whose}/{key}/check start_check.html",
        "/account/start/{whose}/{key}/started start_started.html",
        "/letter/{link_id} owner.html",
        ERROR_PAGE,
    },
    walks.starting: {
        "/secretariat/{link_id}/code code.html",
        "/secretariat/{link_id} secretariat.html",
        "/secretariat/{link_id}/start start.html",
        "/secretariat/{link_id}/start/{key} start_form.html",
        "/secretariat/{link_id}/start/{key}/check start_check.html",
        "/secretariat/{link_id}/start/{key}/started start_started.html",
    },
}
"""Each walk, with the pages that it shows: the address and the template."""

LOOKS = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")
"""The rules that hang on how a page looks. What is in it is the same everywhere, and looked at once."""

NO_PAGE = ("/health", "/open/{token}", "/account/sign-in")
"""What gives no page: a word for a machine, and the ways in, which lead to one."""


def gives_a_page(route: APIRoute) -> bool:
    """Return whether an address gives a page: no file, and not one of those that give none."""
    is_file = "/files/" in route.path or route.path.endswith((".docx", ".zip"))
    return "GET" in route.methods and not is_file and route.path not in NO_PAGE


def test_every_address_and_every_template_is_on_a_walk() -> None:
    routes = [route for router in (*ROUTERS, *WITH_ACCOUNTS) for route in router.routes]
    shown = set[str]().union(*WALKS.values())

    assert {route.path for route in routes if isinstance(route, APIRoute) and gives_a_page(route)} == {
        page.partition(" ")[0] for page in shown - {ERROR_PAGE}
    }
    assert {file.name for file in rendering.PAGES.glob("*.html") if 'extends "base.html"' in file.read_text()} == {
        page.rpartition(" ")[2] for page in shown
    }


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The pages that the portal showed to who asked for them: the address and the template."""
    found = set[str]()
    render = rendering.jinja2.Template.render

    def noting(template: Any, *args: Any, **facts: Any) -> str:
        request, name = facts.get("request"), template.name
        if name == ERROR_PAGE:
            found.add(name)
        elif request is not None and request.method == "GET":
            found.add(f"{request.scope['route'].path} {name}")
        return render(template, *args, **facts)

    monkeypatch.setattr(rendering.jinja2.Template, "render", noting)
    return found


@dataclass
class Eye:
    """Looks at the page that is open, in each way in which it can be read."""

    page: Page
    printed: set[str] = field(default_factory=set)
    """The titles of the pages that were looked at as they print."""

    def look(self, name: str) -> None:
        """Fail if the page has an accessibility violation, or is wider than the window."""
        self._check(f"{name}, on a desk", DESK, only=LOOKS)
        if self.page.title() not in self.printed:
            self.printed.add(self.page.title())
            self.page.emulate_media(media="print")
            self._check(f"{name}, on paper", DESK, only=["color-contrast"])
            self.page.emulate_media(media="screen")
        self.page.emulate_media(color_scheme="dark")
        self._check(f"{name}, on a phone in the dark", PHONE)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})

    def _check(self, name: str, size: tuple[int, int], *, only: Sequence[str] = ()) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        which: dict[str, Any] = {"runOnly": list(only)} if only else {"rules": {"target-size": {"enabled": True}}}
        found = AxeResults(self.page.evaluate("axe.run", {"resultTypes": ["violations"], **which}))
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size[0], name


@in_full
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_no_page_has_an_accessibility_violation_or_needs_scrolling_sideways(
    app: App,
    origin: str,
    chrome: Browser,
    person: Callable[[str], Person],
    provider: OpenIdServer,
    shown: set[str],
    walk: Callable[[Tour], Iterator[str]],
) -> None:
    with page_of(chrome, script=True) as page:
        page.context.add_init_script(AXE_SCRIPT)
        eye = Eye(page)
        for name in walk(Tour(page, app, origin, person, provider)):
            eye.look(name)

    assert shown == WALKS[walk]
