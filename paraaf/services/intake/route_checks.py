"""The checks on where a dossier request goes: its number, its route, and the days of its stages."""

from datetime import date

from models.enums import StageKind
from models.errors import InvalidDossier
from models.planning import plan_ahead
from models.route import Route, Stage
from models.working_days import due_date_fault, local_day
from paraaf.services.app.state_loader import dossier_with_number
from paraaf.services.intake.checking import Checking
from paraaf.services.intake.sign_off_turns import sign_off_turns
from paraaf.services.templating import templates
from paraaf.yaml_faults import Place


def check_route(checking: Checking) -> None:
    """Keep the route that a request names, or note why it cannot be followed."""
    name = checking.get("route")
    if name is None:
        return
    try:
        checking.checked.route = templates.route(checking.app.settings, name)
    except InvalidDossier as error:
        checking.add(("route",), error.code, **error.values)
        checking.checked.faults += error.faults


def check_number(checking: Checking) -> None:
    """Note it if another letter has the number."""
    references = checking.get("references")
    if references is None:
        return
    with checking.app.read() as session:
        existing = dossier_with_number(session, references.dossier_number)
    if existing is not None:
        checking.add(
            ("references", "dossier_number"),
            "letter.number_in_use",
            letter=existing.number,
            title=existing.title,
            started=local_day(existing.created_at),
        )


def check_planning(checking: Checking) -> None:
    """Note what is wrong with the days and changed stages, and keep the route as it is to be."""
    today = local_day(checking.app.clock.now())
    debate = checking.get("debate_date")
    if debate is not None and debate < today:
        checking.add(("debate_date",), "day.in_the_past", day=debate)
    route = checking.checked.route
    if route is None:
        return
    stages = {stage.key: stage for stage in route.stages}
    changed: dict[str, Stage] = {}
    for index, plan in enumerate(checking.get("planning") or []):
        place = ("planning", index)
        stage = stages.get(plan.stage)
        if stage is None:
            checking.add((*place, "stage"), "stage.not_on_route", stage=plan.stage, stages=stages)
            continue
        if plan.stage in changed:
            checking.add((*place, "stage"), "stage.occurs_twice", stage=plan.stage)
        if plan.silence is not None and stage.kind is not StageKind.CONSULTATION:
            checking.add((*place, "silence"), "stage.silence_means_nothing", stage=plan.stage)
        if plan.due_date is not None:
            _due_date(checking, (*place, "due_date"), plan.due_date, today, stage)
        update = {k: v for k, v in plan.model_dump(exclude={"stage"}).items() if v is not None}
        changed[plan.stage] = stage.model_copy(update=update)
    checking.checked.route = route.model_copy(
        update={"stages": [changed.get(stage.key, stage) for stage in route.stages]}
    )
    if debate is not None and debate >= today:
        _fits(checking, checking.checked.route, debate, today)


def _fits(checking: Checking, route: Route, debate: date, today: date) -> None:
    """Warn of a debate that the letter does not make, with everybody using the whole term."""
    if None in (checking.get("sign_off_route"), checking.get("sign_off_groups")):
        return
    turns = len({turn for turn, _ in sign_off_turns(checking.request).values()})
    planned = plan_ahead(route, sign_off_turns=turns, start=today, debate=debate)
    if planned.no_longer_fits:
        checking.warn(
            ("debate_date",),
            "planning.no_longer_fits",
            finish=planned.finish,
            late_by=planned.late_by,
            debate=planned.debate_date,
        )


def _due_date(checking: Checking, place: Place, due: date, today: date, stage: Stage) -> None:
    if stage.kind is not StageKind.CONSULTATION:
        checking.add(place, "stage.no_due_date", stage=stage.key)
    if wrong := due_date_fault(due, today=today):
        checking.add_at(place, wrong)
