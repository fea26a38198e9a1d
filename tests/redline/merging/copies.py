"""What parties change in their copies, and the merge of the copies held to its laws."""

from collections.abc import Mapping

from paraaf import redline
from tests.redline.laws import said
from tests.support.word.files import faults, run, tracked

DATE = "2026-03-01T10:00:00Z"


def merged(base: bytes, copies: Mapping[str, bytes]) -> redline.Merged:
    """Merge, and hold the result to the laws."""
    result = redline.merge(base, copies)
    assert redline.merge(base, copies) == result
    assert faults(result.docx) == []
    assert said(redline.reject_all(result.docx)) == said(base)
    listed = redline.revisions(result.docx)
    assert set(result.changes) == {each.id for each in listed}
    assert all(result.changes.values())
    for party, copy in copies.items():
        others = [n for n, sources in result.changes.items() if party not in {source.party for source in sources}]
        alone = redline.accept_all(redline.reject(result.docx, others))
        assert said(alone) == said(copy), party
    return result


def added(text: str, author: str = "Jan", date: str = DATE) -> str:
    return tracked("ins", run(text), author, date)


def removed(text: str, author: str = "Jan", date: str = DATE) -> str:
    return tracked("del", run(text, "delText"), author, date)


def changes(result: redline.Merged) -> list[tuple[str, str, str]]:
    return [(each.kind, each.author, each.text) for each in redline.revisions(result.docx)]


def new_paragraph(text: str, author: str = "Jan") -> str:
    return f"<w:p><w:pPr><w:rPr>{tracked('ins', '', author)}</w:rPr></w:pPr>{added(text, author)}</w:p>"


def formula(*inner: str) -> str:
    return f"<m:oMath>{''.join(inner)}</m:oMath>"


def sign(text: str, mark: str = "", author: str = "Jan") -> str:
    inner = f"<m:t>{text}</m:t>"
    return f"<m:r>{tracked(mark, inner, author) if mark else inner}</m:r>"
