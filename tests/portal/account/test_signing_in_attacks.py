"""What somebody gets who comes back with anything but their own, fresh, genuine sign-in: a page, and nothing else."""

import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlmodel import select

from models.errors import ConfigurationError
from models.sign_in import SignIn
from paraaf.portal.web.account_sessions import COOKIE
from paraaf.services.app.unit_of_work import App
from paraaf.settings import load_settings
from tests.portal.official import Official
from tests.portal.person import ORIGIN
from tests.support.acts import consulted
from tests.support.letters import state_of
from tests.support.openid import CLIENT, CLIENT_SECRET, OpenIdServer
from tests.support.refusals import english, refuses

Officials = Callable[..., Official]
Claims = dict[str, Any]


@pytest.fixture
def owner(app: App, official: Officials) -> Official:
    """The owner of a letter, with an account."""
    consulted(app)
    return official("owner", "owner")


def check_nothing_opened(app: App, owner: Official, *, status: int = 400, title: str = "niet gelukt") -> None:
    """Check that a page says it, that nobody is signed in, and that nothing of a letter is on it."""
    assert owner.page is not None
    assert owner.page.status_code == status
    assert owner.says(title)
    assert owner.page.url.host == urlsplit(ORIGIN).hostname
    assert not owner.says("Een kleine brief")
    assert COOKIE not in owner.browser.cookies
    with app.read() as session:
        assert session.exec(select(SignIn)).all() == []


def claims_of(provider: OpenIdServer, nonce: str, /, **changes: Any) -> Claims:
    """Return the claims of an ID token that is right, with changes; None takes one away."""
    now = int(time.time())
    right = {"iss": provider.issuer, "aud": CLIENT, "sub": "owner", "nonce": nonce, "iat": now, "exp": now + 300}
    more = {"realm_access": {"roles": ["paraaf-owner"]}, "email": "owner@example.nl", "email_verified": True}
    return {name: value for name, value in (right | more | changes).items() if value is not None}


def with_id_token(owner: Official, make: Callable[[str], str]) -> None:
    """Come back to be given an ID token that is made from the sign-in's nonce."""
    away = owner.away()
    nonce = parse_qs(urlsplit(away).query)["nonce"][0]
    owner.provider.answers = lambda answer: answer | {"id_token": make(nonce)}
    owner.come_back(owner.provider.visit(away))


def test_the_token_that_the_attacks_change_would_be_right(app: App, owner: Official, provider: OpenIdServer) -> None:
    with_id_token(owner, lambda nonce: provider.signed(claims_of(provider, nonce)))

    assert owner.page is not None and owner.page.status_code == 200
    assert owner.says("U bent aangemeld")


def test_user_info_does_not_go_before_what_was_signed(app: App, owner: Official, provider: OpenIdServer) -> None:
    provider.user_info = {"realm_access": {"roles": ["paraaf-owner"]}}
    owner.provider.people["owner"]["realm_access"] = {"roles": ["another"]}
    owner.sign_in()

    check_nothing_opened(app, owner, status=403, title="heeft geen rol")


@pytest.mark.parametrize(
    "changes",
    [{"iss": "https://login.elders.nl"}, {"aud": "another client"}, {"exp": 1}, {"nonce": "of another sign-in"}],
    ids=["another issuer", "another audience", "expired", "another sign-in"],
)
def test_a_token_that_is_not_right_signs_nobody_in(
    app: App, owner: Official, provider: OpenIdServer, changes: Claims
) -> None:
    with_id_token(owner, lambda nonce: provider.signed(claims_of(provider, nonce, **changes)))

    check_nothing_opened(app, owner)


def test_a_forged_token_signs_nobody_in(app: App, owner: Official, provider: OpenIdServer) -> None:
    with_id_token(owner, lambda nonce: provider.signed(claims_of(provider, nonce), key=provider.other_key))

    check_nothing_opened(app, owner)


@pytest.mark.parametrize("state", ["", "é", "of another browser"])
def test_a_wrong_state_is_refused_before_the_provider_is_asked(
    app: App, owner: Official, provider: OpenIdServer, state: str
) -> None:
    back = urlsplit(provider.visit(owner.away()))
    given = parse_qs(back.query) | {"state": [state]}
    count = len(provider.issued)
    owner.come_back(f"{back.path}?{urlencode(given, doseq=True)}")

    check_nothing_opened(app, owner)
    assert len(provider.issued) == count


def test_who_did_not_begin_cannot_be_signed_in_by_somebody_elses_address(
    app: App, owner: Official, official: Officials
) -> None:
    attacker = official("attacker", "owner")
    owner.come_back(attacker.provider.visit(attacker.away()))
    check_nothing_opened(app, owner)

    owner.away()
    owner.come_back(attacker.provider.visit(attacker.away()))
    check_nothing_opened(app, owner)


def test_the_code_of_somebody_else_is_of_no_use(app: App, owner: Official, official: Officials) -> None:
    """It was given for another challenge, so the provider does not take it with this verifier (PKCE)."""
    victim = official("owner", "owner")
    stolen = parse_qs(urlsplit(victim.provider.visit(victim.away())).query)["code"][0]
    mine = parse_qs(urlsplit(owner.away()).query)["state"][0]
    owner.come_back(f"/account/callback?{urlencode({'code': stolen, 'state': mine})}")

    check_nothing_opened(app, owner)


def test_coming_back_twice_is_refused(app: App, owner: Official) -> None:
    back = owner.provider.visit(owner.away())
    cookies = dict(owner.browser.cookies)
    assert owner.come_back(back).status_code == 200
    assert owner.come_back(back).status_code == 400

    owner.browser.cookies.clear()
    for name, value in cookies.items():
        owner.browser.cookies.set(name, value)
    assert owner.come_back(back).status_code == 400  # the provider takes a code once
    assert owner.says("niet gelukt")


def test_who_takes_too_long_begins_again(app: App, owner: Official) -> None:
    back = owner.provider.visit(owner.away())
    app.clock.move(minutes=15)  # type: ignore[attr-defined]
    owner.come_back(back)

    check_nothing_opened(app, owner)


@pytest.mark.parametrize("code", ["", "x", "x" * 5_000, "%00"])
def test_a_code_that_the_provider_did_not_give_is_refused(app: App, owner: Official, code: str) -> None:
    state = parse_qs(urlsplit(owner.away()).query)["state"][0]
    owner.come_back(f"/account/callback?code={code}&state={state}")

    check_nothing_opened(app, owner)


def test_somebody_who_is_not_let_in_there_is_told_so(app: App, owner: Official, provider: OpenIdServer) -> None:
    provider.denies = True
    owner.sign_in()

    check_nothing_opened(app, owner, status=403, title="U bent niet aangemeld")
    assert owner.page is not None and "<b>no</b>" not in owner.page.text
    assert not owner.says("no</b>")


def test_while_the_provider_is_down_a_page_says_so_and_links_work(
    app: App, owner: Official, provider: OpenIdServer
) -> None:
    provider.is_down = True
    owner.go("/account/sign-in")
    check_nothing_opened(app, owner, status=503, title="Aanmelden kan nu even niet")


def test_a_provider_that_goes_down_halfway_is_no_error_of_ours(
    app: App, owner: Official, provider: OpenIdServer
) -> None:
    back = provider.visit(owner.away())
    provider.is_down = True
    owner.come_back(back)

    check_nothing_opened(app, owner, status=503, title="Aanmelden kan nu even niet")


def test_a_provider_that_is_down_is_not_asked_again_at_once(app: App, owner: Official, provider: OpenIdServer) -> None:
    provider.is_down = True
    owner.go("/account/sign-in")
    provider.is_down = False
    assert owner.go("/account/sign-in").status_code == 503


def test_nobody_is_led_elsewhere(app: App, owner: Official) -> None:
    names = ("next", "return_to", "redirect_uri", "redirect", "url", "iss", "post_logout_redirect_uri")
    elsewhere = urlencode(dict.fromkeys(names, "https://elders.nl/"))
    assert owner.away(f"/account/sign-in?{elsewhere}").startswith(f"{owner.provider.issuer}/authorize?")
    page = owner.sign_in(f"/account/sign-in?{elsewhere}")
    assert page.url.host == urlsplit(ORIGIN).hostname
    assert "elders.nl" not in str(owner.provider.asked)
    for path in ("/account", "/account/signed-out"):
        assert "elders.nl" not in owner.go(f"{path}?{elsewhere}").text


def test_another_site_can_begin_no_sign_in(app: App, owner: Official) -> None:
    answer = owner.browser.get("/account/sign-in", headers={"sec-fetch-site": "cross-site"}, follow_redirects=False)

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/account/open", "/account/sign-out"])
def test_forms_of_other_sites_are_not_taken(app: App, owner: Official, path: str) -> None:
    owner.sign_in()
    right = owner.forms()[0]
    other = {"sec-fetch-site": "cross-site"}

    assert owner.browser.post(path, data=right | {"form_token": "x"}).status_code == 403
    assert owner.browser.post(path, data={}).status_code == 403
    assert owner.browser.post(path, data=right, headers=other).status_code == 403
    assert owner.go("/account").status_code == 200 and owner.says("Een kleine brief")


@pytest.mark.parametrize("path", ["/account/open", "/account/sign-out"])
def test_nobody_posts_without_signing_in(app: App, owner: Official, path: str) -> None:
    answer = owner.browser.post(path, data={"form_token": "x", "kind": "letter", "id": state_of(app).dossier.id})

    assert answer.url.path == "/account" and "Een kleine brief" not in answer.text


@pytest.mark.parametrize(
    "cookie", ["x", "", "e30", "InR3b24i.AAAA", "a" * 4_000], ids=["x", "empty", "no signature", "wrong", "long"]
)
def test_a_forged_session_is_none(app: App, owner: Official, cookie: str) -> None:
    owner.browser.cookies.set(COOKIE, cookie)
    owner.go("/account")

    assert owner.says("Meld u aan met het account van uw organisatie") and not owner.says("Een kleine brief")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "naam\nAudit: vervalst", "n" * 5_000])
def test_a_name_is_text_of_one_line_wherever_it_is_shown(app: App, official: Officials, name: Any) -> None:
    consulted(app)
    owner = official("owner", "owner")
    owner.provider.user_info = {"name": name}
    page = owner.sign_in()

    assert page.status_code == 200
    assert "<script>" not in page.text and "n" * 300 not in page.text
    with app.read() as session:
        kept = session.exec(select(SignIn)).one().name
    assert kept == (name if isinstance(name, str) and name.isprintable() and len(name) <= 200 else "owner@example.nl")


@pytest.mark.parametrize("roles", ["paraaf-owner", ["x", 7, None, "paraaf-owner"], [["paraaf-owner"]], None])
def test_roles_are_texts_in_a_list_or_one_text(app: App, owner: Official, provider: OpenIdServer, roles: Any) -> None:
    realm = {"roles": roles}
    with_id_token(owner, lambda nonce: provider.signed(claims_of(provider, nonce, realm_access=realm)))

    is_one = roles == "paraaf-owner" or (isinstance(roles, list) and "paraaf-owner" in roles)
    assert owner.page is not None and owner.page.status_code == (200 if is_one else 403)


def test_no_token_or_code_is_logged_or_stored(
    app: App, owner: Official, provider: OpenIdServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("oic", "pyop", "jwkest", "asyncio"):  # the provider's own
        caplog.set_level(logging.CRITICAL, logger=name)
    owner.sign_in()
    owner.enter("letter")
    secrets = [*provider.issued, CLIENT_SECRET, *(asked["state"] for asked in provider.asked)]
    secrets += [asked["nonce"] for asked in provider.asked]
    # The test's own browser logs where it goes, as httpx does.
    written = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore")))

    assert len(provider.issued) == 3
    assert [secret for secret in secrets if secret in written] == []
    app.database.dispose()
    files = [path.read_bytes() for path in Path(app.settings.data_dir).rglob("*") if path.is_file()]
    assert [secret for secret in secrets if any(secret.encode() in content for content in files)] == []


def test_many_attempts_that_cannot_be_trusted_are_answered_with_a_wait(app: App, owner: Official) -> None:
    statuses = [owner.go(f"/account/callback?code=x&state={n}").status_code for n in range(31)]

    assert statuses == [400] * 30 + [429]


def test_attempts_that_cannot_be_trusted_keep_nobody_at_that_address_from_signing_in(
    app: App, official: Officials
) -> None:
    consulted(app)
    stranger, owner = official("stranger"), official("owner", "owner")
    assert [stranger.go(f"/account/callback?code=x&state={n}").status_code for n in range(40)][-1] == 429

    assert owner.sign_in().status_code == 200
    assert owner.go("/account").status_code == 200
    assert stranger.go("/account/callback?code=x&state=41").status_code == 429


def test_what_was_begun_is_forgotten_after_a_wrong_answer_also_by_who_has_to_wait(app: App, owner: Official) -> None:
    for number in range(31):
        owner.go(f"/account/callback?code=x&state={number}")
    back = owner.provider.visit(owner.away())
    wrong = re.sub(r"code=[^&]+", "code=x", back)

    assert owner.come_back(wrong).status_code == 429
    assert owner.come_back(back).status_code == 429


ISSUER = "https://login.example.nl/realms/rijk"
WHOLE = {
    "PARAAF_OIDC_ISSUER": ISSUER,
    "PARAAF_OIDC_CLIENT_ID": "paraaf",
    "PARAAF_OIDC_CLIENT_SECRET": "geheim-van-de-client",
    "PARAAF_PORTAL_URL": ORIGIN,
}


def test_the_settings_of_a_provider_are_read_and_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()

    assert settings.oidc_issuer == ISSUER
    assert "geheim-van-de-client" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PARAAF_OIDC_ISSUER", "http://login.example.nl", "should be an https address"),
        ("PARAAF_OIDC_ISSUER", "login.example.nl", "should be an https address"),
        ("PARAAF_OIDC_ISSUER", "https://login.example.nl?x=1", "should be an https address"),
        ("PARAAF_OIDC_ISSUER", "http://localhost.example.nl", "should be an https address"),
        ("PARAAF_OIDC_ISSUER", f"https://login.example.nl/{'x' * 300}", "should be an https address"),
        ("PARAAF_OIDC_CLIENT_ID", "", "set PARAAF_OIDC_CLIENT_ID too"),
        ("PARAAF_OIDC_CLIENT_SECRET", "", "set PARAAF_OIDC_CLIENT_SECRET too"),
        ("PARAAF_PORTAL_URL", "", "set PARAAF_PORTAL_URL too"),
        ("PARAAF_OIDC_SCOPES", "profile email", "should hold openid"),
    ],
)
def test_settings_that_would_not_be_safe_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    for each, right in WHOLE.items():
        monkeypatch.setenv(each, right)
    monkeypatch.setenv(name, value)

    with refuses(ConfigurationError, match=said) as refusal:
        load_settings()
    assert "geheim-van-de-client" not in english(refusal.value)


@pytest.mark.parametrize("issuer", ["http://localhost:8080/realms/x", "http://127.0.0.1:9000"])
def test_on_this_machine_a_provider_may_be_without_tls(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    for name, value in (WHOLE | {"PARAAF_OIDC_ISSUER": issuer}).items():
        monkeypatch.setenv(name, value)

    assert load_settings().oidc_issuer == issuer
