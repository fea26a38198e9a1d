"""The internal sign-off route: ask each official in turn, record what each does."""

from models.decision import SignOff, SignOffRoute
from models.document import Document
from models.enums import MessageKind, SignOffStatus
from models.errors import AlreadyDone, InvalidInput, NotYourTurn
from models.process import OWNER, DossierState, StepKind
from models.working_days import add_working_days, local_day
from paraaf import wording
from paraaf.services import messages
from paraaf.services.acting import acting
from paraaf.services.context import App
from paraaf.services.steps import is_due

_WHO = "signs off or returns"


def ask_sign_off(app: App, dossier_id: str, party_code: str) -> None:
    """Ask the next official on the route; the first time, lay out the route for this text and note."""
    with app.work() as work:
        state = work.open(dossier_id)
        if not is_due(work, state, StepKind.ASK_SIGN_OFF, party_code):
            return
        dossier, stage = state.dossier, state.stage
        route = state.sign_off_route_of_this_lap()
        if route is None:
            route = work.add(
                SignOffRoute(
                    dossier_id=dossier.id,
                    lap=dossier.lap,
                    version_number=state.version.number,
                    fingerprint=state.version.fingerprint,
                    note_number=state.notes[-1].number,
                    started_at=work.at,
                )
            )
            work.session.flush()
            for place, participant in enumerate(state.asked_in(stage.key)):
                state.sign_offs.append(
                    work.add(
                        SignOff(
                            dossier_id=dossier.id,
                            route_id=route.id,
                            place=place,
                            party_code=participant.code,
                            party_name=participant.name,
                        )
                    )
                )
            work.session.flush()
        sign_off = next(place for place in state.sign_offs_on(route) if place.status is SignOffStatus.WAITING)
        sign_off.move("ask for")
        sign_off.asked_at = work.at
        sign_off.due = add_working_days(local_day(work.at), stage.working_days)
        receivers = messages.send(
            work,
            dossier,
            MessageKind.SIGN_OFF_ASKED,
            sign_off.party_code,
            key=f"sign_off_asked:{sign_off.id}",
            documents=signing_documents(state),
            due=sign_off.due,
            lap=dossier.lap,
        )
        sign_off.deputy_code = receivers.deputy_code
        work.record(
            dossier,
            "sign_off_asked",
            "Paraaf",
            party=sign_off.party_code,
            deputy=sign_off.deputy_code,
            version=route.version_number,
            fingerprint=route.fingerprint,
            note=route.note_number,
            due=sign_off.due.isoformat(),
            lap=dossier.lap,
            places=[place.party_code for place in state.sign_offs_on(route)],
        )


def signing_documents(state: DossierState) -> list[Document]:
    """Return what officials and the minister decide on: the letter for signature and the note."""
    letter = state.document(f"for_signature:{state.version.number}")
    assert letter is not None
    return [letter, state.document_by_id(state.notes[-1].document_id)]


def sign_off(app: App, number: str, *, party: str, by: str, remarks: str = "") -> None:
    """Record the sign-off of the official whose turn it is; the letter goes to the next.

    Raises `NotYourTurn` for anybody else, `AlreadyDone` for a second one.
    """
    by = acting(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.open(number)
        mine = _turn_of(state, party)
        mine.move("give")
        mine.by, mine.decided_at, mine.remarks = by, work.at, remarks.strip()
        work.record(
            state.dossier,
            "signed_off",
            f"{by} ({party})",
            party=party,
            deputy=mine.deputy_code,
            version=state.version.number,
            fingerprint=state.version.fingerprint,
            note=state.notes[-1].number,
            remarks=remarks.strip(),
        )


def return_sign_off(app: App, number: str, *, party: str, by: str, remarks: str) -> None:
    """Return the letter from the sign-off route to the owner; the remarks say what has to change."""
    if not remarks.strip():
        raise InvalidInput("Returning a letter needs remarks: what has to change?")
    by = acting(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.open(number)
        mine = _turn_of(state, party)
        mine.move("return at")
        mine.by, mine.decided_at, mine.remarks = by, work.at, remarks.strip()
        for other in state.sign_offs:
            if other.status in (SignOffStatus.WAITING, SignOffStatus.ASKED):
                other.move("lapse")
        state.dossier.move("return")
        work.record(
            state.dossier,
            "returned",
            f"{by} ({party})",
            party=party,
            version=state.version.number,
            remarks=remarks.strip(),
        )
        messages.send(
            work,
            state.dossier,
            MessageKind.RETURNED,
            OWNER,
            key=f"returned:{mine.id}",
            returned_by=f"{by} ({party})",
            remarks=remarks.strip(),
        )


def _turn_of(state: DossierState, party: str) -> SignOff:
    """Return the place on the route whose turn it is, if it is this party's; raise `NotYourTurn` or `AlreadyDone`."""
    dossier = state.dossier
    route = None if dossier.is_over else state.sign_off_route_of_this_lap()
    places = state.sign_offs_on(route) if route else []
    mine = [place for place in places if place.party_code == party]
    if not mine:
        where = wording.DOSSIERS["en"][dossier.status] if dossier.is_over else state.stage.name.en
        raise NotYourTurn(f"{party} is not asked to sign off letter {dossier.number}; it is at '{where}'.")
    if mine[0].status is SignOffStatus.SIGNED_OFF:
        raise AlreadyDone(f"{party} signed off already (by {mine[0].by}, {wording.day(mine[0].decided_at, 'en')}).")
    if mine[0].status is not SignOffStatus.ASKED:
        turn = ", ".join(place.party_code for place in places if place.status is SignOffStatus.ASKED) or "nobody"
        raise NotYourTurn(f"It is not the turn of {party} on letter {dossier.number}, but of {turn}.")
    return mine[0]
