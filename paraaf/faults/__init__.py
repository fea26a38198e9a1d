"""Refusals in words: the sentence that belongs to the code of a refusal, in Dutch and English.

A rule, a service or a gateway refuses with a code and values (`models.errors`). The words are made where they are
shown, by a `Catalogue`: the command line has one (`paraaf.faults.command_line`), and so has the portal
(`paraaf.portal.texts.faults`). Both build on the sentences in `paraaf.faults.texts`.
"""

from models.errors import Fault, ParaafError
from paraaf.faults.catalogue import Catalogue, Texts
from paraaf.faults.texts import TEXTS

__all__ = ["CATALOGUE", "TEXTS", "Catalogue", "Texts", "in_english"]

CATALOGUE = Catalogue(TEXTS)
"""The sentences of all refusals, as they are said outside the command line."""


def in_english(error: ParaafError | Fault) -> str:
    """Return a refusal as it stands in the state of a run, or with a message that did not go out."""
    return CATALOGUE.line(error, "en") if isinstance(error, Fault) else CATALOGUE.whole(error, "en")
