"""Races: two who act at the same moment, each in a thread of its own."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from models.errors import DomainError, InvalidInput, ParaafError
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from tests.support.letters import NUMBER
from tests.support.refusals import english
from tests.support.waiting import PATIENCE_SECONDS

MAX_ROUNDS = 12
"""How often a race is run at most before either has been first."""


@dataclass
class Finish:
    """How a race ended: who got what through, and what the other was told."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, ParaafError] = field(default_factory=dict)
    crashed: dict[str, BaseException] = field(default_factory=dict)


def race(app: App, **acts: Callable[[App], object]) -> Finish:
    """Let all act at the same moment, each in a thread of its own."""
    finish, barrier = Finish(), threading.Barrier(len(acts))

    def run(name: str, act: Callable[[App], object]) -> None:
        barrier.wait(timeout=PATIENCE_SECONDS)
        try:
            act(app)
            finish.done.append(name)
        except ParaafError as error:
            finish.refused[name] = error
        except BaseException as error:  # a thread has nobody else to tell
            finish.crashed[name] = error

    threads = [threading.Thread(target=run, args=entry, name=entry[0]) for entry in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "the two wait for each other"
    assert not finish.crashed, finish.crashed
    for error in finish.refused.values():
        assert isinstance(error, DomainError | InvalidInput), f"{type(error).__name__}: {error}"
        assert not any(word in english(error) for word in ("database", "SQL", "constraint", "locked", "deadlock"))
    assert verify(app, NUMBER).faults == ()
    return finish


def run_races(
    app: App, begin: Callable[[App], str], check: Callable[[App, str, Finish], str], **acts: Callable[[App], object]
) -> list[Finish]:
    """Race from the same start until each has been first, or often enough.

    After each race `check` looks whether all is well, and returns who was first according to the record.
    """
    finishes: list[Finish] = []
    first: set[str] = set()
    for _ in range(MAX_ROUNDS):
        dossier_id = begin(app)
        finishes.append(race(app, **acts))
        first.add(check(app, dossier_id, finishes[-1]))
        if first == set(acts):
            break
    return finishes


def one_comes_first(finishes: list[Finish], *, said: str) -> None:
    """Check that of two exactly one got through in each race, and what the other was told."""
    for finish in finishes:
        assert len(finish.done) == 1, finish
        (refusal,) = finish.refused.values()
        assert re.search(said, english(refusal)), refusal
