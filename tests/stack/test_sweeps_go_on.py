"""Whatever was cut off at whatever moment, the next stack sweeps again."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models.sweep_run import SweepRun
from paraaf.bootstrap import build_app
from paraaf.local.prefect_cleanup import clean_up_runs
from paraaf.local.prefect_http import answers, read, send
from paraaf.local.stack import CODE, Stack
from paraaf.settings import Settings
from tests.support.extent import in_full
from tests.support.waiting import wait_until

TIMES = 10
EXAMPLE = CODE / "examples" / "industriebeleid"
PATIENCE_SECONDS = 300

pytestmark = pytest.mark.timeout(4 * PATIENCE_SECONDS)


class Api:
    """What a Prefect server says of the sweeps."""

    def __init__(self, url: str, login: str) -> None:
        self.url, self.login = url, login

    def deployment(self) -> dict[str, Any]:
        found: dict[str, Any] = read(f"{self.url}/deployments/name/sweep/sweep", self.login)
        return found

    def sweep(self, **more: Any) -> str:
        """Let a worker sweep; return the id of the run."""
        run = send("POST", f"{self.url}/deployments/{self.deployment()['id']}/create_flow_run", more, self.login)
        return str(run["id"])

    def state(self, run_id: str) -> str:
        return str(read(f"{self.url}/flow_runs/{run_id}", self.login)["state"]["type"])

    def is_there(self, run_id: str) -> bool:
        return answers(f"{self.url}/flow_runs/{run_id}", self.login)

    def put(self, run_id: str, kind: str) -> None:
        """Leave a run in this state, as a process does that dies."""
        state = {"state": {"type": kind, "name": kind.capitalize()}, "force": True}
        send("POST", f"{self.url}/flow_runs/{run_id}/set_state", state, self.login)


def test_a_slot_that_an_earlier_version_left_taken_is_freed_by_deploying_again(stack: Stack) -> None:
    prefect = Api(stack.api_url, stack.login)
    sweep = prefect.deployment()["id"]
    limit = {"concurrency_limit": 1, "concurrency_options": {"collision_strategy": "CANCEL_NEW"}}
    send("PATCH", f"{prefect.url}/deployments/{sweep}", limit, prefect.login)
    taken = {"active_slots": 1}
    send("PATCH", f"{prefect.url}/v2/concurrency_limits/deployment:{sweep}", taken, prefect.login)
    lost = prefect.sweep()
    wait_until(lambda: prefect.state(lost) == "CANCELLED", "the sweep to be cancelled", seconds=PATIENCE_SECONDS)

    stack.deploy()

    assert prefect.deployment()["global_concurrency_limit"] is None
    swept = prefect.sweep()
    wait_until(lambda: prefect.state(swept) == "COMPLETED", "a sweep to complete", seconds=PATIENCE_SECONDS)


def test_what_died_with_an_earlier_stack_ends_and_what_was_due_meanwhile_is_let_go(stack: Stack) -> None:
    prefect = Api(stack.api_url, stack.login)
    stack.kill_worker()
    dead = [prefect.sweep() for _ in range(2)]
    for run_id, state in zip(dead, ("PENDING", "RUNNING"), strict=True):
        prefect.put(run_id, state)
    overdue = [prefect.sweep() for _ in range(3)]

    clean_up_runs(prefect.url, prefect.login)
    stack.start_worker()

    assert [prefect.state(run_id) for run_id in dead] == ["CRASHED"] * 2
    assert [prefect.is_there(run_id) for run_id in overdue] == [False] * 3
    stack.sweep_now()
    swept = prefect.sweep()
    wait_until(lambda: prefect.state(swept) == "COMPLETED", "a sweep to complete", seconds=PATIENCE_SECONDS)


def test_two_sweeps_and_two_figures_at_once_complete(stack: Stack) -> None:
    prefect = Api(stack.api_url, stack.login)
    figures = read(f"{prefect.url}/deployments/name/figures/figures", prefect.login)["id"]

    runs = [prefect.sweep(), prefect.sweep()]
    for _ in range(2):
        url = f"{prefect.url}/deployments/{figures}/create_flow_run"
        runs.append(str(send("POST", url, {}, prefect.login)["id"]))

    wait_until(
        lambda: {prefect.state(run_id) for run_id in runs} == {"COMPLETED"}, "all to complete", seconds=PATIENCE_SECONDS
    )


@in_full
@pytest.mark.timeout(2 * TIMES * PATIENCE_SECONDS)
def test_sweeps_run_after_a_demo_that_was_ended_while_one_was_pending_ten_times(tmp_path: Path) -> None:
    for time in range(TIMES):
        with _started(tmp_path / "data", "demo", "--example", str(EXAMPLE)) as (demo, prefect):
            _leave_one_pending(prefect)
            _end(demo, at_once=time % 2 == 0)
        used = next(folder for folder in (tmp_path / "data-demo", tmp_path / "data") if folder.is_dir())
        before = _last_end(used)
        with _started(used, "up") as (up, _):
            wait_until(partial(_has_ended_since, used, before), "a sweep to end", seconds=PATIENCE_SECONDS)
            _end(up, at_once=False)


@contextmanager
def _started(data: Path, *command: str) -> Iterator[tuple[subprocess.Popen[bytes], Api]]:
    """Run this command of Paraaf until its parts answer, and for as long as the block lasts."""
    folder = data.parent
    said = folder / f"{command[0]}.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PARAAF_", "PREFECT_"))}
    environment |= {"PARAAF_DATA_DIR": str(data), "COLUMNS": "200"}
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "paraaf", *command], cwd=folder, env=environment, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    found: list[tuple[str, str]] = []

    def is_ready() -> bool:
        assert process.poll() is None, said.read_text()
        found[:] = re.findall(r"(http://127\.0\.0\.1:\d+)/paraaf/log-in#(\S+)", said.read_text())
        return bool(found)

    try:
        wait_until(is_ready, f"`paraaf {command[0]}` to be ready", seconds=PATIENCE_SECONDS)
        ((origin, login),) = found
        yield process, Api(f"{origin}/api", login)
    finally:
        _end(process, at_once=True)


def _leave_one_pending(prefect: Api) -> None:
    """Let a worker sweep, and return while that is pending: its slot is taken, and its process has not begun."""

    def is_pending() -> bool:
        run_id = prefect.sweep()
        wait_until(lambda: prefect.state(run_id) != "SCHEDULED", "the sweep to be taken", seconds=100, every=0)
        return prefect.state(run_id) == "PENDING"

    wait_until(is_pending, "a sweep to be pending", seconds=PATIENCE_SECONDS, every=0)


def _has_ended_since(data: Path, before: object) -> bool:
    return _last_end(data) != before


def _end(process: subprocess.Popen[bytes], *, at_once: bool) -> None:
    """End a command, with Ctrl-C, or with everything that it started at once, as a power cut would."""
    if process.poll() is not None:
        return
    if at_once:
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parts = [int(pid) for pid, parent in map(str.split, listed.splitlines()) if int(parent) == process.pid]
        for part in (process.pid, *parts):
            os.killpg(part, signal.SIGKILL)
    else:
        process.send_signal(signal.SIGINT)
    process.wait(timeout=PATIENCE_SECONDS)


def _last_end(data: Path) -> object:
    """Return when the last sweep ended, according to the record."""
    app = build_app(Settings(data_dir=data), check_database=False)
    with app.read() as session:
        ends = [run.ended_at for run in session.query(SweepRun).all() if run.ended_at]
    app.database.dispose()
    return max(ends, default=None)
