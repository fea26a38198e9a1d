"""The pages of officials and of the minister: read, decide, confirm, receipt."""

import re
from collections.abc import Callable

import pytest

from models.enums import DecisionStatus, SignOffStatus
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.letters import holds
from paraaf.services.signing import decisions, sign_offs, withdrawal
from tests.portal.codes import code_of, other_than
from tests.portal.on_record import recorded
from tests.portal.person import Person
from tests.support.acts import CHANGE, answer, inform_all, waiting_for
from tests.support.letters import NUMBER, PASSAGE, carry, state_of, to_stage

People = Callable[[str], Person]


@pytest.fixture
def official(person: People) -> Person:
    """Who is asked first on the route."""
    return person("dir@example.nl")


@pytest.fixture
def minister(person: People) -> Person:
    """The minister's mailbox."""
    return person("min@example.nl")


# An official


def test_an_official_reads_the_letter_and_the_note_on_one_page(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()

    assert official.says("O. Eigenaar vraagt de paraaf van")
    assert official.says(PASSAGE) and official.says("Kernpunten")
    assert official.says("FIN akkoord versie 1, deze tekst")
    assert official.page is not None and official.page.text.count("<h1") == 1


def test_a_sign_off_is_recorded_after_a_confirmation_with_the_fingerprint(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    official.send(choice="sign_off", remarks="Goed stuk.")
    assert official.says(state_of(app).version.fingerprint)
    assert state_of(app).sign_offs[0].status is SignOffStatus.ASKED

    official.send("/decide")

    place = state_of(app).sign_offs[0]
    assert (place.status, place.remarks) == (SignOffStatus.SIGNED_OFF, "Goed stuk.")
    assert official.says("Uw paraaf is vastgelegd") and official.says("Goed stuk.")
    assert recorded(app, "signed_off")[0][1]["link"] is not None
    assert verifying.verify(app, NUMBER).is_sound


def test_a_return_needs_remarks_and_keeps_what_was_chosen(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    official.send(choice="return", remarks=" ")

    assert official.says("Schrijf op wat er moet veranderen")
    assert official.page is not None and 'value="return" checked' in official.page.text
    official.send(choice="return", remarks="Korter graag.")
    official.send("/decide")
    assert official.says("U hebt de brief teruggestuurd")
    assert state_of(app).sign_offs[0].remarks == "Korter graag."


def test_nothing_chosen_is_said_beside_the_choice(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    official.send()

    assert official.says("Kies wat u beslist")
    assert official.page is not None and 'aria-invalid="true"' in official.page.text
    assert official.page.text.count("Fout: ") == 1


def test_what_was_typed_elsewhere_since_the_confirmation_is_not_recorded(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    official.send(choice="sign_off")
    confirmation = official.page
    official.open()
    official.send(choice="return", remarks="Toch niet.")
    official.page = confirmation
    official.send("/decide")

    assert state_of(app).sign_offs[0].status is SignOffStatus.ASKED
    assert official.says("Wat u op een andere pagina typte")


def test_the_page_of_an_earlier_text_decides_nothing_about_the_next(app: App, official: Person) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    old = official.home
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Korter graag.")
    answer(app, edits=[CHANGE])
    inform_all(app)
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    official.go(old)

    assert official.says("U hebt de brief teruggestuurd")
    official.open()
    assert official.home != old
    assert official.says("Wat er gewijzigd is sinds versie 1")
    assert official.page is not None and "<ins>" in re.sub(r"<ins [^>]*>", "<ins>", official.page.text)


def test_a_page_that_is_not_needed_any_more_says_why(app: App, person: People) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.skip(app, NUMBER, party="DIR", by="S. Secretaris", reason="op reis")
    carry(app, dossier_id)
    official = person("dir@example.nl")
    official.open()

    assert official.says("U bent overgeslagen door S. Secretaris: op reis")
    assert official.page is not None and "<form" not in official.page.text


def test_while_a_letter_is_on_hold_everything_can_be_read_and_nothing_decided(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    official.send(choice="sign_off")
    holds.hold(app, NUMBER, by="O. Eigenaar", reason="wacht op cijfers")
    official.send("/decide")

    assert official.page is not None and official.page.status_code == 409
    official.open()
    assert official.says("wacht op cijfers") and official.says(PASSAGE) and "<form" not in official.page.text
    assert state_of(app).sign_offs[0].status is SignOffStatus.ASKED


def test_who_is_not_one_of_those_files_is_not_given(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    state = state_of(app)
    shown = {int(n) for n in re.findall(r"/files/(\d+)", official.page.text)}  # type: ignore[union-attr]
    for document in state.documents:
        answered = official.browser.get(f"{official.home}/files/{document.seq}")
        assert (answered.status_code == 200) is (document.seq in shown)
        if document.seq in shown:
            assert answered.content == app.store.get(document.sha256)


# The minister


def test_the_minister_reads_everything_on_one_page(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()

    for text in ("Ter ondertekening", PASSAGE, "Kernpunten", "deze tekst", "Parafen", "geparafeerd"):
        assert minister.says(text), text


def test_a_signature_is_confirmed_with_a_code_and_the_fingerprint(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="sign")
    assert minister.says(state_of(app).version.fingerprint)
    assert minister.page is not None and 'name="code"' not in minister.page.text
    minister.send("/code")
    assert minister.says("De code is gestuurd naar m…@example.nl")
    minister.send("/decide", code=code_of(minister))

    assert minister.says("De brief is ondertekend")
    assert state_of(app).decisions[0].status is DecisionStatus.SIGNED
    signed = recorded(app, "signed")[0][1]
    assert signed["code_to"] == "m…@example.nl" and signed["link"]
    assert verifying.verify(app, NUMBER).is_sound


@pytest.mark.parametrize("code", ["", "000", "abcdef", "wrong"])
def test_without_the_right_code_nothing_is_signed(app: App, minister: Person, code: str) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="sign")
    minister.send("/code")
    minister.send("/decide", code=other_than(code_of(minister)) if code == "wrong" else code)

    assert state_of(app).signatures == []
    assert minister.says("Vul de code in" if not code else "U kunt nog 4 keer proberen")


def test_without_asking_for_a_code_nothing_is_signed(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="sign")
    page = minister.page
    assert page is not None
    token = re.findall(r'name="form_token" value="([^"]+)"', page.text)[0]
    assert minister.says("Stuur mij een code")
    minister.send("/code")
    digest = re.findall(r'name="seen" value="([^"]+)"', minister.page.text)[0]  # type: ignore[union-attr]
    for code in ("", "123456"):
        data = {"form_token": token, "seen": digest, "code": code}
        minister.browser.post(f"{minister.home}/decide", data=data)
    assert state_of(app).signatures == []


def test_returning_and_discussing_need_no_code(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="discuss", remarks="Met FIN.")
    minister.send("/decide")
    assert minister.says("De dossierhouder weet dat u wilt bespreken")
    assert state_of(app).decisions[0].status is DecisionStatus.DISCUSS

    minister.open()
    assert minister.says("Met FIN.")
    minister.send(choice="return", remarks="Noem het bedrag.")
    minister.send("/decide")
    assert state_of(app).decisions[0].status is DecisionStatus.RETURNED
    assert minister.says("De brief is teruggestuurd")


def test_a_second_signature_leads_to_the_receipt_of_the_first(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="sign")
    minister.send("/code")
    decisions.sign(app, NUMBER, by="M. Minister")
    minister.send("/decide", code=code_of(minister))

    assert minister.says("Dit was al vastgelegd, door M. Minister")
    assert len(state_of(app).signatures) == 1


def test_a_withdrawn_letter_asks_nothing_any_more(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="vervallen")
    minister.open()

    assert minister.says("Het traject van deze brief is afgelopen")


def test_a_code_that_the_mail_server_does_not_take_is_said(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="sign")
    app.notifier.is_down = True  # type: ignore[attr-defined]
    minister.send("/code")

    assert minister.says("De code kon niet worden verstuurd")


def test_the_sixth_code_within_an_hour_is_refused(app: App, minister: Person) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    minister.open()
    minister.send(choice="sign")
    for _ in range(6):
        minister.send("/code")

    assert minister.page is not None and minister.page.status_code == 429
    assert minister.says("Te veel codes gevraagd")


def test_an_official_takes_the_sign_off_back_on_the_receipt_and_decides_again(app: App, official: Person) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    official.open()
    official.send(choice="sign_off")
    official.send("/decide")
    carry(app, dossier_id)
    official.go(f"{official.home}/receipt")
    official.send("/take-back")
    assert official.says("Schrijf een reden op")
    official.send("/take-back", undo_reason="De tabel klopt niet.")

    assert official.says("vraagt de paraaf van") and state_of(app).sign_offs[0].status is SignOffStatus.ASKED
    official.send(choice="sign_off")
    official.send("/decide")
    carry(app, dossier_id)
    sign_offs.sign_off(app, NUMBER, party="WJZ", by="W. Jurist")
    official.go(f"{official.home}/receipt")
    assert not official.says("Paraaf terugnemen") and verifying.verify(app, NUMBER).is_sound


def test_the_owner_does_not_sign_off_by_a_link_to_their_own_address(app: App, official: Person) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    with app.work() as work:
        dossier = work.dossier(NUMBER)
        dossier.owner_name, dossier.owner_address = "D. Ander", "dir@example.nl"
    official.open()
    official.send(choice="sign_off")
    official.send("/decide")

    assert official.says("U bent de dossierhouder van deze brief")
    assert state_of(app).sign_offs[0].status is SignOffStatus.ASKED
