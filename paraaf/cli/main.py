"""The entry: commands put together, refusals turned into messages and exit codes.

Exit codes: 0 done; 1 refused by the rules or by what was handed in; 2 wrong use of the command line.
"""

import logging
import os
import sys
from typing import Any

import typer

from models.errors import ParaafError
from paraaf import __version__
from paraaf.cli import (
    answers,
    comments,
    docx,
    figures,
    letters,
    local,
    owner,
    portal,
    reactions,
    rounds,
    signing,
    upkeep,
)
from paraaf.terminal import refuse

app = typer.Typer(
    name="paraaf",
    help="Carries a letter to parliament from draft to signature.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class _OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"paraaf: {record.getMessage()}"


def _version(value: bool) -> None:
    if value:
        print(f"paraaf {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say the version."),
) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine())
    logger = logging.getLogger("paraaf")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.WARNING)


for module in (letters, reactions, answers, signing, rounds, owner, comments, figures, upkeep, portal, local, docx):
    module.add_to(app)


def _check_arguments() -> None:
    """End with exit code 2 if an argument is no text: nothing could record or show it."""
    for place, argument in enumerate(sys.argv[1:], start=1):
        if not argument.isascii() and any("\ud800" <= character <= "\udfff" for character in argument):
            refuse(ParaafError("cli.argument_not_text", place=place, argument=ascii(argument)))
            sys.exit(2)


def main() -> Any:
    """Run the command line; no traceback reaches the user unless PARAAF_DEBUG is set."""
    try:
        _check_arguments()
        return app()
    except ParaafError as error:
        refuse(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        if os.environ.get("PARAAF_DEBUG"):
            raise
        if isinstance(error, OSError) and error.filename:
            refuse(ParaafError("file.cannot_be_used_because", file=error.filename, reason=error.strerror))
            sys.exit(1)
        refuse(ParaafError("cli.unexpected", kind=type(error).__name__))
        sys.exit(1)
