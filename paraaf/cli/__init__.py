"""The command line: `paraaf`."""

from paraaf.cli.main import main

__all__ = ["main"]
