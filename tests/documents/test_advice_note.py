from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from models.enums import CommitmentKind
from paraaf.documents import CommitmentFacts, body_text, render_advice_note
from tests.documents.facts_of_the_case import FINGERPRINT, NOTE, template
from tests.support.word import contents

TEMPLATE = template("advice_note")


@pytest.fixture(scope="module")
def note() -> bytes:
    return render_advice_note(NOTE, TEMPLATE)


@pytest.fixture(scope="module")
def public() -> bytes:
    return render_advice_note(replace(NOTE, public=True), TEMPLATE)


def test_same_facts_give_the_same_bytes(note: bytes) -> None:
    assert render_advice_note(NOTE, TEMPLATE) == note


def test_headings_stand_in_the_fixed_order_without_gaps(note: bytes) -> None:
    assert contents.headings(note) == [
        ("Title", "Nota ter beslissing"),
        ("Heading1", "Aanleiding"),
        ("Heading1", "Geadviseerd besluit"),
        ("Heading1", "Kernpunten"),
        ("Heading1", "Toelichting"),
        ("Heading2", "Politieke context"),
        ("Heading2", "Krachtenveld"),
        ("Heading2", "Eerdere behandeling"),
        ("Heading1", "Financiële overwegingen"),
        ("Heading1", "Juridische overwegingen"),
        ("Heading1", "Informatie die niet openbaar gemaakt kan worden"),
        ("Heading1", "Bijlagen"),
    ]


def test_key_points_are_a_list_of_three_levels(note: bytes) -> None:
    assert [level for _, level, _ in contents.list_items(note)][:7] == [0, 0, 1, 2, 1, 1, 0]


def test_title_block_says_which_text_the_note_is_about(note: bytes) -> None:
    assert contents.field(note, "paraaf.letter") == f"versie 2, vingerafdruk {FINGERPRINT[:12]}"
    assert FINGERPRINT[:13] not in body_text(note)


def test_public_version_leaves_out_what_is_not_public_and_says_so(note: bytes, public: bytes) -> None:
    assert ("Title", "Nota ter beslissing (openbare versie)") in contents.headings(public)
    assert "Onderhandelingen" in body_text(note)
    assert all(b"Onderhandelingen" not in content for content in contents.parts(public).values())
    assert "In deze openbare versie is één onderdeel van de nota weggelaten." in body_text(public)
    assert "weggelaten" not in body_text(note)


def test_public_version_does_not_name_the_section_it_leaves_out() -> None:
    section = replace(NOTE.sections[-1], heading="Bedrijf X")
    public = render_advice_note(replace(NOTE, public=True, sections=(section, section)), TEMPLATE)
    assert "Bedrijf X" not in body_text(public)
    assert "zijn twee onderdelen van de nota weggelaten" in body_text(public)


def test_commitments_are_told_with_the_passage_that_meets_them_or_that_none_does(note: bytes) -> None:
    table = contents.tables(note)[0]
    assert table[1] == [
        "Motie",
        "Martens-America",
        "Lessen van de Beethoven-aanpak benutten",
        "–",
        "“worden lessen van de Beethoven-aanpak benut”",
    ]
    assert table[2][3] == "3 september 2025 / Debat halfgeleiders"
    assert table[2][4] == "nog niet afgedaan: de genoemde passage staat niet in de brief"
    assert "Van de volgende twee moties en toezeggingen doet de brief er één af:" in body_text(note)


def test_a_commitment_without_a_passage_is_never_called_discharged() -> None:
    commitment = CommitmentFacts(CommitmentKind.MOTION, "Dassen", "Sandboxes", None, "", " ", discharged=True)
    note = render_advice_note(replace(NOTE, commitments=(commitment,)), TEMPLATE)
    assert contents.tables(note)[0][1][4] == "nog niet afgedaan: er is geen passage in de brief genoemd"
    assert "met deze brief nog niet afgedaan:" in body_text(note)


def test_table_of_positions_holds_every_consulted_party(note: bytes) -> None:
    table = contents.tables(note)[1]
    assert table[0] == ["Partij", "Standpunt", "Versie", "Datum", "Opmerking"]
    assert [row[0] for row in table[1:]] == [stance.party for stance in NOTE.stances]
    assert table[4] == ["KGG", "akkoord", "1", "2 oktober 2025", "Tekst daarna gewijzigd."]


def test_earlier_returns_are_told(note: bytes) -> None:
    assert "WJZ heeft de brief op 7 oktober 2025 teruggestuurd: Juridische grondslag toelichten." in body_text(note)
    without = render_advice_note(replace(NOTE, returns=()), TEMPLATE)
    assert ("Heading2", "Eerdere behandeling") not in contents.headings(without)


def test_every_table_has_a_heading_row_and_a_title(note: bytes) -> None:
    for table in contents.root(note).iter(qn("w:tbl")):
        assert len(list(table.iter(qn("w:tblHeader")))) == 1
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))


def test_remarks_of_others_are_plain_text() -> None:
    hostile = "**vet** <w:p/> [x](https://example.nl)\x00 { DATE }"
    stances = (replace(NOTE.stances[0], remarks=(hostile,)),)
    note = render_advice_note(replace(NOTE, stances=stances), TEMPLATE)
    assert "**vet** <w:p/> [x](https://example.nl) { DATE }" in body_text(note)
    assert not list(contents.root(note).iter(qn("w:hyperlink"), qn("w:fldSimple"), qn("w:instrText")))


def test_note_with_nothing_in_it_can_be_made() -> None:
    empty = replace(
        NOTE,
        occasion="",
        advised_decision="",
        key_points=(),
        political_context=(),
        commitments=(),
        stances=(),
        field_remarks=(),
        escalations=(),
        returns=(),
        sections=(),
        attachments=(),
    )
    assert "Er zijn geen reacties op de brief vastgelegd." in body_text(render_advice_note(empty, TEMPLATE))
