"""A merged file after it was decided about: what is in the text, and what each party is told."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraaf.redline import (
    Answer,
    Remark,
    accept,
    accept_all,
    answered,
    comments,
    compare,
    decide,
    fingerprint,
    merge,
    reject,
    reject_all,
    remark,
    revisions,
    text,
)
from tests.redline.any_file import slow, versions
from tests.redline.laws import said
from tests.support.word.files import corpus, faults, p, row, run, word_file

DAY = "2026-03-01T10:00:00Z"
BASE = word_file(p(run("Het kabinet maakt keuzes.")), p(run("Het plan volgt snel.")), p(run("Einde.")))
FIN = word_file(p(run("Het kabinet maakt scherpe keuzes.")), p(run("Het plan volgt snel.")), p(run("Einde.")))
OCW = word_file(p(run("Het kabinet maakt keuzes.")), p(run("Het plan volgt in mei.")), p(run("Einde.")))


def merged() -> bytes:
    fin = remark(compare(BASE, FIN, author="Fin", date=DAY), [Remark("Einde.", "Echt?")], author="Fin", date=DAY)
    ocw = compare(BASE, OCW, author="Ocw", date=DAY)
    return merge(BASE, {"FIN": fin, "OCW": ocw}).docx


def ids(docx: bytes, author: str) -> tuple[int, ...]:
    return tuple(each.id for each in revisions(docx) if each.author == author)


def test_what_is_decided_on_is_in_the_text_and_all_else_is_not() -> None:
    docx = merged()

    assert text(decide(docx, ids(docx, "Fin"))) == text(FIN)
    assert text(decide(docx, ids(docx, "Ocw"))) == text(OCW)
    assert text(decide(docx, [])) == text(BASE)


def test_the_answer_about_a_deleted_row_stays_where_another_party_put_a_cell_in_it() -> None:
    def letter(*rows: str) -> bytes:
        return word_file(p("Een tabel."), *([f"<w:tbl>{''.join(rows)}</w:tbl>"] if rows else []), p("Einde."))

    base = letter(row("Jaar"), row("", ""))
    copies = {"FIN": letter(), "OCW": letter(row("Jaar"), row("meer"))}
    docx = merge(base, {code: compare(base, copy, author=code, date=DAY) for code, copy in copies.items()}).docx

    done = answered(docx, [Answer("Ja.", changes=(n,)) for n in ids(docx, "FIN")], author="E", date=DAY)

    assert [each.text for each in comments(done)] == ["Ja."] * len(ids(docx, "FIN"))
    assert text(accept_all(done)) == text(copies["FIN"])


def test_after_a_decision_no_change_comment_or_name_is_left() -> None:
    done = decide(merged(), [])

    assert revisions(done) == []
    assert comments(done) == []
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        assert b"Fin" not in b"".join(archive.read(name) for name in archive.namelist())
    assert faults(done) == []


def test_each_change_and_comment_has_its_answer_beside_it_and_those_of_others_are_gone() -> None:
    docx = merged()
    (comment,) = comments(docx)

    done = answered(
        docx,
        [Answer("Overgenomen.", changes=ids(docx, "Fin")), Answer("Ja.", comment=comment.id)],
        author="Eigenaar",
        date=DAY,
    )

    assert {each.author for each in revisions(done)} == {"Fin"}
    assert text(accept_all(done)) == text(FIN)
    told = {each.text: each for each in comments(done)}
    assert told["Ja."].parent == told["Echt?"].id
    assert "scherpe" in told["Overgenomen."].anchored
    assert faults(done) == []


def test_an_answer_may_hide_who_else_made_a_change() -> None:
    both = merge(
        BASE, {"FIN": compare(BASE, FIN, author="Fin", date=DAY), "OCW": compare(BASE, FIN, author="Ocw", date=DAY)}
    ).docx

    done = answered(both, [Answer("Ja.", changes=(1,), author="Ocw")], author="Eigenaar", date=DAY)

    assert {each.author for each in revisions(done)} == {"Ocw"}


@pytest.mark.parametrize("wrong", [Answer("Ja.", changes=(99,)), Answer("Ja.", comment="99")])
def test_an_answer_to_what_is_not_there_is_refused(wrong: Answer) -> None:
    with pytest.raises(LookupError, match="99"):
        answered(merged(), [wrong], author="Eigenaar", date=DAY)
    with pytest.raises(LookupError, match="99"):
        decide(merged(), [99])


def test_a_remark_is_on_its_passage_and_changes_no_word() -> None:
    done = remark(BASE, [Remark("maakt keuzes", "Welke?"), Remark("plan", "Wanneer?")], author="Fin", date=DAY)

    assert [(each.text, each.anchored) for each in comments(done)] == [
        ("Welke?", "maakt keuzes"),
        ("Wanneer?", "plan"),
    ]
    assert fingerprint(done) == fingerprint(BASE)
    assert faults(done) == []


@pytest.mark.parametrize("passage", ["", "staat er niet"])
def test_a_remark_on_a_passage_that_is_not_there_is_refused(passage: str) -> None:
    with pytest.raises(LookupError, match="not in the file"):
        remark(BASE, [Remark(passage, "Wat?")], author="Fin", date=DAY)


@pytest.mark.long
@slow
@given(files=versions(3), data=st.data())
def test_deciding_is_accepting_those_and_rejecting_the_others(files: list[bytes], data: st.DataObject) -> None:
    base, *copies = files
    docx = merge(base, {f"P{place}": compare(base, copy, author=f"P{place}", date=DAY) for place, copy in
                        enumerate(copies)}).docx  # fmt: skip
    numbers = [each.id for each in revisions(docx)]
    chosen = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    # Both halves of a move are decided on alike.
    chosen |= {each.pair for each in revisions(docx) if each.id in chosen and each.pair is not None}

    done = decide(docx, chosen)

    assert said(done) == said(reject_all(accept(docx, chosen)))
    assert said(done) == said(accept_all(reject(docx, set(numbers) - chosen)))


@pytest.mark.long
@slow
@given(files=versions(3))
def test_the_answered_copy_of_a_party_reads_as_its_copy(files: list[bytes]) -> None:
    base, *copies = files
    given_ = {f"P{place}": compare(base, copy, author=f"P{place}", date=DAY) for place, copy in enumerate(copies)}
    result = merge(base, given_)
    for party, copy in given_.items():
        own = [number for number, sources in result.changes.items() if any(s.party == party for s in sources)]
        done = answered(result.docx, [Answer("Ja.", changes=(n,)) for n in own], author="E", date=DAY)
        assert said(accept_all(done)) == said(accept_all(copy))
        assert said(reject_all(done)) == said(base)
        assert [each.text for each in comments(done)].count("Ja.") == len(own)
        assert faults(done) == faults(result.docx)


def test_on_the_corpus_deciding_for_all_or_none_reads_as_new_or_old() -> None:
    folder = corpus()
    for line in json.loads((folder / "manifest.json").read_text())["pairs"][:12]:
        old, new = ((folder / line[side]).read_bytes() for side in ("old", "new"))
        docx = compare(old, new, author="A", date=DAY)
        numbers = [each.id for each in revisions(docx)]
        assert said(decide(docx, numbers)) == said(new)
        assert said(decide(docx, [])) == said(old)
