from datetime import UTC, date, datetime

import pytest
from docx.oxml.ns import qn

from models.enums import LetterMark
from models.errors import UnsafeDocument
from paraaf.documents import Signing, Stamp, body_text, pack, render_letter, restore_fields, sign_letter, stamp_letter
from tests.documents.facts_of_the_case import LETTER, STAMP, template
from tests.support.refusals import refuses
from tests.support.word import contents

SIGNING = Signing("V.P.G. Karremans", "minister van Economische Zaken", datetime(2025, 11, 12, 23, 30, tzinfo=UTC))


def stamped(content: bytes, number: int = 1, mark: LetterMark = LetterMark.CONCEPT) -> bytes:
    return stamp_letter(content, Stamp(number, date(2025, 11, 12), mark), title="Titel", author="Auteur")


def signed(content: bytes) -> bytes:
    return sign_letter(
        content, Stamp(3, date(2025, 11, 13), LetterMark.CONCEPT), SIGNING, title="Titel", author="Auteur"
    )


def same_xml(content: bytes) -> dict[str, bytes]:
    """Return the parts, in which the same XML is written the same way."""
    return {
        name: contents.etree.tostring(contents.etree.fromstring(part), method="c14n") if name.endswith(".xml") else part
        for name, part in contents.parts(content).items()
    }


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (LetterMark.CONCEPT, "CONCEPT   Versie 4 · 12 november 2025"),
        (LetterMark.FOR_SIGNATURE, "CONCEPT – ter ondertekening   Versie 4 · 12 november 2025"),
        (LetterMark.SIGNED, "Versie 4 · 12 november 2025"),
    ],
)
def test_header_of_any_letter_says_what_it_is(mark: LetterMark, shown: str) -> None:
    assert [text.strip() for text in contents.header_texts(stamped(contents.own_letter(), 4, mark))] == [shown]


def test_stamping_again_replaces() -> None:
    twice = stamped(stamped(contents.own_letter(), 1), 2, LetterMark.FOR_SIGNATURE)
    assert [text.strip() for text in contents.header_texts(twice)] == [
        "CONCEPT – ter ondertekening   Versie 2 · 12 november 2025"
    ]
    assert stamped(twice, 2, LetterMark.FOR_SIGNATURE) == twice


@pytest.mark.parametrize("also_controls", [False, True])
@pytest.mark.parametrize(
    "letter", [contents.own_letter(first_page=True), render_letter(LETTER, STAMP, template("letter"))]
)
def test_stamps_that_lost_their_controls_are_known_again(letter: bytes, also_controls: bool) -> None:
    saved = contents.without_tags(stamped(letter), also_controls=also_controls)
    assert body_text(restore_fields(saved)) == body_text(letter)
    final = signed(saved)
    assert body_text(final) == body_text(letter)
    assert all(text.count("Versie") == 1 and "CONCEPT" not in text for text in contents.header_texts(final))
    again = signed(contents.without_tags(final, also_controls=also_controls))
    assert body_text(again) == body_text(letter)
    assert contents.text(contents.root(again)).count("Ondertekend door") == 1


def test_a_letter_that_lost_nothing_is_restored_to_itself() -> None:
    letter = stamped(contents.own_letter())
    assert restore_fields(letter) is letter


def test_first_and_even_pages_are_stamped_where_used() -> None:
    assert len(contents.header_texts(stamped(contents.own_letter()))) == 1
    assert len(contents.header_texts(stamped(contents.own_letter(first_page=True)))) == 2
    both = contents.header_texts(stamped(contents.own_letter(first_page=True, even_pages=True)))
    assert len(both) == 3
    assert all("Versie 1" in text for text in both)


def test_sections_share_the_header_they_inherit() -> None:
    content = stamped(contents.own_letter(sections=3))
    assert len(contents.header_texts(content)) == 1
    assert len(list(contents.root(content).iter(qn("w:headerReference")))) == 1


def test_the_rest_of_an_own_letter_stays_as_it_was() -> None:
    before = contents.own_letter()
    after = stamped(before)
    assert body_text(after) == body_text(before)
    old, new = same_xml(before), same_xml(after)
    touched = {"word/document.xml", "[Content_Types].xml", "docProps/core.xml", "word/styles.xml"}
    untouched = [name for name in old if name not in touched and not name.endswith(".rels")]
    assert "word/footnotes.xml" in untouched
    assert {name: new[name] for name in untouched} == {name: old[name] for name in untouched}
    assert list(contents.root(after).iter(qn("w:footnoteReference")))


def test_title_author_and_language_are_set_and_keywords_kept() -> None:
    content = contents.parts(stamped(contents.own_letter()))
    core = content["docProps/core.xml"].decode()
    assert "<dc:title>Titel</dc:title>" in core
    assert "<dc:creator>Auteur</dc:creator>" in core
    assert "eigen trefwoord" in core
    assert "2025-11-12T00:00:00Z" in core
    assert 'w:lang w:val="nl-NL"' in content["word/styles.xml"].decode()


def test_stamping_is_deterministic() -> None:
    content = contents.own_letter()
    assert stamped(content) == stamped(content)
    assert signed(content) == signed(content)


def test_our_own_letter_is_stamped_in_its_own_fields() -> None:
    letter = render_letter(LETTER, STAMP, template("letter"))
    later = stamped(letter, 5, LetterMark.FOR_SIGNATURE)
    assert contents.field(later, "paraaf.date") == "12 november 2025"
    assert len(contents.header_texts(later)) == 2
    assert all(text.count("Versie") == 1 and "Versie 5" in text for text in contents.header_texts(later))


def test_our_own_letter_is_signed_in_its_field_and_loses_its_mark() -> None:
    letter = signed(stamped(render_letter(LETTER, STAMP, template("letter"))))
    assert contents.field(letter, "paraaf.signature") == (
        "Ondertekend door V.P.G. Karremans, minister van Economische Zaken, op 13 november 2025"
    )
    assert all("CONCEPT" not in text for text in contents.header_texts(letter))
    assert len([tag for _, tag, _ in contents.controls(letter) if tag == "paraaf.signature"]) == 1


def test_an_own_letter_is_signed_at_the_end_of_its_text() -> None:
    letter = signed(contents.own_letter())
    last = contents.root(letter).find(qn("w:body"))[-2]
    assert last.tag == qn("w:sdt")
    assert contents.text(last).startswith("Ondertekend door V.P.G. Karremans")
    assert body_text(letter) == body_text(contents.own_letter())
    assert len([tag for _, tag, _ in contents.controls(signed(letter)) if tag == "paraaf.signature"]) == 1


def test_hostile_names_are_plain_text() -> None:
    signing = Signing("<w:p/>\x00 & {DATE}", "min\x07ister", SIGNING.at)
    stamp = Stamp(1, date(2025, 11, 12), LetterMark.SIGNED)
    letter = sign_letter(contents.own_letter(), stamp, signing, title="\x00<x>", author="\x1f")
    assert contents.field(letter, "paraaf.signature").startswith("Ondertekend door <w:p/> & {DATE}, minister, op")


@pytest.mark.parametrize("content", [b"", b"geen zip", pack({"a.txt": b"tekst"}), pack({"_rels/.rels": b"<x"})])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    with refuses(UnsafeDocument, match="not a Word document"):
        stamped(content)
