"""Dispatch: the package of what was signed, and the record of its going out."""

import json

from models.decision import Dispatch
from models.document import Document
from models.enums import DispatchStatus, DocumentKind, MessageKind
from models.errors import AlreadyDone, InvalidInput, NotYourTurn, StaleVersion
from models.process import OWNER, SECRETARIAT, StepKind
from models.state import DossierState
from models.working_days import local_day
from paraaf import documents, wording
from paraaf.services import messages
from paraaf.services.acting import acting, line_fault
from paraaf.services.context import ZIP, App, Work, fingerprint
from paraaf.services.letters import file_name
from paraaf.services.messages import Receivers
from paraaf.services.steps import is_due


def make_package(app: App, dossier_id: str) -> None:
    """Put the signed letter, its attachments and the public advice note in one zip, and tell the secretariat."""
    with app.work() as work:
        state = work.open(dossier_id)
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
        package = work.keep(
            dossier,
            documents.zip_files([*files, ("manifest.json", listing)]),
            key="dispatch_package",
            kind=DocumentKind.DISPATCH_PACKAGE,
            title=f"Verzending {dossier.title}",
            file_name=file_name(dossier, "verzending", "zip"),
            by="Paraaf",
            version_number=state.version.number,
            media_type=ZIP,
        )
        work.add(Dispatch(dossier_id=dossier.id, package_document_id=package.id, ready_at=work.at))
        work.record(dossier, "package_made", "Paraaf", sha256=package.sha256)
        state.documents.append(package)
        send_question(work, state, key=f"ready_to_dispatch:{dossier.id}")


def send_question(work: Work, state: DossierState, *, key: str, to: Receivers | None = None) -> Receivers:
    """Write to the secretariat that a letter is ready to go, or to those of its contacts that are named."""
    packages = [document for document in state.documents if document.kind is DocumentKind.DISPATCH_PACKAGE]
    kind = MessageKind.READY_TO_DISPATCH
    return messages.send(work, state.dossier, kind, SECRETARIAT, key=key, only_to=to, documents=packages[-1:])


def dispatch_parts(work: Work, state: DossierState) -> list[Document]:
    """Return what goes to parliament: the signed letter, the attachments, the public note; each as it was stored.

    Raises `StaleVersion` if the signed letter is not what the minister signed, `DocumentDamaged` if a
    stored file is not what it was.
    """
    signature = state.signatures[-1]
    signed = next(document for document in state.documents if document.kind is DocumentKind.SIGNED)
    if fingerprint(work.app.store.get(signed.sha256)) != signature.letter_fingerprint:
        raise StaleVersion("The signed letter does not read as what the minister signed; nothing goes out.")
    decision = next(decision for decision in state.decisions if decision.id == signature.decision_id)
    note = next(note for note in state.notes if note.number == decision.note_number)
    attachments = [state.document_by_id(attachment.document_id) for attachment in state.attachments]
    parts = [signed, *attachments, state.document_by_id(note.public_document_id)]
    for part in parts:
        work.app.store.get(part.sha256)
    return parts


def dispatch(app: App, number: str, *, by: str, parliamentary_number: str) -> None:
    """Record the dispatch under its number, send the letter to parliament, and tell everybody concerned.

    Raises `NotYourTurn` before the letter is signed and packed, `AlreadyDone` when it went out.
    """
    if not by.strip() or not parliamentary_number.strip():
        raise InvalidInput("A dispatch needs who sends it (`--by`) and its number (`--number`).")
    by = acting(by, "sends the letter")
    if problem := line_fault(parliamentary_number, most=100):
        raise InvalidInput(f"The number of the dispatch (`--number`) {problem}; nothing was recorded.")
    with app.work(by_people=True) as work:
        state = work.open(number, action="dispatch")
        dossier, ready = state.dossier, state.dispatch
        if ready is not None and ready.status is DispatchStatus.DISPATCHED:
            raise AlreadyDone(
                f"Letter {dossier.number} was dispatched on {wording.day(ready.dispatched_at, 'en')} "
                f"by {ready.by} under number {ready.number}."
            )
        if ready is None or dossier.is_over:
            where = wording.DOSSIERS["en"][dossier.status] if dossier.is_over else state.stage.name.en
            raise NotYourTurn(f"Letter {dossier.number} cannot be dispatched: it is at '{where}'.")
        parts = dispatch_parts(work, state)
        ready.move("dispatch")
        ready.dispatched_at, ready.by, ready.number = work.at, by, parliamentary_number.strip()
        letter = work.app.store.get(parts[0].sha256)
        discharged = []
        for commitment in state.commitments:
            if documents.letter_contains(letter, commitment.passage):
                commitment.discharged_at = work.at
                discharged.append(commitment.subject)
        work.record(
            dossier,
            "dispatched",
            by,
            number=ready.number,
            day=local_day(work.at).isoformat(),
            files={part.sent_name: part.sha256 for part in parts},
            discharged=discharged,
        )
        messages.send(
            work,
            dossier,
            MessageKind.TO_PARLIAMENT,
            dossier.recipient_code,
            key=f"to_parliament:{dossier.id}",
            documents=parts,
            is_repeatable=False,
            dispatch_number=ready.number,
        )
        for code in everyone_asked(state):
            messages.send(
                work,
                dossier,
                MessageKind.DISPATCHED,
                code,
                key=f"dispatched:{dossier.id}:{code}",
                documents=[parts[0]],
                dispatch_number=ready.number,
            )
        dossier.move("dispatch")
        dossier.ended_at = work.at


def everyone_asked(state: DossierState) -> list[str]:
    """Return the owner and the codes of all who were asked anything about this letter, each once."""
    codes = [OWNER]
    codes += [invitation.party_code for invitation in state.invitations]
    codes += [sign_off.party_code for sign_off in state.sign_offs if sign_off.asked_at is not None]
    codes += [state.dossier.minister_code] if state.decisions else []
    return list(dict.fromkeys(codes))
