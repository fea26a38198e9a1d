"""What a sweep costs: time and memory, by how many letters there are and how many of them something is due for.

Run `make bench`. It prints ratios within this one run, since machines differ: a sweep should cost what is due,
and not what exists.
"""

import gc
import re
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from models.process import StepKind
from models.tables import METADATA
from models.working_days import local_day
from paraaf import database
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import directory_load
from paraaf.services.engine.sweeping import sweep
from tests.support.apps import make_app
from tests.support.letters import PARTIES, register, to_stage, write

LETTERS = (100, 1_000, 10_000)
DUE = (0, 10, 100, 1_000)
_REPEATS = 3
_BATCH = 500


def main() -> None:
    """Measure, and print the table."""
    print(f"{'letters':>8} {'due':>6} {'seconds':>9} {'per due':>10} {'peak MB':>8}")
    measured: dict[tuple[int, int], float] = {}
    for letters in LETTERS:
        with tempfile.TemporaryDirectory() as folder:
            app = _filled(Path(folder), letters)
            for due in (each for each in DUE if each <= letters):
                _make_due(app, due)
                seconds, peak = _sweep(app, due)
                measured[letters, due] = seconds
                each = f"{1000 * seconds / due:.1f} ms" if due else ""
                print(f"{letters:>8} {due:>6} {seconds:>9.3f} {each:>10} {peak / 1e6:>8.1f}", flush=True)
            app.database.dispose()
    print()
    few, many = LETTERS[0], LETTERS[-1]
    for due in (0, 10, 100):
        ratio = measured[many, due] / measured[few, due]
        print(f"{many:,} letters cost {ratio:.2f} times what {few} do, with {due} due")
    ratio = measured[many, 1_000] / measured[many, 100]
    print(f"1,000 due cost {ratio:.1f} times what 100 do, among {many:,} letters")


def _filled(folder: Path, letters: int) -> App:
    """Return Paraaf with this many letters that wait for reactions, nothing of them due."""
    url = f"sqlite:///{folder / 'paraaf.db'}"
    database.upgrade(url)
    app = make_app(url, folder)
    directory_load.load_parties(app, write(folder / "parties.yaml", PARTIES))
    to_stage(app, register(app, run_id="0" * 32), StepKind.AWAIT_REACTIONS)
    with app.database.begin() as connection:
        rows = {name: list(connection.execute(table.select()).mappings()) for name, table in _tables().items()}
        for start in range(1, letters, _BATCH):
            for name, table in _tables().items():
                copies = [copy for i in range(start, min(start + _BATCH, letters)) for copy in _copies(rows[name], i)]
                if copies:
                    connection.execute(table.insert(), copies)
        connection.exec_driver_sql("ANALYZE")
    return app


def _tables() -> dict[str, sa.Table]:
    """Return the tables that hold something of a dossier, parents first."""
    return {t.name: t for t in METADATA.sorted_tables if t.name == "dossier" or "dossier_id" in t.columns}


def _copies(rows: Any, number: int) -> Iterator[dict[str, Any]]:
    """Yield rows again as those of another letter: with ids, keys and numbers of its own."""
    for row in rows:
        yield {name: _renamed(value, number) for name, value in row.items()}


def _renamed(value: Any, number: int) -> Any:
    if isinstance(value, list):
        return [_renamed(each, number) for each in value]
    if not isinstance(value, str):
        return value
    if value == "TEST-1":
        return f"TEST-{number + 1}"
    return re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", lambda found: f"{number:08x}{found.group()[8:]}", value)


def _make_due(app: App, due: int) -> None:
    """Let the due date of so many rounds have passed, and of the others not."""
    today = local_day(app.clock.now())
    past, ahead = today - timedelta(days=1), today + timedelta(days=30)
    with app.database.begin() as connection:
        rounds, dossiers = METADATA.tables["consultation_round"], METADATA.tables["dossier"]
        chosen = connection.execute(sa.select(dossiers.c.id).order_by(dossiers.c.number).limit(due)).scalars().all()
        connection.execute(rounds.update().values(due=ahead))
        connection.execute(dossiers.update().values(wake_at=app.clock.now() + timedelta(days=5)))
        for start in range(0, due, _BATCH):
            some = chosen[start : start + _BATCH]
            connection.execute(rounds.update().where(rounds.c.dossier_id.in_(some)).values(due=past))
            connection.execute(dossiers.update().where(dossiers.c.id.in_(some)).values(wake_at=app.clock.now()))
        connection.execute(dossiers.update().values(published_revision=dossiers.c.revision))


def _sweep(app: App, due: int) -> tuple[float, float]:
    """Return the median time of a sweep in seconds, and the most memory that one took in bytes."""
    times = []
    for _ in range(_REPEATS):
        gc.collect()
        began = time.perf_counter()
        swept = sweep(app)
        times.append(time.perf_counter() - began)
        assert swept.woken == due, swept
    tracemalloc.start()
    sweep(app)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return statistics.median(times), peak


if __name__ == "__main__":
    main()
