"""What the rows on record say, as facts under the same names as those of the audit trail."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from models.consultation import COMMENT_FACTS
from models.dossier import Commitment, Dossier, Participant
from models.enums import CommentSource, MessageStatus
from models.state import DossierState
from paraaf.services.audit.replay_state import Facts, free_name

_DETAILS = ("subject", "kenmerk", "ministry_code", "minister_code", "secretariat_code", "recipient_code", "debate_date")


def initial_digests(
    dossier: Dossier, participants: Iterable[Participant], commitments: Iterable[Commitment]
) -> dict[str, str]:
    """Return the SHA-256 of each thing with which a letter was started: they never change.

    `participants` who were added to a round later are left out; the events of that round tell of them.
    """
    first = {stage.key: dossier.request.get(stage.parties or "", []) for stage in dossier.parsed_route.stages}
    parties = [p.model_dump(mode="json", exclude=_ROW) for p in participants if p.code in first.get(p.stage_key, [])]
    things = {
        "request": dossier.request,
        "route": dossier.route,
        "details": [str(getattr(dossier, name)) for name in _DETAILS],
        "parties": sorted(parties, key=lambda party: (party["stage_key"], party["place"])),
        "commitments": [each.model_dump(mode="json", exclude=_ROW | {"discharged_at"}) for each in commitments],
    }
    return {
        name: hashlib.sha256(json.dumps(thing, sort_keys=True).encode()).hexdigest() for name, thing in things.items()
    }


_ROW = {"id", "dossier_id"}


def facts_of(state: DossierState) -> Facts:
    """Return what the rows of a dossier say, thing by thing."""
    facts: Facts = {}
    for part in _PARTS:
        for name, values in part(state):
            facts[free_name(facts, name)] = values
    return facts


def _letter(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    dossier = state.dossier
    yield (
        "the letter",
        {
            "number": dossier.number,
            "title": dossier.title,
            "owner": dossier.owner_name,
            "started": dossier.created_at,
            "status": dossier.status,
            "stage": dossier.current_stage.key,
            "lap": dossier.cycle,
            "ended": dossier.ended_at,
        }
        | initial_digests(dossier, state.participants, state.commitments),
    )


def _files(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in state.documents:
        facts = {name: getattr(document, name) for name in ("key", "file_name", "sha256", "fingerprint", "kind")}
        facts |= {"version": document.version_number, "by": document.created_by, "at": document.created_at}
        yield f"file {document.seq}", facts
    keys = {document.id: document.key for document in state.documents}
    for version in state.versions:
        yield (
            f"version {version.number}",
            {
                "made in": version.made_in,
                "fingerprint": version.fingerprint,
                "file": keys.get(version.document_id),
                "by": version.made_by,
                "at": version.made_at,
            },
        )


def _rounds(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for round_ in state.rounds:
        yield (
            f"round {round_.number} of {round_.stage_key}",
            {
                "version": round_.version_number,
                "fingerprint": round_.fingerprint,
                "pass": round_.cycle,
                "due date": round_.due,
                "silence": round_.silence,
                "parties": [invitation.party_code for invitation in state.invited_to(round_)],
                "optional": [i.party_code for i in state.invited_to(round_) if i.is_optional],
                "taken out": {
                    i.party_code: [i.taken_out_reason, i.taken_out_by, i.taken_out_at]
                    for i in state.taken_out_of(round_)
                },
                "status": round_.status,
                "opened": round_.opened_at,
                "closed": round_.closed_at,
                "reason": round_.close_reason,
            },
        )


def _reactions(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    rounds = {round_.id: f"round {round_.number} of {round_.stage_key}" for round_ in state.rounds}
    places = {i.id: f"{i.party_code} in {rounds[i.round_id]}" for i in state.invitations}
    files = {document.id: document.sha256 for document in state.documents}
    for reaction in state.reactions:
        place = places.get(reaction.invitation_id, "nobody")
        if not place.startswith(f"{reaction.party_code} in "):
            place += f", under the name of {reaction.party_code},"
        # What a copy that counts says is on record when its round closes; see `_points`.
        mine = [
            comment
            for comment in state.comments
            if comment.reaction_id == reaction.id and (comment.source is CommentSource.SAID or reaction.is_late)
        ]
        yield (
            f"the reaction of {place}",
            {
                "position": reaction.position,
                "unreached": reaction.is_unreached,
                "deputy": reaction.deputy_code,
                "late": reaction.is_late,
                "by": reaction.by,
                "version": reaction.version_number,
                "fingerprint": reaction.fingerprint,
                "remark": reaction.remark,
                "file": files.get(reaction.document_id) if reaction.document_id else None,
                "at": reaction.at,
                "comments": [{name: getattr(comment, name) for name in COMMENT_FACTS} for comment in mine],
            },
        )


def _points(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    reactions = {reaction.id: reaction for reaction in state.reactions if not reaction.is_late}
    for comment in state.comments:
        reaction = reactions.get(comment.reaction_id)
        if reaction is not None and comment.source is not CommentSource.SAID:
            facts = {name: getattr(comment, name) for name in COMMENT_FACTS}
            yield f"point {comment.number} of the returned copies", facts | {"party": reaction.party_code}


def _answers(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    numbers = {comment.id: comment.number for comment in state.comments}
    for response in state.responses:
        facts = {name: getattr(response, name) for name in ("verdict", "reason", "by", "at")}
        yield f"the answer to comment {numbers.get(response.comment_id, '?')}", facts
    rounds = {round_.id: f"round {round_.number} of {round_.stage_key}" for round_ in state.rounds}
    for decided in state.escalations:
        facts = {name: getattr(decided, name) for name in ("decided_by", "level", "reason", "by", "at")}
        facts["round"] = rounds.get(decided.round_id)
        yield f"the decision over the position of {decided.party_code}", facts


def _changes(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for notice in state.change_notices:
        same = ("choice", "agreed_version", "fingerprint", "after_round", "reason", "by", "at")
        name = f"what {notice.party_code} of {notice.stage_key} is told of version {notice.version_number}"
        yield name, {name: getattr(notice, name) for name in same}


def _holds(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for hold in state.holds:
        facts = {name: getattr(hold, name) for name in ("status", "reason", "by", "at")}
        yield f"hold {hold.number}", facts | {"ended by": hold.ended_by, "ended": hold.ended_at}


def _notes(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    keys = {document.id: document.key for document in state.documents}
    for note in state.notes:
        yield (
            f"advice note {note.number}",
            {
                "version": note.version_number,
                "fingerprint": note.fingerprint,
                "files": [keys.get(note.document_id), keys.get(note.public_document_id)],
                "at": note.made_at,
            },
        )
    for attachment in state.attachments:
        yield f"attachment {attachment.place}", {"file": keys.get(attachment.document_id)}


def _sign_offs(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for route in state.sign_off_routes:
        yield (
            f"the sign-off route of pass {route.cycle}",
            {
                "version": route.version_number,
                "fingerprint": route.fingerprint,
                "note": route.note_number,
                "started": route.started_at,
            },
        )
        for sign_off in state.sign_offs_on(route):
            yield (
                f"the sign-off of {sign_off.party_code} in pass {route.cycle}",
                {
                    "place": sign_off.place,
                    "turn": sign_off.turn,
                    "needed": sign_off.needed,
                    "status": sign_off.status,
                    "deputy": sign_off.deputy_code,
                    "due date": sign_off.due,
                    "asked": sign_off.asked_at,
                    "by": sign_off.by,
                    "at": sign_off.decided_at,
                    "remarks": sign_off.remarks,
                },
            )


def _decisions(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for decision in state.decisions:
        yield (
            f"the minister's decision in pass {decision.cycle}",
            {
                "version": decision.version_number,
                "note": decision.note_number,
                "letter_fingerprint": decision.letter_fingerprint,
                "note_fingerprint": decision.note_fingerprint,
                "status": decision.status,
                "due date": decision.due,
                "asked": decision.asked_at,
                "by": decision.by,
                "at": decision.decided_at,
                "remarks": decision.remarks,
            },
        )
    cycles = {decision.id: decision.cycle for decision in state.decisions}
    for talk in state.discussions:
        yield (
            f"discussion {talk.number} in pass {cycles.get(talk.decision_id)}",
            {
                "topic": talk.topic,
                "asked by": talk.asked_by,
                "asked": talk.asked_at,
                "note": talk.note,
                "held by": talk.held_by,
                "held": talk.held_at,
            },
        )
    for signature in state.signatures:
        same = ("name", "function", "letter_sha256", "letter_fingerprint", "note_sha256", "at")
        facts = {name: getattr(signature, name) for name in same}
        facts["deputy"] = signature.deputy_code
        facts |= {"version": signature.version_number, "decision": cycles.get(signature.decision_id)}
        yield "the signature", facts


def _dispatch(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    dispatch = state.dispatch
    if dispatch is None:
        return
    files = {document.id: document.sha256 for document in state.documents}
    yield (
        "the dispatch",
        {
            "package": files.get(dispatch.package_document_id),
            "status": dispatch.status,
            "ready": dispatch.ready_at,
            "sent": dispatch.sent_at,
            "how": dispatch.how,
            "handed over by": dispatch.handed_over_by,
            "number": dispatch.number,
            "by": dispatch.by,
            "at": dispatch.dispatched_at,
            "commitments": [c.subject for c in state.commitments if c.discharged_at is not None],
        },
    )


def _messages(state: DossierState) -> Iterator[tuple[str, dict[str, Any]]]:
    for message in state.messages:
        if message.status in (MessageStatus.SENT, MessageStatus.CANCELLED):
            yield f"message {message.key}", {"status": message.status, "at": message.sent_at}


_PARTS = (
    *(_letter, _files, _rounds, _reactions, _points, _answers, _changes, _holds, _notes, _sign_offs, _decisions),
    *(_dispatch, _messages),
)
