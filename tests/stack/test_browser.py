"""The Prefect UI in a real browser: somebody starts a letter with the form, and finds it back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from models.errors import NotFound
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.stack import Stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from tests.stack.browser import PATIENCE_MS, Form, browser
from tests.stack.in_prefect import InPrefect
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

NUMBER = "FORM-1"
EXPLAINED = {
    "Titel": "Titel van de brief.",
    "Dossiernummer": "Uniek nummer van het dossier; letters, cijfers, punt, streepje.",
    "Departementen": "Codes van de departementen.",
    "Parafenroute": "Codes van wie paraferen, op volgorde.",
    "Kernpunten": "De kern, tot drie niveaus diep.",
}


@dataclass
class Visit:
    """A browser in which a letter was started with the form."""

    app: App
    page: Page
    form: str
    """What the form said before anything was filled in."""
    asked: list[str] = field(default_factory=list)
    """The addresses that the browser asked for."""

    @property
    def letter(self) -> Status:
        return read_status(self.app, NUMBER)


@pytest.fixture(scope="module")
def visit(chromium: str, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Start a letter with Prefect's own form, field by field, as its owner would."""
    app = build_app(stack.settings)
    with browser(chromium, tmp_path_factory.mktemp("chromium")) as context:
        page, asked = context.pages[0], list[str]()
        context.on("request", lambda request: asked.append(request.url))
        page.goto(stack.login_url)
        page.wait_for_url("**/dashboard*")
        page.goto(f"{stack.ui_url}/deployments")
        page.locator("a[href*='/deployments/deployment/']", has_text="sign-off").click()
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_text("Custom run").click()
        expect(page.get_by_text("Titel van de brief.")).to_be_visible(timeout=PATIENCE_MS)
        form = Form(page.locator("form"))
        visit = Visit(app, page, form.text, asked)
        _fill_in(form.field("dossier"))
        while not _is_submitted(page):
            pass
        wait_until(lambda: _has_asked(app), "the letter to ask its departments")
        yield visit
    app.database.dispose()


def test_the_form_explains_its_fields_in_dutch(visit: Visit) -> None:
    lines = visit.form.splitlines()

    assert {label: lines[lines.index(label) + 1] for label in EXPLAINED} == EXPLAINED


def test_a_letter_started_with_the_form_asks_its_departments(stack: Stack, visit: Visit) -> None:
    letter = visit.letter
    keys = {message.key for message in letter.state.messages}
    arrived = [mail.message for mail in stack.mailbox.received() if mail.message["X-Paraaf-Key"] in keys]

    assert letter.state.dossier.title == "Een brief uit het formulier"
    assert letter.step.waits_for == ("FIN", "OCW")
    assert sorted(mail["To"] for mail in arrived) == [
        "bbr@example.nl",
        "fin@example.nl",
        "ocw@example.nl",
        letter.state.dossier.owner_address,
    ]
    assert letter.state.dossier.request["key_points"] == [
        {"text": "Een punt", "points": [{"text": "Een lager punt", "points": []}]}
    ]


def test_the_page_of_the_run_shows_name_tags_and_status(stack: Stack, visit: Visit) -> None:
    (run,) = InPrefect(stack).runs_of(NUMBER)
    page = visit.page

    page.goto(f"{stack.ui_url}/runs/flow-run/{run.id}")
    expect(page.get_by_text(f"Een brief uit het formulier ({NUMBER})").first).to_be_visible()
    for tag in ("EZ", "step: Consultation of the departments", "waits for: FIN", "waits for: OCW"):
        expect(page.get_by_text(tag, exact=True).first).to_be_visible()
    page.get_by_text("Artifacts", exact=True).click()
    page.get_by_text(f"letter-{NUMBER.lower()}-status").click()
    for said in ("Waits for FIN", "Waits for OCW", "Consultation of the departments, round 1: open"):
        expect(page.get_by_text(said).first).to_be_visible()


def test_the_ui_asks_for_nothing_outside_this_machine(visit: Visit) -> None:
    hosts = {urlsplit(url).hostname for url in visit.asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")}

    assert hosts == {"127.0.0.1"}


def _fill_in(dossier: Form) -> None:
    dossier.field("Titel").fill("Een brief uit het formulier")
    dossier.field("Betreft").fill("Beginnen in de browser")
    dossier.field("Nummers").field("Dossiernummer").fill(NUMBER)
    dossier.field("Ministerie").fill("EZ")
    dossier.field("Minister").fill("MIN")
    dossier.field("Secretariaat").fill("BBR")
    owner = dossier.field("Dossierhouder")
    owner.field("Naam").fill("O. Eigenaar")
    owner.field("Adres").fill("owner@example.nl")
    part = dossier.field("Brief").field("Onderdelen").add()
    part.field("Kop").fill("Keuzes")
    part.field("Tekst").fill("Het kabinet maakt scherpe keuzes.\n\n- een\n- twee")
    for label, codes in (("Departementen", ("FIN", "OCW")), ("Stakeholders", ("VNO",)), ("Parafenroute", ("DIR",))):
        for code in codes:
            dossier.field(label).add(code)
    dossier.field("Aanleiding").fill("De brief is toegezegd.")
    dossier.field("Geadviseerd besluit").fill("De brief te ondertekenen.")
    point = dossier.field("Kernpunten").add()
    point.field("Punt").fill("Een punt")
    point.field("Onderliggende punten").add().field("Punt").fill("Een lager punt")


def _is_submitted(page: Page) -> bool:
    """Press Submit; return whether Prefect took it. On SQLite it answers 503 when two of its writes cross."""
    with page.expect_response(lambda answer: answer.url.endswith("/create_flow_run")) as created:
        page.get_by_role("button", name="Submit").click()
    assert created.value.status in (201, 503)
    return created.value.ok


def _has_asked(app: App) -> bool:
    try:
        letter = read_status(app, NUMBER)
    except NotFound:
        return False
    return letter.step.kind is StepKind.AWAIT_REACTIONS and all(message.sent_at for message in letter.state.messages)
