"""Taking in a dossier: the registration that starts a letter, once everything is checked."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, select

from models.document import Attachment
from models.dossier import Commitment, Dossier, Participant
from models.enums import DocumentKind, StageKind
from models.errors import AlreadyDone, InvalidDossier
from models.file_names import kind_of, named_as
from models.lease import RunLease
from models.party import Party
from models.request import DossierRequest
from models.route import Route
from models.working_days import local_day
from paraaf.services.app import dropped_parts
from paraaf.services.app.files import store_named
from paraaf.services.app.state_loader import dossier_with_number
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.audit.recorded_facts import initial_digests
from paraaf.services.intake import started_by
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.intake.checks import check_request
from paraaf.services.intake.sign_off_turns import sign_off_turns
from paraaf.services.signing.signers import signer_of
from paraaf.services.templating.note_sections import NOT_PUBLIC
from paraaf.yaml_file import YamlFile


def with_stored_files(app: App, checked: CheckedRequest) -> DossierRequest:
    """Return the request with its files put in the document store, so that any worker can reach them.

    So is the text that is not public: the request becomes the run's parameters, which everybody reads who can
    open the Prefect UI.
    """
    request = checked.request.model_copy(deep=True)
    if request.letter.file and checked.letter is not None:
        request.letter.file = store_named(app, request.letter.file, checked.letter)
    for attachment, (name, content) in zip(request.attachments, checked.attachments, strict=True):
        attachment.file = store_named(app, name, content)
    for index, section in enumerate(request.note_sections):
        if section.text and section.key == NOT_PUBLIC:
            section.file, section.text = store_named(app, f"{NOT_PUBLIC}.md", section.text.encode()), ""
        elif section.file:
            section.file = store_named(app, section.file, checked.section_files[index])
    return request


def fitting(values: DossierRequest | dict[str, Any]) -> DossierRequest:
    """Return the parameters of a run as a request; raise `InvalidDossier` with every fault in them."""
    if isinstance(values, DossierRequest):
        return values
    request, faults = YamlFile("", values).parse(DossierRequest)
    if request is None or faults:
        raise InvalidDossier("letter.cannot_start", faults)
    return request


def register(app: App, request: DossierRequest, *, run_id: str) -> str:
    """Start a dossier for a run and return its id; for a run that has one already, return that.

    Everything is checked before anything is written. Raises `InvalidDossier`, or `AlreadyDone` if another
    run carries a letter with this number.
    """
    with app.read() as session:
        known = session.exec(select(Dossier).where(Dossier.flow_run_id == run_id)).first()
    if known is not None:
        return known.id
    checked = check_new(app, request)
    with app.work() as work:
        existing = dossier_with_number(work.session, request.references.dossier_number)
        if existing is not None and (existing.flow_run_id == run_id or _is_orphan(existing, request)):
            work.dossier(existing.id).flow_run_id = run_id
            return existing.id
        if existing is not None:
            raise AlreadyDone("letter.number_exists", letter=existing.number, title=existing.title)
        assert checked is not None and checked.route is not None
        return _write(work, request, checked, checked.route, run_id).id


def check_new(app: App, request: DossierRequest) -> CheckedRequest | None:
    """Return a request that starts a dossier, checked; None for one that takes over a letter whose run is gone.

    Raises `InvalidDossier` with every fault in it.
    """
    with app.read() as session:
        orphan = dossier_with_number(session, request.references.dossier_number)
    if orphan is not None and _is_orphan(orphan, request):
        return None
    return check_request(app, request)


def _is_orphan(dossier: Dossier, request: DossierRequest) -> bool:
    """Return whether this letter lost its run, and the request is the one it was started with."""
    return dossier.flow_run_id is None and dossier.request == request.model_dump(mode="json")


def _write(work: UnitOfWork, given: DossierRequest, checked: CheckedRequest, route: Route, run_id: str) -> Dossier:
    request = with_stored_files(work.app, checked)
    dossier = _add_dossier(work, request, route, run_id)
    work.session.flush()
    work.add(RunLease(dossier_id=dossier.id, holder="", seen_at=work.app.clock.wall()))
    participants, commitments = _participants(work, dossier, request, route), _commitments(dossier, request)
    for row in (*participants, *commitments):
        work.add(row)
    begun = initial_digests(dossier, participants, commitments)
    facts: dict[str, Any] = {"number": dossier.number, "title": dossier.title, "owner": dossier.owner_name}
    if checked.letter_dropped:
        facts["dropped"] = dropped_parts.as_data(checked.letter_dropped)
    launcher = started_by.consume(work, given)
    work.record(dossier, "dossier_started", launcher.by, **facts, **begun, through=launcher.through, **launcher.facts)
    _keep_attachments(work, dossier, request, checked)
    return dossier


def _add_dossier(work: UnitOfWork, request: DossierRequest, route: Route, run_id: str) -> Dossier:
    dossier = work.add(
        Dossier(
            number=request.references.dossier_number,
            title=request.title,
            subject=request.subject,
            kenmerk=request.references.kenmerk,
            ministry_code=request.ministry,
            minister_code=request.minister,
            secretariat_code=request.secretariat,
            recipient_code=request.recipient,
            owner_name=request.owner.name,
            owner_unit=request.owner.unit,
            owner_address=request.owner.address,
            owner_channel=request.owner.channel,
            owner_language=request.owner.language,
            debate_date=request.debate_date,
            route=route.model_dump(mode="json"),
            request=request.model_dump(mode="json"),
            created_at=work.at,
            flow_run_id=run_id,
            signer=asdict(signer_of(work.session, request.minister, day=local_day(work.at))),
        )
    )
    work.touched[dossier.id] = dossier
    return dossier


def _participants(work: UnitOfWork, dossier: Dossier, request: DossierRequest, route: Route) -> list[Participant]:
    one_off = {party.code: party for party in request.one_off_parties}
    turns = sign_off_turns(request)
    participants = []
    for stage in route.stages:
        codes: list[str] = getattr(request, stage.parties) if stage.parties else []
        for place, code in enumerate(codes):
            party = one_off.get(code) or work.session.get_one(Party, code)
            contacts = [c.model_dump(mode="json") for c in one_off[code].contacts] if code in one_off else None
            participants.append(
                Participant(
                    dossier_id=dossier.id,
                    stage_key=stage.key,
                    place=place,
                    code=code,
                    name=party.name,
                    kind=party.kind,
                    is_optional=code in request.optional_parties,
                    turn=turns[code][0] if stage.kind is StageKind.SIGN_OFF else 0,
                    needed=turns[code][1] if stage.kind is StageKind.SIGN_OFF else 1,
                    contacts=contacts,
                )
            )
    return participants


def _commitments(dossier: Dossier, request: DossierRequest) -> list[Commitment]:
    return [
        Commitment(
            dossier_id=dossier.id,
            place=place,
            kind=commitment.kind,
            by=commitment.members,
            subject=commitment.subject,
            day=commitment.date,
            reference=commitment.reference,
            passage=commitment.passage,
        )
        for place, commitment in enumerate(request.commitments)
    ]


def _keep_attachments(work: UnitOfWork, dossier: Dossier, request: DossierRequest, checked: CheckedRequest) -> None:
    for place, (attachment, (name, content), dropped) in enumerate(
        zip(request.attachments, _named(checked.attachments), checked.attachments_dropped, strict=True), start=1
    ):
        document = work.store_document(
            dossier,
            content,
            key=f"attachment:{place}",
            kind=DocumentKind.ATTACHMENT,
            title=attachment.title,
            file_name=name,
            by=dossier.owner_name,
            media_type=kind_of(content),
            dropped=dropped,
        )
        work.add(Attachment(dossier_id=dossier.id, place=place, title=attachment.title, document_id=document.id))


def _named(attachments: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the attachments under the names by which they go: by what they are, and no two alike."""
    named: dict[str, bytes] = {}
    for place, (given, content) in enumerate(attachments, start=1):
        name = named_as(given, kind_of(content), f"bijlage-{place}")
        if name in named:
            name = named_as(f"{place}-{given}", kind_of(content), f"bijlage-{place}")
        named[name] = content
    return list(named.items())


def registered(session: Session, run_ids: Sequence[str]) -> list[Dossier]:
    """Return the dossiers that these runs carry."""
    return list(session.exec(select(Dossier).where(Dossier.flow_run_id.in_(run_ids))).all())  # type: ignore[union-attr]
