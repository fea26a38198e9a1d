"""Dispatch: the package of what was signed, and the record of its going out."""

import json

from models.decision import Dispatch
from models.document import Document
from models.dossier import Dossier
from models.enums import DispatchStatus, DocumentKind, DossierStatus, MessageKind, MessageStatus
from models.errors import AlreadyDone, InvalidInput, NotYourTurn, StaleVersion, TransitionNotAllowed
from models.obsolete_messages import obsolete_reason
from models.process import OWNER, SECRETARIAT, StepKind
from models.route import Wording
from models.state import DossierState
from models.working_days import local_day
from paraaf import documents
from paraaf.services.app.actor import line_fault, require_actor
from paraaf.services.app.due import is_due
from paraaf.services.app.letter_text import fingerprint
from paraaf.services.app.unit_of_work import PARAAF, ZIP, App, UnitOfWork
from paraaf.services.letters import titles
from paraaf.services.letters.letters import file_name
from paraaf.services.messaging import compose
from paraaf.services.messaging.compose import Receivers


def make_package(app: App, dossier_id: str) -> None:
    """Put the signed letter, its attachments and the public advice note in one zip, and tell the secretariat."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.MAKE_PACKAGE):
            return
        dossier = state.dossier
        parts = dispatch_parts(work, state)
        files = [(f"{place:02d}-{part.sent_name}", app.store.get(part.sha256)) for place, part in enumerate(parts, 1)]
        manifest = {
            "dossier": dossier.number,
            "title": dossier.title,
            "signed_by": state.signatures[-1].name,
            "signed_at": state.signatures[-1].at.isoformat(),
            "audit_head": dossier.audit_head,
            "files": [
                {"name": name, "title": part.title, "sha256": part.sha256}
                for (name, _), part in zip(files, parts, strict=True)
            ],
        }
        listing = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
        package = work.store_document(
            dossier,
            documents.zip_files([*files, ("manifest.json", listing)]),
            key="dispatch_package",
            kind=DocumentKind.DISPATCH_PACKAGE,
            title=titles.dispatch_package(dossier),
            file_name=file_name(dossier, "verzending", "zip"),
            by="Paraaf",
            version_number=state.version.number,
            media_type=ZIP,
        )
        work.add(Dispatch(dossier_id=dossier.id, package_document_id=package.id, ready_at=work.at))
        work.record(dossier, "package_made", "Paraaf", sha256=package.sha256)
        send_question(work, state, key=f"ready_to_dispatch:{dossier.id}")


def send_question(work: UnitOfWork, state: DossierState, *, key: str, to: Receivers | None = None) -> Receivers:
    """Write to the secretariat that a letter is ready to go, or to those of its contacts that are named."""
    packages = [document for document in state.documents if document.kind is DocumentKind.DISPATCH_PACKAGE]
    return compose.send(
        work,
        state.dossier,
        MessageKind.READY_TO_DISPATCH,
        SECRETARIAT,
        about_id=state.dossier.id,
        key=key,
        only_to=to,
        documents=packages[-1:],
    )


def dispatch_parts(work: UnitOfWork, state: DossierState) -> list[Document]:
    """Return what goes to parliament: the signed letter, the attachments, the public note; each as it was stored.

    Raises `StaleVersion` if the signed letter is not what the minister signed, `DocumentDamaged` if a
    stored file is not what it was.
    """
    signature = state.signatures[-1]
    signed = next(document for document in state.documents if document.kind is DocumentKind.SIGNED)
    if fingerprint(work.app.store.get(signed.sha256)) != signature.letter_fingerprint:
        raise StaleVersion("dispatch.not_what_was_signed")
    decision = next(decision for decision in state.decisions if decision.id == signature.decision_id)
    note = next(note for note in state.notes if note.number == decision.note_number)
    attachments = [state.document_by_id(attachment.document_id) for attachment in state.attachments]
    parts = [signed, *attachments, state.document_by_id(note.public_document_id)]
    for part in parts:
        work.app.store.get(part.sha256)
    return parts


def dispatch(app: App, number: str, *, by: str, parliamentary_number: str) -> None:
    """Send the letter to parliament under its number. It counts as dispatched once parliament's server took it.

    Raises `NotYourTurn` before the letter is signed and packed, `AlreadyDone` when it was sent.
    """
    if not by.strip() or not parliamentary_number.strip():
        raise InvalidInput("dispatch.needs_number")
    by = require_actor(by, "sends the letter")
    if problem := line_fault(parliamentary_number, most=100):
        raise InvalidInput("dispatch.number_cannot_be_used", problem=problem)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="dispatch")
        dossier, ready = state.dossier, state.dispatch
        _refuse_if_sent(dossier, ready)
        if ready is None or dossier.is_over:
            where = dossier.status if dossier.is_over else state.stage.name
            raise NotYourTurn("dispatch.not_yet", letter=dossier.number, stage=where)
        parts = dispatch_parts(work, state)
        ready.move("send")
        ready.sent_at, ready.by, ready.number = work.at, by, parliamentary_number.strip()
        work.record(
            dossier,
            "dispatch_begun",
            by,
            number=ready.number,
            day=local_day(work.at).isoformat(),
            files={part.sent_name: part.sha256 for part in parts},
        )
        compose.send(
            work,
            dossier,
            MessageKind.TO_PARLIAMENT,
            dossier.recipient_code,
            about_id=dossier.id,
            key=f"to_parliament:{dossier.id}",
            documents=parts,
            is_repeatable=False,
            is_asked_for=True,
            dispatch_number=ready.number,
        )


def _refuse_if_sent(dossier: Dossier, dispatch: Dispatch | None) -> None:
    if dispatch is None:
        return
    if dispatch.status is DispatchStatus.DISPATCHED:
        raise AlreadyDone(
            "dispatch.done_already",
            letter=dossier.number,
            on=dispatch.dispatched_at,
            by=dispatch.by,
            number=dispatch.number,
        )
    if dispatch.status is DispatchStatus.SENDING:
        raise AlreadyDone(
            "dispatch.sent_already", letter=dossier.number, on=dispatch.sent_at, by=dispatch.by, number=dispatch.number
        )


def complete(app: App, dossier_id: str) -> None:
    """Record that parliament's mail server took the letter, and tell everybody concerned."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if is_due(work, state, StepKind.COMPLETE_DISPATCH):
            _complete(work, state, by=PARAAF)


def hand_over_otherwise(app: App, number: str, *, by: str, how: str) -> None:
    """Record how a letter that was sent reached parliament in another way, and tell everybody concerned.

    Raises `NotYourTurn` before it is sent, `AlreadyDone` when parliament's mail server took it,
    `TransitionNotAllowed` while it is being handed to that server.
    """
    by = require_actor(by, "handed the letter over")
    if not how.strip():
        raise InvalidInput("dispatch.needs_how")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="record how it was handed over")
        dossier, dispatch_ = state.dossier, state.dispatch
        letters = state.letters_to_parliament
        if dispatch_ is not None and (dossier.is_over or any(m.status is MessageStatus.SENT for m in letters)):
            raise AlreadyDone("dispatch.needs_no_other_way", letter=dossier.number, where=_where(state))
        if dispatch_ is None or dispatch_.status is not DispatchStatus.SENDING:
            raise NotYourTurn("dispatch.not_sent_yet", letter=dossier.number, stage=state.stage.name)
        if any(message.status is MessageStatus.SENDING for message in letters):
            raise TransitionNotAllowed("dispatch.under_way", letter=dossier.number)
        dispatch_.how, dispatch_.handed_over_by = how.strip(), by
        for message in letters:
            if message.status is MessageStatus.UNKNOWN and (reason := obsolete_reason(state, message)):
                work.cancel_message(dossier, message, reason)
        _complete(work, state, by=by)


def _where(state: DossierState) -> DossierStatus | Wording:
    """Return where a letter is that needs no other way to parliament."""
    if state.dossier.is_over:
        return state.dossier.status
    return Wording(nl="bij de mailserver van de Kamer", en="with parliament's mail server")


def _complete(work: UnitOfWork, state: DossierState, *, by: str) -> None:
    dossier, done = state.dossier, state.dispatch
    assert done is not None
    parts = dispatch_parts(work, state)
    done.move("dispatch")
    done.dispatched_at = work.at
    letter = work.app.store.get(parts[0].sha256)
    discharged = []
    for commitment in state.commitments:
        if documents.letter_contains(letter, commitment.passage):
            commitment.discharged_at = work.at
            discharged.append(commitment.subject)
    work.record(dossier, "dispatched", by, how=done.how, day=local_day(work.at).isoformat(), discharged=discharged)
    for code in everyone_asked(state):
        compose.send(
            work,
            dossier,
            MessageKind.DISPATCHED,
            code,
            about_id=dossier.id,
            key=f"dispatched:{dossier.id}:{code}",
            documents=[parts[0]],
            dispatch_number=done.number,
        )
    dossier.move("dispatch")
    dossier.ended_at = work.at


def everyone_asked(state: DossierState) -> list[str]:
    """Return the owner and the codes of all who were asked anything about this letter, each once."""
    codes = [OWNER]
    codes += [code for _, code in state.consulted()]
    codes += [sign_off.party_code for sign_off in state.sign_offs if sign_off.asked_at is not None]
    codes += [state.dossier.minister_code] if state.decisions else []
    return list(dict.fromkeys(codes))
