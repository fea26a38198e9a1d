"""YAML files written by people: read into a model, with every fault at its line."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent, ScalarEvent
from ruamel.yaml.reader import ReaderError

from models.errors import Fault, InvalidInput, fault
from paraaf.yaml_faults import MAX_DEPTH, Place, character_fault, explain, place_name, syntax_fault

Model = TypeVar("Model", bound=BaseModel)

_MAX_BYTES = 5_000_000
_MAX_VALUES = 200_000
"""More than any file has that a person wrote; a file of aliases to aliases has billions."""
_MAX_TEXT = 200_000
"""Characters of one text; no field takes more than half of that."""
_MAX_NUMBER = 100
"""Characters of a number or date; working out a longer one takes long."""


class _Constructor(RoundTripConstructor):
    """Takes a date or number that does not exist for text, so that the model says where it stands."""


def _or_text(kind: str) -> Callable[[Any, Any], Any]:
    construct = getattr(RoundTripConstructor, f"construct_yaml_{kind}")

    def constructor(self: Any, node: Any) -> Any:
        if len(node.value) > _MAX_NUMBER:
            return self.construct_scalar(node)
        try:
            return construct(self, node)
        except (ValueError, KeyError, MarkedYAMLError):
            return self.construct_scalar(node)

    return constructor


for _kind in ("timestamp", "int", "float", "bool"):
    _Constructor.add_constructor(f"tag:yaml.org,2002:{_kind}", _or_text(_kind))


class _TooMuch(ValueError):
    """A file holds more values than any person wrote."""


class YamlFile:
    """A YAML file's contents, that knows at which line everything stands."""

    def __init__(self, name: str, data: Any, *, most_values: int = _MAX_VALUES) -> None:
        self.name = name
        self.data = data
        self._values = _plain(data, iter(range(most_values)))
        self._kept: dict[str, list[int]] = {}

    @classmethod
    def read(cls, file: Path, error: type[InvalidInput]) -> Self:
        """Return the file's contents; raise `error` if it is not there or is not YAML."""
        try:
            with file.open("rb") as opened:
                content = opened.read(_MAX_BYTES + 1)
        except OSError as problem:
            raise error("yaml.file_unreadable", file=file, reason=problem.strerror) from None
        return cls._loaded(file.name, _decoded(str(file), content, error, _MAX_BYTES), error)

    @classmethod
    def of(
        cls, name: str, content: bytes, error: type[InvalidInput], *, most: int, most_values: int = _MAX_VALUES
    ) -> Self:
        """Return what these bytes hold; raise `error` if it is not YAML, or more than so many bytes or values."""
        return cls._loaded(name, _decoded(name, content, error, most), error, most_values)

    @classmethod
    def _loaded(cls, name: str, text: str, error: type[InvalidInput], most_values: int = _MAX_VALUES) -> Self:
        yaml = YAML(typ="rt")
        yaml.max_depth = MAX_DEPTH
        yaml.Constructor = _Constructor
        try:
            _check_amount(name, text, error, most_values)
            data = yaml.load(text)
        except _TooMuch:
            raise error("yaml.refers_to_itself", file=name) from None
        except DuplicateKeyError as problem:
            raise error("file.cannot_be_used", [syntax_fault(problem)], file=name) from None
        except MarkedYAMLError as problem:
            raise error("yaml.not_valid", [syntax_fault(problem)], file=name) from None
        except ReaderError as problem:
            raise error("yaml.not_valid", [character_fault(problem, text)], file=name) from None
        except (YAMLError, RecursionError, ValueError):
            raise error("yaml.not_valid", file=name) from None
        if data is None:
            raise error("yaml.empty", file=name)
        if not isinstance(data, dict):
            raise error("yaml.holds_list" if isinstance(data, list) else "yaml.holds_value", file=name)
        try:
            return cls(name, data, most_values=most_values)
        except (_TooMuch, RecursionError):
            raise error("yaml.refers_to_itself", file=name) from None

    @property
    def values(self) -> dict[str, Any]:
        """What the file holds, as plain values."""
        values: dict[str, Any] = self._values
        return values

    def parse(self, model: type[Model]) -> tuple[Model | None, list[Fault]]:
        """Return the contents as a model, or None and what is wrong with them.

        Where only some fields are wrong the model is returned with the others (a wrong item of a list is left
        out), so that further checks can still say what is wrong with those.
        """
        plain = self._values
        try:
            return model.model_validate(plain), []
        except ValidationError as error:
            faults = [self._at(tuple(e["loc"]), explain(model, e)) for e in error.errors()]
            return self._partial(model, plain), faults

    def fault(self, place: Place, code: str, **values: Any) -> Fault:
        """Return a fault at a place in what `parse` returned."""
        return self.fault_at(place, fault("", code, **values))

    def fault_at(self, place: Place, what: Fault) -> Fault:
        """Return what is wrong at a place in what `parse` returned."""
        if len(place) > 1 and place[0] in self._kept and isinstance(place[1], int):
            place = (place[0], self._kept[str(place[0])][place[1]], *place[2:])
        return self._at(place, what)

    def _at(self, place: Place, what: Fault) -> Fault:
        return what.at(place_name(place), self.line(place))

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


def _check_amount(name: str, text: str, error: type[InvalidInput], most_values: int) -> None:
    """Raise `error` if a file holds more than a person writes, before anything is made of it.

    What is referred to (`*name`) counts each time, with all that is in it. The time that reading takes goes with how
    many values there are, so it is bounded by this. Where the file is no YAML, reading says so.
    """
    sizes: dict[str, int] = {}
    around: list[tuple[str | None, int]] = []
    values = written = 0
    for event in _events(text):
        if isinstance(event, CollectionEndEvent):
            anchor, before = around.pop()
            if anchor is not None:
                sizes[anchor] = values - before
        elif isinstance(event, NodeEvent):
            written += 1
            values += sizes.get(event.anchor, 1) if isinstance(event, AliasEvent) else 1
        if isinstance(event, CollectionStartEvent):
            around.append((event.anchor, values - 1))
        if len(around) > 2 * MAX_DEPTH:
            return  # reading it stops there too, and says at which line
        if written > most_values:
            raise error("yaml.too_many_values", file=name, most=most_values)
        if values > most_values:
            raise _TooMuch
        if isinstance(event, ScalarEvent) and len(event.value) > _MAX_TEXT:
            too_long = Fault("", "yaml.text_too_long", event.start_mark.line + 1, {"most": _MAX_TEXT})
            raise error("file.cannot_be_used", [too_long], file=name)


def _events(text: str) -> Iterator[Any]:
    """Yield what a reader of YAML comes by, as far as it can be read."""
    with suppress(MarkedYAMLError):
        yield from YAML(typ="rt").parse(text)


def _decoded(name: str, content: bytes, error: type[InvalidInput], most: int) -> str:
    if len(content) > most:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} kB"
        raise error("yaml.too_large", file=name, size=size)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise error("yaml.no_text", file=name) from None
