"""Loading the party directory: who stands in it from now on, and what that means for letters under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, delete, or_, select, update

from models.dossier import Dossier, Participant
from models.enums import PartyKind
from models.errors import Fault, InvalidParties
from models.party import Contact, Party
from models.request import PartyDirectory
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.engine.reissue import Reissued, reissue
from paraaf.services.signing import signers
from paraaf.services.signing.signers import SignerChange
from paraaf.yaml_file import YamlFile


def read_parties(app: App, file: Path) -> PartyDirectory:
    """Return the contents of a party directory file; raise `InvalidParties` with every fault in it."""
    source = YamlFile.read(file, InvalidParties)
    directory, faults = source.parse(PartyDirectory)
    if directory is not None:
        faults += _faults(app, directory, source)
    if faults or directory is None:
        raise InvalidParties("file.not_loaded", faults, file=file.name)
    return directory


@dataclass(frozen=True)
class DirectoryLoad:
    """What loading a party directory came to."""

    count: int
    anew: Sequence[Reissued]
    """Whose links ended in letters that are under way, and who is asked in their place."""
    signers: Sequence[SignerChange]
    """Which letters somebody else is to sign by now."""
    without_code_address: Sequence[str]
    """Who had an address for codes and has none any more: their codes go to the mailbox of their links."""


def load_parties(app: App, file: Path) -> int:
    """Put the parties of a file in the directory, as `load` does; return how many."""
    return load(app, file).count


def load(app: App, file: Path) -> DirectoryLoad:
    """Put the parties of a file in the directory, replacing those with the same code; return what came of it.

    Links of contacts that are gone end with that. In each letter under way what was asked of them is asked of the
    contacts that are there now; the sweep does so too where this was cut short.
    """
    directory = read_parties(app, file)
    with app.work() as work:
        codes = [entry.code for entry in directory.parties]
        before = _reached(work.session, codes)
        _replace(work, directory)
        work.session.flush()
        after = _reached(work.session, codes)
        changed = [code for code in codes if code in before and before[code] != after[code]]
        concerned = _letters_of(work.session, changed)
        if concerned:
            due = update(Dossier).where(col(Dossier.id).in_(concerned)).values(wake_at=work.at)
            work.session.exec(due)
        lost = [code for code in changed if _has_code_address(before[code]) and not _has_code_address(after[code])]
    # In this order: `renew` also works out when the sweep is needed next, and that depends on who is asked again.
    anew = [each for dossier_id in concerned for each in reissue(app, dossier_id)]
    signing = [signer for dossier_id in concerned if (signer := signers.renew(app, dossier_id))]
    return DirectoryLoad(len(directory.parties), anew, signing, lost)


def _replace(work: UnitOfWork, directory: PartyDirectory) -> None:
    for entry in directory.parties:
        work.session.exec(delete(Contact).where(col(Contact.party_code) == entry.code))
        party = work.session.get(Party, entry.code)
        values: dict[str, Any] = {
            "name": entry.name,
            "kind": entry.kind,
            "title": entry.title,
            "postal_address": entry.postal_address,
            "deputy_code": entry.deputy,
            "absent_from": entry.absent_from,
            "absent_until": entry.absent_until,
        }
        if party is None:
            party = work.add(Party(code=entry.code, **values))
        else:
            party.sqlmodel_update(values)
        work.session.flush()
        for place, contact in enumerate(entry.contacts):
            work.add(Contact(party_code=entry.code, place=place, **contact.model_dump()))


_Reached = tuple[tuple[str | date | None, ...], list[tuple[str, ...]]]


def _reached(session: Session, codes: Sequence[str]) -> dict[str, _Reached]:
    """Return by whom each party is reached: its deputy, the absence and its contacts; of a minister the name too."""
    found: dict[str, _Reached] = {
        party.code: ((party.deputy_code, party.absent_from, party.absent_until, *_signs_as(party)), [])
        for party in session.exec(select(Party).where(col(Party.code).in_(codes))).all()
    }
    query = select(Contact).where(col(Contact.party_code).in_(codes)).order_by(col(Contact.place))
    for contact in session.exec(query).all():
        place = (contact.name, contact.channel, contact.address, contact.code_channel, contact.code_address)
        found[contact.party_code][1].append(place)
    return found


def _signs_as(party: Party) -> tuple[str, ...]:
    return (party.name, party.title) if party.kind is PartyKind.MINISTER else ()


def _has_code_address(reached: _Reached) -> bool:
    return any(code_address for *_, code_address in reached[1])


def _letters_of(session: Session, codes: Sequence[str]) -> list[str]:
    """Return the ids of the letters under way in which these parties, or those that they stand in for, have a part."""
    if not codes:
        return []
    stood_in_for = session.exec(select(Party.code).where(col(Party.deputy_code).in_(codes))).all()
    both = [*codes, *stood_in_for]
    takes_part = select(Participant.dossier_id).where(col(Participant.code).in_(both))
    is_concerned = or_(
        col(Dossier.minister_code).in_(both), col(Dossier.secretariat_code).in_(both), col(Dossier.id).in_(takes_part)
    )
    query = select(Dossier.id).where(col(Dossier.ended_at).is_(None), is_concerned).order_by(col(Dossier.number))
    return list(session.exec(query).all())


def _faults(app: App, directory: PartyDirectory, source: YamlFile) -> list[Fault]:
    faults = []
    parties = getattr(directory, "parties", [])  # absent if the field itself is wrong
    with app.read() as session:
        known = set(session.exec(select(Party.code)).all())
    codes = [party.code for party in parties]
    for index, party in enumerate(parties):
        where = ("parties", index)
        if codes.index(party.code) != index:
            faults.append(source.fault((*where, "code"), "party.occurs_twice", party=party.code))
        if party.deputy is not None and party.deputy not in known.union(codes):
            faults.append(source.fault((*where, "deputy"), "party.no_such_deputy", deputy=party.deputy))
        if party.deputy == party.code:
            faults.append(source.fault((*where, "deputy"), "party.own_deputy", party=party.code))
        if party.absent_from and party.absent_until and party.absent_until < party.absent_from:
            faults.append(source.fault((*where, "absent_until"), "party.absence_ends_early"))
        if party.deputy is None and (party.absent_from or party.absent_until):
            faults.append(source.fault(where, "party.absent_without_deputy", party=party.code))
        for place, contact in enumerate(party.contacts):
            wrong = app.notifier.fault(contact.channel, contact.address)
            if wrong:
                faults.append(source.fault_at((*where, "contacts", place), wrong))
            if contact.code_channel and not contact.code_address:
                faults.append(source.fault((*where, "contacts", place, "code_channel"), "party.no_code_address"))
            code_channel = contact.code_channel or contact.channel
            wrong = app.notifier.fault(code_channel, contact.code_address) if contact.code_address else None
            if wrong:
                faults.append(source.fault_at((*where, "contacts", place, "code_address"), wrong))
    return faults
