"""How the command line shows things: tables for people, JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from models.errors import InvalidInput, ParaafError

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Show rows under a title."""
    shown = Table(*columns, title=escape(title), title_justify="left", header_style="bold")
    for row in rows:
        shown.add_row(*(escape(str(value)) if value is not None else "" for value in row))
    out.print(shown)


def as_json(data: Any) -> None:
    """Print data as JSON, and nothing else."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def done(text: str) -> None:
    """Say what was done."""
    out.print(escape(text), soft_wrap=True)


def refuse(error: ParaafError) -> None:
    """Say what was refused, and why, on standard error."""
    summary, _, details = str(error).partition("\n")
    err.print(f"[bold red]{escape(summary)}[/]", soft_wrap=True)
    if details:
        err.print(escape(details), soft_wrap=True)


def fault_data(error: ParaafError) -> dict[str, Any]:
    """Return a refusal as data."""
    faults = error.faults if isinstance(error, InvalidInput) else []
    return {
        "error": type(error).__name__,
        "message": str(error).partition("\n")[0],
        "faults": [asdict(f) for f in faults],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
