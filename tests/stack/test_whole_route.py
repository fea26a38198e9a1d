"""The whole route on real parts, in a browser: each person by the link in the mail that the SMTP server received."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page

from models.enums import DossierStatus, Position
from models.process import StepKind
from paraaf.local.stack import Stack
from paraaf.services import starting, verifying
from paraaf.services.context import App
from paraaf.services.reading import Status, read_status
from tests.stack.conftest import run_state
from tests.support import letters
from tests.support.chrome import page_of
from tests.support.hands import Hands, Mouse
from tests.support.journey import PEOPLE, TITLE, Journey
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

NUMBER = "ROUTE-1"


@dataclass
class InTheMail:
    """What the mails say that the SMTP server received; each is read once, and waited for."""

    stack: Stack
    read: set[str] = field(default_factory=set)

    def link(self, address: str) -> str:
        return self._next(address, rf"{re.escape(self.stack.portal_url)}/open/\S+", about=TITLE)

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


def test_a_letter_goes_from_start_to_dispatch_by_the_links_in_the_mails(
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
    assert windows.wrong == []
    assert (stack.logs / "portal.log").read_text().count("\n") <= 1
