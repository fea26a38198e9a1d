"""Signing in with an account of the organisation, at a real OpenID provider: what opens then, and until when."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from fastapi.testclient import TestClient
from sqlmodel import col, select

from models.enums import LinkPurpose, SignOffStatus
from models.link import Link
from models.party import Contact
from models.process import StepKind
from models.request import OwnerRequest
from models.sign_in import SignIn
from paraaf.portal import create_portal
from paraaf.portal.web.account_sessions import AWAY, COOKIE
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.intake import registration
from paraaf.services.letters import holds
from paraaf.services.messaging import link_admin
from tests.portal.official import Official
from tests.portal.person import ORIGIN, Person
from tests.support.acts import consulted, events, fin_sets_a_condition, waiting_for
from tests.support.letters import NUMBER, carry, request, state_of
from tests.support.openid import CLIENT, OpenIdServer
from tests.support.waiting import PATIENCE_SECONDS

Officials = Callable[..., Official]


@pytest.fixture
def app(app: App) -> App:
    """Paraaf, with a letter that is being asked about; tests that need another one carry it on."""
    consulted(app)
    return app


def test_an_owner_finds_their_letter_and_opens_it_without_a_code(app: App, official: Officials) -> None:
    owner = official("owner", "owner", email="Owner@Example.nl")
    owner.sign_in()
    assert owner.says("Uw brieven") and owner.says("Een kleine brief")

    assert owner.enter("letter").status_code == 200
    assert owner.home.startswith("/letter/")
    assert owner.says("Uw overzicht")


def test_what_an_owner_does_is_recorded_with_who_signed_in(app: App, official: Officials) -> None:
    owner = official("owner", "owner", name="Olga Eigenaar")
    owner.sign_in()
    owner.enter("letter")
    owner.send("/remind")

    event = events(app, "reminded")[-1]
    assert event.actor == "O. Eigenaar"
    assert event.data["signed_in"]["name"] == "Olga Eigenaar"
    assert event.data["signed_in"]["account"] == f"{owner.provider.issuer} owner"
    assert owner.says("(aangemeld als Olga Eigenaar)")
    assert verifying.verify(app, NUMBER).is_sound


def test_what_happens_by_itself_is_not_recorded_as_theirs(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    owner.send("/withdraw", withdraw_reason="Niet meer nodig.", confirm="yes")

    by_itself = [event for event in events(app) if event.actor == "Paraaf"]
    assert by_itself
    assert not any("signed_in" in event.data for event in by_itself)


@pytest.mark.parametrize("claims", [{"parties": ["BBR"]}, {"email": "bbr@example.nl"}, {"parties": "BBR", "email": ""}])
def test_a_secretariat_finds_its_letters_by_party_or_by_address(
    app: App, official: Officials, claims: dict[str, object]
) -> None:
    secretary = official("griffier", "secretariat", **claims)
    secretary.sign_in()

    assert secretary.enter("secretariat").status_code == 200
    assert secretary.says("Een kleine brief")
    page = secretary.go(f"{secretary.home}/letters/{NUMBER}")
    assert page.status_code == 200
    secretary.page = page
    token = page.text.partition('name="form_token" value="')[2].partition('"')[0]
    where = f"{secretary.home}/letters/{NUMBER}/hold"
    secretary.browser.post(where, data={"form_token": token, "hold_reason": "Wacht op het debat."})
    assert events(app, "held")[-1].actor == "N. Griffier"


def test_an_official_signs_off_and_the_record_names_them_and_how_they_came(app: App, official: Officials) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    director = official("dir", "sign-off", name="D. Directeur")
    director.sign_in()
    assert director.says("Wacht op uw paraaf")
    director.enter("sign_off")
    director.send(choice="sign_off")
    director.send("/decide")

    assert director.says("D. Directeur")
    event = events(app, "signed_off")[-1]
    assert event.actor == "D. Directeur (DIR)"
    assert event.data["signed_in"]["account"] == f"{director.provider.issuer} dir"
    with app.read() as session:
        link = session.exec(select(Link).where(Link.number == event.data["link"])).one()
    assert (link.holder, link.account) == ("D. Directeur", f"{director.provider.issuer} dir")
    assert verifying.verify(app, NUMBER).is_sound
    director.go("/account")
    assert director.says("Er wacht nu niets op u")


def test_a_deputy_finds_what_is_asked_in_an_absence(app: App, official: Officials) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    director = official("dir", "sign-off")
    director.sign_in()
    director.enter("sign_off")
    director.send(choice="sign_off")
    director.send("/decide")
    carry(app, state_of(app).dossier.id)
    absent, deputy = official("wjz", "sign-off"), official("wjz2", "sign-off")
    deputy.sign_in()
    deputy.enter("sign_off")
    deputy.send(choice="sign_off")
    deputy.send("/decide")
    assert [s.status for s in state_of(app).sign_offs] == [SignOffStatus.SIGNED_OFF] * 2

    absent.provider.who = "wjz"
    absent.sign_in()
    assert absent.forms() == []


def test_somebody_with_several_roles_finds_all_of_it_on_one_page(app: App, official: Officials) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    person = official("owner", "owner", "secretariat", "sign-off", parties=["DIR", "BBR"])
    person.sign_in()

    assert sorted(form["kind"] for form in person.forms()) == ["letter", "secretariat", "sign_off"]


def test_a_role_alone_opens_nothing_of_others(app: App, official: Officials) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    somebody = official("iemand", "owner", "secretariat", "sign-off", parties=["FIN", "EZ"])
    somebody.sign_in()

    assert somebody.forms() == []
    assert somebody.says("Er wacht nu niets op u")
    assert not somebody.says("Een kleine brief") and not somebody.says(NUMBER)


@pytest.mark.parametrize("kind", ["letter", "secretariat", "sign_off", "review", ""])
def test_what_is_not_on_the_list_cannot_be_opened(app: App, official: Officials, kind: str) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    state = state_of(app)
    ids = {"letter": state.dossier.id, "secretariat": "BBR", "sign_off": state.sign_offs[0].id}
    official("owner", "owner")
    mine = official("dir", "sign-off", "owner", "secretariat", parties=["WJZ"], email="ander@example.nl")
    mine.sign_in()
    token = mine.page.text.partition('name="form_token" value="')[2].partition('"')[0]  # type: ignore[union-attr]
    answer = mine.browser.post("/account/open", data={"form_token": token, "kind": kind, "id": ids.get(kind, "x")})

    assert answer.status_code == 404
    assert "Een kleine brief" not in answer.text
    with app.read() as session:
        assert session.exec(select(Link).where(col(Link.account) != "")).all() == []


def test_without_the_role_their_own_address_opens_nothing(app: App, official: Officials) -> None:
    owner = official("owner", "sign-off")
    owner.sign_in()

    assert owner.forms() == []


def test_an_account_without_a_role_is_told_what_to_do_and_nothing_else(app: App, official: Officials) -> None:
    owner = official("owner")
    page = owner.sign_in()

    assert page.status_code == 403
    assert owner.says("Vraag de beheerder van Paraaf in uw organisatie om een rol")
    assert not owner.says("Een kleine brief") and not owner.says("paraaf-owner")
    assert COOKIE not in owner.browser.cookies
    assert "/account/sign-in?other=true" in page.text
    with app.read() as session:
        assert session.exec(select(SignIn)).all() == []


@pytest.mark.parametrize(
    "told",
    [
        {"email": ""},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ["owner@example.nl"]},
        {"email": "owner@example.nl".replace("e", "\u0435")},
        {"email": "owner"},
    ],
    ids=[
        "no address",
        "not verified",
        "verified in words",
        "a list of addresses",
        "other letters",
        "no address at all",
    ],
)
def test_an_address_counts_only_if_the_provider_vouches_for_it(
    app: App, official: Officials, provider: OpenIdServer, told: dict[str, object]
) -> None:
    owner = official("owner", "owner")
    provider.user_info = told
    page = owner.sign_in()

    assert page.status_code == 403


def test_to_sign_in_as_somebody_else_the_provider_is_asked_who_it_is(app: App, official: Officials) -> None:
    official("owner").sign_in("/account/sign-in?other=true")
    somebody = official("dir", "sign-off")

    assert somebody.provider.asked[-1]["prompt"] == "login"
    assert somebody.sign_in().status_code == 200
    assert "prompt" not in somebody.provider.asked[-1]


def test_the_flow_has_a_state_a_nonce_and_pkce(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    first, second = (parse_qs(urlsplit(owner.away()).query) for _ in range(2))

    assert first["response_type"] == ["code"] and first["client_id"] == [CLIENT]
    assert first["redirect_uri"] == [f"{ORIGIN}/account/callback"]
    assert first["code_challenge_method"] == ["S256"]
    assert "openid" in first["scope"][0].split()
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 43 and first[name] != second[name]


def test_the_cookies_are_for_the_account_pages_and_no_other_site_sends_that_of_the_session(
    app: App, official: Officials
) -> None:
    owner = official("owner", "owner")
    away = owner.browser.get("/account/sign-in", follow_redirects=False)
    (cookie,) = away.headers.get_list("set-cookie")
    assert cookie.startswith(f"{AWAY}=")
    assert cookie.endswith("; HttpOnly; Max-Age=900; Path=/account; SameSite=lax; Secure")

    back = owner.come_back(owner.provider.visit(away.headers["location"]))
    cookies = sorted(back.headers.get_list("set-cookie"))
    assert [cookie.partition("=")[0] for cookie in cookies] == [COOKIE, AWAY]
    assert cookies[0].endswith("; HttpOnly; Path=/account; SameSite=strict; Secure")
    assert "Max-Age=0" in cookies[1]

    owner.go("/account")
    opened = owner.enter("letter").history[0].headers["set-cookie"]
    assert opened.endswith(f"; HttpOnly; Path={owner.home}; SameSite=strict; Secure")


def test_the_code_stays_in_no_address_that_a_page_leads_on_from(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    page = owner.come_back(owner.provider.visit(owner.away()))

    assert page.headers["referrer-policy"] == "no-referrer" and page.headers["cache-control"] == "no-store"
    assert "code=" not in page.text and "state=" not in page.text


def test_signing_out_closes_at_once_what_was_opened(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    home = owner.home
    kept = dict(owner.browser.cookies)
    owner.sign_out()
    assert owner.says("U bent afgemeld")

    for name, value in kept.items():
        owner.browser.cookies.set(name, value)
    page = owner.go(home)
    assert page.url.path == "/account" and owner.says("Meld u aan met het account van uw organisatie")
    assert not owner.says("Een kleine brief")


def test_after_signing_out_one_can_sign_out_at_the_provider_too_and_comes_back(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    page = owner.sign_out()
    target = page.text.partition('class="button" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert target.startswith(f"{owner.provider.issuer}/end?")
    answer = requests.get(target, allow_redirects=False, timeout=PATIENCE_SECONDS)
    assert answer.headers["location"] == f"{ORIGIN}/account"


def test_a_provider_without_signing_out_is_not_led_to(app: App, official: Officials, provider: OpenIdServer) -> None:
    provider.config = {"end_session_endpoint": ""}
    owner = official("owner", "owner")
    owner.sign_in()

    assert provider.issuer not in owner.sign_out().text


def test_one_stays_signed_in_for_a_working_day(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    app.clock.move(hours=9, minutes=59)  # type: ignore[attr-defined]
    assert owner.go(owner.home).url.path == owner.home

    app.clock.move(minutes=1)  # type: ignore[attr-defined]
    assert owner.go(owner.home).url.path == "/account"


def test_signing_in_again_ends_what_the_browser_had_before(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    home, first = owner.home, owner.browser.cookies.get(COOKIE)
    owner.provider.know("dir", "sign-off")
    owner.sign_in()

    assert owner.browser.cookies.get(COOKIE) != first
    assert owner.go(home).url.path == "/account"
    with app.read() as session:
        ended = [sign_in.ended_at is not None for sign_in in session.exec(select(SignIn).order_by(col(SignIn.name)))]
    assert sorted(ended) == [False, True]


def test_pages_close_when_the_letter_is_taken_over(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    other = OwnerRequest(name="Nieuw", unit="Directie", address="nieuw@example.nl")
    holds.take_over(app, NUMBER, other, by="A. Naam", reason="Ziek.")

    assert owner.go(owner.home).status_code == 404
    owner.go("/account")
    assert owner.forms() == []


def test_pages_close_when_the_party_directory_says_so(app: App, official: Officials) -> None:
    secretary = official("bbr", "secretariat")
    secretary.sign_in()
    secretary.enter("secretariat")
    with app.work() as work:
        work.session.exec(select(Contact).where(Contact.address == "bbr@example.nl")).one().address = "x@example.nl"

    assert secretary.go(secretary.home).url.path == "/account"
    assert not secretary.says("Een kleine brief")


def test_a_form_sent_after_signing_out_gives_the_text_back(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    page = owner.enter("letter")
    home = owner.home
    owner.sign_out()
    owner.page = page
    answer = owner.browser.post(f"{home}/hold", data={"hold_reason": "Dit wil ik niet kwijt."})

    assert answer.status_code == 401
    assert "Dit wil ik niet kwijt." in answer.text and "Meld u opnieuw aan" in answer.text
    assert state_of(app).hold is None


def test_the_links_of_who_signs_in_are_nobodys_to_send_or_revoke(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")

    with app.read() as session:
        made = session.exec(select(Link).where(col(Link.account) != "")).one()
    assert made.purpose is LinkPurpose.OWNER and made.token_hash is None
    assert made.id not in [link.id for link in link_admin.list_links(app, NUMBER)]


def test_opening_a_page_again_makes_no_second_link(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    for _ in range(2):
        owner.sign_in()
        owner.enter("letter")

    with app.read() as session:
        assert len(session.exec(select(Link).where(col(Link.account) != "")).all()) == 1


def test_nobody_gets_a_code_by_the_way_of_who_signed_in(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")

    assert owner.go(f"{owner.home}/code").status_code == 404


def test_the_links_in_messages_work_beside_it(app: App, official: Officials, person: Callable[[str], Person]) -> None:
    fin = person("fin@example.nl")
    assert fin.open().status_code == 200


def test_the_page_to_sign_in_says_that_a_link_is_enough(app: App, official: Officials) -> None:
    nobody = official("owner")
    page = nobody.go("/account")

    assert page.status_code == 200
    assert nobody.says("Aanmelden") and nobody.says("open die link")
    nobody.go("/")
    assert nobody.says("Aanmelden")
    nobody.go("/account?language=en")
    assert nobody.says("Sign in with the account of your organisation")


def test_without_a_provider_there_is_no_such_page(app: App, browser: Callable[[], TestClient]) -> None:
    somebody = browser()
    for path in ("/account", "/account/sign-in", "/account/callback", "/account/signed-out"):
        assert somebody.get(path).status_code == 404
    assert somebody.post("/account/open").status_code == 404
    assert "Aanmelden" not in somebody.get("/").text


def test_when_a_provider_is_taken_away_again_all_that_was_opened_is_closed(app: App, official: Officials) -> None:
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    without = TestClient(create_portal(app), base_url=ORIGIN, raise_server_exceptions=False)
    without.cookies = owner.browser.cookies

    answer = without.get(owner.home)
    assert answer.status_code == 404
    assert "Een kleine brief" not in answer.text


def test_a_second_letter_of_another_owner_is_not_listed(app: App, official: Officials) -> None:
    other = {"name": "A. Ander", "unit": "Directie", "address": "ander@example.nl"}
    registration.register(
        app, request(owner=other, title="Een andere brief", references={"dossier_number": "TEST-2"}), run_id="run-2"
    )
    owner = official("owner", "owner")
    owner.sign_in()

    assert owner.says("Een kleine brief") and not owner.says("Een andere brief")


def test_a_letter_with_a_condition_is_answered_by_who_signed_in(app: App, official: Officials) -> None:
    fin_sets_a_condition(app)
    owner = official("owner", "owner")
    owner.sign_in()
    owner.enter("letter")
    owner.go(f"{owner.home}/answers")

    assert owner.page is not None and owner.page.status_code == 200
    assert owner.says("Noem het bedrag.")
