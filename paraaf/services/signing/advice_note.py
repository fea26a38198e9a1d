"""The advice note (beslisnota): written from what is on record."""

from collections.abc import Sequence

from models.consultation import Reaction
from models.document import AdviceNote, Document
from models.dossier import Dossier
from models.enums import ChangeChoice, CommentSource, DecisionStatus, DocumentKind, SignOffStatus, Weight
from models.party import Party
from models.process import StepKind
from models.reaction_term import had_nobody_left
from models.request import DossierRequest, LowestPoint, Point, SubPoint
from models.state import DossierState, letter_document
from models.working_days import local_day
from paraaf import documents
from paraaf.services.app.due import is_due
from paraaf.services.app.files import stored_file
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.letters import titles
from paraaf.services.letters.letters import file_name
from paraaf.services.signing import signers
from paraaf.services.templating import templates
from paraaf.services.templating.note_sections import NOT_PUBLIC, NOTE_HEADINGS, section_text


def write_advice_note(app: App, dossier_id: str) -> None:
    """Write the next advice note on the text that stands now, and its version for the public."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.WRITE_ADVICE_NOTE):
            return
        number = len(state.notes) + 1
        note = _write(work, state, number, public=False)
        public = _write(work, state, number, public=True)
        work.add(
            AdviceNote(
                dossier_id=state.dossier.id,
                number=number,
                version_number=state.version.number,
                document_id=note.id,
                public_document_id=public.id,
                fingerprint=note.fingerprint,
                made_at=work.at,
            )
        )
        work.record(
            state.dossier,
            "advice_note_written",
            "Paraaf",
            note=number,
            version=state.version.number,
            fingerprint=note.fingerprint,
        )


def _write(work: UnitOfWork, state: DossierState, number: int, *, public: bool) -> Document:
    dossier = state.dossier
    template = templates.document(work.app.settings, "advice_note")
    suffix = "-openbaar" if public else ""
    return work.store_document(
        dossier,
        documents.render_advice_note(_facts(work, state, number, public=public), template),
        key=f"advice_note:{number}{':public' if public else ''}",
        kind=DocumentKind.PUBLIC_ADVICE_NOTE if public else DocumentKind.ADVICE_NOTE,
        title=titles.advice_note(dossier),
        file_name=file_name(dossier, f"beslisnota-{number}{suffix}"),
        by="Paraaf",
        version_number=state.version.number,
    )


def _facts(work: UnitOfWork, state: DossierState, number: int, *, public: bool) -> documents.AdviceNoteFacts:
    dossier, version = state.dossier, state.version
    request = DossierRequest.model_validate(dossier.request)
    ministry = work.session.get(Party, dossier.ministry_code)
    minister = work.session.get(Party, dossier.minister_code)
    letter = work.app.store.get(letter_document(state, version.number).sha256)
    return documents.AdviceNoteFacts(
        title=dossier.title,
        subject=dossier.subject,
        kenmerk=dossier.kenmerk,
        dossier_number=dossier.number,
        ministry=ministry.name if ministry else dossier.ministry_code,
        to=_addressee(minister, dossier),
        author=dossier.owner_name,
        unit=dossier.owner_unit,
        day=local_day(work.at),
        number=number,
        letter_version=version.number,
        letter_fingerprint=version.fingerprint,
        occasion=request.occasion,
        advised_decision=request.advised_decision,
        key_points=_points(request.key_points),
        political_context=_points(request.political_context),
        commitments=tuple(
            documents.CommitmentFacts(
                kind=commitment.kind,
                by=commitment.by,
                subject=commitment.subject,
                day=commitment.day,
                reference=commitment.reference,
                passage=commitment.passage,
                discharged=documents.letter_contains(letter, commitment.passage),
            )
            for commitment in state.commitments
        ),
        stances=stances_of(state),
        field_remarks=_points(request.field_remarks),
        escalations=tuple(
            documents.Escalation(e.party_code, e.decided_by, e.level, e.reason, e.at) for e in state.escalations
        ),
        returns=returns_of(state),
        sections=tuple(
            documents.NoteSection(
                key=section.key,
                heading=section.heading or NOTE_HEADINGS[section.key],
                text=section.text or section_text(stored_file(work.app, section.file)),
                public=section.key != NOT_PUBLIC,
            )
            for section in request.note_sections
        ),
        attachments=tuple(attachment.title for attachment in state.attachments),
        public=public,
    )


def _addressee(minister: Party | None, dossier: Dossier) -> str:
    """Return to whom the note is: the minister's office, and the deputy that signs in the minister's absence."""
    office = (minister.title or minister.name) if minister else dossier.minister_code
    signer = signers.named_in(dossier)
    if signer is None or signer.deputy is None:
        return office
    return f"{office}; bij afwezigheid tekent {signer}"


def stances_of(state: DossierState) -> tuple[documents.Stance, ...]:
    """Return by which reaction each consulted party is held, and whether the text changed since."""
    stances = []
    asked = [invitation for invitation in state.invitations if invitation.taken_out_at is None]
    invited = dict.fromkeys((_stage_of(state, i.round_id), i.party_code, i.party_kind) for i in asked)
    for stage_key, code, kind in invited:
        reaction = state.effective_reaction(stage_key, code)
        stances.append(
            documents.Stance(
                party=code,
                kind=kind,
                position=reaction.position if reaction else None,
                version=reaction.version_number if reaction else None,
                at=reaction.at if reaction else None,
                remarks=_remarks(state, reaction) if reaction else (),
                changed_since=reaction is not None and reaction.fingerprint != state.version.fingerprint,
                informed_of=_informed_of(state, stage_key, code),
                late=_late(state, stage_key, code),
                is_unreached=reaction is not None and reaction.is_unreached,
                had_nobody_left=reaction is not None and had_nobody_left(state, reaction),
            )
        )
    return tuple(stances)


def _informed_of(state: DossierState, stage_key: str, code: str) -> int | None:
    """Return the version of which a party was told after it agreed, if that is the text that stands now."""
    told = [
        notice.version_number
        for notice in state.change_notices
        if (notice.stage_key, notice.party_code, notice.choice) == (stage_key, code, ChangeChoice.INFORM)
        and notice.fingerprint == state.version.fingerprint
    ]
    return told[-1] if told else None


def _late(state: DossierState, stage_key: str, code: str) -> documents.LateReaction | None:
    late = state.late_reaction_of(stage_key, code)
    if late is None:
        return None
    return documents.LateReaction(late.position, late.at, _remarks(state, late))


def _remarks(state: DossierState, reaction: Reaction) -> tuple[str, ...]:
    """Return what a party said beside its position: in words, and each condition; the rest of its copy as a number.

    A copy can have hundreds of changes; they stand in the reaction table.
    """
    comments = [comment for comment in state.comments if comment.reaction_id == reaction.id]
    told = [c for c in comments if c.source is CommentSource.SAID or c.weight is Weight.CONDITION]
    remarks = [reaction.remark] if reaction.remark else []
    remarks += [comment.text for comment in told]
    count = len(comments) - len(told)
    if count:
        points = "wijziging of opmerking" if count == 1 else "wijzigingen en opmerkingen"
        remarks.append(f"{count} {points} in het teruggestuurde exemplaar (zie de reactietabel).")
    return tuple(remarks)


def _stage_of(state: DossierState, round_id: str) -> str:
    return next(round_.stage_key for round_ in state.rounds if round_.id == round_id)


def returns_of(state: DossierState) -> tuple[documents.ReturnRemark, ...]:
    """Return what was said when the letter was sent back, the earliest first."""
    returned = [
        documents.ReturnRemark(sign_off.by, sign_off.decided_at, sign_off.remarks)
        for sign_off in state.sign_offs
        if sign_off.status is SignOffStatus.RETURNED and sign_off.decided_at
    ]
    returned += [
        documents.ReturnRemark(decision.by, decision.decided_at, decision.remarks)
        for decision in state.decisions
        if decision.status is DecisionStatus.RETURNED and decision.decided_at
    ]
    return tuple(sorted(returned, key=lambda entry: entry.at))


def _points(points: Sequence[Point | SubPoint | LowestPoint]) -> tuple[documents.KeyPoint, ...]:
    return tuple(documents.KeyPoint(point.text, _points(getattr(point, "points", []))) for point in points)
