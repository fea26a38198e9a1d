"""The party directory: who is in it, and whether they can be reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.dossier import Participant
from models.enums import PartyKind
from models.errors import Fault, NotYourTurn, fault
from models.party import Contact, Party
from models.route import KINDS
from models.state import DossierState
from models.working_days import local_day
from paraaf.services.app.unit_of_work import App, UnitOfWork


def list_parties(session: Session) -> list[tuple[Party, list[Contact]]]:
    """Return every party with its contacts, by kind and code."""
    contacts = session.exec(select(Contact).order_by(col(Contact.place))).all()
    parties = session.exec(select(Party).order_by(col(Party.kind), col(Party.code))).all()
    return [(party, [contact for contact in contacts if contact.party_code == party.code]) for party in parties]


def addable_parties(app: App, state: DossierState) -> list[Party]:
    """Return who could be asked besides in the present stage: of its kind, and not asked about this letter yet."""
    stage_key = state.stage.key
    asked = {each.code for each in state.participants if not state.is_taken_out(stage_key, each.code)}
    kind = KINDS.get(state.stage.parties or "")
    with app.read() as session:
        return [party for party, _ in list_parties(session) if party.kind is kind and party.code not in asked]


@dataclass
class Directory:
    """The party directory, read once: parties and their contacts by code."""

    parties: dict[str, Party]
    contacts: dict[str, list[Contact]]


def read_directory(session: Session) -> Directory:
    """Return the whole party directory."""
    found = Directory({party.code: party for party in session.exec(select(Party)).all()}, {})
    for contact in session.exec(select(Contact).order_by(col(Contact.place))).all():
        found.contacts.setdefault(contact.party_code, []).append(contact)
    return found


def faults_of(work: UnitOfWork, code: str, kind: PartyKind) -> list[Fault]:
    """Return why a party cannot be asked now."""
    return reach_faults(work.app, read_directory(work.session), code, kind, day=local_day(work.at))


def reach_faults(
    app: App, directory: Directory, code: str, kind: PartyKind, *, day: date, needs_contact: bool = True
) -> list[Fault]:
    """Return why a party cannot be asked for something: unknown, of another kind, or not to be reached.

    Its deputy, in an absence that is not over, must be reachable too.
    """
    party = directory.parties.get(code)
    if party is None:
        return [fault("", "party.not_in_directory", party=code)]
    faults = [fault("", "party.other_kind", party=code, kind=party.kind, needed=kind)] if party.kind is not kind else []
    if not needs_contact:
        return faults
    reached = [code]
    if party.deputy_code and (party.absent_until is None or party.absent_until >= day):
        reached.append(party.deputy_code)
    for reached_code in reached:
        if reached_code not in directory.parties:
            faults.append(fault("", "party.deputy_unknown", deputy=reached_code, party=code))
        elif not directory.contacts.get(reached_code):
            faults.append(fault("", "party.no_contact", party=reached_code))
        for contact in directory.contacts.get(reached_code, []):
            wrong = app.notifier.fault(contact.channel, contact.address)
            if wrong:
                faults.append(fault("", "party.cannot_be_reached", party=reached_code, reason=wrong))
    return faults


def resolve_deputy(
    session: Session, code: str, asked: Iterable[str], *, day: date, for_party: str = ""
) -> tuple[str, str | None]:
    """Return for which party somebody acts under a code, and the deputy that acts; None for the party itself.

    With `for_party` it is that party: what a link was sent for, or what was said on the command line. Without it a
    party that is asked itself acts for itself, whoever it is the deputy of; a deputy that is not asked acts for the
    one absent party that it stands in for. Raises `NotYourTurn` when there is more than one, or when the party that
    it stands in for is not absent.
    """
    codes = list(asked)
    if for_party:
        return _acts_for(session, code, for_party, day=day)
    if code in codes:
        return code, None
    query = select(Party).where(col(Party.deputy_code) == code, col(Party.code).in_(codes))
    stood_in_for = sorted(session.exec(query).all(), key=lambda party: codes.index(party.code))
    absent = [party.code for party in stood_in_for if party.is_absent(day)]
    if len(absent) > 1:
        raise NotYourTurn("party.deputy_of_several", deputy=code, parties=absent, first=absent[0])
    if absent:
        return absent[0], code
    if stood_in_for:
        return _acts_for(session, code, stood_in_for[0].code, day=day)
    return code, None


def _acts_for(session: Session, code: str, for_party: str, *, day: date) -> tuple[str, str | None]:
    """Return this party, and the deputy that acts for it; raise `NotYourTurn` if that one may not now."""
    if code == for_party:
        return code, None
    party = session.get(Party, for_party)
    if party is None or party.deputy_code != code:
        raise NotYourTurn("party.not_the_deputy", deputy=code, party=for_party)
    if not party.is_absent(day):
        raise NotYourTurn("party.not_absent", deputy=code, party=for_party)
    return for_party, code


def others_stood_in_for(session: Session, code: str, asked: Iterable[str], *, day: date) -> list[str]:
    """Return for which absent parties, of those who are asked, this one is the deputy."""
    query = select(Party).where(col(Party.deputy_code) == code, col(Party.code).in_(list(asked)))
    return sorted(party.code for party in session.exec(query).all() if party.is_absent(day))


def add_to_stage(work: UnitOfWork, state: DossierState, party: str, *, is_optional: bool) -> Participant:
    """Put a party of the directory among those whom the present stage asks, and return it."""
    found, stage = work.session.get_one(Party, party), state.stage
    places = [participant.place for participant in state.asked_in(stage.key)]
    return work.add(
        Participant(
            dossier_id=state.dossier.id,
            stage_key=stage.key,
            place=max(places, default=-1) + 1,
            code=party,
            name=found.name,
            kind=found.kind,
            is_optional=is_optional,
        )
    )
