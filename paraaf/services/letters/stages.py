"""From one stage of the route to the next."""

from models.enums import DecisionStatus, MessageKind, SignOffStatus
from models.process import StepKind
from models.state import DossierState
from paraaf.services.app.due import is_due
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.messaging import compose

_ASKING_OFFICIALS = (MessageKind.SIGN_OFF_ASKED, MessageKind.SIGNATURE_ASKED)


def complete_stage(app: App, dossier_id: str, stage_key: str) -> None:
    """Bring the letter to the next stage of its route; only when the present one has nothing left to do."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.COMPLETE_STAGE, stage_key):
            return
        dossier = state.dossier
        dossier.move("complete a stage of")
        dossier.stage += 1
        work.record(dossier, "stage_completed", "Paraaf", stage=stage_key, next=dossier.current_stage.key)


def go_back(app: App, dossier_id: str, stage_key: str) -> None:
    """Bring the letter back to a consultation, where only those are asked whom the owner wants to ask again."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.GO_BACK, stage_key):
            return
        dossier = state.dossier
        index = dossier.parsed_route.index_of(stage_key)
        assert index is not None
        end_what_was_asked(work, state)
        dossier.move("ask again about")
        dossier.asks_all_from, dossier.stage = dossier.stage, index
        dossier.cycle += 1
        parties = state.to_be_asked_again(stage_key)
        work.record(dossier, "went_back", "Paraaf", stage=stage_key, lap=dossier.cycle, parties=parties)


def end_what_was_asked(work: UnitOfWork, state: DossierState) -> None:
    """End the sign-offs and the minister's question that are open; whoever was asked is told."""
    for place in state.sign_offs:
        if place.status is SignOffStatus.ASKED:
            tell_not_needed(work, state, place.id, place.party_code, reason="changed")
        if place.status in (SignOffStatus.WAITING, SignOffStatus.ASKED):
            place.move("lapse")
    for decision in state.decisions:
        if decision.status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS):
            tell_not_needed(work, state, decision.id, state.dossier.minister_code, reason="changed")
            decision.move("lapse")


def tell_not_needed(work: UnitOfWork, state: DossierState, about: str, party_code: str, *, reason: str) -> None:
    """Tell an official that what was asked is not needed any more, if the official may know that it was asked.

    The reason is `changed`, `enough`, `returned`, `skipped` or `taken_back`.
    """
    asked = [message for message in state.messages if message.about == about and message.kind in _ASKING_OFFICIALS]
    if not any(message.may_have_arrived for message in asked):
        return
    compose.send(
        work,
        state.dossier,
        MessageKind.SIGN_OFF_ENDED,
        party_code,
        about_id=about,
        key=unused_key(state, f"sign_off_ended:{about}"),
        why=reason,
    )


def unused_key(state: DossierState, key: str) -> str:
    """Return the key of a message, or another where the same thing was told before: of what was taken back."""
    is_used = any(message.key == key or message.key.startswith(f"{key}:") for message in state.messages)
    return f"{key}:again:{state.dossier.audit_count}" if is_used else key
