"""Paragraphs that a copy has as the base has them are not read, and nothing is missed for it."""

import pytest

from paraaf import redline
from paraaf.redline.merging.base_story import BaseStory
from paraaf.redline.wml.word_file import WordFile
from tests.redline.merging.copies import added, changes, merged, new_paragraph
from tests.support.word.files import p, packed, reference, row, table, unpacked, word_file

LINES = [f"Alinea {number} van de brief." for number in range(8)]


def file(*blocks: str) -> bytes:
    return word_file(*blocks)


def plain(*, without: int = -1) -> list[str]:
    return [p(line) for at, line in enumerate(LINES) if at != without]


BASE = file(*plain())


def collapsed(copy: bytes, base: bytes = BASE) -> tuple[bool, list[str]]:
    """Return whether a copy skips what it has as the base, and what is left of its body."""
    file_ = WordFile(base)
    unchanged = BaseStory(file_, file_.main_part).unchanged(file_.body)
    other = WordFile(copy)
    done = unchanged.collapse(other, with_lists=True)
    return done, [each.tag.rpartition("}")[2] for each in other.body]


def test_what_a_copy_has_to_the_letter_is_skipped() -> None:
    assert collapsed(BASE) == (True, ["skipped", "sectPr"])
    blocks = plain()
    blocks[3] = p("Alinea 3 van ", added("deze "), "de brief.")
    assert collapsed(file(*blocks)) == (True, ["skipped", "p", "skipped", "sectPr"])
    assert changes(merged(BASE, {"FIN": file(*blocks)})) == [("inserted", "Jan", "deze ")]


def test_what_is_inserted_before_an_untouched_paragraph_stands_before_it() -> None:
    blocks = [*plain()[:2], new_paragraph("Nieuw."), *plain()[2:]]
    result = merged(BASE, {"FIN": file(*blocks), "JUS": BASE})
    assert redline.text(result.docx).split("\n")[1:4] == [LINES[1], "Nieuw.", LINES[2]]


def test_paragraphs_that_are_all_the_same_are_not_taken_for_each_other() -> None:
    base = file(p("Kop"), *[p("Wit.")] * 6, p("Slot"))
    tracked_one = file(p("Kop"), p("Wit.", added(" Zwart.")), *[p("Wit.")] * 5, p("Slot"))
    inserted = file(p("Kop"), p("Wit."), new_paragraph("Rood."), *[p("Wit.")] * 5, p("Slot"))
    silent = file(p("Kop"), *[p("Wit.")] * 7, p("Slot"))
    result = merged(base, {"A": tracked_one, "B": inserted, "C": silent})
    assert [each.author for each in redline.revisions(result.docx)].count("untracked, by C") == 1


def test_ranges_around_untouched_paragraphs_stay_in_their_places() -> None:
    comments = f'<w:comment w:id="4" w:author="Jan">{p("Waarom?")}</w:comment>'
    start, end = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
    blocks = plain()
    last = p("Alinea 7 van de brief.", '<w:r><w:commentReference w:id="4"/></w:r>')
    one = word_file(*blocks[:2], start, *blocks[2:5], end, *blocks[5:7], last, comments=comments)
    (comment,) = redline.comments(merged(BASE, {"FIN": one}).docx)
    assert comment.anchored.split("\n") == LINES[2:5]


def test_a_paragraph_that_moved_into_a_cell_is_not_skipped_there() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{p('x')}{p(LINES[4])}{p('y')}</w:tc></w:tr></w:tbl>"
    copy = file(*plain(without=4)[:4], cell, *plain(without=4)[4:])
    assert collapsed(copy)[0] is False
    merged(BASE, {"FIN": copy})


@pytest.mark.parametrize("sign", ['<skipped at="0" n="8"/>', '<skipped at="x" n="y"/>', "<skipped/>"])
def test_a_sign_that_somebody_wrote_into_a_copy_means_nothing(sign: str) -> None:
    assert changes(redline.merge(BASE, {"FIN": file(sign)})) != []
    assert changes(redline.merge(BASE, {"FIN": file(*plain(), sign)})) == []


def test_letters_that_look_alike_in_another_encoding_are_not_the_same() -> None:
    base = file(p("één"), p("twee"))
    parts = unpacked(base)
    body = parts["word/document.xml"]
    parts["word/document.xml"] = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + body
    copy = packed(parts)
    assert redline.text(copy) != redline.text(base)
    merged(base, {"FIN": copy})


def test_what_refers_to_something_by_a_number_is_always_read() -> None:
    notes = {"footnotes": '<w:footnote w:id="1"><w:p/></w:footnote>'}
    base = word_file(p("a", reference("footnote", 1)), p("b"), table(["c"]), **notes)
    assert collapsed(base, base) == (True, ["p", "skipped", "tbl", "sectPr"])
    merged(base, {"FIN": base})
    changed = word_file(p("a", reference("footnote", 1)), p("b"), f"<w:tbl>{row('d')}</w:tbl>", **notes)
    merged(base, {"FIN": changed})
