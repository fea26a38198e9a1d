"""A letter's planning as a picture: for each stage the latest days and the real or expected one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.planning import Planning
from models.route import Stage

WIDTH, ROW, TOP, NAMES = 640, 30, 26, 230
"""In the units of the picture; `NAMES` is where the days begin."""
_MAX_DAYS = 3_650
"""A picture of more days than this would show nothing."""


@dataclass(frozen=True)
class Bar:
    """One stage in the picture."""

    name: str
    y: int
    latest: tuple[int, int] | None
    """Where the span from the latest beginning to the latest end stands, and how wide it is."""
    finish: int | None
    is_done: bool
    is_late: bool


@dataclass(frozen=True)
class Timeline:
    """The picture: bars, and where today is."""

    bars: tuple[Bar, ...]
    today: int | None
    height: int
    ticks: tuple[tuple[int, date], ...]
    """The first day of each month that is in it, and its place."""


def timeline(planning: Planning, stages: Sequence[Stage], language: str, today: date) -> Timeline | None:
    """Return the picture of a planning; None if it knows no days, or too many."""
    days = [day for each in planning.stages for day in (each.latest_start, each.latest_finish, each.finish) if day]
    days = [*days, today] if days else []
    if not days or (max(days) - min(days)).days > _MAX_DAYS:
        return None
    first, last = min(days) - timedelta(days=2), max(days) + timedelta(days=2)

    def place(day: date) -> int:
        return NAMES + round((WIDTH - NAMES - 10) * (day - first).days / max((last - first).days, 1))

    bars = []
    for row, (planned, stage) in enumerate(zip(planning.stages, stages, strict=True)):
        span = None
        if planned.latest_start and planned.latest_finish:
            start = place(planned.latest_start)
            span = (start, max(place(planned.latest_finish) - start, 3))
        bars.append(
            Bar(
                name=getattr(stage.name, language),
                y=TOP + row * ROW,
                latest=span,
                finish=place(planned.finish) if planned.finish else None,
                is_done=planned.is_done,
                is_late=planned.late_by > 0,
            )
        )
    months = []
    day = date(first.year, first.month, 1)
    while day <= last:
        if day >= first:
            months.append((place(day), day))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    step = max(1, -(-len(months) // 8))
    return Timeline(tuple(bars), place(today), TOP + len(bars) * ROW + 6, tuple(months[::step]))
