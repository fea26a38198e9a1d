"""A letter's whole route in a browser: everybody by the link in their own message."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import expect

from models.process import StepKind
from tests.support.hands import Hands
from tests.support.letters import NUMBER, PASSAGE

TITLE = "Een brief op reis"
PEOPLE = {"departments": ["FIN"], "stakeholders": ["VNO"], "sign_off_route": ["DIR"]}
AMOUNT = "Het kabinet maakt keuzes van een miljard euro."


class Post(Protocol):
    """The messages that people received."""

    def link(self, address: str) -> str:
        """Return the link in the latest message to this address."""

    def code(self, address: str) -> str:
        """Return the code in the latest message to this address."""


@dataclass
class Journey:
    """A letter that has asked its department."""

    post: Post
    come: Callable[[], Hands]
    """Return somebody who has opened nothing yet."""
    until: Callable[[StepKind], object]
    """Let the letter go on until it waits for this."""
    number: str = NUMBER

    def travel(self) -> None:
        """Carry the letter to dispatch."""
        department = self.come()
        self._condition(department)
        self.until(StepKind.AWAIT_ANSWERS)
        owner = self.come()
        self._answer(owner)
        self.until(StepKind.AWAIT_REACTIONS)
        self._agree_to_the_change(department)
        self.until(StepKind.AWAIT_REACTIONS)
        self._pass_on()
        self.until(StepKind.AWAIT_SIGN_OFF)
        self._sign_off()
        self.until(StepKind.AWAIT_MINISTER)
        self._sign()
        self.until(StepKind.AWAIT_DISPATCH)
        secretary = self.come()
        self._dispatch(secretary)
        self.until(StepKind.DONE)
        self._look_back(owner, secretary)

    def _condition(self, me: Hands) -> None:
        """Send too early, read what is missing, and then agree on a condition."""
        page = me.page
        me.open(self.post.link("fin@example.nl"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Uw reactie op een conceptbrief")
        me.press(page.get_by_role("button", name="Controleren en versturen"))
        me.press(page.get_by_role("link", name="Kies wat u van de brief vindt"))
        me.tick(page.get_by_role("radio", name="Akkoord onder voorwaarde"))
        me.press(page.get_by_role("button", name=re.compile(f"Opmerking: {PASSAGE[:12]}")))
        expect(page.get_by_label("Uw opmerking")).to_be_focused()
        me.write(page.get_by_label("Passage uit de brief"), PASSAGE)
        me.write(page.get_by_label("Uw opmerking"), "Noem het bedrag.")
        me.write(page.get_by_label("Uw tekstvoorstel"), AMOUNT)
        me.choose(page.get_by_label("Waar komt uw tekst?"), "In de plaats van de hele passage")
        me.choose(page.get_by_label("Gewicht"), "Voorwaarde: dit moet anders")
        me.write(page.get_by_label("Uw naam"), "F. de Vries")
        me.press(page.get_by_role("button", name="Controleren en versturen"))
        expect(page.get_by_role("main")).to_contain_text("Noem het bedrag.")
        me.press(page.get_by_role("button", name="Verstuur deze reactie"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Uw reactie is vastgelegd")

    def _answer(self, me: Hands) -> None:
        """Accept the comment with the text that was proposed: that makes the next version."""
        page = me.page
        self._sign_in(me, "owner@example.nl")
        me.press(page.get_by_role("link", name="Beantwoord de opmerkingen"))
        me.choose(page.get_by_label("Uw antwoord"), "overgenomen")
        me.write(page.get_by_label("Reden, voor FIN"), "Het bedrag staat er nu.")
        me.tick(page.get_by_label("Zet het tekstvoorstel in de brief"))
        me.press(page.get_by_role("button", name="Leg de antwoorden vast"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Controleer versie 2")
        expect(page.get_by_role("main")).to_contain_text(AMOUNT)
        me.press(page.get_by_role("button", name="Leg de antwoorden vast"))
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    def _agree_to_the_change(self, me: Hands) -> None:
        page = me.page
        me.open(self.post.link("fin@example.nl"))
        expect(page.get_by_role("main")).to_contain_text("van een miljard euro")
        me.write(page.get_by_label("Uw naam"), "F. de Vries")
        self._agree(me)

    def _pass_on(self) -> None:
        """Let a colleague answer, who gets a message of their own."""
        me, colleague = self.come(), self.come()
        page = me.page
        me.open(self.post.link("vno@example.nl"))
        me.press(page.get_by_role("link", name="Laat een collega antwoorden"))
        me.write(page.get_by_label("Naam van uw collega"), "C. Collega")
        me.write(page.get_by_label("E-mailadres van uw collega"), "collega@vno.example")
        me.press(page.get_by_role("button", name="Geef de vraag door"))
        expect(page.get_by_role("status")).to_contain_text("doorgegeven aan C. Collega")
        self.until(StepKind.AWAIT_REACTIONS)
        colleague.open(self.post.link("collega@vno.example"))
        self._agree(colleague)

    def _agree(self, me: Hands) -> None:
        page = me.page
        me.tick(page.get_by_role("radio", name="Akkoord", exact=True))
        me.press(page.get_by_role("button", name="Controleren en versturen"))
        me.press(page.get_by_role("button", name="Verstuur deze reactie"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Uw reactie is vastgelegd")

    def _sign_off(self) -> None:
        me = self.come()
        page = me.page
        me.open(self.post.link("dir@example.nl"))
        me.press(page.get_by_role("button", name="Verder naar bevestigen"))
        expect(page.get_by_role("alert")).to_contain_text("Kies wat u beslist")
        me.tick(page.get_by_role("radio", name="Paraferen"))
        me.press(page.get_by_role("button", name="Verder naar bevestigen"))
        me.press(page.get_by_role("button", name="Parafeer de brief"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Uw paraaf is vastgelegd")

    def _sign(self) -> None:
        me = self.come()
        page = me.page
        me.open(self.post.link("min@example.nl"))
        expect(page.get_by_role("main")).to_contain_text("versie 2, deze tekst")
        me.press(page.get_by_role("link", name="Direct naar uw beslissing"))
        me.tick(page.get_by_role("radio", name="Ondertekenen"))
        me.press(page.get_by_role("button", name="Verder naar bevestigen"))
        me.press(page.get_by_role("button", name="Stuur mij een code"))
        me.press(page.get_by_role("button", name="Onderteken de brief"))
        expect(page.get_by_role("alert")).to_contain_text("Vul de code in")
        me.write(page.get_by_label("Code", exact=True), self.post.code("min@example.nl"))
        me.press(page.get_by_role("button", name="Onderteken de brief"))
        expect(page.get_by_role("heading", level=1)).to_have_text("De brief is ondertekend")

    def _dispatch(self, me: Hands) -> None:
        page = me.page
        self._sign_in(me, "bbr@example.nl")
        me.press(page.get_by_role("link", name=self.number))
        me.write(page.get_by_label("Kamerstuknummer of kenmerk"), "29826, nr. 277")
        me.tick(page.get_by_role("checkbox"))
        me.press(page.get_by_role("button", name="Verzend de brief"))
        expect(page.get_by_role("status")).to_be_visible()

    def _look_back(self, owner: Hands, secretary: Hands) -> None:
        """See that the letter is out, on both pages that follow it."""
        for each in (owner, secretary):
            each.page.reload()
            expect(each.page.get_by_role("main")).to_contain_text("29826, nr. 277")

    def _sign_in(self, me: Hands, address: str) -> None:
        page = me.page
        me.open(self.post.link(address))
        me.press(page.get_by_role("button", name="Stuur mij een code"))
        me.write(page.get_by_label("Code", exact=True), self.post.code(address))
        me.press(page.get_by_role("button", name="Open mijn pagina"))
