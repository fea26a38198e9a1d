"""What is put before an official or the minister: the question, and what this one saw before."""

from datetime import date
from typing import Any

from models.decision import Decision, SignOffRoute
from models.document import Document
from models.enums import MessageKind
from models.state import DossierState
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.letters import redlines
from paraaf.services.messaging import compose
from paraaf.services.messaging.compose import Receivers
from paraaf.services.messaging.links import LinkTarget


def put_before(
    work: UnitOfWork, state: DossierState, party_code: str, kind: MessageKind, link_to: LinkTarget, *,
    due: date | None, seen: int | None, key: str, to: Receivers | None, **facts: Any,
) -> Receivers:  # fmt: skip
    """Write to whoever decides what is asked, with the letter, the note and what changed; return to whom.

    `seen` is the version that this one was asked about before, and `to` are those of the party's contacts who get it,
    if not all do.
    """
    changes, more = redlines.quoted_since(work.app, state, seen)
    return compose.send(
        work,
        state.dossier,
        kind,
        party_code,
        about_id=link_to.about,
        key=key,
        link_to=link_to,
        only_to=to,
        documents=[*signing_documents(state), *redlines.since(work, state, seen)],
        due=due,
        lap=state.dossier.cycle,
        seen_version=seen,
        changes=changes,
        more=more,
        **facts,
    )


def version_seen_by(state: DossierState, party_code: str, *, before: SignOffRoute) -> int | None:
    """Return the version that an official was asked about last, before this walk; None if none."""
    earlier = {route.id: route for route in state.sign_off_routes if route.cycle < before.cycle}
    asked = [s for s in state.sign_offs if s.party_code == party_code and s.asked_at and s.route_id in earlier]
    return earlier[asked[-1].route_id].version_number if asked else None


def version_seen_by_minister(state: DossierState, *, before: Decision) -> int | None:
    """Return the version that the minister was asked about last, before this decision; None if none."""
    earlier = [decision.version_number for decision in state.decisions if decision.cycle < before.cycle]
    return earlier[-1] if earlier else None


def signing_documents(state: DossierState) -> list[Document]:
    """Return what officials and the minister decide on: the letter for signature and the note."""
    letter = state.for_signature(state.version.number)
    assert letter is not None
    return [letter, state.document_by_id(state.notes[-1].document_id)]
