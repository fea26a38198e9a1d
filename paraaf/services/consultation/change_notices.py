"""Agreement is to a text: what the owner does when it changes afterwards. Tell the party, or ask it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.consultation import ChangeNotice, Reaction
from models.enums import ChangeChoice, MessageKind, Position, StageKind
from models.errors import AlreadyDone, InvalidAnswers, TransitionNotAllowed, fault
from models.state import DossierState
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.letters import redlines
from paraaf.services.letters.redlines import Change
from paraaf.services.messaging import compose


@dataclass(frozen=True)
class ChangeInput:
    """What the owner decides for a party that agreed to an earlier text."""

    party: str
    choice: ChangeChoice
    reason: str = ""


@dataclass(frozen=True)
class OutdatedAgreement:
    """An agreement whose text has changed since: whose, to which version, and what changed."""

    stage: str
    party: str
    position: Position
    version: int
    changes: tuple[Change, ...]


def outdated_agreements(app: App, number: str) -> list[OutdatedAgreement]:
    """Return the agreements of which the owner is to decide, each with what changed since."""
    from paraaf.services.app.status import read_status

    state = read_status(app, number).state
    return [
        OutdatedAgreement(
            stage,
            reaction.party_code,
            reaction.position,
            reaction.version_number,
            tuple(redlines.changes_since(app, state, reaction.version_number)),
        )
        for stage, reaction in state.outdated_agreements()
    ]


def decide_changes(app: App, number: str, given: Sequence[ChangeInput], *, by: str) -> None:
    """Record whom of those who agreed to an earlier text the owner informs, and whom he asks again.

    Whoever is informed gets the text with its changes tracked. Whoever is asked again is asked in a round of its own:
    the letter goes back to it before anybody signs off. Raises `InvalidAnswers` with everything that is wrong.
    """
    by = require_actor(by, "informs or asks again")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="inform or ask again")
        dossier = state.dossier
        if dossier.is_over:
            where = dossier.status
            raise TransitionNotAllowed("changes.letter_is_over", letter=dossier.number, where=where)
        if state.signatures or state.stage.kind is StageKind.DISPATCH:
            raise AlreadyDone("letter.signed", letter=dossier.number)
        if not given:
            raise InvalidAnswers("changes.none_chosen")
        record_changes(work, state, given, by)


def record_changes(work: UnitOfWork, state: DossierState, given: Sequence[ChangeInput], by: str) -> None:
    """Record decisions on changed texts in a transaction under way; raise `InvalidAnswers` with all faults."""
    open_to = _open_to_decision(state)
    faults = []
    for place, entry in enumerate(given, start=1):
        if entry.party not in open_to:
            known = list(open_to)
            faults.append(fault(f"changes[{place}]", "changes.nothing_to_decide", party=entry.party, known=known))
        if entry.party in [earlier.party for earlier in given[: place - 1]]:
            faults.append(fault(f"changes[{place}]", "party.occurs_twice", party=entry.party))
    if faults:
        raise InvalidAnswers("changes.not_recorded", faults)
    for entry in given:
        _record(work, state, *open_to[entry.party], entry, by)


def _open_to_decision(state: DossierState) -> dict[str, tuple[str, Reaction]]:
    """Return per party of which the owner may decide: those whose text changed, and those who reacted late."""
    now = state.version.number
    decided = {(n.stage_key, n.party_code) for n in state.change_notices if n.version_number == now}
    found = {
        code: (stage_key, late)
        for stage_key, code in state.consulted()
        if (late := state.late_reaction_of(stage_key, code)) and (stage_key, code) not in decided
    }
    return found | {reaction.party_code: (stage_key, reaction) for stage_key, reaction in state.outdated_agreements()}


def _record(
    work: UnitOfWork, state: DossierState, stage_key: str, reaction: Reaction, entry: ChangeInput, by: str
) -> None:
    version = state.version
    notice = work.add(
        ChangeNotice(
            dossier_id=state.dossier.id,
            stage_key=stage_key,
            party_code=entry.party,
            agreed_version=reaction.version_number,
            version_number=version.number,
            fingerprint=version.fingerprint,
            after_round=sum(1 for round_ in state.rounds if round_.stage_key == stage_key),
            choice=entry.choice,
            reason=entry.reason.strip(),
            by=by,
            at=work.at,
        )
    )
    state.change_notices.append(notice)
    work.record(
        state.dossier,
        "change_decided",
        by,
        stage=stage_key,
        party=entry.party,
        choice=entry.choice,
        agreed_version=reaction.version_number,
        version=version.number,
        fingerprint=version.fingerprint,
        after_round=notice.after_round,
        reason=entry.reason.strip(),
    )
    if entry.choice is ChangeChoice.INFORM:
        changes, more = redlines.quoted_since(work.app, state, reaction.version_number)
        compose.send(
            work,
            state.dossier,
            MessageKind.CHANGED,
            entry.party,
            about_id=notice.id,
            key=f"changed:{notice.id}",
            documents=redlines.since(work, state, reaction.version_number),
            agreed_version=reaction.version_number,
            version=version.number,
            changes=changes,
            more=more,
            reason=entry.reason.strip(),
        )
