"""A dossier request as it is typed: the fields of the model with a text for each, right or wrong, and rows for lists.

A place in it is named as in the address of a field: `commitments-2-passage`, counted from 1.
"""

import datetime
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.request import DossierRequest
from paraaf.portal.web.visitors import cleaned

MAX_ROWS = 200
_DEEPEST = 8

Values = dict[str, Any]


class Kind(enum.Enum):
    """What stands in a field of the request."""

    VALUE = "value"
    CODES = "codes"
    ROWS = "rows"
    GROUP = "group"


@dataclass(frozen=True)
class ModelField:
    """A field of a model, with the model that it holds or holds rows of."""

    name: str
    info: FieldInfo
    kind: Kind
    model: type[BaseModel] | None = None

    @property
    def holds_text(self) -> bool:
        """Whether its value is text, so that an empty one is a value too."""
        return self.info.annotation is str


@cache
def fields_of(model: type[BaseModel]) -> tuple[ModelField, ...]:
    """Return the fields of a model in order."""
    return tuple(_field(name, info) for name, info in model.model_fields.items())


def _field(name: str, info: FieldInfo) -> ModelField:
    kind = info.annotation
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        is_model = isinstance(item, type) and issubclass(item, BaseModel)
        return ModelField(name, info, Kind.ROWS if is_model else Kind.CODES, item if is_model else None)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return ModelField(name, info, Kind.GROUP, kind)
    return ModelField(name, info, Kind.VALUE)


def shaped(model: type[BaseModel], given: Any) -> Values:
    """Return what was given as text in each field of the model; what has no place in it is left out.

    `given` is what a YAML file holds, or a form as `tree_of` returns it.
    """
    given = given if isinstance(given, Mapping) else {}
    values: Values = {}
    for field in fields_of(model):
        value = given.get(field.name)
        match field.kind:
            case Kind.GROUP:
                assert field.model is not None
                values[field.name] = shaped(field.model, value)
            case Kind.ROWS:
                assert field.model is not None
                rows = [row for row in _rows(value) if isinstance(row, Mapping)]
                values[field.name] = [shaped(field.model, row) for row in rows[:MAX_ROWS]]
            case Kind.CODES:
                values[field.name] = [_text(code) for code in _rows(value)][:MAX_ROWS]
            case Kind.VALUE:
                values[field.name] = _text(field.info.get_default() if field.name not in given else value)
    return values


def tree_of(sent: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the fields of a form by the parts of their names; the values of one name are together in a tuple."""
    tree: dict[str, Any] = {}
    for name, value in sent:
        *above, last = name.split("-")
        if len(above) > _DEEPEST:
            continue
        node: Any = tree
        for part in above:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                break
        else:
            before = node.get(last, ())
            if isinstance(before, tuple):
                node[last] = (*before, value)
    return tree


def filled(values: Values, model: type[BaseModel] = DossierRequest) -> Values:
    """Return the values without the rows in which nothing was filled in."""
    kept: Values = {}
    for field in fields_of(model):
        value = values[field.name]
        match field.kind:
            case Kind.GROUP:
                assert field.model is not None
                kept[field.name] = filled(value, field.model)
            case Kind.ROWS:
                assert field.model is not None
                rows = [filled(row, field.model) for row in value]
                kept[field.name] = [row for row in rows if not is_blank(field.model, row)]
            case Kind.CODES:
                kept[field.name] = [code for code in value if code.strip()]
            case Kind.VALUE:
                kept[field.name] = value
    return kept


def is_blank(model: type[BaseModel], row: Values) -> bool:
    """Return whether nothing was filled in, apart from what stands there from the outset."""
    return all(
        is_blank(field.model, value)
        if field.kind is Kind.GROUP and field.model
        else not value
        if field.kind is not Kind.VALUE
        else value.strip() in ("", _text(field.info.get_default())) or (model.__name__, field.name) in _GIVEN
        for field in fields_of(model)
        for value in (row[field.name],)
    )


_GIVEN = {("StagePlan", "stage")}
"""What the form fills in of its own: it does not make a row one that somebody filled in."""


def request_data(values: Values, model: type[BaseModel] = DossierRequest) -> Values:
    """Return the values as the model takes them: an empty date or number is none."""
    data: Values = {}
    for field in fields_of(model):
        value = values[field.name]
        match field.kind:
            case Kind.GROUP:
                assert field.model is not None
                data[field.name] = request_data(value, field.model)
            case Kind.ROWS:
                assert field.model is not None
                data[field.name] = [request_data(row, field.model) for row in value]
            case Kind.VALUE if not field.holds_text and not value.strip():
                continue
            case _:
                data[field.name] = value
    return data


def list_at(values: Values, place: str) -> tuple[list[Any], ModelField] | None:
    """Return the list at a place, with its field; None if there is no list there."""
    found = _walk(values, place)
    if found is None:
        return None
    node, field = found
    return (node, field) if isinstance(node, list) and field is not None else None


def group_at(values: Values, place: str) -> Values | None:
    """Return the fields of a group or row at a place; None if there is none."""
    found = _walk(values, place)
    return found[0] if found is not None and isinstance(found[0], dict) else None


def _walk(values: Values, place: str) -> tuple[Any, ModelField | None] | None:
    node: Any = values
    model: type[BaseModel] | None = DossierRequest
    field: ModelField | None = None
    for part in place.split("-"):
        if isinstance(node, dict) and model is not None and part in node:
            node = node[part]
            field = next(each for each in fields_of(model) if each.name == part)
            model = field.model
        elif isinstance(node, list) and is_index(part) and int(part) <= len(node):
            node = node[int(part) - 1]
        else:
            return None
    return node, field


def is_index(part: str) -> bool:
    """Return whether this is the number of a row."""
    return part.isascii() and part.isdecimal() and len(part) <= 3 and int(part) > 0


def files_in(values: Values, prefix: str = "", model: type[BaseModel] = DossierRequest) -> Iterator[tuple[str, Values]]:
    """Yield each group or row that can hold a file, with its place."""
    for field in fields_of(model):
        value, place = values[field.name], f"{prefix}{field.name}"
        if field.name == "file":
            yield prefix.rstrip("-"), values
        elif field.kind is Kind.GROUP and field.model:
            yield from files_in(value, f"{place}-", field.model)
        elif field.kind is Kind.ROWS and field.model:
            for number, row in enumerate(value, start=1):
                yield from files_in(row, f"{place}-{number}-", field.model)


def _rows(value: Any) -> Sequence[Any]:
    if isinstance(value, Mapping):  # the rows of a form, by their number
        return [value[key] for key in sorted(filter(is_index, value), key=int)]
    return value if isinstance(value, list | tuple) else ()


def _text(value: Any) -> str:
    match value:
        case tuple():  # what a form holds under one name
            return _text(value[0]) if value else ""
        case bool():
            return str(value).lower()
        case enum.Enum():
            return str(value.value)
        case datetime.date():
            return value.isoformat()
        case str() | int() | float():
            return _as_text(value)
    return ""


def _as_text(value: str | int | float) -> str:
    try:
        return cleaned(str(value))
    except ValueError:  # Python does not write out a number of thousands of digits
        return ""
