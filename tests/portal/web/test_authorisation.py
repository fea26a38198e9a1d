"""Every page, and everybody who is not allowed on it: nothing opens that is not expressly allowed."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount

from models.enums import Language, LinkPurpose, Role
from models.process import StepKind
from models.sign_in import SignIn
from paraaf.portal.app import create_portal
from paraaf.portal.web.account_sessions import COOKIE as ACCOUNT
from paraaf.portal.web.account_sessions import AccountSessions
from paraaf.portal.web.sessions import COOKIE, PREFIXES, Sessions, home
from paraaf.portal.web.visitors import WITH_CODE
from paraaf.services.access import accounts
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import drafts
from paraaf.services.intake.permissions import AsOwner, ForSecretariat
from paraaf.services.messaging import link_admin
from tests.portal.accounts import SECRET, sign_in, with_accounts
from tests.portal.person import ORIGIN, Person
from tests.portal.web.addresses import CLOSED, FOR_EVERYBODY, SIGNED_IN, STARTING, TO_SIGN_IN, routes
from tests.support.acts import consulted, waiting_for
from tests.support.letters import NUMBER, state_of


def asks_for_a_code(path: str) -> bool:
    """Return whether a page opens only after a one-time code."""
    prefixes = tuple(f"/{PREFIXES[purpose]}/{{link_id}}" for purpose in WITH_CODE)
    return path.startswith(prefixes) and not path.endswith(("/code", "/confirm"))


def test_every_page_belongs_to_one_kind_of_link() -> None:
    prefixes = tuple(f"/{prefix}/{{link_id}}" for prefix in PREFIXES.values())

    assert [path for _, path in CLOSED if not path.startswith(prefixes)] == []
    assert set(routes()) >= FOR_EVERYBODY | TO_SIGN_IN | SIGNED_IN


def test_beside_the_routers_there_is_the_stylesheet_and_nothing_else(browser: Callable[[], TestClient]) -> None:
    portal = browser().app
    others = [route for route in portal.routes if isinstance(route, Mount)]  # type: ignore[attr-defined]

    assert [route.path for route in others] == ["/static"]
    for path in ("/docs", "/redoc", "/openapi.json", "/static/../app.py", "/static/%2e%2e/app.py", "/static/"):
        assert browser().get(path).status_code == 404


def session_for(purpose: LinkPurpose, link_id: str, app: App, *, sign_in: str = "") -> str:
    """Return the cookie of a session that the portal itself would sign."""
    from starlette.responses import Response

    response = Response()
    Sessions(SECRET, is_secure=True).begin(response, purpose, link_id, at=app.clock.wall(), sign_in=sign_in)
    return response.headers["set-cookie"].partition(";")[0].partition("=")[2]


def strangers(app: App) -> dict[str, Callable[[str], str]]:
    """Return cookies that are no session of a link, by what is wrong with them; each from the link's id."""
    other = next(link for link in link_admin.list_links(app, NUMBER) if link.party_code == "OCW")
    return {
        "nobody": lambda _: "",
        "somebody with another link": lambda _: session_for(LinkPurpose.REVIEW, other.id, app),
        "somebody with a link to another kind of thing": lambda mine: session_for(LinkPurpose.OWNER, mine, app),
        "a forger without the secret": lambda mine: _forged(mine, app),
        "somebody with a session whose end was cut off": lambda mine: session_for(LinkPurpose.REVIEW, mine, app)[:-2],
        "somebody with nonsense": lambda _: "e30.e30",
    }


def _forged(link_id: str, app: App) -> str:
    from starlette.responses import Response

    response = Response()
    Sessions("another secret, long enough to be one too", is_secure=True).begin(
        response, LinkPurpose.REVIEW, link_id, at=app.clock.wall()
    )
    return response.headers["set-cookie"].partition(";")[0].partition("=")[2]


NOBODY = "nobody who signed in"


def all_signed_in(app: App) -> dict[str, SignIn]:
    """Return one of each kind of person who can be signed in; "gone" and "late" are those of the first."""
    at = app.clock.wall()
    return {
        "owner": sign_in(app, "owner", Role.OWNER),
        "secretariat": sign_in(app, "bbr", Role.SECRETARIAT),
        "official": sign_in(app, "dir", Role.SIGN_OFF),
        "another owner": sign_in(app, "ander", Role.OWNER),
        "another secretariat": sign_in(app, "griffie", Role.SECRETARIAT),
        "an official whose turn it is not": sign_in(app, "wjz2", Role.SIGN_OFF),
        "the owner without the role": sign_in(app, "owner"),
        "the owner with other roles": sign_in(app, "owner", Role.SECRETARIAT, Role.SIGN_OFF),
        "the owner who signed out": sign_in(app, "owner", Role.OWNER, ended_at=at),
        "the secretariat who signed out": sign_in(app, "bbr", Role.SECRETARIAT, ended_at=at),
        "the official who signed out": sign_in(app, "dir", Role.SIGN_OFF, ended_at=at),
    }


def test_who_signed_in_gets_on_no_page_that_is_not_theirs(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    app = with_accounts(app, "https://login.example.nl")
    people, state = all_signed_in(app), state_of(app)
    mine = {
        "owner": accounts.open_letter(app, people["owner"], state.dossier.id, Language.DUTCH),
        "secretariat": accounts.open_secretariat(app, people["secretariat"], "BBR", Language.DUTCH),
        "official": accounts.open_sign_off(app, people["official"], state.sign_offs[0].id, Language.DUTCH),
    }
    client = TestClient(create_portal(app), base_url=ORIGIN, raise_server_exceptions=False)
    opened, before = set(), state_of(app).dossier.audit_count
    for owner, link in mine.items():
        for method, path in (each for each in CLOSED if each[1].startswith(f"/{PREFIXES[link.purpose]}/")):
            where = path.replace("{link_id}", link.id).replace("{number}", NUMBER if "letters" in path else "1")
            for who in (*people, NOBODY):
                client.cookies.clear()
                id_ = people[who].id if who in people else "0" * 32
                client.cookies.set(COOKIE, session_for(link.purpose, link.id, app, sign_in=id_))
                answer = client.request(method, where.replace("{seq}", "1"), follow_redirects=False)
                if who == owner:
                    opened.add((who, method, answer.status_code))
                elif path.endswith(("/code", "/confirm")) and link.purpose is not LinkPurpose.SIGN_OFF:
                    assert answer.status_code == 404, (who, path)
                else:
                    assert (answer.status_code, answer.headers["location"]) == (303, "/account"), (who, method, path)
                assert who == owner or "Een kleine brief" not in answer.text

    assert {("owner", "GET", 200), ("secretariat", "GET", 200), ("official", "GET", 200)} <= opened
    assert {status for _, method, status in opened if method == "POST"} <= {403, 404}  # no form of theirs was sent
    assert state_of(app).dossier.audit_count == before


def test_nobody_signs_in_to_answer_for_a_party_or_to_sign(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    app = with_accounts(app, "https://login.example.nl")
    minister = sign_in(app, "min", *Role)
    fin = sign_in(app, "fin", *Role)

    assert accounts.read_account(app, minister).is_empty and accounts.read_account(app, fin).is_empty


def test_pages_of_an_account_open_to_who_is_signed_in_and_show_nobody_else_anything(app: App) -> None:
    consulted(app)
    app = with_accounts(app, "https://login.example.nl")
    client = TestClient(create_portal(app), base_url=ORIGIN, raise_server_exceptions=False)
    people = all_signed_in(app)
    for who, person in people.items():
        from starlette.responses import Response

        response = Response()
        AccountSessions(SECRET, is_secure=True).begin(response, person.id)
        client.cookies.set(ACCOUNT, response.headers["set-cookie"].partition(";")[0].partition("=")[2])
        assert ("Een kleine brief" in client.get("/account").text) is (who == "owner"), who
        for _, path in SIGNED_IN:
            data = {"kind": "letter", "id": state_of(app).dossier.id}
            answer = client.post(path, data=data, follow_redirects=False)
            assert answer.status_code == (303 if person.ended_at else 403), who
            assert answer.headers.get("location", "/account") == "/account"


def account_cookie(person_id: str) -> str:
    """Return the cookie of a sign-in that the portal itself would sign."""
    from starlette.responses import Response

    response = Response()
    AccountSessions(SECRET, is_secure=True).begin(response, person_id)
    return response.headers["set-cookie"].partition(";")[0].partition("=")[2]


def test_only_owners_and_secretariats_start_letters_and_see_only_their_own(app: App) -> None:
    app = with_accounts(app, "https://login.example.nl")
    people = all_signed_in(app) | {"an official for a secretariat": sign_in(app, "bbr", Role.SIGN_OFF)}
    mine = {"@me": ("owner", AsOwner()), "BBR": ("secretariat", ForSecretariat("BBR"))}
    client = TestClient(create_portal(app), base_url=ORIGIN, raise_server_exceptions=False)
    assert len(STARTING) == 9
    for whose, (keeper, way) in mine.items():
        key = drafts.begin(app.signed_in_as(people[keeper]), way, {})
        for who in (*people, NOBODY):
            client.cookies.clear()
            client.cookies.set(ACCOUNT, account_cookie(people[who].id if who in people else "0" * 32))
            is_out = who == NOBODY or people[who].ended_at is not None
            token = "" if is_out else Sessions(SECRET, is_secure=True).form_token(people[who].id)
            sent = {"form_token": token, "confirm": "yes"}
            for method, path in STARTING:
                if who == keeper and method == "POST":
                    continue
                where = path.replace("{whose}", whose).replace("{key}", key)
                answer = client.request(method, where, follow_redirects=False, data=sent)
                is_welcome = (who, whose) == ("another owner", "@me") and "{key}" not in path
                if is_out:
                    assert answer.status_code == (401 if method == "POST" else 303), (who, where)
                elif who == keeper or is_welcome:
                    assert answer.status_code in (200, 303, 422), (who, where)
                else:
                    assert answer.status_code == 404, (who, method, where)
        assert drafts.read_preparation(app.signed_in_as(people[keeper]), way, key).started_at is None


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nobody_without_a_session_of_the_link_gets_anywhere(
    app: App, browser: Callable[[], TestClient], method: str, path: str
) -> None:
    consulted(app)
    mine = next(link for link in link_admin.list_links(app, NUMBER) if link.party_code == "FIN")
    for who, cookie in strangers(app).items():
        if path.startswith(f"/{PREFIXES[LinkPurpose.OWNER]}/") and "another kind" in who:
            continue  # a session of an owner's link, made for a link that is no owner's: it is refused as a link
        client = browser()
        client.cookies.set(COOKIE, cookie(mine.id))
        answer = client.request(method, path.replace("{link_id}", mine.id), follow_redirects=False)

        assert answer.status_code == 401, who
        assert "Een kleine brief" not in answer.text, who


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_link_of_one_kind_opens_no_page_of_another(
    app: App, browser: Callable[[], TestClient], method: str, path: str
) -> None:
    consulted(app)
    mine = next(link for link in link_admin.list_links(app, NUMBER) if link.party_code == "FIN")
    client = browser()
    for purpose in LinkPurpose:
        if path.startswith(f"/{PREFIXES[purpose]}/") and purpose is not LinkPurpose.REVIEW:
            client.cookies.set(COOKIE, session_for(purpose, mine.id, app))
            answer = client.request(method, path.replace("{link_id}", mine.id), follow_redirects=False)

            assert answer.status_code in (403, 404)
            assert "Een kleine brief" not in answer.text


@pytest.mark.parametrize("link_id", ["0" * 32, "x", "%2e%2e", "0" * 31 + "G", "' OR 1=1 --"])
def test_a_page_of_no_link_is_not_there(browser: Callable[[], TestClient], link_id: str) -> None:
    assert browser().get(f"/review/{link_id}").status_code in (401, 404)


def test_a_session_ends_after_twelve_hours_and_the_link_begins_another(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    app.clock.move(hours=11, minutes=59)  # type: ignore[attr-defined]
    assert fin.go(fin.home).status_code == 200

    app.clock.move(minutes=1)  # type: ignore[attr-defined]
    assert fin.go(fin.home).status_code == 401
    assert fin.says("Open de link opnieuw")
    assert fin.open().status_code == 200


def test_two_links_are_open_in_one_browser_side_by_side(app: App, person: Callable[[str], Person]) -> None:
    consulted(app)
    fin, ocw = person("fin@example.nl"), person("ocw@example.nl")
    ocw.browser = fin.browser
    fin.open()
    ocw.open()

    assert fin.go(fin.home).status_code == ocw.go(ocw.home).status_code == 200


def test_the_cookie_is_for_the_links_own_pages_over_tls_and_no_script_can_read_it(app: App, fin: Person) -> None:
    consulted(app)
    page = fin.open()
    cookie = page.history[0].headers["set-cookie"]

    assert cookie.endswith(f"; HttpOnly; Path={fin.home}; SameSite=lax; Secure")
    assert "expires" not in cookie.lower() and "max-age" not in cookie.lower()
    assert fin.home == home(LinkPurpose.REVIEW, fin.home.rpartition("/")[2])
    assert page.url.host == ORIGIN.removeprefix("https://")


@pytest.mark.parametrize(("method", "path"), [each for each in CLOSED if asks_for_a_code(each[1])])
def test_without_the_code_nothing_opens_and_nothing_is_done(
    app: App, browser: Callable[[], TestClient], method: str, path: str
) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    purpose = LinkPurpose.OWNER if path.startswith("/letter/") else LinkPurpose.SECRETARIAT
    mine = next(link for link in link_admin.list_links(app, NUMBER) if link.purpose is purpose)
    client = browser()
    client.cookies.set(COOKIE, session_for(purpose, mine.id, app))
    before = len(state_of(app).documents), state_of(app).dossier.audit_count
    token = Sessions(SECRET, is_secure=True).form_token(mine.id)
    where = path.replace("{link_id}", mine.id).replace("{number}", NUMBER if "letters" in path else "1")
    where = where.replace("{seq}", "1")
    answer = client.request(
        method, where, follow_redirects=False, data={"form_token": token} if method == "POST" else None
    )

    assert (answer.status_code, answer.headers.get("location")) == (303, f"{home(purpose, mine.id)}/code")
    assert (len(state_of(app).documents), state_of(app).dossier.audit_count) == before
