"""A file goes under a name that ends in what it is, whatever it was called."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.file_names import MAX_NAME_LENGTH, PDF, TEXT, WORD, ZIP, kind_of, named_as, safe_name

ENDINGS = {PDF: ".pdf", WORD: ".docx", ZIP: ".zip"}
PIECES = [*string.ascii_letters, *"0123456789.. -_()/\\:é\u202e\u200b．", "\0", ".pdf", ".hta"]
NAMES = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize(
    ("name", "is_called"),
    [
        ("bijlage.pdf", "bijlage.pdf"),
        ("bijlage.hta", "bijlage.pdf"),
        ("bijlage.HTML", "bijlage.pdf"),
        ("bijlage.docx", "bijlage.pdf"),
        ("bijlage", "bijlage.pdf"),
        ("Bijlage.PDF", "Bijlage.pdf"),
        ("bijlage.pdf.hta", "bijlage.pdf"),
        ("bijlage.hta.pdf", "bijlage.pdf"),
        ("bijlage.pdf.exe.pdf", "bijlage.pdf"),
        ("bijlage.hta.", "bijlage.pdf"),
        ("bijlage.hta ", "bijlage.pdf"),
        ("bijlage.hta . .", "bijlage.pdf"),
        ("bijlage .hta .pdf", "bijlage.pdf"),
        ("bijlage\u202efdp.hta", "bijlage-fdp.pdf"),
        ("bijlage．hta", "bijlage-hta.pdf"),
        ("bijlage.pdf\0.hta", "bijlage.pdf"),
        ("bijlage.pdf:x.hta", "bijlage.pdf-x.pdf"),
        ("bijlage.abc", "bijlage-abc.pdf"),
        ("../../bijlage.hta", "bijlage.pdf"),
        ("C:\\map\\bijlage.hta", "bijlage.pdf"),
        ("a" * 200 + ".pdf", "a" * 116 + ".pdf"),
        (".hta", "hta.pdf"),
        ("", "bestand.pdf"),
        ("con", "con-.pdf"),
        ("LPT1.pdf", "LPT1-.pdf"),
        ("Verslag v1.2", "Verslag v1.2.pdf"),
        ("J.A. de Vries.pdf", "J.A. de Vries.pdf"),
        ("Kamerstuk 36.250.pdf", "Kamerstuk 36.250.pdf"),
    ],
)
def test_a_pdf_is_called_one(name: str, is_called: str) -> None:
    assert named_as(name, PDF) == is_called
    assert named_as(name, WORD) == is_called[:-4][: MAX_NAME_LENGTH - 5] + ".docx"


def test_a_text_may_end_in_two_ways_and_another_kind_keeps_its_name() -> None:
    assert named_as("nota.txt", TEXT) == "nota.txt"
    assert named_as("nota.hta", TEXT) == "nota.md"
    assert named_as("x.json", "application/json") == "x.json"


def test_what_a_file_is_follows_from_how_it_begins() -> None:
    assert kind_of(b"%PDF-1.7 <script>") == PDF
    assert kind_of(b"PK\x03\x04...") == WORD
    assert kind_of(b"<html>%PDF-1.7") == TEXT


@given(NAMES, st.sampled_from(list(ENDINGS)))
def test_whatever_it_was_called_it_has_one_ending_and_keeps_its_name(name: str, kind: str) -> None:
    called = named_as(name, kind)

    assert called.endswith(ENDINGS[kind]) and len(called) <= MAX_NAME_LENGTH
    assert called == named_as(called, kind) == safe_name(called, "x")
    stem = called.removesuffix(ENDINGS[kind])
    assert stem == stem.strip(" .") and not stem.lower().endswith((".hta", *ENDINGS.values()))
