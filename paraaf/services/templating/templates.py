"""Paraaf's own templates: routes, Word templates, messages; read from the folder in the settings."""

from typing import Literal, get_args

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from models.errors import Fault, InvalidDossier, TemplateError, fault
from models.route import Route
from paraaf import documents
from paraaf.services.templating import message_templates
from paraaf.settings import Settings

Template = Literal["letter", "reaction_table", "advice_note"]


def document(settings: Settings, name: Template) -> bytes:
    """Return a Word template; raise `TemplateError` if it is not there."""
    path = settings.templates / "documents" / f"{name}.docx"
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError("template.unreadable", file=path, reason=error.strerror) from None


def faults(settings: Settings) -> list[Fault]:
    """Return what is wrong with the Word templates and the message templates."""
    found: list[Fault] = []
    for name in get_args(Template):
        try:
            problems = documents.template_faults(name, document(settings, name))
        except TemplateError as error:
            found.append(fault("", error.code, **error.values))
            continue
        found += [fault("", "template.wrong", name=f"documents/{name}.docx", reason=problem) for problem in problems]
    return found + message_templates.faults(settings.templates)


def routes(settings: Settings) -> list[Route]:
    """Return every route that is in order, by name."""
    found = []
    for path in sorted((settings.templates / "routes").glob("*.yaml")):
        try:
            found.append(route(settings, path.stem))
        except InvalidDossier:  # who chooses it in a dossier file is told what is wrong
            continue
    return found


def route(settings: Settings, name: str) -> Route:
    """Return a route by name; raise `InvalidDossier` if there is none, or its file is wrong."""
    folder = settings.templates / "routes"
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if name not in known:
        raise InvalidDossier("route.no_such", route=name, known=known)
    try:
        data = YAML(typ="safe").load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        return Route.model_validate(data)
    except (YAMLError, OSError) as error:
        raise InvalidDossier("route.unreadable", route=name, reason=type(error).__name__) from None
    except ValidationError as error:
        wrong = [
            fault(f"routes/{name}.yaml: {'.'.join(map(str, e['loc']))}", "route.wrong_value", reason=e["msg"])
            for e in error.errors()
        ]
        raise InvalidDossier("route.not_in_order", wrong, route=name) from None
