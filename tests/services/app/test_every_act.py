"""Every act in every state in which a letter can wait: what is done, or how it is refused.

The table below is read by people: a row is an act, a column a state.
"""

from collections.abc import Callable

import pytest

from models.enums import ChangeChoice, Position
from models.errors import (
    AlreadyDone,
    InvalidAnswers,
    InvalidInput,
    NotYourTurn,
    OnHold,
    ParaafError,
    RoundClosed,
    TransitionNotAllowed,
)
from models.process import StepKind
from models.request import OwnerRequest
from models.working_days import add_working_days, local_day
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import (
    change_notices,
    closing,
    reaction_inputs,
    reactions,
    reminders,
    rounds,
    taking_out,
)
from paraaf.services.engine import directory_load
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.signing import decisions, dispatching, sign_offs, taking_back, withdrawal
from tests.support.acts import (
    CHANGE,
    CONDITION,
    accepted,
    answer,
    escalation,
    events,
    fin_objects,
    on_sqlite,
    refused,
    rejected,
    waiting_for,
)
from tests.support.letters import NUMBER, PARTIES, carry, react, write
from tests.support.snapshots import begun

BZK = "  - {code: BZK, name: BZK, kind: department, contacts: [{name: BZK, address: bzk@example.nl}]}\n"


def asked(app: App) -> str:
    """FIN has reacted, OCW has not."""
    dossier_id = waiting_for(app, StepKind.AWAIT_REACTIONS)
    directory_load.load_parties(app, write(app.settings.data_dir / "more.yaml", PARTIES + BZK))
    react(app, "FIN")
    return dossier_id


def touched(app: App) -> str:
    """OCW agreed to a text that changed since, and was told nothing."""
    dossier_id = waiting_for(app, StepKind.AWAIT_REACTIONS)
    react(app, "FIN", Position.AGREE_ON_CONDITION, CONDITION)
    react(app, "OCW")
    carry(app, dossier_id)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    react(app, "FIN")
    carry(app, dossier_id)
    react(app, "VNO")
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_CHANGE_DECISIONS
    return dossier_id


def to_be_discussed(app: App) -> str:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M. Minister", remarks="Waarom nu?")
    carry(app, dossier_id)
    return dossier_id


def returned(app: App) -> str:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="Directeur", remarks="Korter.")
    carry(app, dossier_id)
    return dossier_id


def withdrawn(app: App) -> str:
    dossier_id = waiting_for(app, StepKind.AWAIT_REACTIONS)
    withdrawal.withdraw(app, NUMBER, by="O", reason="Toch niet.")
    carry(app, dossier_id)
    return dossier_id


WAITS: dict[str, Callable[[App], str]] = {
    "asked": asked,
    "answers": fin_objects,
    "touched": touched,
    "sign-off": lambda app: waiting_for(app, StepKind.AWAIT_SIGN_OFF),
    "minister": lambda app: waiting_for(app, StepKind.AWAIT_MINISTER),
    "discuss": to_be_discussed,
    "returned": returned,
    "dispatch": lambda app: waiting_for(app, StepKind.AWAIT_DISPATCH),
    "went out": lambda app: waiting_for(app, StepKind.DONE),
    "withdrawn": withdrawn,
}

ACTS: dict[str, tuple[Callable[[App], object], str]] = {
    "react": (lambda app: react(app, "OCW"), "reaction_recorded"),
    "revise": (lambda app: revise(app), "reaction_recorded"),
    "answer": (lambda app: answer(app, responses=[rejected()]), "comment_answered"),
    "escalate": (
        lambda app: answer(app, responses=[rejected()], escalations=[escalation()]),
        "escalated",
    ),
    "resubmit": (lambda app: answer(app, edits=[CHANGE], continue_at="departments"), "resubmitted"),
    "inform": (lambda app: decide(app, ChangeChoice.INFORM), "change_decided"),
    "ask again": (lambda app: decide(app, ChangeChoice.ASK_AGAIN), "change_decided"),
    "add party": (lambda app: rounds.add_party(app, NUMBER, party="BZK", by="O", reason="R"), "party_added"),
    "take out": (lambda app: taking_out.take_out(app, NUMBER, party="OCW", by="O", reason="R"), "party_taken_out"),
    "extend": (lambda app: extend(app), "round_extended"),
    "remind": (lambda app: reminders.remind(app, NUMBER, by="O"), "reminded"),
    "close": (lambda app: closing.close_early(app, NUMBER, by="O", reason="R"), "round_closed"),
    "sign off": (lambda app: sign_offs.sign_off(app, NUMBER, party="DIR", by="D"), "signed_off"),
    "return": (lambda app: sign_offs.return_sign_off(app, NUMBER, party="DIR", by="D", remarks="R"), "returned"),
    "skip": (lambda app: sign_offs.skip(app, NUMBER, party="WJZ", by="S", reason="R"), "sign_off_skipped"),
    "undo": (
        lambda app: taking_back.take_back(app, NUMBER, party="WJZ", by="Ambtenaar", reason="R"),
        "sign_off_taken_back",
    ),
    "sign": (lambda app: decisions.sign(app, NUMBER, by="M"), "signed"),
    "send back": (lambda app: decisions.return_by_minister(app, NUMBER, by="M", remarks="R"), "returned"),
    "discuss": (lambda app: decisions.discuss(app, NUMBER, by="M", remarks="R"), "discussion_asked"),
    "note": (lambda app: decisions.record_discussion(app, NUMBER, by="B", note="N"), "discussed"),
    "hold": (lambda app: holds.hold(app, NUMBER, by="S", reason="R"), "held"),
    "release": (lambda app: holds.release(app, NUMBER, by="S"), "released"),
    "take over": (lambda app: holds.take_over(app, NUMBER, NEW, by="S", reason="R"), "taken_over"),
    "withdraw": (lambda app: withdrawal.withdraw(app, NUMBER, by="O", reason="R"), "withdrawn"),
    "send out": (lambda app: dispatching.dispatch(app, NUMBER, by="S", parliamentary_number="1"), "dispatch_begun"),
    "settle": (lambda app: outbox.settle(app, NUMBER, 1, has_arrived=True, by="S"), "message_settled"),
}

NEW = OwnerRequest(name="N. Nieuw", address="nieuw@example.nl")


def revise(app: App) -> None:
    given = reaction_inputs.ReactionInput("FIN", "Iemand van FIN", Position.AGREE, revises=True)
    reactions.record_reaction(app, NUMBER, given)


def decide(app: App, choice: ChangeChoice) -> None:
    change_notices.decide_changes(app, NUMBER, [change_notices.ChangeInput("OCW", choice)], by="O")


def extend(app: App) -> None:
    until = add_working_days(local_day(app.clock.now()), 20)
    rounds.extend_round(app, NUMBER, until=until, by="O", reason="R")


DONE = "+"
ERRORS: dict[str, type[ParaafError]] = {
    "no": TransitionNotAllowed,
    "turn": NotYourTurn,
    "twice": AlreadyDone,
    "over": RoundClosed,
    "held": OnHold,
    "input": InvalidInput,
    "faults": InvalidAnswers,
}
TABLE = """
          | asked    | answers  | touched  | sign-off | minister | discuss  | returned | dispatch | went out | withdrawn
react     | +        | twice    | twice    | twice    | twice    | twice    | twice    | twice    | over     | over
revise    | +        | +        | +        | +        | +        | +        | +        | +        | over     | over
answer    | no       | +        | no       | no       | no       | no       | faults   | no       | no       | no
escalate  | no       | +        | no       | no       | no       | no       | faults   | no       | no       | no
resubmit  | no       | faults   | no       | no       | no       | no       | +        | no       | no       | no
inform    | faults   | faults   | +        | faults   | faults   | faults   | faults   | twice    | no       | no
ask again | faults   | faults   | +        | faults   | faults   | faults   | faults   | twice    | no       | no
add party | +        | no       | no       | no       | no       | no       | no       | no       | no       | no
take out  | +        | no       | no       | no       | no       | no       | no       | no       | no       | no
extend    | +        | no       | no       | no       | no       | no       | no       | no       | no       | no
remind    | +        | no       | no       | no       | no       | no       | no       | no       | no       | no
close     | +        | no       | no       | no       | no       | no       | no       | no       | no       | no
sign off  | turn     | turn     | turn     | +        | twice    | twice    | turn     | twice    | turn     | turn
return    | turn     | turn     | turn     | +        | twice    | twice    | turn     | twice    | turn     | turn
skip      | turn     | turn     | turn     | +        | turn     | turn     | turn     | turn     | turn     | turn
undo      | no       | no       | no       | no       | +        | no       | no       | no       | no       | no
sign      | turn     | turn     | turn     | turn     | +        | +        | turn     | twice    | twice    | turn
send back | turn     | turn     | turn     | turn     | +        | +        | turn     | twice    | twice    | turn
discuss   | turn     | turn     | turn     | turn     | +        | +        | turn     | twice    | twice    | turn
note      | turn     | turn     | turn     | turn     | turn     | +        | turn     | twice    | twice    | turn
hold      | +        | +        | +        | +        | +        | +        | +        | +        | no       | no
release   | no       | no       | no       | no       | no       | no       | no       | no       | no       | no
take over | +        | +        | +        | +        | +        | +        | +        | +        | no       | no
withdraw  | +        | +        | +        | +        | +        | +        | +        | +        | no       | no
send out  | turn     | turn     | turn     | turn     | turn     | turn     | turn     | +        | twice    | turn
settle    | no       | no       | no       | no       | no       | no       | no       | no       | no       | no
"""


def outcomes(state: str) -> dict[str, str]:
    """Return what the table says of every act in this state."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    return {row[0]: row[head.index(state)] for row in rows}


def test_the_table_has_every_act_and_every_state() -> None:
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    assert head[1:] == list(WAITS)
    assert [row[0] for row in rows] == list(ACTS)
    assert {len(row) for row in rows} == {len(head)}


@on_sqlite
@pytest.mark.parametrize("state", WAITS)
def test_what_is_not_allowed_in_a_state_is_refused_and_changes_nothing(app: App, state: str) -> None:
    begun(app, state, WAITS[state])

    for name, outcome in outcomes(state).items():
        if outcome != DONE:
            assert refused(app, ERRORS[outcome], lambda name=name: ACTS[name][0](app)), name
    assert verify(app, NUMBER).is_sound


@on_sqlite
@pytest.mark.parametrize("state", WAITS)
def test_what_is_allowed_in_a_state_is_done_and_on_record(app: App, state: str) -> None:
    for name, outcome in outcomes(state).items():
        if outcome != DONE:
            continue
        act, event = ACTS[name]
        dossier_id = begun(app, state, WAITS[state])
        before = len(events(app, event))

        act(app)

        assert len(events(app, event)) == before + 1, name
        status = carry(app, dossier_id)
        assert status.step.waits_for_people or status.step.is_done
        assert verify(app, NUMBER).is_sound


WHILE_HELD = {"react", "revise", "release", "take over", "withdraw"}
"""What can be done while a letter is on hold, where it can be done without one; and it can be released."""


@on_sqlite
@pytest.mark.parametrize("state", [state for state in WAITS if state not in ("went out", "withdrawn")])
def test_on_hold_a_letter_takes_reactions_and_can_be_released_handed_over_or_withdrawn(app: App, state: str) -> None:
    def begin(app: App) -> str:
        dossier_id = WAITS[state](app)
        holds.hold(app, NUMBER, by="S", reason="Overleg.")
        carry(app, dossier_id)
        return dossier_id

    begun(app, f"held {state}", begin)
    for name in ACTS.keys() - WHILE_HELD - {"hold", "settle"}:
        assert "is on hold since" in refused(app, OnHold, lambda name=name: ACTS[name][0](app)), name
    refused(app, AlreadyDone, lambda: ACTS["hold"][0](app))
    refused(app, TransitionNotAllowed, lambda: ACTS["settle"][0](app))
    for name in sorted(WHILE_HELD - {"release"}):
        begun(app, f"held {state}", begin)
        if (outcome := outcomes(state)[name]) != DONE:
            assert refused(app, ERRORS[outcome], lambda name=name: ACTS[name][0](app)), name
            continue
        ACTS[name][0](app)
        assert verify(app, NUMBER).is_sound
    dossier_id = begun(app, f"held {state}", begin)
    ACTS["release"][0](app)
    assert verify(app, NUMBER).is_sound
    assert carry(app, dossier_id).step.kind is not StepKind.AWAIT_RELEASE
