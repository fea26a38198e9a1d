"""What is wrong with a YAML file, for the people who wrote it."""

import difflib
import re
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from models.errors import Fault, fault

Place = tuple[str | int, ...]

MAX_DEPTH = 40
_MAX_SHOWN = 60
_PROBLEMS = (
    ("duplicate key", "yaml.field_twice"),
    (r"character '\\t'", "yaml.tab"),
    ("maximum depth", "yaml.too_deep"),
    ("another document", "yaml.second_document"),
    ("mapping values are not allowed", "yaml.colon"),
    ("unexpected end of stream", "yaml.open_quotes"),
)
"""What the YAML reader says, and what it means to somebody who writes such a file."""
_CODES = {
    "missing": "field.missing",
    "list_type": "field.list",
    "string_type": "field.text",
    "string_unicode": "field.bad_characters",
    "model_type": "field.fields",
    "int_parsing": "field.whole_number",
    "int_type": "field.whole_number",
    "int_from_float": "field.whole_number",
    "int_parsing_size": "field.smaller_number",
    "finite_number": "field.whole_number",
    "bool_parsing": "field.true_or_false",
    "date_from_datetime_parsing": "field.date",
    "date_from_datetime_inexact": "field.date",
    "date_type": "field.date",
    "date_parsing": "field.date",
    "string_too_short": "field.empty",
    "string_too_long": "field.too_long_text",
}


def place_name(place: Place) -> str:
    """Return a place as people point at it: commitments[2].passage, counted from 1."""
    name = ""
    for step in place:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name


def explain(model: type[BaseModel], error: Any) -> Fault:
    """Return what one fault that pydantic found means to somebody who writes such a file."""
    kind, place = error["type"], tuple(error["loc"])
    if kind == "extra_forbidden":
        return _unknown_field(model, place)
    if kind in ("string_too_short", "missing") and place[-1:] == ("passage",):
        return fault("", "commitment.no_passage")
    if kind == "string_pattern_mismatch":
        return _not_fitting(error["input"], error["ctx"]["pattern"])
    if kind == "enum":
        return fault("", "field.not_one_of", given=_quoted(error["input"]), choices=error["ctx"]["expected"])
    if kind == "greater_than_equal":
        return fault("", "field.at_least", least=error["ctx"]["ge"])
    if kind == "less_than_equal":
        return fault("", "field.at_most", most=error["ctx"]["le"])
    if kind == "too_short":
        return fault("", "field.needs_entry")
    if kind in _CODES:
        return fault("", _CODES[kind])
    return fault("", "field.wrong", reason=str(error["msg"]).removeprefix("Value error, "))


def syntax_fault(problem: MarkedYAMLError) -> Fault:
    """Return what the YAML reader stumbled over, with its line."""
    mark = problem.problem_mark or problem.context_mark
    said = (problem.problem or "").strip()
    code = next((code for pattern, code in _PROBLEMS if re.search(pattern, said)), "yaml.unreadable")
    name = re.search(r'duplicate key "([^"]*)"', said)
    values = {"most": MAX_DEPTH, "reason": said}
    return Fault(name[1] if name else "", code, mark.line + 1 if mark else None, values)


def character_fault(problem: ReaderError, text: str) -> Fault:
    """Return which character of a text no YAML file may hold, with its line."""
    character, position = problem.character, problem.position
    code = ord(character) if isinstance(character, str) else character
    return Fault("", "yaml.character", text.count("\n", 0, position) + 1, {"code": f"{code:04X}"})


def _unknown_field(model: type[BaseModel], place: Place) -> Fault:
    known = _fields_at(model, place[:-1])
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    if near:
        return fault("", "field.unknown_near", near=near[0])
    return fault("", "field.unknown", known=known)


def _fields_at(model: type[BaseModel], place: Place) -> list[str]:
    current: Any = model
    for step in place:
        if isinstance(step, int):
            continue
        annotation = current.model_fields[step].annotation if step in current.model_fields else None
        inner = [annotation, *getattr(annotation, "__args__", ())]
        models = [kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)]
        if not models:
            return []
        current = models[0]
    return list(current.model_fields)


def _quoted(value: object) -> str:
    try:
        shown = repr(value)
    except ValueError:  # Python does not write out a number of thousands of digits
        shown = "this number"
    return shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}..."


def _not_fitting(text: str, pattern: str) -> Fault:
    if not text.strip():
        return fault("", "field.empty")
    most = re.search(r"\{0,(\d+)\}", pattern)
    if most and len(text) > int(most[1]) + 1:
        return fault("", "field.value_too_long", given=_quoted(text), most=int(most[1]) + 1)
    return fault("", "field.value_bad_characters", given=_quoted(text))
