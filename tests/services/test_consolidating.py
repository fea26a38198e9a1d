"""What a returned copy says, without a letter or a database."""

import pytest

from models.enums import Weight
from paraaf.services.consolidating import weight_of


@pytest.mark.parametrize(
    ("said", "weight"),
    [
        ("Voorwaarde: noem het bedrag.", Weight.CONDITION),
        ("voorwaarde - noem het bedrag", Weight.CONDITION),
        ("Condition: name the amount.", Weight.CONDITION),
        ("Kanttekening: let op de planning.", Weight.OBSERVATION),
        ("Aandachtspunt: let op de planning.", Weight.OBSERVATION),
        ("Suggestie: korter.", Weight.SUGGESTION),
        ("Korter.", Weight.SUGGESTION),
        ("Voorwaarden scheppen is goed.", Weight.SUGGESTION),
    ],
)
def test_a_comment_in_word_says_with_its_first_word_what_it_asks(said: str, weight: Weight) -> None:
    assert weight_of(said) is weight
