"""Moves of several parties in one file: they stay moves, as long as a passage goes to one place."""

from collections import Counter

from lxml import etree

from paraaf import redline
from tests.redline.merging.copies import added, changes, merged, removed
from tests.support.word.files import W, p, unpacked, word_file
from tests.support.word.moves import BASE, A, B, C, D, moved, whole, words_moved


def kinds(docx: bytes) -> Counter[str]:
    return Counter(each.kind for each in redline.revisions(docx))


def names(docx: bytes) -> Counter[str]:
    starts = [f"{{{W}}}{half}RangeStart" for half in ("moveFrom", "moveTo")]
    root = etree.fromstring(unpacked(docx)["word/document.xml"])
    return Counter(each.get(f"{{{W}}}name") for each in root.iter(*starts))


def test_a_move_stays_a_move() -> None:
    result = merged(BASE, {"FIN": moved()})
    assert changes(result) == [("moved from", "Jan", f"{B}\n"), ("moved to", "Jan", f"{B}\n")]
    source, target = redline.revisions(result.docx)
    assert (source.pair, target.pair) == (target.id, source.id)


def test_moves_of_several_parties_have_names_of_their_own() -> None:
    copies = {"FIN": moved(), "JUS": words_moved()}
    result = merged(BASE, copies)
    assert kinds(result.docx) == sum((kinds(each) for each in copies.values()), Counter())
    assert names(result.docx) == {"move1": 2, "move2": 2}
    pairs = {each.id: each.pair for each in redline.revisions(result.docx)}
    assert all(other is not None and pairs[other] == own for own, other in pairs.items())
    accepted = redline.accept(result.docx, [each.id for each in redline.revisions(result.docx) if each.author == "Jan"])
    assert {each.author for each in redline.revisions(accepted)} == {"Piet"}


def test_the_same_move_of_two_parties_is_one_with_both_names() -> None:
    result = merged(BASE, {"FIN": moved(), "JUS": moved("Piet", "move7")})
    assert [(kind, author) for kind, author, _ in changes(result)] == [
        ("moved from", "Jan; Piet"), ("moved to", "Jan; Piet")
    ]  # fmt: skip


def test_a_passage_that_two_parties_move_to_different_places_is_deleted_once_and_inserted_twice() -> None:
    up = word_file(whole("moveTo", B, author="Piet"), p(A), whole("moveFrom", B, author="Piet"), p(C), p(D),
                   p("Hoogachtend,"))  # fmt: skip
    result = merged(BASE, {"FIN": moved(), "JUS": up})
    assert kinds(result.docx) == {"deleted": 1, "inserted": 2}
    assert names(result.docx) == {}


def test_a_passage_that_another_deletes_in_part_is_not_moved_any_more() -> None:
    shorter = word_file(p(A), p("Hierbij informeer ik ", removed("u ", "Piet"), "over de voortgang."), p(C), p(D),
                        p("Hoogachtend,"))  # fmt: skip
    result = merged(BASE, {"FIN": moved(), "JUS": shorter})
    assert names(result.docx) == {}
    assert set(kinds(result.docx)) == {"deleted", "inserted"}


def test_what_another_inserts_into_a_passage_that_moves_stays_beside_it() -> None:
    longer = word_file(p(A), p("Hierbij informeer ik u ", added("opnieuw ", "Piet"), "over de voortgang."), p(C), p(D),
                       p("Hoogachtend,"))  # fmt: skip
    result = merged(BASE, {"FIN": moved(), "JUS": longer})
    assert names(result.docx) == {"move1": 2}
    assert ("inserted", "Piet", "opnieuw ") in changes(result)
    assert len(result.conflicts) == 1


def test_a_passage_edited_where_it_was_moved_to_keeps_both() -> None:
    copy = word_file(p(A), whole("moveFrom", B), p(C), p(D), whole("moveTo", B, more=added(" Extra.")),
                     p("Hoogachtend,"))  # fmt: skip
    result = merged(BASE, {"FIN": copy})
    assert kinds(result.docx) == kinds(copy)


def test_a_move_without_tracking_is_one_too() -> None:
    silent = word_file(p(A), p(C), p(D), p(B), p("Hoogachtend,"))
    result = merged(BASE, {"FIN": silent, "JUS": moved()})
    assert Counter(each.author for each in redline.revisions(result.docx) if "moved" in each.kind) == {
        "untracked, by FIN; Jan": 2
    }


def test_half_a_move_is_a_deletion_or_an_insertion() -> None:
    source = word_file(p(A), whole("moveFrom", B), p(C), p(D), p("Hoogachtend,"))
    assert [kind for kind, _, _ in changes(merged(BASE, {"FIN": source}))] == ["deleted"]
    target = word_file(p(A), p(B), p(C), p(D), whole("moveTo", B), p("Hoogachtend,"))
    assert [kind for kind, _, _ in changes(merged(BASE, {"FIN": target}))] == ["inserted"]


def test_paragraphs_move_together_and_into_cells() -> None:
    both = "".join(whole("moveFrom", each, f"move{n}") for n, each in enumerate((A, B)))
    there = "".join(whole("moveTo", each, f"move{n}") for n, each in enumerate((A, B)))
    result = merged(BASE, {"FIN": word_file(both, p(C), p(D), there, p("Hoogachtend,"))})
    assert kinds(result.docx) == {"moved from": 2, "moved to": 2}
    table = f"<w:tbl><w:tr><w:tc>{{}}{p('x')}</w:tc></w:tr></w:tbl>"
    base = word_file(p(A), p(B), table.format(""), p("z"))
    cell = word_file(p(A), whole("moveFrom", B), table.format(whole("moveTo", B)), p("z"))
    assert kinds(merged(base, {"FIN": cell}).docx) == {"moved from": 1, "moved to": 1}
