"""`python -m paraaf`: the command line."""

from paraaf.cli import main

main()
