"""Every refusal can be said: on the command line and on a page, in Dutch and in English."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models import errors
from models.errors import ParaafError
from paraaf import yaml_faults
from paraaf.faults import TEXTS
from paraaf.faults.command_line import CATALOGUE as COMMAND_LINE
from paraaf.gateways import notifier
from paraaf.portal.texts import TEXTS as PAGES
from paraaf.portal.texts.faults import CATALOGUE as PORTAL

ROOT = Path(__file__).parents[2]
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, ParaafError)}
MAKERS = {*ERRORS, "fault", "Fault", "StoredFault", "add", "without_pool"}
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")


@dataclass(frozen=True)
class Refusal:
    """A place in the code where something is refused with a code that is written there."""

    where: str
    code: str
    values: frozenset[str]
    """The names of the values; `*` if there may be others."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("models", "paraaf", "flows"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if not name.startswith("paraaf/faults/"):
                yield name, ast.parse(file.read_text(encoding="utf-8"))


def refusals() -> Iterator[Refusal]:
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or name.startswith("paraaf/redline/"):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called not in MAKERS:
                continue
            values = frozenset("*" if keyword.arg is None else keyword.arg for keyword in node.keywords)
            if called == "Fault" and len(node.args) > 3:
                values |= {"values"}
            place = 1 if called in ("fault", "Fault", "add") else 0
            given = [
                *node.args[place : place + 1],
                *(keyword.value for keyword in node.keywords if keyword.arg == "code"),
            ]
            for argument in given:
                for code in codes(argument):
                    yield Refusal(f"{name}:{node.lineno}", code, values)


def reasons() -> Iterator[Refusal]:
    """Give the reasons of the gate and the merge: where they are added, and where a table holds them."""
    for file in sorted((ROOT / "paraaf/redline").glob("**/*.py")):
        tree, given = ast.parse(file.read_text(encoding="utf-8")), set()
        for node in ast.walk(tree):
            called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and called in ("add", "unsafe", "Reason", "Unmergeable"):
                values = {str(keyword.arg) for keyword in node.keywords}
                if called == "Unmergeable":
                    values = {"party"}
                elif called == "Reason":
                    values = {"places", *(key.value for each in node.args[1:] for key in getattr(each, "keys", ()))}
                elif len(node.args) > 1:
                    values.add("places")
                for argument in node.args:
                    for code in codes(argument):
                        given.add(argument)
                        yield Refusal(f"{file.name}:{node.lineno}", code, frozenset(values))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node not in given and str(node.value).startswith("docx."):
                yield Refusal(f"{file.name}:{node.lineno}", str(node.value), frozenset({"places"}))


def codes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if CODE.fullmatch(text):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from codes(body)
            yield from codes(orelse)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


REFUSALS = [*refusals(), *reasons()]
EVERY = {**TEXTS, **COMMAND_LINE.texts}


def test_there_are_refusals() -> None:
    assert len(REFUSALS) > 250


def test_each_refusal_has_a_sentence() -> None:
    assert [refusal for refusal in REFUSALS if refusal.code not in COMMAND_LINE.texts] == []


def test_each_refusal_has_the_values_of_its_sentence() -> None:
    lacking = [
        (refusal, text)
        for refusal in REFUSALS
        if not refusal.values & {"*", "values"}
        for text in COMMAND_LINE.texts[refusal.code] + PORTAL.texts.get(refusal.code, ("", ""))
        if not placeholders(text) <= refusal.values
    ]

    assert lacking == []


def test_no_sentence_is_for_nothing() -> None:
    written = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert [code for code in EVERY if code.removesuffix(".one").removesuffix(".none") not in written] == []


def test_both_languages_say_the_same_of_a_refusal() -> None:
    for code, (dutch, english) in EVERY.items():
        assert dutch.strip() and english.strip(), code
        assert placeholders(dutch) <= placeholders(english) | {"dutch"}, code


def test_a_page_names_no_command() -> None:
    for code, texts in PORTAL.texts.items():
        assert [text for text in texts if re.search(r"`paraaf |--[a-z]|`make |`prefect ", text)] == [], code
    for code, texts in PAGES.items():
        assert not re.search(r"\bparaaf [a-z]+ \{|`paraaf |--[a-z]", texts[1]), code


def test_no_rule_service_or_gateway_names_a_command() -> None:
    naming = re.compile(r"`paraaf |`--[a-z]")
    files = [file for folder in ("models", "paraaf/services", "paraaf/gateways", "paraaf/documents", "paraaf/redline")
             for file in (ROOT / folder).rglob("*.py")]  # fmt: skip

    assert len(files) > 150
    assert [str(file.relative_to(ROOT)) for file in files if naming.search(file.read_text(encoding="utf-8"))] == []


def test_what_yaml_fields_and_channels_can_have_wrong_is_known() -> None:
    found = {*yaml_faults._CODES.values(), *(code for _, code in yaml_faults._PROBLEMS)}
    found |= {*(code for _, code in notifier._CAUSES), *notifier._NO_ADDRESS.values()}

    assert found <= set(TEXTS)
