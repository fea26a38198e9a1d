"""The command line as a user meets it: what is typed, what is shown, the exit code."""

import json
import logging
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from paraaf.cli import main
from paraaf.terminal import err, out
from tests.support.waiting import PATIENCE_SECONDS
from tests.support.word.files import p, word_file

ROOT = Path(__file__).parents[2]
HEAD = max(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))[:4]
"""The revision of the database that this Paraaf needs."""

DOSSIER = """\
title: Een kleine brief
subject: Beleid in het klein
references:
  dossier_number: TEST-1
ministry: EZ
minister: MIN
secretariat: BBR
owner:
  name: O. Eigenaar
  address: owner@example.nl
letter:
  file: brief.docx
departments: [FIN, OCW]
stakeholders: [VNO]
sign_off_route: [DIR, WJZ]
occasion: De brief is toegezegd.
advised_decision: De brief te ondertekenen.
key_points:
  - text: Een punt
commitments:
  - kind: motion
    members: Kamerlid
    subject: Scherpe keuzes
    passage: Het kabinet maakt scherpe keuzes.
"""

LETTER = word_file(p("Met deze brief informeer ik u."), p("Het kabinet maakt scherpe keuzes."))


@dataclass(frozen=True)
class Result:
    """What a command left on the screen."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs commands in this process, in a folder of their own, as typed there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, screen: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._screen = screen
        for console in (out, err):
            monkeypatch.setattr(console, "_width", 200)
        # A command sends its log lines to its own screen; what the tests after it log goes where it went before.
        log = logging.getLogger("paraaf")
        for name, value in (("handlers", []), ("propagate", True), ("level", log.level)):
            monkeypatch.setattr(log, name, value)

    def setting(self, name: str, value: str) -> None:
        """Set a setting for the commands that follow."""
        self._monkeypatch.setenv(name, value)

    def run(self, *typed: object) -> Result:
        """Run a command; return what came of it."""
        self._monkeypatch.setattr(sys, "argv", ["paraaf", *map(str, typed)])
        self._screen.readouterr()
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        shown = self._screen.readouterr()
        return Result(code, shown.out, shown.err)

    def does(self, *typed: object) -> str:
        """Run a command that is done without a word of complaint; return what it says."""
        result = self.run(*typed)
        assert (result.code, result.err) == (0, ""), result
        return result.out

    def data(self, *typed: object) -> Any:
        """Run a command with --json; return what it prints, which is JSON and nothing else."""
        return json.loads(self.does(*typed, "--json"))

    def refused(self, *typed: object, code: int = 1) -> str:
        """Run a command that is refused with this exit code; return what it says, on standard error only."""
        result = self.run(*typed)
        assert (result.code, result.out) == (code, ""), result
        assert "Traceback" not in result.err
        assert "went wrong inside" not in result.err
        return result.err

    def misused(self, *typed: object) -> str:
        """Run a command that is no command; return what is said of it, without the frame around it."""
        return re.sub(r"[│╭╮╰╯─\s]+", " ", self.refused(*typed, code=2))

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file in the folder and return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def dossier(self, *changes: tuple[str, str]) -> Path:
        """Write the dossier file with changes, and the letter beside it."""
        text = DOSSIER
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.write("brief.docx", LETTER)
        return self.write("dossier.yaml", text)

    def letters_and_files(self) -> tuple[int, int]:
        """Return how many letters the database holds, and how many files the store."""
        with closing(sqlite3.connect(self.folder / "paraaf.db")) as connection:
            letters = connection.execute("SELECT count(*) FROM dossier").fetchone()[0]
        return letters, sum(1 for path in (self.folder / "documents").rglob("*") if path.is_file())


def in_a_process(folder: Path, *typed: object, **environment: str) -> Result:
    """Run a command in a process of its own, in this folder and with these settings besides its own."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PARAAF_")}
    settings = {"PYTHONPATH": str(ROOT), "PARAAF_DATA_DIR": str(folder), "COLUMNS": "200"}
    ended = subprocess.run(
        [sys.executable, "-m", "paraaf", *map(str, typed)],
        cwd=folder, env=known | settings | environment, capture_output=True, text=True, check=False,
        timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    return Result(ended.returncode, ended.stdout, ended.stderr)


def mail_through(port: int) -> str:
    """Return the setting for mail through a port of this machine."""
    return json.dumps({"mail": f"mailto://127.0.0.1:{port}?mode=insecure&from=paraaf@example.nl&to={{address}}"})
