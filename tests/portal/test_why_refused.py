"""Every reason for which the gate refuses a file is there in Dutch."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from models.enums import Language
from paraaf.portal.review import draft
from paraaf.portal.words.files import why_refused
from paraaf.redline.opc import package, part_kinds
from paraaf.redline.screening import check, field_watch, part_scan, sandbox
from paraaf.redline.wml import word_file
from paraaf.services.consultation import points_in_subprocess

SENTENCE = re.compile(r"(It|Unpacked it) (is|has|contains|carries|changes|fetches|pulls|refers|starts|takes) .*\.")


def written(node: ast.expr) -> str:
    """Return what an expression says, with an x for what the file itself says."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(written(part) for part in parts)
        case ast.FormattedValue(value=ast.IfExp(body=ast.Constant(value=str(text)))):
            return text
        case ast.FormattedValue(value=ast.Name(id=name)):
            return str(getattr(part_kinds, name.lstrip("_"), "x"))
        case ast.BinOp(op=ast.Add(), left=left, right=ast.Name(id=name)):
            return written(left) + str(getattr(part_kinds, name.lstrip("_"), "x"))
    return "x"


def reasons(*modules: ModuleType) -> Iterator[str]:
    for module in modules:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp)):
                sentence = written(node).replace("{}", "x")
                if SENTENCE.fullmatch(sentence):
                    yield sentence


REASONS = sorted(
    {*reasons(word_file, field_watch, check, sandbox, part_kinds, package, points_in_subprocess, part_scan, draft)}
)


def test_there_are_reasons() -> None:
    assert len(REASONS) > 50


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_said_in_dutch(reason: str) -> None:
    said, language = why_refused(reason, Language.DUTCH)

    assert language is Language.DUTCH
    assert not re.search(r"\b(It|the|and|open it|copy)\b", said)
    assert why_refused(reason, Language.ENGLISH) == (reason, Language.ENGLISH)


def test_what_the_file_says_stays_as_it_is() -> None:
    said, _ = why_refused("It contains macros (word/vbaProject.bin); save it as .docx without macros.", Language.DUTCH)

    assert said == "Er zitten macro’s in (word/vbaProject.bin); sla het op als .docx, zonder macro’s."


def test_a_reason_that_is_not_known_in_dutch_is_said_in_english() -> None:
    assert why_refused("It is new.", Language.DUTCH) == ("It is new.", Language.ENGLISH)
