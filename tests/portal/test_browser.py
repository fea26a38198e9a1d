"""The portal in a real browser: without JavaScript, on a phone, in the dark, on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from paraaf.services.app.unit_of_work import App
from tests.portal.person import Person
from tests.support.acts import consulted
from tests.support.chrome import page_of
from tests.support.letters import state_of

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
        page.get_by_role("radio", name="Bezwaar").check()
        page.get_by_role("button", name="Controleren en versturen").click()
        page.get_by_role("link", name="Schrijf in een opmerking wat er aan de brief niet klopt").click()

        expect(page.get_by_label("Uw opmerking")).to_be_focused()


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


SELECT = """passage => {
    const text = [...passage.childNodes].find(node => node.textContent.includes("scherpe")).firstChild
        ?? [...passage.childNodes].find(node => node.textContent.includes("scherpe"));
    const at = text.textContent.indexOf("scherpe keuzes");
    getSelection().setBaseAndExtent(text, at, text, at + "scherpe keuzes".length);
}"""


def test_who_selects_words_in_the_letter_is_offered_a_comment_on_those(
    app: App, fin: Person, origin: str, chrome: Browser
) -> None:
    consulted(app)
    with page_of(chrome, script=True) as page:
        page.goto(origin + fin.link)
        passage = page.locator(".letter-text p", has_text="scherpe keuzes")
        offer = page.get_by_role("button", name="Opmerking bij deze woorden")
        expect(offer).to_be_hidden()
        passage.evaluate(SELECT)
        expect(offer).to_have_text("Opmerking bij deze woorden: ‘scherpe keuzes’")
        offer.click()

        expect(page.get_by_label("Uw opmerking")).to_be_focused()
        expect(page.get_by_label("Om welke woorden gaat het precies?")).to_have_value("scherpe keuzes")
        expect(page.get_by_label("Passage uit de brief")).to_have_value(
            "Het kabinet maakt scherpe keuzes. Dat doet het met een plan."
        )
