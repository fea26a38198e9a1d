"""The portal in a real browser: without JavaScript, on a phone, in the dark, on paper."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from models.process import StepKind
from paraaf.services import sign_offs, withdrawal
from paraaf.services.context import App
from tests.portal.person import Person
from tests.portal.test_deciding import code_of
from tests.support.acts import CHANGE, accepted, answer, consulted, fin_objects, inform_all, status_of, waiting_for
from tests.support.chrome import DESK, PHONE, page_of
from tests.support.letters import NUMBER, agree, carry, state_of, to_stage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal-browser")]


def test_enter_in_a_text_field_keeps_a_draft_and_sends_nothing(
    app: App, fin: Person, origin: str, chrome: Browser
) -> None:
    consulted(app)
    with page_of(chrome) as page:
        page.goto(origin + fin.link)
        page.get_by_label("Uw naam").fill("F. de Vries")
        page.get_by_label("Uw naam").press("Enter")

        expect(page.get_by_role("status")).to_contain_text("Er is nog niets verstuurd")
        expect(page.get_by_label("Uw naam")).to_have_value("F. de Vries")
    assert state_of(app).reactions == []


def test_the_error_summary_leads_to_the_field(app: App, fin: Person, origin: str, chrome: Browser) -> None:
    consulted(app)
    with page_of(chrome) as page:
        page.goto(origin + fin.link)
        page.get_by_label("Bezwaar").check()
        page.get_by_role("button", name="Controleren en versturen").click()
        page.get_by_role("link", name="Schrijf in een opmerking wat er aan de brief niet klopt").click()

        expect(page.get_by_label("Uw opmerking")).to_be_focused()


def press(page: Page, target: Locator) -> None:
    """Click on what leads to another page, and wait for that."""
    with page.expect_navigation():
        target.click()


def check(page: Page, name: str, *, width: int) -> None:
    """Fail if the page has an accessibility violation, or is wider than the window."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def pages(page: Page, app: App, origin: str, link: str) -> Iterator[str]:
    """Go from page to page, and give the name of each."""
    page.goto(origin + "/")
    yield "welcome"
    page.goto(origin + "/open/x")
    yield "wrong link"
    page.goto(origin + link)
    yield "form"
    press(page, page.get_by_role("button", name="Controleren en versturen"))
    yield "form with faults"
    page.get_by_label("Bezwaar").check()
    press(page, page.locator("button[value='quote-p-10']"))
    page.get_by_label("Uw opmerking").fill("x" * 300)
    page.get_by_label("Uw tekstvoorstel").fill("Een miljard euro.")
    page.locator("#file-input").set_input_files({"name": "x.docx", "mimeType": "x/x", "buffer": b"geen Word"})
    press(page, page.get_by_role("button", name="Nog een opmerking"))
    yield "draft"
    press(page, page.get_by_role("button", name="Controleren en versturen"))
    yield "confirmation"
    press(page, page.get_by_role("button", name="Verstuur deze reactie"))
    yield "receipt"
    press(page, page.get_by_role("button", name="Wijzig deze reactie"))
    yield "revision"
    press(page, page.get_by_role("link", name="Laat een collega antwoorden"))
    yield "pass on"
    press(page, page.get_by_role("button", name="Geef de vraag door"))
    yield "pass on with faults"
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")
    page.goto(origin + link)
    yield "closed"


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (DESK, True), (PHONE, False)])
def test_no_page_has_an_accessibility_violation_or_needs_scrolling_sideways(
    app: App, fin: Person, origin: str, chrome: Browser, size: tuple[int, int], dark: bool
) -> None:
    consulted(app)
    with page_of(chrome, size, script=True, dark=dark) as page:
        for name in pages(page, app, origin, fin.link):
            check(page, name, width=size[0])


def deciding_pages(page: Page, app: App, origin: str, person: Callable[[str], Person]) -> Iterator[str]:
    """Go to each page of an official and of the minister, and yield its name."""
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Korter graag.")
    answer(app, edits=[CHANGE])
    inform_all(app)
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    page.goto(origin + person("dir@example.nl").link)
    yield "sign-off"
    press(page, page.get_by_role("button", name="Verder naar bevestigen"))
    yield "sign-off with a fault"
    page.get_by_label("Paraferen").check()
    press(page, page.get_by_role("button", name="Verder naar bevestigen"))
    yield "sign-off, confirmation"
    press(page, page.get_by_role("button", name="Parafeer de brief"))
    page.get_by_text("nog eens lezen").click()
    yield "sign-off, receipt"
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    minister = person("min@example.nl")
    page.goto(origin + minister.link)
    yield "decision"
    page.get_by_label("Ondertekenen").check()
    press(page, page.get_by_role("button", name="Verder naar bevestigen"))
    yield "decision, before the code"
    press(page, page.get_by_role("button", name="Stuur mij een code"))
    press(page, page.get_by_role("button", name="Onderteken de brief"))
    yield "decision, without the code"
    page.get_by_label("Code", exact=True).fill(code_of(minister))
    press(page, page.get_by_role("button", name="Onderteken de brief"))
    expect(page.get_by_role("heading", name="De brief is ondertekend")).to_be_visible()
    yield "decision, receipt"


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESK, True)])
def test_no_page_on_which_somebody_decides_has_a_violation_or_needs_scrolling_sideways(
    app: App, origin: str, chrome: Browser, person: Callable[[str], Person], size: tuple[int, int], dark: bool
) -> None:
    with page_of(chrome, size, script=True, dark=dark) as page:
        for name in deciding_pages(page, app, origin, person):
            check(page, name, width=size[0])


def following_pages(page: Page, app: App, origin: str, person: Callable[[str], Person]) -> Iterator[str]:
    """Go to each page of the owner and the secretariat, and yield its name."""
    dossier_id = fin_objects(app)
    owner = person("owner@example.nl")
    page.goto(origin + owner.link)
    yield "code"
    give_code(page, owner)
    yield "owner, comments to answer"
    home = page.url.partition("?")[0]
    press(page, page.get_by_role("link", name="Beantwoord de opmerkingen"))
    press(page, page.get_by_role("button", name="Voeg een wijziging toe"))
    yield "answers"
    press(page, page.get_by_role("button", name="Leg de antwoorden vast"))
    yield "answers that cannot be recorded"
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    page.goto(home)
    for each in page.locator("summary").all():
        each.click()
    yield "owner, an open round"
    press(page, page.get_by_role("button", name="Verleng de termijn"))
    yield "owner, with faults"
    agree(app, status_of(app))
    to_stage(app, dossier_id, StepKind.AWAIT_DISPATCH)
    secretary = person("bbr@example.nl")
    page.goto(origin + secretary.link)
    give_code(page, secretary)
    yield "secretariat"
    press(page, page.get_by_role("link", name=NUMBER))
    for each in page.locator("summary").all():
        each.click()
    yield "secretariat, a letter"


def give_code(page: Page, someone: Person) -> None:
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code", exact=True).fill(code_of(someone))
    page.get_by_role("button", name="Open mijn pagina").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Open uw pagina met een code")


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (DESK, False)])
def test_no_page_on_which_a_letter_is_followed_has_a_violation_or_needs_scrolling_sideways(
    app: App, origin: str, chrome: Browser, person: Callable[[str], Person], size: tuple[int, int], dark: bool
) -> None:
    with page_of(chrome, size, script=True, dark=dark) as page:
        for name in following_pages(page, app, origin, person):
            check(page, name, width=size[0])


def test_the_page_prints_without_its_buttons(app: App, fin: Person, origin: str, chrome: Browser) -> None:
    consulted(app)
    with page_of(chrome) as page:
        page.goto(origin + fin.link)
        page.emulate_media(media="print")

        expect(page.get_by_role("button", name="Nog een opmerking")).to_be_hidden()
        expect(page.get_by_text("Het kabinet maakt scherpe keuzes.")).to_be_visible()


def test_the_browser_runs_no_script_that_somebody_put_in_the_letter(
    app: App, fin: Person, origin: str, chrome: Browser, person: Callable[[str], Person]
) -> None:
    consulted(app, title="<img src=x onerror=alert(1)><script>alert(2)</script>")
    with page_of(chrome, script=True) as page:
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.goto(origin + fin.link)
        page.wait_for_load_state("networkidle")

        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert said == []
