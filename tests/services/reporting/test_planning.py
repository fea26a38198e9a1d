"""The planning beside a real letter: what it foretells happens, and what no longer fits is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from models.enums import DossierStatus, MessageKind
from models.message import Message
from models.process import StepKind
from models.working_days import end_of_day, is_working_day, local_day
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import closing, rounds
from paraaf.services.letters import holds
from paraaf.services.reporting.status_page import status_markdown
from tests.support.acts import consulted, messages, on_sqlite, status_of, waiting_for
from tests.support.letters import NUMBER, agree, carry, register

pytestmark = on_sqlite

DEBATE = date(2026, 4, 1)
"""A letter that starts on 2 March with whole terms is with parliament on 25 March: a week before, just in time."""


def at_noon(app: App, day: date) -> None:
    app.clock.moment = datetime.combine(day, time(12), UTC)


def test_a_letter_on_which_everybody_uses_the_whole_term_comes_where_the_planning_said(app: App) -> None:
    dossier_id = register(app, debate_date=DEBATE)
    planned = status_of(app).planning
    expected = [stage.finish for stage in planned.stages]

    while (status := carry(app, dossier_id)).state.dossier.status is DossierStatus.UNDERWAY:
        assert [stage.finish for stage in status.planning.stages] == expected
        if status.step.kind is StepKind.AWAIT_REACTIONS:
            assert status.step.until is not None
            app.clock.moment = status.step.until
            while not is_working_day(local_day(app.clock.moment)):
                app.clock.moment = end_of_day(local_day(app.clock.moment))
            continue
        due = next((w.due for w in status.waiting if w.due), None)
        at_noon(app, due or planned.stages[-1].finish)  # type: ignore[arg-type]
        agree(app, status)

    assert status.state.dispatch is not None
    assert local_day(status.state.dispatch.dispatched_at) == planned.finish  # type: ignore[arg-type]
    assert all(stage.is_done for stage in status.planning.stages)


def test_a_letter_that_is_just_in_time_has_no_slack_and_no_warning(app: App) -> None:
    consulted(app, debate_date=DEBATE)

    page = status_markdown(app, status_of(app))

    assert status_of(app).planning.stages[-1].slack == 0
    assert "Debate on 1 April 2026: the letter goes to parliament by 25 March 2026." in page
    assert (
        "| Consultation of the departments | 2 March 2026 | 10 March 2026 | expected 10 March 2026 | 0 working days |"
        in page
    )
    assert "no longer fits" not in page


def test_a_round_that_is_extended_past_its_latest_day_is_warned_of_on_the_page_in_both_languages(app: App) -> None:
    consulted(app, debate_date=DEBATE)
    rounds.extend_round(app, NUMBER, until=date(2026, 3, 10), by="O. Eigenaar", reason="Op verzoek.")
    dutch = replace(app, settings=app.settings.model_copy(update={"language": "nl"}))

    assert (
        "> **The planning no longer fits: the letter is expected to go to parliament on 26 March 2026, 1 working day "
        "too late for the debate of 1 April 2026.**" in status_markdown(app, status_of(app))
    )
    page = status_markdown(dutch, status_of(app))
    assert "> **De planning past niet meer: " in page
    assert "| verwacht 11 maart 2026 | **1 werkdag te laat** |" in page


def test_a_round_that_opens_too_late_is_warned_of(app: App) -> None:
    dossier_id = consulted(app, debate_date=DEBATE)
    at_noon(app, date(2026, 3, 11))
    carry(app, dossier_id)

    status = status_of(app)

    assert (status.stage, status.planning.late_by) == ("Stakeholder review", 1)
    assert "The planning no longer fits" in status_markdown(app, status)


def test_a_round_that_closes_early_makes_up_for_lost_time(app: App) -> None:
    dossier_id = consulted(app, debate_date=DEBATE)
    at_noon(app, date(2026, 3, 12))
    carry(app, dossier_id)
    assert status_of(app).planning.late_by == 2

    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Het debat gaat voor.")
    planning = carry(app, dossier_id).planning

    assert [stage.late_by for stage in planning.stages] == [2, 0, 0, 0, 0, 0]
    assert not planning.no_longer_fits


@pytest.mark.parametrize(("days", "late"), [(0, 0), (2, 2)])
def test_only_the_owner_is_told_that_a_letter_no_longer_fits_after_its_release(app: App, days: int, late: int) -> None:
    consulted(app, debate_date=DEBATE)
    holds.hold(app, NUMBER, by="S", reason="Eerst een gesprek.")
    app.clock.move(days=days)

    holds.release(app, NUMBER, by="S")

    warned = {m.party_code: "past niet meer" in m.body or "no longer fits" in m.body for m in told(app)}
    assert warned == {"owner": late > 0, "FIN": False, "OCW": False}
    if late:
        assert (
            "op 27 maart 2026 naar de Kamer; dat is 2 werkdagen te laat voor het debat van 1 april" in told(app)[0].body
        )


def told(app: App) -> list[Message]:
    return messages(app, MessageKind.RELEASED)


def test_a_letter_without_a_debate_date_shows_when_each_stage_is_expected(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    page = status_markdown(app, status_of(app))

    assert "| Stage | Done | Expected |" in page
    assert "| Advice note | 2 March 2026 | – |" in page
    assert "| Sign-off route | – | 4 March 2026 |" in page
    assert "no longer fits" not in page
