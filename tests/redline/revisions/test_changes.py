"""Tracked changes listed, accepted and rejected."""

import json

import pytest

from paraaf import redline
from paraaf.redline.model import Kind
from paraaf.redline.plain_text.fingerprint import plain, read
from tests.support.word.files import (
    control,
    corpus,
    faults,
    mark,
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


def added(text: str) -> str:
    return tracked("ins", run(text))


def gone(text: str) -> str:
    return tracked("del", run(text, "delText"))


def end(mark: str, *inline: str) -> str:
    """A paragraph whose end is marked."""
    inner = "".join(each if each.startswith("<") else run(each) for each in inline)
    return f"<w:p><w:pPr><w:rPr>{tracked(mark)}</w:rPr></w:pPr>{inner}</w:p>"


def formatted(text: str, now: str, before: str) -> str:
    change = tracked("rPrChange", f"<w:rPr>{before}</w:rPr>")
    return f"<w:r><w:rPr>{now}{change}</w:rPr><w:t>{text}</w:t></w:r>"


def both(*body: str, **parts: str) -> tuple[str, str]:
    """Return what a file says with all its changes accepted, and rejected; no mark may be left."""
    docx = word_file(*body, **parts)
    accepted, rejected = redline.accept_all(docx), redline.reject_all(docx)
    assert redline.revisions(accepted) == redline.revisions(rejected) == []
    assert faults(accepted) == faults(rejected) == []
    return redline.text(accepted), redline.text(rejected)


def kinds(*body: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.text) for each in redline.revisions(word_file(*body))]


def test_insertions_and_deletions_are_listed_with_author_date_place_and_text() -> None:
    docx = word_file(p("Geachte voorzitter,"), p("De ", gone("oude"), added("nieuwe"), " tekst"))
    deleted, inserted = redline.revisions(docx)
    assert (deleted.id, deleted.kind, deleted.text) == (1, "deleted", "oude")
    assert (inserted.id, inserted.author, inserted.date, inserted.kind, inserted.text) == (
        2, "Jan", DATE, "inserted", "nieuwe")  # fmt: skip
    assert (inserted.place.story, inserted.place.paragraph) == ("body", 2)
    assert inserted.place.passage == "De nieuwe tekst"
    assert str(inserted.place) == "body, paragraph 2"


def test_what_was_marked_in_one_go_is_one_change() -> None:
    assert kinds(p(added("een "), added("twee"))) == [("inserted", "een twee")]
    assert kinds(p(added("een "), "vast", added("twee"))) == [("inserted", "een "), ("inserted", "twee")]
    assert kinds(p("a"), end("ins", added("b")), p(added("c"))) == [("inserted", "b\nc")]
    other = tracked("ins", run("twee"), author="Piet")
    assert kinds(p(added("een "), other)) == [("inserted", "een "), ("inserted", "twee")]


def test_a_deletion_in_an_insertion_is_listed_apart() -> None:
    nested = tracked("ins", run("nieuw ") + tracked("del", run("weer weg", "delText"), author="Piet"))
    assert kinds(p("a ", nested)) == [("inserted", "nieuw weer weg"), ("deleted", "weer weg")]
    assert both(p("a ", nested)) == ("a nieuw ", "a ")


def test_a_change_without_author_or_date_is_listed_without() -> None:
    (change,) = redline.revisions(word_file(p("a", f'<w:ins w:id="3">{run("b")}</w:ins>')))
    assert (change.author, change.date) == ("", "")


def test_paragraph_ends_are_accepted_and_rejected() -> None:
    assert both(end("ins", "een"), p("twee")) == ("een\ntwee", "eentwee")
    assert both(end("del", "een"), p("twee")) == ("eentwee", "een\ntwee")
    assert both(p("een"), end("del", gone("twee")), p("drie")) == ("een\ndrie", "een\ntwee\ndrie")
    assert both(end("del", gone("een")), end("ins", added("twee")), p("drie")) == ("twee\ndrie", "een\ndrie")


def test_the_last_paragraph_of_a_text_or_cell_can_come_and_go() -> None:
    assert both(p("een"), end("ins", added("twee"))) == ("een\ntwee", "een")
    inside = table([p("een") + end("del", gone("twee"))])
    assert both(inside) == ("een", "een\ntwee")
    only = table([end("del", gone("een"))])
    assert both(only) == ("", "een")


def test_a_paragraph_before_a_table_goes_without_joining_it() -> None:
    assert both(p("een"), end("ins", added("twee")), table(["a"]), p("z")) == ("een\ntwee\na\nz", "een\na\nz")
    assert both(end("del", "blijft"), table(["a"]), p("z")) == ("blijft\na\nz", "blijft\na\nz")


def test_rows_and_cells_come_and_go() -> None:
    rows = "<w:tbl>" + row("a", "b") + row("c", "d", about=tracked("ins")) + "</w:tbl>"
    assert both(rows, p("z")) == ("a\tb\nc\td\nz", "a\tb\nz")
    assert kinds(rows) == [("row inserted", "c\nd\n")]
    all_gone = "<w:tbl>" + row("a", about=tracked("del")) + "</w:tbl>"
    assert both(p("x"), all_gone, p("z")) == ("x\nz", "x\na\nz")
    cells = table(["a", "b"]).replace("<w:tc>", f"<w:tc><w:tcPr>{tracked('cellDel')}</w:tcPr>", 1)
    assert both(cells, p("z")) == ("b\nz", "a\tb\nz")
    assert kinds(cells) == [("cell deleted", "a\n")]


def test_merged_cells_are_merged_or_parted() -> None:
    mark = tracked("cellMerge").replace(" w:id", ' w:vMerge="rest" w:id')
    cells = table(["a"]).replace("<w:tc>", f"<w:tc><w:tcPr>{mark}</w:tcPr>")
    assert b'w:vMerge w:val="restart"' in unpacked(redline.accept_all(word_file(cells)))["word/document.xml"]
    assert b"vMerge" not in unpacked(redline.reject_all(word_file(cells)))["word/document.xml"]


def test_formatting_is_put_back_when_rejected() -> None:
    docx = word_file(p("a ", formatted("b", "<w:b/>", "<w:i/>")))
    (change,) = redline.revisions(docx)
    assert (change.kind, change.text, change.properties) == ("formatting", "b", ("b", "i"))
    assert b"<w:rPr><w:b/></w:rPr>" in unpacked(redline.accept_all(docx))["word/document.xml"]
    assert b"<w:rPr><w:i/></w:rPr>" in unpacked(redline.reject_all(docx))["word/document.xml"]


@pytest.mark.parametrize(
    ("body", "now", "before"),
    [
        (f'<w:p><w:pPr><w:jc w:val="right"/>{tracked("pPrChange", "<w:pPr><w:keepNext/></w:pPr>")}</w:pPr></w:p>',
         b"<w:pPr><w:jc", b"<w:pPr><w:keepNext/></w:pPr>"),
        (f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/>{tracked("ins")}</w:numPr></w:pPr></w:p>', b"numId", b"<w:p/>"),
        (f"<w:tbl><w:tblPr><w:bidiVisual/>{tracked('tblPrChange', '<w:tblPr/>')}</w:tblPr>{row('a')}</w:tbl>",
         b"bidiVisual", b"<w:tblPr/>"),
    ],
)  # fmt: skip
def test_properties_of_paragraphs_lists_and_tables_are_put_back(body: str, now: bytes, before: bytes) -> None:
    docx = word_file(body, p("z"))
    assert len(redline.revisions(docx)) == 1
    assert now in unpacked(redline.accept_all(docx))["word/document.xml"]
    assert before in unpacked(redline.reject_all(docx))["word/document.xml"]
    assert redline.revisions(redline.accept_all(docx)) == redline.revisions(redline.reject_all(docx)) == []


def moved(kind: str, *blocks: str) -> str:
    return (
        f'<w:{kind}RangeStart w:id="7{len(kind)}" w:author="Jan" w:name="move1"/>{"".join(blocks)}'
        f'<w:{kind}RangeEnd w:id="7{len(kind)}"/>'
    )


def move() -> bytes:
    source = moved("moveFrom", end("moveFrom", tracked("moveFrom", run("verhuisd"))))
    target = moved("moveTo", end("moveTo", tracked("moveTo", run("verhuisd"))))
    return word_file(source, p("vast"), target, p("z"))


def test_the_halves_of_a_move_know_and_follow_each_other() -> None:
    docx = move()
    assert [(each.kind, each.text, each.pair) for each in redline.revisions(docx)] == [
        ("moved from", "verhuisd\n", 2), ("moved to", "verhuisd\n", 1)]  # fmt: skip
    assert redline.text(redline.accept_all(docx)) == "vast\nverhuisd\nz"
    assert redline.text(redline.reject_all(docx)) == "verhuisd\nvast\nz"
    for number in (1, 2):
        accepted, rejected = redline.accept(docx, [number]), redline.reject(docx, [number])
        assert redline.text(accepted) == "vast\nverhuisd\nz"
        assert redline.text(rejected) == "verhuisd\nvast\nz"
        for each in (accepted, rejected):
            assert b"move" not in unpacked(each)["word/document.xml"]


def test_changes_in_hyperlinks_and_controls_are_found() -> None:
    inside = f"<w:hyperlink>{gone('oud')}{added('nieuw')}</w:hyperlink>"
    assert both(p("a ", inside)) == ("a nieuw", "a oud")
    assert both(p(control("t", gone("oud") + added("nieuw")))) == ("nieuw", "oud")
    assert both(control("t", end("ins", added("erbij")) + p("vast"))) == ("erbij\nvast", "vast")
    whole = f"<w:hyperlink>{added('nieuw')}</w:hyperlink>"
    assert b"hyperlink" not in unpacked(redline.reject_all(word_file(p("a", whole))))["word/document.xml"]


def test_a_content_control_comes_and_goes_apart_from_its_text() -> None:
    def control_range(kind: str, number: int, side: str) -> str:
        by = ' w:author="Jan"' if side == "Start" else ""
        return f'<w:customXml{kind}Range{side} w:id="{number}"{by}/>'

    body = p(
        control_range("Del", 1, "Start")
        + control("t", control_range("Del", 1, "End") + run("tekst") + control_range("Del", 2, "Start"))
        + control_range("Del", 2, "End")
    )
    docx = word_file(body)
    assert [each.kind for each in redline.revisions(docx)] == ["content control deleted"]
    accepted, rejected = redline.accept_all(docx), redline.reject_all(docx)
    assert redline.accept(docx, [1]) == accepted
    assert redline.text(accepted) == redline.text(rejected) == "tekst"
    assert b"w:sdt" not in unpacked(accepted)["word/document.xml"]
    assert b"w:sdt" in unpacked(rejected)["word/document.xml"]


def test_a_deleted_field_comes_back_as_a_field() -> None:
    pieces = ['<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run(" REF x ", "delInstrText"),
              '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("7", "delText"),
              '<w:r><w:fldChar w:fldCharType="end"/></w:r>']  # fmt: skip
    docx = word_file(p("a ", tracked("del", "".join(pieces)), " b"))
    back = unpacked(redline.reject_all(docx))["word/document.xml"]
    assert b"<w:instrText" in back and b"delInstrText" not in back
    assert redline.text(redline.reject_all(docx)) == "a 7 b"


def test_the_rest_of_a_field_goes_when_its_beginning_does() -> None:
    body = p("a", tracked("ins", mark("begin")), mark("separate"), mark("end"))
    assert b"fldChar" not in unpacked(redline.reject_all(word_file(body)))["word/document.xml"]


def test_notes_headers_and_footers_are_gone_through_and_a_note_goes_with_its_reference() -> None:
    docx = word_file(
        p("a", tracked("del", reference("footnote", 1)), reference("footnote", 2)),
        footnotes=note("footnote", 1, p(gone("eerste"))) + note("footnote", 2, p("tweede ", added("erbij"))),
        header=p("kop ", gone("oud")),
        footer=p("voet ", added("nieuw")),
    )
    assert [(each.place.story, each.text) for each in redline.revisions(docx)] == [
        ("body", ""), ("footnote 1", "eerste"), ("footnote 2", "erbij"), ("header", "oud"), ("footer", "nieuw")
    ]  # fmt: skip
    assert redline.text(redline.accept_all(docx)) == "a[1]\n[1] tweede erbij\nkop \nvoet nieuw"
    assert redline.text(redline.reject_all(docx)) == "a[1][2]\n[1] eerste\n[2] tweede\nkop oud\nvoet "
    assert b'footnote w:id="1"' not in unpacked(redline.accept_all(docx))["word/footnotes.xml"]


def test_a_text_box_and_its_copy_for_older_programs_change_together() -> None:
    def box(inner: str) -> str:
        shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        old = f"<v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    docx = word_file(p("a", box(p("in ", gone("oud"), added("nieuw")))))
    assert [each.text for each in redline.revisions(docx)] == ["oud", "nieuw"]
    done = redline.accept(docx, [1, 2])
    assert redline.revisions(done) == [] and b"oud" not in unpacked(done)["word/document.xml"]
    assert unpacked(done)["word/document.xml"].count(b"nieuw") == 2


def test_text_that_two_deleted_stays_deleted_text_when_one_deletion_is_rejected() -> None:
    inner = tracked("del", run("nota", "delText"), "Piet")
    docx = word_file(p("De ", tracked("del", inner, "Jan"), "brief."), p("z"))
    numbers = {each.author: each.id for each in redline.revisions(docx)}
    for author in ("Jan", "Piet"):
        left = redline.reject(docx, [numbers[author]])
        assert faults(left) == []
        assert redline.text(redline.reject_all(left)) == redline.text(docx, "original")
        assert redline.text(left) == redline.text(docx)


def test_formulas_change() -> None:
    formula = f"<m:oMath><m:r>{tracked('ins', '<m:t>2</m:t>')}</m:r><m:r><m:t>x</m:t></m:r></m:oMath>"
    assert both(p("a", formula)) == ("a2x", "ax")


def test_ranges_that_begin_in_what_goes_are_kept_whole() -> None:
    mark = tracked("del", '<w:bookmarkStart w:id="5" w:name="x"/>' + run("weg", "delText"))
    docx = word_file(p(mark, "blijft", '<w:bookmarkEnd w:id="5"/>'))
    assert faults(redline.accept_all(docx)) == []
    assert b"bookmarkStart" in unpacked(redline.accept_all(docx))["word/document.xml"]
    whole = tracked(
        "del", '<w:bookmarkStart w:id="5" w:name="x"/>' + run("weg", "delText") + '<w:bookmarkEnd w:id="5"/>'
    )
    assert b"bookmark" not in unpacked(redline.accept_all(word_file(p(whole, "b"))))["word/document.xml"]


def test_some_changes_are_accepted_and_others_left() -> None:
    docx = word_file(p(added("een "), "vast ", gone("twee "), "vast ", added("drie")))
    some = redline.reject(redline.accept(docx, [1]), [1])
    assert redline.text(some) == "een vast twee vast drie"
    assert [each.text for each in redline.revisions(some)] == ["drie"]
    assert redline.accept(docx, [1, 2, 3]) == redline.accept_all(docx)
    assert redline.reject(docx, [1, 2, 3]) == redline.reject_all(docx)
    assert redline.text(redline.accept(docx, [])) == redline.text(docx)


def test_an_unknown_change_is_refused() -> None:
    with pytest.raises(LookupError, match="no tracked change 7; it has 1, numbered from 1"):
        redline.accept(word_file(p("a", added("b"))), [7])


def test_the_same_file_gives_the_same_bytes() -> None:
    docx = word_file(p("a", added("b"), gone("c")))
    assert redline.accept_all(docx) == redline.accept_all(docx)
    assert redline.accept_all(redline.accept_all(docx)) == redline.accept_all(docx)


def test_real_changes_are_accepted_and_rejected_as_word_does_it() -> None:
    folder = corpus()
    wrong = []
    for line in json.loads((folder / "manifest.json").read_text())["revisions"]:
        revised = (folder / line["revised"]).read_bytes()
        for name, result in (("accepted", redline.accept_all(revised)), ("rejected", redline.reject_all(revised))):
            ours, words = read(result, "accepted"), read((folder / line[name]).read_bytes(), "accepted")
            if (plain(ours.body), plain(ours.notes)) != (plain(words.body), plain(words.notes)):
                wrong.append((line["id"], name, "reads otherwise"))
            if redline.revisions(result):
                wrong.append((line["id"], name, "has marks left"))
        everything = [each.id for each in redline.revisions(revised)]
        if redline.accept(revised, everything) != redline.accept_all(revised):
            wrong.append((line["id"], "accept", "by number is otherwise"))
    assert wrong == []
