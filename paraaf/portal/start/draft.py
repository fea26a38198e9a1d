"""A letter in preparation as it was typed and handed in: its fields, its files, and what was wrong with a file."""

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from models.errors import InvalidDossier, UnsafeDocument
from models.file_names import kind_of, named_as
from models.preparation import Preparation
from models.request import DossierRequest
from paraaf.faults.stored import StoredFault
from paraaf.portal.start.request_shape import (
    MAX_ROWS,
    Kind,
    Values,
    files_in,
    filled,
    group_at,
    is_index,
    list_at,
    request_data,
    shaped,
    tree_of,
)
from paraaf.portal.texts.faults import StoredFaults, stored_faults
from paraaf.portal.web.chosen_files import read_chosen
from paraaf.portal.web.visitors import SubmittedForm, cleaned
from paraaf.redline import Passed
from paraaf.services.app import dropped_parts
from paraaf.services.app.files import check_attachment, check_next_version, store_named
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake.bundle import Bundle
from paraaf.services.templating.note_sections import section_text
from paraaf.yaml_file import YamlFile

MAX_FILES = 500
"""How many files one form can hold: the rows of its lists, and those that were left empty count too."""
MAX_YAML = 500_000
"""Bytes of a dossier file that is handed in here; a long letter has a hundred thousand."""
MAX_VALUES = 20_000
"""Values in such a file; a long letter has some hundreds."""
_UPLOAD = "-file-upload"


class KeptFile(BaseModel):
    """A file that was handed in, checked and stored."""

    name: str
    size: int
    dropped: list[dict[str, str]] = []
    """What was left out of it, since it is no part of a letter."""


class StartDraft(BaseModel):
    """What was filled in so far."""

    values: Values = {}
    files: dict[str, KeptFile] = {}
    """The files that were handed in, by how a dossier request names them: no other file can be named."""
    problems: dict[str, StoredFaults] = {}
    """Why the file that was chosen last for a place was not taken."""
    file_faults: StoredFaults = []

    @property
    def data(self) -> dict[str, Any]:
        """What was filled in, as a dossier request takes it."""
        return request_data(filled(self.values))

    @property
    def seen(self) -> str:
        """A hash of what a confirmation shows: what is started is that, and nothing that was typed since."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def draft_of(preparation: Preparation) -> StartDraft:
    """Return what was kept of a letter in preparation."""
    try:
        draft = StartDraft.model_validate(preparation.content)
    except ValidationError:  # it was kept by another version of Paraaf
        draft = StartDraft()
    draft.values = shaped(DossierRequest, draft.values)
    return draft


def typed_in(sent: SubmittedForm, before: StartDraft) -> StartDraft:
    """Return what a form holds; of the files, those that were handed in before and that it still names."""
    values = shaped(DossierRequest, tree_of(sent.texts()))
    for _, holder in files_in(values):
        if holder["file"] not in before.files:
            holder["file"] = ""
    return StartDraft(values=values, files=before.files)


def take_uploads(app: App, sent: SubmittedForm, draft: StartDraft) -> None:
    """Check and store each file that was chosen, and put it in its place; or say there why it cannot be used."""
    for name, chosen in sent.files():
        place = name.removesuffix(_UPLOAD)
        holder = group_at(draft.values, place) if name.endswith(_UPLOAD) else None
        if holder is None or "file" not in holder:
            continue
        content, problem = read_chosen(app, chosen)
        if problem:
            draft.problems[f"{place}-file"] = [problem]
            continue
        _take(app, draft, place, holder, chosen.filename or "", content)


def from_bundle(app: App, bundle: Bundle) -> StartDraft:
    """Return what a dossier file holds, with the files that it names; raise `InvalidDossier` if it is not YAML."""
    source = YamlFile.of(bundle.name, bundle.content, InvalidDossier, most=MAX_YAML, most_values=MAX_VALUES)
    draft = StartDraft(values=filled(shaped(DossierRequest, source.values)))
    for place, holder in files_in(draft.values):
        name, holder["file"] = holder["file"], ""
        if not name.strip():
            continue
        content = bundle.find(name)
        if content is None:
            draft.problems[_file_id(place)] = [
                StoredFault(code="file.not_with_dossier", values={"file": cleaned(name)})
            ]
        else:
            _take(app, draft, place, holder, name, content)
    draft.file_faults = _beyond_the_form(source, draft)
    return draft


def change(draft: StartDraft, action: str, place: str) -> str:
    """Add a row, remove one, move one up, or let a file go, as a button says; return the id to go on at."""
    if action == "add" and (found := list_at(draft.values, place)):
        rows, field = found
        if len(rows) < MAX_ROWS:
            rows.append(shaped(field.model, {}) if field.kind is Kind.ROWS and field.model else "")
        return f"{place}-{len(rows)}"
    if action == "drop" and (holder := group_at(draft.values, place)) is not None and "file" in holder:
        holder["file"] = ""
        return _file_id(place)
    above, _, number = place.rpartition("-")
    found = list_at(draft.values, above) if is_index(number) else None
    if not found or int(number) > len(found[0]):
        return ""
    rows, index = found[0], int(number) - 1
    if action == "remove":
        del rows[index]
        return above
    if action == "up" and index:
        rows[index - 1], rows[index] = rows[index], rows[index - 1]
        return f"{above}-{index}"
    return ""


def _take(app: App, draft: StartDraft, place: str, holder: Values, name: str, content: bytes) -> None:
    name = named_as(name, kind_of(content))
    try:
        passed = _check(place, name, content)
    except UnsafeDocument as error:
        draft.problems[_file_id(place)] = stored_faults(error)
        return
    holder["file"] = store_named(app, name, passed.docx)
    kept = KeptFile(name=name, size=len(passed.docx), dropped=dropped_parts.as_data(passed.dropped))
    draft.files[holder["file"]] = kept


def _check(place: str, name: str, content: bytes) -> Passed:
    """Return a file as it can be used in its place; raise `UnsafeDocument` if it cannot."""
    if place == "letter":
        return check_next_version(content, what=name)
    if place.startswith("attachments-"):
        return check_attachment(content, what=name)
    section_text(content)
    return Passed(content)


def _beyond_the_form(source: YamlFile, draft: StartDraft) -> list[StoredFault]:
    """Return what is wrong in a dossier file that has no place, or no such value, on the form."""
    _, faults = source.parse(DossierRequest)
    _, shown = YamlFile("", draft.data).parse(DossierRequest)
    places = {fault.place for fault in shown}
    return [
        StoredFault.of(fault) for fault in faults if fault.place not in places and not fault.place.endswith(".file")
    ]


def _file_id(place: str) -> str:
    return f"{place}-file"


def kept_files(draft: StartDraft) -> Sequence[tuple[str, KeptFile]]:
    """Return the files that are in use, each with its place."""
    return [(place, draft.files[holder["file"]]) for place, holder in files_in(draft.values) if holder["file"]]
