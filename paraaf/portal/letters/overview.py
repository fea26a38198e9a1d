"""Where a letter is, as the owner and the secretariat see it."""

from typing import Any

from starlette.requests import Request

from models.errors import NotFound
from models.reaction_term import had_nobody_left, pause_reason
from models.working_days import local_day
from paraaf import wording
from paraaf.faults.stored import why_undelivered
from paraaf.portal.letters.timeline import timeline
from paraaf.portal.texts import TEXTS
from paraaf.portal.web.rendering import language_of
from paraaf.portal.web.visitors import Visitor
from paraaf.services.app.dropped_parts import by_document, describe
from paraaf.services.app.status import Status
from paraaf.services.audit.events import read_trail


def overview(request: Request, visitor: Visitor, status: Status, *, base: str) -> dict[str, Any]:
    """Return what the pages show of a letter; `base` is the path under which its files are."""
    language = language_of(request, visitor)
    state = status.state
    stages = state.dossier.parsed_route.stages
    planning = status.planning
    trail = read_trail(visitor.paraaf, state.dossier.id)
    return {
        "visitor": visitor,
        "where": status,
        "state": state,
        "dossier": state.dossier,
        "base": base,
        "now": label(status, language),
        "stages": {stage.key: getattr(stage.name, language) for stage in stages},
        "planning": planning,
        "planning_words": wording.PLANNING[language],
        "planning_warning": wording.planning_warning(planning, language),
        "timeline": timeline(planning, stages, language, local_day(status.at)),
        "trail": trail,
        "left_out_of": {seq: describe(dropped, language) for seq, dropped in by_document(trail).items()},
        "trail_words": {name.removeprefix("trail.") for name in TEXTS if name.startswith("trail.")},
        "wording": wording,
        "why_undelivered": why_undelivered,
        "had_nobody_left": lambda reaction: had_nobody_left(state, reaction),
        "standstill": lambda round_, invitation: pause_reason(state, round_, invitation),
        "working_days": lambda count: wording.working_days(count, language),
        "person": lambda code: wording.person(code, language),
    }


def label(status: Status, language: str) -> str:
    """Return the step that a letter is at, in words."""
    if status.step.is_done:
        return wording.DOSSIERS[language][status.state.dossier.status]
    return wording.step_label(status.state, status.step, language)


def document_of(status: Status, seq: int) -> Any:
    """Return a file of a letter by its number; raise `NotFound`."""
    document = next((each for each in status.state.documents if each.seq == seq), None)
    if document is None:
        raise NotFound("portal.no_such_file")
    return document
