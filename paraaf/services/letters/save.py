"""Saving a letter's documents in a folder."""

from pathlib import Path

from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App


def save_documents(app: App, dossier: str, folder: Path, *, only: int | None = None) -> list[Path]:
    """Save a letter's documents in a folder, numbered in the order they were made; return where."""
    state = read_status(app, dossier).state
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for document in state.documents:
        if only in (None, document.seq):
            path = folder / f"{document.seq:02d}-{document.sent_name}"
            path.write_bytes(app.store.get(document.sha256))
            saved.append(path)
    return saved
