"""The pages on which a letter is prepared, checked and started."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import InvalidDossier, StaleVersion
from models.preparation import Preparation
from models.request import DossierRequest
from paraaf.portal.start import checks
from paraaf.portal.start.conflict import Difference, differences, shown, take
from paraaf.portal.start.draft import (
    MAX_FILES,
    StartDraft,
    change,
    draft_of,
    from_bundle,
    take_uploads,
    typed_in,
)
from paraaf.portal.start.fields import FormBuilder
from paraaf.portal.start.request_shape import filled, shaped
from paraaf.portal.texts import LanguageTexts
from paraaf.portal.texts.faults import said
from paraaf.portal.web.chosen_files import read_chosen
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.middleware import BodyTooLargeError
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.start_visitors import StarterForm, Starting, starting, submitting
from paraaf.portal.web.visitors import cleaned
from paraaf.services.intake import drafts, permissions
from paraaf.services.intake.bundle import read_bundle

router = APIRouter()
"""These pages; they stand under two addresses (`starting_visitors`)."""

Who = Annotated[Starting, Depends(starting)]
Sent = Annotated[StarterForm, Depends(submitting())]
SentFiles = Annotated[StarterForm, Depends(submitting(most_files=MAX_FILES))]

MAX_DRAFT_LENGTH = 2_000_000
"""How many characters of one letter in preparation are kept."""


@router.get("")
def welcome(request: Request, who: Who, discarded: bool = False) -> Response:
    """Offer the two ways to begin, and the letters that are in preparation."""
    return _welcome(request, who, is_discarded=discarded)


@router.post("/new")
def new(sent: Sent) -> Response:
    """Begin an empty form."""
    who = sent.starting
    given = permissions.offered(who.paraaf, who.starter)
    return _begin(who, StartDraft(values=shaped(DossierRequest, given)), "")


@router.post("/upload")
def upload(request: Request, sent: SentFiles) -> Response:
    """Read a dossier file with the files that it names, and lead to what it holds."""
    who = sent.starting
    language = language_of(request, who)
    chosen = [file for name, file in sent.files() if name == "files"]
    if not chosen:
        return _welcome(request, who, faults=[FieldFault("files", "start.upload.none")])
    handed_in = []
    for file in chosen:
        content, problem = read_chosen(who.paraaf, file)
        if problem:
            return _welcome(request, who, faults=[_refused(f"{file.filename}: ", said(problem, language))])
        handed_in.append((file.filename or "", content))
    try:
        bundle = read_bundle(handed_in, most=who.paraaf.settings.max_upload_mb * 1_000_000)
        draft = from_bundle(who.paraaf, bundle)
    except InvalidDossier as error:
        faults = [_refused("", said(error, language))]
        faults += [_refused("", checks.with_line(fault, LanguageTexts(language))) for fault in error.faults]
        return _welcome(request, who, faults=faults)
    is_right = not draft.file_faults and not draft.problems and not checks.check(who, draft, language)[1]
    return _begin(who, draft, "/check" if is_right else "?check=true")


@router.get("/{key}")
def show(
    request: Request,
    who: Who,
    key: str,
    check: bool = False,
    saved: bool = False,
    refused: bool = False,
    changed: bool = False,
) -> Response:
    """Show the form, with what is wrong in place once that was asked."""
    preparation = drafts.read_preparation(who.paraaf, who.way, key)
    if preparation.started_at is not None:
        return _to(who, f"/{key}/started")
    state = FormState(check=check, is_saved=saved, is_refused=refused, has_changed=changed)
    return _form(request, who, preparation, draft_of(preparation), state)


@router.post("/{key}")
def save(request: Request, sent: SentFiles, key: str) -> Response:
    """Keep what was typed, and do what the button says: a row more or less, or on to the check."""
    who = sent.starting
    preparation = drafts.read_preparation(who.paraaf, who.way, key)
    before, version = draft_of(preparation), _version(sent)
    draft = typed_in(sent, before)
    if version == preparation.version:  # else it was chosen beside something older
        take(draft.values, before.values, [place for name, place in sent.texts() if name == "theirs"])
    take_uploads(who.paraaf, sent, draft)
    action, _, place = sent.text("action").partition(":")
    anchor = change(draft, action, place)
    if action == "check" and not draft.problems:
        draft.values = filled(draft.values)
    if len(draft.model_dump_json()) > MAX_DRAFT_LENGTH:
        raise BodyTooLargeError
    try:
        drafts.save(who.paraaf, who.way, key, draft.model_dump(mode="json"), version=version, **_named(draft))
    except StaleVersion:
        return _conflict(request, who, key, draft, carried=sent.text("shown"))
    if draft.problems:
        return _to(who, f"/{key}?refused=true")
    if action == "check":
        faults = checks.check(who, draft, language_of(request, who))[1]
        return _to(who, f"/{key}?check=true" if faults else f"/{key}/check")
    return _to(who, f"/{key}?saved=true{anchor and f'#{anchor}'}")


@router.post("/{key}/discard")
def discard(sent: Sent, key: str) -> Response:
    """Keep nothing of a letter in preparation any more, once that was confirmed."""
    who = sent.starting
    if not sent.text("confirm"):
        return _to(who, f"/{key}#discard")
    try:
        drafts.discard(who.paraaf, who.way, key, version=_version(sent))
    except StaleVersion:
        return _to(who, f"/{key}?changed=true")
    return _to(who, "?discarded=true")


def _welcome(
    request: Request, who: Starting, *, faults: Sequence[FieldFault] = (), is_discarded: bool = False
) -> Response:
    return render(
        request,
        "start.html",
        status=422 if faults else 200,
        visitor=who,
        faults=faults,
        preparations=drafts.list_preparations(who.paraaf, who.way),
        most=who.paraaf.settings.max_upload_mb,
        is_discarded=is_discarded,
    )


def _begin(who: Starting, draft: StartDraft, where: str) -> Response:
    key = drafts.begin(who.paraaf, who.way, draft.model_dump(mode="json"), **_named(draft))
    return _to(who, f"/{key}{where}")


def _named(draft: StartDraft) -> dict[str, str]:
    """Return by what a letter in preparation is known in a list."""
    values = draft.values
    return {"number": values["references"]["dossier_number"].strip(), "title": " ".join(values["title"].split())}


def _version(sent: StarterForm) -> int:
    """Return which version of what was kept a form showed; 0, which is none, if it does not say."""
    said = sent.text("version")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _conflict(request: Request, who: Starting, key: str, mine: StartDraft, *, carried: str) -> Response:
    """Show what somebody else kept meanwhile beside what was typed, which stays in the form; let its reader choose."""
    drafts.keep_files(who.paraaf, who.way, key, {name: file.model_dump() for name, file in mine.files.items()})
    preparation = drafts.read_preparation(who.paraaf, who.way, key)
    theirs = draft_of(preparation)
    language = language_of(request, who)
    builder = FormBuilder(LanguageTexts(language), checks.choices(who, mine, language), mine, {})
    builder.chapters()
    found = differences(builder.labels, mine, theirs, carried)
    if not found and not mine.problems:
        return _to(who, f"/{key}?saved=true")
    return _form(request, who, preparation, mine, FormState(is_refused=True, differences=found), status=409)


@dataclass(frozen=True)
class FormState:
    """What a form shows beside its fields."""

    check: bool = False
    is_saved: bool = False
    is_refused: bool = False
    has_changed: bool = False
    differences: Sequence[Difference] | None = None
    """What somebody else kept meanwhile; None if nobody did."""


def _form(
    request: Request,
    who: Starting,
    preparation: Preparation,
    draft: StartDraft,
    state: FormState,
    *,
    status: int = 200,
) -> Response:
    language = language_of(request, who)
    if state.check and not draft.problems:
        draft.values = filled(draft.values)
    wrong = checks.check(who, draft, language)[1] if state.check else {}
    wrong = {place: sentences for place, sentences in wrong.items() if place not in draft.problems}
    shown_problems = draft.problems if state.check or state.is_refused else {}
    problems = {place: [said(reason, language) for reason in reasons] for place, reasons in shown_problems.items()}
    words = LanguageTexts(language)
    builder = FormBuilder(words, checks.choices(who, draft, language), draft, {**wrong, **problems})
    chapters = builder.chapters()
    in_place = {**wrong, **problems}
    return render(
        request,
        "start_form.html",
        status=status,
        visitor=who,
        preparation=preparation,
        base=f"{who.start}/{preparation.id}",
        chapters=chapters,
        faults=checks.in_order(builder.labels, in_place),
        file_faults=[checks.with_line(each.fault, words) for each in draft.file_faults],
        files=draft.files,
        is_day=_is_day,
        state=state,
        shown=shown(draft_of(preparation).values),
    )


def _is_day(value: str) -> bool:
    """Return whether a field for a day can show this; what is no day is shown as it was typed."""
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _refused(before: str, why: str) -> FieldFault:
    return FieldFault("files", "start.upload.refused", (("why", cleaned(before + why)),))


def _to(who: Starting, where: str) -> Response:
    return RedirectResponse(f"{who.start}{where}", status_code=303)
