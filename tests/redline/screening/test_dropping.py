"""What is no part of a letter is dropped from a Word file and named; what is harmful stays refused."""

from pathlib import Path

import pytest

from paraaf import redline
from paraaf.redline.opc.part_kinds import _REFUSED_KINDS, _REFUSED_TYPES
from paraaf.redline.screening.policy import POLICY, Outcome, as_table
from tests.support.baggage import BY_KEY, EVERY, OFFICE, Baggage, W, add_in, carrying, printer, ribbon, template
from tests.support.refusals import gate_refuses
from tests.support.word.files import STRICT, p, packed, unpacked, word_file

LETTER = word_file(p("Geachte voorzitter,"), p("Ik informeer u."), header=p("Ministerie"))
KEYS = [each.__name__ for each in EVERY]
DOCS = Path(__file__).parents[3] / "docs" / "word-files.md"


@pytest.mark.parametrize("key", KEYS)
def test_what_is_no_part_of_a_letter_is_dropped_and_nothing_else(key: str) -> None:
    passed = redline.check(carrying(LETTER, key))

    assert [each.what for each in passed.dropped] == [key]
    kept, plain = unpacked(passed.docx), unpacked(LETTER)
    assert set(kept) - set(plain) <= {"word/settings.xml"}
    assert b"Baggage" not in b"".join(kept.values()) and b"rIdBag" not in b"".join(kept.values())
    assert redline.text(passed.docx) == redline.text(LETTER)
    assert redline.check(passed.docx) == redline.Passed(passed.docx)


def test_all_of_it_at_once_goes_the_same_way_apart() -> None:
    docx = carrying(LETTER, *KEYS)

    here, apart = redline.check(docx), redline.check_in_subprocess(docx)

    assert here == apart
    assert sorted(each.what for each in here.dropped) == sorted(KEYS)
    merged = redline.merge(LETTER, {"FIN": here.docx})
    assert not merged.changes and not merged.unplaced


def test_a_file_without_any_stays_the_same_to_the_byte() -> None:
    assert redline.check(LETTER).docx == redline.check_in_subprocess(LETTER).docx == LETTER


@pytest.mark.parametrize(
    "target",
    ["Normal.dotm", "file:///C:\\Users\\a\\Normal.dotm", "http://evil.example/x.dotm", "\\\\server\\share\\x.dotm"],
)
@pytest.mark.parametrize("external", [True, False])
def test_a_template_is_dropped_wherever_it_is(target: str, external: bool) -> None:
    file = Baggage(LETTER)
    template(file, target, external=external)

    passed = redline.check(file.docx)

    inside = b"".join(unpacked(passed.docx).values())
    assert b"dotm" not in inside and b"attachedTemplate" not in inside and b"linkStyles" not in inside
    assert passed.dropped[0].what == "template"
    assert passed.dropped[0].place == (target if external else "")


def test_a_template_of_a_strict_file_is_dropped() -> None:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    letter = unpacked(carrying(word_file(p("a")), "template"))
    docx = packed({n: c.replace(OFFICE.encode(), strict.encode()).replace(W.encode(), STRICT.encode())
                   for n, c in letter.items()})  # fmt: skip

    passed = redline.check(docx)

    assert b"emplate" not in b"".join(unpacked(passed.docx).values())


def test_an_element_without_its_template_goes_too() -> None:
    file = Baggage(LETTER)
    file.settings(f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rIdGone"/>')

    passed = redline.check(file.docx)

    assert [each.what for each in passed.dropped] == ["template"]
    assert b"attachedTemplate" not in unpacked(passed.docx)["word/settings.xml"]


@pytest.mark.parametrize("key", KEYS)
def test_what_is_harmful_is_refused_beside_it(key: str) -> None:
    file = Baggage(carrying(LETTER, key))
    file.part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0", "application/vnd.ms-office.vbaProject")
    file.line("word/document.xml", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
              "vbaProject.bin", "rIdMacros")  # fmt: skip

    with gate_refuses("contains macros"):
        redline.check(file.docx)


def test_macros_do_not_hide_behind_what_is_dropped() -> None:
    file = Baggage(LETTER)
    ribbon(file)
    file.part("customUI/vbaProject.bin", b"\xd0\xcf\x11\xe0", "application/vnd.ms-office.vbaProject")
    file.line("customUI/customUI14.xml", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
              "vbaProject.bin", "rIdMacros")  # fmt: skip

    with gate_refuses("contains macros"):
        redline.check(file.docx)


def test_a_part_that_the_letter_uses_stays() -> None:
    file = Baggage(LETTER)
    file.line("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "word/header.xml")

    passed = redline.check(file.docx)

    assert redline.text(passed.docx) == redline.text(LETTER)
    assert "word/header.xml" in unpacked(passed.docx)


def test_a_relationship_that_shares_its_id_does_not_ride_along() -> None:
    file = Baggage(LETTER)
    add_in(file)
    file.line("", f"{OFFICE}/oleObject", "file:///x.bin", external=True)

    with gate_refuses("embedded object"):
        redline.check(file.docx)


def test_text_that_needs_what_would_go_is_refused() -> None:
    file = Baggage(LETTER)
    printer(file)
    file.parts["word/document.xml"] = file.parts["word/document.xml"].replace(b"w:printerSettings", b"w:picture")

    with gate_refuses("no part of a letter"):
        redline.check(file.docx)


def test_a_part_that_calls_itself_a_thrown_away_one_is_judged_if_something_refers_to_it() -> None:
    file = Baggage(LETTER)
    file.part("[trash]/a.png", b"MZ\x90", "image/png")
    file.line("word/document.xml", f"{OFFICE}/image", "../[trash]/a.png")

    with gate_refuses("embedded object"):
        redline.check(file.docx)


def test_the_policy_says_what_the_gate_does() -> None:
    dropped = {row.key for row in POLICY if row.is_dropped}
    refused = [row for row in POLICY if row.draft is Outcome.REFUSED]

    assert dropped == set(BY_KEY)
    assert {kind for row in refused for kind in row.kinds} == set(_REFUSED_KINDS)
    assert {word for row in refused for word in row.types} == set(_REFUSED_TYPES)


def test_the_policy_stands_in_the_documentation() -> None:
    assert as_table() in DOCS.read_text(encoding="utf-8")
