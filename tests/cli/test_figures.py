"""The command for figures."""

from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import CommandLine
from tests.support.acts import waiting_for
from tests.support.letters import NUMBER


def test_figures_over_all_letters_are_a_table(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.DONE)

    said = cli.does("figures")

    assert said.startswith("Figures (number of letters: 1)")
    assert "whole letter" in said
    assert "sign-off route" in said


def test_figures_are_told_as_data(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.DONE)

    found = cli.data("figures", NUMBER)

    assert (found["letters"], found["turnaround"]) == (1, {"count": 1, "median": 0, "p90": 0})
    departments = found["steps"][0]
    assert departments["required"] == {
        "asked": 2,
        "late": 0,
        "late_share": 0.0,
        "silent": 0,
        "tacit": 0,
        "tacit_share": 0.0,
        "turnaround": {"count": 2, "median": 0.0, "p90": 0},
    }
    assert [party["party"] for party in departments["parties"]] == ["FIN", "OCW"]


def test_figures_are_about_letters_of_a_period_and_a_ministry(cli: CommandLine, app: App) -> None:
    waiting_for(app, StepKind.DONE)

    typed = ["--since", "2026-03-02", "--until", "2026-03-02", "--ministry", "EZ"]
    assert cli.data("figures", *typed)["letters"] == 1
    assert cli.does("figures", "--since", "2026-03-03") == "There are no such letters.\n"


def test_a_letter_and_a_period_together_are_wrong_use(cli: CommandLine) -> None:
    assert "give a dossier, or say which letters" in cli.misused("figures", NUMBER, "--ministry", "EZ")


def test_figures_of_a_letter_that_is_not_there_are_refused(cli: CommandLine) -> None:
    assert cli.refused("figures", "NERGENS").startswith("There is no dossier NERGENS")
