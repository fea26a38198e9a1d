"""Settings, database, templates, mail and Prefect that are not in order: one clear message, and nothing has started."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from paraaf.resources import shipped
from tests.cli.command_line import HEAD, CommandLine, Result, in_a_process, mail_through
from tests.support.fakes import FakeRuns
from tests.support.letters import PARTIES
from tests.support.word.files import packed, unpacked

SECRET = "geheim"


@pytest.fixture
def templates(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the templates that the command line uses."""
    folder = cli.folder / "templates"
    shutil.copytree(shipped("templates"), folder)
    monkeypatch.setenv("PARAAF_TEMPLATES", str(folder))
    return folder


# What a letter needs to start


def test_no_letter_starts_while_the_mail_server_does_not_answer(
    cli: CommandLine, runs: FakeRuns, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAAF_CHANNELS", mail_through(closed_port))

    assert cli.refused("start", cli.dossier()) == (
        "Letter TEST-1 was not started:\n"
        "  - the mail server of channel 'mail' cannot be reached: the server does not answer (connection refused)\n"
    )
    assert runs.started == []
    assert cli.letters_and_files() == (0, 0)


def test_no_letter_starts_while_prefect_does_not_answer(cli: CommandLine, closed_port: int) -> None:
    assert cli.refused("start", cli.dossier()) == (
        f"Prefect's server does not answer at http://127.0.0.1:{closed_port}/api (ConnectionRefusedError). "
        "Start it (`make up`), or set PARAAF_PREFECT_API_URL.\n"
    )
    assert cli.letters_and_files() == (0, 0)


def test_no_letter_starts_without_a_prefect_server(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAAF_PREFECT_API_URL", "")

    assert cli.refused("start", cli.dossier()) == (
        "No Prefect server is set. Set PARAAF_PREFECT_API_URL, or start one: `make up`.\n"
    )
    assert cli.letters_and_files() == (0, 0)


def test_no_letter_starts_while_its_files_cannot_be_stored(
    cli: CommandLine, runs: FakeRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAAF_DOCUMENTS_URL", str(cli.write("a-file", "")))

    assert cli.refused("start", cli.dossier()).startswith("The document store cannot be written (")
    assert runs.started == []
    assert cli.letters_and_files() == (0, 0)


def test_a_channel_that_is_not_set_up_is_named_for_everybody_who_is_reached_through_it(
    cli: CommandLine, runs: FakeRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAAF_CHANNELS", "{}")

    said = cli.refused("start", cli.dossier())

    what = "channel 'mail' is not set up (set up: none; see PARAAF_CHANNELS)"
    assert f"  - line 8, owner: {what}" in said
    assert f"  - line 13, departments[1]: FIN cannot be reached: {what}" in said
    assert runs.started == []


# Templates


def test_a_word_template_without_a_field_is_named(cli: CommandLine, runs: FakeRuns, templates: Path) -> None:
    path = templates / "documents" / "letter.docx"
    parts = unpacked(path.read_bytes())
    document = parts["word/document.xml"].replace(b'"paraaf.subject"', b'"paraaf.onderwerp"')
    path.write_bytes(packed(parts | {"word/document.xml": document}))

    said = cli.refused("start", cli.dossier()).splitlines()

    assert said[0] == "dossier.yaml cannot be used; nothing was started."
    assert any(line.startswith("  - template documents/letter.docx: ") and "paraaf.subject" in line for line in said)
    assert runs.started == []
    assert cli.letters_and_files() == (0, 0)


def test_a_word_template_that_is_not_there_is_named(cli: CommandLine, runs: FakeRuns, templates: Path) -> None:
    path = templates / "documents" / "advice_note.docx"
    path.unlink()

    said = cli.refused("start", cli.dossier())

    assert f"  - The template {path} cannot be read: No such file or directory." in said.splitlines()
    assert runs.started == []


def test_message_templates_that_would_fail_halfway_the_run_are_named_at_the_start(
    cli: CommandLine, runs: FakeRuns, templates: Path
) -> None:
    (templates / "messages" / "nl" / "signed.txt").unlink()
    cli.write("templates/messages/en/signed.txt", "Signed\n\n{{ signedby }}\n{{ dossier.titel }}\n")
    cli.write("templates/messages/nl/discuss.txt", "Bespreken\n\n{% if remarks %}\n")

    assert cli.refused("start", cli.dossier()).splitlines() == [
        "dossier.yaml cannot be used; nothing was started.",
        "  - template messages/nl/discuss.txt: line 3: Unexpected end of template. Jinja was looking for the following "
        "tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.",
        "  - template messages/nl/signed.txt: there is no such file",
        "  - template messages/en/signed.txt: line 3: there is no 'signedby' in this message "
        "(there is: deputy_for, documents, dossier, link, party, receiver, signed_by)",
        "  - template messages/en/signed.txt: line 4: there is no 'titel' in 'dossier'",
    ]
    assert runs.started == []


# The database


def test_a_database_that_is_not_there_is_named_with_what_to_do(cli: CommandLine) -> None:
    path = cli.folder / "paraaf.db"
    path.unlink()

    assert cli.refused("list") == f"There is no database at {path}. Make it: `paraaf database upgrade`.\n"
    assert not path.exists()


def test_a_database_that_is_not_migrated_is_named_with_what_to_do(cli: CommandLine) -> None:
    (cli.folder / "paraaf.db").write_bytes(b"")

    assert cli.refused("start", cli.dossier()) == (
        f"The database is at revision none, this Paraaf needs {HEAD}. Bring it up to date: `paraaf database upgrade`.\n"
    )


def test_a_database_of_another_version_is_left_alone(cli: CommandLine) -> None:
    with closing(sqlite3.connect(cli.folder / "paraaf.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert cli.refused("list").startswith(f"The database is at revision 9999, this Paraaf needs {HEAD}.")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("rubbish", "PARAAF_DATABASE_URL is not a database URL."),
        (f"mysql://u:{SECRET}@h/d", "Paraaf keeps its data in SQLite or PostgreSQL, not in mysql."),
        ("sqlite:///.", "The database sqlite:///. does not answer (OperationalError). Check PARAAF_DATABASE_URL."),
        ("sqlite:///dossier.yaml",
         "The database sqlite:///dossier.yaml cannot be used (DatabaseError). Check PARAAF_DATABASE_URL."),
        (f"postgresql://u:{SECRET}@127.0.0.1:{{port}}/d",
         "The database postgresql+psycopg://u:***@127.0.0.1:{port}/d does not answer (OperationalError). "
         "Check PARAAF_DATABASE_URL."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [["list"], ["database", "upgrade"]], ids=" ".join)
def test_a_database_that_cannot_be_used_is_named_without_its_password(
    cli: CommandLine, closed_port: int, monkeypatch: pytest.MonkeyPatch, command: list[str], url: str, said: str
) -> None:
    cli.dossier()
    monkeypatch.setenv("PARAAF_DATABASE_URL", url.format(port=closed_port))

    assert cli.refused(*command) == f"{said.format(port=closed_port)}\n"


# Settings


def test_every_wrong_setting_is_named_without_its_value(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAAF_LANGUAGE", SECRET)
    monkeypatch.setenv("PARAAF_GATEWAY_TIMEOUT", "-1")

    assert cli.refused("list") == (
        "These settings are wrong:\n"
        "  - PARAAF_LANGUAGE: Input should be 'nl' or 'en'\n"
        "  - PARAAF_GATEWAY_TIMEOUT: Input should be greater than 0\n"
    )


def test_channels_that_are_no_json_are_named_without_their_value(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAAF_CHANNELS", f"mail=mailto://u:{SECRET}@h")

    assert cli.refused("list") == "The settings cannot be read: SettingsError. Check PARAAF_CHANNELS.\n"


@pytest.mark.parametrize("url", [f"nosuch://u:{SECRET}@h/p", f"s3://{SECRET}"])
def test_a_document_store_that_is_not_known_is_named_without_its_address(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PARAAF_DOCUMENTS_URL", url)

    assert cli.refused("list") == (
        f"PARAAF_DOCUMENTS_URL names a kind of store ('{url.partition(':')[0]}') that is not known, or whose package "
        "is not installed.\n"
    )


# In a process of its own


def test_what_is_done_ends_with_exit_code_0(tmp_path: Path, open_port: int) -> None:
    made = in_a_process(tmp_path, "database", "upgrade")
    assert made == Result(0, f"The database is at revision {HEAD}.\n", "")

    (tmp_path / "parties.yaml").write_text(PARTIES, encoding="utf-8")
    loaded = in_a_process(tmp_path, "parties", "load", "parties.yaml", PARAAF_CHANNELS=mail_through(open_port))
    assert loaded == Result(0, "Loaded 10 parties.\n", "")


def test_a_refusal_and_wrong_use_have_exit_codes_of_their_own_and_no_traceback(tmp_path: Path) -> None:
    refused = in_a_process(tmp_path, "start", "nergens.yaml")
    misused = in_a_process(tmp_path, "sign", "TEST-1")

    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (f"There is no database at {tmp_path / 'paraaf.db'}. Make it: `paraaf database upgrade`.\n")
    assert (misused.code, misused.out) == (2, "")
    assert "Missing option '--by'" in misused.err
    assert "Traceback" not in misused.err


def test_an_argument_that_is_no_text_is_wrong_use(cli: CommandLine) -> None:
    assert cli.refused("status", "TEST-\udcff", code=2) == "Argument 2 ('TEST-\\udcff') is not text in UTF-8.\n"


def test_what_goes_wrong_inside_is_told_in_one_line_and_shown_on_request(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr("paraaf.cli.letters.list_dossiers", broken)
    result = cli.run("list")
    assert result.code == 1
    assert result.err == "Something went wrong inside Paraaf (ZeroDivisionError). Set PARAAF_DEBUG=1 to see where.\n"

    monkeypatch.setenv("PARAAF_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.run("list")
