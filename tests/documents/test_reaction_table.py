from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from paraaf.documents import body_text, render_reaction_table
from tests.documents.facts_of_the_case import REACTION_TABLE, ROWS, template
from tests.support.word import contents

TEMPLATE = template("reaction_table")


@pytest.fixture(scope="module")
def table() -> bytes:
    return render_reaction_table(REACTION_TABLE, TEMPLATE)


def test_same_facts_give_the_same_bytes(table: bytes) -> None:
    assert render_reaction_table(REACTION_TABLE, TEMPLATE) == table


def test_page_is_a4_on_its_side(table: bytes) -> None:
    size = next(contents.root(table).iter(qn("w:pgSz")))
    assert (size.get(qn("w:w")), size.get(qn("w:h")), size.get(qn("w:orient"))) == ("16838", "11906", "landscape")


def test_positions_come_before_comments(table: bytes) -> None:
    positions, comments = contents.tables(table)
    assert positions[1] == [
        "FIN",
        "akkoord onder voorwaarde",
        "J. Bakker",
        "22 september 2025",
        "1",
        "Dekking ontbreekt in paragraaf 3.",
    ]
    assert positions[4][1:4] == ["stilzwijgend akkoord", "–", "–"]
    assert comments[0] == ["Nr", "Partij", "Passage", "Opmerking en voorstel", "Gewicht", "Beantwoording"]
    assert [heading for _, heading in contents.headings(table)] == [
        "Reactietabel",
        "Standpunten",
        "Opmerkingen en beantwoording",
    ]


def test_each_comment_has_its_answer_or_is_still_to_be_answered(table: bytes) -> None:
    comments = contents.tables(table)[1]
    assert comments[1][5] == "Overgenomen / Tekst is aangepast."
    assert "Voorstel: Voor elke markt komt er, binnen bestaande budgetten" in comments[1][3]
    assert comments[3][2] == "hele brief"
    assert comments[3][5] == "nog te beantwoorden"
    assert contents.field(table, "paraaf.state") == "één van drie opmerkingen nog te beantwoorden"


def test_state_says_so_only_when_all_comments_are_answered() -> None:
    answered = replace(REACTION_TABLE, rows=ROWS[:2], answered=True)
    assert (
        contents.field(render_reaction_table(answered, TEMPLATE), "paraaf.state") == "alle opmerkingen zijn beantwoord"
    )
    claimed = replace(REACTION_TABLE, answered=True)
    assert "nog te beantwoorden" in contents.field(render_reaction_table(claimed, TEMPLATE), "paraaf.state")


def test_heading_rows_are_repeated(table: bytes) -> None:
    assert [len(list(each.iter(qn("w:tblHeader")))) for each in contents.root(table).iter(qn("w:tbl"))] == [1, 1]


def test_round_without_comments_says_so() -> None:
    empty = render_reaction_table(replace(REACTION_TABLE, rows=(), positions=()), TEMPLATE)
    assert "Er zijn geen opmerkingen gemaakt." in body_text(empty)
    assert contents.tables(empty) == []


def test_comments_are_plain_text_line_by_line() -> None:
    hostile = replace(ROWS[0], comment="=HYPERLINK(1)\x00\n**vet** <b>x</b>\r\n{ DDEAUTO }", party="<w:tc/>")
    made = render_reaction_table(replace(REACTION_TABLE, rows=(hostile,)), TEMPLATE)
    row = contents.tables(made)[1][1]
    assert row[1].startswith("<w:tc/>")
    assert row[3].startswith("=HYPERLINK(1) / **vet** <b>x</b> / { DDEAUTO } / Voorstel:")
