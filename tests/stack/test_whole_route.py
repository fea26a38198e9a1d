"""The whole route on real parts, in a browser: each person by the link in the mail that the SMTP server received."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from models.audit import AuditEvent
from models.enums import DossierStatus, Position
from models.process import StepKind
from paraaf.local.stack import Stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.intake import starting
from tests.stack.running import run_state
from tests.support import letters
from tests.support.chrome import page_of
from tests.support.hands import Hands, Mouse
from tests.support.journey import PEOPLE, TITLE, Journey
from tests.support.letters import dossier_file
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

NUMBER = "ROUTE-1"
NEXT, NEXT_TITLE = "ROUTE-2", "De volgende brief"


@dataclass
class InTheMail:
    """What the mails say that the SMTP server received; each is read once, and waited for."""

    stack: Stack
    read: set[str] = field(default_factory=set)

    def link(self, address: str, *, about: str = TITLE) -> str:
        return self._next(address, rf"{re.escape(self.stack.portal_url)}/open/\S+", about=about)

    def code(self, address: str) -> str:
        return self._next(address, r"\d{3} \d{3}", about="Uw code")

    def to_parliament(self) -> EmailMessage | None:
        mails = [received.message for received in self.stack.mailbox.received()]
        return next((mail for mail in mails if mail["To"] == "tk@example.nl" and TITLE in str(mail["Subject"])), None)

    def _next(self, address: str, pattern: str, *, about: str) -> str:
        found: list[str] = []

        def has_come() -> bool:
            for received in self.stack.mailbox.received():
                mail, name = received.message, received.path.name
                if name in self.read or address not in str(mail["To"]) or about not in str(mail["Subject"]):
                    continue
                body = mail.get_body(("plain",))
                if body is not None and (match := re.search(pattern, str(body.get_content()))):
                    self.read.add(name)
                    found[:] = [match[0]]
            return bool(found)

        wait_until(has_come, f"a mail to {address} about {about}")
        return found[0]


@dataclass
class Windows:
    """Pages of browsers, one for each person, and what went wrong on any of them."""

    chrome: Browser
    open_ones: ExitStack
    wrong: list[str] = field(default_factory=list)

    def come(self) -> Hands:
        page: Page = self.open_ones.enter_context(page_of(self.chrome, script=True))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("response", lambda came: self.wrong.append(f"{came.status} {came.url}") if came.status > 399 else None)
        return Mouse(page)


@pytest.fixture
def windows(chrome: Browser) -> Iterator[Windows]:
    with ExitStack() as open_ones:
        yield Windows(chrome, open_ones)


def begun_in_the_portal(me: Hands, link: str, mails: InTheMail) -> None:
    """Begin the next letter from the secretariat's page, with a dossier file."""
    page = me.page
    me.open(link)
    me.press(page.get_by_role("button", name="Stuur mij een code"))
    me.write(page.get_by_label("Code", exact=True), mails.code("bbr@example.nl"))
    me.press(page.get_by_role("button", name="Open mijn pagina"))
    me.press(page.get_by_role("link", name="Een brief beginnen"))
    given = dossier_file(title=NEXT_TITLE, references={"dossier_number": NEXT}, **PEOPLE)
    page.locator("#files").set_input_files({"name": "dossier.yaml", "mimeType": "text/yaml", "buffer": given})
    me.press(page.get_by_role("button", name="Lees de bestanden"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit gaat er gebeuren")
    me.press(page.get_by_role("button", name="Begin deze brief"))
    expect(page.get_by_role("heading", level=1)).to_have_text("De brief is begonnen")


def test_a_letter_goes_from_start_to_dispatch_by_the_links_in_the_mails_and_the_next_begins_in_the_portal(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status], windows: Windows
) -> None:
    starting.start_run(paraaf, letters.request(title=TITLE, references={"dossier_number": NUMBER}, **PEOPLE))
    letter_at(NUMBER, StepKind.AWAIT_REACTIONS)
    wait_until(lambda: run_state(paraaf, NUMBER) == "Suspended", "the run to be suspended")
    mails = InTheMail(stack)
    Journey(mails, windows.come, lambda kind: letter_at(NUMBER, kind), number=NUMBER).travel()

    state = read_status(paraaf, NUMBER).state
    wait_until(lambda: run_state(paraaf, NUMBER) == "Completed", "the run to complete")
    assert state.dossier.status is DossierStatus.DISPATCHED
    assert [r.position for r in state.reactions] == [Position.AGREE_ON_CONDITION, Position.AGREE, Position.AGREE]
    assert [version.number for version in state.versions] == [1, 2]
    assert verifying.verify(paraaf, NUMBER).is_sound
    sent = mails.to_parliament()
    assert sent is not None and any(part.get_filename("").endswith(".docx") for part in sent.iter_attachments())
    begun_in_the_portal(windows.come(), InTheMail(stack).link("bbr@example.nl"), mails)
    letter_at(NEXT, StepKind.AWAIT_REACTIONS)
    assert mails.link("fin@example.nl", about=NEXT_TITLE)
    with paraaf.read() as session:
        begun = read_status(paraaf, NEXT).state.dossier
        first = session.exec(select(AuditEvent).where(AuditEvent.dossier_id == begun.id, AuditEvent.seq == 1)).one()
    assert (first.actor, first.data["through"]) == ("BBR", "portal")
    assert first.data["link"]["letter"] == NUMBER
    assert verifying.verify(paraaf, NEXT).is_sound
    assert windows.wrong == []
    assert (stack.logs / "portal.log").read_text().count("\n") <= 1
