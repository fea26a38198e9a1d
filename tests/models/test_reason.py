"""An objection says which of its comments is the reason, where that does not speak for itself."""

import pytest

from models.consultation import is_reason, reason_faults
from models.enums import Position, Weight

S, N, C = Weight.SUGGESTION, Weight.OBSERVATION, Weight.CONDITION


@pytest.mark.parametrize(
    ("position", "weights", "has_named", "remark", "is_asked"),
    [
        (Position.OBJECT, [S, N], False, "", True),
        (Position.OBJECT, [N, N], False, "  ", True),
        (Position.OBJECT, [S, S], True, "", False),
        (Position.OBJECT, [S, S], False, "Tegen de wet.", False),
        (Position.OBJECT, [S, C], False, "", False),
        (Position.OBJECT, [S], False, "", False),
        (Position.AGREE_WITH_COMMENTS, [S, S], False, "", False),
    ],
)
def test_the_reason_is_asked_of_several_wishes_only(
    position: Position, weights: list[Weight], has_named: bool, remark: str, is_asked: bool
) -> None:
    assert bool(reason_faults(position, weights, has_named=has_named, remark=remark)) is is_asked


def test_the_only_comment_of_an_objection_is_its_reason_unless_the_remark_is() -> None:
    assert is_reason(Position.OBJECT, [S], is_named=False, remark="")
    assert not is_reason(Position.OBJECT, [S], is_named=False, remark="Tegen de wet.")
    assert not is_reason(Position.AGREE_WITH_COMMENTS, [S], is_named=True, remark="")
