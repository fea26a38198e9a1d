"""A sign-off and a skip can be taken back by whoever gave them; the owner of a letter signs nothing off."""

from typing import Any

import pytest

from models.enums import DecisionStatus, MessageKind, SignOffStatus, StageKind
from models.errors import InvalidInput, NotYourTurn, TransitionNotAllowed
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.letters import holds
from paraaf.services.signing import decisions, sign_offs, taking_back
from tests.support.acts import consulted, messages, told, waiting_for
from tests.support.letters import NUMBER, carry, state_of, to_stage
from tests.support.refusals import refuses

GROUP: dict[str, Any] = {
    "departments": ["FIN"],
    "sign_off_route": ["DIR", "WJZ"],
    "sign_off_groups": [{"parties": ["DIR", "WJZ"], "needed": 1}],
}


def undo(app: App, party: str, by: str, **more: Any) -> None:
    taking_back.take_back(app, NUMBER, party=party, by=by, reason="Vergissing.", **more)


def statuses(app: App) -> dict[str, SignOffStatus]:
    return {place.party_code: place.status for place in state_of(app).sign_offs}


def test_the_next_official_who_was_only_asked_waits_again_and_is_asked_anew(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Goed.")
    assert carry(app, dossier_id).step.waits_for == ("WJZ",)

    undo(app, "DIR", "d.  directeur")
    assert carry(app, dossier_id).step.waits_for == ("DIR",)
    assert statuses(app) == {"DIR": SignOffStatus.ASKED, "WJZ": SignOffStatus.WAITING}
    assert told(app, MessageKind.SIGN_OFF_ENDED) == ["WJZ"]
    sign_offs.sign_off(app, NUMBER, party="DIR", by="D. Directeur")
    carry(app, dossier_id)
    undo(app, "DIR", "D. Directeur")
    carry(app, dossier_id)

    assert told(app, MessageKind.SIGN_OFF_ENDED) == ["WJZ", "WJZ"]
    assert told(app, MessageKind.SIGN_OFF_ASKED) == ["DIR", "WJZ", "DIR", "WJZ", "DIR"]
    assert verify(app, NUMBER).is_sound
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound


def test_the_minister_who_did_not_act_is_asked_again_later_about_the_same_text(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)

    undo(app, "WJZ", "Ambtenaar")
    status = carry(app, dossier_id)

    assert status.step.waits_for == ("WJZ",) and status.state.stage.kind is StageKind.SIGN_OFF
    assert status.state.decisions[0].status is DecisionStatus.LAPSED
    with refuses(NotYourTurn):
        decisions.sign(app, NUMBER, by="M. Minister")
    sign_offs.sign_off(app, NUMBER, party="WJZ", by="Ambtenaar")
    carry(app, dossier_id)
    assert [decision.status for decision in state_of(app).decisions] == [DecisionStatus.ASKED]
    assert len(messages(app, MessageKind.SIGNATURE_ASKED)) == 2
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound


def test_who_discussed_or_signed_or_returned_has_acted(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M. Minister", remarks="Waarom nu?")
    decisions.record_discussion(app, NUMBER, by="Bureau", note="Daarom.")

    with refuses(TransitionNotAllowed, match="M. Minister acted since"):
        undo(app, "WJZ", "Ambtenaar")
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Nee.")
    with refuses(TransitionNotAllowed, match="nothing of WJZ"):
        undo(app, "WJZ", "Ambtenaar")


def test_only_who_gave_it_takes_it_back_and_with_a_reason(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)

    with refuses(NotYourTurn, match="Only Ambtenaar can take back"):
        undo(app, "WJZ", "D. Derde")
    with refuses(InvalidInput, match="needs a reason"):
        taking_back.take_back(app, NUMBER, party="WJZ", by="Ambtenaar", reason=" ")
    with refuses(TransitionNotAllowed, match="nothing of NIEMAND"):
        undo(app, "NIEMAND", "Ambtenaar")
    with refuses(TransitionNotAllowed, match="Ambtenaar acted since"):
        undo(app, "DIR", "Ambtenaar")


def test_who_was_not_needed_any_more_is_asked_again(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF, **GROUP)
    sign_offs.sign_off(app, NUMBER, party="DIR", by="D. Directeur")
    carry(app, dossier_id)
    assert statuses(app)["WJZ"] is SignOffStatus.NOT_NEEDED

    undo(app, "DIR", "D. Directeur")

    assert carry(app, dossier_id).step.waits_for == ("DIR", "WJZ")
    sign_offs.sign_off(app, NUMBER, party="WJZ", by="W. Jurist")
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    assert verify(app, NUMBER).is_sound


def test_a_skip_ahead_of_its_turn_is_taken_back_without_asking(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.skip(app, NUMBER, party="WJZ", by="Secretaris", reason="Op reis.")
    carry(app, dossier_id)

    undo(app, "WJZ", "Secretaris")

    assert carry(app, dossier_id).step.waits_for == ("DIR",)
    assert statuses(app)["WJZ"] is SignOffStatus.WAITING and verify(app, NUMBER).is_sound


def test_on_hold_nothing_is_taken_back(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    holds.hold(app, NUMBER, by="Secretaris", reason="Overleg.")

    with pytest.raises(Exception, match="on_hold"):
        undo(app, "WJZ", "Ambtenaar")


def test_the_owner_does_not_sign_off_the_own_letter(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    with refuses(NotYourTurn, match="O. Eigenaar is the owner of letter TEST-1"):
        sign_offs.sign_off(app, NUMBER, party="DIR", by=" o. eigenaar")
    assert statuses(app)["DIR"] is SignOffStatus.ASKED


def test_nothing_is_taken_back_before_the_route_began(app: App) -> None:
    consulted(app)

    with refuses(TransitionNotAllowed, match="nothing of DIR"):
        undo(app, "DIR", "Ambtenaar")
