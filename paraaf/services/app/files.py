"""Files from outside: read within limits; and the files that a dossier request names."""

import hashlib
from pathlib import Path

from models.errors import Fault, UnsafeDocument, fault
from models.file_names import PDF, kind_of, named_as
from models.file_names import safe_name as safe_name
from models.route import Wording
from paraaf import documents, redline
from paraaf.redline import Passed
from paraaf.services.app.unit_of_work import App
from paraaf.settings import Settings

STORED = "stored:"
"""How a dossier request points at a file in the document store: `stored:<sha256>/<file name>`."""


def stored_file(app: App, name: str) -> bytes:
    """Return the file that a registered request names; raise `DocumentDamaged` if it is not what was stored."""
    return app.store.get(sha256_of(name))


def sha256_of(name: str) -> str:
    """Return the hash in a name like `stored:<sha256>/<file name>`."""
    return name.removeprefix(STORED).partition("/")[0]


def read_upload(path: Path, settings: Settings) -> bytes:
    """Return a file's contents; raise `UnsafeDocument` if it is not there, empty, or larger than the settings allow."""
    try:
        if path.is_dir():
            raise UnsafeDocument("file.is_folder", file=path.name)
        if not path.is_file():
            raise UnsafeDocument("file.not_there", file=path.name, folder=path.parent)
        size = path.stat().st_size
        if size > settings.max_upload_mb * 1_000_000:
            raise UnsafeDocument("file.too_large", file=path.name, megabytes=settings.max_upload_mb)
        if size == 0:
            raise UnsafeDocument("file.empty", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise UnsafeDocument("file.unreadable", file=path.name, reason=error.strerror) from None


def check_letter(content: bytes, *, what: str | Wording) -> Passed:
    """Return a Word file as it may be opened; raise `UnsafeDocument` if it may not. `what` names it to the user."""
    try:
        return redline.check_in_subprocess(content)
    except redline.UnsafeDocument as error:
        raise UnsafeDocument("file.cannot_be_used", faults_of(error), file=what) from None


def check_next_version(content: bytes, *, what: str | Wording) -> Passed:
    """Return a Word file as it can be the letter's next version: one text. Raise `UnsafeDocument` if it cannot."""
    passed = check_letter(content, what=what)
    try:
        has_tracked_changes = documents.has_tracked_changes(passed.docx)
    except UnsafeDocument as error:
        raise UnsafeDocument("file.cannot_be_used", [fault("", error.code, **error.values)], file=what) from None
    if has_tracked_changes:
        raise UnsafeDocument("file.cannot_be_used", [fault("", "letter.it_has_tracked_changes")], file=what)
    return passed


def faults_of(error: redline.UnsafeDocument) -> list[Fault]:
    """Return what the gate has against a Word file, as faults of whatever it was handed in for."""
    return [Fault("", reason.code, values=reason.values) for reason in error.reasons]


def check_attachment(content: bytes, *, what: str | Wording) -> Passed:
    """Return a PDF, or a Word file as it may be opened; raise `UnsafeDocument` if it is neither."""
    return Passed(content) if kind_of(content) == PDF else check_letter(content, what=what)


def last_part(name: str) -> str:
    """Return a file's name without the folders before it."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def store_named(app: App, name: str, content: bytes) -> str:
    """Put a file in the document store; return how a dossier request names it there: by what it is."""
    if name.startswith(STORED) and sha256_of(name) == hashlib.sha256(content).hexdigest():
        return name
    return f"{STORED}{app.store.put(content)}/{named_as(name, kind_of(content))}"
