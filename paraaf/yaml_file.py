"""YAML files written by people: read into a model, with every fault at its line."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from models.errors import Fault, InvalidInput

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]

_MAX_BYTES = 5_000_000
_MAX_VALUES = 200_000
"""More than any file has that a person wrote; a file of aliases to aliases has billions."""
_MESSAGES = {
    "missing": "is missing",
    "list_type": "must be a list",
    "string_type": "must be text (put it in quotes)",
    "string_unicode": "has characters that cannot be used here",
    "model_type": "must hold fields (`name: value`)",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "bool_parsing": "must be true or false",
    "date_from_datetime_parsing": "must be a date, like 2025-10-17",
    "date_from_datetime_inexact": "must be a date, like 2025-10-17",
    "date_type": "must be a date, like 2025-10-17",
    "string_too_short": "is empty",
    "string_too_long": "is too long",
}


class _Constructor(RoundTripConstructor):
    """Takes a date that does not exist for text, so that the model says where it stands."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return self.construct_scalar(node)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


class _TooMuch(ValueError):
    """A file holds more values than any person wrote."""


class YamlFile:
    """A YAML file's contents, that knows at which line everything stands."""

    def __init__(self, name: str, data: Any) -> None:
        self.name = name
        self.data = data
        self._values = _plain(data, iter(range(_MAX_VALUES)))
        self._kept: dict[str, list[int]] = {}

    @classmethod
    def read(cls, file: Path, error: type[InvalidInput]) -> Self:
        """Return the file's contents; raise `error` if it is not there or is not YAML."""
        try:
            if file.stat().st_size > _MAX_BYTES:
                raise error(f"{file} is larger than {_MAX_BYTES // 1_000_000} MB.")
            text = file.read_text(encoding="utf-8-sig")
        except OSError as problem:
            raise error(f"{file} cannot be read: {problem.strerror}.") from None
        except UnicodeDecodeError:
            raise error(f"{file} is not a text file in UTF-8.") from None
        yaml = YAML(typ="rt")
        yaml.max_depth = 40
        yaml.Constructor = _Constructor
        try:
            data = yaml.load(text)
        except DuplicateKeyError as problem:
            raise error(f"{file.name} cannot be used.", [_yaml_fault(problem, "a field occurs twice")]) from None
        except MarkedYAMLError as problem:
            raise error(f"{file.name} is not valid YAML.", [_yaml_fault(problem, problem.problem or "")]) from None
        except (YAMLError, RecursionError, ValueError):
            raise error(f"{file.name} is not valid YAML.") from None
        if not isinstance(data, dict):
            raise error(f"{file.name} must hold fields (`name: value`), not a {type(data).__name__}.")
        try:
            return cls(file.name, data)
        except (_TooMuch, RecursionError):
            raise error(f"{file.name} refers to itself too often (`*name`); write out what it repeats.") from None

    def parse(self, model: type[Model]) -> tuple[Model | None, list[Fault]]:
        """Return the contents as a model, or None and what is wrong with them.

        Where only some fields are wrong the model is returned with the others (a wrong item of a list is left
        out), so that further checks can still say what is wrong with those.
        """
        plain = self._values
        try:
            return model.model_validate(plain), []
        except ValidationError as error:
            faults = [self._explain(model, e) for e in error.errors()]
            return self._partial(model, plain), faults

    def fault(self, place: Place, message: str) -> Fault:
        """Return a fault at a place in what `parse` returned."""
        if len(place) > 1 and place[0] in self._kept and isinstance(place[1], int):
            place = (place[0], self._kept[str(place[0])][place[1]], *place[2:])
        return self._fault(place, message)

    def _fault(self, place: Place, message: str) -> Fault:
        return Fault(place_name(place), message, self.line(place))

    def line(self, place: Place) -> int | None:
        """Return the line, counted from 1, at which a field or item stands, or the nearest one around it."""
        node, line = self.data, None
        for step in place:
            try:
                if isinstance(node, CommentedMap):
                    line = node.lc.key(step)[0] + 1
                elif isinstance(node, CommentedSeq):
                    line = node.lc.item(step)[0] + 1
                node = node[step]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return line

    def _explain(self, model: type[BaseModel], error: Any) -> Fault:
        place = tuple(error["loc"])
        if error["type"] == "extra_forbidden":
            return self._fault(place, _unknown_field(model, place))
        if error["type"] in ("string_too_short", "missing") and place[-1:] == ("passage",):
            return self._fault(place, "is missing: quote the sentence of the letter that discharges it")
        if error["type"] == "string_pattern_mismatch":
            return self._fault(place, f"{error['input']!r} has characters that cannot be used here")
        if error["type"] == "enum":
            return self._fault(place, f"{error['input']!r} is not one of {error['ctx']['expected']}")
        if error["type"] == "too_short":
            return self._fault(place, "needs at least one entry")
        return self._fault(place, _MESSAGES.get(error["type"], error["msg"].removeprefix("Value error, ")))

    def _partial(self, model: type[Model], data: dict[str, Any]) -> Model:
        """Return a model with the fields that are right; a wrong or missing field is its default or absent."""
        values: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            if name not in data:
                continue
            kind: Any = Annotated[info.annotation, *info.metadata, None]
            adapter: TypeAdapter[Any] = TypeAdapter(kind)
            try:
                values[name] = adapter.validate_python(data[name])
            except ValidationError as error:
                wrong = {e["loc"][0] for e in error.errors() if e["loc"] and isinstance(e["loc"][0], int)}
                if not isinstance(data[name], list) or not wrong:
                    continue
                kept = [index for index in range(len(data[name])) if index not in wrong]
                try:
                    values[name] = adapter.validate_python([data[name][index] for index in kept])
                except ValidationError:
                    continue
                self._kept[name] = kept
        return model.model_construct(set(values), **values)


def place_name(place: Place) -> str:
    """Return a place as people point at it: commitments[2].passage, counted from 1."""
    name = ""
    for step in place:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name


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


def _plain(node: Any, places: Iterator[int]) -> Any:
    if next(places, None) is None:
        raise _TooMuch
    if isinstance(node, dict):
        return {str(key): _plain(value, places) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value, places) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


def _yaml_fault(problem: MarkedYAMLError, message: str) -> Fault:
    mark = problem.problem_mark or problem.context_mark
    return Fault("", message.strip() or "it cannot be read", mark.line + 1 if mark else None)
