"""The internal sign-off route: ask each official in turn, record what each does."""

from models.decision import SignOff, SignOffRoute, is_same_person
from models.enums import LinkPurpose, MessageKind, SignOffStatus, StageKind
from models.errors import AlreadyDone, InvalidInput, NotYourTurn, OwnLetter, StaleVersion
from models.process import StepKind
from models.state import DossierState
from models.working_days import add_working_days, local_day
from paraaf.services.app.actor import require_actor
from paraaf.services.app.clock_checks import check_not_before
from paraaf.services.app.due import is_due
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.directory import parties
from paraaf.services.letters.stages import tell_not_needed, unused_key
from paraaf.services.messaging import links
from paraaf.services.messaging.compose import Receivers
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.signing.returning import check_remarks, return_to_owner
from paraaf.services.signing.submission import put_before, version_seen_by

_WHO = "signs off or returns"


def ask_sign_off(app: App, dossier_id: str, party_codes: str) -> None:
    """Ask the officials whose turn it is; the first time, lay out the route for this text and note.

    `party_codes` are the codes of those whose turn it is, with spaces between them.
    """
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.ASK_SIGN_OFF, party_codes):
            return
        route = state.current_sign_off_route() or _lay_out(work, state)
        waiting = [place for place in state.sign_offs_on(route) if place.status is SignOffStatus.WAITING]
        for place in waiting:
            if place.turn == waiting[0].turn:
                ask_place(work, state, route, place)


def _lay_out(work: UnitOfWork, state: DossierState) -> SignOffRoute:
    """Begin a walk along the officials, with the text and the note that stand now."""
    dossier = state.dossier
    route = work.add(
        SignOffRoute(
            dossier_id=dossier.id,
            cycle=dossier.cycle,
            version_number=state.version.number,
            fingerprint=state.version.fingerprint,
            note_number=state.notes[-1].number,
            started_at=work.at,
        )
    )
    work.session.flush()
    state.sign_off_routes.append(route)
    for place, participant in enumerate(state.asked_in(state.stage.key)):
        state.sign_offs.append(
            work.add(
                SignOff(
                    dossier_id=dossier.id,
                    route_id=route.id,
                    place=place,
                    turn=participant.turn,
                    needed=participant.needed,
                    party_code=participant.code,
                    party_name=participant.name,
                )
            )
        )
    work.session.flush()
    places = state.sign_offs_on(route)
    work.record(
        dossier,
        "sign_off_route_begun",
        "Paraaf",
        lap=dossier.cycle,
        version=route.version_number,
        fingerprint=route.fingerprint,
        note=route.note_number,
        places=[[place.party_code, place.turn, place.needed] for place in places],
    )
    return route


def ask_place(work: UnitOfWork, state: DossierState, route: SignOffRoute, place: SignOff) -> None:
    """Ask an official whose turn it is, perhaps once more."""
    dossier, stage = state.dossier, state.stage
    place.move("ask for")
    place.asked_at = work.at
    place.due = add_working_days(local_day(work.sends_at), stage.working_days)
    place.deputy_code = send_question(
        work, state, place, key=unused_key(state, f"sign_off_asked:{place.id}")
    ).deputy_code
    work.record(
        dossier,
        "sign_off_asked",
        "Paraaf",
        party=place.party_code,
        deputy=place.deputy_code,
        lap=route.cycle,
        version=route.version_number,
        due=place.due.isoformat(),
    )


def send_question(
    work: UnitOfWork, state: DossierState, place: SignOff, *, key: str, to: Receivers | None = None
) -> Receivers:
    """Write to an official whose turn it is, or to those of its contacts that are named; return to whom."""
    route = next(each for each in state.sign_off_routes if each.id == place.route_id)
    beside = [other.party_code for other in state.sign_offs_on(route) if other.turn == place.turn]
    return put_before(
        work,
        state,
        place.party_code,
        MessageKind.SIGN_OFF_ASKED,
        LinkTarget(LinkPurpose.SIGN_OFF, place.id),
        due=place.due,
        seen=version_seen_by(state, place.party_code, before=route),
        key=key,
        to=to,
        beside=[code for code in beside if code != place.party_code],
        needed=place.needed,
    )


def sign_off(
    app: App, number: str, *, party: str, by: str, remarks: str = "", for_party: str = "", about: str | None = None,
    link: int | None = None,
) -> None:  # fmt: skip
    """Record the sign-off of an official whose turn it is; when enough of that turn have, the letter goes on.

    In an absence the deputy signs off under its own code; the record names both. `for_party` says for which place on
    the route, where a deputy has one of its own. `about` is the id of the place that was read: what is done by a link
    is done for that one; `link` is its number. Raises `NotYourTurn` for anybody else, `AlreadyDone` for a second one,
    `StaleVersion` if another text stands by now, `OnHold` while the letter is held up.
    """
    by = require_actor(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="sign off")
        mine, deputy = _turn_of(work, state, party, for_party, about, link)
        _check_four_eyes(work, state, mine, by, link)
        mine.move("give")
        _decide(work, mine, deputy, by, remarks)
        work.record(
            state.dossier,
            "signed_off",
            f"{by} ({mine.party_code})",
            party=mine.party_code,
            deputy=deputy,
            version=state.version.number,
            fingerprint=state.version.fingerprint,
            note=state.notes[-1].number,
            remarks=remarks.strip(),
            **_through(link),
        )
        _end_turn_if_enough(work, state, mine)


def _check_four_eyes(work: UnitOfWork, state: DossierState, mine: SignOff, by: str, link: int | None) -> None:
    """Raise `OwnLetter` if the owner of the letter signs it off, and its route does not allow that."""
    dossier = state.dossier
    if dossier.parsed_route.owner_signs_off:
        return
    if is_same_person(by, dossier.owner_name) or (link is not None and links.is_of_owner(work, dossier, link)):
        raise OwnLetter("sign_off.owner", by=dossier.owner_name, party=mine.party_code, letter=dossier.number)


def skip(app: App, number: str, *, party: str, by: str, reason: str) -> None:
    """Let the route pass an official by, with a reason; for the secretariat.

    Somebody has to sign off: the last one who can is not skipped. Raises `NotYourTurn` for who is not on the
    route or did decide.
    """
    if not by or not reason.strip():
        raise InvalidInput("sign_off.skipping_needs_reason")
    by = require_actor(by, "skips the official")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="skip an official")
        route = None if state.dossier.is_over else state.current_sign_off_route()
        places = state.sign_offs_on(route) if route and state.stage.kind is StageKind.SIGN_OFF else []
        mine = next((place for place in places if place.party_code == party), None)
        if mine is None:
            raise NotYourTurn("sign_off.not_on_route", party=party, letter=state.dossier.number)
        can_sign = (SignOffStatus.WAITING, SignOffStatus.ASKED, SignOffStatus.SIGNED_OFF)
        if not any(place.status in can_sign for place in places if place is not mine):
            raise NotYourTurn("sign_off.nobody_left", party=party, letter=state.dossier.number)
        was_asked = mine.status is SignOffStatus.ASKED
        mine.move("skip")
        mine.by, mine.decided_at, mine.remarks = by, work.at, reason.strip()
        work.record(state.dossier, "sign_off_skipped", by, party=party, reason=reason.strip())
        if was_asked:
            tell_not_needed(work, state, mine.id, party, reason="skipped")
        _end_turn_if_enough(work, state, mine)


def _end_turn_if_enough(work: UnitOfWork, state: DossierState, just: SignOff) -> None:
    """Do without the others of a turn once as many signed off as are needed, of those who were not skipped."""
    turn = [place for place in state.sign_offs if (place.route_id, place.turn) == (just.route_id, just.turn)]
    signed = sum(place.status is SignOffStatus.SIGNED_OFF for place in turn)
    skipped = sum(place.status is SignOffStatus.SKIPPED for place in turn)
    if signed < min(just.needed, len(turn) - skipped):
        return
    for place in turn:
        if place.status in (SignOffStatus.ASKED, SignOffStatus.WAITING):
            if place.status is SignOffStatus.ASKED:
                tell_not_needed(work, state, place.id, place.party_code, reason="enough")
            place.move("do without")
            place.decided_at = work.at
            work.record(state.dossier, "sign_off_not_needed", "Paraaf", party=place.party_code)


def return_sign_off(
    app: App, number: str, *, party: str, by: str, remarks: str, for_party: str = "", about: str | None = None,
    link: int | None = None,
) -> None:  # fmt: skip
    """Return the letter from the sign-off route to the owner; the remarks say what has to change.

    `for_party`, `about` and `link` are those of `sign_off`.
    """
    remarks, by = check_remarks(remarks), require_actor(by, _WHO)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="return the letter")
        mine, deputy = _turn_of(work, state, party, for_party, about, link)
        mine.move("return at")
        _decide(work, mine, deputy, by, remarks)
        for other in state.sign_offs:
            if other.status is SignOffStatus.ASKED:
                tell_not_needed(work, state, other.id, other.party_code, reason="returned")
            if other.status in (SignOffStatus.WAITING, SignOffStatus.ASKED):
                other.move("lapse")
        return_to_owner(
            work,
            state,
            by=f"{by} ({mine.party_code})",
            about_id=mine.id,
            remarks=remarks,
            through=_through(link),
            party=mine.party_code,
            deputy=deputy,
            version=state.version.number,
        )


def _decide(work: UnitOfWork, mine: SignOff, deputy: str | None, by: str, remarks: str) -> None:
    mine.by, mine.decided_at, mine.remarks, mine.deputy_code = by, work.at, remarks.strip(), deputy


def _through(link: int | None) -> dict[str, int]:
    return {"link": link} if link is not None else {}


def _turn_of(
    work: UnitOfWork, state: DossierState, acts: str, for_party: str, about: str | None, link: int | None
) -> tuple[SignOff, str | None]:
    """Return the place on the route whose turn it is, if it is of the party that acts or of the one it stands in for.

    With it comes the deputy that acts, if one does. Raises `NotYourTurn`, `StaleVersion` or `AlreadyDone`, and
    `LinkNotValid` if the link by which somebody came opens nothing any more.
    """
    if link is not None:
        links.check_number(work, state, link)
    dossier = state.dossier
    route = None if dossier.is_over else state.current_sign_off_route()
    places = state.sign_offs_on(route) if route else []
    turns = [place.party_code for place in places if place.status is SignOffStatus.ASKED]
    others = [place.party_code for place in places if place.party_code not in turns]
    for_party = for_party or next((place.party_code for place in state.sign_offs if place.id == about), "")
    today = local_day(work.at)
    party, deputy = parties.resolve_deputy(work.session, acts, [*turns, *others], day=today, for_party=for_party)
    mine = [place for place in places if place.party_code == party]
    if not mine:
        where = dossier.status if dossier.is_over else state.stage.name
        raise NotYourTurn("sign_off.not_asked", party=party, letter=dossier.number, stage=where)
    if about not in (None, mine[0].id):
        raise StaleVersion("sign_off.other_text_read", party=party, version=state.version.number)
    if mine[0].status is SignOffStatus.SIGNED_OFF:
        absent = [] if deputy else parties.others_stood_in_for(work.session, acts, turns, day=today)
        done = {"party": party, "by": mine[0].by, "on": mine[0].decided_at}
        if absent:
            raise AlreadyDone("sign_off.done_already_for_itself", **done, absent=absent[0])
        raise AlreadyDone("sign_off.done_already", **done)
    if mine[0].status is not SignOffStatus.ASKED:
        raise NotYourTurn("sign_off.not_your_turn", party=party, letter=dossier.number, turns=turns)
    check_not_before(work, mine[0].asked_at)
    return mine[0], deputy
