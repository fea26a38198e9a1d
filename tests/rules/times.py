"""What an example says of days: those that are planned for a letter, and those that the figures count."""

from datetime import date
from typing import Any

from models.figures import StepFigures, spread
from models.planning import PlannedStage
from paraaf.services.reporting.figures import FigureFilter, read_figures
from tests.rules.damage import other_template
from tests.rules.sentences import Pattern
from tests.rules.story import Story

# Planning


def planned(story: Story, stage: str) -> PlannedStage:
    return next(each for each in story.status.planning.stages if each.key == stage)


def expected(story: Story, stage: str) -> Any:
    """Return when a stage is expected to be done."""
    found = planned(story, stage)
    return f"done on {found.finish}" if found.is_done else found.finish


def done(story: Story, stage: str) -> Any:
    """Return when a stage was done."""
    found = planned(story, stage)
    return found.finish if found.is_done else f"expected on {found.finish}"


# Figures


def step(story: Story, name: str) -> StepFigures:
    return next(each for each in read_figures(story.app).steps if each.step == name)


def turnaround(story: Story, party: str) -> float | None:
    """Return how long a party took, in whichever step it was asked."""
    found = [p for each in read_figures(story.app).steps for p in each.parties if p.party == party]
    assert len(found) == 1, f"{party} stands in the figures of {len(found)} steps"
    return found[0].answers.turnaround.median


def part(story: Story, name: str, who: str, outcome: str) -> tuple[int, int]:
    """Return of how many that were asked this is so, and how many there were."""
    answers = getattr(step(story, name), who)
    return getattr(answers, outcome), answers.asked


def letters(story: Story, since: date, until: date) -> int:
    return read_figures(story.app, FigureFilter(since=since, until=until)).letters


TIME_SETTINGS = [
    Pattern("the debate is on {day}", lambda s, day: s.changes.update(debate_date=day.isoformat())),
    Pattern(
        "in the route file, who is late is reminded again every {number} working days",
        lambda s, count: other_template(
            s, "routes/kamerbrief.yaml", "reminders:\n", f"reminders:\n  late_every_working_days: {count}\n"
        ),
    ),
    Pattern(
        "in the route file, the letter has to be with parliament {number} working days before the debate",
        lambda s, count: other_template(
            s, "routes/kamerbrief.yaml", "working_days_before_debate: 5", f"working_days_before_debate: {count}"
        ),
    ),
]
"""What is so of days from the beginning."""

TIME_FACTS = [
    Pattern(text, act)
    for text, act in {
        "the letter has to be with parliament by {day}": lambda s: s.status.planning.deadline,
        "the {stage} must begin by {day}": lambda s, stage: planned(s, stage).latest_start,
        "the {stage} must be done by {day}": lambda s, stage: planned(s, stage).latest_finish,
        "the {stage} is|are expected to be done on {day}": expected,
        "the {stage} was|were done on {day}": done,
        "the {stage} has|have {number!} working day(s) left": lambda s, stage: planned(s, stage).slack,
        "the {stage} is|are {number!} working day(s) late": lambda s, stage: planned(s, stage).late_by,
        "{party} has {turnaround}": turnaround,
        "the letter has {turnaround}": lambda s: read_figures(s.app).turnaround.median,
        "the {stage} as a whole has|have {turnaround}": lambda s, stage: step(s, stage).duration.median,
        "the {stage} took {number!} round(s)": lambda s, stage: step(s, stage).rounds.median or 0,
        "the figures count {number!} question(s) at the {stage}": lambda s, stage: step(s, stage).required.asked,
        "at the {stage} {part!}{who} is|are {outcome}": part,
        "of {values} working days the {measure} is {number}": lambda _, days, measure: getattr(spread(days), measure),
        "the figures from {day} to {day} are about {number} letter(s)": letters,
    }.items()
]
"""What is so of days then."""
