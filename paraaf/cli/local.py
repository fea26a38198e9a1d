"""Commands that run everything on this machine."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(up)
    app.command()(worker)
    app.command()(demo)


def up() -> None:
    """Run a Prefect server, a worker, the portal and a mailbox on this machine until Ctrl-C."""
    from paraaf.local.up import up as run

    run()


def worker(
    pool: Annotated[str, typer.Option(help="The work pool whose runs it carries.")] = "paraaf",
    name: Annotated[str, typer.Option(help="What it is called in the Prefect UI.")] = "",
) -> None:
    """Run Prefect's process worker, which carries the letters, until one SIGTERM or Ctrl-C."""
    from paraaf.local.worker import become_worker

    become_worker(pool, ["--name", name] if name else [])


def demo(
    output: Annotated[Path, typer.Option(help="Where the documents and messages go.")] = Path("output"),
    example: Annotated[Path, typer.Option(help="The folder of the example.")] = Path("examples/industriebeleid"),
) -> None:
    """Carry the example letter along the whole route, with made-up people who answer."""
    from paraaf.local.demo import demo as run

    run(output=output, example=example)
