"""The minister: put the letter before, record the signature, the return or the wish to discuss."""

from dataclasses import dataclass

from models.decision import Decision, Discussion, Signature
from models.enums import DecisionStatus, LinkPurpose, MessageKind, SignOffStatus
from models.errors import AlreadyDone, InvalidInput, NotYourTurn, StaleVersion
from models.process import OWNER, StepKind
from models.state import DossierState
from models.working_days import add_working_days, local_day
from paraaf.services.app.actor import require_actor
from paraaf.services.app.clock_checks import check_not_before
from paraaf.services.app.due import is_due
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.letters.stages import unused_key
from paraaf.services.messaging import compose, links
from paraaf.services.messaging.compose import Receivers
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.signing import signers
from paraaf.services.signing.returning import check_remarks, return_to_owner
from paraaf.services.signing.submission import put_before, signing_documents, version_seen_by_minister

_WHO = "signs, returns or wants to discuss"


def ask_minister(app: App, dossier_id: str) -> None:
    """Put the letter for signature and its note before the minister."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.ASK_MINISTER):
            return
        dossier = state.dossier
        if signers.renew_in(work, state):
            return
        letter, note = signing_documents(state)
        decision = _asked_again(work, state) or work.add(
            Decision(
                dossier_id=dossier.id,
                cycle=dossier.cycle,
                version_number=state.version.number,
                note_number=state.notes[-1].number,
                letter_fingerprint=letter.fingerprint,
                note_fingerprint=note.fingerprint,
                asked_at=work.at,
                due=add_working_days(local_day(work.sends_at), state.stage.working_days),
            )
        )
        work.session.flush()
        send_question(work, state, decision, key=unused_key(state, f"signature_asked:{decision.id}"))
        work.record(
            dossier,
            "signature_asked",
            "Paraaf",
            lap=dossier.cycle,
            version=decision.version_number,
            note=decision.note_number,
            letter_fingerprint=letter.fingerprint,
            note_fingerprint=note.fingerprint,
            due=decision.due.isoformat(),
        )


def _asked_again(work: UnitOfWork, state: DossierState) -> Decision | None:
    """Return the question that ended since a sign-off was taken back, to be put again on the same text and note."""
    decision = state.current_decision()
    if decision is None:
        return None
    decision.move("ask again")
    decision.asked_at, decision.due = work.at, add_working_days(local_day(work.sends_at), state.stage.working_days)
    return decision


def send_question(
    work: UnitOfWork, state: DossierState, decision: Decision, *, key: str, to: Receivers | None = None
) -> Receivers:
    """Write to the minister, or to those contacts of the minister that are named; return to whom."""
    dossier = state.dossier
    walk = state.sign_offs_on(state.sign_off_routes[-1]) if state.sign_off_routes else []
    return put_before(
        work,
        state,
        dossier.minister_code,
        MessageKind.SIGNATURE_ASKED,
        LinkTarget(LinkPurpose.DECISION, decision.id),
        due=decision.due,
        seen=version_seen_by_minister(state, before=decision),
        key=key,
        to=to,
        signer=str(signers.named_in(dossier) or ""),
        signed_off=[s.party_code for s in walk if s.status is SignOffStatus.SIGNED_OFF],
        skipped=[(s.party_code, s.remarks) for s in walk if s.status is SignOffStatus.SKIPPED],
    )


@dataclass(frozen=True)
class DecisionProvenance:
    """How somebody came to decide in the portal."""

    about: str
    """The id of the decision whose letter and note were read."""
    link: int
    """The number of the link."""
    code_to: str = ""
    """Where the code went with which a signature was confirmed."""


def sign(
    app: App,
    number: str,
    *,
    by: str,
    version: int | None = None,
    provenance: DecisionProvenance | None = None,
    party: str = "",
) -> None:
    """Record the signature under the letter and note that were put before, of the one whom that letter names.

    `version` is the version that was read; None means the one that was put before. `party` is the code of whoever
    signs, the minister's or the deputy's, if that is said. Raises `StaleVersion` if another text stands by now or the
    letter names somebody else, `NotYourTurn` when nothing was put before, `AlreadyDone` when it is signed.
    """
    by = require_actor(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="sign")
        decision = _asked_of(work, state, provenance)
        letter, note = signing_documents(state)
        shown = (decision.letter_fingerprint, decision.note_fingerprint)
        if shown != (letter.fingerprint, note.fingerprint) or version not in (None, decision.version_number):
            raise StaleVersion("minister.other_text_read", version=decision.version_number, note=decision.note_number)
        signer = signers.check(work, state, letter, by=by, party=party)
        decision.move("sign")
        decision.by, decision.decided_at = by, work.at
        signature = work.add(
            Signature(
                decision_id=decision.id,
                dossier_id=state.dossier.id,
                name=signer.name,
                function=signer.function,
                deputy_code=signer.deputy,
                at=work.at,
                version_number=decision.version_number,
                letter_sha256=letter.sha256,
                letter_fingerprint=letter.fingerprint,
                note_sha256=note.sha256,
            )
        )
        work.record(
            state.dossier,
            "signed",
            by,
            name=signature.name,
            function=signature.function,
            **({"deputy": signer.deputy} if signer.deputy else {}),
            version=decision.version_number,
            letter_sha256=letter.sha256,
            letter_fingerprint=letter.fingerprint,
            note_sha256=note.sha256,
            **_provenance_facts(provenance),
        )


def return_by_minister(
    app: App, number: str, *, by: str, remarks: str, provenance: DecisionProvenance | None = None
) -> None:
    """Return the letter from the minister to the owner; the remarks say what has to change."""
    remarks, by = check_remarks(remarks), require_actor(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="return the letter")
        decision = _asked_of(work, state, provenance)
        decision.move("return")
        decision.by, decision.decided_at, decision.remarks = by, work.at, remarks
        return_to_owner(
            work,
            state,
            by=by,
            about_id=decision.id,
            remarks=remarks,
            through=_provenance_facts(provenance),
            party=state.dossier.minister_code,
            version=decision.version_number,
        )


def discuss(app: App, number: str, *, by: str, remarks: str, provenance: DecisionProvenance | None = None) -> None:
    """Record that the minister wants to discuss the letter first; it waits, and can still be signed or returned."""
    if not remarks.strip():
        raise InvalidInput("discuss.needs_subject")
    by = require_actor(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="ask for a discussion")
        decision = _asked_of(work, state, provenance)
        decision.move("discuss")
        decision.remarks = remarks.strip()
        discussion = work.add(
            Discussion(
                dossier_id=state.dossier.id,
                decision_id=decision.id,
                number=sum(1 for d in state.discussions if d.decision_id == decision.id) + 1,
                asked_by=by,
                asked_at=work.at,
                topic=remarks.strip(),
            )
        )
        work.record(
            state.dossier,
            "discussion_asked",
            by,
            discussion=discussion.number,
            version=decision.version_number,
            remarks=remarks.strip(),
            **_provenance_facts(provenance),
        )
        compose.send(
            work,
            state.dossier,
            MessageKind.DISCUSS,
            OWNER,
            about_id=decision.id,
            key=f"discuss:{decision.id}:{state.dossier.audit_count}",
            asked_by=by,
            remarks=remarks.strip(),
        )


def record_discussion(app: App, number: str, *, by: str, note: str) -> None:
    """Record the note of the meeting in which the letter was discussed; it is before the minister again.

    The note is about everything that was still to be discussed. Raises `NotYourTurn` if nothing was.
    """
    if not note.strip():
        raise InvalidInput("discussion.needs_note")
    by = require_actor(by, "wrote the note")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="record the discussion")
        decision = _asked(state)
        open_ = [d for d in state.discussions if d.decision_id == decision.id and d.held_at is None]
        if not open_:
            raise NotYourTurn("discussion.none_open", letter=state.dossier.number)
        decision.move("take up again")
        for discussion in open_:
            discussion.held_at, discussion.held_by, discussion.note = work.at, by, note.strip()
        work.record(
            state.dossier,
            "discussed",
            by,
            discussions=[discussion.number for discussion in open_],
            version=decision.version_number,
            note=note.strip(),
        )
        compose.send(
            work,
            state.dossier,
            MessageKind.DISCUSSED,
            OWNER,
            about_id=open_[-1].id,
            key=f"discussed:{open_[-1].id}",
            written_by=by,
            topics=[discussion.topic for discussion in open_],
            note=note.strip(),
        )


def _provenance_facts(provenance: DecisionProvenance | None) -> dict[str, int | str]:
    if provenance is None:
        return {}
    return {"link": provenance.link} | ({"code_to": provenance.code_to} if provenance.code_to else {})


def _asked_of(work: UnitOfWork, state: DossierState, provenance: DecisionProvenance | None) -> Decision:
    """Return the decision that the minister is asked for, if the link by which somebody came opens it still."""
    if provenance is not None:
        links.check_number(work, state, provenance.link)
    decision = _asked(state, provenance)
    check_not_before(work, decision.asked_at)
    if provenance is not None:
        signers.check_named(work, state)
    return decision


def _asked(state: DossierState, provenance: DecisionProvenance | None = None) -> Decision:
    """Return the decision that the minister is asked for; raise `NotYourTurn`, `AlreadyDone` or `StaleVersion`."""
    dossier = state.dossier
    decision = None if dossier.is_over else state.current_decision()
    signed = next((d for d in state.decisions if d.status is DecisionStatus.SIGNED), None)
    if signed is not None:
        raise AlreadyDone("minister.signed_already", letter=dossier.number, by=signed.by, on=signed.decided_at)
    if decision is None or decision.status not in (DecisionStatus.ASKED, DecisionStatus.DISCUSS):
        where = dossier.status if not dossier.is_over else "over"
        raise NotYourTurn("minister.not_before", letter=dossier.number, where=where, stage=state.stage.name)
    if again := state.asked_again():
        raise NotYourTurn(
            "minister.parties_asked_again", owner=dossier.owner_name, parties=again, letter=dossier.number
        )
    if provenance is not None and provenance.about != decision.id:
        raise StaleVersion("minister.text_moved_on", version=decision.version_number)
    return decision
