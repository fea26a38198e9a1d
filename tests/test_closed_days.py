"""The days on which an organisation is closed: read from a file, and used wherever working days are counted."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import ConfigurationError
from models.working_days import add_working_days, close_on, is_working_day, working_days_between
from paraaf.bootstrap import build_app
from paraaf.closed_days import read_closed_days
from paraaf.settings import Settings
from tests.support.letters import write
from tests.support.refusals import english


def test_a_closed_day_is_no_working_day_until_other_days_are_given() -> None:
    close_on([date(2026, 5, 15), date(2026, 3, 7)])  # the second one is a Saturday anyway
    assert not is_working_day(date(2026, 5, 15))
    assert add_working_days(date(2026, 5, 13), 1) == date(2026, 5, 18)
    assert working_days_between(date(2026, 5, 13), date(2026, 5, 19)) == 2
    close_on([])
    assert is_working_day(date(2026, 5, 15))


def test_paraaf_counts_with_the_days_of_the_file_that_its_settings_name(tmp_path: Path) -> None:
    file = write(tmp_path / "dagen.yaml", "closed_days:\n  - 2026-05-15  # de vrijdag na Hemelvaart\n")
    build_app(Settings(data_dir=tmp_path, closed_days=file), check_database=False)
    assert not is_working_day(date(2026, 5, 15))
    build_app(Settings(data_dir=tmp_path), check_database=False)
    assert is_working_day(date(2026, 5, 15))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("closed_days:\n  - 2026-05-15\n  - 2026-02-30\n", "line 3, closed_days[2]: "),
        ("closed_days:\n  - 20260515\n", "line 2, closed_days[1]: "),
        ("closed_days:\n  - 2026-05-15 12:00:00\n", "line 2, closed_days[1]: "),
        ("closed_days:\n  - Hemelvaart\n", "line 2, closed_days[1]: "),
        ("closed_days: 2026-05-15\n", "line 1, closed_days: "),
        ("closed_days: []\nclosed: []\n", "line 2, closed: "),
        ("dagen: []\n", "closed_days: "),
        ("closed_days: [\n", "line 2: "),
        ("", "is empty"),
        ("- 2026-05-15\n", "not a list"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = write(tmp_path / "dagen.yaml", text)
    with pytest.raises(ConfigurationError) as refused:
        read_closed_days(file)
    assert str(file) in english(refused.value)
    assert said in english(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        build_app(Settings(data_dir=tmp_path, closed_days=tmp_path / "nergens.yaml"), check_database=False)
    assert "nergens.yaml cannot be read: No such file" in english(refused.value)
