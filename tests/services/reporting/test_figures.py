"""Figures loaded from the database: the right letters, the same as from a whole letter, in both languages."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from models.enums import Position
from models.errors import NotFound
from models.figure_facts import facts_of
from models.figures import figures_of
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.letters import holds
from paraaf.services.reporting import status_page
from paraaf.services.reporting.figures import FigureFilter, figure_rows, publish_figures, read_figures
from paraaf.services.signing import sign_offs
from tests.support.acts import (
    CHANGE,
    CONDITION,
    SUGGESTION,
    accepted,
    answer,
    on_sqlite,
    state_of,
    status_of,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, react, register, to_stage
from tests.support.refusals import refuses


def a_letter_with_everything(app: App) -> None:
    """Carry a letter through an objection, silence, a late reaction, a hold and a return, to its dispatch."""
    dossier_id = register(app, optional_parties=["VNO"])
    carry(app, dossier_id)
    react(app, "FIN", Position.AGREE_ON_CONDITION, CONDITION)
    holds.hold(app, NUMBER, by="S", reason="Eerst een gesprek.")
    app.clock.move(days=2)
    holds.release(app, NUMBER, by="S")
    app.clock.move(days=10)
    carry(app, dossier_id)
    react(app, "OCW", Position.AGREE_WITH_COMMENTS, SUGGESTION)
    app.clock.move(days=1)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    react(app, "FIN")
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="D", remarks="Nog eens.")
    answer(app, continue_at="sign_off")
    app.clock.move(days=7)
    to_stage(app, dossier_id, StepKind.DONE)


def test_the_columns_of_the_database_give_the_same_figures_as_the_whole_letter(app: App) -> None:
    a_letter_with_everything(app)

    found = read_figures(app)

    assert found == figures_of(facts_of(state_of(app)))
    departments = found.steps[0]
    assert (departments.required.asked, departments.required.late, departments.required.tacit) == (3, 1, 1)
    assert departments.rounds.median == 2
    assert {step.step: step.required.asked for step in found.steps} == {
        "departments": 3,
        "stakeholders": 0,
        "answers": 1,
        "sign_off": 3,
        "minister": 1,
        "dispatch": 1,
    }
    assert found.steps[1].optional.asked == 1


@on_sqlite
@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        (FigureFilter(), 1),
        (FigureFilter(dossier=NUMBER), 1),
        (FigureFilter(since=date(2026, 3, 2), until=date(2026, 3, 2)), 1),
        (FigureFilter(since=date(2026, 3, 3)), 0),
        (FigureFilter(until=date(2026, 3, 1)), 0),
        (FigureFilter(ministry="EZ"), 1),
        (FigureFilter(ministry="FIN"), 0),
    ],
)
def test_letters_are_chosen_by_number_by_the_day_they_started_and_by_ministry(
    app: App, chosen: FigureFilter, count: int
) -> None:
    waiting_for(app, StepKind.DONE)

    found = read_figures(app, chosen)

    assert found.letters == count
    assert sum(step.required.asked for step in found.steps) == count * 7


@on_sqlite
def test_a_letter_that_starts_after_midnight_dutch_time_is_of_that_day(app: App) -> None:
    app.clock.moment = app.clock.moment.replace(hour=23, minute=30)
    register(app)

    assert read_figures(app, FigureFilter(since=date(2026, 3, 3))).letters == 1
    assert read_figures(app, FigureFilter(until=date(2026, 3, 2))).letters == 0


@on_sqlite
def test_figures_of_a_letter_that_is_not_there_are_refused(app: App) -> None:
    with refuses(NotFound, match="There is no dossier NERGENS"):
        read_figures(app, FigureFilter(dossier="NERGENS"))


@on_sqlite
def test_the_table_has_a_row_for_the_letter_each_step_and_each_party(app: App) -> None:
    a_letter_with_everything(app)

    rows = [list(row.values()) for row in figure_rows(read_figures(app), "en")]

    assert [row[:2] for row in rows] == [
        ["whole letter", ""],
        ["departments", "whole step, per letter"],
        ["departments", "all"],
        ["departments", "FIN"],
        ["departments", "OCW"],
        ["stakeholders", "whole step, per letter"],
        ["stakeholders", "optional"],
        ["stakeholders", "VNO (optional)"],
        ["answering", "all"],
        ["answering", "owner"],
        ["sign-off route", "whole step, per letter"],
        ["sign-off route", "all"],
        ["sign-off route", "DIR"],
        ["sign-off route", "WJZ"],
        ["minister", "whole step, per letter"],
        ["minister", "all"],
        ["minister", "MIN"],
        ["dispatch", "whole step, per letter"],
        ["dispatch", "all"],
        ["dispatch", "BBR"],
    ]
    ocw = next(row for row in rows if row[1] == "OCW")
    assert ocw[2:6] == [1, "1 (100%)", 1, "1 (100%)"]


@on_sqlite
def test_a_letter_s_table_is_on_its_page_and_names_nobody_s_address(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    dutch = replace(app, settings=app.settings.model_copy(update={"language": "nl"}))

    english, dutch_ = (status_page.status_page(each, status_of(each)).figures for each in (app, dutch))

    assert english[1] | {"Step": "departments", "Party": "all", "Count": 2, "Late": "0"} == english[1]
    assert [list(row)[:2] for row in (english[0], dutch_[0])] == [["Step", "Party"], ["Stap", "Partij"]]
    assert [row["Stap"] for row in dutch_[:2]] == ["hele brief", "departementen"]
    assert "@" not in str(english)


@on_sqlite
def test_the_figures_over_all_letters_are_put_beside_the_run_that_worked_them_out(app: App) -> None:
    waiting_for(app, StepKind.DONE)

    assert publish_figures(app, "run-figures") == 1
    assert app.runs.tables["run-figures", "figures"] == figure_rows(read_figures(app), "en")


@on_sqlite
def test_figures_read_no_text_of_a_letter_and_ask_as_much_of_the_database_for_many_as_for_one(app: App) -> None:
    waiting_for(app, StepKind.DONE)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    sa.event.listen(app.reader, "before_cursor_execute", note)
    read_figures(app)

    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 9
    read = " ".join(statement.partition("FROM")[0] for statement in asked)
    assert [name for name in ("text", "remark", "request", "body", "reason", "title") if name in read] == []
