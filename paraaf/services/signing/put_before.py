"""What is put before an official or the minister, and what this one saw before."""

from models.decision import SignOffRoute
from models.document import Document
from models.state import DossierState


def version_seen_by(state: DossierState, party_code: str, *, before: SignOffRoute) -> int | None:
    """Return the version that an official was asked about last, before this walk; None if none."""
    earlier = {route.id: route for route in state.sign_off_routes if route.lap < before.lap}
    asked = [s for s in state.sign_offs if s.party_code == party_code and s.asked_at and s.route_id in earlier]
    return earlier[asked[-1].route_id].version_number if asked else None


def signing_documents(state: DossierState) -> list[Document]:
    """Return what officials and the minister decide on: the letter for signature and the note."""
    letter = state.for_signature(state.version.number)
    assert letter is not None
    return [letter, state.document_by_id(state.notes[-1].document_id)]
