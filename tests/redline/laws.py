"""The laws of comparing, accepting and rejecting."""

from paraaf import redline
from paraaf.redline.plain_text.fingerprint import plain, read
from tests.support.word.files import faults


def said(docx: bytes) -> tuple[list[str], list[str], list[list[str]]]:
    """Return the text of the body, the notes and the margins, with all changes accepted."""
    content = read(docx, "accepted")
    return plain(content.body), plain(content.notes), [plain(each) for each in content.headers_and_footers]


def original(docx: bytes) -> tuple[list[str], list[str]]:
    content = read(docx, "original")
    return plain(content.body), plain(content.notes)


def hold(old: bytes, new: bytes) -> bytes:
    """Compare, hold the result to the laws, and return it."""
    docx = redline.compare(old, new, author="Jan", date="2026-03-01T10:00:00Z")
    assert faults(docx) == []
    rejected, accepted = redline.reject_all(docx), redline.accept_all(docx)
    assert faults(rejected) == faults(accepted) == []
    assert said(rejected) == said(old)
    assert said(accepted) == said(new)
    assert redline.revisions(rejected) == redline.revisions(accepted) == []
    assert redline.compare(old, new, author="Jan", date="2026-03-01T10:00:00Z") == docx
    # The reader that makes fingerprints reads the marks as the engine resolves them.
    assert said(docx)[:2] == said(new)[:2]
    assert original(docx) == said(old)[:2]
    return docx
