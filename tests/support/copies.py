"""Letters as people send them back: opened in Word, changed with tracking on, remarked in the margin."""

from collections.abc import Sequence

from models.state import letter_document
from paraaf import documents, redline
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from tests.support.letters import NUMBER

AT = "2026-03-03T10:00:00Z"


def sent_letter(app: App, number: str = NUMBER) -> bytes:
    """Return the letter that the parties of the present round were sent."""
    state = read_status(app, number).state
    return app.store.get(letter_document(state, state.rounds[-1].version_number).sha256)


def returned(
    letter: bytes,
    *edits: tuple[str, str],
    author: str = "A. de Vries",
    remarks: Sequence[tuple[str, str]] = (),
    tracked: bool = True,
) -> bytes:
    """Return a copy with passages replaced and remarks put on passages, by one author."""
    changed = documents.apply_edits(letter, [documents.Edit("replace", old, new) for old, new in edits])
    copy = redline.compare(letter, changed, author=author, date=AT) if tracked else changed
    return redline.remark(copy, [redline.Remark(*each) for each in remarks], author=author, date=AT)
