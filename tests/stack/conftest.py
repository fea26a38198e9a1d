"""Real parts: a Prefect server, a worker and an SMTP server, started once for all tests in this folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.errors import NotFound
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.gateways.clock import ShiftedClock
from paraaf.local.stack import Stack, local_stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import directory_load
from tests.stack.running import DAY
from tests.support.extent import KEPT_SETTINGS
from tests.support.letters import PARTIES, write
from tests.support.waiting import wait_until

PATIENT = {"PARAAF_GATEWAY_TIMEOUT": "60"}
"""Prefect's server, on SQLite beside a worker and all the tests, may take longer than ten seconds to answer."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep these tests in one process, since they share one server; xdist reads the groups once all are collected."""
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.stack)
        if item.get_closest_marker("timeout") is None:  # the first of them waits until all parts have started
            item.add_marker(pytest.mark.timeout(600))
        item.add_marker(pytest.mark.xdist_group("stack"))


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    with _environment_put_back():
        _clean()
        places = {"mail": folder / "mail", "clock_file": folder / "clock"}
        with local_stack(folder / "data", **places, query_seconds=0.3, extra=PATIENT) as running:
            _clean()  # what builds Paraaf here is handed the settings of the stack
            app = build_app(running.settings)
            directory_load.load_parties(app, write(folder / "parties.yaml", PARTIES))
            yield running
            app.database.dispose()


@contextmanager
def _environment_put_back() -> Iterator[None]:
    """Leave the settings in the environment as they were: a stack puts its own there, and other tests come after it."""
    before = _settings()
    try:
        yield
    finally:
        for name in _settings():
            del os.environ[name]
        os.environ.update(before)


def _clean() -> None:
    for name in _settings("PARAAF_").keys() - set(KEPT_SETTINGS):
        del os.environ[name]


def _settings(*prefixes: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(prefixes or ("PARAAF_", "PREFECT_"))}


@pytest.fixture
def paraaf(stack: Stack) -> Iterator[App]:
    """Paraaf on the real parts, its clock at the beginning."""
    app = build_app(stack.settings)
    assert isinstance(app.clock, ShiftedClock)
    app.clock.move_to(DAY)
    directory_load.load_parties(app, write(Path(stack.settings.data_dir) / "parties.yaml", PARTIES))
    yield app
    app.database.dispose()


@pytest.fixture
def letter_at(paraaf: App) -> Callable[..., Status]:
    """Wait until a letter comes to this step, and return its status."""

    def wait(number: str, *kinds: StepKind) -> Status:
        found: list[Status] = []

        def is_there() -> bool:
            try:
                found[:] = [read_status(paraaf, number)]
            except NotFound:
                return False
            return found[0].step.kind in kinds

        wait_until(is_there, f"letter {number} to come to {', '.join(kinds)}")
        return found[0]

    return wait
