"""What a returned copy says, without a letter or a database."""

import pytest

from models.enums import Weight
from paraaf import redline
from paraaf.services.consultation.consolidation import consolidate, weight_of
from tests.support.word import moves
from tests.support.word.files import control, faults, field, p, row, run, tracked, with_section, word_file
from tests.support.word.nested_fields import FIELDS, letter_with


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
    base, changed = (letter_with(where, word, FIELDS[kind]) for word in ("brief", "nota"))
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


PLAN = "Dat doet het kabinet met een plan aangaande de industrie."


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    "line",
    [
        # As pandoc writes it: the space goes out of the insertion, without tracking.
        p(run("Dat doet het kabinet met een"), tracked("ins", run(" goed")), run(" plan aangaande de industrie.")),
        p(run("Dat doet het kabinet met een "), tracked("ins", run("goed")), run(" plan aangaande de industrie.")),
        p(run("Dat doet het kabinet met een plan aangaande de industrie. "), tracked("ins", run("Dit jaar nog."))),
        p(run("Dat doet het kabinet "), tracked("del", run("met een plan", "delText")), run("aangaande de industrie.")),
        p(run("Dat doet het kabinet met "), tracked("del", run("een", "delText")), tracked("ins", run("dit")),
          run(" plan aangaande de industrie.")),
        p(run("Dat"), tracked("ins", run("alles")), run(" doet het kabinet met een plan aangaande de industrie.")),
    ],
)  # fmt: skip
def test_a_space_beside_a_tracked_change_that_parts_words_is_not_dropped(line: str) -> None:
    base, copy = word_file(p(PLAN), p("Slot.")), word_file(line, p("Slot."))
    done = consolidate(base, {"FIN": copy})
    assert faults(done.docx) == []
    assert words(redline.text(redline.accept_all(done.docx))) == words(redline.text(redline.accept_all(copy)))
    marks = {int(mark) for point in done.points for mark in point.marks}
    assert words(redline.text(redline.decide(done.docx, marks))) == words(redline.text(redline.accept_all(copy)))
    assert words(redline.text(redline.decide(done.docx, set()))) == words(redline.text(base))


@pytest.mark.parametrize(
    "line",
    [
        PLAN.replace("aangaande", "aan gaande"),
        PLAN.replace("een plan", "eenplan"),
        PLAN.replace("industrie.", "industrie ."),
    ],
)
def test_words_that_were_parted_or_glued_without_tracking_are_a_point(line: str) -> None:
    done = consolidate(word_file(p(PLAN)), {"FIN": word_file(p(line))})
    assert len(done.points) == 1
    assert redline.text(redline.accept_all(done.docx)) == line


def test_a_paragraph_that_was_cut_in_two_or_joined_without_tracking_is_a_point() -> None:
    whole, cut = word_file(p(PLAN), p("Slot.")), word_file(p(PLAN[:30].strip()), p(PLAN[30:].strip()), p("Slot."))
    for base, copy in ((whole, cut), (cut, whole)):
        done = consolidate(base, {"FIN": copy})
        assert len(done.points) == 1
        assert redline.text(redline.accept_all(done.docx)) == redline.text(copy)


@pytest.mark.parametrize("line", [PLAN.replace("een plan", "een  plan"), f" {PLAN}", f"{PLAN} "])
def test_spaces_that_part_no_words_are_no_point(line: str) -> None:
    done = consolidate(
        word_file(p(PLAN), p("Slot.")), {"FIN": word_file(p(line), p("Slot.")), "OCW": word_file(p(line), p("Slot."))}
    )
    assert done.points == ()
    assert redline.revisions(done.docx) == []


def remarked(*body: str) -> bytes:
    comment = f'<w:comment w:id="0" w:author="A. de Vries" w:date="">{p("Voorwaarde: noem het bedrag.")}</w:comment>'
    return word_file(*body, comments=comment)


ON = (
    '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
)  # fmt: skip


@pytest.mark.parametrize("author", ["", "A. de Vries"])
def test_a_comment_or_change_in_what_was_written_anew_is_not_dropped_with_it(author: str) -> None:
    cells = ("Het bedrag is een miljard euro", "De planning is dit jaar")
    base = word_file(p("Voor."), f"<w:tbl>{row(*cells)}</w:tbl>", p("Na."))
    gone = tracked("del", run(" euro", "delText"), author=author) if author else run(" euro")
    first = p(ON.format(run("Het bedrag is een miljard") + gone))
    copies = [
        remarked(p("Voor."), f"<w:tbl>{row(first)}{row(cells[1])}</w:tbl>", p("Na.")),
        remarked(p("Voor."), first, p(cells[1]), p("Na.")),
        remarked(p("Voor."), control("x", first), p(cells[1]), p("Na.")),
        remarked(p("Voor."), f"<w:tbl>{row(p(cells[1]), first)}</w:tbl>", p("Na.")),
    ]
    for copy in copies:
        done = consolidate(base, {"FIN": copy})
        assert faults(done.docx) == []
        (comment,) = redline.comments(done.docx)
        assert comment.text == "Voorwaarde: noem het bedrag."
        assert [point.weight for point in done.points if point.source == "word_comment"] == [Weight.CONDITION]
        assert words(redline.text(redline.accept_all(done.docx))) == words(redline.text(redline.accept_all(copy)))


def test_a_change_that_has_no_place_in_the_consolidated_copy_is_a_point_all_the_same() -> None:
    base, copy = (word_file(p("Een."), p(said), header=p("Ministerie")) for said in ("Twee.", "Twee en meer."))
    copy = with_section(copy, p(run("Een eigen kop"), tracked("ins", run(" met een zin erbij"))), after=p("Een."))
    points = consolidate(base, {"FIN": copy}).points
    told = "Staat alleen in het teruggestuurde exemplaar (ingevoegd): “met een zin erbij”"
    assert [(point.author, point.marks) for point in points if point.text == told] == [("Jan", ())]
