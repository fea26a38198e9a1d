"""What the page of an official and that of the minister share: what is decided on, and the form."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models.errors import NotFound
from models.working_days import end_of_day
from paraaf import wording
from paraaf.portal.web.downloads import download
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.letter_view import changes, shown
from paraaf.portal.web.rendering import language_of
from paraaf.portal.web.visitors import Visitor, VisitorForm
from paraaf.services.consultation.reaction_inputs import MAX_TEXT
from paraaf.services.messaging import drafts
from paraaf.services.signing.queries import Basis


class Choice(BaseModel):
    """What somebody chose and typed, and has not confirmed yet."""

    choice: str = ""
    remarks: str = ""

    @property
    def digest(self) -> str:
        """A hash of what a confirmation shows: what is recorded is that, and nothing that was typed since."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def chosen(visitor: Visitor) -> Choice:
    """Return what was kept with the visitor's link."""
    kept = drafts.read_draft(visitor.paraaf, visitor.link.id)
    try:
        return Choice.model_validate(kept[0]) if kept else Choice()
    except ValidationError:
        return Choice()


def keep_choice(sent: VisitorForm) -> Choice:
    """Keep what was chosen and typed with the visitor's link, and return it."""
    choice = Choice(choice=sent.text("choice"), remarks=sent.text("remarks"))
    drafts.save_draft(sent.visitor.paraaf, sent.visitor.link.id, choice.model_dump())
    return choice


def forget(visitor: Visitor) -> None:
    """Keep nothing with the visitor's link any more."""
    drafts.forget_draft(visitor.paraaf, visitor.link.id)


def faults_of(choice: Choice, needed: Mapping[str, str]) -> list[FieldFault]:
    """Return what is still wrong; `needed` says of each choice which fault lacking remarks are, or ""."""
    if choice.choice not in needed:
        return [FieldFault("choice", "deciding.fault.choice")]
    fault = needed[choice.choice]
    if fault and not choice.remarks.strip():
        return [FieldFault("remarks", fault)]
    if len(choice.remarks) > MAX_TEXT:
        return [FieldFault("remarks", "deciding.fault.too_long", (("most", MAX_TEXT),))]
    return []


def shared(request: Request, visitor: Visitor, basis: Basis, due: date | None) -> dict[str, Any]:
    """Return what both pages show of the letter and its note."""
    language = language_of(request, visitor)
    return {
        "due": due,
        "is_late": due is not None and visitor.visit.at >= end_of_day(due),
        "visitor": visitor,
        "basis": basis,
        "letter": shown(visitor.paraaf, basis.letter, language, prefix="letter-"),
        "note": shown(visitor.paraaf, basis.note, language, prefix="note-"),
        "changed": changes(visitor.paraaf, basis.redline, language).changed if basis.redline else {},
        "wording": wording,
    }


def file_of(visitor: Visitor, basis: Basis, seq: int) -> Response:
    """Return one of the files that somebody decides on; raise `NotFound` for any other."""
    document = next((each for each in basis.files if each.seq == seq), None)
    if document is None:
        raise NotFound("portal.no_such_file_here")
    return download(visitor.paraaf, document)


def to(visitor: Visitor, where: str = "") -> Response:
    """Lead to a page of the visitor's link."""
    return RedirectResponse(f"{visitor.home}{where}", status_code=303)
