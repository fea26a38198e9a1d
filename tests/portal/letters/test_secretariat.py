"""The secretariat's pages, and the code that opens them."""

import re
from collections.abc import Callable

import pytest

from models.enums import SignOffStatus
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import exporting, verifying
from paraaf.services.engine import sweeping
from paraaf.services.letters import holds
from tests.portal.codes import code_of, other_than, signed_in
from tests.portal.person import Person
from tests.support.acts import waiting_for
from tests.support.letters import NUMBER, agree, carry, register, state_of

People = Callable[[str], Person]


@pytest.fixture
def secretary(app: App, person: People) -> Callable[[], Person]:
    """Return the secretariat, with a letter that waits for dispatch, signed in."""

    def come() -> Person:
        waiting_for(app, StepKind.AWAIT_DISPATCH)
        return signed_in(person("bbr@example.nl"))

    return come


def to_sign_off(app: App, dossier_id: str) -> None:
    """Carry the second letter on until its officials are asked."""
    while (status := carry(app, dossier_id)).step.kind is not StepKind.AWAIT_SIGN_OFF:
        agree(app, status, number="TEST-2")


def test_the_pages_open_only_after_the_code(app: App, person: People) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    secretary = person("bbr@example.nl")
    page = secretary.open()
    assert page.url.path.endswith("/code") and not secretary.says("TEST-1")

    for path in ("", f"/letters/{NUMBER}", f"/letters/{NUMBER}/files/1"):
        assert secretary.go(secretary.home + path).url.path.endswith("/code")
    secretary.send("/code")
    secretary.send("/confirm", code=other_than(code_of(secretary)))
    assert secretary.says("U kunt nog 4 keer proberen")
    secretary.send("/confirm", code=code_of(secretary))

    assert secretary.says("Brieven aan de Kamer") and secretary.says(NUMBER)


def test_a_code_of_another_session_opens_nothing(app: App, person: People) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    secretary = signed_in(person("bbr@example.nl"))
    other = person("bbr@example.nl")
    other.open()
    cookie = secretary.browser.cookies.get("paraaf_confirmed")
    assert cookie is not None
    other.browser.cookies.set("paraaf_confirmed", cookie[:-5] + ("A" if cookie[-5] != "A" else "B") + cookie[-4:])

    assert other.go(other.home).url.path.endswith("/code")


def test_a_code_opens_the_pages_for_twelve_hours(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    app.clock.move(hours=11, minutes=59)  # type: ignore[attr-defined]
    assert mine.go(mine.home).status_code == 200
    app.clock.move(minutes=1)  # type: ignore[attr-defined]
    assert mine.go(mine.home).status_code == 401


def test_every_letter_is_listed_with_its_step_and_whom_it_waits_for(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    register(app, "run-2", references={"dossier_number": "TEST-2"}, title="Een andere brief")
    mine.go(mine.home)

    assert mine.says("2 brieven") and mine.says("Een andere brief") and mine.says("secretariaat")
    assert mine.go(f"{mine.home}?q=andere").text.count('<th scope="row">') == 1
    assert mine.go(f"{mine.home}?q=bestaat+niet").status_code == 200 and mine.says("Geen brieven gevonden")
    assert mine.go(f"{mine.home}?show=late").text.count('<th scope="row">') == 0
    found = mine.go(f"{mine.home}?sort=number").text
    assert found.index("TEST-1") < found.index("TEST-2")
    assert mine.go(f"{mine.home}?show=x&sort=y&q=%3Cscript%3E").status_code == 200


def test_a_late_letter_is_shown_to_be_late(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    other = register(app, "run-2", references={"dossier_number": "TEST-2"})
    to_sign_off(app, other)
    app.clock.move(days=9)  # type: ignore[attr-defined]
    signed_in(mine)
    page = mine.go(f"{mine.home}?show=late").text

    assert (
        page.count('<th scope="row">') == 1
        and "TEST-2" in page
        and re.search(r"<strong class=.late.>\d+ werkdagen", page)
    )


def test_a_letter_that_could_go_on_and_does_not_is_shown_to_stand_still(
    app: App, secretary: Callable[[], Person]
) -> None:
    mine = secretary()
    register(app, run_id="run-2", references={"dossier_number": "TEST-2"})
    app.clock.move(minutes=10)  # type: ignore[attr-defined]
    assert not mine.go(mine.home).text.count("staat stil")

    app.clock.move(minutes=10)  # type: ignore[attr-defined]

    assert mine.go(mine.home).text.count("staat stil sinds 2 maart 2026") == 1
    mine.go(f"{mine.home}/letters/TEST-2")
    assert mine.says("Deze brief kan sinds 2 maart 2026") and mine.says("paraaf wake TEST-2")


def test_one_letter_shows_its_planning_its_answers_its_files_its_trail_and_its_run(
    app: App, secretary: Callable[[], Person]
) -> None:
    mine = secretary()
    page = mine.go(f"{mine.home}/letters/{NUMBER}").text

    for text in ("Planning", "Consultatie departementen, ronde 1", "akkoord", "geparafeerd", "ondertekend", "Spoor"):
        assert mine.says(text), text
    assert "<svg" in page and 'role="img"' in page
    for seq in {int(n) for n in re.findall(r"/files/(\d+)", page)}:
        got = mine.browser.get(f"{mine.home}/letters/{NUMBER}/files/{seq}")
        assert got.content == app.store.get(next(d for d in state_of(app).documents if d.seq == seq).sha256)
    assert mine.browser.get(f"{mine.home}/letters/{NUMBER}/files/999").status_code == 404


def test_a_letter_of_another_secretariat_is_not_there(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    other = register(app, "run-2", references={"dossier_number": "TEST-2"})
    with app.work() as work:
        work.dossier(other).secretariat_code = "ANDERS"

    assert not mine.go(mine.home).text.count("TEST-2")
    assert mine.go(f"{mine.home}/letters/TEST-2").status_code == 404
    assert mine.go(f"{mine.home}/letters/bestaat-niet").status_code == 404


def test_the_letter_is_dispatched_with_its_number_after_a_confirmation(
    app: App, secretary: Callable[[], Person]
) -> None:
    mine = secretary()
    mine.go(f"{mine.home}/letters/{NUMBER}")
    mine.send(f"/letters/{NUMBER}/dispatch", confirm=None)
    assert mine.says("Vul het nummer in") and mine.says("Zet een vinkje om te bevestigen")
    mine.send(f"/letters/{NUMBER}/dispatch", number="29826, nr. 277", confirm=None)
    assert mine.says("Zet een vinkje om te bevestigen")
    assert mine.page is not None and 'value="29826, nr. 277"' in mine.page.text

    mine.send(f"/letters/{NUMBER}/dispatch", number="29826, nr. 277", confirm="yes")

    assert mine.says("Vastgelegd")
    dispatch = state_of(app).dispatch
    assert dispatch is not None and (dispatch.number, dispatch.by) == ("29826, nr. 277", "BBR")
    assert verifying.verify(app, NUMBER).is_sound


def test_an_official_is_passed_by_with_a_reason(app: App, person: People) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    mine = signed_in(person("bbr@example.nl"))
    other = register(app, "run-2", references={"dossier_number": "TEST-2"})
    to_sign_off(app, other)
    mine.go(f"{mine.home}/letters/TEST-2")
    mine.send("/letters/TEST-2/skip")
    assert mine.says("Kies een partij") and mine.says("Schrijf een reden op")
    mine.send("/letters/TEST-2/skip", party="DIR", skip_reason="op reis")

    assert mine.says("Vastgelegd") and mine.says("overgeslagen")
    with app.read() as session:
        from paraaf.services.app.state_loader import find_dossier, load_state

        assert load_state(session, find_dossier(session, "TEST-2")).sign_offs[0].status is SignOffStatus.SKIPPED
    mine.send("/letters/TEST-2/take-back", party="DIR", unskip_reason="vergissing")
    assert mine.says("Vastgelegd") and not mine.says("Toch niet overslaan")


def test_a_letter_is_held_and_released(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    mine.go(f"{mine.home}/letters/{NUMBER}")
    mine.send(f"/letters/{NUMBER}/hold", hold_reason="wacht op cijfers")
    assert mine.says("Aangehouden door BBR") and mine.says("wacht op cijfers")
    mine.send(f"/letters/{NUMBER}/release")
    assert state_of(app).hold is None


def test_what_cannot_be_done_any_more_is_said_and_nothing_typed_is_lost(
    app: App, secretary: Callable[[], Person]
) -> None:
    mine = secretary()
    mine.go(f"{mine.home}/letters/{NUMBER}")
    holds.hold(app, NUMBER, by="O. Eigenaar", reason="wacht")
    mine.send(f"/letters/{NUMBER}/hold", hold_reason="ook wachten")

    assert mine.page is not None and mine.page.status_code == 409
    assert mine.says("Dat is niet vastgelegd")


def test_the_figures_are_those_of_the_letters_of_this_secretariat(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    other = register(app, "run-2", references={"dossier_number": "TEST-2"})
    with app.work() as work:
        work.dossier(other).secretariat_code = "ANDERS"
    mine.go(f"{mine.home}/figures")

    assert mine.says("1 brief") and mine.says("Werkdagen, mediaan") and mine.says("parafenroute")
    assert "FIN" in mine.page.text  # type: ignore[union-attr]
    mine.go(f"{mine.home}/figures?since=2030-01-01&until=x%22%3Cscript%3E")
    assert mine.says("0 brieven") and "<script" not in mine.page.text  # type: ignore[union-attr]
    mine.go(f"{mine.home}/letters/{NUMBER}/figures?language=en")
    assert mine.says(f"Figures: {NUMBER}") and mine.says("Working days, median")
    assert mine.go(f"{mine.home}/letters/TEST-2/figures").status_code == 404


def test_a_letter_is_exported_as_it_is_on_the_command_line(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    answer = mine.browser.get(f"{mine.home}/letters/{NUMBER}/export.zip")

    assert answer.content == exporting.export(app, NUMBER)
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{NUMBER}.zip"')
    with app.work() as work:
        work.dossier(register(app, "run-2", references={"dossier_number": "TEST-2"})).secretariat_code = "ANDERS"
    assert mine.browser.get(f"{mine.home}/letters/TEST-2/export.zip").status_code == 404


def test_a_letter_is_handed_to_another_owner_and_the_old_link_opens_nothing(
    app: App, secretary: Callable[[], Person], person: People
) -> None:
    mine, old = secretary(), person("owner@example.nl")
    mine.go(f"{mine.home}/letters/{NUMBER}")
    mine.send(f"/letters/{NUMBER}/take-over", owner_name=" ", owner_address="geen adres")
    assert mine.says("Naam: is niet ingevuld") and mine.says("Adres: 'geen adres' heeft tekens die hier niet kunnen")
    assert mine.says("Schrijf een reden op")
    assert 'value="geen adres"' in mine.page.text  # type: ignore[union-attr]
    mine.send(f"/letters/{NUMBER}/take-over", owner_name="N. Nieuw", owner_address="nieuw@example.nl",
              take_reason="andere functie", owner_channel="telefoon")  # fmt: skip
    assert mine.says("Dat is niet vastgelegd") and mine.says("De brief is niet overgedragen")
    mine.send(f"/letters/{NUMBER}/take-over", owner_channel="mail")

    assert mine.says("Vastgelegd") and mine.says("N. Nieuw")
    assert (state_of(app).dossier.owner_name, state_of(app).dossier.owner_address) == ("N. Nieuw", "nieuw@example.nl")
    assert old.open().status_code == 404
    assert verifying.verify(app, NUMBER).is_sound


def test_the_letter_leads_to_its_run_in_prefect(app: App, secretary: Callable[[], Person]) -> None:
    mine = secretary()
    run_id = state_of(app).dossier.flow_run_id

    assert f'href="http://prefect/{run_id}"' in mine.go(f"{mine.home}/letters/{NUMBER}").text


def test_the_page_says_when_nothing_was_swept_for_long(app: App, secretary: Callable[[], Person]) -> None:
    said = "is niet meer gekeken wat aan de beurt is (de sweep)"
    someone = secretary()
    sweeping.sweep(app)
    someone.go(someone.home)
    assert not someone.says(said)
    app.clock.move(minutes=10, seconds=1)

    someone.go(someone.home)
    assert someone.says(said)
    sweeping.sweep(app)
    someone.go(someone.home)
    assert not someone.says(said)
