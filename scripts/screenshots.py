"""Take the pictures in docs/images: `.venv/bin/python -m scripts.screenshots`, with Chromium installed.

The example letter travels its whole route on real parts, as in `make demo`. Wherever a page has something to show, the
letter is copied, and people act on the copy in a browser, by the links and codes in their mail; so the letter itself
goes on undisturbed. With `--check` nothing is made: it says which pages have no picture, or changed since.
"""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from models.enums import Position
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.demo import Demo, read_script
from paraaf.local.stack import CODE, Stack, local_stack
from paraaf.services.app.status import Status
from paraaf.services.consultation.reaction_inputs import CommentInput, ReactionInput
from paraaf.services.consultation.reactions import record_reaction
from paraaf.services.signing import withdrawal
from scripts.letter_copies import Copy, copied, page_of
from scripts.picture_files import complaints, keep, write_down
from tests.support.openid import OpenIdServer, openid_server

EXAMPLE = CODE / "examples" / "industriebeleid"
LAST = "BZ"
"""The department that has not answered yet."""
_DRAWN_MS = 4000
"""How long Prefect's page takes to draw its graph, which is one canvas and says nothing of being ready."""


class _FarEnoughError(Exception):
    """The letter has come to the last picture."""


def main() -> None:
    """Run the example and take every picture, or check that there are pictures of every page."""
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(complaints()) or None)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not installed.")
    logging.getLogger("paraaf").setLevel(logging.ERROR)  # a copy wakes no run, and says so at each act
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"], env={**os.environ, "LANGUAGE": "nl"}
        )
        with local_stack(
            folder / "data", mail=folder / "mail", query_seconds=0.5, clock_file=folder / "clock", own_mail=True
        ) as stack:
            pictures = Pictures(stack, browser, folder)
            demo = Demo(stack, read_script(EXAMPLE / "answers.yaml"), on_stop=pictures.take)
            with suppress(_FarEnoughError):
                demo.run(EXAMPLE, folder / "output")
        browser.close()
    write_down(pictures.shown)
    sys.exit("\n".join(complaints()) or None)


class Pictures:
    """Takes each picture when the letter has come to where it shows something."""

    def __init__(self, stack: Stack, browser: Browser, folder: Path) -> None:
        self._stack, self._browser, self._folder = stack, browser, folder
        self._taken: set[str] = set()
        self.shown: dict[str, str] = {}

    def take(self, status: Status) -> None:
        """Take the pictures of where the letter now is, once."""
        kind, cycle = status.step.kind, status.state.dossier.cycle
        if status.step.waits_for == (LAST,):
            self._once("run", lambda: self._run(status))
            self._once("reviewing", self._reviewing)
        elif kind is StepKind.AWAIT_REACTIONS and status.step.subject == "stakeholders":
            if len(status.step.waits_for) == 1:
                self._once("following", self._following)
        elif kind is StepKind.AWAIT_ANSWERS:
            self._once("answering", self._answering)
        elif kind is StepKind.AWAIT_CHANGE_DECISIONS:
            self._once("telling", self._telling)
        elif kind is StepKind.AWAIT_SIGN_OFF and cycle > 1:
            self._once("signing off", self._signing_off)
        elif kind is StepKind.AWAIT_MINISTER and cycle > 1:
            self._once("deciding", self._deciding)
        elif kind is StepKind.AWAIT_DISPATCH:
            self._once("dispatching", self._dispatching)
            raise _FarEnoughError

    def _once(self, what: str, act: Callable[[], None]) -> None:
        if what not in self._taken:
            self._taken.add(what)
            act()

    def _run(self, status: Status) -> None:
        app = build_app(self._stack.settings)
        with page_of(self._browser, locale="en-GB") as page:
            page.goto(self._stack.login_url)
            page.wait_for_url("**/dashboard*")
            page.goto(app.runs.url(str(status.state.dossier.flow_run_id)))
            page.get_by_text("Artifacts", exact=True).click()
            page.get_by_text("-status").wait_for()
            page.wait_for_timeout(_DRAWN_MS)
            self._plain(page, "run.png")
            page.goto(self._stack.mail_url)
            self._plain(page, "mailbox.png")
            page.get_by_role("link", name="Uw reactie gevraagd").first.click()
            self._plain(page, "mail.png")

    def _plain(self, page: Page, name: str) -> None:
        """Take the picture of a page that is none of the portal's."""
        self.shown[name] = ""
        keep(page.screenshot(), name)

    def _reviewing(self) -> None:
        with self._copy() as copy:
            page = copy.page
            page.goto(copy.origin)
            copy.take("home.png", "home.html")
            page.goto(f"{copy.origin}/open/verlopen")
            copy.take("refused.png", "refused.html")
            copy.open(rf"invitation:.*:{LAST}")
            copy.take("review.png", "review.html")
            copy.take("review-phone.png", "review.html", phone=True)
            copy.press(page.get_by_role("button", name="Opmerking: Het kabinet verkent"))
            page.get_by_label("Uw opmerking").fill("Betrek hierbij de economische diplomatie.")
            page.get_by_label("Akkoord, met opmerkingen").check()
            copy.press("Bewaren als concept")
            copy.follow("Laat een collega antwoorden")
            copy.take("pass-on.png", "pass_on.html")
            page.go_back()
            page.get_by_label("Uw naam").fill("J. Peters (voorbeeld)")
            copy.press("Controleren en versturen")
            copy.take("review-confirm.png", "review_confirm.html")
            copy.press("Verstuur deze reactie")
            copy.take("review-receipt.png", "review_receipt.html")
            self._withdraw(copy)
            page.goto(page.url.removesuffix("/receipt"))
            copy.take("review-closed.png", "review_closed.html")
        with self._copy() as copy:
            copy.open(rf"invitation:.*:{LAST}")
            copy.page.get_by_label("Akkoord", exact=True).check()
            copy.page.get_by_label("Uw naam").fill("J. Peters (voorbeeld)")
            copy.press("Controleren en versturen")
            objection = CommentInput("De gevolgen voor de interne markt ontbreken.")
            given = ReactionInput(LAST, "M. de Boer (voorbeeld)", Position.OBJECT, [objection])
            record_reaction(copy.app, "2025Z19083", given)
            copy.press("Verstuur deze reactie")
            copy.take("review-meanwhile.png", "review_meanwhile.html")

    def _following(self) -> None:
        with self._copy() as copy:
            copy.open(r"round_closed:.*")
            copy.press("Stuur mij een code")
            copy.give_code()
            copy.take("owner.png", "owner.html")

    def _answering(self) -> None:
        with self._copy() as copy:
            copy.open(r"round_closed:.*")
            copy.press("Stuur mij een code")
            copy.take("code.png", "code.html")
            copy.give_code()
            copy.follow("Beantwoord de opmerkingen")
            copy.take("answers.png", "answers.html")
            for each in copy.page.locator("input[id^='pick-']").all():
                each.check()
            copy.page.locator("#bulk-verdict").select_option("accepted")
            copy.page.locator("#bulk-reason").fill("Overgenomen in de volgende versie.")
            copy.press("Vul dit in bij de gekozen opmerkingen")
            copy.press("Leg de antwoorden vast")
            copy.take("answers-check.png", "answers_check.html")

    def _telling(self) -> None:
        with self._copy() as copy:
            copy.open(r"round_closed:.*")
            copy.press("Stuur mij een code")
            copy.give_code()
            copy.take("owner-changes.png", "owner.html")

    def _signing_off(self) -> None:
        with self._copy() as copy:
            copy.open(r"sign_off_asked:.*")
            copy.take("sign-off.png", "deciding.html")
            copy.page.get_by_label("Paraferen").check()
            copy.press("Verder naar bevestigen")
            copy.take("sign-off-confirm.png", "deciding_confirm.html")
            copy.press("Parafeer de brief")
            copy.take("sign-off-receipt.png", "deciding_receipt.html")
        with self._copy() as copy:
            copy.open(r"sign_off_asked:.*")
            self._withdraw(copy)
            copy.page.reload()
            copy.take("sign-off-closed.png", "deciding_closed.html")

    def _deciding(self) -> None:
        with self._copy() as copy:
            page = copy.page
            copy.open(r"signature_asked:.*")
            copy.take("minister.png", "deciding.html")
            copy.take("minister-phone.png", "deciding.html", phone=True)
            page.get_by_label("Ondertekenen").check()
            copy.press("Verder naar bevestigen")
            copy.press("Stuur mij een code")
            copy.take("minister-confirm.png", "deciding_confirm.html")
            copy.give_code("Onderteken de brief")
            copy.take("minister-receipt.png", "deciding_receipt.html")
        with self._copy() as copy:
            copy.open(r"signature_asked:.*")
            self._withdraw(copy)
            copy.page.reload()
            copy.take("minister-closed.png", "deciding_closed.html")

    def _dispatching(self) -> None:
        self._signing_in()
        with self._copy(has_prefect=True) as copy:
            page = copy.page
            copy.open(r"ready_to_dispatch:.*")
            copy.press("Stuur mij een code")
            copy.give_code()
            copy.take("secretariat.png", "secretariat.html")
            copy.follow("2025Z19083")
            copy.take("secretariat-letter.png", "secretariat_letter.html")
            page.go_back()
            copy.follow("Cijfers")
            copy.take("figures.png", "figures.html")
            page.go_back()
            self._starting(copy)

    def _starting(self, copy: Copy) -> None:
        """Start the example once more, under another number, from its own files."""
        page = copy.page
        copy.follow("Een brief beginnen")
        copy.take("start.png", "start.html")
        text = (EXAMPLE / "dossier.yaml").read_text(encoding="utf-8").replace("2025Z19083", "2025Z19083-B")
        dossier: Any = {"name": "dossier.yaml", "mimeType": "text/yaml", "buffer": text.encode()}
        page.locator("#files").set_input_files(
            [
                dossier,
                *(
                    {"name": file.name, "mimeType": "application/pdf", "buffer": file.read_bytes()}
                    for file in sorted((EXAMPLE / "bijlagen").iterdir())
                ),
            ]
        )
        copy.press("Lees de bestanden")
        copy.take("start-check.png", "start_check.html")
        copy.follow("Verander nog iets")
        copy.take("start-form.png", "start_form.html")
        copy.press("Controleren")
        copy.press("Begin deze brief")
        copy.take("start-started.png", "start_started.html")

    def _signing_in(self) -> None:
        """Let the owner sign in at a provider, which here is the one of the tests."""
        with openid_server("http://127.0.0.1") as provider, self._copy(provider=provider) as copy:
            owner = "dossierhouder@ez.voorbeeld.example"
            provider.serve(copy.origin)
            provider.know(
                owner,
                "owner",
                "secretariat",
                name="Dossierhouder (voorbeeld)",
                parties=["BBR"],
                email=owner,
                email_verified=True,
            )
            copy.page.goto(f"{copy.origin}/account")
            copy.take("sign-in.png", "sign_in.html")
            copy.page.route(f"{copy.origin}/account", lambda route: route.fulfill(status=204))  # it leads on by itself
            copy.follow("Naar het aanmelden van uw organisatie")
            copy.take("signed-in.png", "signed_in.html")
            copy.page.unroute_all()
            copy.page.goto(f"{copy.origin}/account")
            copy.take("account.png", "account.html")
            copy.press("Afmelden")
            copy.take("signed-out.png", "signed_out.html")

    def _copy(self, *, provider: OpenIdServer | None = None, has_prefect: bool = False) -> AbstractContextManager[Copy]:
        place = (self._stack, self._browser, self._folder, self.shown)
        return copied(*place, provider=provider, has_prefect=has_prefect)

    def _withdraw(self, copy: Copy) -> None:
        withdrawal.withdraw(copy.app, "2025Z19083", by="Dossierhouder (voorbeeld)", reason="Het debat is vervallen.")


if __name__ == "__main__":
    main()
