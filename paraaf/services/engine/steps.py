"""Which use case carries out which step of a letter."""

from collections.abc import Callable

from models.process import Step, StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import closing, rounds
from paraaf.services.engine import reissue
from paraaf.services.letters import letters, stages
from paraaf.services.messaging import outbox
from paraaf.services.signing import advice_note, decisions, dispatching, sign_offs

_ON_THE_LETTER: dict[StepKind, Callable[[App, str], None]] = {
    StepKind.SET_DRAFT: letters.set_draft,
    StepKind.SET_FOR_SIGNATURE: letters.set_for_signature,
    StepKind.WRITE_ADVICE_NOTE: advice_note.write_advice_note,
    StepKind.ASK_MINISTER: decisions.ask_minister,
    StepKind.SET_SIGNED: letters.set_signed,
    StepKind.MAKE_PACKAGE: dispatching.make_package,
    StepKind.COMPLETE_DISPATCH: dispatching.complete,
}
_ON_A_SUBJECT: dict[StepKind, Callable[[App, str, str], None]] = {
    StepKind.OPEN_ROUND: rounds.open_round,
    StepKind.CLOSE_ROUND: closing.close_round,
    StepKind.WRITE_REACTION_TABLE: rounds.write_table,
    StepKind.COMPLETE_STAGE: stages.complete_stage,
    StepKind.GO_BACK: stages.go_back,
    StepKind.ASK_SIGN_OFF: sign_offs.ask_sign_off,
}


def perform(app: App, dossier_id: str, step: Step) -> None:
    """Do a step of a letter. Doing it again does nothing: what is done is on record.

    Messages go out one after the other; raises `GatewayError` for the first that was not taken.
    """
    if step.kind is StepKind.NOTIFY:
        for message_id in step.message_ids:
            outbox.deliver(app, message_id)
    elif step.kind in _ON_A_SUBJECT:
        if step.kind is StepKind.CLOSE_ROUND:  # who answers for a party that has nobody left is asked first
            reissue.reissue(app, dossier_id)
        _ON_A_SUBJECT[step.kind](app, dossier_id, step.subject)
    else:
        _ON_THE_LETTER[step.kind](app, dossier_id)
