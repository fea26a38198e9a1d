import pytest
from docx.oxml.ns import qn

from models.errors import InvalidAnswers
from paraaf.documents import Edit, apply_edits, body_text, render_letter
from tests.documents.facts_of_the_case import LETTER, STAMP, template
from tests.support.refusals import english
from tests.support.word import contents

LETTER_TEXT = contents.own_letter()


def lines(content: bytes) -> list[str]:
    return body_text(content).split("\n")


def test_replace_across_runs_keeps_the_formatting_around_it() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("replace", "voor scherpe keuzes", "voor duidelijke keuzes")])
    assert lines(edited)[1] == "Het kabinet kiest voor duidelijke keuzes in het industriebeleid."
    runs = list(contents.root(edited).iter(qn("w:p")))[1].findall(qn("w:r"))
    assert [contents.text(r) for r in runs] == [
        "Het kabinet ",
        "kiest voor duidelijke keuzes",
        "",
        " in het industriebeleid.",
    ]
    assert runs[1].find(f"{qn('w:rPr')}/{qn('w:b')}") is not None


def test_passages_are_found_whatever_their_white_space() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("replace", "Het  kabinet\n kiest", "De regering kiest")])
    assert lines(edited)[1].startswith("De regering kiest voor scherpe")


def test_insert_after_adds_paragraphs_in_the_same_style() -> None:
    edited = apply_edits(
        LETTER_TEXT, [Edit("insert_after", "Alleen deze", "Een toevoeging\nvan een alinea.\n\nEn nog een.")]
    )
    position = lines(edited).index("Alleen deze zin.")
    assert lines(edited)[position + 1 : position + 3] == ["Een toevoeging van een alinea.", "En nog een."]
    added = next(p for p in contents.root(edited).iter(qn("w:p")) if contents.text(p) == "En nog een.")
    assert contents.style(added) == "ListBullet"


def test_what_is_inserted_after_a_heading_is_no_heading() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("insert_after", "Aanleiding", "Eerste alinea.")])
    added = next(p for p in contents.root(edited).iter(qn("w:p")) if contents.text(p) == "Eerste alinea.")
    assert contents.style(added) == "Normal"


def test_two_insertions_after_one_paragraph_stand_in_the_order_given() -> None:
    edits = [Edit("insert_after", "Alleen deze zin.", "Een."), Edit("insert_after", "Alleen deze zin.", "Twee.")]
    found = lines(apply_edits(LETTER_TEXT, edits))
    assert found[found.index("Alleen deze zin.") + 1 :][:2] == ["Een.", "Twee."]


def test_delete_takes_out_the_passage_and_one_space() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("delete", "voor scherpe keuzes")])
    assert lines(edited)[1] == "Het kabinet kiest in het industriebeleid."


def test_delete_takes_out_a_paragraph_that_gets_empty() -> None:
    before = len(list(contents.root(LETTER_TEXT).iter(qn("w:p"))))
    edited = apply_edits(LETTER_TEXT, [Edit("delete", "Alleen deze zin.")])
    assert len(list(contents.root(edited).iter(qn("w:p")))) == before - 1


def test_delete_never_leaves_a_table_cell_without_a_paragraph() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("delete", "Cel met tekst")])
    assert [len(cell.findall(qn("w:p"))) for cell in contents.root(edited).iter(qn("w:tc"))] == [1, 1]


def test_several_edits_in_one_paragraph_do_not_get_in_each_others_way() -> None:
    edits = [
        Edit("replace", "Het kabinet", "De regering"),
        Edit("replace", "industriebeleid", "industrie- en innovatiebeleid"),
        Edit("delete", "scherpe"),
        Edit("insert_after", "industriebeleid", "Slotzin."),
    ]
    edited = apply_edits(LETTER_TEXT, edits)
    assert lines(edited)[1:3] == ["De regering kiest voor keuzes in het industrie- en innovatiebeleid.", "Slotzin."]


def test_a_footnote_in_an_edited_paragraph_survives() -> None:
    content = apply_edits(LETTER_TEXT, [Edit("replace", "scherpe keuzes", "keuzes")])
    assert list(contents.root(content).iter(qn("w:footnoteReference")))
    assert contents.parts(content)["word/footnotes.xml"]


def test_all_faults_are_told_at_once_and_nothing_is_changed() -> None:
    edits = [
        Edit("replace", "", "tekst"),
        Edit("delete", "Alleen deze zin."),
        Edit("replace", "staat er niet in", "tekst"),
        Edit("delete", "Een alinea die twee keer voorkomt."),
        Edit("insert_after", "Aanleiding", " \n "),
        Edit("replace", "deze zin", "die zin"),
    ]
    with pytest.raises(InvalidAnswers) as refused:
        apply_edits(LETTER_TEXT, edits)
    faults = {fault.place: english(fault) for fault in refused.value.faults}
    assert list(faults) == ["edits[0]", "edits[2]", "edits[3]", "edits[4]", "edits[5]"]
    assert "empty" in faults["edits[0]"]
    assert "not in the letter: 'staat er niet in'" in faults["edits[2]"]
    assert "2 times" in faults["edits[3]"]
    assert "no text" in faults["edits[4]"]
    assert "same text as edits[1]" in faults["edits[5]"]


def test_a_passage_within_a_stamp_is_not_text_of_the_letter() -> None:
    letter = render_letter(LETTER, STAMP, template("letter"))
    with pytest.raises(InvalidAnswers):
        apply_edits(letter, [Edit("replace", "3 oktober 2025", "4 oktober 2025")])


def test_text_put_in_is_text_and_nothing_else() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("replace", "Alleen deze zin.", "<w:br/> **vet** \x00{ DATE }")])
    assert "<w:br/> **vet** { DATE }" in lines(edited)


def test_no_edits_give_the_same_text_and_the_same_bytes_each_time() -> None:
    assert apply_edits(LETTER_TEXT, []) == apply_edits(LETTER_TEXT, [])
    assert body_text(apply_edits(LETTER_TEXT, [])) == body_text(LETTER_TEXT)


# Words of a passage, and text right after it

PASSAGE = "Het kabinet kiest voor scherpe keuzes in het industriebeleid."


def test_words_of_a_passage_are_replaced_and_the_rest_keeps_its_formatting() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("replace", PASSAGE, "gaat", words="kiest")])
    assert lines(edited)[1] == "Het kabinet gaat voor scherpe keuzes in het industriebeleid."
    runs = list(contents.root(edited).iter(qn("w:p")))[1].findall(qn("w:r"))
    before = list(contents.root(LETTER_TEXT).iter(qn("w:p")))[1].findall(qn("w:r"))
    assert [run.find(qn("w:rPr")) is not None for run in runs] == [run.find(qn("w:rPr")) is not None for run in before]


def test_several_changes_to_one_passage_are_all_made() -> None:
    edits = [
        Edit("replace", PASSAGE, "gaat", words="kiest"),
        Edit("replace", PASSAGE, "duidelijke", words="scherpe"),
        Edit("add", PASSAGE, "Dat is nodig."),
        Edit("add", PASSAGE, "En nu."),
    ]
    whole = "Het kabinet gaat voor duidelijke keuzes in het industriebeleid. Dat is nodig. En nu."
    assert lines(apply_edits(LETTER_TEXT, edits))[1] == whole
    assert lines(apply_edits(LETTER_TEXT, edits[::-1]))[1] == whole.replace(
        "Dat is nodig. En nu.", "En nu. Dat is nodig."
    )


def test_text_after_a_passage_stands_within_its_paragraph_and_the_rest_after_it() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("add", "Het kabinet kiest", "nu")])
    assert lines(edited)[1] == "Het kabinet kiest nu voor scherpe keuzes in het industriebeleid."


def test_text_after_a_passage_that_is_replaced_or_taken_out_stays() -> None:
    for edit, begin in ((Edit("replace", PASSAGE, "Nieuw."), "Nieuw. Erna."), (Edit("delete", PASSAGE), "Erna.")):
        assert lines(apply_edits(LETTER_TEXT, [edit, Edit("add", PASSAGE, "Erna.")]))[1] == begin


def test_text_after_a_heading_is_a_paragraph_and_no_heading() -> None:
    edited = apply_edits(LETTER_TEXT, [Edit("add", "Aanleiding", "Eerste zin.")])
    added = next(p for p in contents.root(edited).iter(qn("w:p")) if contents.text(p) == "Eerste zin.")
    assert contents.style(added) == "Normal" and "Aanleiding" in lines(edited)


@pytest.mark.parametrize(
    ("edits", "fault"),
    [
        (
            [Edit("replace", PASSAGE, "x", words="botte")],
            "edits[0]: the words 'botte' do not stand in the passage: 'Het kabinet",
        ),
        ([Edit("replace", PASSAGE, "x", words="in")], "the words 'in' stand 3 times in the passage"),
        ([Edit("replace", "Een andere alinea.", "x", words="andere")], "the passage is not in the letter"),
        (
            [
                Edit("replace", PASSAGE, "x", words="scherpe keuzes", comment=1),
                Edit("replace", PASSAGE, "y", comment=4),
            ],
            "comment 4: changes the same text as comment 1",
        ),
        (
            [Edit("add", "Het kabinet", "x"), Edit("replace", PASSAGE, "y")],
            "edits[1]: changes the same text as edits[0]",
        ),
        (
            [Edit("replace", PASSAGE, "y"), Edit("add", "Het kabinet", "x")],
            "edits[1]: changes the same text as edits[0]",
        ),
    ],
)
def test_what_cannot_be_made_is_refused_and_changes_nothing(edits: list[Edit], fault: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        apply_edits(LETTER_TEXT, edits)
    assert fault in english(refused.value)
