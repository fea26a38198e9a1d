"""What each command does and shows for a letter that is on its way."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from models.enums import DossierStatus, MessageKind, MessageStatus, Placing, Position, RoundStatus, SignOffStatus
from models.pending_start import PendingStart
from models.process import StepKind
from models.request import DossierRequest, PartyDirectory
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import HEAD, LETTER, CommandLine
from tests.support.acts import consulted, fin_objects, fin_sets_a_condition, messages, record_of, waiting_for
from tests.support.fakes import FakeClock, FakeNotifier, FakeRuns
from tests.support.letters import NUMBER, PARTIES, PASSAGE, carry, register, state_of
from tests.support.word.files import p, word_file

# Starting


def test_a_letter_is_started_with_its_files_stored(cli: CommandLine, runs: FakeRuns) -> None:
    said = cli.does("start", cli.dossier())

    assert said.splitlines() == [
        "Started letter TEST-1: Een kleine brief",
        "  follow it: http://prefect/run-1",
        "  or here:   paraaf status TEST-1",
    ]
    (request,) = runs.started
    assert request["letter"]["file"].startswith("stored:")
    assert request["letter"]["file"].endswith("/brief.docx")
    assert cli.letters_and_files() == (0, 1)


def test_who_starts_a_letter_is_named_or_is_who_is_logged_in(
    cli: CommandLine, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "sstarter")
    for said, by in ((("--by", "S. Starter"), "S. Starter"), ((), "sstarter")):
        cli.does("start", cli.dossier(), *said)
        with app.read() as session:
            assert [each.by for each in session.exec(select(PendingStart))] == [by]


def test_a_letter_that_is_started_is_told_as_data(cli: CommandLine, runs: FakeRuns) -> None:
    found = cli.data("start", cli.dossier(("passage: Het", "passage: Niet het")))

    assert (found["dossier"], found["run"], found["url"]) == ("TEST-1", "run-1", "http://prefect/run-1")
    assert [(warning["place"], warning["line"]) for warning in found["warnings"]] == [("commitments[1].passage", 24)]
    assert len(runs.started) == 1


def test_a_sound_dossier_is_told_as_data_and_nothing_starts(cli: CommandLine, runs: FakeRuns) -> None:
    assert cli.data("check", cli.dossier()) == {"faults": [], "warnings": []}
    assert runs.started == []
    assert cli.letters_and_files() == (0, 0)


# Looking


def test_a_list_says_when_nothing_was_swept_for_long(cli: CommandLine, app: App, clock: FakeClock) -> None:
    consulted(app)
    told = "note: No sweep has run since "
    cli.does("sweep")
    assert told not in cli.does("list")
    clock.move(minutes=10, seconds=1)

    assert f"{told}2 March 2026, 10:00." in cli.does("list")
    assert [letter["number"] for letter in cli.data("list")] == [NUMBER]  # programs get what they got
    cli.does("sweep")
    assert told not in cli.does("list")


def test_a_list_without_letters_is_empty(cli: CommandLine) -> None:
    assert cli.data("list") == []


def test_letters_are_listed_with_whom_they_wait_for(cli: CommandLine, app: App) -> None:
    consulted(app)
    said = cli.does("list")
    assert "Een kleine brief" in said
    assert "FIN, OCW" in said
    (letter,) = cli.data("list", "--open")
    assert (letter["number"], letter["stage"], letter["step"]) == (NUMBER, "departments", "await_reactions")
    assert [waiting["code"] for waiting in letter["waits_for"]] == ["FIN", "OCW"]

    cli.does("withdraw", NUMBER, "--by", "O. Eigenaar", "--reason", "Niet meer nodig.")
    assert cli.data("list", "--open") == []
    assert [letter["status"] for letter in cli.data("list")] == ["withdrawn"]


def test_the_status_of_a_letter_shows_who_said_what(cli: CommandLine, app: App) -> None:
    fin_sets_a_condition(app)

    said = cli.does("status", NUMBER)
    assert "Een kleine brief" in said
    assert "agrees on condition (1 comment)" in said
    assert said.splitlines()[-1] == "http://prefect/run-1"
    found = cli.data("status", NUMBER)
    assert found["rounds"][0]["parties"] == {"FIN": "agree_on_condition", "OCW": "agree"}
    (comment,) = found["rounds"][0]["comments"]
    assert (comment["number"], comment["party"], comment["weight"]) == (1, "FIN", "condition")
    assert (comment["text"], comment["verdict"]) == ("Noem het bedrag.", None)
    assert found["fingerprint"] == state_of(app).version.fingerprint


def test_all_letters_are_woken_and_it_fails_if_one_cannot_be(cli: CommandLine, app: App, runs: FakeRuns) -> None:
    register(app)
    runs.outcome = "gone"
    assert f"Letter {NUMBER} has a new run" in cli.does("wake", "--all")

    runs.has_deployment = False
    assert "Run `prefect deploy --all`" in cli.refused("wake", "--all")
    assert "give a dossier, or --all" in cli.refused("wake", code=2)
    assert "give a dossier, or --all" in cli.refused("wake", NUMBER, "--all", code=2)


def test_a_letter_that_could_go_on_and_does_not_is_said_to_stand_still(
    cli: CommandLine, app: App, clock: FakeClock
) -> None:
    register(app)
    assert "stands still" not in cli.does("list")
    clock.move(minutes=20)

    assert "stands still since" in " ".join(cli.does("list").split())
    assert cli.data("list")[0]["stands_still_since"].startswith("2026-03-02T09:00")
    assert f"paraaf wake {NUMBER}" in cli.does("status", NUMBER)


def test_waking_a_letter_without_a_deployment_fails_and_says_what_to_do(
    cli: CommandLine, app: App, runs: FakeRuns
) -> None:
    register(app)
    runs.outcome, runs.has_deployment = "gone", False

    assert "Run `prefect deploy --all`" in cli.refused("wake", NUMBER)

    runs.has_deployment = True
    assert f"Letter {NUMBER} has a new run: http://prefect/new-1" in cli.does("wake", NUMBER)


def test_the_documents_of_a_letter_are_listed_and_saved(cli: CommandLine, app: App) -> None:
    fin_sets_a_condition(app)
    kept = state_of(app).documents

    assert [document["seq"] for document in cli.data("documents", NUMBER)] == [1, 2]
    said = cli.does("documents", NUMBER, "--save", "saved")
    assert all(document.file_name in said for document in kept)
    saved = sorted((cli.folder / "saved").iterdir())
    assert [path.read_bytes() for path in saved] == [app.store.get(document.sha256) for document in kept]
    assert saved[0].name == "01-TEST-1-brief-v1-concept.docx"


def test_one_document_of_a_letter_is_saved_by_its_number(cli: CommandLine, app: App) -> None:
    fin_sets_a_condition(app)

    (document,) = cli.data("documents", NUMBER, "--number", 2, "--save", "saved")

    assert [path.name for path in (cli.folder / "saved").iterdir()] == [f"02-{document['file_name']}"]
    assert cli.refused("documents", NUMBER, "--number", 3) == "Letter TEST-1 has no document 3 (it has 2).\n"


def test_the_messages_of_a_letter_are_listed_without_their_text(cli: CommandLine, app: App) -> None:
    consulted(app)

    assert "Uw reactie gevraagd" in cli.does("messages", NUMBER)
    found = cli.data("messages", NUMBER)
    assert [(message["kind"], message["party_code"], message["status"]) for message in found] == [
        ("started", "owner", "sent"),
        ("started", "secretariat", "sent"),
        ("invitation", "FIN", "sent"),
        ("invitation", "OCW", "sent"),
    ]
    assert all("body" not in message and "address" not in message for message in found)


def test_a_message_that_waits_for_office_hours_says_until_when(cli: CommandLine, app: App, clock: FakeClock) -> None:
    app.settings.office_hours = "08:00-18:00"
    clock.moment = datetime(2026, 3, 6, 20, tzinfo=UTC)
    carry(app, register(app))

    assert "waits for office hours: 9 March 2026, 08:00" in cli.does("messages", NUMBER)
    invited = [each for each in cli.data("messages", NUMBER) if each["kind"] == "invitation"]
    assert {each["status"] for each in invited} == {"pending"}
    assert {each["next_attempt_at"][:16] for each in invited} == {"2026-03-09T07:00"}


def test_a_letter_that_is_sound_is_verified_with_its_last_hash(cli: CommandLine, app: App) -> None:
    consulted(app)
    head = state_of(app).dossier.audit_head

    said = cli.does("verify", NUMBER)
    assert said.startswith("Letter TEST-1 is sound: ")
    assert said.endswith(f"Last hash: {head}\n")
    found = cli.data("verify", NUMBER)
    assert (found["faults"], found["head"], found["files"]) == ([], head, 1)


def test_a_letter_whose_file_was_changed_is_not_sound(cli: CommandLine, app: App) -> None:
    consulted(app)
    sha256 = state_of(app).documents[0].sha256
    (cli.folder / "documents" / sha256[:2] / sha256).write_bytes(b"iets anders")

    assert cli.refused("verify", NUMBER).startswith("Letter TEST-1 is NOT sound:\n  - ")
    result = cli.run("verify", NUMBER, "--json")
    assert (result.code, result.err) == (1, "")
    assert len(json.loads(result.out)["faults"]) == 1


@pytest.mark.parametrize(("typed", "name"), [([], "TEST-1.zip"), (["-o", "alles.zip"], "alles.zip")])
def test_a_letter_is_exported_as_one_zip(cli: CommandLine, app: App, typed: list[str], name: str) -> None:
    consulted(app)

    said = cli.does("export", NUMBER, *typed)

    assert said == f"Wrote {name} ({(cli.folder / name).stat().st_size:,} bytes).\n"
    with zipfile.ZipFile(cli.folder / name) as exported:
        assert "manifest.json" in exported.namelist()


def test_in_dutch_the_list_is_dutch(cli: CommandLine, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    consulted(app)
    monkeypatch.setenv("PARAAF_LANGUAGE", "nl")

    assert "Wacht op reacties" in cli.does("list")


# Reacting and answering


def test_a_party_reacts_with_options(cli: CommandLine, app: App) -> None:
    consulted(app)

    said = cli.does(
        "react", NUMBER, "--as", "FIN", "--by", "A. Naam", "--position", "agree_on_condition",
        "--condition", "Noem het bedrag.", "--comment", "Korter.", "--comment", "Ook [bold]dit[/bold].",
        "--remark", "Met dank.",
    )  # fmt: skip

    assert said.startswith("Recorded: FIN agrees on condition (A. Naam), round 1, version 1, fingerprint t1:")
    assert said.endswith("Comments: 1, 2, 3.\n")
    state = state_of(app)
    (reaction,) = state.reactions
    assert (reaction.position, reaction.by, reaction.remark) == (Position.AGREE_ON_CONDITION, "A. Naam", "Met dank.")
    assert [comment.text for comment in state.comments] == ["Noem het bedrag.", "Korter.", "Ook [bold]dit[/bold]."]


def test_a_party_reacts_with_a_file_and_the_letter_it_sends_back(cli: CommandLine, app: App) -> None:
    consulted(app)
    cli.write("terug.docx", LETTER)
    file = cli.write(
        "reaction.yaml",
        "party: OCW\nby: B. Naam\nposition: agree_with_comments\nversion: 1\n"
        "comments:\n  - text: Korter.\n    passage: een plan\n    proposed_text: plan\n",
    )

    receipt = cli.data("react", NUMBER, "--file", file, "--returned", "terug.docx", "--by", "C. Naam")

    assert (receipt["party"], receipt["by"], receipt["comment_numbers"]) == ("OCW", "C. Naam", [1])
    state = state_of(app)
    assert [(comment.text, comment.proposed_text) for comment in state.comments] == [("Korter.", "plan")]
    assert state.reactions[0].document_id == state.documents[-1].id
    assert app.store.get(state.documents[-1].sha256) == LETTER


PARAGRAPH = f"{PASSAGE} Dat doet het met een plan."


def proposal(cli: CommandLine, *lines: str) -> Path:
    """Return a reaction file that proposes a sentence with a whole paragraph."""
    said = ("  - text: Noem het bedrag.", f"passage: '{PARAGRAPH}'", "proposed_text: Dat kost een miljard.", *lines)
    file = "party: FIN\nby: B. Naam\nposition: agree_with_comments\ncomments:\n" + "\n    ".join(said) + "\n"
    return cli.write("reaction.yaml", file)


def test_a_proposed_text_of_a_reaction_file_says_where_it_goes(cli: CommandLine, app: App) -> None:
    dossier_id = consulted(app)
    assert "the owner chooses" in cli.does("react", NUMBER, "--file", proposal(cli))
    said = cli.does("react", NUMBER, "--revise", "--file", proposal(cli, "placing: after"))
    assert "the owner chooses" not in said
    assert "names none" in cli.refused("react", NUMBER, "--revise", "--file", proposal(cli, "placing: words"))
    cli.does("react", NUMBER, "--as", "OCW", "--by", "C", "--position", "agree")
    carry(app, dossier_id)

    assert [comment.placing for comment in state_of(app).comments] == [None, Placing.AFTER]
    assert "`takes: true` puts it after the passage" in " ".join(
        cli.does("comments", NUMBER, "--form").replace("#", "").split()
    )


def test_a_dry_run_shows_what_answers_change_and_records_nothing(cli: CommandLine, app: App) -> None:
    dossier_id = consulted(app)
    cli.does("react", NUMBER, "--file", proposal(cli))
    cli.does("react", NUMBER, "--as", "OCW", "--by", "C", "--position", "agree")
    carry(app, dossier_id)
    answer = "responses:\n  - {{comment: 1, verdict: {}, reason: Ja., takes: {}}}\n"
    assert "comment 1: does not say where its text goes" in cli.refused(
        "answer", NUMBER, cli.write("answers.yaml", answer.format("accepted", "true")), "--dry-run"
    )
    assert "the comment is rejected" in cli.refused(
        "answer", NUMBER, cli.write("answers.yaml", answer.format("rejected", "after")), "--dry-run"
    )
    after = cli.write("answers.yaml", answer.format("accepted", "after"))

    before = record_of(app)
    assert cli.does("answer", NUMBER, after, "--dry-run").splitlines() == [
        "Nothing was recorded. Version 2 would have these changes:",
        f"  - {PARAGRAPH}",
        f"  + {PARAGRAPH} Dat kost een miljard.",
    ]
    assert cli.data("answer", NUMBER, after, "--dry-run")["version"] == 2
    rejected = cli.write("no.yaml", "responses:\n  - {comment: 1, verdict: rejected, reason: Nee.}\n")
    assert "would stay as it is" in cli.does("answer", NUMBER, rejected, "--dry-run")
    assert record_of(app) == before
    cli.does("answer", NUMBER, after)
    text = documents.body_text(app.store.get(state_of(app).document("letter:2").sha256))  # type: ignore[union-attr]
    assert f"{PARAGRAPH} Dat kost een miljard." in text


def test_the_owner_answers_with_a_file_of_edits(cli: CommandLine, app: App) -> None:
    fin_sets_a_condition(app)
    file = cli.write(
        "answers.yaml",
        "responses:\n  - {comment: 1, verdict: accepted, reason: Overgenomen.}\n"
        "edits:\n  - replace: Dat doet het met een plan.\n    text: Dat doet het met een plan van een miljard.\n",
    )

    said = cli.does("answer", NUMBER, file)

    assert said.splitlines() == [
        "Recorded. The text that stands is version 2.",
        "A new round is opened with FIN.",
        "The text changed since OCW agreed. Decide: `paraaf changes TEST-1`.",
    ]
    assert state_of(app).responses[0].by == "O. Eigenaar"


def test_the_owner_answers_with_the_next_version_as_a_file(cli: CommandLine, app: App) -> None:
    fin_sets_a_condition(app)
    cli.write("v2.docx", word_file(p("Een andere brief.")))
    file = cli.write("answers.yaml", "responses:\n  - {comment: 1, verdict: partly, reason: Deels.}\n")

    found = cli.data("answer", NUMBER, file, "--letter", "v2.docx", "--by", "P. Plaatsvervanger")

    assert found == {
        "dossier": NUMBER,
        "version": 2,
        "still_open": [],
        "new_round_with": ["FIN"],
        "touched": ["OCW"],
        "dropped": [],
    }
    assert state_of(app).responses[0].by == "P. Plaatsvervanger"
    assert documents.body_text(app.store.get(state_of(app).documents[-1].sha256)) == "Een andere brief."


def test_the_owner_answers_a_part_and_hears_what_is_left(cli: CommandLine, app: App) -> None:
    consulted(app)
    for party in ("FIN", "OCW"):
        cli.does(
            "react", NUMBER, "--as", party, "--by", "A", "--position", "agree_with_comments", "--comment", "Korter."
        )
    carry(app, state_of(app).dossier.id)

    file = cli.write("answers.yaml", "responses:\n  - {comment: 2, verdict: rejected, reason: Nee.}\n")

    assert cli.does("answer", NUMBER, file).splitlines() == [
        "Recorded. The text that stands is version 1.",
        "Still to be answered: 1.",
    ]


# The round


def test_the_round_is_extended_its_parties_reminded_and_closed_early(cli: CommandLine, app: App) -> None:
    consulted(app)
    owner = ("--by", "O. Eigenaar")

    extended = cli.does("extend", NUMBER, "--until", "2026-03-19", *owner, "--reason", "FIN vraagt tijd.")
    assert extended == "The round of letter TEST-1 now runs until 19 March 2026.\n"
    assert cli.does("remind", NUMBER, *owner) == "Reminded: FIN, OCW.\n"
    assert cli.does("remind", NUMBER, *owner, "--party", "OCW") == "Reminded: OCW.\n"
    assert cli.does("close", NUMBER, *owner, "--reason", "Het debat is vervroegd.") == (
        "The round of letter TEST-1 is closed.\n"
    )
    (round_,) = state_of(app).rounds
    assert (round_.status, round_.close_reason) == (RoundStatus.ANSWERED, "Het debat is vervroegd.")
    assert round_.due.isoformat() == "2026-03-19"


# Signing off, signing, sending


def test_an_official_signs_off(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    said = cli.does("sign-off", NUMBER, "--as", "DIR", "--by", "D. Naam", "--remarks", "Akkoord.")

    assert said == "DIR signed off letter TEST-1 (D. Naam).\n"
    first = state_of(app).sign_offs[0]
    assert (first.status, first.by, first.remarks) == (SignOffStatus.SIGNED_OFF, "D. Naam", "Akkoord.")


def test_an_official_returns_a_letter_and_the_owner_sends_it_on_again(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    said = cli.does("return", NUMBER, "--as", "DIR", "--by", "D. Naam", "--remarks", "Korter.")
    assert said == "Letter TEST-1 is returned to its owner (D. Naam).\n"
    assert state_of(app).dossier.status is DossierStatus.RETURNED

    assert (
        cli.does("answer", NUMBER, "--continue-at", "advice_note") == "Recorded. The text that stands is version 1.\n"
    )
    assert state_of(app).stage.key == "advice_note"
    assert ("resubmitted", "O. Eigenaar") in last_events(app)


def test_the_minister_discusses_and_then_signs(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)

    assert cli.does("discuss", NUMBER, "--by", "M. Minister", "--remarks", "Waarom nu?") == (
        "Letter TEST-1 waits: the minister wants to discuss it.\n"
    )
    assert cli.does("sign", NUMBER, "--by", "M. Minister", "--version", 1) == (
        "Letter TEST-1 is signed (M. Minister).\n"
    )
    assert len(state_of(app).signatures) == 1


def test_the_minister_returns_a_letter(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)

    said = cli.does("return", NUMBER, "--by", "M. Minister", "--remarks", "Nog eens kijken.")

    assert said == "Letter TEST-1 is returned to its owner (M. Minister).\n"
    assert messages(app, MessageKind.RETURNED)[0].party_code == "owner"


def test_the_secretariat_dispatches_a_letter(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)

    said = cli.does("dispatch", NUMBER, "--by", "S. Naam", "--number", "29826, nr. 277")

    assert said == "Letter TEST-1 is sent to parliament under number 29826, nr. 277 (S. Naam).\n"
    assert state_of(app).dossier.status is DossierStatus.UNDERWAY
    carry(app, state_of(app).dossier.id)
    assert state_of(app).dossier.status is DossierStatus.DISPATCHED


def test_a_letter_is_withdrawn(cli: CommandLine, app: App) -> None:
    fin_objects(app)

    said = cli.does("withdraw", NUMBER, "--by", "O. Eigenaar", "--reason", "Het debat vervalt.")

    assert said == "Letter TEST-1 is withdrawn.\n"
    assert state_of(app).dossier.status is DossierStatus.WITHDRAWN


# Upkeep


def test_parties_are_loaded_and_listed(cli: CommandLine) -> None:
    assert cli.does("parties", "load", cli.write("parties.yaml", PARTIES)) == "Loaded 10 parties.\n"

    assert "Ministerie van Financiën" in cli.does("parties", "list")
    found = {party["code"]: party for party in cli.data("parties", "list")}
    assert len(found) == 10
    assert [contact["address"] for contact in found["FIN"]["contacts"]] == ["fin@example.nl"]
    assert (found["WJZ"]["deputy_code"], found["WJZ"]["absent_from"]) == ("WJZ2", "2020-01-01")


def test_a_database_is_made_once_and_then_left_as_it_is(cli: CommandLine) -> None:
    path = cli.folder / "new" / "paraaf.db"
    cli.setting("PARAAF_DATABASE_URL", f"sqlite:///{path}")

    assert cli.does("database", "upgrade") == f"The database is at revision {HEAD}.\n"
    assert cli.does("database", "upgrade") == f"The database is at revision {HEAD}.\n"
    assert cli.data("list") == []


def test_the_schemas_are_those_of_the_documentation(cli: CommandLine) -> None:
    docs = Path(__file__).parents[2] / "docs"

    assert cli.does("schema") == (docs / "dossier.schema.json").read_text(encoding="utf-8")
    assert cli.does("schema", "--parties") == (docs / "parties.schema.json").read_text(encoding="utf-8")
    assert json.loads(cli.does("schema")) == DossierRequest.model_json_schema()
    assert json.loads(cli.does("schema", "--parties")) == PartyDirectory.model_json_schema()


def test_a_letter_is_woken(cli: CommandLine, app: App, runs: FakeRuns) -> None:
    consulted(app)

    assert cli.does("wake", NUMBER) == (
        "The run of letter TEST-1: resumed. The letter waits for FIN, OCW: it goes on when they answer.\n"
    )
    assert runs.revived == ["run-1"]


def test_a_sweep_says_what_it_did(cli: CommandLine, app: App, clock: FakeClock) -> None:
    consulted(app)
    clock.move(days=4)

    said = cli.does("sweep")

    assert said == (
        "2 reminder(s), 0 message(s) delivered, 0 not, 1 letter(s) set going, 1 page(s) renewed, 0 trouble(s)\n"
    )


def test_a_message_of_unknown_outcome_is_settled(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    cli.does("dispatch", NUMBER, "--by", "S. Naam", "--number", "29826, nr. 277")
    (letter,) = messages(app, MessageKind.TO_PARLIAMENT)
    with app.work() as work:
        lost = work.session.merge(letter)
        lost.status, lost.claimed_at = MessageStatus.SENDING, app.clock.wall() - timedelta(days=1)
    cli.does("sweep")
    assert messages(app, MessageKind.TO_PARLIAMENT)[0].status is MessageStatus.UNKNOWN

    said = cli.does("settle", NUMBER, letter.seq, "--arrived", "--by", "S. Naam")

    assert said == f"Message {letter.seq} is settled.\n"
    assert messages(app, MessageKind.TO_PARLIAMENT)[0].status is MessageStatus.SENT
    assert isinstance(app.notifier, FakeNotifier)
    assert all(delivery.key != letter.key for delivery in app.notifier.delivered)


def test_what_was_recorded_while_prefect_is_away_is_told_to_go_on_later(
    cli: CommandLine, app: App, runs: FakeRuns
) -> None:
    fin_sets_a_condition(app)
    runs.is_down = True
    file = cli.write("answers.yaml", "responses:\n  - {comment: 1, verdict: rejected, reason: Nee.}\n")

    result = cli.run("answer", NUMBER, file)

    assert result.code == 0
    assert result.err.startswith("paraaf: It is recorded. The letter goes on at the next sweep: Prefect's server ")
    assert len(state_of(app).responses) == 1


def last_events(app: App) -> list[tuple[str, str]]:
    """Return what was recorded last in the audit trail, three events, and by whom."""
    with app.database.connect() as connection:
        query = "SELECT action, actor FROM audit_event ORDER BY seq DESC LIMIT 3"
        return [(str(action), str(actor)) for action, actor in connection.exec_driver_sql(query)]


def last_event(app: App) -> tuple[str, str]:
    """Return what was recorded last in the audit trail, and by whom."""
    with app.database.connect() as connection:
        found = connection.exec_driver_sql("SELECT action, actor FROM audit_event ORDER BY seq DESC LIMIT 1").one()
    return str(found[0]), str(found[1])
