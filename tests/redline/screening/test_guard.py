"""The gate in a process of its own, and files that were damaged at random."""

import os
import random

import pytest

from paraaf import redline
from paraaf.redline import UnsafeDocument, check, check_in_subprocess
from tests.support.refusals import gate_refuses
from tests.support.word.files import field, ins, p, packed, relationship, table, unpacked, word_file

LETTER = word_file(p("Geachte voorzitter,"), p(ins("nieuw"), field("PAGE", "1")), table(["a", "b"]), header=p("kop"))


def test_an_ordinary_letter_passes_apart() -> None:
    check_in_subprocess(LETTER)


def test_a_refusal_comes_back_with_its_reasons() -> None:
    docx = word_file(p("a"), relationships=relationship("oleObject", "file:///x.bin", external=True))
    with pytest.raises(UnsafeDocument) as apart:
        check_in_subprocess(docx)
    with pytest.raises(UnsafeDocument) as here:
        check(docx)
    assert apart.value.reasons == here.value.reasons


def test_a_file_that_takes_too_much_memory_or_time_is_refused() -> None:
    large = word_file(*(p(f"alinea {number}") for number in range(30_000)))
    with gate_refuses("more memory or time"):
        check_in_subprocess(large, megabytes=8)
    with gate_refuses("more memory or time"):
        check_in_subprocess(large, seconds=0)


def processor_seconds() -> float:
    """Return the processor's time that this process and those it has waited for have taken."""
    return sum(os.times()[:4])


@pytest.mark.parametrize(
    "docx",
    [
        packed({"[Content_Types].xml": b"<a>" + b" " * 100_000_000}),
        word_file("<w:p/>" * 2_000_000),
        word_file("<w:r>" * 300 + "</w:r>" * 300),
        word_file(p("a" * 31_000_000)),
    ],
    ids=["a bomb", "two million paragraphs", "nested", "one endless word"],
)
def test_a_file_made_to_hurt_is_refused_in_time(docx: bytes) -> None:
    start = processor_seconds()
    with pytest.raises(UnsafeDocument):
        check_in_subprocess(docx)
    assert processor_seconds() - start < 10  # two for the check itself, and what it takes to start and read


def damaged(chance: random.Random) -> bytes:
    """Return a letter with something broken in it: in the zip, in a part, or in the XML."""
    content = bytearray(LETTER)
    kind = chance.randrange(5)
    if kind == 0:
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        return bytes(content)
    if kind == 1:
        return bytes(content[: chance.randrange(len(content))])
    if kind == 2:
        at, end = sorted(chance.randrange(len(content)) for _ in range(2))
        return bytes(content[:at] + content[end:] + content[at:end])
    parts = unpacked(LETTER)
    name = chance.choice(sorted(parts))
    part = bytearray(parts[name])
    if kind == 3:
        for _ in range(chance.randint(1, 4)):
            part[chance.randrange(len(part))] = chance.randrange(256)
    else:
        tags = [b"<w:ins>", b"</w:p>", b"<w:tbl/>", b'<w:del w:id="x">', b"<!DOCTYPE a>", b"&x;", b"<w:sdt/>", b"\0"]
        at = chance.randrange(len(part))
        part[at:at] = chance.choice(tags)
    return packed({**parts, name: bytes(part)})


def test_whatever_is_broken_a_file_is_refused_or_can_be_read() -> None:
    chance = random.Random(7)
    passed = 0
    for _ in range(900):
        docx = damaged(chance)
        try:
            check(docx)
        except UnsafeDocument:
            continue
        passed += 1
        redline.revisions(docx)
        redline.comments(docx)
        redline.text(redline.accept_all(docx))
        redline.reject_all(docx)
        redline.compare(LETTER, docx, author="", date="")
        redline.merge(LETTER, {"FIN": docx})
    assert passed > 5
