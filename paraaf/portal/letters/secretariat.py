"""The secretariat's pages: every letter with where it is and whom it waits for, and one letter with all of it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import RedirectResponse, Response

from models.dossier import Dossier
from models.enums import Language, LinkPurpose, SignOffStatus
from models.errors import NotFound
from models.process import StepKind
from models.request import OwnerRequest
from models.undo import can_undo
from paraaf import wording
from paraaf.portal.letters.overview import document_of, label, overview
from paraaf.portal.texts import LanguageTexts
from paraaf.portal.texts.dossier_fields import hint_of, label_of
from paraaf.portal.texts.faults import said
from paraaf.portal.web.actions import Refusal, perform_on, reason_faults
from paraaf.portal.web.confirm_code import code_pages
from paraaf.portal.web.downloads import download, to_save
from paraaf.portal.web.field_fault import FieldFault
from paraaf.portal.web.rendering import language_of, render
from paraaf.portal.web.visitors import Visitor, VisitorForm, posting, visiting
from paraaf.services.app.status import Status, list_dossiers, read_status
from paraaf.services.audit import exporting
from paraaf.services.engine import sweep_runs
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.signing import dispatching, sign_offs, taking_back
from paraaf.yaml_faults import explain

router = APIRouter(prefix="/secretariat/{link_id}")
codes = code_pages(LinkPurpose.SECRETARIAT)

Secretary = Annotated[Visitor, Depends(visiting(LinkPurpose.SECRETARIAT))]
SecretarySent = Annotated[VisitorForm, Depends(posting(LinkPurpose.SECRETARIAT))]

SHOWS, SORTS = ("open", "late", "all"), ("due", "number", "started")
MAX_LETTERS = 500
"""How many letters a page lists."""


@router.get("")
def letters(request: Request, visitor: Secretary, q: str = "", show: str = "open", sort: str = "due") -> Response:
    """List the letters of this secretariat."""
    show, sort = show if show in SHOWS else "open", sort if sort in SORTS else "due"
    mine = visitor.dossier.secretariat_code
    found = list_dossiers(visitor.paraaf, with_ended=show == "all", secretariat=mine, most=MAX_LETTERS)
    found = [each for each in found if _matches(each, q) and (show != "late" or _late_by(each))]
    found.sort(key=_order(sort))
    language = language_of(request, visitor)
    is_quiet, swept = sweep_runs.overdue_since(visitor.paraaf)
    return render(
        request,
        "secretariat.html",
        visitor=visitor,
        not_swept=wording.not_swept(swept, language) if is_quiet else "",
        letters=[(each, label(each, language), _due(each), _late_by(each)) for each in found],
        q=q[:200],
        show=show,
        sort=sort,
        shows=SHOWS,
        sorts=SORTS,
        secretariat=mine,
        **_common(language),
    )


@router.get("/letters/{number}")
def letter(request: Request, visitor: Secretary, number: str, done: bool = False) -> Response:
    """Show one letter: where it is, its planning, what everybody said, its files and its audit trail."""
    return _letter(request, visitor, number, is_done=done)


@router.get("/letters/{number}/files/{seq}")
def file(visitor: Secretary, number: str, seq: int) -> Response:
    """Give one file of a letter."""
    return download(visitor.paraaf, document_of(letter_of(visitor, number), seq))


@router.get("/letters/{number}/export.zip")
def export(visitor: Secretary, number: str) -> Response:
    """Give everything on record of a letter as one zip, with a manifest to check it by."""
    dossier = letter_of(visitor, number).state.dossier
    return to_save(exporting.export(visitor.paraaf, dossier.id), f"{dossier.number}.zip", "application/zip")


@router.post("/letters/{number}/take-over")
def take_over(request: Request, sent: SecretarySent, number: str) -> Response:
    """Hand a letter to another owner; both are told."""
    language = language_of(request, sent.visitor)
    faults, owner = [], None
    try:
        owner = OwnerRequest.model_validate({name: sent.text(f"owner_{name}") for name in OwnerRequest.model_fields})
    except ValidationError as error:
        faults = [_owner_fault(fault, language) for fault in error.errors()]

    def act(dossier_id: str, by: str) -> None:
        assert owner is not None
        holds.take_over(sent.visitor.paraaf, dossier_id, owner, by=by, reason=sent.text("take_reason"))

    return _do(request, sent, number, [*faults, *reason_faults(sent, "take")], act)


@router.post("/letters/{number}/dispatch")
def dispatch(request: Request, sent: SecretarySent, number: str) -> Response:
    """Record the number under which the letter goes, and send it to parliament."""
    faults = []
    if not sent.text("number").strip():
        faults.append(FieldFault("dispatch-number", "act.fault.number"))
    if not sent.text("confirm"):
        faults.append(FieldFault("dispatch-confirm", "act.fault.confirm"))

    def act(dossier_id: str, by: str) -> None:
        dispatching.dispatch(sent.visitor.paraaf, dossier_id, by=by, parliamentary_number=sent.text("number").strip())

    return _do(request, sent, number, faults, act)


@router.post("/letters/{number}/handed-over")
def handed_over(request: Request, sent: SecretarySent, number: str) -> Response:
    """Record how the letter reached parliament in another way."""
    faults = [] if sent.text("how").strip() else [FieldFault("handed-how", "act.fault.how")]

    def act(dossier_id: str, by: str) -> None:
        dispatching.hand_over_otherwise(sent.visitor.paraaf, dossier_id, by=by, how=sent.text("how"))

    return _do(request, sent, number, faults, act)


@router.post("/letters/{number}/messages/{seq}/settle")
def settle(request: Request, sent: SecretarySent, number: str, seq: int) -> Response:
    """Say that a message arrived, or send it again."""
    has_arrived = sent.text("what") == "arrived"

    def act(dossier_id: str, by: str) -> None:
        outbox.settle(sent.visitor.paraaf, dossier_id, seq, has_arrived=has_arrived, by=by)

    return _do(request, sent, number, [], act)


@router.post("/letters/{number}/skip")
def skip(request: Request, sent: SecretarySent, number: str) -> Response:
    """Let the sign-off route pass an official by."""
    faults = [] if sent.text("party") else [FieldFault("skip-party", "act.fault.party")]

    def act(dossier_id: str, by: str) -> None:
        sign_offs.skip(
            sent.visitor.paraaf, dossier_id, party=sent.text("party"), by=by, reason=sent.text("skip_reason")
        )

    return _do(request, sent, number, [*faults, *reason_faults(sent, "skip")], act)


@router.post("/letters/{number}/take-back")
def take_back(request: Request, sent: SecretarySent, number: str) -> Response:
    """Take back that an official was skipped."""
    faults = [] if sent.text("party") else [FieldFault("unskip-party", "act.fault.party")]

    def act(dossier_id: str, by: str) -> None:
        taking_back.take_back(
            sent.visitor.paraaf, dossier_id, party=sent.text("party"), for_party=sent.text("party"), by=by,
            reason=sent.text("unskip_reason"),
        )  # fmt: skip

    return _do(request, sent, number, [*faults, *reason_faults(sent, "unskip")], act)


@router.post("/letters/{number}/hold")
def hold(request: Request, sent: SecretarySent, number: str) -> Response:
    """Hold the letter up."""

    def act(dossier_id: str, by: str) -> None:
        holds.hold(sent.visitor.paraaf, dossier_id, by=by, reason=sent.text("hold_reason"))

    return _do(request, sent, number, reason_faults(sent, "hold"), act)


@router.post("/letters/{number}/release")
def release(request: Request, sent: SecretarySent, number: str) -> Response:
    """Let a letter that is on hold go on."""

    def act(dossier_id: str, by: str) -> None:
        holds.release(sent.visitor.paraaf, dossier_id, by=by)

    return _do(request, sent, number, [], act)


def _do(
    request: Request, sent: VisitorForm, number: str, faults: list[FieldFault], act: Callable[[str, str], None]
) -> Response:
    """Do something to a letter and lead back to it; show what was typed again if it cannot be done."""
    visitor = sent.visitor
    dossier = letter_of(visitor, number).state.dossier
    refused = perform_on(sent, dossier.id, faults, act)
    if refused is not None:
        return _letter(request, visitor, number, refused=refused)
    return RedirectResponse(f"{visitor.home}/letters/{dossier.number}?done=true", status_code=303)


def _letter(
    request: Request, visitor: Visitor, number: str, *, is_done: bool = False, refused: Refusal | None = None
) -> Response:
    status = letter_of(visitor, number)
    state = status.state
    route = state.current_sign_off_route()
    waiting = (SignOffStatus.WAITING, SignOffStatus.ASKED)
    run_id = state.dossier.flow_run_id
    return render(
        request,
        "secretariat_letter.html",
        status=refused.status if refused else 200,
        **overview(request, visitor, status, base=f"{visitor.home}/letters/{state.dossier.number}"),
        is_done=is_done,
        faults=refused.faults if refused else (),
        refused=refused,
        typed=refused.typed if refused else {},
        can_dispatch=status.step.kind is StepKind.AWAIT_DISPATCH,
        can_say_how=status.step.kind is StepKind.AWAIT_ACCEPTANCE,
        can_skip=[each for each in state.sign_offs_on(route) if each.status in waiting] if route else [],
        can_unskip=[
            each
            for each in (state.sign_offs_on(route) if route else [])
            if each.status is SignOffStatus.SKIPPED and can_undo(state, each, by=visitor.link.holder)
        ],
        owner_fields=_owner_fields(visitor, state.dossier, language_of(request, visitor)),
        run_url=visitor.paraaf.runs.url(run_id) if run_id else "",
    )


def letter_of(visitor: Visitor, number: str) -> Status:
    """Return where a letter of this secretariat is; raise `NotFound` for any other."""
    status = read_status(visitor.paraaf, number)
    if status.state.dossier.secretariat_code != visitor.dossier.secretariat_code:
        raise NotFound("portal.no_such_letter")
    return status


def _owner_fields(
    visitor: Visitor, dossier: Dossier, language: Language
) -> list[tuple[str, str, str, Sequence[tuple[str, str]]]]:
    """Return what is asked of a new owner: the field, its words, and what can be chosen, if it is not typed."""
    words = LanguageTexts(language)
    channels = dict.fromkeys([dossier.owner_channel, *sorted(visitor.paraaf.settings.channels)])
    choices = {
        "channel": [(channel, channel) for channel in channels],
        "language": [(each.value, words("start.option." + each.value)) for each in Language],
    }
    return [
        (name, label_of(OwnerRequest, name, language), hint_of(OwnerRequest, name, language), choices.get(name, ()))
        for name in OwnerRequest.model_fields
    ]


def _owner_fault(fault: Any, language: Language) -> FieldFault:
    name = str(fault["loc"][0])
    why = said(explain(OwnerRequest, fault), language)
    where = label_of(OwnerRequest, name, language)
    return FieldFault(f"owner-{name}", "act.fault.field", (("where", where), ("why", why)))


def _matches(status: Status, sought: str) -> bool:
    dossier = status.state.dossier
    text = f"{dossier.number} {dossier.title} {dossier.subject} {dossier.owner_name} {status.waits_for}".casefold()
    return all(word in text for word in sought.casefold().split())


def _due(status: Status) -> date | None:
    return min((each.due for each in status.waiting if each.due), default=None)


def _late_by(status: Status) -> int:
    return max((each.late_by for each in status.waiting), default=0)


def _order(sort: str) -> Callable[[Status], Any]:
    if sort == "number":
        return lambda status: status.state.dossier.number
    if sort == "started":
        return lambda status: -status.state.dossier.created_at.timestamp()
    return lambda status: (_due(status) or date.max, status.state.dossier.number)


def _common(language: str) -> dict[str, Any]:
    return {
        "working_days": lambda count: wording.working_days(count, language),
        "person": lambda code: wording.person(code, language),
    }
