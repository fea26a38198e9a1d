"""Commands for keeping Paraaf going: database, parties, sweep, wake, settle, schema."""

import json
from pathlib import Path
from typing import Annotated

import typer

from models.errors import ParaafError
from models.request import DossierRequest, PartyDirectory
from paraaf import database as database_
from paraaf.bootstrap import build_app
from paraaf.cli.options import Dossier, Json
from paraaf.services.directory import parties
from paraaf.services.engine import directory_load, runs, sweeping
from paraaf.services.messaging import outbox
from paraaf.settings import load_settings
from paraaf.terminal import as_json, done, refuse, table

database = typer.Typer(help="Make the database, or bring it up to date.", no_args_is_help=True)
directory = typer.Typer(help="The party directory.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(database, name="database")
    app.add_typer(directory, name="parties")
    app.command()(sweep)
    app.command()(wake)
    app.command()(settle)
    app.command()(schema)


@database.command()
def upgrade() -> None:
    """Make the database, or bring it to this version of Paraaf."""
    revision = database_.upgrade(load_settings().database)
    done(f"The database is at revision {revision}.")


@directory.command()
def load(file: Annotated[Path, typer.Argument(help="The party directory (YAML).")]) -> None:
    """Load parties from a file, replacing those with the same code. What was asked of whoever is gone is asked anew."""
    loaded = directory_load.load(build_app(), file)
    done(f"Loaded {loaded.count} parties.")
    for changed in loaded.signers:
        done(f"Letter {changed.dossier}: {changed.now} is to sign, not {changed.earlier} any more.")
        if changed.is_put_anew:
            done(f"Letter {changed.dossier}: it is set again and put before {changed.now} by a question of its own.")
        if changed.stands_in_text:
            done(
                f"Letter {changed.dossier}: its text names {changed.stands_in_text}; it needs a version that does not."
            )
    for anew in loaded.anew:
        for name in anew.ended:
            done(f"Letter {anew.dossier}: the link of {name} ({anew.party}) opens nothing any more.")
        if anew.asked:
            done(f"Letter {anew.dossier}: {anew.party} is asked anew: {', '.join(anew.asked)}.")
        if anew.is_unreachable:
            done(
                f"Letter {anew.dossier}: {anew.party} has no contact that can be asked. Put one in the file and load "
                "it again: it is asked then."
            )
    for code in loaded.without_code_address:
        done(f"{code} has no address for codes any more: its codes go to the same mailbox as its links.")


@directory.command("list")
def list_parties(json_: Json = False) -> None:
    """List the party directory."""
    app = build_app()
    with app.read() as session:
        found = parties.list_parties(session)
    if json_:
        as_json([party.model_dump() | {"contacts": [c.model_dump(exclude={"id"}) for c in cs]} for party, cs in found])
        return
    rows = [
        (p.code, p.name, p.kind, "; ".join(f"{c.name} ({c.channel})" for c in contacts), p.deputy_code or "",
         " – ".join(str(d) for d in (p.absent_from, p.absent_until) if d))
        for p, contacts in found
    ]  # fmt: skip
    table("Parties", ["Code", "Name", "Kind", "Contacts", "Deputy", "Absent"], rows)


def sweep() -> None:
    """Do now what has fallen due: reminders, messages, runs that should go on."""
    done(str(sweeping.sweep(build_app())))


def wake(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier number.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="All letters under way: Prefect lost its data.")] = False,
) -> None:
    """Get a letter's run going again, also one that failed, was cancelled or was deleted; say what was found."""
    if bool(dossier) is all_:
        raise typer.BadParameter("give a dossier, or --all")
    if not all_:
        done(runs.wake(build_app(), dossier))
        return
    refusals = 0
    for number, found in runs.wake_all(build_app()):
        if isinstance(found, ParaafError):
            refusals += 1
            refuse(ParaafError("cli.not_woken", letter=number, reason=found))
        else:
            done(found)
    if refusals:
        raise typer.Exit(1)


def settle(
    dossier: Dossier,
    message: Annotated[int, typer.Argument(min=1, max=1_000_000, help="The message's number.")],
    arrived: Annotated[bool, typer.Option("--arrived/--send-again", help="Did it arrive?")],
    by: Annotated[str, typer.Option("--by", help="Who found out.")],
    address: Annotated[str, typer.Option("--address", help="Send it again to this address.")] = "",
) -> None:
    """Say of a message that was refused, or of unknown outcome, whether it arrived; or send it again."""
    outbox.settle(build_app(), dossier, message, has_arrived=arrived, by=by, address=address)
    done(f"Message {message} is settled.")


def schema(
    parties_: Annotated[bool, typer.Option("--parties", help="Of the party directory instead.")] = False,
) -> None:
    """Print the JSON Schema of the dossier file, for editors."""
    model = PartyDirectory if parties_ else DossierRequest
    print(json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2))
