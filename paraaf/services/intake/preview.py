"""What is going to happen to a letter that is about to be started: who is asked, when, and what goes out."""

from dataclasses import dataclass
from datetime import date

from models.enums import Silence, StageKind
from models.planning import Planning, plan_ahead
from models.request import ContactRequest, DossierRequest
from models.route import Stage
from models.working_days import add_working_days, local_day
from paraaf.services.app.unit_of_work import App
from paraaf.services.directory.parties import Directory, read_directory
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.intake.sign_off_turns import sign_off_turns


@dataclass(frozen=True)
class Asked:
    """Somebody who is going to be asked, as things stand now."""

    code: str
    name: str
    deputy: str
    """The code of the party that answers in its absence, if it is absent now."""
    addresses: tuple[str, ...]
    is_optional: bool = False
    turn: int = 0
    """When it is asked, counted from 1, where people are asked after each other."""


@dataclass(frozen=True)
class StagePreview:
    """One stage of the route, and whom it is going to ask."""

    stage: Stage
    asked: tuple[Asked, ...]
    due: date | None
    """The due date of a consultation that begins at once."""
    silence: Silence | None


@dataclass(frozen=True)
class LetterPreview:
    """The whole route, as it is expected to go."""

    stages: tuple[StagePreview, ...]
    planning: Planning


def preview(app: App, checked: CheckedRequest) -> LetterPreview:
    """Return what is going to happen to a letter that was checked and has no faults."""
    request, route = checked.request, checked.route
    assert route is not None
    today = local_day(app.clock.now())
    with app.read() as session:
        directory = read_directory(session)
    turns = sign_off_turns(request)
    planning = plan_ahead(
        route, sign_off_turns=len({turn for turn, _ in turns.values()}), start=today, debate=request.debate_date
    )
    stages = []
    for place, stage in enumerate(route.stages):
        codes = _codes(request, stage)
        asks_silence = stage.kind is StageKind.CONSULTATION
        stages.append(
            StagePreview(
                stage,
                tuple(
                    _asked(directory, request, code, today, turns[code][0] + 1 if _in_turn(stage) else 0)
                    for code in codes
                ),
                (stage.due_date or add_working_days(today, stage.working_days)) if place == 0 else None,
                stage.silence if asks_silence else None,
            )
        )
    return LetterPreview(tuple(stages), planning)


def _in_turn(stage: Stage) -> bool:
    return stage.kind is StageKind.SIGN_OFF


def _codes(request: DossierRequest, stage: Stage) -> list[str]:
    match stage.kind:
        case StageKind.MINISTER:
            return [request.minister]
        case StageKind.DISPATCH:
            return [request.secretariat, request.recipient]
        case _:
            return list(getattr(request, stage.parties)) if stage.parties else []


def _asked(directory: Directory, request: DossierRequest, code: str, day: date, turn: int) -> Asked:
    is_optional = code in request.optional_parties
    one_off = next((party for party in request.one_off_parties if party.code == code), None)
    if one_off is not None:
        return Asked(code, one_off.name, "", _addresses(one_off.contacts), is_optional, turn)
    party = directory.parties[code]
    deputy = (party.deputy_code or "") if party.is_absent(day) else ""
    contacts = tuple(contact.address for contact in directory.contacts.get(deputy or code, []))
    return Asked(code, party.name, deputy, contacts, is_optional, turn)


def _addresses(contacts: list[ContactRequest]) -> tuple[str, ...]:
    return tuple(contact.address for contact in contacts)
