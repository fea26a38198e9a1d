"""Letters in memory: the state of a dossier put together by hand, for tests of the pure rules."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.consultation import Comment, ConsultationRound, Escalation, Invitation, Reaction, Response
from models.decision import Decision, Dispatch, SignOff, SignOffRoute
from models.document import AdviceNote, Document, LetterVersion
from models.dossier import Dossier, Participant
from models.enums import (
    DecisionStatus,
    DocumentKind,
    Language,
    MessageKind,
    MessageStatus,
    PartyKind,
    Position,
    RoundStatus,
    SignOffStatus,
    Silence,
    Verdict,
    Weight,
)
from models.hold import Hold
from models.message import Message
from models.state import DossierState

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday in Dutch winter time, without holidays near it."""
DUE = date(2026, 3, 9)

ROUTE: dict[str, Any] = {
    "name": "test",
    "title": {"nl": "Proef", "en": "Test"},
    "stages": [
        {"key": "departments", "kind": "consultation", "name": {"nl": "D", "en": "D"}, "parties": "departments"},
        {"key": "stakeholders", "kind": "consultation", "name": {"nl": "S", "en": "S"}, "parties": "stakeholders"},
        {"key": "advice_note", "kind": "advice_note", "name": {"nl": "N", "en": "N"}},
        {"key": "sign_off", "kind": "sign_off", "name": {"nl": "P", "en": "P"}, "parties": "sign_off_route"},
        {"key": "minister", "kind": "minister", "name": {"nl": "M", "en": "M"}},
        {"key": "dispatch", "kind": "dispatch", "name": {"nl": "V", "en": "V"}},
    ],
}
DEPARTMENTS, STAKEHOLDERS, ADVICE_NOTE, SIGN_OFF, MINISTER, DISPATCH = range(6)


def later(minutes: float) -> datetime:
    """Return the moment so many minutes after the start."""
    return START + timedelta(minutes=minutes)


class Letter:
    """A letter in memory that is put together step by step."""

    def __init__(self, stage: int = DEPARTMENTS, **dossier: Any) -> None:
        values: dict[str, Any] = {
            "id": "d1",
            "number": "TEST-1",
            "title": "Titel",
            "subject": "Onderwerp",
            "ministry_code": "EZ",
            "minister_code": "MIN",
            "secretariat_code": "BBR",
            "recipient_code": "TK",
            "owner_name": "O. Eigenaar",
            "owner_address": "owner@example.nl",
            "route": ROUTE,
            "request": {},
            "created_at": START,
            "stage": stage,
        }
        self.dossier = Dossier(**values | dossier)
        self.state = DossierState(self.dossier)
        for key, codes in (("departments", "FIN OCW"), ("stakeholders", "VNO"), ("sign_off", "DIR WJZ")):
            self.state.participants += [
                Participant(
                    dossier_id="d1", stage_key=key, place=place, turn=place, code=code, name=code, kind=PartyKind.UNIT
                )
                for place, code in enumerate(codes.split())
            ]
        self._count = 0

    def version(self) -> LetterVersion:
        """Add the next version of the text."""
        number = len(self.state.versions) + 1
        version = LetterVersion(
            dossier_id="d1",
            number=number,
            made_in="draft",
            document_id="",
            fingerprint=f"print-{number}",
            made_at=START,
            made_by="O. Eigenaar",
        )
        self.state.versions.append(version)
        return version

    def document(self, key: str, kind: DocumentKind = DocumentKind.FOR_SIGNATURE) -> Document:
        """Add a stored file."""
        seq = len(self.state.documents) + 1
        document = Document(
            dossier_id="d1",
            seq=seq,
            key=key,
            kind=kind,
            title=key,
            file_name="x.docx",
            media_type="",
            sha256="",
            size=1,
            created_at=START,
            created_by="Paraaf",
        )
        self.state.documents.append(document)
        return document

    def round(
        self,
        parties: str = "FIN OCW",
        *,
        optional: str = "",
        stage: str = "departments",
        status: RoundStatus = RoundStatus.OPEN,
        silence: Silence = Silence.TACIT,
        cycle: int = 1,
        due: date = DUE,
        is_delivered: bool = True,
    ) -> ConsultationRound:
        """Add a round with these parties."""
        number = 1 + sum(1 for each in self.state.rounds if each.stage_key == stage)
        round_ = ConsultationRound(
            dossier_id="d1",
            stage_key=stage,
            number=number,
            cycle=cycle,
            version_number=1,
            fingerprint="print-1",
            opened_at=START,
            due=due,
            silence=silence,
            status=status,
        )
        self.state.rounds.append(round_)
        for place, code in enumerate(parties.split()):
            self.state.invitations.append(
                Invitation(
                    dossier_id="d1",
                    round_id=round_.id,
                    place=place,
                    party_code=code,
                    party_name=code,
                    party_kind=PartyKind.DEPARTMENT,
                    asked=code,
                    asked_at=START,
                    is_optional=code in optional.split(),
                )
            )
            if is_delivered:
                invitation = self.message(MessageKind.INVITATION, code, status=MessageStatus.SENT)
                invitation.about, invitation.sent_at = round_.id, START
        return round_

    def reaction(
        self, round_: ConsultationRound, party: str, position: Position, *weights: Weight, minutes: float = 1
    ) -> list[Comment]:
        """Add a party's reaction in a round, with comments of these weights; return those."""
        invitation = next(i for i in self.state.invited_to(round_) if i.party_code == party)
        reaction = Reaction(
            dossier_id="d1",
            invitation_id=invitation.id,
            party_code=party,
            position=position,
            by=party,
            at=later(minutes),
            version_number=round_.version_number,
            fingerprint=round_.fingerprint,
        )
        self.state.reactions.append(reaction)
        made = []
        for weight in weights:
            number = len(self.state.comments) + 1
            made.append(
                Comment(
                    dossier_id="d1", reaction_id=reaction.id, number=number, weight=weight, text=f"Opmerking {number}"
                )
            )
            self.state.comments.append(made[-1])
        return made

    def answer(self, comments: Sequence[Comment], verdict: Verdict = Verdict.REJECTED) -> None:
        """Add the owner's answers to comments."""
        self.state.responses += [
            Response(comment_id=c.id, dossier_id="d1", verdict=verdict, reason="Zo is het.", by="O", at=later(5))
            for c in comments
        ]

    def escalation(self, round_: ConsultationRound, party: str, *, minutes: float) -> None:
        """Add a decision to go on over a party's objection or condition."""
        self.state.escalations.append(
            Escalation(
                dossier_id="d1",
                round_id=round_.id,
                party_code=party,
                decided_by="SG",
                level="SG",
                reason="Het moet.",
                by="O",
                at=later(minutes),
            )
        )

    def note(self, *, version: int, minutes: float = 10) -> AdviceNote:
        """Add an advice note on a version."""
        note = AdviceNote(
            dossier_id="d1",
            number=len(self.state.notes) + 1,
            version_number=version,
            document_id="",
            public_document_id="",
            fingerprint="note",
            made_at=later(minutes),
        )
        self.state.notes.append(note)
        return note

    def sign_off_route(self, *statuses: SignOffStatus, cycle: int = 1) -> list[SignOff]:
        """Add a walk along the sign-offs, with the places in these states."""
        route = SignOffRoute(
            dossier_id="d1", cycle=cycle, version_number=1, fingerprint="print-1", note_number=1, started_at=START
        )
        self.state.sign_off_routes.append(route)
        made = [
            SignOff(
                dossier_id="d1",
                route_id=route.id,
                place=place,
                turn=place,
                party_code=code,
                party_name=code,
                status=status,
                asked_at=START,
                due=DUE,
                decided_at=later(20),
            )
            for place, (code, status) in enumerate(zip(("DIR", "WJZ"), statuses, strict=True))
        ]
        self.state.sign_offs += made
        return made

    def decision(self, status: DecisionStatus = DecisionStatus.ASKED, *, cycle: int = 1) -> Decision:
        """Add what the minister was asked."""
        decision = Decision(
            dossier_id="d1",
            cycle=cycle,
            version_number=1,
            note_number=1,
            letter_fingerprint="print-1",
            note_fingerprint="note",
            status=status,
            asked_at=START,
            due=DUE,
            decided_at=later(30),
        )
        self.state.decisions.append(decision)
        return decision

    def hold(self) -> Hold:
        """Add a hold that is in force."""
        hold = Hold(dossier_id="d1", number=len(self.state.holds) + 1, reason="Overleg.", by="S", at=START)
        self.state.holds.append(hold)
        return hold

    def dispatch(self, **values: Any) -> Dispatch:
        """Add the dispatch."""
        self.state.dispatch = Dispatch(dossier_id="d1", package_document_id="", ready_at=START, **values)
        return self.state.dispatch

    def message(
        self,
        kind: MessageKind = MessageKind.INVITATION,
        party: str = "FIN",
        *,
        status: MessageStatus = MessageStatus.PENDING,
        attempts: int = 0,
        minutes: float = 0,
    ) -> Message:
        """Add a message."""
        seq = len(self.state.messages) + 1
        message = Message(
            dossier_id="d1",
            seq=seq,
            key=f"m{seq}",
            kind=kind,
            party_code=party,
            receiver=party,
            address="a@example.nl",
            channel="mail",
            language=Language.DUTCH,
            subject="s",
            body="b",
            status=status,
            attempts=attempts,
            created_at=later(minutes),
        )
        self.state.messages.append(message)
        return message


def ready_to_sign(stage: int, **dossier: Any) -> Letter:
    """Return a letter with everything that is decided on: a text, the letter for signature, a note."""
    letter = Letter(stage, **dossier)
    letter.version()
    letter.document("for_signature:1")
    letter.note(version=1)
    return letter
