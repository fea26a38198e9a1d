"""Formulas that several parties changed: what one of them did stays inside it, the others have it as they want it."""

import pytest

from paraaf import redline
from tests.redline.merging.copies import changes, formula, merged, sign
from tests.support.word.files import p, tracked, word_file


def file(*signs: str) -> bytes:
    return word_file(p("Met ", formula(*signs), " als som."), p("z"))


BASE = file(sign("x"), sign("y"))
LONGER = file(sign("x"), sign("2", "ins"), sign("y"))
SHORTER = file(sign("x"), sign("y", "del", "Piet"))
OTHER = file(sign("x"), sign("y"), sign("3", "ins", "Kees"))
EMPTY = file(sign("x", "del", "Wim"), sign("y", "del", "Wim"))
GONE = word_file(p("Met ", tracked("del", formula(sign("x"), sign("y")), "Truus"), " als som."), p("z"))


def test_what_two_parties_tracked_in_one_formula_are_two_formulas_and_a_conflict() -> None:
    result = merged(BASE, {"FIN": LONGER, "JUS": SHORTER})
    assert changes(result) == [("deleted", "Piet", "x2y"), ("inserted", "Jan", "2"), ("inserted", "Piet", "x")]
    (conflict,) = result.conflicts
    assert (conflict.base, dict(conflict.proposals)) == ("xy", {"FIN": "x2y", "JUS": "x"})
    assert result.unplaced == ()


def test_the_same_changes_in_a_formula_are_one_with_all_names() -> None:
    again = file(sign("x"), sign("2", "ins", "Piet"), sign("y"))
    result = merged(BASE, {"FIN": LONGER, "JUS": again})
    assert changes(result) == [("inserted", "Jan; Piet", "2")]
    assert result.conflicts == ()
    twice = file(sign("x"), sign("y", "del", "Wim"))
    result = merged(BASE, {"FIN": LONGER, "JUS": SHORTER, "BZK": twice})
    assert changes(result)[2:] == [("inserted", "Piet; Wim", "x")]


def test_the_same_sign_at_two_places_of_a_formula_is_not_the_same_change() -> None:
    def fraction(above: str, below: str) -> bytes:
        return word_file(
            p("Met ", formula(f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"), " erbij."), p("z")
        )

    x, y, two = sign("x"), sign("y"), sign("2", "ins")
    result = redline.merge(fraction(x, y), {"FIN": fraction(x + two, y), "JUS": fraction(x, two + y)})
    assert len(result.conflicts) == 1
    assert [kind for kind, _, _ in changes(result)] == ["deleted", "inserted", "inserted"]


def test_three_parties_have_three_formulas() -> None:
    result = merged(BASE, {"FIN": LONGER, "JUS": SHORTER, "BZK": OTHER})
    assert [author for _, author, _ in changes(result)] == ["Piet; Kees", "Jan", "Piet", "Kees"]
    assert len(result.conflicts) == 1


@pytest.mark.parametrize("gone", [EMPTY, GONE])
def test_a_formula_that_one_deletes_and_another_changes_is_a_conflict(gone: bytes) -> None:
    for copies in ({"FIN": LONGER, "JUS": gone}, {"JUS": gone, "FIN": LONGER}):
        result = merged(BASE, copies)
        assert [dict(each.proposals) for each in result.conflicts] == [{"FIN": "x2y", "JUS": ""}]
        assert {each.author for each in redline.revisions(result.docx)} >= {"Jan"}
        assert result.unplaced == ()
