"""The portal on real parts: somebody opens the link in their mail and answers in a browser, and the run goes on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from models.enums import Position
from models.process import StepKind
from paraaf.local.stack import Stack
from paraaf.services import starting, verifying
from paraaf.services.context import App
from paraaf.services.reading import Status, read_status
from tests.stack.browser import browser
from tests.stack.conftest import run_state
from tests.support import letters
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

TITLE = "Een brief in het portaal"
PEOPLE = {"departments": ["FIN"], "stakeholders": ["VNO"], "sign_off_route": ["DIR"]}


def link_in_mail(stack: Stack, address: str) -> str:
    """Wait for a mail about this letter to somebody, and return the link in it."""
    found: list[str] = []

    def is_there() -> bool:
        for mail in (received.message for received in stack.mailbox.received()):
            body = mail.get_body(("plain",))
            if body is not None and address in str(mail["To"]) and TITLE in str(mail["Subject"]):
                found[:] = re.findall(rf"{re.escape(stack.portal_url)}/open/\S+", str(body.get_content()))
        return bool(found)

    wait_until(is_there, f"a mail with a link to {address}")
    return found[0]


def test_a_department_passes_a_question_on_and_a_colleague_answers_from_the_mail(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status], chromium: str, tmp_path: Path
) -> None:
    request = letters.request(title=TITLE, references={"dossier_number": "PORTAL-1"}, **PEOPLE)
    starting.start_run(paraaf, request)
    letter_at("PORTAL-1", StepKind.AWAIT_REACTIONS)
    wait_until(lambda: run_state(paraaf, "PORTAL-1") == "Suspended", "the run to be suspended")

    with browser(chromium, tmp_path / "chromium") as context:
        page = context.pages[0]
        page.goto(link_in_mail(stack, "fin@example.nl"))
        page.get_by_role("link", name="Laat een collega antwoorden").click()
        page.get_by_label("Naam van uw collega").fill("C. Collega")
        page.get_by_label("E-mailadres van uw collega").fill("collega@fin.example")
        page.get_by_role("button", name="Geef de vraag door").click()
        expect(page.get_by_role("status")).to_contain_text("doorgegeven aan C. Collega")

        page.goto(link_in_mail(stack, "collega@fin.example"))
        page.get_by_label("Akkoord", exact=True).check()
        page.get_by_role("button", name="Controleren en versturen").click()
        page.get_by_role("button", name="Verstuur deze reactie").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Uw reactie is vastgelegd")

    wait_until(lambda: read_status(paraaf, "PORTAL-1").step.waits_for == ("VNO",), "the letter to go on")
    reaction = read_status(paraaf, "PORTAL-1").state.reactions[0]
    assert (reaction.party_code, reaction.position, reaction.by) == ("FIN", Position.AGREE, "C. Collega, voor IRF")
    assert verifying.verify(paraaf, "PORTAL-1").is_sound
    assert (stack.logs / "portal.log").read_text().count("\n") <= 1
