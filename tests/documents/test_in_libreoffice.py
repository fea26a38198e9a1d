"""The documents open in a word processor, as text and with all their pages."""

import shutil
import subprocess
from pathlib import Path

import pytest

from paraaf.documents import render_advice_note, render_letter, render_reaction_table
from tests.documents.facts_of_the_case import LETTER, NOTE, REACTION_TABLE, STAMP, template
from tests.support.extent import lacking

pytestmark = pytest.mark.libreoffice
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if SOFFICE is None:
        lacking("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "letter.docx").write_bytes(render_letter(LETTER, STAMP, template("letter")))
    (folder / "note.docx").write_bytes(render_advice_note(NOTE, template("advice_note")))
    (folder / "table.docx").write_bytes(render_reaction_table(REACTION_TABLE, template("reaction_table")))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.parametrize(
    ("name", "passages"),
    [
        (
            "letter",
            [
                "Geachte Voorzitter,",
                "extra capaciteit;",
                "b. op bijdrage aan weerbaarheid;",
                "3. programma's per markt.",
            ],
        ),
        ("note", ["Nota ter beslissing", "IenW maakt bezwaar: Circulaire economie ontbreekt.", "Bijlagen"]),
        ("table", ["Reactietabel", "Noem ook defensietechnologie.", "nog te beantwoorden"]),
    ],
)
def test_document_reads_well_in_libreoffice(converted: Path, name: str, passages: list[str]) -> None:
    text = (converted / f"{name}.txt").read_text(encoding="utf-8-sig")
    for passage in passages:
        assert passage in " ".join(text.split()), passage
