"""Why the owner or the secretariat cannot do something is said in Dutch on the Dutch page, whatever the reason."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from models import consultation, decision, dossier, errors, hold, working_days
from models.enums import Language
from paraaf.documents import edits
from paraaf.portal.words.files import why_refused
from paraaf.portal.words.refusals import SAID, why_not
from paraaf.services.app import actor, files, state_loader, unit_of_work
from paraaf.services.consultation import answer_checks, answers, change_notices, rounds
from paraaf.services.directory import parties
from paraaf.services.letters import holds
from paraaf.services.messaging import link_admin
from paraaf.services.signing import decisions, dispatching, sign_offs, withdrawal
from tests.portal.test_dossier_faults import said_in

MODULES = (
    *(
        actor,
        answer_checks,
        answers,
        change_notices,
        unit_of_work,
        decisions,
        dispatching,
        edits,
        files,
        holds,
        link_admin,
        state_loader,
    ),
    *(parties, rounds, sign_offs, withdrawal, consultation, decision, dossier, hold, working_days),
)
"""What the acts of the owner and the secretariat go through (`paraaf.portal.web.actions.attempt_for`)."""

ELSEWHERE = {
    "reaction_faults": "said in the words of the review page",
    "sign": "the minister's page says that it is not now",
    "discuss": "the minister's page says that it is not now",
    "return_by_minister": "the minister's page says that it is not now",
    "_turn_of": "the official's page says that it is not now",
    "return_sign_off": "the official's page says that it is not now",
    "_check_colleague": "said in the words of the page on which somebody passes on",
    "pass_on": "the page on which somebody passes on says that it is not now",
    "read_upload": "the command line reads files by their names",
    "stands_in": "nobody acts for a deputy on these pages",
    "_acts_for": "nobody acts for a deputy on these pages",
    "stored_file": "the names of stored files",
    "read_parties": "the command line loads the directory",
    "_faults": "the command line loads the directory",
}
"""Functions of these modules whose refusals are on no page of theirs, and why."""

COMPOSED = {
    "a next version is needed: x accepted",
    "before the next version every comment needs an answer: x not answered",
    "x: a change that is taken over in part is left out; give your own words for it as edits or as a file",
    "comment x",
    "comments x",
    "x (to be decided: x)",
}
"""What is put together of two; `test_words` has what comes of it."""
ERRORS = {
    name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, errors.ParaafError)
} - {"ConfigurationError", "TemplateError", "DocumentDamaged", "LinkNotValid"}


def messages(module: ModuleType) -> Iterator[str]:
    """Yield what a module refuses with, or gives as a reason."""
    for function in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(function, ast.FunctionDef) or function.name in ELSEWHERE:
            continue
        for node in ast.walk(function):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[message, *_]) if name in ERRORS:
                    yield from said_in(message)
                case ast.Call(func=ast.Name(id="Fault"), args=[_, message, *_]):
                    yield from said_in(message)
                case ast.Return(value=ast.JoinedStr() | ast.Constant() | ast.IfExp() as message):
                    yield from said_in(message)
                case ast.Yield(value=ast.JoinedStr() | ast.Constant() as message):
                    yield from said_in(message)


FOUND = {text for module in MODULES for text in messages(module) if " " in text.strip()}


def test_there_are_messages_and_what_is_left_out_is_there() -> None:
    assert len(FOUND) > 80
    assert COMPOSED <= FOUND


@pytest.mark.parametrize("message", sorted(FOUND - COMPOSED))
def test_a_refusal_is_said_in_dutch(message: str) -> None:
    said, language = why_not(message, Language.DUTCH)
    if language is not Language.DUTCH:
        said, language = why_refused(message, Language.DUTCH)

    assert language is Language.DUTCH and said != message


@pytest.mark.parametrize("english", list(SAID))
def test_a_refusal_is_filled_in_with_what_it_is_about(english: str) -> None:
    said, _ = why_not(english.replace("*", "1"), Language.DUTCH)

    assert "{" not in said
