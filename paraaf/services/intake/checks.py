"""Every check on a dossier request: all faults at once, each with its place."""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from models.errors import DocumentDamaged, Fault, InvalidDossier, UnsafeDocument
from models.request import DossierRequest
from paraaf.services.app.files import STORED, read_upload, sha256_of, stored_file
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.intake.checking import Checking
from paraaf.services.intake.file_checks import check_attachments, check_letter, check_note_sections
from paraaf.services.intake.party_checks import check_parties
from paraaf.services.intake.route_checks import check_number, check_planning, check_route
from paraaf.services.intake.size_checks import check_sizes
from paraaf.yaml_faults import Place, place_name
from paraaf.yaml_file import YamlFile


def read_dossier(app: App, file: Path, *, number: str = "") -> CheckedRequest:
    """Return a dossier file, checked, with its warnings; raise `InvalidDossier` with every fault in it.

    `number` takes the place of the dossier number in the file.
    """
    source = YamlFile.read(file, InvalidDossier)
    request, faults = source.parse(DossierRequest)
    assert request is not None
    if number and getattr(request, "references", None) is not None:
        request.references.dossier_number = number
    base = file.resolve().parent
    checked = _check(app, request, at=source.fault_at, fetch=lambda name: read_upload(base / name, app.settings))
    checked.faults = sorted([*faults, *checked.faults], key=lambda fault: fault.line or 0)
    if checked.faults:
        raise InvalidDossier("file.not_started", checked.faults, file=file.name)
    return checked


def check_request(app: App, request: DossierRequest) -> CheckedRequest:
    """Return a dossier request from a form or a run, checked; raise `InvalidDossier` with every fault in it.

    Its files are in the document store, or in the inbox; nothing else of the machine can be reached.
    """

    def fetch(name: str) -> bytes:
        if name.startswith(STORED):
            return _fetch_stored(app, name)
        inside = PurePosixPath(name.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or _goes_through_a_link(app.settings.inbox_folder, inside):
            raise UnsafeDocument("file.not_in_inbox", file=name)
        return read_upload(app.settings.inbox_folder / inside, app.settings)

    def at(place: Place, what: Fault) -> Fault:
        return what.at(place_name(place))

    checked = _check(app, request, at=at, fetch=fetch)
    if checked.faults:
        raise InvalidDossier("letter.cannot_start", checked.faults)
    return checked


def _goes_through_a_link(folder: Path, inside: PurePosixPath) -> bool:
    """Return whether a file, or a folder on the way to it, is a symbolic link: it may lead out of the folder."""
    return any((folder / part).is_symlink() for part in (inside, *inside.parents[:-1]))


def check_values(app: App, values: dict[str, Any]) -> CheckedRequest:
    """Return what a form holds, checked as far as it can be read; what is wrong stands in `faults`.

    Files are named as they stand in the document store; no other file can be reached.
    """
    source = YamlFile("", values)
    request, faults = source.parse(DossierRequest)
    assert request is not None
    checked = _check(app, request, at=source.fault_at, fetch=lambda name: _fetch_stored(app, name))
    checked.faults = [*faults, *checked.faults]
    return checked


def _fetch_stored(app: App, name: str) -> bytes:
    if not name.startswith(STORED):
        raise UnsafeDocument("file.not_handed_in")
    if not re.fullmatch(r"[0-9a-f]{64}", sha256_of(name)) or app.store.raw(sha256_of(name)) is None:
        raise UnsafeDocument("file.stored_is_gone", file=name)
    try:
        return stored_file(app, name)
    except DocumentDamaged as error:
        raise UnsafeDocument(error.code, **error.values) from None


def _check(
    app: App,
    request: DossierRequest,
    *,
    at: Callable[[Place, Fault], Fault],
    fetch: Callable[[str], bytes],
) -> CheckedRequest:
    checked = CheckedRequest(request)
    checking = Checking(app, request, checked, at, fetch)
    check_route(checking)
    check_number(checking)
    check_parties(checking)
    check_letter(checking)
    check_attachments(checking)
    check_planning(checking)
    check_note_sections(checking)
    check_sizes(checking)
    for problem in checking.template_faults:
        checking.add_at((), problem)
    return checked
