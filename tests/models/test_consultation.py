import itertools

import pytest

from models.consultation import reaction_faults
from models.enums import Position, Weight
from tests.support.refusals import english

S, R, C = Weight.SUGGESTION, Weight.OBSERVATION, Weight.CONDITION
WEIGHTS: list[tuple[Weight, ...]] = [(), (S,), (R,), (C,), (S, R), (C, S)]
SOUND: dict[Position, list[tuple[Weight, ...]]] = {
    Position.AGREE: [()],
    Position.AGREE_WITH_COMMENTS: [(S,), (R,), (S, R)],
    Position.AGREE_ON_CONDITION: [(C,), (C, S)],
    Position.OBJECT: [(S,), (R,), (C,), (S, R), (C, S)],
    Position.NO_RESPONSE: [],
    Position.TACIT: [],
}


@pytest.mark.parametrize(("position", "weights"), itertools.product(Position, WEIGHTS))
def test_a_position_goes_with_some_weights_of_comments_and_contradicts_others(
    position: Position, weights: tuple[Weight, ...]
) -> None:
    assert (reaction_faults(position, weights) == []) is (weights in SOUND[position])


@pytest.mark.parametrize(
    ("position", "weights", "place", "said"),
    [
        (Position.TACIT, (), "position", "recorded when a party stays silent"),
        (Position.AGREE, (C,), "position", "it is agree_on_condition"),
        (Position.AGREE, (S,), "position", "it is agree_with_comments"),
        (Position.AGREE_WITH_COMMENTS, (), "comments", "at least one comment"),
        (Position.AGREE_ON_CONDITION, (S,), "comments", "weight condition"),
        (Position.OBJECT, (), "comments", "says what is wrong"),
    ],
)
def test_a_contradiction_says_where_it_is_and_what_it_should_be(
    position: Position, weights: tuple[Weight, ...], place: str, said: str
) -> None:
    (fault,) = reaction_faults(position, weights)

    assert fault.place == place
    assert said in english(fault)
