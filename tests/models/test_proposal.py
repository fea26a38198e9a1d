"""The text that a comment proposes: where it goes, and what the passage says with it."""

from dataclasses import dataclass

import pytest

from models.enums import Placing
from models.proposal import PassagePart, count_occurrences, is_unplaced, passage_parts, placing_fault, placing_of
from tests.support.refusals import english

PASSAGE = "Het kabinet kiest. Dat  doet het\nmet een plan."


@dataclass
class Said:
    """A comment."""

    passage: str = PASSAGE
    words: str = ""
    proposed_text: str = "Het kiest."
    placing: str | None = None


def test_a_text_without_words_takes_the_place_of_nothing_by_itself() -> None:
    assert (placing_of(Said()), is_unplaced(Said())) == (None, True)
    assert (placing_of(Said(words="met een plan")), is_unplaced(Said(words="met een plan"))) == (Placing.WORDS, False)
    assert [placing_of(Said(placing=placing)) for placing in Placing] == list(Placing)


def test_what_is_about_no_passage_or_proposes_nothing_is_placed_nowhere() -> None:
    for said in (Said(passage=" ", placing="after"), Said(proposed_text=" ", placing="passage")):
        assert (placing_of(said), is_unplaced(said)) == (None, False)


@pytest.mark.parametrize(
    ("placing", "words", "found"),
    [
        (Placing.PASSAGE, "", [("gone", PASSAGE), ("new", "Het kiest.")]),
        (Placing.AFTER, "", [("same", PASSAGE), ("new", " Het kiest.")]),
        (
            Placing.WORDS,
            "Dat doet het",
            [
                ("same", "Het kabinet kiest. "),
                ("gone", "Dat  doet het"),
                ("new", "Het kiest."),
                ("same", "\nmet een plan."),
            ],
        ),
        (Placing.WORDS, "e", []),
        (Placing.WORDS, "weg", []),
        (None, "", []),
    ],
)
def test_a_passage_is_told_with_what_stays_goes_and_comes(
    placing: Placing | None, words: str, found: list[PassagePart]
) -> None:
    assert passage_parts(Said(words=words), placing) == found


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (Said(), ""),
        (Said(placing="after"), ""),
        (Said(placing="words"), "takes the place of words, and names none"),
        (Said(placing="passage", passage=" "), "no passage is named"),
        (Said(placing="after", proposed_text=""), "none is proposed"),
    ],
)
def test_where_a_text_goes_has_to_be_there(said: Said, fault: str) -> None:
    found = placing_fault(said)

    assert fault in (english(found) if found else "") and bool(fault) is bool(found)


def test_words_are_counted_whatever_the_spaces_between_them() -> None:
    assert (
        count_occurrences("een twee  een", "een"),
        count_occurrences("a b", " "),
        count_occurrences("a\u00a0b", "a b"),
    ) == (2, 0, 1)
