"""Every (status, action) pair of every noun: where the table leads, or that it leads nowhere."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

from models import consultation, decision, dossier, hold
from models.enums import DecisionStatus, DispatchStatus, DossierStatus, HoldStatus, RoundStatus, SignOffStatus
from models.errors import TransitionNotAllowed
from tests.support.refusals import english
from tests.support.states import Letter

D, R, S, M, V, H = DossierStatus, RoundStatus, SignOffStatus, DecisionStatus, DispatchStatus, HoldStatus

TABLES: dict[str, tuple[type[StrEnum], dict[tuple[Any, str], Any]]] = {
    "dossier": (
        D,
        {
            (D.UNDERWAY, "complete a stage of"): D.UNDERWAY,
            (D.UNDERWAY, "ask again about"): D.UNDERWAY,
            (D.UNDERWAY, "take a sign-off back of"): D.UNDERWAY,
            (D.UNDERWAY, "return"): D.RETURNED,
            (D.UNDERWAY, "dispatch"): D.DISPATCHED,
            (D.UNDERWAY, "withdraw"): D.WITHDRAWN,
            (D.RETURNED, "resubmit"): D.UNDERWAY,
            (D.RETURNED, "withdraw"): D.WITHDRAWN,
        },
    ),
    "round": (
        R,
        {
            (R.OPEN, "close"): R.CLOSED,
            (R.OPEN, "extend"): R.OPEN,
            (R.OPEN, "remind in"): R.OPEN,
            (R.OPEN, "add a party to"): R.OPEN,
            (R.OPEN, "take a party out of"): R.OPEN,
            (R.OPEN, "cancel"): R.CANCELLED,
            (R.CLOSED, "answer"): R.CLOSED,
            (R.CLOSED, "complete"): R.ANSWERED,
            (R.CLOSED, "cancel"): R.CANCELLED,
        },
    ),
    "sign-off": (
        S,
        {
            (S.WAITING, "ask for"): S.ASKED,
            (S.WAITING, "skip"): S.SKIPPED,
            (S.WAITING, "do without"): S.NOT_NEEDED,
            (S.WAITING, "lapse"): S.LAPSED,
            (S.ASKED, "skip"): S.SKIPPED,
            (S.ASKED, "do without"): S.NOT_NEEDED,
            (S.ASKED, "give"): S.SIGNED_OFF,
            (S.ASKED, "return at"): S.RETURNED,
            (S.ASKED, "lapse"): S.LAPSED,
            (S.ASKED, "take back"): S.WAITING,
            (S.SIGNED_OFF, "take back"): S.WAITING,
            (S.SKIPPED, "take back"): S.WAITING,
            (S.NOT_NEEDED, "take back"): S.WAITING,
        },
    ),
    "decision": (
        M,
        {
            (M.ASKED, "sign"): M.SIGNED,
            (M.ASKED, "return"): M.RETURNED,
            (M.ASKED, "discuss"): M.DISCUSS,
            (M.ASKED, "lapse"): M.LAPSED,
            (M.DISCUSS, "sign"): M.SIGNED,
            (M.DISCUSS, "return"): M.RETURNED,
            (M.DISCUSS, "discuss"): M.DISCUSS,
            (M.DISCUSS, "take up again"): M.ASKED,
            (M.DISCUSS, "lapse"): M.LAPSED,
            (M.LAPSED, "ask again"): M.ASKED,
        },
    ),
    "dispatch": (
        V,
        {
            (V.READY, "send"): V.SENDING,
            (V.SENDING, "dispatch"): V.DISPATCHED,
            (V.READY, "lapse"): V.LAPSED,
            (V.SENDING, "lapse"): V.LAPSED,
        },
    ),
    "hold": (H, {(H.IN_FORCE, "release"): H.RELEASED, (H.IN_FORCE, "lapse"): H.LAPSED}),
}


RULES = {
    "dossier": dossier._ALLOWED,
    "round": consultation._ALLOWED,
    "sign-off": decision._SIGN_OFF,
    "decision": decision._DECISION,
    "dispatch": decision._DISPATCH,
    "hold": hold._ALLOWED,
}


def pairs(*, are_allowed: bool) -> Iterator[Any]:
    for noun, (statuses, table) in TABLES.items():
        actions = dict.fromkeys(action for _, action in table) | {"burn": None}
        for status in statuses:
            for action in actions:
                if ((status, action) in table) is are_allowed:
                    yield pytest.param(noun, status, action, id=f"{noun}-{status}-{action.replace(' ', '_')}")


def noun_in(noun: str, status: StrEnum) -> Any:
    letter = Letter()
    made: dict[str, Any] = {
        "dossier": letter.dossier,
        "round": letter.round(),
        "sign-off": letter.sign_off_route(S.WAITING, S.WAITING)[0],
        "decision": letter.decision(),
        "dispatch": letter.dispatch(),
        "hold": letter.hold(),
    }
    thing = made[noun]
    thing.status = status
    return thing


@pytest.mark.parametrize(("noun", "status", "action"), pairs(are_allowed=True))
def test_an_action_that_the_table_allows_leads_where_it_says(noun: str, status: StrEnum, action: str) -> None:
    thing = noun_in(noun, status)

    thing.move(action)

    assert thing.status is TABLES[noun][1][(status, action)]


@pytest.mark.parametrize("noun", TABLES)
def test_no_action_is_allowed_that_is_not_in_the_table_here(noun: str) -> None:
    assert RULES[noun] == TABLES[noun][1]


@pytest.mark.parametrize(("noun", "status", "action"), pairs(are_allowed=False))
def test_any_other_action_is_refused_and_changes_nothing(noun: str, status: StrEnum, action: str) -> None:
    thing = noun_in(noun, status)
    before = thing.model_dump()

    with pytest.raises(TransitionNotAllowed) as refused:
        thing.move(action)

    assert action in english(refused.value)
    assert status.value in english(refused.value)
    assert thing.model_dump() == before
