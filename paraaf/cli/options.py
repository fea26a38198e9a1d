"""The arguments and options that many commands have."""

from typing import Annotated

import typer

Dossier = Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier number.")]
By = Annotated[str, typer.Option("--by", help="Who does this: a person's name.")]
Reason = Annotated[str, typer.Option(help="Why.")]
As = Annotated[str, typer.Option("--as", help="The code of the party for which this is done.")]
For = Annotated[str, typer.Option("--for", help="The absent party for which the deputy (--as) does this.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
