"""Files in the inbox, as an owner hands them in."""

from paraaf.services.app.unit_of_work import App
from tests.support.letters import carry, register


def in_inbox(app: App, name: str, content: bytes) -> str:
    """Put a file in the inbox, and return its name."""
    folder = app.settings.inbox_folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return name


def some_letter(app: App) -> bytes:
    """A Word file such as an owner would hand in."""
    dossier_id = register(app, run_id="other", references={"dossier_number": "ANDER"})
    state = carry(app, dossier_id).state
    return app.store.get(state.documents[0].sha256)
