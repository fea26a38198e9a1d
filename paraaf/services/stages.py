"""From one stage of the route to the next."""

from models.process import StepKind
from paraaf.services.context import App
from paraaf.services.steps import is_due


def complete_stage(app: App, dossier_id: str, stage_key: str) -> None:
    """Bring the letter to the next stage of its route; only when the present one has nothing left to do."""
    with app.work() as work:
        state = work.open(dossier_id)
        if not is_due(work, state, StepKind.COMPLETE_STAGE, stage_key):
            return
        dossier = state.dossier
        dossier.move("complete a stage of")
        dossier.stage += 1
        work.record(dossier, "stage_completed", "Paraaf", stage=stage_key, next=dossier.current_stage.key)
