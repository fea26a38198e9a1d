"""What changed between two versions of the letter: as a Word file with tracked changes, and in words."""

from collections.abc import Sequence
from datetime import datetime

from models.document import Document, LetterVersion
from models.dossier import Dossier
from models.enums import DocumentKind, LetterMark
from models.state import DossierState, letter_document
from models.working_days import local_day
from paraaf import documents, redline
from paraaf.services.app.letter_text import FILLED_IN
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.letters import titles
from paraaf.services.letters.letters import made_once

Change = tuple[str, str]
"""A paragraph before and after; empty where there was or is none."""

MAX_CHANGES = 12
"""How many changed paragraphs a message quotes; the redline has them all."""
MAX_QUOTE_LENGTH = 400
"""How many characters of a paragraph a message quotes."""


def since(work: UnitOfWork, state: DossierState, version: int | None) -> list[Document]:
    """Return the letter with its changes since a version tracked, stored once; empty if the text is the same."""
    now = state.version
    before = next((v for v in state.versions if v.number == version), None)
    if before is None or before.fingerprint == now.fingerprint:
        return []
    dossier = state.dossier
    made = made_once(
        work,
        state,
        lambda: redline.compare(
            _stamped_as(now, _content(work.app, state, before.number), dossier),
            _content(work.app, state, now.number),
            author=dossier.owner_name,
            date=f"{local_day(now.made_at)}T00:00:00Z",
        ),
        key=f"redline:{before.number}:{now.number}",
        kind=DocumentKind.REDLINE,
        title=titles.redline(dossier, since=before.number, version=now.number),
        named=f"brief-v{now.number}-wijzigingen-sinds-v{before.number}",
        version=now.number,
    )
    return [made]


def between(dossier: Dossier, before: bytes, after: bytes, *, at: datetime) -> bytes:
    """Return a letter with its changes tracked, as they would be made today; its stamps are none."""
    stamp = documents.Stamp(1, local_day(at), LetterMark.CONCEPT)
    stamped = (
        documents.stamp_letter(each, stamp, title=dossier.title, author=dossier.owner_name) for each in (before, after)
    )
    return redline.compare(*stamped, author=dossier.owner_name, date=f"{local_day(at)}T00:00:00Z")


def _stamped_as(version: LetterVersion, letter: bytes, dossier: Dossier) -> bytes:
    """Return an earlier letter with the stamps of this version: what is compared is what the letters say."""
    stamp = documents.Stamp(version.number, local_day(version.made_at), LetterMark.CONCEPT)
    return documents.stamp_letter(letter, stamp, title=dossier.title, author=dossier.owner_name)


def changes_since(app: App, state: DossierState, version: int | None) -> list[Change]:
    """Return the paragraphs that changed since a version, as (before, after); empty for no version."""
    before = next((v for v in state.versions if v.number == version), None)
    if before is None or before.fingerprint == state.version.fingerprint:
        return []
    return redline.passages_changed(
        _content(app, state, before.number), _content(app, state, state.version.number), FILLED_IN
    )


def quoted_since(app: App, state: DossierState, version: int | None) -> tuple[Sequence[Change], int]:
    """Return the changes since a version that a message quotes, long ones cut short, and how many more there are."""
    changes = changes_since(app, state, version)
    quoted = [(_short(before), _short(after)) for before, after in changes[:MAX_CHANGES]]
    return quoted, max(0, len(changes) - MAX_CHANGES)


def _short(text: str) -> str:
    return text if len(text) <= MAX_QUOTE_LENGTH else f"{text[: MAX_QUOTE_LENGTH - 1].rstrip()}…"


def _content(app: App, state: DossierState, version: int) -> bytes:
    return app.store.get(letter_document(state, version).sha256)
