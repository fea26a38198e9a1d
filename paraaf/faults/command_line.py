"""Refusals on the command line."""

from paraaf.faults import TEXTS, Catalogue
from paraaf.faults.texts.command_line import COMMAND_LINE

CATALOGUE = Catalogue(TEXTS, COMMAND_LINE)
"""The sentences of all refusals, with the command that helps where there is one."""
