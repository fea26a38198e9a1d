"""What the command line says of a letter that no longer makes its debate."""

from datetime import date

import pytest

from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import CommandLine
from tests.support.acts import consulted
from tests.support.fakes import FakeClock, FakeRuns
from tests.support.letters import NUMBER

JUST_IN_TIME = date(2026, 4, 1)
WARNING = (
    "The planning no longer fits: the letter is expected to go to parliament on 25 March 2026, "
    "1 working day too late for the debate of 31 March 2026."
)


@pytest.mark.parametrize(("debate", "said"), [("2026-03-31", [WARNING]), ("2026-04-01", [])])
@pytest.mark.parametrize("command", ["check", "start"])
def test_a_debate_that_the_letter_cannot_make_is_a_warning_and_no_fault(
    cli: CommandLine, runs: FakeRuns, command: str, debate: str, said: list[str]
) -> None:
    file = cli.dossier(("occasion:", f"debate_date: {debate}\noccasion:"))

    warnings = cli.data(command, file)["warnings"]

    assert [(warning["place"], warning["message"]) for warning in warnings] == [("debate_date", text) for text in said]


def test_officials_who_sign_off_at_the_same_time_make_room_in_the_planning(cli: CommandLine, runs: FakeRuns) -> None:
    file = cli.dossier(
        ("occasion:", "debate_date: 2026-03-31\nsign_off_groups: [{parties: [DIR, WJZ]}]\noccasion:"),
    )

    assert cli.data("check", file) == {"faults": [], "warnings": []}


def test_a_wrong_list_of_officials_hides_no_other_fault_behind_the_planning(cli: CommandLine, runs: FakeRuns) -> None:
    file = cli.dossier(
        ("occasion:", "debate_date: 2026-03-31\noccasion:"), ("sign_off_route: [DIR, WJZ]", "sign_off_route: DIR")
    )

    assert "sign_off_route" in cli.refused("check", file)


@pytest.mark.parametrize(("until", "late"), [("2026-03-10", True), ("2026-03-09", False)])
def test_an_extension_says_at_once_that_the_letter_no_longer_fits(
    cli: CommandLine, app: App, until: str, late: bool
) -> None:
    consulted(app, debate_date=JUST_IN_TIME, planning=[{"stage": "departments", "working_days": 4}])

    said = cli.does("extend", NUMBER, "--until", until, "--by", "O", "--reason", "Op verzoek.")

    assert ("note: The planning no longer fits" in said) is late


def test_a_release_says_at_once_that_the_letter_no_longer_fits(cli: CommandLine, app: App, clock: FakeClock) -> None:
    consulted(app, debate_date=JUST_IN_TIME)
    cli.does("hold", NUMBER, "--by", "S", "--reason", "Eerst een gesprek.")
    clock.move(days=1)

    said = cli.does("release", NUMBER, "--by", "S")

    assert "note: The planning no longer fits" in said
    assert "1 working day too late for the debate of 1 April 2026" in said


def test_the_planning_is_told_as_data(cli: CommandLine, app: App) -> None:
    consulted(app, debate_date=JUST_IN_TIME)

    planning = cli.data("status", NUMBER)["planning"]

    assert planning | {"stages": []} == {
        "debate_date": "2026-04-01",
        "deadline": "2026-03-25",
        "no_longer_fits": False,
        "late_by_working_days": 0,
        "stages": [],
    }
    assert planning["stages"][0] == {
        "stage": "departments",
        "latest_start": "2026-03-02",
        "latest_finish": "2026-03-10",
        "done": None,
        "expected": "2026-03-10",
        "slack_working_days": 0,
    }
