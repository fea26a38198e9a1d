"""Work in a process of its own: its limits, its end, and what it does not know."""

import os
import threading
from collections.abc import Iterator

import pytest

from paraaf import bounded
from paraaf.bounded import BoundedWorker, BrokenWork, TooMuchWork


@pytest.fixture
def work() -> Iterator[BoundedWorker]:
    made = BoundedWorker("tests.support.bounded:odd_work")
    yield made
    made.close()


def do(work: BoundedWorker, what: bytes, *, seconds: int = 30, megabytes: int = 1_000) -> bytes:
    return work.run(what, seconds=seconds, megabytes=megabytes)


def test_work_is_done_elsewhere_and_by_the_same_warm_process(work: BoundedWorker) -> None:
    assert do(work, b"brief") == b"BRIEF"
    (one, child), (other, next_child) = (do(work, b"process").split() for _ in range(2))
    assert one == other and child != next_child
    assert str(os.getpid()).encode() not in (one, child)


@pytest.mark.parametrize("what", [b"fill", b"deep", b"die"])
def test_work_that_passes_a_limit_or_dies_is_too_much_and_the_next_is_done(work: BoundedWorker, what: bytes) -> None:
    with pytest.raises(TooMuchWork):
        do(work, what)
    assert do(work, b"brief") == b"BRIEF"


def test_work_that_takes_too_long_of_the_processor_is_ended(work: BoundedWorker) -> None:
    with pytest.raises(TooMuchWork):
        do(work, b"spin", seconds=1)
    assert do(work, b"brief") == b"BRIEF"


def test_work_that_waits_without_end_is_ended_by_the_clock(
    work: BoundedWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert do(work, b"brief") == b"BRIEF"
    monkeypatch.setattr(bounded, "_CLOCK_FACTOR", 1)
    with pytest.raises(TooMuchWork):
        do(work, b"hang", seconds=1)
    monkeypatch.undo()
    assert do(work, b"brief") == b"BRIEF"


def test_work_that_fails_says_how(work: BoundedWorker) -> None:
    with pytest.raises(BrokenWork, match="nobody foresaw this"):
        do(work, b"raise")
    assert do(work, b"brief") == b"BRIEF"


def test_the_other_process_knows_no_setting(work: BoundedWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAAF_DATABASE_URL", "postgresql://a:geheim@b/c")
    assert b"PARAAF" not in do(work, b"environment")


def test_many_ask_at_once_and_each_gets_its_own_answer(work: BoundedWorker) -> None:
    answers: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda n=n: answers.__setitem__(n, do(work, f"brief {n}".encode()))) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {n: f"BRIEF {n}".encode() for n in range(12)}
