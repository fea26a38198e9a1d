"""Walks past every page of the portal, in each state that looks otherwise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from models.enums import Position, Weight
from models.preparation import Preparation
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation.reaction_inputs import CommentInput
from paraaf.services.letters import holds
from paraaf.services.signing import decisions, sign_offs, withdrawal
from tests.portal.codes import code_of
from tests.portal.person import Person
from tests.support.acts import CHANGE, accepted, answer, consulted, fin_objects, inform_all, status_of, waiting_for
from tests.support.letters import NUMBER, agree, carry, dossier_file, react, to_stage
from tests.support.openid import OpenIdServer


@dataclass
class Tour:
    """A browser, and the portal that it goes through."""

    page: Page
    app: App
    origin: str
    person: Callable[[str], Person]
    provider: OpenIdServer

    def open(self, someone: Person) -> None:
        """Open the link in the latest message to somebody."""
        self.page.goto(self.origin + someone.link)

    def press(self, target: Locator | str) -> None:
        """Press a button, by its name, or click on what leads to another page; and arrive there."""
        found = self.page.get_by_role("button", name=target) if isinstance(target, str) else target
        with self.page.expect_navigation():
            found.click()

    def follow(self, name: str) -> None:
        """Follow a link, by its name."""
        self.press(self.page.get_by_role("link", name=name))

    def unfold_all(self) -> None:
        """Open every part of the page that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    def give_code(self, someone: Person) -> None:
        """Ask for a code, and give it."""
        self.press("Stuur mij een code")
        self.page.get_by_label("Code", exact=True).fill(code_of(someone))
        self.press("Open mijn pagina")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Open uw pagina met een code")


def reacting(tour: Tour) -> Iterator[str]:
    """Go past what a department meets."""
    page, fin = tour.page, tour.person("fin@example.nl")
    consulted(tour.app)
    for path, name in (("/", "welcome"), ("/open/x", "wrong link"), ("/review/x", "no such page")):
        page.goto(tour.origin + path)
        yield name
    tour.open(fin)
    yield "form"
    tour.press("Controleren en versturen")
    yield "form with faults"
    page.get_by_role("radio", name="Bezwaar").check()
    tour.press(page.locator("button[value='quote-p-10']"))
    page.get_by_label("Uw opmerking").fill("x" * 300)
    page.get_by_label("Uw tekstvoorstel").fill("Een miljard euro.")
    page.locator("#file-input").set_input_files({"name": "x.docx", "mimeType": "x/x", "buffer": b"geen Word"})
    tour.press("Nog een opmerking")
    yield "draft with a file that was refused"
    home = page.url.partition("?")[0]
    page.get_by_label("Waar komt uw tekst?").first.select_option("after")
    tour.press("Controleren en versturen")
    yield "confirmation"
    react(tour.app, "FIN", Position.OBJECT, CommentInput("Te vroeg."))
    tour.press("Verstuur deze reactie")
    yield "answered meanwhile"
    tour.press("Verstuur die van mij, in de plaats van die van Iemand van FIN")
    yield "receipt"
    tour.press("Wijzig deze reactie")
    yield "revision"
    tour.follow("Laat een collega antwoorden")
    yield "pass on"
    tour.press("Geef de vraag door")
    yield "pass on with faults"
    page.get_by_label("Naam van uw collega").fill("C. Collega")
    page.get_by_label("E-mailadres van uw collega").fill("collega@fin.example")
    tour.press("Geef de vraag door")
    yield "passed on"
    page.goto(home)
    page.get_by_label("Uw opmerking").first.fill("Dit blijft bewaard.")
    tour.press(page.get_by_role("button", name="Bewaren als concept").last)
    withdrawal.withdraw(tour.app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")
    page.goto(home)
    yield "closed, with what was typed"


def given_back(tour: Tour) -> Iterator[str]:
    """Go past what somebody meets who comes late: a session that ended, a second round, a term that ended."""
    page, fin = tour.page, tour.person("fin@example.nl")
    dossier_id = fin_objects(tour.app)
    answer(tour.app, responses=[accepted()], edits=[CHANGE])
    carry(tour.app, dossier_id)
    tour.open(fin)
    yield "form of a second round"
    page.get_by_label("Toelichting bij uw reactie").fill("Nu akkoord.")
    page.context.clear_cookies()
    tour.press("Controleren en versturen")
    yield "session that ended, with what was typed"
    tour.app.clock.move(days=30)  # type: ignore[attr-defined]
    tour.open(fin)
    yield "form after the term"


def signing_off(tour: Tour) -> Iterator[str]:
    """Go past what an official meets."""
    page, dossier_id = tour.page, waiting_for(tour.app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(tour.app, NUMBER, party="DIR", by="D. Directeur", remarks="Korter graag.")
    answer(tour.app, edits=[CHANGE])
    inform_all(tour.app)
    to_stage(tour.app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    tour.open(tour.person("dir@example.nl"))
    yield "sign-off"
    tour.press("Verder naar bevestigen")
    yield "sign-off with a fault"
    page.get_by_label("Paraferen").check()
    tour.press("Verder naar bevestigen")
    yield "sign-off, confirmation"
    tour.press("Parafeer de brief")
    page.get_by_text("nog eens lezen").click()
    yield "sign-off, receipt"
    carry(tour.app, dossier_id)
    tour.open(tour.person("wjz2@example.nl"))
    holds.hold(tour.app, NUMBER, by="O. Eigenaar", reason="Wacht op cijfers.")
    page.reload()
    yield "sign-off, on hold"
    withdrawal.withdraw(tour.app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")
    page.reload()
    yield "sign-off, closed"


def deciding(tour: Tour) -> Iterator[str]:
    """Go past what the minister meets."""
    page, minister = tour.page, tour.person("min@example.nl")
    dossier_id = waiting_for(tour.app, StepKind.AWAIT_MINISTER)
    decisions.discuss(tour.app, NUMBER, by="M. Minister", remarks="Met FIN.")
    tour.open(minister)
    yield "decision, to discuss"
    decisions.record_discussion(tour.app, NUMBER, by="O. Eigenaar", note="FIN stemt in.")
    carry(tour.app, dossier_id)
    tour.open(minister)
    yield "decision"
    page.get_by_label("Terugsturen").check()
    tour.press("Verder naar bevestigen")
    yield "decision with a fault"
    page.get_by_label("Ondertekenen").check()
    tour.press("Verder naar bevestigen")
    yield "decision, before the code"
    tour.press("Stuur mij een code")
    tour.press("Onderteken de brief")
    yield "decision, without the code"
    page.get_by_label("Code", exact=True).fill(code_of(minister))
    home = page.url.partition("/confirm")[0]
    tour.press("Onderteken de brief")
    expect(page.get_by_role("heading", name="De brief is ondertekend")).to_be_visible()
    yield "decision, receipt"
    page.goto(home)
    yield "decision, once it was taken"


def closed_to_the_minister(tour: Tour) -> Iterator[str]:
    """Go past what the minister meets when the letter does not go on."""
    waiting_for(tour.app, StepKind.AWAIT_MINISTER)
    tour.open(tour.person("min@example.nl"))
    withdrawal.withdraw(tour.app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")
    tour.page.reload()
    tour.unfold_all()
    yield "decision, closed"


def owning(tour: Tour) -> Iterator[str]:
    """Go past what the owner meets."""
    page, dossier_id = tour.page, consulted(tour.app)
    proposal = CommentInput("Noem het bedrag.", Weight.CONDITION, CHANGE.passage, "Het kost een miljard euro.")
    react(tour.app, "FIN", Position.OBJECT, proposal)
    react(tour.app, "OCW")
    carry(tour.app, dossier_id)
    owner = tour.person("owner@example.nl")
    tour.open(owner)
    yield "code"
    tour.press("Stuur mij een code")
    tour.press("Open mijn pagina")
    yield "code, not given"
    page.get_by_label("Code", exact=True).fill(code_of(owner))
    tour.press("Open mijn pagina")
    yield "owner, comments to answer"
    home = page.url.partition("?")[0]
    tour.follow("Beantwoord de opmerkingen")
    tour.press("Voeg een wijziging toe")
    yield "answers"
    tour.press("Leg de antwoorden vast")
    yield "answers that cannot be recorded"
    page.get_by_label("Uw antwoord").select_option("accepted")
    page.get_by_label("Reden, voor FIN").fill("Het staat er nu.")
    page.get_by_label("Komt het tekstvoorstel").select_option("after")
    page.get_by_label("Passage, precies").fill("Met deze brief informeer ik u.")
    page.get_by_label("Nieuwe tekst").fill("Met deze brief bericht ik u.")
    tour.press("Leg de antwoorden vast")
    yield "answers, what they change in the letter"
    answer(tour.app, responses=[accepted()], edits=[CHANGE])
    carry(tour.app, dossier_id)
    page.goto(home)
    tour.unfold_all()
    yield "owner, an open round"
    tour.press("Verleng de termijn")
    yield "owner, with faults"
    to_stage(tour.app, dossier_id, StepKind.AWAIT_CHANGE_DECISIONS)
    page.goto(home)
    yield "owner, changed after an agreement"
    to_stage(tour.app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(tour.app, NUMBER, party="DIR", by="D. Directeur", remarks="Korter graag.")
    carry(tour.app, dossier_id)
    page.goto(home)
    tour.follow("Stuur de brief opnieuw op weg")
    yield "answers, to a letter that was returned"
    withdrawal.withdraw(tour.app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")
    page.goto(home)
    yield "owner, withdrawn"


def following(tour: Tour) -> Iterator[str]:
    """Go past what the secretariat meets."""
    page, dossier_id = tour.page, waiting_for(tour.app, StepKind.AWAIT_SIGN_OFF)
    tour.app.clock.move(days=20)  # type: ignore[attr-defined]
    secretary = tour.person("bbr@example.nl")
    to_stage(tour.app, dossier_id, StepKind.AWAIT_DISPATCH)
    tour.open(secretary)
    yield "code of the secretariat"
    tour.give_code(secretary)
    yield "secretariat"
    page.get_by_role("searchbox").or_(page.get_by_label("Zoek")).first.fill("bestaat niet")
    tour.press(page.locator("form button").last)
    yield "secretariat, nothing found"
    tour.page.go_back()
    tour.follow(NUMBER)
    tour.unfold_all()
    yield "secretariat, a letter"
    tour.press("Geef de brief door")
    yield "secretariat, a letter that cannot be handed over yet"
    page.goto(page.url.removesuffix("/take-over"))
    tour.follow("Cijfers van deze brief")
    yield "figures of a letter"
    tour.follow(NUMBER)
    tour.unfold_all()
    tour.press("Verzend de brief")
    yield "secretariat, a letter that cannot be dispatched yet"
    agree(tour.app, status_of(tour.app))
    carry(tour.app, dossier_id)
    page.goto(page.url.removesuffix("/dispatch"))
    yield "secretariat, a letter that was dispatched"
    tour.follow("Alle brieven")
    tour.follow("Cijfers")
    yield "figures"


def signing_in(tour: Tour) -> Iterator[str]:
    """Go past what somebody meets who signs in, at a provider that is another site to the browser."""
    page, account = tour.page, f"{tour.origin}/account"
    waiting_for(tour.app, StepKind.AWAIT_SIGN_OFF)
    page.goto(account)
    yield "sign in"
    tour.provider.know("niemand")
    tour.follow("Naar het aanmelden van uw organisatie")
    yield "no role"
    tour.provider.know("iemand", "owner", name="I. Iemand")
    tour.follow("Aanmelden met een ander account")
    page.wait_for_url(account)
    yield "account, nothing there"
    tour.provider.know("owner", "owner", "secretariat", "sign-off", name="O. Eigenaar", parties=["BBR", "DIR"])
    page.goto(f"{account}/sign-in")
    page.wait_for_url(account)
    expect(page.get_by_role("heading", level=2)).to_have_count(4)
    yield "account, everything there"
    tour.press(page.get_by_role("button", name="Openen: TEST-1").last)
    yield "a page of whoever signed in"
    tour.follow("Uw overzicht")
    tour.follow("Begin een brief van u zelf")
    yield "start, signed in"
    tour.press("Begin met een leeg formulier")
    yield "start, the form of an owner"
    tour.follow("Een brief beginnen")
    given = dossier_file(owner={"name": "O. Eigenaar", "address": "owner@example.nl"})
    page.locator("#files").set_input_files({"name": "dossier.yaml", "mimeType": "text/yaml", "buffer": given})
    tour.press("Lees de bestanden")
    yield "start, what is going to happen to a letter of an owner"
    tour.press("Begin deze brief")
    yield "start, started by whoever signed in"
    tour.press(page.get_by_role("link", name="Uw overzicht").last)
    yield "account, with a letter in preparation"
    tour.press("Afmelden")
    yield "signed out"
    tour.follow("Ook bij uw organisatie afmelden")
    page.wait_for_url(account)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def starting(tour: Tour) -> Iterator[str]:
    """Go past what somebody meets who starts a letter."""
    page = tour.page
    waiting_for(tour.app, StepKind.AWAIT_DISPATCH)
    secretary = tour.person("bbr@example.nl")
    tour.open(secretary)
    tour.give_code(secretary)
    tour.follow("Een brief beginnen")
    yield "start"
    tour.press("Begin met een leeg formulier")
    for added in ("Bijlage", "Eenmalige partij", "Groep", "Onderliggend punt", "Motie of toezegging"):
        tour.press(page.get_by_role("button", name=f"{added} toevoegen").first)
    for place in ("letter-sections", "note_sections", "sign_off_route"):
        tour.press(page.locator(f"button[value='add:{place}']"))
    page.get_by_label("Einddatum").first.fill("2026-01-02")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "x.docx", "mimeType": "x/x", "buffer": b"geen Word"}
    )
    tour.press("Bewaren")
    yield "start, the form with a file that is refused"
    tour.press("Controleren")
    yield "start, the form with faults"
    here = page.url
    with tour.app.work() as work:
        kept = work.session.exec(select(Preparation)).one()
        kept.version += 1
        kept.content = kept.content | {"values": kept.content["values"] | {"title": "Van iemand anders"}}
    page.get_by_label("Titel").first.fill("Een andere titel dan iemand anders intussen bewaarde")
    tour.press(page.get_by_role("button", name="Bewaren").last)
    yield "start, kept by somebody else meanwhile"
    page.goto(here.rpartition("/")[0])
    page.locator("#files").set_input_files(
        {
            "name": "dossier.yaml",
            "mimeType": "text/yaml",
            "buffer": dossier_file(debate_date="2026-03-10") + b"kleur: rood",
        }
    )
    tour.press("Lees de bestanden")
    yield "start, what is in the file and not on the form"
    tour.press("Controleren")
    yield "start, what is going to happen"
    tour.press("Begin deze brief")
    expect(page.get_by_role("heading", name="De brief is begonnen")).to_be_visible()
    yield "start, started"
