"""The last step of a letter in preparation: what is going to happen, the confirmation, and what happens next."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from models.errors import ConfigurationError, GatewayError, InvalidDossier, NotFound
from models.preparation import Preparation
from models.working_days import local_day
from paraaf import wording
from paraaf.portal.letters.timeline import timeline
from paraaf.portal.start import checks
from paraaf.portal.start.draft import draft_of, kept_files
from paraaf.portal.start.fields import FormBuilder
from paraaf.portal.texts import LanguageTexts
from paraaf.portal.texts.faults import said
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.start_visitors import StarterForm, Starting, starting, submitting
from paraaf.services.app.status import read_status
from paraaf.services.intake import drafts
from paraaf.services.intake.preview import preview

router = APIRouter()

Who = Annotated[Starting, Depends(starting)]
Sent = Annotated[StarterForm, Depends(submitting())]


@router.get("/{key}/check")
def check(request: Request, who: Who, key: str, changed: bool = False) -> Response:
    """Show what is going to happen, and ask whether that is right."""
    preparation = drafts.read_preparation(who.paraaf, who.way, key)
    if preparation.started_at is not None:
        return _to(who, f"/{key}/started")
    return _page(request, who, preparation, has_changed=changed)


@router.post("/{key}/send")
def send(request: Request, sent: Sent, key: str) -> Response:
    """Start the letter that was confirmed, and lead to what happens next."""
    who = sent.starting
    preparation = drafts.read_preparation(who.paraaf, who.way, key)
    if preparation.started_at is not None:
        return _to(who, f"/{key}/started")
    draft = draft_of(preparation)
    if sent.text("seen") != draft.seen:
        return _to(who, f"/{key}/check?changed=true")
    try:
        drafts.start(who.paraaf, who.way, key, draft.data)
    except InvalidDossier:
        return _to(who, f"/{key}?check=true")
    except (GatewayError, ConfigurationError):
        return _page(request, who, preparation, is_unanswered=True)
    return _to(who, f"/{key}/started")


@router.get("/{key}/started")
def started(request: Request, who: Who, key: str) -> Response:
    """Say that the letter was started, and what happens next."""
    preparation = drafts.read_preparation(who.paraaf, who.way, key)
    if preparation.started_at is None:
        return _to(who, f"/{key}")
    try:
        read_status(who.paraaf, preparation.number)
        is_there = True
    except NotFound:
        is_there = False
    return render(request, "start_started.html", visitor=who, preparation=preparation, is_there=is_there)


def _page(
    request: Request,
    who: Starting,
    preparation: Preparation,
    *,
    has_changed: bool = False,
    is_unanswered: bool = False,
) -> Response:
    language = language_of(request, who)
    draft = draft_of(preparation)
    checked, wrong = checks.check(who, draft, language)
    if wrong:
        return _to(who, f"/{preparation.id}?check=true")
    foreseen = preview(who.paraaf, checked)
    stages = [each.stage for each in foreseen.stages]
    builder = FormBuilder(LanguageTexts(language), checks.choices(who, draft, language), draft, {})
    builder.chapters()
    warnings = [
        (builder.labels.get(checks.place_of(fault), ""), said(fault, language))
        for fault in checked.warnings
        if fault.place != "debate_date"
    ]
    today = who.paraaf.clock.now()
    return render(
        request,
        "start_check.html",
        status=503 if is_unanswered else 200,
        visitor=who,
        base=f"{who.start}/{preparation.id}",
        asked=checked.request,
        files=dict(kept_files(draft)),
        foreseen=foreseen,
        planning_warning=wording.planning_warning(foreseen.planning, language),
        timeline=timeline(foreseen.planning, stages, language, local_day(today)),
        warnings=warnings,
        seen=draft.seen,
        has_changed=has_changed,
        is_unanswered=is_unanswered,
        working_days=lambda count: wording.working_days(count, language),
    )


def _to(who: Starting, where: str) -> Response:
    return RedirectResponse(f"{who.start}{where}", status_code=303)
