"""Whatever is wrong with a dossier file: a clear message with line and field, exit code 1, and nothing has started."""

import json
import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import DOSSIER, LETTER, CommandLine
from tests.support.fakes import FakeRuns
from tests.support.letters import register
from tests.support.word.files import gone, ins, p, packed, unpacked, word_file

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
"""How a .doc begins, and a .docx with a password on it."""
NO_WORD = "It is not a Word document (.docx)"
PLANNING = "planning:\n  - stage: departments\n    due_date: {}\noccasion:"


@pytest.fixture
def refused_start(cli: CommandLine, runs: FakeRuns) -> "RefusedStart":
    return RefusedStart(cli, runs)


class RefusedStart:
    """Starts a letter from a dossier file that is refused, sees that nothing begins, and returns what is said."""

    def __init__(self, cli: CommandLine, runs: FakeRuns) -> None:
        self._cli = cli
        self._runs = runs

    def __call__(self, file: Path | str) -> list[str]:
        said = self._cli.refused("start", file)
        assert self._runs.started == []
        assert self._cli.letters_and_files() == (0, 0)
        return said.splitlines()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Een kleine brief", "titel: Een kleine brief",
         "line 1, titel: there is no such field; did you mean 'title'?"),
        ("  address: owner", "  adress: owner",
         "line 10, owner.adress: there is no such field; did you mean 'address'?"),
        ("departments: [FIN, OCW]\n", "", "departments: is missing"),
        ("departments: [FIN, OCW]", "departments:", "line 13, departments: must be a list"),
        ("departments: [FIN, OCW]", "departments: FIN", "line 13, departments: must be a list"),
        ("departments: [FIN, OCW]", "departments: []",
         "line 13, departments: names nobody, but the route asks them: name parties or choose another route"),
        ("stakeholders: [VNO]", "stakeholders: []",
         "line 14, stakeholders: names nobody, but the route asks them: name parties or choose another route"),
        ("departments: [FIN, OCW]", "departments: [FIN, OCW, FIN]", "line 13, departments[3]: FIN is named twice"),
        ("stakeholders: [VNO]", "stakeholders: [VNO, FIN]",
         "line 14, stakeholders[2]: FIN is named in departments too"),
        ("departments: [FIN, OCW]", "departments: [FIN, VWS]",
         "line 13, departments[2]: VWS is not in the party directory (see `paraaf parties list`)"),
        ("departments: [FIN, OCW]", "departments: [FIN, VNO]",
         "line 13, departments[2]: VNO is a stakeholder, and a department is needed here"),
        ("departments: [FIN, OCW]", "departments: [FIN, EZ]",
         "line 13, departments[2]: EZ has no contact, so it cannot be reached"),
        ("    passage: Het kabinet maakt scherpe keuzes.\n", "",
         "line 21, commitments[1].passage: is missing: quote the sentence of the letter that discharges it"),
        ("    passage: Het kabinet maakt scherpe keuzes.", "    passage: ''",
         "line 24, commitments[1].passage: is missing: quote the sentence of the letter that discharges it"),
        ("kind: motion", "kind: promise",
         "line 21, commitments[1].kind: 'promise' is not one of 'motion' or 'commitment'"),
        ("occasion:", PLANNING.format("2026-02-27"), "line 18, planning[1].due_date: 2026-02-27 is in the past"),
        ("occasion:", PLANNING.format("2026-03-07"), "line 18, planning[1].due_date: 2026-03-07 is not a working day"),
        ("occasion:", PLANNING.format("9999-12-31"),
         "line 18, planning[1].due_date: 9999-12-31 is more than a year away; is the year right?"),
        ("occasion:", PLANNING.format("volgende week"),
         "line 18, planning[1].due_date: must be a date, like 2025-10-17"),
        ("occasion:", PLANNING.format("2026-02-30"), "line 18, planning[1].due_date: must be a date, like 2025-10-17"),
        ("occasion:", "planning: [{stage: departments, working_days: -3}]\noccasion:",
         "line 16, planning[1].working_days: must be at least 1"),
        ("occasion:", "planning: [{stage: departments, working_days: 1000}]\noccasion:",
         "line 16, planning[1].working_days: must be at most 250"),
        ("occasion:", "planning: [{stage: departments, working_days: .inf}]\noccasion:",
         "line 16, planning[1].working_days: must be a whole number"),
        ("occasion:", "debate_date: 2026-01-15\noccasion:", "line 16, debate_date: 2026-01-15 is in the past"),
        ("Een kleine brief", '"Een \\u001b[31mbrief"',
         "line 1, title: 'Een \\x1b[31mbrief' has characters that cannot be used here"),
        ("Een kleine brief", '"Een\\nbrief"', "line 1, title: 'Een\\nbrief' has characters that cannot be used here"),
        ("Een kleine brief", "x" * 301, "line 1, title: is too long"),
        ("Een kleine brief", "2026", "line 1, title: must be text (put it in quotes)"),
        ("occasion:", "planning: [{stage: departments, working_days: !!bool veel}]\noccasion:",
         "line 16, planning[1].working_days: must be a whole number"),
        ("TEST-1", "../../etc/passwd",
         "line 4, references.dossier_number: '../../etc/passwd' has characters that cannot be used here"),
        ("TEST-1", "x" * 61,
         f"line 4, references.dossier_number: '{'x' * 59}... is longer than 60 characters"),
        ("TEST-1", "''", "line 4, references.dossier_number: is empty"),
        ("owner@example.nl", "nobody", "line 8, owner: 'nobody' is no address that channel 'mail' can reach"),
        ("secretariat: BBR", "secretariat: BBR\nroute: snelweg",
         "line 8, route: there is no route 'snelweg' (there is kamerbrief, kamerbrief-interdepartementaal)"),
        ("  file: brief.docx", "  {}", "line 11, letter: give a Word file or text sections"),
        ("  file: brief.docx", "  file: concept.docx",
         "line 12, letter.file: there is no file concept.docx in {folder}"),
        ("  file: brief.docx", "  file: documents", "line 12, letter.file: documents is a folder, not a file"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_line_and_field_and_nothing_starts(
    refused_start: RefusedStart, cli: CommandLine, old: str, new: str, said: str
) -> None:
    (cli.folder / "documents").mkdir()
    lines = refused_start(cli.dossier((old, new)))

    assert lines[0] == "dossier.yaml cannot be used; nothing was started."
    assert f"  - {said.format(folder=cli.folder)}" in lines


def test_all_faults_of_a_file_are_named_at_once_in_the_order_of_the_file(
    refused_start: RefusedStart, cli: CommandLine
) -> None:
    cli.write("tekst.docx", "Geen Word.")
    file = cli.dossier(
        ("title: Een kleine brief", "titel: Een kleine brief"),
        ("minister: MIN", "minister: MINX"),
        ("  address: owner@example.nl", "  address: niemand"),
        ("  file: brief.docx", "  file: tekst.docx"),
        ("departments: [FIN, OCW]", "departments: [FIN, FIN, VWS]"),
        ("stakeholders: [VNO]", "stakeholders: []"),
        ("occasion: De brief is toegezegd.", PLANNING.format("2026-02-27") + " ''"),
        ("    passage: Het kabinet maakt scherpe keuzes.", "    date: morgen"),
    )

    said = refused_start(file)

    assert said == cli.refused("check", file).splitlines()
    assert said == [
        "dossier.yaml cannot be used; nothing was started.",
        "  - title: is missing",
        "  - line 1, titel: there is no such field; did you mean 'title'?",
        "  - line 6, minister: MINX is not in the party directory (see `paraaf parties list`)",
        "  - line 8, owner: 'niemand' is no address that channel 'mail' can reach",
        f"  - line 12, letter.file: {NO_WORD} but something else; "
        "open it in Word and save it as a Word document (.docx).",
        "  - line 13, departments[2]: FIN is named twice",
        "  - line 13, departments[3]: VWS is not in the party directory (see `paraaf parties list`)",
        "  - line 14, stakeholders: names nobody, but the route asks them: name parties or choose another route",
        "  - line 18, planning[1].due_date: 2026-02-27 is in the past",
        "  - line 19, occasion: is empty",
        "  - line 24, commitments[1].passage: is missing: quote the sentence of the letter that discharges it",
        "  - line 27, commitments[1].date: must be a date, like 2025-10-17",
    ]


def test_faults_as_data_hold_line_and_field(cli: CommandLine) -> None:
    result = cli.run("check", cli.dossier(("departments: [FIN, OCW]", "departments: [FIN, FIN]")), "--json")

    assert result.code == 1
    assert result.err == ""
    assert json.loads(result.out) == {
        "error": "InvalidDossier",
        "message": "dossier.yaml cannot be used; nothing was started.",
        "faults": [{"place": "departments[2]", "message": "FIN is named twice", "line": 13}],
    }


# A field that is wrong hides no other fault, and breaks nothing


@pytest.mark.parametrize("value", ["", "{a: b}", "[[1]]"])
def test_a_field_of_the_wrong_kind_is_a_fault_of_that_field(cli: CommandLine, value: str) -> None:
    data = YAML(typ="safe").load(DOSSIER)
    cli.dossier()

    for field in data:
        others = "".join(f"{name}: {json.dumps(data[name])}\n" for name in data if name != field)
        lines = cli.refused("check", cli.write("wrong.yaml", f"{others}{field}: {value}\n")).splitlines()
        assert lines[0] == "wrong.yaml cannot be used; nothing was started."
        assert any(line.startswith(f"  - line {len(data)}, {field}") for line in lines), lines


@pytest.mark.parametrize("field", ["debate_date", "departments", "route", "title"])
def test_a_number_of_thousands_of_digits_is_no_date_list_name_or_title(cli: CommandLine, field: str) -> None:
    data = YAML(typ="safe").load(DOSSIER)
    cli.dossier()
    others = "".join(f"{name}: {json.dumps(data[name])}\n" for name in data if name != field)

    lines = cli.refused("check", cli.write("wrong.yaml", f"{others}{field}: 0x{'f' * 6000}\n")).splitlines()

    assert any(f", {field}" in line and len(line) < 250 for line in lines), lines


def test_a_fault_quotes_no_more_than_a_line_of_what_was_written(cli: CommandLine) -> None:
    said = cli.refused("check", cli.dossier(("kind: motion", f"kind: {'x' * 5000}")))

    assert f"commitments[1].kind: '{'x' * 59}... is not one of 'motion' or 'commitment'" in said


# What is no dossier file at all


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "dossier.yaml is empty; it must hold fields (`name: value`)."),
        (b"# niets\n", "dossier.yaml is empty; it must hold fields (`name: value`)."),
        (b"een brief", "dossier.yaml must hold fields (`name: value`), not a single value."),
        (b"- een\n- brief", "dossier.yaml must hold fields (`name: value`), not a list."),
        (b"\x80\x81\xff" * 99, "{path} is not a text file in UTF-8."),
        (DOSSIER.replace("kleine", "kl\xe9ine").encode("latin-1"), "{path} is not a text file in UTF-8."),
        (DOSSIER.encode("utf-16"), "{path} is not a text file in UTF-8."),
        (b"x" * 5_000_001, "{path} is larger than 5 MB."),
        (b"\0" * 99, "dossier.yaml is not valid YAML.\n  - line 1: holds a character that cannot be used (U+0000)"),
        (b"title: a\nsubject: b\x07\n",
         "dossier.yaml is not valid YAML.\n  - line 2: holds a character that cannot be used (U+0007)"),
        (b"title:\n\t- a", "dossier.yaml is not valid YAML.\n  - line 2: there is a tab here; use spaces"),
        (b"title: a: b", "dossier.yaml is not valid YAML.\n"
         "  - line 1: there is a colon too many here; put the text in quotes"),
        (b'title: "a\n', "dossier.yaml is not valid YAML.\n"
         "  - line 2: the file ends within quotes that were opened"),
        (b"title: a\ntitle: b", "dossier.yaml cannot be used.\n  - line 2, title: this field occurs twice"),
        (b"title: a\n---\ntitle: b", "dossier.yaml is not valid YAML.\n"
         "  - line 2: a second document begins here (`---`); a file holds one"),
        (b"[" * 50, "dossier.yaml is not valid YAML.\n  - line 1: this goes more than 40 levels deep"),
        (b"a: &a [x, x, x, x, x, x, x, x, x]\n"
         + b"".join(b"%c: &%c [%s]\n" % (i + 1, i + 1, b", ".join([b"*%c" % i] * 9)) for i in range(97, 108)),
         "dossier.yaml refers to itself too often (`*name`); write out what it repeats."),
    ],
    ids=range(17),
)  # fmt: skip
def test_what_is_no_dossier_file_is_called_so(
    refused_start: RefusedStart, cli: CommandLine, content: bytes, said: str
) -> None:
    path = cli.write("dossier.yaml", content)

    assert refused_start(path) == said.format(path=path).splitlines()


def test_a_dossier_file_that_is_not_there_is_named(refused_start: RefusedStart) -> None:
    assert refused_start("nergens.yaml") == ["nergens.yaml cannot be read: No such file or directory."]


def test_a_folder_is_no_dossier_file(refused_start: RefusedStart, cli: CommandLine) -> None:
    assert refused_start(cli.folder) == [f"{cli.folder} cannot be read: Is a directory."]


def test_a_link_that_leads_to_itself_is_no_dossier_file(refused_start: RefusedStart, cli: CommandLine) -> None:
    (cli.folder / "loop.yaml").symlink_to("loop.yaml")

    assert refused_start("loop.yaml") == ["loop.yaml cannot be read: Too many levels of symbolic links."]


def test_a_file_without_end_is_not_read_to_the_end(refused_start: RefusedStart) -> None:
    assert refused_start("/dev/zero") == ["/dev/zero is larger than 5 MB."]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read any file")
def test_files_that_may_not_be_read_are_named(refused_start: RefusedStart, cli: CommandLine) -> None:
    file = cli.dossier()
    (cli.folder / "brief.docx").chmod(0)
    assert refused_start(file)[1:] == ["  - line 12, letter.file: brief.docx cannot be read: Permission denied"]

    file.chmod(0)
    assert refused_start(file) == [f"{file} cannot be read: Permission denied."]


@pytest.mark.parametrize(
    "content",
    [
        DOSSIER.replace("\n", "\r\n").encode(),
        DOSSIER.encode("utf-8-sig"),
        json.dumps(YAML(typ="safe").load(DOSSIER)).encode(),
    ],
    ids=["CRLF", "BOM", "JSON"],
)
def test_a_dossier_file_from_another_editor_is_taken(cli: CommandLine, content: bytes) -> None:
    cli.dossier()

    said = cli.does("check", cli.write("dossier.yaml", content))

    assert said == "dossier.yaml is in order: Een kleine brief (TEST-1)\n"


# The letter


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "brief.docx is empty"),
        (b"Een brief.", f"{NO_WORD} but something else; "),
        (b"%PDF-1.7 ...", f"{NO_WORD} but a PDF; "),
        (OLD_OFFICE, f"{NO_WORD} but one of the old kind (.doc) or another Office file; "),
        (packed({"notes.txt": "tekst"}), "It is a zip file, not a Word document (.docx); "),
        (LETTER[: len(LETTER) // 2], f"{NO_WORD}, or it is damaged; "),
        (packed(unpacked(LETTER) | {"word/vbaProject.bin": b"x"}),
         "It contains something that is no part of a letter (word/vbaProject.bin); "),
        (word_file(p(ins("Nieuw"), gone("Oud"))),
         "has tracked changes; accept or reject them first, so that the text is one"),
    ],
    ids=["empty", "text", "pdf", "old or encrypted", "zip", "cut off", "macros", "tracked changes"],
)  # fmt: skip
def test_a_letter_that_is_no_sound_word_file_is_refused_with_the_reason(
    refused_start: RefusedStart, cli: CommandLine, content: bytes, said: str
) -> None:
    file = cli.dossier()
    cli.write("brief.docx", content)

    lines = refused_start(file)

    assert len(lines) == 2
    assert lines[1].startswith(f"  - line 12, letter.file: {said}")


def test_a_letter_larger_than_the_settings_allow_is_refused(
    refused_start: RefusedStart, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARAAF_MAX_UPLOAD_MB", "1")
    file = cli.dossier()
    cli.write("brief.docx", bytes(1_000_001))

    assert refused_start(file)[1:] == ["  - line 12, letter.file: brief.docx is larger than 1 MB"]


def test_a_passage_that_is_not_in_the_letter_is_a_note_and_no_fault(cli: CommandLine) -> None:
    said = cli.does("check", cli.dossier(("passage: Het kabinet", "passage: Het kabinet wil dat niet en")))

    assert said.splitlines() == [
        "note: line 24, commitments[1].passage: this passage is not in the draft yet; "
        "the advice note will say that it is not met",
        "dossier.yaml is in order: Een kleine brief (TEST-1)",
    ]


# A letter that is there already


def test_a_number_that_is_in_use_is_refused(cli: CommandLine, app: App) -> None:
    register(app)
    before = cli.letters_and_files()

    said = cli.refused("start", cli.dossier())

    assert said.splitlines()[1:] == [
        "  - line 4, references.dossier_number: TEST-1 is in use by 'Een kleine brief', started on 2026-03-02"
    ]
    assert cli.letters_and_files() == before
