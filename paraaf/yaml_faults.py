"""What is wrong with a YAML file, in words for the people who wrote it."""

import difflib
import re
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from models.errors import Fault

Place = tuple[str | int, ...]

MAX_DEPTH = 40
_MAX_SHOWN = 60
_PROBLEMS = (
    ("duplicate key", "this field occurs twice"),
    (r"character '\\t'", "there is a tab here; use spaces"),
    ("maximum depth", f"this goes more than {MAX_DEPTH} levels deep"),
    ("another document", "a second document begins here (`---`); a file holds one"),
    ("mapping values are not allowed", "there is a colon too many here; put the text in quotes"),
    ("unexpected end of stream", "the file ends within quotes that were opened"),
)
"""What the YAML reader says, and what it means to somebody who writes such a file."""
_MESSAGES = {
    "missing": "is missing",
    "list_type": "must be a list",
    "string_type": "must be text (put it in quotes)",
    "string_unicode": "has characters that cannot be used here",
    "model_type": "must hold fields (`name: value`)",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "must be a whole number that is not so large",
    "finite_number": "must be a whole number",
    "bool_parsing": "must be true or false",
    "date_from_datetime_parsing": "must be a date, like 2025-10-17",
    "date_from_datetime_inexact": "must be a date, like 2025-10-17",
    "date_type": "must be a date, like 2025-10-17",
    "date_parsing": "must be a date, like 2025-10-17",
    "string_too_short": "is empty",
    "string_too_long": "is too long",
}


def place_name(place: Place) -> str:
    """Return a place as people point at it: commitments[2].passage, counted from 1."""
    name = ""
    for step in place:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name


def explain(model: type[BaseModel], error: Any) -> str:
    """Return what one fault that pydantic found means to somebody who writes such a file."""
    kind, place = error["type"], tuple(error["loc"])
    if kind == "extra_forbidden":
        return _unknown_field(model, place)
    if kind in ("string_too_short", "missing") and place[-1:] == ("passage",):
        return "is missing: quote the sentence of the letter that discharges it"
    if kind == "string_pattern_mismatch":
        return _not_fitting(error["input"], error["ctx"]["pattern"])
    if kind == "enum":
        return f"{_quoted(error['input'])} is not one of {error['ctx']['expected']}"
    if kind == "greater_than_equal":
        return f"must be at least {error['ctx']['ge']}"
    if kind == "less_than_equal":
        return f"must be at most {error['ctx']['le']}"
    if kind == "too_short":
        return "needs at least one entry"
    return _MESSAGES.get(kind, str(error["msg"]).removeprefix("Value error, "))


def syntax_fault(problem: MarkedYAMLError) -> Fault:
    """Return what the YAML reader stumbled over, with its line."""
    mark = problem.problem_mark or problem.context_mark
    said = (problem.problem or "").strip()
    plain = next((plain for pattern, plain in _PROBLEMS if re.search(pattern, said)), said or "it cannot be read")
    name = re.search(r'duplicate key "([^"]*)"', said)
    return Fault(name[1] if name else "", plain, mark.line + 1 if mark else None)


def character_fault(problem: ReaderError, text: str) -> Fault:
    """Return which character of a text no YAML file may hold, with its line."""
    character, position = problem.character, problem.position
    code = ord(character) if isinstance(character, str) else character
    return Fault("", f"holds a character that cannot be used (U+{code:04X})", text.count("\n", 0, position) + 1)


def _unknown_field(model: type[BaseModel], place: Place) -> str:
    known = _fields_at(model, place[:-1])
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    hint = f"; did you mean '{near[0]}'?" if near else (f" (known here: {', '.join(known)})" if known else "")
    return f"there is no such field{hint}"


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


def _not_fitting(text: str, pattern: str) -> str:
    if not text.strip():
        return "is empty"
    most = re.search(r"\{0,(\d+)\}", pattern)
    if most and len(text) > int(most[1]) + 1:
        return f"{_quoted(text)} is longer than {int(most[1]) + 1} characters"
    return f"{_quoted(text)} has characters that cannot be used here"
