"""Text and files that mean harm."""

from tests.support.word.files import p, packed, unpacked, word_file

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


def bomb() -> bytes:
    """Return a Word file that unpacks to far more than it is."""
    parts = unpacked(word_file(p("Tekst")))
    return packed(parts | {"word/media/image1.png": b"\0" * 60_000_000})


def laughs() -> bytes:
    """Return a Word file with entities that multiply."""
    parts = unpacked(word_file(p("Tekst")))
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    evil = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'.encode()
    return packed(parts | {"word/document.xml": evil + parts["word/document.xml"]})


def macro() -> bytes:
    """Return a Word file with a macro."""
    parts = unpacked(word_file(p("Tekst")))
    return packed(parts | {"word/vbaProject.bin": b"x"})
