"""Two Word files compared: the law is that rejecting all gives the old one and accepting all the new one."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from paraaf import redline
from tests.redline.laws import said
from tests.support.word.files import (
    RELATIONSHIPS,
    control,
    corpus,
    faults,
    field,
    note,
    p,
    reference,
    row,
    run,
    table,
    tracked,
    unpacked,
    word_file,
)

DATE = "2026-03-01T10:00:00Z"


def compared(old: bytes, new: bytes) -> bytes:
    """Compare, and hold the result to the law."""
    docx = redline.compare(old, new, author="Jan", date=DATE)
    assert faults(docx) == []
    rejected, accepted = redline.reject_all(docx), redline.accept_all(docx)
    assert said(rejected) == said(old)
    assert said(accepted) == said(new)
    for each in (rejected, accepted):
        assert redline.revisions(each) == []
        assert faults(each) == []
    assert redline.compare(old, new, author="Jan", date=DATE) == docx
    return docx


def changes(old: bytes, new: bytes) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in redline.revisions(compared(old, new))]


def files(old: str | tuple[str, ...], new: str | tuple[str, ...]) -> tuple[bytes, bytes]:
    one, other = ((each,) if isinstance(each, str) else each for each in (old, new))
    return word_file(*one), word_file(*other)


LONG = "De minister van Economische Zaken stuurt de brief over het industriebeleid aan de Tweede Kamer."


def test_equal_files_have_no_changes() -> None:
    assert changes(*files((p(LONG), table(["a", "b"])), (p(LONG), table(["a", "b"])))) == []


def test_small_edits_stay_small() -> None:
    new = LONG.replace("stuurt", "zendt").replace("Tweede Kamer", "Eerste Kamer")
    assert changes(*files(p(LONG), p(new))) == [
        ("deleted", "stuurt"), ("inserted", "zendt"), ("deleted", "Tweede"), ("inserted", "Eerste")]  # fmt: skip


def test_changes_have_the_author_and_date_that_are_given() -> None:
    (change,) = redline.revisions(redline.compare(*files(p("a"), p("a b")), author="Jan", date=DATE))
    assert (change.author, change.date) == ("Jan", DATE)
    (change,) = redline.revisions(redline.compare(*files(p("a"), p("a b")), author="Jan", date=""))
    assert change.date == ""


WITH_A_DATE: list[Callable[..., bytes]] = [
    lambda date: redline.compare(*files(p("a"), p("a b")), author="Jan", date=date),
    lambda date: redline.remark(word_file(p("a b")), [redline.Remark("a", "waarom?")], author="Jan", date=date),
    lambda date: redline.answered(
        word_file(p("a ", tracked("ins", run("b")))), [redline.Answer("ja", changes=(1,))], author="Jan", date=date
    ),
]


@pytest.mark.parametrize("work", WITH_A_DATE)
@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 10, 0, 0, 999, tzinfo=UTC),
        datetime(2026, 3, 1, 11, tzinfo=timezone(timedelta(hours=1))),
        datetime(2026, 3, 1, 10),  # noqa: DTZ001
    ],
)
def test_a_date_may_be_a_datetime_and_is_written_in_utc(work: Callable[..., bytes], moment: datetime) -> None:
    assert work(moment) == work(DATE)


@pytest.mark.parametrize("work", WITH_A_DATE)
@pytest.mark.parametrize("wrong", [date(2026, 3, 1), 1772359200, None, b"2026-03-01T10:00:00Z"])
def test_a_date_of_a_wrong_type_is_refused_in_words(work: Callable[..., bytes], wrong: object) -> None:
    with pytest.raises(TypeError, match=f"date is a datetime, or a text in ISO 8601 .* {type(wrong).__name__}"):
        work(wrong)


def test_a_wrong_date_is_refused_also_if_nothing_is_different() -> None:
    with pytest.raises(TypeError, match="date is a datetime"):
        redline.compare(*files(p("a"), p("a")), author="Jan", date=None)  # type: ignore[arg-type]


def test_a_word_cut_into_runs_is_one_word() -> None:
    assert changes(*files(p(run("indu") + run("strie") + run("beleid")), p("industriebeleid"))) == []
    assert changes(*files(p(run("indu") + run("strie")), p("landbouw"))) == [
        ("deleted", "industrie"), ("inserted", "landbouw")]  # fmt: skip


def test_paragraphs_come_and_go_also_at_the_beginning_and_the_end() -> None:
    a, b, c = p(LONG), p("Over de uitvoering volgt een aparte brief."), p("Hoogachtend,")
    assert changes(*files((a, c), (a, b, c))) == [("inserted", "Over de uitvoering volgt een aparte brief.\n")]
    assert changes(*files((a, b, c), (a, c))) == [("deleted", "Over de uitvoering volgt een aparte brief.\n")]
    assert changes(*files((b, c), (a, b, c))) == [("inserted", LONG + "\n")]
    assert changes(*files((a, b), (a, b, c))) == [("inserted", "\nHoogachtend,")]
    assert changes(*files((a, b, c), (a, b))) == [("deleted", "\nHoogachtend,")]
    assert changes(*files((a,), (b, c)))
    assert changes(*files((p("a"), p("")), (p(""), p("b"))))


def test_a_paragraph_that_moved_is_a_move() -> None:
    a, b, c = p(LONG), p("Over de uitvoering volgt een aparte brief."), p("In het voorjaar volgt een voortgangsbrief.")
    docx = compared(*files((a, b, c, p("z")), (b, c, a, p("z"))))
    assert [(each.kind, each.pair) for each in redline.revisions(docx)] == [("moved from", 2), ("moved to", 1)]
    assert said(redline.accept(docx, [1])) == said(word_file(b, c, a, p("z")))
    assert said(redline.reject(docx, [2])) == said(word_file(a, b, c, p("z")))


def test_a_paragraph_cut_in_two_keeps_its_words() -> None:
    first, second = "De minister stuurt de brief aan de Kamer. ", "Over de uitvoering volgt een aparte brief."
    assert changes(*files(p(first + second), (p(first), p(second)))) == [("inserted", "\n")]
    assert changes(*files((p(first), p(second)), p(first + second))) == [("deleted", "\n")]


def test_formatting_is_tracked_as_formatting() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>stuurt</w:t></w:r>"
    old, new = files(p("De minister stuurt de brief"), p("De minister ", bold, " de brief"))
    (change,) = redline.revisions(compared(old, new))
    assert (change.kind, change.text, change.properties) == ("formatting", "stuurt", ("b",))
    centred = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run(LONG)}</w:p>'
    (change,) = redline.revisions(compared(*files(p(LONG), centred)))
    assert (change.kind, change.properties) == ("formatting", ("jc",))
    back = redline.reject_all(redline.compare(*files(p(LONG), centred), author="", date=""))
    assert b"w:jc" not in unpacked(back)["word/document.xml"]


def test_tables_are_compared_by_row_and_cell() -> None:
    old = table(["Land", "Bedrag"], ["Frankrijk", "12"], ["Spanje", "7"])
    assert changes(*files((old, p("z")), (old.replace(">12<", ">13<"), p("z")))) == [
        ("deleted", "12"), ("inserted", "13")]  # fmt: skip
    more = table(["Land", "Bedrag"], ["Frankrijk", "12"], ["Italië", "9"], ["Spanje", "7"])
    assert changes(*files((old, p("z")), (more, p("z")))) == [("row inserted", "Italië\n9\n")]
    assert changes(*files((more, p("z")), (old, p("z")))) == [("row deleted", "Italië\n9\n")]
    wide = table(["Land", "Jaar", "Bedrag"], ["Frankrijk", "2025", "12"], ["Spanje", "2026", "7"])
    assert {kind for kind, _ in changes(*files((old, p("z")), (wide, p("z"))))} == {"cell inserted"}
    assert {kind for kind, _ in changes(*files((wide, p("z")), (old, p("z"))))} == {"cell deleted"}
    assert changes(*files((p("a"), p("z")), (p("a"), old, p("z"))))[0][0] == "row inserted"
    assert changes(*files((p("a"), old, p("z")), (p("a"), p("z"))))[0][0] == "row deleted"
    nested = table(["a", table(["b", "c"]) + p("d")])
    assert changes(*files((nested, p("z")), (nested.replace(">c<", ">x<"), p("z")))) == [
        ("deleted", "c"), ("inserted", "x")]  # fmt: skip


def test_rows_in_a_content_control_are_rows() -> None:
    def guarded(text: str) -> str:
        return f"<w:tbl>{row('a')}{control('x', row(text))}</w:tbl>"

    assert changes(*files((guarded("b"), p("z")), (guarded("c"), p("z")))) == [("deleted", "b"), ("inserted", "c")]


def notes(*texts: str, sort: str = "footnote") -> dict[str, str]:
    return {f"{sort}s": "".join(note(sort, number, p(text)) for number, text in enumerate(texts, 1))}


def test_notes_are_compared_and_come_and_go_with_their_references() -> None:
    one = word_file(p("a", reference("footnote", 1), " b"), **notes("Zie de bijlage."))
    other = word_file(p("a", reference("footnote", 1), " b"), **notes("Zie de tweede bijlage."))
    (change,) = redline.revisions(compared(one, other))
    assert (change.place.story, change.text) == ("footnote 1", "tweede ")
    none = word_file(p("a", " b"))
    assert [each.place.story for each in redline.revisions(compared(none, one))] == ["body", "footnote 1"]
    assert [each.place.story for each in redline.revisions(compared(one, none))] == ["body", "footnote 1"]
    two = word_file(p("a", reference("footnote", 2), reference("footnote", 1), " b"),
                    **notes("Zie de bijlage.", "Een nieuwe noot."))  # fmt: skip
    compared(one, two)
    compared(two, one)
    end_note = word_file(p("a", reference("endnote", 1), " b"), **notes("Achterin.", sort="endnote"))
    compared(one, end_note)


def test_headers_and_footers_are_compared_and_come_and_go() -> None:
    old, new = word_file(p("a"), header=p("Concept")), word_file(p("a"), header=p("Definitief"))
    assert [each.place.story for each in redline.revisions(compared(old, new))] == ["header", "header"]
    bare = word_file(p("a"))
    compared(old, bare)
    compared(bare, old)
    compared(word_file(p("a"), footer=p("voet")), new)


def test_sections_are_compared() -> None:
    def section(margin: int) -> str:
        return f'<w:sectPr><w:pgMar w:top="{margin}"/></w:sectPr>'

    cut = f"<w:p><w:pPr>{section(5)}</w:pPr>{run('a')}</w:p>"
    assert changes(*files((p("a"), p("z")), (cut, p("z"))))
    assert changes(*files((cut, p("z")), (p("a"), p("z"))))
    other = cut.replace('"5"', '"6"')
    (change,) = redline.revisions(compared(*files((cut, p("z")), (other, p("z")))))
    assert (change.kind, change.properties) == ("formatting", ("pgMar",))


def test_links_controls_and_fields_are_compared() -> None:
    link = f"<w:hyperlink>{run('rijksoverheid')}</w:hyperlink>"
    assert changes(*files(p("zie ", link), p("zie ", link.replace("rijk", "over")))) == [
        ("deleted", "rijksoverheid"), ("inserted", "oversoverheid")]  # fmt: skip
    assert changes(*files(p("zie "), p("zie ", link))) == [("inserted", "rijksoverheid")]
    assert changes(*files(p("zie ", link), p("zie "))) == [("deleted", "rijksoverheid")]
    assert changes(*files(p("a ", control("t", run("b"))), p("a ", control("t", run("c"))))) == [
        ("deleted", "b"), ("inserted", "c")]  # fmt: skip
    kinds = [kind for kind, _ in changes(*files(p("a "), p("a ", control("t", run("b")))))]
    assert kinds == ["content control inserted", "inserted"]
    block = control("t", p(LONG))
    assert [kind for kind, _ in changes(*files((p("a"), p("z")), (p("a"), block, p("z"))))] == [
        "content control inserted", "inserted"]  # fmt: skip
    compared(*files((p("a"), block, p("z")), (p("a"), p("z"))))
    compared(*files((p("a"), block, p("z")), (p("a"), block.replace("stuurt", "zendt"), p("z"))))
    old, new = p("zie ", field("REF x", "7"), "."), p("zie ", field("REF y", "8"), ".")
    assert [kind for kind, _ in changes(*files(old, new))] == ["deleted", "inserted"]
    assert changes(*files(p(field("PAGE", "1")), p(field("PAGE", "2")))) == []


def box(inner: str) -> str:
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_compared_inside_and_come_and_go() -> None:
    old, new = p("a", box(p(LONG))), p("a", box(p(LONG.replace("stuurt", "zendt"))))
    assert changes(*files(old, new)) == [("deleted", "stuurt"), ("inserted", "zendt")]
    assert [kind for kind, _ in changes(*files(p("a"), old))] == ["inserted"]
    assert [kind for kind, _ in changes(*files(old, p("a")))] == ["deleted"]
    compared(*files((p("x"), old, p("z")), (p("x"), p("z"))))
    compared(*files((p("x"), p("z")), (p("x"), old, p("z"))))


def test_formulas_are_compared_as_a_whole() -> None:
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    kinds = [kind for kind, _ in changes(*files(p("a ", formula), p("a ", formula.replace(">x<", ">y<"))))]
    assert kinds == ["deleted", "inserted"]


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="x"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'r:embed="{}"/></wp:inline></w:drawing></w:r>'
)


def picture(content: bytes) -> bytes:
    line = f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/image" Target="media/image1.png"/>'
    return word_file(p("a ", PICTURE.format("rId9")), parts={"word/media/image1.png": content}, relationships=line)


def test_pictures_are_compared_by_what_they_show_and_bring_their_files() -> None:
    assert redline.revisions(compared(picture(b"rood"), picture(b"rood"))) == []
    docx = compared(picture(b"rood"), picture(b"blauw"))
    assert [each.kind for each in redline.revisions(docx)] == ["deleted", "inserted"]
    parts = unpacked(docx)
    assert {content for name, content in parts.items() if "media" in name} == {b"rood", b"blauw"}
    redline.check(docx)
    bare = word_file(p("a "))
    assert b"rood" in unpacked(compared(bare, picture(b"rood"))).values()


def test_links_bring_their_addresses() -> None:
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>hier</w:t></w:r></w:hyperlink>'
    target = (
        f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/hyperlink" Target="https://example.nl/" TargetMode="External"/>'
    )
    docx = compared(word_file(p("zie ")), word_file(p("zie ", link), relationships=target))
    assert b"https://example.nl/" in unpacked(docx)["word/_rels/document.xml.rels"]
    redline.check(docx)


STYLES = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{1}"/><w:basedOn w:val="{2}"/></w:style>'


def test_styles_and_lists_that_only_the_new_file_has_come_along() -> None:
    styled = f'<w:p><w:pPr><w:pStyle w:val="Kop1"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{run("kop")}</w:p>'
    styles = STYLES.format("Kop1", "heading 1", "Basis") + STYLES.format("Basis", "basis", "Basis")
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    new = word_file(p("a"), styled, p("z"), styles=styles, numbering=lists)
    parts = unpacked(compared(word_file(p("a"), p("z")), new))
    assert b'w:styleId="Kop1"' in parts["word/styles.xml"] and b'w:styleId="Basis"' in parts["word/styles.xml"]
    assert b"w:abstractNum " in parts["word/numbering.xml"]
    # One style with two ids: the old file's own is used.
    own = word_file(p("a"), p("z"), styles=STYLES.format("Heading1", "heading 1", "Heading1"),
                    numbering=lists.replace("decimal", "bullet"))  # fmt: skip
    parts = unpacked(compared(own, new))
    assert b'<w:pStyle w:val="Heading1"/>' in parts["word/document.xml"]
    assert parts["word/numbering.xml"].count(b"w:abstractNum ") == 2
    assert b'<w:numId w:val="2"/>' in parts["word/document.xml"]


def test_comments_and_bookmarks_of_the_new_file_come_along() -> None:
    remark = (
        '<w:commentRangeStart w:id="4"/>' + run("brief") + '<w:commentRangeEnd w:id="4"/>'
        '<w:r><w:commentReference w:id="4"/></w:r>'
    )
    comments = f'<w:comment w:id="4" w:author="Piet" w:date="{DATE}" w:initials="P">{p("Welke?")}</w:comment>'
    mark = '<w:bookmarkStart w:id="4" w:name="plek"/>' + run("hier") + '<w:bookmarkEnd w:id="4"/>'
    new = word_file(p("de ", remark, " en ", mark), comments=comments)
    docx = compared(word_file(p("de brief en")), new)
    (comment,) = redline.comments(docx)
    assert (comment.author, comment.date, comment.text, comment.anchored) == ("Piet", DATE, "Welke?", "brief")
    assert b'w:name="plek"' in unpacked(docx)["word/document.xml"]
    assert len(redline.comments(compared(new, new))) == 1


def test_changes_that_a_file_has_already_count_as_accepted() -> None:
    old = word_file(p("a ", tracked("ins", run("b ")), tracked("del", run("c", "delText"))))
    assert changes(old, word_file(p("a b "))) == []


def test_files_with_nothing_in_common_are_compared() -> None:
    compared(word_file(p("een"), table(["a"]), p("twee")), word_file(control("t", p("x")), p("y"), header=p("k")))
    compared(word_file(), word_file(p("a")))
    compared(word_file(p("a")), word_file())


@pytest.mark.long
@pytest.mark.parametrize("size", [400])
def test_a_long_text_with_an_edit_in_each_paragraph_is_compared_in_reasonable_time(size: int) -> None:
    old = [f"Alinea {n} gaat over onderwerp {n * 7} en over niets anders dan dat onderwerp." for n in range(size)]
    new = [each.replace("niets anders", f"iets {n}") for n, each in enumerate(old)]
    docx = compared(word_file(*map(p, old)), word_file(*map(p, new)))
    assert len(redline.revisions(docx)) == 2 * size


def test_real_files_read_back_as_old_and_new() -> None:
    folder = corpus()
    for line in json.loads((folder / "manifest.json").read_text())["pairs"]:
        compared(*((folder / line[side]).read_bytes() for side in ("old", "new")))


@pytest.mark.parametrize(
    ("old", "new", "added"),
    [
        ("De lessen zijn goed.", "De programma's werken. De lessen zijn goed.", "De programma's werken. "),
        ("Dat is zo. De lessen zijn goed.", "Dat is zo. De kunst bloeit. De lessen zijn goed.", "De kunst bloeit. "),
        ("Wij sturen de brief aan de Kamer.", "Wij sturen de nota en de brief aan de Kamer.", "nota en de "),
        ("Dit is een zin.", "Dit is een zin. Dit is er nog een.", " Dit is er nog een."),
    ],
)
def test_what_was_inserted_begins_where_people_would_say_it_does(old: str, new: str, added: str) -> None:
    assert changes(*files(p(old), p(new))) == [("inserted", added)]
    assert changes(*files(p(new), p(old))) == [("deleted", added)]
