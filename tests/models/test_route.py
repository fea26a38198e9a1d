import copy
from typing import Any

import pytest
from pydantic import ValidationError

from models.route import Route
from tests.support.states import ROUTE


def route(*keys: str) -> dict[str, Any]:
    """Return a route of these stages, in this order."""
    data = copy.deepcopy(ROUTE)
    stages = {stage["key"]: stage for stage in data["stages"]}
    return data | {"stages": [copy.deepcopy(stages[key]) for key in keys]}


TAIL = ("advice_note", "sign_off", "minister", "dispatch")


@pytest.mark.parametrize("keys", [("departments", "stakeholders", *TAIL), ("departments", *TAIL), TAIL])
def test_a_route_is_any_number_of_consultations_and_then_the_fixed_end(keys: tuple[str, ...]) -> None:
    assert [stage.key for stage in Route.model_validate(route(*keys)).stages] == list(keys)


@pytest.mark.parametrize(
    "keys",
    [
        ("departments",),
        ("departments", "advice_note", "sign_off", "minister"),
        ("departments", "advice_note", "minister", "sign_off", "dispatch"),
        ("advice_note", "departments", "sign_off", "minister", "dispatch"),
        ("advice_note", "sign_off", "minister", "dispatch", "departments"),
        ("departments", "sign_off", "minister", "dispatch"),
    ],
)
def test_a_route_that_skips_or_swaps_a_step_is_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match="then advice_note, sign_off, minister and dispatch"):
        Route.model_validate(route(*keys))


def test_two_stages_with_one_key_are_refused() -> None:
    with pytest.raises(ValidationError, match="stage keys occur twice: departments"):
        Route.model_validate(route("departments", "departments", *TAIL))


@pytest.mark.parametrize("key", ["departments", "sign_off"])
def test_a_stage_that_asks_people_must_say_whom(key: str) -> None:
    data = route("departments", *TAIL)
    next(stage for stage in data["stages"] if stage["key"] == key).pop("parties")

    with pytest.raises(ValidationError, match=f"stage '{key}' asks people"):
        Route.model_validate(data)


@pytest.mark.parametrize(
    "change",
    [
        {"key": "Met Hoofdletter"},
        {"working_days": 0},
        {"working_days": 251},
        {"follow_up_working_days": 0},
        {"silence": "maybe"},
        {"parties": "everybody"},
        {"kind": "party"},
        {"werkdagen": 5},
    ],
)
def test_a_stage_with_a_wrong_field_is_refused(change: dict[str, Any]) -> None:
    data = route("departments", *TAIL)
    data["stages"][0] |= change

    with pytest.raises(ValidationError) as refused:
        Route.model_validate(data)

    assert refused.value.errors()[0]["loc"][:3] == ("stages", 0, next(iter(change)))


def test_the_place_of_a_stage_is_found_by_its_key() -> None:
    parsed = Route.model_validate(ROUTE)

    assert parsed.index_of("sign_off") == 3
    assert parsed.index_of("elsewhere") is None
