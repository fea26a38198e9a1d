"""Starting a letter by whoever signed in: an owner one of their own, a secretariat one of its own, nobody else any."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlmodel import select

from models.dossier import Dossier
from models.enums import Role
from models.errors import InvalidDossier, NotFound
from models.party import Contact
from models.request import DossierRequest
from models.sign_in import SignIn
from paraaf.portal.start.request_shape import request_data, shaped
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.intake import drafts, permissions, registration
from paraaf.services.intake.permissions import AsOwner, ForSecretariat
from tests.portal.accounts import SECRET, sign_in, with_accounts
from tests.portal.official import Official
from tests.support.acts import events
from tests.support.apps import load_test_parties, make_app
from tests.support.letters import dossier_file
from tests.support.letters import request_data as dossier_data

Officials = Callable[..., Official]
MINE = {"name": "O. Eigenaar", "address": "owner@example.nl"}


def follow(person: Official, name: str) -> None:
    """Follow a link of the page, by the words on it."""
    assert person.page is not None
    before, found, _ = person.page.text.partition(f">{name}</a>")
    assert found, name
    person.go(before.rpartition('href="')[2].rstrip('"'))


def send(person: Official, to: str, files: object = None, **typed: str | None) -> None:
    """Send a form of the pages where letters are started."""
    from tests.portal.person import Form

    assert person.page is not None
    form = Form(person.page.text, to)
    fields = {name.replace("__", "-"): value for name, value in typed.items()}
    data = {name: value for name, value in (form.fields | fields).items() if value is not None}
    person.page = person.browser.post(form.action, data=data, files=files)  # type: ignore[arg-type]


def start_all(person: Official, given: bytes) -> None:
    """Hand in a dossier file, and confirm."""
    send(person, "/upload", files=[("files", ("dossier.yaml", given))])
    assert person.says("Dit gaat er gebeuren")
    send(person, "/send")


def test_an_owner_starts_the_very_first_letter_and_finds_it_on_their_page(app: App, official: Officials) -> None:
    owner = official("owner", "owner", name="Olga Eigenaar")
    owner.sign_in()
    assert owner.says("Er wacht nu niets op u")
    follow(owner, "Begin een brief van u zelf")
    start_all(owner, dossier_file(owner=MINE))

    assert owner.says("De brief is begonnen") and owner.says("Begonnen door Olga Eigenaar, ")
    (request,) = app.runs.started  # type: ignore[attr-defined]
    registration.register(app, DossierRequest.model_validate(request), run_id="run-1")
    event = next(e for e in events(app, "dossier_started") if e.data["number"] == "NIEUW-1")
    assert (event.actor, event.data["through"]) == ("Olga Eigenaar", "portal")
    assert event.data["signed_in"]["account"] == f"{owner.provider.issuer} owner"
    assert verifying.verify(app, "NIEUW-1").is_sound
    owner.go("/account")
    assert owner.enter("letter").status_code == 200


def test_a_form_of_an_owner_is_filled_in_with_what_is_known(app: App, official: Officials) -> None:
    owner = official("owner", "owner", name="Olga Eigenaar")
    owner.sign_in()
    follow(owner, "Begin een brief van u zelf")
    send(owner, "/new")

    page = owner.page.text  # type: ignore[union-attr]
    assert 'name="owner-name" value="Olga Eigenaar"' in page and 'value="owner@example.nl"' in page
    assert '<option value="BBR" selected>' in page


def test_a_secretariat_without_any_letter_starts_one(app: App, official: Officials) -> None:
    secretary = official("bbr", "secretariat")
    secretary.sign_in()
    assert not secretary.says("Begin een brief van u zelf")
    follow(secretary, "Begin een brief voor BBR")
    start_all(secretary, dossier_file())

    assert secretary.says("Begonnen door N. Bbr, ")
    assert len(app.runs.started) == 1  # type: ignore[attr-defined]


def test_what_one_prepares_is_listed_on_the_page_and_for_nobody_else(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    follow(owner, "Begin een brief van u zelf")
    send(owner, "/new")
    where = owner.page.url.path  # type: ignore[union-attr]
    send(owner, where, title="Later verder", action="save")
    owner.go("/account")
    assert owner.says("Brieven in voorbereiding") and owner.says("Later verder")
    follow(owner, "Later verder")
    assert owner.page is not None and owner.page.url.path == where

    other = official("ander", "owner", "secretariat", parties=["BBR"])
    other.sign_in()
    assert not other.says("Later verder")
    assert other.go(where).status_code == 404


def test_a_secretariats_preparations_are_shared_with_who_signed_in(app: App, official: Officials) -> None:
    first = official("bbr", "secretariat")
    first.sign_in()
    follow(first, "Begin een brief voor BBR")
    send(first, "/new")
    where = first.page.url.path  # type: ignore[union-attr]
    colleague = official("collega", "secretariat", parties=["BBR"])
    colleague.sign_in()

    assert colleague.says("Nog zonder titel")
    assert colleague.go(where).status_code == 200


def test_an_official_is_offered_nothing_to_start(app: App, official: Officials) -> None:
    person = official("dir", "sign-off", parties=["BBR", "FIN"])
    person.sign_in()

    assert not person.says("Een brief beginnen")
    for whose in ("@me", "BBR", "FIN"):
        assert person.go(f"/account/start/{whose}").status_code == 404


@pytest.mark.parametrize("address", ["ander@example.nl", ""])
def test_an_owner_starts_no_letter_of_somebody_else(app: App, official: Officials, address: str) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    follow(owner, "Begin een brief van u zelf")
    send(owner, "/upload", files=[("files", ("dossier.yaml", dossier_file(owner=MINE | {"address": address})))])

    assert owner.says("hier begint u alleen brieven waarvan u zelf de dossierhouder bent")
    key = owner.page.url.path.rpartition("/")[2]  # type: ignore[union-attr]
    with app.read() as session:
        person = session.exec(select(SignIn)).one()
    values = request_data(shaped(DossierRequest, dossier_data(owner=MINE | {"address": address})))
    with pytest.raises(InvalidDossier):
        drafts.start(owner.app.signed_in_as(person), AsOwner(), key, values)
    assert app.runs.started == []  # type: ignore[attr-defined]


def test_the_right_ends_with_the_sign_in_at_the_very_next_act(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    follow(owner, "Begin een brief van u zelf")
    send(owner, "/upload", files=[("files", ("dossier.yaml", dossier_file(owner=MINE)))])
    with app.work() as work:
        work.session.exec(select(SignIn)).one().roles = [Role.SIGN_OFF.value]
    send(owner, "/send")

    assert owner.page is not None and owner.page.status_code == 404
    assert app.runs.started == []  # type: ignore[attr-defined]


def test_the_right_of_a_secretariat_ends_with_the_directory(app: App, official: Officials) -> None:
    secretary = official("bbr", "secretariat")
    secretary.sign_in()
    follow(secretary, "Begin een brief voor BBR")
    with app.work() as work:
        work.session.exec(select(Contact).where(Contact.address == "bbr@example.nl")).one().address = "x@example.nl"
    send(secretary, "/new")

    assert secretary.page is not None and secretary.page.status_code == 404
    secretary.go("/account")
    assert not secretary.says("Een brief beginnen")


def test_a_form_from_elsewhere_starts_nothing_and_gives_the_text_back(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    answer = owner.browser.post("/account/start/@me/new", data={"form_token": "x", "title": "Dit wil ik niet kwijt."})
    assert answer.status_code == 403 and "Dit wil ik niet kwijt." in answer.text
    owner.sign_out()
    answer = owner.browser.post("/account/start/@me/new", data={"title": "Dit wil ik niet kwijt."})
    assert answer.status_code == 401 and "Dit wil ik niet kwijt." in answer.text


def test_the_services_let_nobody_prepare_who_may_not(app: App) -> None:
    with_portal = with_accounts(app, "https://login.example.nl")
    official, ended = sign_in(app, "bbr", Role.SIGN_OFF), sign_in(app, "bbr", *Role, ended_at=app.clock.wall())
    owner = sign_in(app, "owner", Role.OWNER)
    for who, way in [
        (with_portal, AsOwner()),
        (with_portal.signed_in_as(official), ForSecretariat("BBR")),
        (with_portal.signed_in_as(official), AsOwner()),
        (with_portal.signed_in_as(ended), ForSecretariat("BBR")),
        (with_portal.signed_in_as(owner), ForSecretariat("BBR")),
        (replace(with_portal, identity=None).signed_in_as(owner), AsOwner()),
    ]:
        with pytest.raises(NotFound):
            drafts.begin(who, way, {})
        with pytest.raises(NotFound):
            drafts.list_preparations(who, way)


def test_owners_and_secretariats_prepare_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    load_test_parties(postgres_url, tmp_path)
    app = with_accounts(make_app(postgres_url, tmp_path), "https://login.example.nl")
    app = replace(app, settings=app.settings.model_copy(update={"portal_secret": SecretStr(SECRET)}))
    for who, way in [(sign_in(app, "owner", Role.OWNER), AsOwner()),
                     (sign_in(app, "bbr", Role.SECRETARIAT), ForSecretariat("BBR"))]:  # fmt: skip
        mine = app.signed_in_as(who)
        assert permissions.ways(mine) == [way]
        key = drafts.begin(mine, way, {})
        drafts.save(mine, way, key, {"values": {"title": "Een brief"}}, version=1, title="Een brief")
        assert [each.title for each in drafts.list_preparations(mine, way)] == ["Een brief"]
        values = request_data(shaped(DossierRequest, dossier_data(owner=MINE, references={"dossier_number": who.name})))
        drafts.start(mine, way, key, values)
        assert drafts.list_preparations(mine, way) == []
    with app.read() as session:
        assert session.exec(select(Dossier)).all() == []
    app.database.dispose()
