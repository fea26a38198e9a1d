"""How the command line shows things: tables for people, JSON for programs."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from models.errors import Fault, InvalidInput, ParaafError
from paraaf.faults.command_line import CATALOGUE
from paraaf.settings import load_settings

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return text with its control characters as codes, so that they do nothing to the screen."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def plain(text: str) -> str:
    """Return text as it is to be shown: nothing in it counts as markup or acts on the screen."""
    return escape(visible(text))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Show rows under a title."""
    shown = Table(*columns, title=plain(title), title_justify="left", header_style="bold")
    for row in rows:
        shown.add_row(*(plain(str(value)) if value is not None else "" for value in row))
    out.print(shown)


def as_json(data: Any) -> None:
    """Print data as JSON, and nothing else."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def done(text: str) -> None:
    """Say what was done."""
    out.print(plain(text), soft_wrap=True)


def note(text: str) -> None:
    """Say what is no refusal, but has to be looked at."""
    out.print(f"[yellow]note:[/] {plain(text)}", soft_wrap=True)


def changed_passages(changes: Iterable[tuple[str, str]]) -> None:
    """Print paragraphs that change, before and after."""
    for before, after in changes:
        out.print(f"  - {before}", style="red", markup=False, soft_wrap=True) if before else None
        out.print(f"  + {after}", style="green", markup=False, soft_wrap=True) if after else None


def refuse(error: ParaafError) -> None:
    """Say what was refused, and why, on standard error."""
    summary, _, details = CATALOGUE.whole(error, language()).partition("\n")
    err.print(f"[bold red]{plain(summary)}[/]", soft_wrap=True)
    if details:
        err.print(plain(details), soft_wrap=True)


def fault_data(error: ParaafError) -> dict[str, Any]:
    """Return a refusal as data."""
    faults = error.faults if isinstance(error, InvalidInput) else []
    return {
        "error": type(error).__name__,
        "message": CATALOGUE.sentence(error, language()),
        "faults": [as_data(fault) for fault in faults],
    }


def as_data(fault: Fault) -> dict[str, Any]:
    """Return a fault as data: its place, what is wrong in words, and its line."""
    return {"place": fault.place, "message": CATALOGUE.sentence(fault, language()), "line": fault.line}


def said(fault: Fault) -> str:
    """Return what is wrong, with its line and place."""
    return CATALOGUE.line(fault, language())


def language() -> str:
    """Return the language of the command line, as set; English if the settings cannot be read."""
    try:
        return load_settings().language
    except ParaafError:
        return "en"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
