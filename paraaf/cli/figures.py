"""The command for figures: turnaround, rounds, silence and lateness, of one letter or of many."""

from datetime import datetime
from typing import Annotated

import typer

from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.options import Json
from paraaf.services.reporting.figures import FigureFilter, figure_rows, figures_data, read_figures
from paraaf.terminal import as_json, done, table

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only letters started on this day or later.")]
LastDay = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only letters started on this day or earlier.")
]


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(figures)


def figures(
    dossier: Annotated[str, typer.Argument(metavar="[DOSSIER]", help="The dossier number; without: all letters.")] = "",
    since: Day = None,
    until: LastDay = None,
    ministry: Annotated[str, typer.Option(help="Only letters of this ministry, by its code.")] = "",
    json_: Json = False,
) -> None:
    """Show how long answers take, how many are late, and how much agreement is silence."""
    if dossier and (since or until or ministry):
        raise typer.BadParameter("give a dossier, or say which letters (--since, --until, --ministry)")
    app = build_app()
    language = app.settings.language
    chosen = FigureFilter(dossier, since and since.date(), until and until.date(), ministry)
    found = read_figures(app, chosen)
    if json_:
        as_json(figures_data(found))
        return
    if not found.letters:
        done("There are no such letters.")
        return
    words, rows = wording.FIGURES[language], figure_rows(found, language)
    title = f"{words['title']}: {dossier}" if dossier else words["over"].format(count=found.letters)
    table(title, list(rows[0]), [list(row.values()) for row in rows])
