"""Links: the token is in the message alone, and opens one page for one person, for as long as it should."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlmodel import select

from models.enums import Language, LinkPurpose, MessageKind
from models.errors import ConfigurationError, InvalidInput, LinkNotValid, NotFound, TransitionNotAllowed
from models.link import Link
from paraaf.portal import create_portal
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.audit.exporting import export
from paraaf.services.consultation import reminders, rounds
from paraaf.services.messaging import link_admin, links
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.signing import withdrawal
from paraaf.services.templating.message_facts import Receiver
from tests.portal.on_record import links_of, recorded
from tests.portal.person import ORIGIN, Person
from tests.support.acts import consulted
from tests.support.letters import NUMBER, carry, react, register, state_of
from tests.support.refusals import refuses

People = Callable[[str], Person]


def test_everybody_who_is_asked_gets_a_link_of_their_own(app: App, person: People) -> None:
    consulted(app)

    fin, ocw = person("fin@example.nl"), person("ocw@example.nl")
    assert fin.link != ocw.link
    assert fin.open().url.path.startswith("/review/")
    assert fin.says("namens Ministerie van Financiën")
    ocw.open()
    assert ocw.says("on behalf of Ministerie van OCW")


def test_a_link_leads_to_an_address_without_the_token(app: App, fin: Person) -> None:
    consulted(app)
    token = fin.link.removeprefix("/open/")

    page = fin.open()

    assert page.history[0].status_code == 303
    assert token not in str(page.url) + page.text + str(fin.browser.cookies)


def test_the_token_has_256_bits_and_stands_in_no_file_of_the_database(app: App, fin: Person) -> None:
    consulted(app)
    token = fin.link.removeprefix("/open/")

    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    app.database.dispose()
    folder = Path(app.settings.data_dir)
    assert [path.name for path in folder.rglob("*") if path.is_file() and token.encode() in path.read_bytes()] == []
    assert token.encode() not in export(app, NUMBER)
    with closing(sqlite3.connect(folder / "paraaf.db")) as database:
        bodies = [body for (body,) in database.execute("SELECT body FROM message WHERE kind = 'invitation'")]
    assert all(f"{ORIGIN}/open/[" in body for body in bodies)


def test_the_export_says_who_had_a_link_and_opens_nothing(app: App) -> None:
    consulted(app)
    with zipfile.ZipFile(io.BytesIO(export(app, NUMBER))) as archive:
        found = json.loads(archive.read("records.json"))["links"]

    assert [(link["holder"], link["purpose"]) for link in found] == [
        ("O. Eigenaar", "owner"),
        ("BBR", "secretariat"),
        ("IRF", "review"),
        ("OWB", "review"),
    ]
    assert not {"token_hash", "address"} & found[0].keys()


def test_a_link_opens_nothing_before_its_message_is_on_its_way(app: App) -> None:
    consulted(app)
    receiver = Receiver("Nieuw", "nieuw@example.nl", "mail", Language.DUTCH)
    with app.work() as work:
        to = LinkTarget(LinkPurpose.REVIEW, state_of(app).invitations[0].id)
        link = links.link_for(work, work.dossier(NUMBER), receiver, to, party_code="FIN")

    with pytest.raises(LinkNotValid):
        links.open_link(app, links.token_of(app.settings.portal_key(), link.id))


def test_text_that_looks_like_somebody_elses_link_is_not_completed(app: App) -> None:
    consulted(app)
    other = links_of(app)["OWB"]
    message = next(m for m in state_of(app).messages if m.party_code == "FIN")
    message.body += f"[{other.id}]"

    assert links.with_token(app, message).endswith(f"[{other.id}]")


def test_a_reminder_holds_the_same_link(app: App, fin: Person) -> None:
    dossier_id = consulted(app)
    first = fin.link
    reminders.remind(app, NUMBER, by="O. Eigenaar")
    carry(app, dossier_id)

    assert len(fin.messages) == 2
    assert fin.link == first
    assert len(links_of(app)) == 4


def test_without_a_portal_messages_hold_no_links(app: App) -> None:
    without = replace(app, settings=app.settings.model_copy(update={"portal_url": ""}))
    carry(without, register(without))

    assert [d for d in app.notifier.delivered if "/open/" in d.body] == []  # type: ignore[attr-defined]
    assert links_of(app) == {}


def test_a_message_waits_while_the_portal_has_no_secret(app: App) -> None:
    without = replace(app, settings=app.settings.model_copy(update={"portal_secret": SecretStr("")}))
    dossier_id = register(without)

    with refuses(ConfigurationError, match="The portal has no secret"):
        carry(without, dossier_id)
    assert [m.last_error for m in state_of(app).messages if m.attempts] == [
        "The portal has no secret. Set PARAAF_PORTAL_SECRET, at least 32 characters, the same for the portal and for "
        "every process that delivers messages."
    ]


def test_after_a_new_secret_links_that_were_sent_still_open(app: App, fin: Person) -> None:
    consulted(app)
    other = replace(app, settings=app.settings.model_copy(update={"portal_secret": SecretStr("n" * 40)}))

    assert links.open_link(other, fin.link.removeprefix("/open/")).holder == "IRF"


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 43, "x" * 5000, "../../etc/passwd", "%00", "é" * 43, "[0]", "' OR 1=1 --"]
)
def test_a_wrong_link_says_what_to_do_and_nothing_else(app: App, fin: Person, token: str) -> None:
    consulted(app)

    page = fin.go(f"/open/{token}")

    assert page.status_code == 404
    assert not fin.says("Een kleine brief") and not fin.says("FIN")
    assert "set-cookie" not in page.headers


def test_a_link_with_one_other_character_is_wrong(app: App, fin: Person) -> None:
    consulted(app)
    link = fin.link

    assert fin.go(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 404


def test_a_link_works_until_thirty_days_after_the_due_date(app: App, fin: Person) -> None:
    consulted(app)
    app.clock.move(days=7 + 30)  # type: ignore[attr-defined]
    assert fin.open().status_code == 200

    app.clock.move(days=1)  # type: ignore[attr-defined]
    assert fin.open().status_code == 404
    assert fin.says("Deze link werkt niet")


def test_a_link_expires_later_when_the_round_is_extended(app: App, fin: Person) -> None:
    consulted(app)
    due = state_of(app).rounds[0].due
    rounds.extend_round(app, NUMBER, until=due.replace(day=due.day + 7), by="O. Eigenaar", reason="Reces.")
    app.clock.move(days=7 + 30 + 2)  # type: ignore[attr-defined]

    assert fin.open().status_code == 200


def test_a_session_ends_when_its_link_is_revoked(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    link_admin.revoke(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar", reason="Andere contactpersoon.")

    assert fin.go(fin.home).status_code == 404
    assert fin.open().status_code == 404


def test_wrong_expired_and_revoked_links_show_the_same_page(app: App, fin: Person, person: People) -> None:
    consulted(app)
    ocw = person("ocw@example.nl")
    wrong = fin.go("/open/" + "x" * 43).text
    link_admin.revoke(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar", reason="Vertrokken.")
    revoked = fin.open().text
    app.clock.move(days=60)  # type: ignore[attr-defined]
    expired = ocw.browser.get(ocw.link, headers={"accept-language": "nl"}).text

    assert wrong == revoked == expired


def test_revoking_twice_is_once_and_both_names_are_on_record(app: App) -> None:
    consulted(app)
    number = links_of(app)["IRF"].number
    for _ in range(2):
        link_admin.revoke(app, NUMBER, number, by="O. Eigenaar", reason="Vertrokken.")

    assert recorded(app, "link_revoked") == [
        ("O. Eigenaar", {"party": "FIN", "link": number, "holder": "IRF", "reason": "Vertrokken."})
    ]
    assert verifying.verify(app, NUMBER).is_sound


def test_revoking_needs_a_reason_and_a_link(app: App) -> None:
    consulted(app)

    with refuses(InvalidInput, match="Revoking a link needs a reason"):
        link_admin.revoke(app, NUMBER, 1, by="O. Eigenaar", reason=" ")
    with refuses(NotFound, match="Letter TEST-1 has no link 9"):
        link_admin.revoke(app, NUMBER, 9, by="O. Eigenaar", reason="Vertrokken.")


def test_a_link_is_sent_again_with_the_same_message(app: App, fin: Person) -> None:
    dossier_id = consulted(app)
    first = fin.link
    link_admin.send_again(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar")
    carry(app, dossier_id)

    assert len(fin.messages) == 2
    assert fin.link == first
    again = [m for m in state_of(app).messages if m.kind is MessageKind.INVITATION and ":again:" in m.key]
    assert again[0].key in fin.messages[1]
    assert recorded(app, "link_sent_again")[0][0] == "O. Eigenaar"


def test_a_revoked_link_stays_revoked_and_who_is_asked_again_gets_another(app: App) -> None:
    consulted(app)
    number = links_of(app)["IRF"].number
    link_admin.revoke(app, NUMBER, number, by="O. Eigenaar", reason="Vertrokken.")

    again = link_admin.send_again(app, NUMBER, number, by="O. Eigenaar")

    assert (again.number != number, again.holder, again.revoked_at) == (True, "IRF", None)
    with app.read() as session:
        assert session.exec(select(Link).where(Link.number == number)).one().revoked_at is not None


def test_a_link_is_not_sent_again_to_who_answered(app: App) -> None:
    consulted(app)
    react(app, "FIN")

    with refuses(TransitionNotAllowed, match="is not sent again: FIN has reacted"):
        link_admin.send_again(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar")


def test_a_withdrawn_letter_is_said_to_be_withdrawn(app: App, fin: Person) -> None:
    consulted(app)
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")

    assert fin.open().status_code == 200
    assert fin.says("De brief is ingetrokken")


def test_many_wrong_links_from_one_address_are_answered_with_a_wait(app: App, fin: Person) -> None:
    consulted(app)
    statuses = [fin.go(f"/open/{number}").status_code for number in range(31)]

    assert statuses == [404] * 30 + [429]
    assert fin.page is not None and fin.page.headers["retry-after"] == "900"


def test_wrong_links_from_one_address_keep_nobody_there_from_a_right_one(
    app: App, fin: Person, person: People, browser: Callable[[], TestClient]
) -> None:
    consulted(app)
    stranger = browser()
    assert [stranger.get(f"/open/{number}").status_code for number in range(40)][-1] == 429

    assert fin.open().status_code == 200
    assert fin.browser.head(fin.link, follow_redirects=False).status_code == 303
    assert person("ocw@example.nl").open().status_code == 200
    assert fin.open().status_code == 200
    assert stranger.get("/open/wrong").status_code == 429


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_a_link_that_is_over_says_so_from_an_address_that_has_to_wait(app: App, fin: Person, end: str) -> None:
    consulted(app)
    if end == "revoked":
        link_admin.revoke(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar", reason="Vertrokken.")
    else:
        app.clock.move(days=60)  # type: ignore[attr-defined]
    for number in range(31):
        fin.go(f"/open/{number}")

    assert fin.open().status_code == 404
    assert fin.says("Deze link werkt niet")


def test_links_that_are_over_are_no_wrong_attempts(app: App, fin: Person) -> None:
    consulted(app)
    link_admin.revoke(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar", reason="Vertrokken.")

    assert {fin.open().status_code for _ in range(35)} == {404}
    assert fin.go("/open/wrong").status_code == 404


def test_wrong_links_count_over_all_processes_of_the_portal(
    app: App, fin: Person, browser: Callable[[], TestClient]
) -> None:
    consulted(app)
    second = TestClient(create_portal(app), base_url=ORIGIN)
    for number in range(15):
        assert {each.get(f"/open/{number}").status_code for each in (fin.browser, second)} == {404}

    assert {each.get("/open/wrong").status_code for each in (fin.browser, second)} == {429}
    assert {each.get(fin.link).status_code for each in (fin.browser, second)} == {200}


@pytest.mark.parametrize(
    ("in_front", "counted_together"),
    [("127.0.0.1", False), ("192.0.2.9", True)],
    ids=["the server in front", "somebody who says so"],
)
def test_the_address_that_counts_is_passed_on_by_the_server_in_front_alone(
    app: App, in_front: str, counted_together: bool
) -> None:
    """As `paraaf portal` serves it: see `paraaf.portal.serving`."""
    config = uvicorn.Config(create_portal(app), log_level="warning")
    config.load()
    client = TestClient(config.loaded_app, base_url=ORIGIN, client=(in_front, 50_000))

    def tries(address: str) -> list[int]:
        sent = {"x-forwarded-for": f"203.0.113.7, {address}"}
        return [client.get(f"/open/{number}", headers=sent).status_code for number in range(30)]

    assert tries("192.0.2.1") == [404] * 30
    assert tries("192.0.2.2") == ([429] if counted_together else [404]) * 30


def test_opening_a_right_link_often_is_no_attempt(app: App, fin: Person) -> None:
    consulted(app)

    assert {fin.open().status_code for _ in range(40)} == {200}


def test_a_mail_scanner_that_looks_at_a_link_first_does_no_harm(
    app: App, fin: Person, browser: Callable[[], TestClient]
) -> None:
    consulted(app)
    scanner = browser()
    assert scanner.head(fin.link, follow_redirects=False).status_code == 303
    assert scanner.get(fin.link).status_code == 200

    assert fin.open().status_code == 200
