"""The party directory: load it, list it."""

from pathlib import Path
from typing import Any

from sqlmodel import Session, col, delete, select

from models.errors import Fault, InvalidParties
from models.party import Contact, Party
from models.request import PartyDirectory
from paraaf.services.context import App
from paraaf.yaml_file import YamlFile


def read_parties(app: App, file: Path) -> PartyDirectory:
    """Return the contents of a party directory file; raise `InvalidParties` with every fault in it."""
    source = YamlFile.read(file, InvalidParties)
    directory, faults = source.parse(PartyDirectory)
    if directory is not None:
        faults += _faults(app, directory, source)
    if faults or directory is None:
        raise InvalidParties(f"{file.name} cannot be used; nothing was loaded.", faults)
    return directory


def load_parties(app: App, file: Path) -> int:
    """Put the parties of a file in the directory, replacing those with the same code; return how many."""
    directory = read_parties(app, file)
    with app.work() as work:
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
    return len(directory.parties)


def list_parties(session: Session) -> list[tuple[Party, list[Contact]]]:
    """Return every party with its contacts, by kind and code."""
    contacts = session.exec(select(Contact).order_by(col(Contact.place))).all()
    parties = session.exec(select(Party).order_by(col(Party.kind), col(Party.code))).all()
    return [(party, [contact for contact in contacts if contact.party_code == party.code]) for party in parties]


def _faults(app: App, directory: PartyDirectory, source: YamlFile) -> list[Fault]:
    faults = []
    parties = getattr(directory, "parties", [])  # absent if the field itself is wrong
    with app.read() as session:
        known = set(session.exec(select(Party.code)).all())
    codes = [party.code for party in parties]
    for index, party in enumerate(parties):
        where = ("parties", index)
        if codes.index(party.code) != index:
            faults.append(source.fault((*where, "code"), f"{party.code} occurs twice"))
        if party.deputy is not None and party.deputy not in known.union(codes):
            faults.append(source.fault((*where, "deputy"), f"the deputy {party.deputy} does not exist"))
        if party.deputy == party.code:
            faults.append(source.fault((*where, "deputy"), f"{party.code} cannot be its own deputy"))
        if party.absent_from and party.absent_until and party.absent_until < party.absent_from:
            faults.append(source.fault((*where, "absent_until"), "the absence ends before it begins"))
        if party.deputy is None and (party.absent_from or party.absent_until):
            faults.append(source.fault(where, f"{party.code} is absent, but no deputy is named"))
        for place, contact in enumerate(party.contacts):
            wrong = app.notifier.fault(contact.channel, contact.address)
            if wrong:
                faults.append(source.fault((*where, "contacts", place), wrong))
    return faults
