"""Message templates: the text files with which messages are written, filled in, and checked before a letter starts.

A ministry edits them. So they run in Jinja's sandbox, and see of what they are told the fields and nothing else.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel

from models.enums import Language, MessageKind
from models.errors import Fault, TemplateError, fault
from paraaf import wording
from paraaf.services.templating.message_facts import EVERY_MESSAGE, FACTS

_SPECIAL = {"loop", "self", "super", "caller", "varargs", "kwargs"}
"""Names that Jinja itself gives inside loops, blocks and macros."""


class _Sandbox(SandboxedEnvironment):
    """A template may read the fields of what it is told; it can call nothing that changes it."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        is_field = not isinstance(obj, BaseModel) or attr in _fields(type(obj))
        return is_field and super().is_safe_attribute(obj, attr, value)


def compose(templates: Path, language: Language, kind: MessageKind, **facts: Any) -> tuple[str, str]:
    """Return subject and body of a message; raise `TemplateError` if its template is missing or wrong."""
    try:
        text = _environment(templates / "messages" / language, language).get_template(f"{kind}.txt").render(**facts)
    except Exception as error:  # a template can go wrong in any way: text as a number, a division, a list that is short
        what = _describe(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
        raise TemplateError("template.message_cannot_be_used", language=language, kind=kind, reason=what) from error
    head, _, body = text.partition("\n")
    return re.sub(r"\s+", " ", head).strip(), re.sub(r"\n{3,}", "\n\n", body).strip()


def faults(templates: Path) -> list[Fault]:
    """Return what is wrong with the message templates: missing, broken, or asking what no message knows."""
    stats = ((path, path.stat()) for path in sorted((templates / "messages").rglob("*")) if path.is_file())
    return list(_faults(templates, tuple((path, s.st_mtime_ns, s.st_size, s.st_mode) for path, s in stats)))


@lru_cache(maxsize=8)
def _faults(templates: Path, _state: tuple[object, ...]) -> Sequence[Fault]:
    """Return the faults of templates in this state: they are looked at again only when a file changed."""
    found: list[Fault] = []
    for language in Language:
        environment = _environment(templates / "messages" / language, language)
        for kind in MessageKind:
            name = f"{kind}.txt"
            wrong = list(_template_faults(environment, name, {**EVERY_MESSAGE, **FACTS[kind]}, frozenset()))
            found += [
                fault("", code, language=language, file=file, line=line, reason=why)
                for file, line, why in wrong
                for code in ("template.message_wrong_at" if line else "template.message_wrong",)
            ]
    return found


@lru_cache(maxsize=8)
def _environment(folder: Path, language: Language) -> jinja2.Environment:
    # Plain text: there is no markup to escape, and an undefined fact is an error rather than a gap.
    environment = _Sandbox(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.globals["day"] = lambda value: wording.day(value, language)
    environment.globals["verdict"] = lambda value: wording.VERDICTS[language][value]
    environment.globals["position"] = lambda value: wording.POSITIONS[language][value]
    environment.globals["message_kind"] = lambda value: wording.message_kind(value, language)
    environment.globals["person"] = lambda code: wording.person(code, language)
    return environment


def _template_faults(
    environment: jinja2.Environment, name: str, facts: Mapping[str, Any], within: frozenset[str]
) -> Iterator[tuple[str, int, Fault]]:
    """Yield what is wrong with a template and the templates that it takes in, each with its file and line."""
    assert environment.loader is not None
    try:
        tree = environment.parse(environment.loader.get_source(environment, name)[0])
    except jinja2.TemplateSyntaxError as error:
        yield name, error.lineno, fault("", "template.syntax", reason=error.message or "")
        return
    except jinja2.TemplateNotFound:
        yield name, 0, fault("", "template.no_file")
        return
    except (OSError, UnicodeDecodeError) as error:
        yield name, 0, fault("", "template.file_unreadable", kind=type(error).__name__)
        return
    for line, problem in _tree_faults(environment, tree, facts):
        yield name, line, problem
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        taken_in = getattr(node.template, "value", None)  # type: ignore[attr-defined]
        if isinstance(taken_in, str) and taken_in not in within:
            yield from _template_faults(environment, taken_in, facts, within | {name, taken_in})


def _tree_faults(
    environment: jinja2.Environment, tree: nodes.Template, facts: Mapping[str, Any]
) -> Iterator[tuple[int, Fault]]:
    own = _own_names(tree)
    types = {name: kind for name, kind in facts.items() if name not in own}
    types |= _loop_types(tree, types)
    known = own | _SPECIAL | facts.keys() | environment.globals.keys()
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Filter, nodes.Test)):
        match node:
            case nodes.Name(ctx="load") if node.name not in known:
                yield node.lineno, fault("", "template.no_such_fact", name=node.name, known=sorted(facts))
            case nodes.Getattr() if _is_missing(node, types):
                yield node.lineno, fault("", "template.no_such_part", name=node.attr, of=_dotted_name(node.node))
            case nodes.Filter() if node.name not in environment.filters:
                yield node.lineno, fault("", "template.no_such_filter", name=node.name)
            case nodes.Test() if node.name not in environment.tests:
                yield node.lineno, fault("", "template.no_such_test", name=node.name)


def _own_names(tree: nodes.Template) -> set[str]:
    """Return the names that a template gives itself: in loops, `set`, macros and imports."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.name for node in tree.find_all(nodes.Macro)}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in node.names}
    return names


def _loop_types(tree: nodes.Template, types: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.target, nodes.Name) and get_args(kind := _type_of(loop.iter, types)):
            found[loop.target.name] = get_args(kind)[0]
    return found


def _type_of(node: nodes.Node, types: Mapping[str, Any]) -> Any:
    """Return the type of what an expression refers to, as far as that can be said; else None."""
    if isinstance(node, nodes.Name):
        return types.get(node.name)
    if isinstance(node, nodes.Getattr):
        return _fields(_type_of(node.node, types)).get(node.attr)
    return None


def _is_missing(node: nodes.Getattr, types: Mapping[str, Any]) -> bool:
    fields = _fields(_type_of(node.node, types))
    return bool(fields) and node.attr not in fields


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    """Return the fields and properties of a model or dataclass, with their types; nothing for any other type."""
    if not isinstance(kind, type):
        return {}
    properties = {
        name
        for part in kind.__mro__
        if part.__module__.startswith(("models.", "paraaf."))
        for name, value in vars(part).items()
        if isinstance(value, property)
    }
    if issubclass(kind, BaseModel):
        return {name: info.annotation for name, info in kind.model_fields.items()} | dict.fromkeys(properties)
    return get_type_hints(kind) | dict.fromkeys(properties) if dataclasses.is_dataclass(kind) else {}


def _dotted_name(node: nodes.Node) -> str:
    return node.name if isinstance(node, nodes.Name) else f"{_dotted_name(node.node)}.{node.attr}"  # type: ignore[attr-defined]


def _describe(error: jinja2.TemplateError) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return "there is no such file"
    where = f"line {error.lineno}: " if isinstance(error, jinja2.TemplateSyntaxError) else ""
    return f"{where}{error.message}"
