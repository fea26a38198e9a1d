"""Commands that run everything on this machine."""

from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(up)
    app.command()(demo)


def up() -> None:
    """Run a Prefect server, a worker, the portal and a mailbox on this machine until Ctrl-C."""
    from paraaf.local.up import up as run

    run()


def demo(
    output: Annotated[Path, typer.Option(help="Where the documents and messages go.")] = Path("output"),
    example: Annotated[Path, typer.Option(help="The folder of the example.")] = Path("examples/industriebeleid"),
) -> None:
    """Carry the example letter along the whole route, with made-up people who answer."""
    from paraaf.local.demo import demo as run

    run(output=output, example=example)
