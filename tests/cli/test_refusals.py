"""What people cannot do, as the command line says it: exit code 1 for the rules, 2 for wrong use, nothing recorded."""

import pytest

from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import CommandLine
from tests.support.acts import CHANGE, accepted, answer, consulted, fin_objects, record_of, waiting_for
from tests.support.fakes import FakeClock
from tests.support.letters import NUMBER, carry, react, state_of

OWNER = ("--by", "O. Eigenaar")
LATER = ("--until", "2026-03-19")


def reaction(party: str, position: str = "agree", *more: object) -> tuple[object, ...]:
    return ("react", NUMBER, "--as", party, "--by", "A. Naam", "--position", position, *more)


def refused(cli: CommandLine, app: App, *typed: object) -> str:
    """Run a command that is refused; check that nothing was recorded; return what it says."""
    before = record_of(app)
    said = cli.refused(*typed)
    assert record_of(app) == before
    return said


# Reactions


def test_a_second_reaction_is_refused_and_the_first_stands(cli: CommandLine, app: App) -> None:
    consulted(app)
    cli.does(*reaction("FIN"))

    assert refused(cli, app, *reaction("FIN", "object", "--comment", "Toch niet.")) == (
        "FIN reacted already in round 1 (agrees, by A. Naam, 2 March 2026, 10:00). "
        "That reaction stands; this one was not recorded. `--revise` replaces it.\n"
    )


def test_an_answer_of_somebody_else_is_replaced_only_by_who_says_which_one_they_saw(cli: CommandLine, app: App) -> None:
    consulted(app)
    cli.does("react", NUMBER, "--as", "FIN", "--by", "C. Collega", "--position", "object", "--comment", "Te vroeg.")

    assert refused(cli, app, *reaction("FIN"), "--revise") == (
        "The answer of FIN that stands in round 1 is answer 1: objects, by C. Collega, 2 March 2026, 10:00 "
        "('Te vroeg.'). That answer stands; this one was not recorded. "
        "Read it first; `--revise --seen 1` lets yours take its place.\n"
    )
    assert "FIN has no answer 2 in its latest round" in refused(cli, app, *reaction("FIN"), "--revise", "--seen", 2)
    cli.does(*reaction("FIN"), "--revise", "--seen", 1)
    assert [each.by for each in state_of(app).reactions] == ["C. Collega", "A. Naam"]


def test_late_reaction_is_kept_as_late_after_the_round_closes(cli: CommandLine, app: App, clock: FakeClock) -> None:
    dossier_id = consulted(app)
    cli.does(*reaction("FIN"))
    clock.move(days=8)
    carry(app, dossier_id)

    said = cli.does(*reaction("OCW"))

    assert "The round is closed: this is kept as a late reaction. It does not count; the owner is told." in said


def test_reaction_to_a_letter_that_is_over_is_refused(cli: CommandLine, app: App) -> None:
    consulted(app)
    cli.does("withdraw", NUMBER, "--by", "O", "--reason", "Toch niet.")

    assert refused(cli, app, *reaction("OCW")) == (
        "Round 1 closed, and letter TEST-1 is withdrawn; the reaction of OCW was not recorded. "
        "Ask O. Eigenaar (owner@example.nl).\n"
    )


def test_reaction_of_somebody_who_is_not_invited_is_refused(cli: CommandLine, app: App) -> None:
    consulted(app)

    assert refused(cli, app, *reaction("VNO")) == (
        "VNO is not asked about letter TEST-1 (asked: FIN, OCW); nothing was recorded.\n"
    )


def test_reaction_on_an_older_version_is_refused(cli: CommandLine, app: App) -> None:
    dossier_id = fin_objects(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)

    assert refused(cli, app, *reaction("FIN", "agree", "--version", 1)) == (
        "Round 2 is about version 2, and this reaction is about version 1; it was not recorded. Read version 2 first.\n"
    )


def test_a_reaction_that_contradicts_itself_is_refused_with_every_fault(cli: CommandLine, app: App) -> None:
    consulted(app)

    said = refused(cli, app, *reaction("FIN", "agree", "--condition", "Noem het bedrag.", "--comment", " "))

    assert said.splitlines()[0] == "The reaction of FIN was not recorded."
    assert "  - comments[2].text: is empty" in said.splitlines()
    assert len(said.splitlines()) > 2


def test_a_returned_file_that_is_no_word_file_is_refused(cli: CommandLine, app: App) -> None:
    consulted(app)
    cli.write("terug.docx", "Geen Word.")

    said = refused(cli, app, *reaction("FIN", "agree", "--returned", "terug.docx"))
    assert said.startswith("The returned file terug.docx cannot be used.\n  - It is not a Word document (.docx)")
    assert refused(cli, app, *reaction("FIN", "agree", "--returned", "weg.docx")) == "there is no file weg.docx in .\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "reaction.yaml is empty; it must hold fields (`name: value`).\n"),
        ("party: FIN\nby: A\nposition: maybe\ncomment: []\n",
         "reaction.yaml cannot be used; nothing was recorded.\n"
         "  - line 3, position: 'maybe' is not one of 'agree', 'agree_with_comments', 'agree_on_condition', 'object', "
         "'no_response' or 'tacit'\n"
         "  - line 4, comment: there is no such field; did you mean 'comments'?\n"),
        ("party: FIN\nby: \"A\\eB\"\nposition: object\ncomments:\n  - weight: heavy\n",
         "reaction.yaml cannot be used; nothing was recorded.\n"
         "  - line 2, by: 'A\\x1bB' has characters that cannot be used here\n"
         "  - line 5, comments[1].weight: 'heavy' is not one of 'condition', 'suggestion' or 'observation'\n"
         "  - line 5, comments[1].text: is missing\n"),
    ],
)  # fmt: skip
def test_a_reaction_file_with_faults_is_refused_with_line_and_field(
    cli: CommandLine, app: App, content: str, said: str
) -> None:
    consulted(app)

    assert refused(cli, app, "react", NUMBER, "--file", cli.write("reaction.yaml", content)) == said


# Answers


def test_answers_with_faults_are_refused_with_line_and_field(cli: CommandLine, app: App) -> None:
    fin_objects(app)
    file = cli.write(
        "answers.yaml",
        "responses:\n  - {comment: one, verdict: accepted, reason: x}\n"
        "edits:\n  - {}\n  - {replace: a, delete: b}\n  - replace: a\nescalations:\n  - party: FIN\n",
    )

    assert refused(cli, app, "answer", NUMBER, file).splitlines() == [
        "answers.yaml cannot be used; nothing was recorded.",
        '  - line 2, responses[1].comment: must be a whole number, or several as in "3-9, 12"',
        "  - line 8, escalations[1].decided_by: is missing",
        "  - line 8, escalations[1].level: is missing",
        "  - line 8, escalations[1].reason: is missing",
        "  - line 4, edits[1]: needs one of replace, insert_after, delete",
        "  - line 5, edits[2]: needs one of replace, insert_after, delete",
        "  - line 6, edits[3]: replace needs a text",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "These answers cannot be used; nothing was recorded.\n"
         "  - there is nothing in it: give responses, a next version or an escalation\n"),
        (["--letter", "weg.docx"], "there is no file weg.docx in .\n"),
        (["--letter", "brief.docx"],
         "The next version brief.docx cannot be used.\n  - It is not a Word document (.docx)"),
        (["--by", " "], "Say who answers (`--by`).\n"),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_used_are_refused(cli: CommandLine, app: App, typed: list[str], said: str) -> None:
    fin_objects(app)
    cli.write("brief.docx", "Geen Word.")

    assert refused(cli, app, "answer", NUMBER, *typed).startswith(said)


# Who acts, and when


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["sign-off", NUMBER, "--as", "DIR"], "Say who signs off or returns (`--by`)."),
        (["return", NUMBER, "--as", "DIR", "--remarks", "x"], "Say who signs off or returns (`--by`)."),
        (["return", NUMBER, "--remarks", "x"], "Say who signs, returns or wants to discuss (`--by`)."),
        (["sign", NUMBER], "Say who signs, returns or wants to discuss (`--by`)."),
        (["discuss", NUMBER, "--remarks", "x"], "Say who signs, returns or wants to discuss (`--by`)."),
        (["dispatch", NUMBER, "--number", "1"], "A dispatch needs who sends it (`--by`) and its number (`--number`)."),
        (["extend", NUMBER, *LATER, "--reason", "x"], "Say who extends the round (`--by`)."),
        (["remind", NUMBER], "Say who asks for the reminder (`--by`)."),
        (["close", NUMBER, "--reason", "x"], "Say who closes the round (`--by`)."),
        (["withdraw", NUMBER, "--reason", "x"],
         "Withdrawing a letter needs who does it (`--by`) and a reason (`--reason`)."),
        (["settle", NUMBER, "1", "--arrived"], "Say who found out (`--by`)."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_nothing_is_recorded_without_the_name_of_who_acts(
    cli: CommandLine, app: App, typed: list[str], said: str
) -> None:
    consulted(app)

    assert refused(cli, app, *typed, "--by", " ") == f"{said}\n"
    assert refused(cli, app, *typed, "--by", "x" * 201).endswith(
        " (`--by`) is longer than 200 characters; nothing was recorded.\n"
    )
    assert refused(cli, app, *typed, "--by", "A\x1b[31m").endswith(
        " (`--by`) has characters that cannot be used here; nothing was recorded.\n"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["return", NUMBER, *OWNER, "--remarks", " "], "Returning a letter needs remarks: what has to change?"),
        (["discuss", NUMBER, *OWNER, "--remarks", " "], "Say what the minister wants to discuss."),
        (["dispatch", NUMBER, *OWNER, "--number", " "],
         "A dispatch needs who sends it (`--by`) and its number (`--number`)."),
        (["dispatch", NUMBER, *OWNER, "--number", "9" * 101],
         "The number of the dispatch (`--number`) is longer than 100 characters; nothing was recorded."),
        (["close", NUMBER, *OWNER, "--reason", " "], "Closing a round early needs a reason."),
        (["withdraw", NUMBER, *OWNER, "--reason", " "],
         "Withdrawing a letter needs who does it (`--by`) and a reason (`--reason`)."),
        (["extend", NUMBER, *OWNER, "--until", "2026-03-07", "--reason", " "],
         "The round cannot be extended; nothing was changed.\n"
         "  - until: 2026-03-07 is not later than the due date, 2026-03-09\n"
         "  - until: 2026-03-07 is not a working day\n"
         "  - reason: an extension needs a reason"),
        (["extend", NUMBER, *OWNER, "--until", "9999-12-31", "--reason", "x"],
         "The round cannot be extended; nothing was changed.\n"
         "  - until: 9999-12-31 is more than a year away; is the year right?"),
        (["remind", NUMBER, *OWNER, "--party", "VNO"],
         "VNO has nothing to answer in round 1: waiting are FIN, OCW."),
        (["sign-off", NUMBER, "--as", "DIR", *OWNER],
         "DIR is not asked to sign off letter TEST-1; it is at 'Consultation of the departments'."),
        (["sign", NUMBER, *OWNER],
         "Letter TEST-1 is not before the minister: it is under way, at 'Consultation of the departments'."),
        (["dispatch", NUMBER, *OWNER, "--number", "1"],
         "Letter TEST-1 cannot be dispatched: it is at 'Consultation of the departments'."),
        (["settle", NUMBER, "1", "--arrived", *OWNER], "Message 1 needs no decision: it is sent."),
        (["settle", NUMBER, "99", "--arrived", *OWNER],
         "Letter TEST-1 has no message 99. `paraaf messages TEST-1` lists them."),
    ],
)  # fmt: skip
def test_what_the_rules_do_not_allow_is_refused_with_the_reason(
    cli: CommandLine, app: App, typed: list[str], said: str
) -> None:
    consulted(app)

    assert refused(cli, app, *typed) == f"{said}\n"


def test_only_the_official_whose_turn_it_is_signs_off(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    assert "WJZ" in refused(cli, app, "sign-off", NUMBER, "--as", "WJZ", "--by", "W. Naam")
    cli.does("sign-off", NUMBER, "--as", "DIR", "--by", "D. Naam")
    assert refused(cli, app, "sign-off", NUMBER, "--as", "DIR", "--by", "D. Naam") == (
        "DIR signed off already (by D. Naam, 2 March 2026).\n"
    )


def test_a_letter_that_was_withdrawn_takes_nothing_more(cli: CommandLine, app: App) -> None:
    consulted(app)
    react(app, "OCW")
    cli.does("withdraw", NUMBER, *OWNER, "--reason", "Het debat vervalt.")

    assert refused(cli, app, *reaction("FIN")).startswith("Round 1 closed, ")
    assert refused(cli, app, "remind", NUMBER, *OWNER) == (
        "Letter TEST-1 has no open round to remind in: it is at 'withdrawn'.\n"
    )
    assert refused(cli, app, "wake", NUMBER) == "Letter TEST-1 is withdrawn: there is nothing to wake.\n"


@pytest.mark.parametrize(
    "typed",
    [["status"], ["documents"], ["messages"], ["verify"], ["export"], ["wake"], ["sign", *OWNER],
     ["settle", "1", "--arrived", *OWNER]],
    ids=lambda typed: typed[0],
)  # fmt: skip
def test_a_letter_that_does_not_exist_is_named(cli: CommandLine, typed: list[str]) -> None:
    command, *more = typed

    assert cli.refused(command, "NOPE\x1b[31m", *more) == (
        "There is no dossier NOPE\\x1b[31m. `paraaf list` shows them all.\n"
    )


def test_an_export_or_documents_that_cannot_be_written_are_named(cli: CommandLine, app: App) -> None:
    consulted(app)
    cli.write("a-file", "")

    assert cli.refused("export", NUMBER, "-o", cli.folder) == f"{cli.folder} cannot be used: Is a directory.\n"
    assert cli.refused("documents", NUMBER, "--save", "a-file") == "a-file cannot be used: File exists.\n"


# The party directory


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", ["parties.yaml is empty; it must hold fields (`name: value`)."]),
        ("parties:", ["  - line 1, parties: must be a list"]),
        ("parties: {FIN: x}", ["  - line 1, parties: must be a list"]),
        ("parties:\n  - FIN\n", ["  - line 2, parties[1]: must hold fields (`name: value`)"]),
        ("parties:\n  - {code: A, name: A, kind: unit, deputy: WEG, absent_from: 2026-01-01}\n",
         ["  - line 2, parties[1].deputy: the deputy WEG does not exist"]),
        ("parties:\n  - {code: A, name: A, kind: unit, deputy: A, absent_from: 2026-01-01}\n",
         ["  - line 2, parties[1].deputy: A cannot be its own deputy"]),
        ("parties:\n  - {code: A, name: A, kind: unit, absent_from: 2026-01-01}\n",
         ["  - line 2, parties[1]: A is absent, but no deputy is named"]),
        ("parties:\n  - {code: A, name: A, kind: unit}\n  - {code: A, name: B, kind: unit}\n",
         ["  - line 3, parties[2].code: A occurs twice"]),
        ("parties:\n  - {code: A, name: A, kind: unit, contacts: [{name: x, address: a@b.nl, channel: fax}]}\n"
         "  - {code: B, nam: B, kind: chief}\n",
         ["  - line 2, parties[1].contacts[1]: channel 'fax' is not set up (set up: mail; see PARAAF_CHANNELS)",
          "  - line 3, parties[2].name: is missing",
          "  - line 3, parties[2].nam: there is no such field; did you mean 'name'?"]),
    ],
)  # fmt: skip
def test_a_party_directory_with_faults_is_refused_as_a_whole(cli: CommandLine, content: str, said: list[str]) -> None:
    before = cli.data("parties", "list")

    lines = cli.refused("parties", "load", cli.write("parties.yaml", content)).splitlines()

    assert [line for line in said if line not in lines] == []
    assert cli.data("parties", "list") == before


# Wrong use of the command line


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'."),
        (["list", "--frobnicate"], "No such option: --frobnicate"),
        (["react", NUMBER], "give the party (--as) and its --position, here or in the file"),
        (["react", NUMBER, "--as", "FIN", "--position", "perhaps"], "'perhaps' is not one of"),
        (["sign"], "Missing argument 'DOSSIER'."),
        (["sign", NUMBER], "Missing option '--by'."),
        (["close", NUMBER, *OWNER], "Missing option '--reason'."),
        (["extend", NUMBER, *OWNER, "--reason", "x", "--until", "soon"], "Invalid value for '--until'"),
        (["settle", NUMBER, "9" * 30, "--arrived", *OWNER], "Invalid value for 'message'"),
        (["settle", NUMBER, "one", "--arrived", *OWNER], "Invalid value for 'message'"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_wrong_use_is_told_apart_from_a_refusal(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, typed: list[str], said: str
) -> None:
    monkeypatch.setenv("PARAAF_DATABASE_URL", "sqlite:///nowhere.db")

    assert said in cli.misused(*typed)


def test_help_and_version_are_shown_without_settings_or_database(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAAF_LANGUAGE", "fr")

    assert cli.does("--version").startswith("paraaf ")
    assert "Carries a letter to parliament from draft to signature." in cli.does("--help")
    assert "Who answers; without: the owner in the dossier." in cli.does("answer", "--help")
