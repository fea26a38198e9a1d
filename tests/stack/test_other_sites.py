"""A page of another site, in a browser on this machine, reads nothing of the stack and makes nothing in it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from paraaf.local.prefect_http import answers
from paraaf.local.stack import Stack
from tests.support.chrome import ARGUMENTS

pytestmark = pytest.mark.browser

NAME = "evil.example"
"""A name of another site, which leads to this machine."""
UNAIDED = "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets"
"""Some browsers keep pages from elsewhere away from this machine by themselves; not every browser does."""
MADE = "made-elsewhere"
PAGE = b"<!doctype html><title>Another site</title>"
TRIES = """
async ([addresses, prefect, smtp, made]) => {
  const read = [];
  for (const address of addresses) {
    for (const [mode, credentials] of [["cors", "omit"], ["cors", "include"], ["no-cors", "include"]]) {
      try {
        const answer = await fetch(address, {mode, credentials});
        if (answer.ok && await answer.text()) read.push(address);
      } catch {}
    }
  }
  const pool = JSON.stringify({name: made, type: "process"});
  const types = ["text/plain", "application/x-www-form-urlencoded", "application/json"];
  for (const type of types) {
    for (const mode of ["cors", "no-cors"]) {
      try {
        await fetch(`${prefect}/api/work_pools/`, {method: "POST", mode, body: pool, headers: {"Content-Type": type}});
      } catch {}
    }
  }
  const lines = ["EHLO x", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA", `Subject: ${made}`, "", ".", ""];
  const mail = lines.join("\\r\\n");
  try { await fetch(smtp, {method: "POST", mode: "no-cors", body: mail}); } catch {}
  const opened = address => new Promise(resolve => {
    const socket = new WebSocket(address.replace("http", "ws"), ["prefect"]);
    socket.onopen = () => resolve([address]);
    socket.onerror = socket.onclose = () => resolve([]);
  });
  for (const path of ["/api/events/out", "/api/events/in"]) read.push(...await opened(prefect + path));
  return read;
}
"""


@dataclass
class Elsewhere:
    """Other sites, as a browser on this machine comes to them."""

    browser: Browser
    port: int

    def page(self, origin: str) -> Page:
        """Return a page of a site; one under a name that leads to the stack is what its own server gave before."""
        page = self.browser.new_page()
        if urlsplit(origin).port != self.port:
            page.route(f"{origin}/attack", lambda route: route.fulfill(body=PAGE.decode(), content_type="text/html"))
        page.goto(f"{origin}/attack")
        return page


@pytest.fixture(scope="module")
def elsewhere(chromium: str) -> Iterator[Elsewhere]:
    class Attack(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            pass

    other = ThreadingHTTPServer(("127.0.0.1", 0), Attack)
    threading.Thread(target=other.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    with sync_playwright() as playwright:
        rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, rules, UNAIDED])
        yield Elsewhere(browser, other.server_port)
        browser.close()
    other.shutdown()
    other.server_close()


def places_of(stack: Stack, host: str) -> dict[str, Any]:
    """Return where a page finds the parts of the stack, under this name of the machine."""

    def under(url: str) -> str:
        return f"http://{host}:{urlsplit(url).port}"

    prefect, mail, portal = under(stack.ui_url), under(stack.mail_url), under(stack.portal_url)
    api = (
        "/health",
        "/admin/version",
        "/work_pools/paraaf",
        "/docs",
        "/openapi.json",
        "/ready",
        "/csrf-token?client=x",
    )
    addresses = [f"{prefect}/api{path}" for path in api]
    addresses += [f"{prefect}{path}" for path in ("/", "/ui-settings", "/docs", "/openapi.json", "/paraaf/log-in")]
    addresses += [f"{mail}/mail", f"{mail}/mail/1", f"{mail}/mail/1/1", f"{portal}/", f"{portal}/static/paraaf.css"]
    return {"addresses": addresses, "prefect": prefect, "smtp": f"http://{host}:{stack.mailbox.port}"}


def tried(page: Page, stack: Stack, host: str) -> list[str]:
    """Return what a page could read, after everything that it can try."""
    places = places_of(stack, host)
    found: list[str] = page.evaluate(TRIES, [places["addresses"], places["prefect"], places["smtp"], MADE])
    return found


def made(stack: Stack) -> list[str]:
    """Return what is there that no page of ours made."""
    subjects = [str(mail.message["Subject"]) for mail in stack.mailbox.received()]
    pools = [MADE] if answers(f"{stack.api_url}/work_pools/{MADE}", stack.login) else []
    return [each for each in (*subjects, *pools) if MADE in each]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_site_reads_nothing_and_makes_nothing(stack: Stack, elsewhere: Elsewhere, host: str) -> None:
    for origin in (f"http://127.0.0.1:{elsewhere.port}", f"http://{NAME}:{elsewhere.port}"):
        page = elsewhere.page(origin)

        assert tried(page, stack, host) == []
        assert made(stack) == []
        page.close()


def test_a_site_whose_name_leads_to_this_machine_does_not_pass_for_the_stack(
    stack: Stack, elsewhere: Elsewhere
) -> None:
    for part in (stack.ui_url, stack.mail_url, stack.portal_url):
        page = elsewhere.page(f"http://{NAME}:{urlsplit(part).port}")

        assert tried(page, stack, NAME) == []
        assert made(stack) == []
        page.close()


def test_the_stack_is_shown_in_no_frame_of_another_site(stack: Stack, elsewhere: Elsewhere) -> None:
    page = elsewhere.page(f"http://127.0.0.1:{elsewhere.port}")
    for address in (stack.ui_url, stack.mail_url, stack.portal_url):
        page.evaluate(
            "address => { const f = document.createElement('iframe'); f.src = address; document.body.append(f); }",
            address,
        )
    page.wait_for_load_state("networkidle")

    shown = [frame.url for frame in page.frames if frame.url.startswith("http://127.0.0.1")]
    assert shown == [page.url]


def test_a_browser_is_logged_in_to_both_prefect_uis_by_one_link(stack: Stack, elsewhere: Elsewhere) -> None:
    page = elsewhere.browser.new_context().new_page()
    page.goto(f"{stack.ui_url}/deployments")
    page.get_by_placeholder("admin:pass").wait_for()

    page.goto(stack.login_url)
    page.wait_for_url("**/dashboard*")
    for address in (f"{stack.ui_url}/v2/deployments", f"{stack.ui_url}/deployments"):
        page.goto(address)
        page.get_by_text("sign-off").first.wait_for()
    page.goto(f"{stack.ui_url.replace('127.0.0.1', 'localhost')}/deployments")
    page.get_by_text("sign-off").first.wait_for()

    assert page.url == f"{stack.ui_url}/deployments"
    assert stack.login not in page.evaluate("JSON.stringify([location.href, document.referrer, history.length])")
