"""What a returned copy says, without a letter or a database."""

import pytest

from models.enums import Weight
from paraaf import redline
from paraaf.services.consolidating import consolidate, weight_of
from tests.redline import test_merged_moves as moves
from tests.redline.test_nested_fields import FIELDS, letter
from tests.redline.word_files import field, p, run, word_file


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


def test_a_move_is_one_point_that_says_what_goes_where() -> None:
    done = consolidate(moves.BASE, {"FIN": moves.moved(), "JUS": moves.words_moved()})
    whole, part = done.points
    assert (whole.party, whole.text) == ("FIN", f"Verplaats naar achteren: “{moves.B}”")
    assert whole.passage == moves.B
    assert part.text == ("Verplaats naar achteren: “zin van”, in “Derde zin van zin van de brief aan de Kamer.”")
    assert [len(each.marks) for each in (whole, part)] == [2, 2]


def test_a_paragraph_moved_to_the_very_end_without_tracking_is_not_lost() -> None:
    silent = word_file(p(moves.A), p(moves.C), p(moves.D), p("Hoogachtend,"), p(moves.B))
    done = consolidate(moves.BASE, {"FIN": silent})
    (point,) = done.points
    assert point.text == f"Verplaats naar achteren: “{moves.B}”"
    assert redline.text(done.docx) == redline.text(silent)
    # Who takes the point over takes both halves over.
    assert redline.text(redline.reject(done.docx, {int(mark) for mark in point.marks})) == redline.text(moves.BASE)


def test_a_move_without_tracking_is_a_point_too_though_the_words_stayed() -> None:
    silent = word_file(p(moves.A), p(moves.C), p(moves.D), p(moves.B), p("Hoogachtend,"))
    (point,) = consolidate(moves.BASE, {"FIN": silent}).points
    assert (point.text, point.author) == (f"Verplaats naar achteren: “{moves.B}”", "")


@pytest.mark.parametrize("kind", ["IF with MERGEFIELD", "TOC with a link", "three deep", "no end"])
@pytest.mark.parametrize("where", ["body", "cell", "footer", "footnote"])
def test_a_copy_of_a_letter_with_a_field_in_a_field_is_taken_and_makes_the_next_version(kind: str, where: str) -> None:
    base, changed = (letter(where, word, FIELDS[kind]) for word in ("brief", "nota"))
    for copy in (changed, redline.compare(base, changed, author="A. de Vries", date="")):
        done = consolidate(base, {"FIN": copy})
        (point,) = done.points
        assert (point.old_text, point.proposed_text) == ("brief", "nota")
        decided = redline.decide(done.docx, {int(mark) for mark in point.marks})
        assert redline.text(decided) == redline.text(changed)
        assert redline.text(redline.decide(done.docx, set())) == redline.text(base)


def test_text_typed_over_a_page_number_is_a_point() -> None:
    base, copy = (word_file(p(run("Blad "), field(" PAGE ", said))) for said in ("1", "Hier stemt FIN niet mee in."))
    (point,) = consolidate(base, {"FIN": copy}).points
    assert "Hier stemt FIN niet mee in." in point.proposed_text
