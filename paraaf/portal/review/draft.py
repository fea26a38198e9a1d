"""The draft of a reaction, kept with the link, and the Word file that belongs to it."""

from datetime import datetime

from pydantic import ValidationError
from starlette.datastructures import UploadFile

from models.enums import CommentSource
from models.errors import UnsafeDocument
from models.file_names import WORD, named_as
from paraaf.portal.review.form import DraftFile, ReviewDraft
from paraaf.portal.texts.faults import stored_faults
from paraaf.portal.web.chosen_files import read_chosen
from paraaf.portal.web.visitors import Visitor
from paraaf.redline import Passed
from paraaf.services.app import dropped_parts
from paraaf.services.app.files import check_letter
from paraaf.services.consultation.reaction_checks import read_copy
from paraaf.services.consultation.review_query import read_review
from paraaf.services.messaging import drafts


def drafted(visitor: Visitor) -> tuple[ReviewDraft | None, datetime | None]:
    """Return what was kept with the visitor's link, and when; None if nothing was, or it cannot be read any more."""
    kept = drafts.read_draft(visitor.paraaf, visitor.link.id)
    if kept is None:
        return None, None
    try:
        return ReviewDraft.model_validate(kept[0]), kept[1]
    except ValidationError:
        return None, None


def keep(visitor: Visitor, draft: ReviewDraft) -> None:
    """Keep this with the visitor's link."""
    drafts.save_draft(visitor.paraaf, visitor.link.id, draft.model_dump(mode="json"))


def forget(visitor: Visitor) -> None:
    """Keep nothing with the visitor's link any more."""
    drafts.forget_draft(visitor.paraaf, visitor.link.id)


def keep_file(visitor: Visitor, draft: ReviewDraft, chosen: UploadFile) -> None:
    """Store the Word file that was chosen, and put it in the draft; or put there why it cannot be used."""
    name = named_as(chosen.filename or "", WORD, "brief")
    content, problem = read_chosen(visitor.paraaf, chosen)
    if problem:
        draft.file_problems = [problem]
        return
    try:
        draft.file = read_file(visitor, name, content, check_letter(content, what=name))
    except UnsafeDocument as error:
        draft.file_problems = stored_faults(error)


def read_file(visitor: Visitor, name: str, content: bytes, passed: Passed) -> DraftFile:
    """Return a returned copy as a draft keeps it: as it came. Raise `UnsafeDocument` for a copy of something else.

    `passed` is that copy as it may be opened.
    """
    paraaf = visitor.paraaf
    link = visitor.link
    copy = read_copy(paraaf, visitor.dossier.id, link.acts_for, passed.docx, for_party=link.party_code)
    asked = read_review(paraaf, visitor.visit).round.version_number
    if copy.version != asked:
        raise UnsafeDocument("copy.of_other_version", version=copy.version, asked=asked)
    return DraftFile(
        name=name,
        sha256=paraaf.store.put(content),
        size=len(content),
        weights=[point.weight.value for point in copy.points],
        changes=sum(point.source is CommentSource.CHANGE for point in copy.points),
        dropped=dropped_parts.as_data(passed.dropped),
    )
