"""The whole route and its corners, by the rules alone: no Prefect, no mail server; on both databases."""

from models.enums import DossierStatus
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from tests.support.letters import NUMBER, register, to_stage


def test_a_letter_that_everybody_agrees_to_is_dispatched(app: App) -> None:
    status = to_stage(app, register(app), StepKind.DONE)

    assert status.state.dossier.status is DossierStatus.DISPATCHED
    assert verify(app, NUMBER).faults == ()
