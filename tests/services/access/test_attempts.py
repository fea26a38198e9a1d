"""Wrong attempts are counted over all processes of the portal, for a quarter of an hour."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pydantic import SecretStr
from sqlmodel import select

from models.errors import TooManyAttempts
from models.wrong_attempt import MAX_ATTEMPTS, WrongAttempt
from paraaf.services.access import rate_limit
from paraaf.services.app.unit_of_work import App
from tests.support.apps import make_app
from tests.support.fakes import FakeClock

SECRET = "a secret of the tests, long enough to be one"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def two(app: App, url: str) -> Iterator[tuple[App, App]]:
    """Two processes on one database."""
    clock = FakeClock()
    settings = app.settings.model_copy(update={"portal_secret": SecretStr(SECRET)})
    second = make_app(url, app.settings.data_dir)
    yield replace(app, settings=settings, clock=clock), replace(second, settings=settings, clock=clock)
    second.database.dispose()


def test_two_processes_give_no_more_tries_than_one(two: tuple[App, App]) -> None:
    for number in range(MAX_ATTEMPTS):
        rate_limit.check(two[number % 2], "link", HERE)
        rate_limit.count(two[number % 2], "link", HERE)

    for app in two:
        with pytest.raises(TooManyAttempts):
            rate_limit.check(app, "link", HERE)
        rate_limit.check(app, "link", ELSEWHERE)
        rate_limit.check(app, "sign-in", HERE)


def test_attempts_at_the_same_moment_all_count(two: tuple[App, App]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: rate_limit.count(two[number % 2], "link", HERE), range(MAX_ATTEMPTS)))

    with pytest.raises(TooManyAttempts):
        rate_limit.check(two[0], "link", HERE)


def test_after_a_quarter_of_an_hour_it_can_be_tried_again_and_nothing_of_it_is_kept(two: tuple[App, App]) -> None:
    app, _ = two
    for _ in range(MAX_ATTEMPTS):
        rate_limit.count(app, "link", HERE)
    app.clock.move(minutes=14, seconds=59)  # type: ignore[attr-defined]
    with pytest.raises(TooManyAttempts):
        rate_limit.check(app, "link", HERE)

    app.clock.move(seconds=1)  # type: ignore[attr-defined]
    rate_limit.check(app, "link", HERE)
    rate_limit.count(app, "link", ELSEWHERE)
    with app.read() as session:
        assert len(session.exec(select(WrongAttempt)).all()) == 1


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_an_attempt_counts_for_the_network_that_somebody_has(
    two: tuple[App, App], first: str, second: str, is_one: bool
) -> None:
    app, _ = two
    rate_limit.count(app, "link", first)
    rate_limit.count(app, "link", second)

    with app.read() as session:
        assert len({row.source for row in session.exec(select(WrongAttempt))}) == (1 if is_one else 2)


def test_no_address_is_stored(two: tuple[App, App]) -> None:
    app, _ = two
    rate_limit.count(app, "link", HERE)

    with app.read() as session:
        row = session.exec(select(WrongAttempt)).one()
    assert HERE not in row.source and len(row.source) == 64
