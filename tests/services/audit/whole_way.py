"""A letter that went the whole way, with everything that can happen on it."""

from datetime import date

from models.enums import Position
from models.process import StepKind
from models.working_days import add_working_days
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import closing, reaction_inputs, reactions, rounds
from paraaf.services.engine.directory_load import load_parties
from paraaf.services.letters import holds
from paraaf.services.signing import decisions, sign_offs
from tests.support.acts import (
    CHANGE,
    CHANGE_AGAIN,
    CONDITION,
    SUGGESTION,
    accepted,
    answer,
    escalation,
    inform_all,
    rejected,
    state_of,
)
from tests.support.letters import NUMBER, carry, react, register, to_stage, write
from tests.support.snapshots import begun

PARTIES_WITH_A_DEPUTY = """
parties:
  - {code: FME2, name: FME plv, kind: stakeholder, contacts: [{name: Plv, address: fme2@example.nl}]}
  - {code: FME, name: FME, kind: stakeholder, contacts: [{name: FME, address: fme@example.nl}], deputy: FME2}
"""
PROPOSAL = reaction_inputs.CommentInput("Korter.", passage="Met deze brief informeer ik u.", proposed_text="Hierbij.")


def travelled(app: App) -> str:
    """Carry a letter the whole way with everything that can happen on it; return its id."""
    return begun(app, "travelled", _travel)


def _travel(app: App) -> str:
    inbox = app.settings.inbox_folder
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "bijlage.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    dossier_id = register(app, attachments=[{"title": "Bijlage", "file": "bijlage.pdf"}])

    def on() -> StepKind:
        kind = carry(app, dossier_id).step.kind
        assert verify(app, NUMBER).faults == ()
        return kind

    load_parties(app, write(app.settings.data_dir / "absent.yaml", PARTIES_WITH_A_DEPUTY))
    on()
    copy = app.store.get(state_of(app).documents[-1].sha256)
    said = reaction_inputs.ReactionInput(
        "FIN", "F", Position.OBJECT, [CONDITION, PROPOSAL], "Nee.", file=("fin.docx", copy)
    )
    reactions.record_reaction(app, NUMBER, said)
    app.clock.move(days=8)
    assert on() is StepKind.AWAIT_ANSWERS
    answer(app, responses=[accepted(1)])
    answer(app, responses=[rejected(2)], edits=[CHANGE])
    on()
    rounds.extend_round(app, NUMBER, until=_workday_after(app), by="O. Eigenaar", reason="Er is meer tijd.")
    react(app, "FIN", Position.OBJECT, SUGGESTION)
    on()
    answer(app, responses=[rejected(3)], escalations=[escalation()])
    on()
    rounds.add_party(app, NUMBER, party="FME", by="O. Eigenaar", reason="Ook zij.", is_optional=True)
    reactions.record_reaction(app, NUMBER, reaction_inputs.ReactionInput("FME2", "P. Vervanger", Position.AGREE))
    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="VNO heeft gebeld.")
    react(app, "VNO")
    assert on() is StepKind.AWAIT_CHANGE_DECISIONS
    inform_all(app)
    holds.hold(app, NUMBER, by="Secretaris", reason="Eerst een gesprek.")
    assert on() is StepKind.AWAIT_RELEASE
    holds.release(app, NUMBER, by="Secretaris")
    assert on() is StepKind.AWAIT_SIGN_OFF
    sign_offs.sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Netjes.")
    on()
    sign_offs.return_sign_off(app, NUMBER, party="WJZ2", by="W. Jurist", remarks="Noem de wet.")
    on()
    answer(app, edits=[CHANGE_AGAIN])
    assert to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M. Minister", remarks="Even praten.")
    decisions.record_discussion(app, NUMBER, by="Bureau", note="Er is gepraat.")
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Nog niet.")
    on()
    answer(app, edits=[documents.Edit("replace", "Met deze brief bericht ik u.", "Hierbij bericht ik u.")])
    assert to_stage(app, dossier_id, StepKind.AWAIT_DISPATCH)
    assert verify(app, NUMBER).faults == ()
    to_stage(app, dossier_id, StepKind.DONE)
    return dossier_id


def _workday_after(app: App) -> date:
    return add_working_days(state_of(app).rounds[-1].due, 1)
