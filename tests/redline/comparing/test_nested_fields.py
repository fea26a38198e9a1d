"""Fields in fields, as Word makes them in headings, addresses and tables of contents: nothing of them gets lost."""

import pytest

from paraaf import redline
from tests.redline.laws import hold, said
from tests.support.word.files import faults, field, mark, p, run, tracked, word_file
from tests.support.word.nested_fields import FIELDS, HALF, letter_with, nested


@pytest.mark.parametrize("where", ["body", "cell", "header", "footer", "footnote"])
@pytest.mark.parametrize("kind", FIELDS)
def test_text_around_nested_fields_is_compared_and_merged(kind: str, where: str) -> None:
    base, changed = (letter_with(where, word, FIELDS[kind]) for word in ("brief", "nota"))
    redline.check(base)
    found = hold(base, changed)
    assert [(each.kind, each.text) for each in redline.revisions(found)] == [("deleted", "brief"), ("inserted", "nota")]
    for copy in (found, changed):
        merged = redline.merge(base, {"FIN": copy, "OCW": base})
        assert faults(merged.docx) == []
        assert said(redline.accept_all(merged.docx)) == said(changed)
        assert said(redline.reject_all(merged.docx)) == said(base)
        assert [each.text for each in redline.revisions(merged.docx)] == ["brief", "nota"]
        assert merged.unplaced == ()


@pytest.mark.parametrize("where", ["body", "cell", "header", "footnote"])
@pytest.mark.parametrize("kind", [each for each in FIELDS if each not in HALF])
def test_a_nested_field_comes_and_goes_as_a_whole(kind: str, where: str) -> None:
    base, without = letter_with(where, "brief", FIELDS[kind]), letter_with(where, "brief", run("iets anders"))
    for old, new in ((base, without), (without, base)):
        found = hold(old, new)
        for copy in (found, new):
            merged = redline.merge(old, {"FIN": copy}).docx
            assert faults(merged) == []
            assert said(redline.accept_all(merged)) == said(new)
            assert said(redline.reject_all(merged)) == said(old)


@pytest.mark.parametrize("kind", [each for each in FIELDS if each not in HALF])
def test_a_nested_field_that_a_party_tracked_stays_whole(kind: str) -> None:
    base = word_file(p(run("Voor "), run("en na.")))
    copy = word_file(p(run("Voor "), tracked("ins", FIELDS[kind]), run("en na.")))
    if kind == "complex in simple":
        copy = word_file(p(run("Voor "), FIELDS[kind], run("en na.")))
    merged = redline.merge(base, {"FIN": copy}).docx
    assert faults(merged) == []
    assert said(redline.accept_all(merged)) == said(redline.accept_all(copy))
    assert said(redline.reject_all(merged)) == said(base)


def test_a_page_number_in_a_field_that_was_counted_anew_is_no_change() -> None:
    old, new = (word_file(p(nested(" IF ", field(" PAGE ", number), " a b ", "a"))) for number in "12")
    assert redline.revisions(redline.compare(old, new, author="Jan", date="")) == []


def test_text_typed_over_a_page_number_is_a_change() -> None:
    old, new = (word_file(p(field(" PAGE ", result))) for result in ("1", "De minister stemt hier niet mee in."))
    assert "De minister stemt hier niet mee in." in [each.text for each in redline.revisions(hold(old, new))]
    merged = redline.merge(old, {"FIN": new})
    assert "De minister stemt hier niet mee in." in [each.text for each in redline.revisions(merged.docx)]


CONTENTS = (
    p(mark("begin"), run(' TOC \\o "1-3" \\h ', "instrText"), mark("separate"),
      f'<w:hyperlink w:anchor="a">{run("Inleiding ")}{field(" PAGEREF a ", "1")}</w:hyperlink>'),
    p(f'<w:hyperlink w:anchor="b">{run("Besluit ")}{field(" PAGEREF b ", "2")}</w:hyperlink>'),
    p(mark("end")),
)  # fmt: skip


def test_a_table_of_contents_over_paragraphs_with_fields_in_it_is_compared_and_merged() -> None:
    base = word_file(*CONTENTS, p("De brief."))
    changed = word_file(CONTENTS[0], CONTENTS[1].replace("Besluit", "Conclusie"), CONTENTS[2], p("De nota."))
    found = hold(base, changed)
    for copy in (found, changed):
        merged = redline.merge(base, {"FIN": copy})
        assert faults(merged.docx) == []
        assert said(redline.accept_all(merged.docx)) == said(changed)
        assert said(redline.reject_all(merged.docx)) == said(base)
    assert hold(base, word_file(p("De brief.")))


def test_what_a_field_in_a_field_says_is_not_lost_when_two_change_the_letter() -> None:
    base = letter_with("body", "brief", FIELDS["IF with MERGEFIELD"])
    copies = {
        "FIN": redline.compare(base, letter_with("body", "nota", FIELDS["IF with MERGEFIELD"]), author="Jan", date=""),
        "OCW": redline.compare(base, letter_with("body", "brief", run("Beste heer")), author="An", date=""),
    }
    merged = redline.merge(base, copies)
    assert faults(merged.docx) == []
    accepted = redline.accept_all(merged.docx)
    assert said(accepted) == said(letter_with("body", "nota", run("Beste heer")))
    assert said(redline.reject_all(merged.docx)) == said(base)
