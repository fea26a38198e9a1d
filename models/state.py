"""Everything that is on record of one dossier, and what can be read off it. Pure; no clock, no settings, no IO."""

from dataclasses import dataclass, field

from models.consultation import (
    ChangeNotice,
    Comment,
    ConsultationRound,
    Escalation,
    Invitation,
    Reaction,
    Response,
)
from models.decision import Decision, Discussion, Dispatch, Signature, SignOff, SignOffRoute
from models.document import AdviceNote, Attachment, Document, LetterVersion
from models.dossier import Commitment, Dossier, Participant
from models.enums import (
    ChangeChoice,
    HoldStatus,
    MessageKind,
    Position,
    RoundStatus,
)
from models.errors import OnHold
from models.hold import Hold
from models.message import Message
from models.route import Stage
from models.working_days import local_day


@dataclass
class DossierState:
    """Everything that the database holds of one dossier, in order."""

    dossier: Dossier
    participants: list[Participant] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    versions: list[LetterVersion] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    rounds: list[ConsultationRound] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    escalations: list[Escalation] = field(default_factory=list)
    change_notices: list[ChangeNotice] = field(default_factory=list)
    notes: list[AdviceNote] = field(default_factory=list)
    sign_off_routes: list[SignOffRoute] = field(default_factory=list)
    sign_offs: list[SignOff] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    discussions: list[Discussion] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    dispatch: Dispatch | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def stage(self) -> Stage:
        """The stage that the letter is in."""
        return self.dossier.current_stage

    @property
    def version(self) -> LetterVersion:
        """The text that stands now."""
        return self.versions[-1]

    @property
    def hold(self) -> Hold | None:
        """What holds the letter up now."""
        return next((hold for hold in self.holds if hold.status is HoldStatus.IN_FORCE), None)

    def check_not_on_hold(self, action: str) -> None:
        """Raise `OnHold` if the letter is held up; `action` says what was tried."""
        hold = self.hold
        if hold is not None:
            raise OnHold(
                "letter.on_hold",
                action=action,
                letter=self.dossier.number,
                since=local_day(hold.at),
                by=hold.by,
                reason=hold.reason,
            )

    @property
    def letters_to_parliament(self) -> list[Message]:
        """The messages with which the signed letter goes to parliament, one for each of its contacts."""
        return [message for message in self.messages if message.kind is MessageKind.TO_PARLIAMENT]

    def document(self, key: str) -> Document | None:
        """Return the stored file with this key, if it has been made."""
        return next((document for document in self.documents if document.key == key), None)

    def for_signature(self, number: int) -> Document | None:
        """Return the letter for signature of a version: the latest, if it was set again under another name."""
        key = f"for_signature:{number}"
        made = [each for each in self.documents if each.key == key or each.key.startswith(f"{key}:")]
        return made[-1] if made else None

    def document_by_id(self, document_id: str) -> Document:
        """Return a stored file of this dossier."""
        return next(document for document in self.documents if document.id == document_id)

    def asked_in(self, stage_key: str) -> list[Participant]:
        """Return the parties of a stage, in the order of the dossier file."""
        return [participant for participant in self.participants if participant.stage_key == stage_key]

    def current_round(self) -> ConsultationRound | None:
        """Return the latest round of the present stage of the present cycle."""
        dossier = self.dossier
        rounds = [r for r in self.rounds if r.stage_key == self.stage.key and r.cycle == dossier.cycle]
        return rounds[-1] if rounds and rounds[-1].status is not RoundStatus.CANCELLED else None

    def invited_to(self, round_: ConsultationRound) -> list[Invitation]:
        """Return who is asked in a round, in order; who was taken out of it is not."""
        return [i for i in self.invitations if i.round_id == round_.id and i.taken_out_at is None]

    def taken_out_of(self, round_: ConsultationRound) -> list[Invitation]:
        """Return who was asked in a round and then taken out of it, in order."""
        return [i for i in self.invitations if i.round_id == round_.id and i.taken_out_at is not None]

    def is_taken_out(self, stage_key: str, party_code: str) -> bool:
        """Return whether a party was taken out of the last round of a stage that it was asked in."""
        mine = [i for i in self.invitations if i.party_code == party_code and self._stage_of(i) == stage_key]
        order = {round_.id: place for place, round_ in enumerate(self.rounds)}
        latest = max(mine, key=lambda invitation: order[invitation.round_id], default=None)
        return latest is not None and latest.taken_out_at is not None

    def reaction_to(self, invitation: Invitation) -> Reaction | None:
        """Return the reaction that counts for an invitation: the latest that was in time."""
        mine = [r for r in self.reactions if r.invitation_id == invitation.id and not r.is_late]
        return mine[-1] if mine else None

    def late_reactions_in(self, round_: ConsultationRound) -> list[Reaction]:
        """Return what came in after a round closed, in order."""
        invitations = {invitation.id for invitation in self.invited_to(round_)}
        return [r for r in self.reactions if r.invitation_id in invitations and r.is_late]

    def unanswered_invitations(self, round_: ConsultationRound) -> list[Invitation]:
        """Return the invitations that have no reaction yet."""
        return [invitation for invitation in self.invited_to(round_) if self.reaction_to(invitation) is None]

    def comments_in(self, round_: ConsultationRound) -> list[Comment]:
        """Return the comments of the reactions that count in a round, by number."""
        counting = {r.id for invitation in self.invited_to(round_) if (r := self.reaction_to(invitation))}
        return [comment for comment in self.comments if comment.reaction_id in counting]

    def late_comments_in(self, round_: ConsultationRound) -> list[Comment]:
        """Return the comments that came in after a round closed: they may be answered, and need not be."""
        late = {reaction.id for reaction in self.late_reactions_in(round_)}
        return [comment for comment in self.comments if comment.reaction_id in late]

    def response_to(self, comment: Comment) -> Response | None:
        """Return the owner's answer to a comment."""
        return next((response for response in self.responses if response.comment_id == comment.id), None)

    def unanswered_in(self, round_: ConsultationRound) -> list[Comment]:
        """Return the comments of a round that the owner has not answered."""
        return [comment for comment in self.comments_in(round_) if self.response_to(comment) is None]

    def effective_reaction(self, stage_key: str, party_code: str) -> Reaction | None:
        """Return the reaction by which a party is held in a stage: its latest that was in time.

        Silence after an objection or condition is no agreement: it leaves that reaction standing, unless
        the round was asked on condition and the route takes silence as agreement (`tacit`).
        """
        mine = [i for i in self.invitations if i.party_code == party_code and self._stage_of(i) == stage_key]
        standing: Reaction | None = None
        for reaction in filter(None, map(self.reaction_to, mine)):
            is_silence = reaction.position in (Position.NO_RESPONSE, Position.TACIT)
            if is_silence and standing is not None and is_open_position(standing.position):
                met = standing.position is Position.AGREE_ON_CONDITION and reaction.position is Position.TACIT
                if not met:
                    continue
            standing = reaction
        return standing

    def open_parties(self, stage_key: str) -> list[str]:
        """Return the parties whose objection or condition stands, and was not decided over by an escalation."""
        codes = dict.fromkeys(i.party_code for i in self.invitations if self._stage_of(i) == stage_key)
        found = []
        for code in codes:
            standing = self.effective_reaction(stage_key, code)
            if standing is not None and is_open_position(standing.position) and not self._decided_over(standing):
                found.append(code)
        return found

    def late_reaction_of(self, stage_key: str, party_code: str) -> Reaction | None:
        """Return a party's late reaction that came after all by which it is held, if there is one."""
        mine = {i.id for i in self.invitations if i.party_code == party_code and self._stage_of(i) == stage_key}
        late = [r for r in self.reactions if r.invitation_id in mine and r.is_late]
        standing = self.effective_reaction(stage_key, party_code)
        newer = [r for r in late if standing is None or r.at >= standing.at]
        return newer[-1] if newer else None

    def outdated_agreements(self) -> list[tuple[str, Reaction]]:
        """Return the agreement of each party, also tacit, whose text is not the text that stands now; with its stage.

        Of a party that agreed in several stages it is the latest, and none if one of them is to this text. Left out
        is of whom the owner decided that it is told of this very text, or asked again.
        """
        now = self.version.fingerprint
        told = {notice.party_code for notice in self.change_notices if notice.fingerprint == now}
        agreed: dict[str, list[tuple[str, Reaction]]] = {}
        for stage_key, code in self.consulted():
            standing = self.effective_reaction(stage_key, code)
            if standing is not None and is_agreement(standing.position):
                agreed.setdefault(code, []).append((stage_key, standing))
        return [
            max(mine, key=lambda place: place[1].at)
            for code, mine in agreed.items()
            if code not in told and all(reaction.fingerprint != now for _, reaction in mine)
        ]

    def to_be_asked_again(self, stage_key: str) -> list[str]:
        """Return the parties of a stage that the owner wants to ask again, and that were not asked since."""
        waiting = []
        for notice in self.change_notices:
            if notice.stage_key != stage_key or notice.choice is not ChangeChoice.ASK_AGAIN:
                continue
            rounds = {r.id for r in self.rounds if r.stage_key == stage_key and r.number > notice.after_round}
            is_asked = any(i.round_id in rounds and i.party_code == notice.party_code for i in self.invitations)
            if not is_asked:
                waiting.append(notice.party_code)
        return list(dict.fromkeys(waiting))

    def asked_again(self) -> list[str]:
        """Return the parties that the owner wants to ask again, in any stage, and that were not asked since."""
        return [code for key, code in self.consulted() if code in self.to_be_asked_again(key)]

    def consulted(self) -> list[tuple[str, str]]:
        """Return who was ever asked for a reaction, and not by mistake, as (stage key, party code), in order."""
        asked = (invitation for invitation in self.invitations if invitation.taken_out_at is None)
        return list(dict.fromkeys((self._stage_of(i), i.party_code) for i in asked))

    def asks_everybody(self) -> bool:
        """Return whether the present stage asks all its parties in this cycle."""
        return self.dossier.stage >= self.dossier.asks_all_from

    def current_sign_off_route(self) -> SignOffRoute | None:
        """Return the walk along the sign-offs that belongs to the present cycle."""
        return next((route for route in self.sign_off_routes if route.cycle == self.dossier.cycle), None)

    def sign_offs_on(self, route: SignOffRoute) -> list[SignOff]:
        """Return the places of one walk, in order."""
        return [sign_off for sign_off in self.sign_offs if sign_off.route_id == route.id]

    def current_decision(self) -> Decision | None:
        """Return what the minister was asked in the present cycle."""
        return next((decision for decision in self.decisions if decision.cycle == self.dossier.cycle), None)

    def _decided_over(self, reaction: Reaction) -> bool:
        return any(e.party_code == reaction.party_code and e.at >= reaction.at for e in self.escalations)

    def _stage_of(self, invitation: Invitation) -> str:
        return next(round_.stage_key for round_ in self.rounds if round_.id == invitation.round_id)


def is_open_position(position: Position) -> bool:
    """Return whether a letter cannot simply go on with this position standing."""
    return position in (Position.OBJECT, Position.AGREE_ON_CONDITION)


def is_agreement(position: Position) -> bool:
    """Return whether this position stands for agreement, as it was said or as the route takes silence."""
    return position in (Position.AGREE, Position.AGREE_WITH_COMMENTS, Position.TACIT)


def table_key(round_: ConsultationRound, *, answered: bool) -> str:
    """Return the key of a round's reaction table: as it was closed, or with all responses."""
    return f"reaction_table:{round_.stage_key}:{round_.number}:{'answered' if answered else 'closed'}"


def awaited_in(state: DossierState, round_: ConsultationRound) -> list[Invitation]:
    """Return for whom a round stays open: the silent ones that must answer; for the others only if nobody must."""
    silent = state.unanswered_invitations(round_)
    if all(invitation.is_optional for invitation in state.invited_to(round_)):
        return silent
    return [invitation for invitation in silent if not invitation.is_optional]


def letter_document(state: DossierState, version_number: int) -> Document:
    """Return the stored file of a letter version."""
    version = next(version for version in state.versions if version.number == version_number)
    return state.document_by_id(version.document_id)
