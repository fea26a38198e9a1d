"""Copies whose content controls around paragraphs went, came or stand elsewhere, as by way of ODT: still copies."""

import re

import pytest
from lxml import etree

from paraaf import redline
from tests.redline.laws import said
from tests.support.word.files import W, control, faults, p, row, run, tracked, unpacked, word_file

FIRST, SECOND, THIRD = "Eerste alinea van de brief.", "Tweede alinea over het plan.", "Derde alinea met de planning."
TEXT = (p(FIRST), p(SECOND), p(THIRD))
OPENING, NAME = p("Geachte Voorzitter,"), p("M. Minister")
BASE = word_file(OPENING, control("body", "".join(TEXT)), NAME)
NEW = tracked("ins", run("Iets nieuws."))


def ended(what: str, inner: str) -> str:
    """Return a paragraph whose end was inserted or deleted."""
    return f"<w:p><w:pPr><w:rPr>{tracked(what)}</w:rPr></w:pPr>{inner}</w:p>"


def bare(*body: str) -> bytes:
    return word_file(OPENING, *body, NAME)


SECOND_CHANGED = p(run("Tweede "), tracked("ins", run("goede ")), run("alinea over het plan."))
COPIES = {
    "a word": bare(p(FIRST), SECOND_CHANGED, p(THIRD)),
    "a paragraph at the beginning": bare(ended("ins", NEW), *TEXT),
    "a paragraph in the middle": bare(p(FIRST), ended("ins", NEW), p(SECOND), p(THIRD)),
    "a paragraph at the end": bare(*TEXT, ended("ins", NEW)),
    "Enter at the end": bare(p(FIRST), p(SECOND), ended("ins", run(THIRD)), p(NEW)),
    "the end joined with the name": bare(p(FIRST), p(SECOND), ended("del", run(THIRD))),
    "all of it deleted": bare(
        *(ended("del", tracked("del", run(each, "delText"))) for each in (FIRST, SECOND, THIRD))
    ),
    "another one around a part": bare(p(FIRST), control("x", SECOND_CHANGED), p(THIRD)),
    "one in another": bare(control("x", control("y", p(FIRST) + SECOND_CHANGED) + p(THIRD))),
    "one around everything": word_file(control("x", OPENING + p(FIRST) + SECOND_CHANGED + p(THIRD) + NAME)),
    "one around nothing more": bare(p(FIRST), SECOND_CHANGED, p(THIRD), control("x", p(""))),
    "without a tag": bare(control("", p(FIRST) + SECOND_CHANGED + p(THIRD))),
}  # fmt: skip


def hold(base: bytes, copy: bytes) -> redline.Merged:
    merged = redline.merge(base, {"FIN": copy})
    assert faults(merged.docx) == []
    assert said(redline.accept_all(merged.docx)) == said(redline.accept_all(copy))
    assert said(redline.reject_all(merged.docx)) == said(base)
    assert controls(redline.reject_all(merged.docx)) == controls(base)
    assert merged.unplaced == ()
    return merged


def controls(docx: bytes) -> list[tuple[str, str]]:
    """Return the controls of a body, with what is in each."""
    root = etree.fromstring(unpacked(docx)["word/document.xml"])
    w = f"{{{W}}}"
    return [
        (str(each.find(f"{w}sdtPr/{w}tag").get(f"{w}val")), "|".join("".join(x.itertext()) for x in each.iter(f"{w}p")))
        for each in root.iter(f"{w}sdt")
    ]


@pytest.mark.parametrize("kind", [each for each in COPIES if each != "one around nothing more"])
def test_what_was_tracked_in_a_copy_without_its_control_is_where_it_was_and_nothing_else(kind: str) -> None:
    merged = hold(BASE, COPIES[kind])
    assert merged.untracked == ()
    assert {each.author for each in redline.revisions(merged.docx)} == {"Jan"}


def test_a_control_with_an_empty_paragraph_more_is_read_too() -> None:
    assert "goede " in [each.text for each in redline.revisions(hold(BASE, COPIES["one around nothing more"]).docx)]


@pytest.mark.parametrize("kind", ["a paragraph at the beginning", "a paragraph at the end", "Enter at the end"])
def test_a_paragraph_at_the_edge_of_a_text_belongs_to_the_text(kind: str) -> None:
    ((_, inner),) = controls(redline.accept_all(hold(BASE, COPIES[kind]).docx))
    assert "Iets nieuws." in inner and "M. Minister" not in inner


def test_a_paragraph_beside_a_control_around_one_paragraph_stays_out_of_it() -> None:
    base = word_file(*TEXT, control("signature", p("Nog niet ondertekend")), NAME)
    copy = word_file(*TEXT, ended("ins", NEW), p("Nog niet ondertekend"), NAME)
    assert controls(redline.accept_all(hold(base, copy).docx)) == [("signature", "Nog niet ondertekend")]


def test_two_controls_beside_each_other_are_put_back_as_two() -> None:
    base = word_file(control("one", TEXT[0] + TEXT[1]), control("two", TEXT[2] + NAME))
    copy = word_file(TEXT[0], TEXT[1], ended("ins", NEW), TEXT[2], NAME)
    accepted = controls(redline.accept_all(hold(base, copy).docx))
    assert accepted == [("one", f"{FIRST}|{SECOND}|Iets nieuws."), ("two", f"{THIRD}|M. Minister")]


def test_what_was_changed_without_tracking_is_found_in_a_copy_without_its_control() -> None:
    for copy in (bare(p(FIRST), p("Tweede alinea over een plan."), p(THIRD)), bare(*TEXT, p("Nog een alinea erbij."))):
        assert hold(BASE, copy).untracked
    both = bare(p(FIRST), p(run("Tweede "), tracked("ins", run("goede ")), run("alinea over een plan.")), p(THIRD))
    found = {(each.author, each.text) for each in redline.revisions(hold(BASE, both).docx)}
    assert found == {("Jan", "goede "), ("untracked, by FIN", "het"), ("untracked, by FIN", "een")}


def test_a_control_in_a_cell_or_header_or_around_a_table_or_row_may_go_too() -> None:
    cell, other = p(FIRST), p(SECOND)
    tables = {
        "cell": [
            f"<w:tbl>{row(inner, 'cel')}</w:tbl>" for inner in (control("c", cell + other) + NAME, cell + other + NAME)
        ],
        "table": [f(f"<w:tbl>{row(FIRST)}</w:tbl>") for f in (lambda x: control("t", x), lambda x: x)],
        "row": [f"<w:tbl>{inner}{row('b')}</w:tbl>" for inner in (control("r", row("a")), row("a"))],
    }
    for old, new in tables.values():
        for base, copy in ((old, new), (new, old)):
            assert redline.revisions(hold(word_file(OPENING, base, NAME), word_file(OPENING, copy, NAME)).docx) == []
            changed = copy.replace("Eerste", "Laatste").replace('<w:t xml:space="preserve">a<', "<w:t>z<")
            assert hold(word_file(OPENING, base, NAME), word_file(OPENING, changed, NAME)).untracked
    old, new = (word_file(NAME, header=inner) for inner in (control("h", cell + other), cell + SECOND_CHANGED))
    merged = redline.merge(old, {"FIN": new})
    assert [(each.author, each.text) for each in redline.revisions(merged.docx)] == [("Jan", "goede ")]


def remark(number: int, inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def with_comments(*body: str, count: int) -> bytes:
    said = "".join(
        f'<w:comment w:id="{n}" w:author="Jan" w:date="2026-03-01T10:00:00Z">{p(f"Voorwaarde: {n}.")}</w:comment>'
        for n in range(count)
    )
    return word_file(*body, comments=said)


def test_comments_in_across_and_outside_a_lost_control_stay_on_their_words() -> None:
    across = f'<w:commentRangeStart w:id="2"/>{p(THIRD)}'
    after = p(run("M. Minister"), '<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>')
    copy = with_comments(p(remark(0, run("Geachte Voorzitter,"))), p(FIRST), p(remark(1, run(SECOND))), across, after,
                         count=4)  # fmt: skip
    merged = hold(BASE, copy)
    found = {each.text: each.anchored for each in redline.comments(merged.docx)}
    assert found == {
        "Voorwaarde: 0.": "Geachte Voorzitter,", "Voorwaarde: 1.": SECOND,
        "Voorwaarde: 2.": f"{THIRD}\nM. Minister", "Voorwaarde: 3.": "",
    }  # fmt: skip


def test_bookmarks_across_the_edge_of_a_lost_control_stay() -> None:
    copy = bare('<w:bookmarkStart w:id="7" w:name="plek"/>', p(FIRST), p(SECOND), p(THIRD), '<w:bookmarkEnd w:id="7"/>')
    assert len(re.findall(b"bookmark(Start|End)", unpacked(hold(BASE, copy).docx)["word/document.xml"])) == 2


def test_controls_whose_going_is_tracked_stay_a_change() -> None:
    copy = redline.compare(BASE, bare(p(FIRST)), author="Jan", date="")
    assert said(redline.accept_all(redline.merge(BASE, {"FIN": copy}).docx)) == said(redline.accept_all(copy))


SUBJECT, OTHER = "Beleid in het klein", p("Andere tekst.")


def subject(inner: str) -> str:
    return p(run("Betreft "), inner, run(" einde."))


@pytest.mark.parametrize("tag", ["none", "", "subject"])
@pytest.mark.parametrize("rest", [p("Tekst."), OTHER])
def test_a_control_within_a_line_that_was_lost_makes_no_change_of_its_words(tag: str, rest: str) -> None:
    base = word_file(subject(control("subject", run(SUBJECT))), p("Tekst."))
    inner = run("Beleid ") + tracked("ins", run("nieuw ")) + run("in het ") + tracked("del", run("klein", "delText"))
    copy = word_file(subject(inner if tag == "none" else control(tag, inner)), rest)
    merged = hold(base, copy)
    found = [(each.kind, each.text) for each in redline.revisions(merged.docx) if each.author == "Jan"]
    assert found == [("inserted", "nieuw "), ("deleted", "klein")]
    assert {each.text for each in redline.revisions(merged.docx) if each.author != "Jan"} <= {"Tekst", "Andere tekst"}
    assert controls(redline.accept_all(merged.docx))[0][0] == "subject"
