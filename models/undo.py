"""Taking back a sign-off or a skip: by whoever gave it, until the next one acts. Pure rules."""

from models.decision import SignOff, is_same_person
from models.enums import DecisionStatus, DossierStatus, SignOffStatus, StageKind
from models.errors import NotYourTurn, TransitionNotAllowed
from models.state import DossierState

UNDOABLE = (SignOffStatus.SIGNED_OFF, SignOffStatus.SKIPPED)


def check_undo(state: DossierState, place: SignOff, *, by: str) -> None:
    """Raise `NotYourTurn` or `TransitionNotAllowed` unless this person can take back what was done at a place.

    What counts is what the next one did, and not how long ago it was: an official of a later turn who signed off or
    returned, or the minister who signed, returned or wanted to discuss. Being asked is no act.
    """
    dossier, route = state.dossier, state.current_sign_off_route()
    facts = {"party": place.party_code, "letter": dossier.number}
    is_on_route = route is not None and place.route_id == route.id and place.status in UNDOABLE
    if not is_on_route or dossier.status is not DossierStatus.UNDERWAY:
        raise TransitionNotAllowed("undo.nothing_to_take_back", **facts)
    if not is_same_person(place.by, by):
        raise NotYourTurn("undo.not_yours", **facts, by=place.by)
    if acted := _who_acted_since(state, place):
        raise TransitionNotAllowed("undo.next_one_acted", **facts, by=acted)
    if state.stage.kind not in (StageKind.SIGN_OFF, StageKind.MINISTER):
        raise TransitionNotAllowed("undo.nothing_to_take_back", **facts)
    if place.status is SignOffStatus.SKIPPED and _is_enough_without(state, place):
        raise TransitionNotAllowed("undo.not_needed", **facts)


def can_undo(state: DossierState, place: SignOff, *, by: str) -> bool:
    """Return whether this person can take back what was done at a place."""
    try:
        check_undo(state, place, by=by)
    except (NotYourTurn, TransitionNotAllowed):
        return False
    return state.hold is None


def _who_acted_since(state: DossierState, place: SignOff) -> str:
    acted = (SignOffStatus.SIGNED_OFF, SignOffStatus.RETURNED)
    for other in state.sign_offs:
        if other.route_id == place.route_id and other.turn > place.turn and other.status in acted:
            return other.by
    decision = state.current_decision()
    if decision is None:
        return ""
    talks = [talk.asked_by for talk in state.discussions if talk.decision_id == decision.id]
    if decision.status not in (DecisionStatus.ASKED, DecisionStatus.LAPSED):
        return decision.by or (talks[-1] if talks else state.dossier.minister_code)
    return talks[-1] if talks else ""


def _is_enough_without(state: DossierState, place: SignOff) -> bool:
    """Return whether others of the turn signed off whose sign-offs are enough, were this one not skipped."""
    turn = [other for other in state.sign_offs if (other.route_id, other.turn) == (place.route_id, place.turn)]
    signed = sum(other.status is SignOffStatus.SIGNED_OFF for other in turn)
    skipped = sum(other.status is SignOffStatus.SKIPPED for other in turn if other is not place)
    return signed >= min(place.needed, len(turn) - skipped)
