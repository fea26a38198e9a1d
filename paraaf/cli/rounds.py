"""Commands for the open round: extend it, remind its parties, close it."""

from datetime import datetime
from typing import Annotated

import typer

from paraaf import wording
from paraaf.bootstrap import build_app
from paraaf.cli.options import By, Dossier, Reason
from paraaf.cli.planning import warn_of_planning
from paraaf.services.consultation import closing, reminders, rounds
from paraaf.terminal import done


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(extend)
    app.command()(remind)
    app.command("close")(close)


def extend(
    dossier: Dossier,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The new due date.")],
    by: By,
    reason: Reason,
) -> None:
    """Give the open round a later due date; its parties are told."""
    app = build_app()
    rounds.extend_round(app, dossier, until=until.date(), by=by, reason=reason)
    done(f"The round of letter {dossier} now runs until {wording.day(until.date(), 'en')}.")
    warn_of_planning(app, dossier)


def remind(
    dossier: Dossier,
    by: By,
    party: Annotated[list[str] | None, typer.Option(help="Only this party; may be repeated.")] = None,
) -> None:
    """Remind those who have not reacted in the open round."""
    reminded = reminders.remind(build_app(), dossier, by=by, parties=party)
    done(f"Reminded: {', '.join(reminded) or 'nobody'}.")


def close(dossier: Dossier, by: By, reason: Annotated[str, typer.Option(help="Why it closes early.")]) -> None:
    """Close the open round before its due date; silence counts as the route says."""
    closing.close_early(build_app(), dossier, by=by, reason=reason)
    done(f"The round of letter {dossier} is closed.")
