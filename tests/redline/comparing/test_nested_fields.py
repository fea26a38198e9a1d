"""Fields in fields, as Word makes them in headings, addresses and tables of contents: nothing of them gets lost."""

import pytest

from paraaf import redline
from tests.redline.test_laws import hold, said
from tests.redline.word_files import faults, field, mark, note, p, reference, run, table, tracked, word_file

Where = str


def nested(instruction: str, inner: str, more: str, result: str) -> str:
    """Return a field with another in its instruction."""
    return (
        f"{mark('begin')}{run(instruction, 'instrText')}{inner}{run(more, 'instrText')}{mark('separate')}"
        f"{result if result.startswith('<') else run(result)}{mark('end')}"
    )


NAME = field(" MERGEFIELD Aanhef ", "heer")
FIELDS = {
    "IF with MERGEFIELD": nested(" IF ", NAME, ' = "heer" "Geachte heer" "Geachte mevrouw" ', "Geachte heer"),
    "IF with DOCPROPERTY in both": nested(
        " IF ", field(" DOCPROPERTY Soort ", "x"), ' = "x" ', run("kort ") + field(" DOCPROPERTY Titel ", "Brief")
    ),
    "IF with PAGE": nested(" IF ", field(" PAGE ", "1"), ' = "1" "eerste" "volgende" ', "eerste"),
    "formula with NUMPAGES": nested(" = ", field(" NUMPAGES ", "3"), " - 1 ", "2"),
    "PAGE around text": nested(" PAGE ", field(" REF plaats ", "een zin die geen nummer is"), "", "en nog meer tekst"),
    "HYPERLINK with PAGEREF": nested(
        ' HYPERLINK \\l "_Toc1" ', "", "", run("Kop ") + field(" PAGEREF _Toc1 \\h ", "3")
    ),
    "TOC with a link": nested(
        ' TOC \\o "1-3" ', "", "", f'<w:hyperlink w:anchor="k">{run("Kop ")}{field(" PAGEREF k ", "3")}</w:hyperlink>'
    ),
    "simple in complex": nested(" IF ", f'<w:fldSimple w:instr=" PAGE ">{run("2")}</w:fldSimple>', ' = "2" a b', "a"),
    "complex in simple": f'<w:fldSimple w:instr=" STYLEREF 1 ">{run("Kop ")}{field(" PAGE ", "2")}</w:fldSimple>',
    "three deep": nested(" IF ", nested(" IF ", field(" PAGE ", "1"), ' = "1" a b', "a"), ' = "a" c d', "c"),
    "no end": mark("begin") + run(" IF ", "instrText") + field(" PAGE ", "2") + mark("separate") + run("verder"),
    "no beginning": run("verder ") + field(" MERGEFIELD Naam ", "Jan") + mark("end"),
}
HALF = ("no end", "no beginning")


def letter(where: Where, word: str, inner: str) -> bytes:
    line, other = p(run(f"De {word} is goed "), inner, run(" en verder.")), p("Nog een alinea.")
    if where == "cell":
        return word_file(table([line, "cel"]), other)
    if where in ("header", "footer"):
        return word_file(other, **{where: line})
    if where == "footnote":
        return word_file(p(run("Zie"), reference("footnote", 1)), other, footnotes=note("footnote", 1, line))
    return word_file(line, other)


@pytest.mark.parametrize("where", ["body", "cell", "header", "footer", "footnote"])
@pytest.mark.parametrize("kind", FIELDS)
def test_text_around_nested_fields_is_compared_and_merged(kind: str, where: Where) -> None:
    base, changed = (letter(where, word, FIELDS[kind]) for word in ("brief", "nota"))
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
def test_a_nested_field_comes_and_goes_as_a_whole(kind: str, where: Where) -> None:
    base, without = letter(where, "brief", FIELDS[kind]), letter(where, "brief", run("iets anders"))
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
    base = letter("body", "brief", FIELDS["IF with MERGEFIELD"])
    copies = {
        "FIN": redline.compare(base, letter("body", "nota", FIELDS["IF with MERGEFIELD"]), author="Jan", date=""),
        "OCW": redline.compare(base, letter("body", "brief", run("Beste heer")), author="An", date=""),
    }
    merged = redline.merge(base, copies)
    assert faults(merged.docx) == []
    accepted = redline.accept_all(merged.docx)
    assert said(accepted) == said(letter("body", "nota", run("Beste heer")))
    assert said(redline.reject_all(merged.docx)) == said(base)
