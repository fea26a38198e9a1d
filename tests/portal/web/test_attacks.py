"""What bad input gets: a refusal that is a page, and nothing on record."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from models.enums import Position
from paraaf.portal import create_portal
from paraaf.portal.review import pages
from paraaf.portal.web.middleware import HEADERS
from paraaf.services.app.unit_of_work import App
from tests.portal.hostile import SCRIPT, bomb, laughs, macro
from tests.portal.on_record import reactions_of
from tests.portal.person import Person, foreign
from tests.support.acts import consulted
from tests.support.letters import state_of
from tests.support.word.files import WORD

# Forms that are not ours


@pytest.mark.parametrize("token", [None, "", "x", "é", "0" * 43])
@pytest.mark.parametrize("to", ["", "/send", "/revise", "/discard", "/pass-on"])
def test_a_form_without_its_token_changes_nothing_and_gives_the_text_back(
    app: App, fin: Person, token: str | None, to: str
) -> None:
    consulted(app)
    fin.open()
    before = record(app)
    data = {"remark": "Lang nagedacht", "name": "F"} | ({"form_token": token} if token is not None else {})
    fin.page = fin.browser.post(fin.home + to, data=data)

    assert fin.page.status_code == 403
    assert fin.says("Het formulier is niet verwerkt") and fin.says("Lang nagedacht")
    assert record(app) == before


def record(app: App) -> tuple[int, int, int]:
    state = state_of(app)
    return len(state.reactions), state.dossier.audit_count, len(state.messages)


def test_the_token_of_another_link_is_none(app: App, fin: Person, person: Callable[[str], Person]) -> None:
    consulted(app)
    ocw = person("ocw@example.nl")
    ocw.open()
    fin.open()
    theirs = ocw.page.text.partition('name="form_token" value="')[2].partition('"')[0]  # type: ignore[union-attr]

    assert fin.send(form_token=theirs, action="save").status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_that_the_browser_says_another_site_sent_is_refused(app: App, fin: Person, site: str) -> None:
    consulted(app)
    fin.open()
    fin.browser.headers["sec-fetch-site"] = site

    assert fin.send(action="save").status_code == 403


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml", ""])
def test_another_kind_of_content_is_no_form(app: App, fin: Person, content_type: str) -> None:
    consulted(app)
    fin.open()
    body = json.dumps({"action": "save"})

    assert fin.browser.post(fin.home, content=body, headers={"content-type": content_type}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b"--x\r\n\r\n--x--", b"\xff" * 100, b'--x\r\nContent-Disposition: form-data; name="a', b"--y--"],
)
def test_a_broken_form_is_a_page(app: App, fin: Person, body: bytes) -> None:
    consulted(app)
    fin.open()
    answer = fin.browser.post(fin.home, content=body, headers={"content-type": "multipart/form-data; boundary=x"})

    assert answer.status_code in (400, 403)
    assert "<h1>" in answer.text


def test_a_form_with_thousands_of_fields_is_refused(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()

    assert fin.send(**{f"field{number}": "x" for number in range(2500)}).status_code in (400, 403)


# Sessions that are over: nothing typed is lost


def test_an_expired_session_gives_the_text_back(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    app.clock.move(hours=13)  # type: ignore[attr-defined]
    fin.send(remark="Lang nagedacht", comment__1__text="En nog meer", action="check")

    assert fin.page is not None and fin.page.status_code == 401
    assert fin.says("Lang nagedacht") and fin.says("En nog meer")
    assert fin.page.text.count("<textarea readonly") == 4  # with the name, and the weight of the comment
    fin.open()
    assert not fin.says("Lang nagedacht")


def test_a_link_that_ended_while_somebody_wrote_gives_the_text_back(app: App, fin: Person) -> None:
    consulted(app)
    app.clock.move(days=37, hours=12)  # type: ignore[attr-defined]
    fin.open()
    app.clock.move(hours=2)  # type: ignore[attr-defined]
    fin.send(remark="Lang nagedacht", action="save")

    assert fin.page is not None and fin.page.status_code == 404
    assert fin.says("Lang nagedacht")


def test_a_stranger_gets_no_large_form_read(app: App, browser: Callable[[], TestClient]) -> None:
    consulted(app)
    answer = browser().post(f"/review/{'0' * 32}", data={"remark": "x" * 2_000_001})

    assert answer.status_code == 401
    assert "xxx" not in answer.text


# Text that wants to be markup


@pytest.mark.parametrize("to", ["", "/confirm", "/receipt", "/pass-on"])
def test_script_in_every_field_stays_text(app: App, fin: Person, to: str) -> None:
    consulted(app)
    fin.open()
    fields = ("comment__1__text", "comment__1__passage", "comment__1__proposed_text", "remark")
    fin.send(**dict.fromkeys(fields, SCRIPT), name=SCRIPT[:80], position="object", action="check")
    if to == "/receipt":
        fin.go(fin.home + "/confirm")
        fin.send("/send")
    if to == "/pass-on":
        fin.go(fin.home + to)
        fin.send(to, name=SCRIPT, address=SCRIPT, note=SCRIPT)
    else:
        fin.go(fin.home + to)

    assert fin.page is not None and fin.says("<script>alert(1)</script>")
    assert "<script" not in foreign(fin.page.text) and "<img src=x" not in fin.page.text
    assert "{{7*7}}" in fin.page.text


def test_script_in_the_letter_and_the_names_around_it_stays_text(app: App, fin: Person) -> None:
    consulted(
        app,
        title=SCRIPT,
        subject=SCRIPT,
        owner={"name": SCRIPT, "address": "owner@example.nl"},
        letter={"sections": [{"heading": "", "text": "Het kabinet maakt scherpe keuzes. `<script>alert(2)</script>`"}]},
    )
    fin.open()

    assert fin.page is not None and fin.page.status_code == 200
    assert fin.says("<script>alert(1)</script>")
    assert "<script" not in foreign(fin.page.text) and "<img src=x" not in fin.page.text


def test_script_in_the_name_of_a_file_stays_out_of_it(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    name = '../../<script>"; filename="x.exe\r\nSet-Cookie: a=b.docx'
    fin.send(action="save", files={"file": (name, app.store.get(state_of(app).documents[0].sha256), WORD)})

    assert fin.page is not None and "<script" not in foreign(fin.page.text)
    assert fin.says("Bijgevoegd")


@pytest.mark.parametrize("query", ["?language=<script>", "?check=<script>", "?saved=2", "/receipt?already=x"])
def test_nothing_from_the_address_comes_back_on_the_page(app: App, fin: Person, query: str) -> None:
    consulted(app)
    fin.open()
    fin.go(fin.home + query)

    assert fin.page is not None and fin.page.status_code in (200, 404)
    assert "<script" not in foreign(fin.page.text)


def test_more_text_than_any_reaction_has_is_refused_and_given_back(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(remark="x" * 900_000, comment__1__text="y" * 900_000, comment__1__passage="z" * 900_000, action="save")

    assert fin.page is not None and fin.page.status_code == 413
    assert "x" * 900_000 in fin.page.text and "z" * 900_000 in fin.page.text
    fin.go(fin.home)
    assert "xxx" not in fin.page.text


# Files


@pytest.mark.parametrize("content", [bomb(), laughs(), macro(), b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_hostile_file_is_refused_at_its_field(app: App, fin: Person, content: bytes) -> None:
    consulted(app)
    fin.open()
    fin.send(remark="Blijft staan", action="save", files={"file": ("brief.docx", content, WORD)})

    assert fin.says("Het bestand is niet toegevoegd") and fin.says("Blijft staan")
    assert not fin.says("Bijgevoegd")


def test_a_file_over_the_limit_is_refused_at_its_field(app: App, fin: Person) -> None:
    consulted(app)
    app.settings.max_upload_mb = 1
    fin.open()
    fin.send(remark="Blijft staan", action="save", files={"file": ("brief.docx", b"x" * 1_000_001, WORD)})

    assert fin.says("Het is groter dan 1 MB; maak de afbeeldingen erin kleiner.") and fin.says("Blijft staan")


def test_what_is_far_too_large_is_not_taken_in(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(action="save", files={"file": ("brief.docx", b"x" * 100_000_000, WORD)})

    assert fin.page is not None and fin.page.status_code == 413
    assert fin.says("Dat is te groot") and fin.says("Ga terug met de knop van uw browser")


# Every answer


@pytest.mark.parametrize(
    "path", ["/", "/nergens", "/open/x", "/review/x", "/health", "/static/paraaf.css", "/static/x"]
)
def test_every_answer_carries_the_security_headers(browser: Callable[[], TestClient], path: str) -> None:
    headers = browser().get(path).headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["cache-control"] == ("public, max-age=86400" if path == "/static/paraaf.css" else "no-store")


def test_the_policy_allows_no_script_and_no_other_site() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert "default-src 'none'" in policy and "script-src" not in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def test_the_review_page_alone_may_run_a_script_and_only_a_file_of_ours(app: App, fin: Person) -> None:
    consulted(app)
    page = fin.open()

    assert page.headers["content-security-policy"] == f"{HEADERS['Content-Security-Policy']}; script-src 'self'"
    assert page.text.count("<script") == 1 and "<script" not in foreign(page.text)
    assert fin.go(f"{fin.home}/pass-on").headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_is_refused_with_a_page(browser: Callable[[], TestClient], method: str) -> None:
    answer = browser().request(method, "/")

    assert answer.status_code == 405
    assert "<h1>" in answer.text


def test_an_unexpected_error_is_a_page_and_a_line_in_the_log_without_what_was_typed(
    app: App, fin: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    consulted(app)
    fin.open()

    def fails(*_: object) -> None:
        raise ValueError("geheim")

    monkeypatch.setattr(pages, "keep", fails)
    monkeypatch.setattr(logging.getLogger("paraaf"), "propagate", True)
    fin.send(remark="vertrouwelijk", action="save")

    assert fin.page is not None and fin.page.status_code == 500
    assert fin.says("Er ging iets mis") and not fin.says("geheim")
    # Another test in this process may have put a second handler in its way: the same record twice.
    assert set(caplog.messages) == {"The portal met an unexpected ValueError while it answered a POST."}
    assert "geheim" not in caplog.text and fin.home not in caplog.text


def test_a_busy_database_is_a_page_that_says_to_try_again(
    app: App, fin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.errors import GatewayError

    consulted(app)
    fin.open()

    def fails(*_: object) -> None:
        raise GatewayError("letter.busy")

    monkeypatch.setattr(pages, "keep", fails)
    fin.send(remark="Lang nagedacht", action="save")

    assert fin.page is not None and fin.page.status_code == 503
    assert fin.says("Probeer het over een minuut nog eens") and fin.says("Lang nagedacht")


def test_nobody_speaks_for_another_party(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree", name="F. de Vries", party="OCW", as_="OCW", action="check")
    fin.send("/send", party="OCW", position="object", version="99")

    assert [(r.party_code, r.position) for r in reactions_of(app)] == [("FIN", Position.AGREE)]


@pytest.mark.parametrize("host", ["evil.example:4300", "127.0.0.1:4301", "127.0.0.1", "localhost:4300"])
def test_on_ones_own_machine_another_name_for_it_opens_no_page(app: App, host: str) -> None:
    own = "http://127.0.0.1:4300"
    local = replace(app, settings=app.settings.model_copy(update={"portal_url": own}))
    client = TestClient(create_portal(local), base_url=own)

    refused = client.get("/", headers={"Host": host})
    assert (refused.status_code, refused.text) == (421, f"This portal answers under {own} only.")
    assert refused.headers["X-Frame-Options"] == "DENY"
    assert client.get("/health", headers={"Host": host}).text == "ok"
    assert client.get("/").status_code == 200


def test_behind_a_server_of_the_organisation_that_server_looks_at_the_name(app: App) -> None:
    client = TestClient(create_portal(app), base_url="http://10.0.0.7:4300")

    assert client.get("/").status_code == 200
