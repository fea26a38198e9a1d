"""Taking back a sign-off, or that an official was skipped: the route is walked again from that place."""

from models.decision import SignOff, SignOffRoute
from models.enums import DecisionStatus, SignOffStatus, StageKind
from models.errors import InvalidInput, TransitionNotAllowed
from models.state import DossierState
from models.undo import UNDOABLE, check_undo
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.letters.stages import tell_not_needed
from paraaf.services.messaging import links
from paraaf.services.signing import sign_offs

_OPEN = (SignOffStatus.WAITING, SignOffStatus.ASKED)


def take_back(
    app: App, number: str, *, party: str, by: str, reason: str, for_party: str = "", about: str | None = None,
    link: int | None = None,
) -> None:  # fmt: skip
    """Take back the sign-off of a party, or that it was skipped; by whoever did that, until the next one acts.

    It is asked again at once if it is its turn. Whoever was asked after it and did not act, the minister too, is told
    that it is not needed for now. `party` is the official, or the deputy who signed off in its absence: `for_party`
    then says for which place. `about` and `link` are those of `sign_offs.sign_off`.
    """
    by = require_actor(by, "takes it back")
    if not reason.strip():
        raise InvalidInput("undo.needs_reason")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="take a sign-off back")
        if link is not None:
            links.check_number(work, state, link)
        mine = _place_of(state, party, for_party, about, by)
        check_undo(state, mine, by=by)
        _reopen(work, state, mine, by=by, reason=reason.strip(), link=link)


def _place_of(state: DossierState, party: str, for_party: str, about: str | None, by: str) -> SignOff:
    route = state.current_sign_off_route()
    places = state.sign_offs_on(route) if route else []
    mine = [
        place
        for place in places
        if party in (place.party_code, place.deputy_code)
        and for_party in ("", place.party_code)
        and about in (None, place.id)
    ]
    mine.sort(key=lambda place: (place.status not in UNDOABLE, place.by != by, place.party_code != party))
    if not mine:
        raise TransitionNotAllowed("undo.nothing_to_take_back", party=for_party or party, letter=state.dossier.number)
    return mine[0]


def _reopen(work: UnitOfWork, state: DossierState, mine: SignOff, *, by: str, reason: str, link: int | None) -> None:
    dossier, route = state.dossier, state.current_sign_off_route()
    assert route is not None
    places = state.sign_offs_on(route)
    was_skipped = mine.status is SignOffStatus.SKIPPED
    again = [p for p in places if p.turn == mine.turn and p.status is SignOffStatus.NOT_NEEDED]
    put_back = [p for p in places if p.turn > mine.turn and p.status is SignOffStatus.ASKED]
    for place in put_back:
        tell_not_needed(work, state, place.id, place.party_code, reason="taken_back")
    _end_question(work, state)
    for place in (mine, *again, *put_back):
        place.move("take back")
        place.by, place.remarks, place.deputy_code = "", "", None
        place.decided_at, place.asked_at, place.due = None, None, None
    if state.stage.kind is StageKind.MINISTER:
        dossier.move("take a sign-off back of")
        dossier.stage -= 1
    work.record(
        dossier,
        "skip_taken_back" if was_skipped else "sign_off_taken_back",
        by if was_skipped else f"{by} ({mine.party_code})",
        party=mine.party_code,
        reason=reason,
        stage=dossier.current_stage.key,
        waiting=[place.party_code for place in (*again, *put_back)],
        **({"link": link} if link is not None else {}),
    )
    _ask_again(work, state, route, [mine, *again])


def _end_question(work: UnitOfWork, state: DossierState) -> None:
    """End what the minister was asked and did not act on."""
    decision = state.current_decision()
    if decision is not None and decision.status is DecisionStatus.ASKED:
        tell_not_needed(work, state, decision.id, state.dossier.minister_code, reason="taken_back")
        decision.move("lapse")


def _ask_again(work: UnitOfWork, state: DossierState, route: SignOffRoute, places: list[SignOff]) -> None:
    """Ask those of the turn at once if no earlier turn is open."""
    if any(place.turn < places[0].turn and place.status in _OPEN for place in state.sign_offs_on(route)):
        return
    for place in places:
        sign_offs.ask_place(work, state, route, place)
