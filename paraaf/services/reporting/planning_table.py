"""A letter's planning as its readers see it: a table on the status page, and data for programs."""

from typing import Any

from models.planning import PlannedStage, Planning
from models.route import Stage
from paraaf import wording


def planning_lines(planning: Planning, stages: list[Stage], language: str) -> list[str]:
    """Return the planning in Markdown: a warning if it no longer fits, and a row for each stage.

    For a letter without a debate date the table holds only when each stage was done or is expected.
    """
    words = wording.PLANNING[language]
    lines = ["", f"## {words['planning']}", ""]
    if warning := wording.planning_warning(planning, language):
        lines += [f"> **{warning}**", ""]
    head = ["stage", "done", "expected"]
    if planning.deadline:
        head = ["stage", "start_by", "finish_by", "finish", "slack"]
        debate, deadline = (wording.day(day, language) for day in (planning.debate_date, planning.deadline))
        lines += [words["deadline"].format(debate=debate, deadline=deadline), ""]
    lines += [f"| {' | '.join(words[key] for key in head)} |", f"|{'---|' * len(head)}"]
    for planned, stage in zip(planning.stages, stages, strict=True):
        cells = _to_the_debate(planned, language) if planning.deadline else _as_it_comes(planned, language)
        lines.append(f"| {' | '.join([getattr(stage.name, language), *cells])} |")
    return lines


def _to_the_debate(planned: PlannedStage, language: str) -> list[str]:
    words = wording.PLANNING[language]
    finish = wording.day(planned.finish, language)
    if planned.finish and not planned.is_done:
        finish = words["to_come"].format(day=finish)
    slack = "–" if planned.slack is None else wording.working_days(planned.slack, language)
    if planned.late_by:
        slack = words["late"].format(days=wording.working_days(planned.late_by, language))
    return [wording.day(planned.latest_start, language), wording.day(planned.latest_finish, language), finish, slack]


def _as_it_comes(planned: PlannedStage, language: str) -> list[str]:
    finish, none = wording.day(planned.finish, language), wording.day(None, language)
    return [finish, none] if planned.is_done else [none, finish]


def planning_data(planning: Planning) -> dict[str, Any]:
    """Return the planning for programs; slack is in working days, and negative for what is late."""
    return {
        "debate_date": planning.debate_date,
        "deadline": planning.deadline,
        "no_longer_fits": planning.no_longer_fits,
        "late_by_working_days": planning.late_by,
        "stages": [
            {
                "stage": planned.key,
                "latest_start": planned.latest_start,
                "latest_finish": planned.latest_finish,
                "done": planned.finish if planned.is_done else None,
                "expected": None if planned.is_done else planned.finish,
                "slack_working_days": planned.slack,
            }
            for planned in planning.stages
        ],
    }
