"""Everything that can be wrong with a letter that is started is said in Dutch on the Dutch page."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from models import working_days
from models.enums import Language
from paraaf import yaml_faults, yaml_file
from paraaf.portal.start import draft
from paraaf.portal.words.dossier_faults import SAID, what_is_wrong
from paraaf.services.app import files
from paraaf.services.directory import parties
from paraaf.services.intake import bundle, checks, drafts, permissions
from paraaf.services.templating import note_sections, templates

MODULES = (
    bundle,
    checks,
    files,
    note_sections,
    drafts,
    permissions,
    templates,
    yaml_faults,
    yaml_file,
    draft,
)
ELSEWHERE = {"check_request", "fetch", "read", "read_upload", "read_dossier"}
"""What is said there is about a party directory or the command line."""
COMPOSED = {
    "give x": ("give a file or sections, not both", "give a Word file or text sections"),
    "there is no such fieldx": (
        "there is no such field",
        "there is no such field; did you mean 'title'?",
        "there is no such field (known here: title, subject)",
    ),
    "x is named x": ("FIN is named twice", "FIN is named in departments too"),
}
"""What is put together elsewhere, and what comes of it."""


def said_in(node: ast.expr) -> Iterator[str]:
    """Yield what an expression says, once for each way it can turn out, with an x for what it says it of."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            texts = [""]
            for part in parts:
                texts = [before + more for before in texts for more in said_in(part)]
            yield from texts
        case ast.FormattedValue(value=ast.IfExp(body=body, orelse=orelse)):
            yield from said_in(body)
            yield from said_in(orelse)
        case ast.IfExp(body=body, orelse=orelse):
            yield from said_in(body)
            yield from said_in(orelse)
        case _:
            yield "x"


def faults(module: ModuleType) -> Iterator[str]:
    """Yield what a module adds as a fault, raises as a refusal, or returns as a reason."""
    for function in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(function, ast.FunctionDef) or function.name in ELSEWHERE:
            continue
        for node in ast.walk(function):
            match node:
                case ast.Call(func=ast.Attribute(attr="add"), args=[_, message]):
                    yield from said_in(message)
                case ast.Call(func=ast.Name(id="Fault" | "_fault"), args=[_, message, *_]):
                    yield from said_in(message)
                case ast.Call(func=ast.Attribute(attr="_fault"), args=[_, message]):
                    yield from said_in(message)
                case ast.Call(
                    func=ast.Name(id="error" | "InvalidDossier" | "UnsafeDocument" | "AlreadyDone"), args=[message, *_]
                ):
                    yield from said_in(message)
                case ast.Return(value=ast.JoinedStr() | ast.Constant() as message):
                    yield from said_in(message)


FOUND = {text for module in MODULES for text in faults(module) if " " in text.strip()}
MESSAGES = sorted(FOUND.difference(COMPOSED).union(*COMPOSED.values()))


def test_there_are_messages() -> None:
    assert len(MESSAGES) > 60
    assert set(COMPOSED) <= FOUND


@pytest.mark.parametrize("message", MESSAGES)
def test_what_is_wrong_is_said_in_dutch(message: str) -> None:
    assert what_is_wrong(message, Language.DUTCH) != message
    assert what_is_wrong(message, Language.ENGLISH) == message


@pytest.mark.parametrize("message", [*yaml_faults._MESSAGES.values(), *(plain for _, plain in yaml_faults._PROBLEMS)])
def test_what_a_field_may_hold_is_said_in_dutch(message: str) -> None:
    assert what_is_wrong(message, Language.DUTCH) != message


def test_why_a_party_or_a_day_cannot_be_is_said_in_dutch() -> None:
    for module, name in ((parties, "reach_faults"), (working_days, "due_date_fault")):
        for message in {text for text in _of(module, name) if " " in text}:
            assert what_is_wrong(message, Language.DUTCH) != message, message


def _of(module: ModuleType, name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(inspect.getsource(getattr(module, name)))):
        if isinstance(node, ast.JoinedStr):
            yield from said_in(node)


def test_the_same_values_stand_in_both_languages() -> None:
    assert [said for said, dutch in SAID.items() if dutch.count("{}") > said.count("*")] == []
