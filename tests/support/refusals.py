"""Refusals, as somebody reads them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from models.errors import Fault, ParaafError
from paraaf import redline
from paraaf.faults import Catalogue
from paraaf.faults.command_line import CATALOGUE
from paraaf.portal.texts.faults import CATALOGUE as PORTAL
from paraaf.services.app.files import faults_of


def english(refused: Fault | ParaafError | None) -> str:
    """Return a refusal as the command line says it in English; fail unless there is one that can be said everywhere."""
    assert refused is not None
    for catalogue in (CATALOGUE, PORTAL) if refused.code in PORTAL.texts else (CATALOGUE,):
        for language in ("nl", "en"):
            assert _said(catalogue, refused, language)
    return _said(CATALOGUE, refused, "en")


def english_reasons(error: redline.UnsafeDocument) -> list[str]:
    """Return in English what the gate has against a file; fail unless all of it can be said everywhere."""
    return [english(each) for each in faults_of(error)]


@contextmanager
def gate_refuses(match: str) -> Iterator[None]:
    """Expect the gate to refuse a file, for one reason that says in English what `match` looks for."""
    with pytest.raises(redline.UnsafeDocument) as refused:
        yield
    said = english_reasons(refused.value)
    assert [each for each in said if re.search(match, each)], f"{match!r} is not in {said!r}"


@contextmanager
def refuses(
    kind: type[ParaafError] | tuple[type[ParaafError], ...], match: str = ""
) -> Iterator[pytest.ExceptionInfo[ParaafError]]:
    """Expect a refusal of this kind, in which the command line says in English what `match` looks for."""
    with pytest.raises(kind) as refused:
        yield refused
    said = english(refused.value)
    assert re.search(match, said), f"{match!r} is not in {said!r}"


def _said(catalogue: Catalogue, refused: Fault | ParaafError, language: str) -> str:
    if isinstance(refused, ParaafError):
        return catalogue.whole(refused, language)
    return catalogue.sentence(refused, language)
