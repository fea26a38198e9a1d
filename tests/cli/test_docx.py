"""The commands for Word files outside any dossier."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.errors import ParaafError
from paraaf import redline
from paraaf.cli.main import app
from tests.support.baggage import carrying
from tests.support.refusals import english
from tests.support.word.files import gone, ins, p, word_file

OLD = word_file(p("De minister stuurt de brief."), p("Hoogachtend,"))
NEW = word_file(p("De minister zendt de brief."), p("Hoogachtend,"))
MARKED = word_file(p("De minister ", gone("stuurt"), ins("zendt"), " de brief."), p("Hoogachtend,"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in (("old", OLD), ("new", NEW), ("marked", MARKED)):
        (tmp_path / f"{name}.docx").write_bytes(content)
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["docx", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.usefixtures("folder")
def test_changes_are_listed_for_people_and_programs() -> None:
    assert "stuurt" in run("revisions", "marked.docx")
    listed = json.loads(run("revisions", "marked.docx", "--json"))["revisions"]
    assert [each["kind"] for each in listed] == ["deleted", "inserted"]
    assert listed[0]["place"]["story"] == "body"


def test_changes_are_accepted_and_rejected(folder: Path) -> None:
    run("accept", "marked.docx", "-o", "accepted.docx")
    run("reject", "marked.docx", "-o", "rejected.docx")
    assert redline.text((folder / "accepted.docx").read_bytes()) == redline.text(NEW)
    assert redline.text((folder / "rejected.docx").read_bytes()) == redline.text(OLD)
    assert json.loads(run("accept", "marked.docx", "-o", "one.docx", "--id", "1", "--json"))["left"] == 1


def test_files_are_compared_and_merged(folder: Path) -> None:
    assert "2 tracked changes" in run("compare", "old.docx", "new.docx", "-o", "compared.docx", "--author", "Jan")
    assert {each.author for each in redline.revisions((folder / "compared.docx").read_bytes())} == {"Jan"}
    assert "2 parties" in run("merge", "old.docx", "FIN=new.docx", "JUS=marked.docx", "-o", "merged.docx")
    told = json.loads(run("merge", "old.docx", "FIN=new.docx", "-o", "merged.docx", "--force", "--json"))
    assert told["untracked"][0]["author"] == "niet bijgehouden, door FIN"


@pytest.mark.usefixtures("folder")
def test_text_and_fingerprint_are_printed() -> None:
    assert run("text", "marked.docx").startswith("De minister zendt de brief.")
    assert run("text", "marked.docx", "--view", "original").startswith("De minister stuurt de brief.")
    assert run("fingerprint", "marked.docx") == run("fingerprint", "new.docx") == redline.fingerprint(NEW) + "\n"
    assert "may be opened" in run("check", "old.docx")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "letter.pdf"), "not a Word document (.docx) but a PDF"),
        (("text", "nothing.docx"), "There is no file nothing.docx"),
        (("text", "old.docx", "--view", "new"), "There is no view new"),
        (("accept", "marked.docx", "-o", "old.docx"), "old.docx is there already"),
        (("accept", "marked.docx", "-o", "x.docx", "--id", "9"), "no tracked change 9; it has 2"),
        (("merge", "old.docx", "new.docx", "-o", "x.docx"), "does not say whose copy it is"),
        (("merge", "old.docx", "A=new.docx", "A=old.docx", "-o", "x.docx"), "two copies of A"),
        (("merge", "old.docx", "A=new.docx", "-o", "x.docx", "--language", "fr"), "no language fr"),
    ],
)
def test_refusals_say_why(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(ParaafError) as refused:
        run(*arguments)
    assert said in english(refused.value)


def test_what_is_no_part_of_a_letter_is_left_out_and_said(folder: Path) -> None:
    (folder / "house.docx").write_bytes(carrying(MARKED, "template", "editor"))

    said = run("check", "house.docx")
    assert "house.docx may be opened." in said
    assert "Left out before it is: the link to a template (file:///X:" in said and "notes of the spelling check" in said
    assert [each["what"] for each in json.loads(run("check", "house.docx", "--json"))["left_out"]] == [
        "template",
        "editor",
    ]
    assert "house.docx: left out: the link to a template" in run("accept", "house.docx", "-o", "accepted.docx")
    assert not redline.check((folder / "accepted.docx").read_bytes()).dropped
