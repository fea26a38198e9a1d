"""The checks on the parties of a dossier request: those who are asked, who sign off, and who have a role."""

from collections.abc import Sequence

from models.enums import PartyKind
from models.route import KINDS
from models.working_days import local_day
from paraaf.services.directory.parties import reach_faults, read_directory
from paraaf.services.intake.checking import Checking
from paraaf.yaml_faults import Place

_ROLES = {
    "ministry": PartyKind.DEPARTMENT,
    "minister": PartyKind.MINISTER,
    "secretariat": PartyKind.SECRETARIAT,
    "recipient": PartyKind.PARLIAMENT,
}


def check_parties(checking: Checking) -> None:
    """Note what is wrong with the parties of a request."""
    checks = _PartyChecks(checking)
    checks.parties()
    checks.optional_parties()
    checks.sign_off_groups()


class _PartyChecks:
    def __init__(self, checking: Checking) -> None:
        self._check = checking
        self._one_off: dict[str, PartyKind] = {}
        with checking.app.read() as session:
            self._directory = read_directory(session)

    def parties(self) -> None:
        """Check that every party is there, of the right kind, within reach, and named once."""
        self._one_offs()
        for role, kind in _ROLES.items():
            code = self._check.get(role)
            if code is not None:
                self._party((role,), code, kind, needs_contact=role != "ministry")
        if (owner := self._check.get("owner")) is not None:
            wrong = self._check.app.notifier.fault(owner.channel, owner.address)
            if wrong:
                self._check.add_at(("owner",), wrong)
        seen: dict[str, str] = {}
        for name, kind in KINDS.items():
            codes = self._check.get(name)
            if codes is None:
                continue
            if not codes and self._asks(name):
                self._check.add((name,), "party.nobody_named")
            for index, code in enumerate(codes):
                if code in seen:
                    if seen[code] == name:
                        self._check.add((name, index), "party.named_twice", party=code)
                    else:
                        self._check.add((name, index), "party.named_elsewhere", party=code, list=seen[code])
                    continue
                seen[code] = name
                self._party((name, index), code, kind)

    def optional_parties(self) -> None:
        """Check that whoever need not answer is consulted."""
        lists = {name: self._check.get(name) or [] for name in ("departments", "stakeholders")}
        codes = [code for names in lists.values() for code in names]
        optional = self._check.get("optional_parties") or []
        for index, code in enumerate(optional):
            if code not in codes:
                self._check.add(("optional_parties", index), "party.not_consulted", party=code)
            if code in optional[:index]:
                self._check.add(("optional_parties", index), "party.named_twice", party=code)

    def sign_off_groups(self) -> None:
        """Check that those who sign off together stand together on the route."""
        route, seen = self._check.get("sign_off_route") or [], set[str]()
        for index, group in enumerate(self._check.get("sign_off_groups") or []):
            place = ("sign_off_groups", index)
            strangers = [code for code in group.parties if code not in route]
            doubles = [code for code in group.parties if code in seen or group.parties.count(code) > 1]
            seen |= set(group.parties)
            if strangers:
                self._check.add((*place, "parties"), "sign_off.party_not_on_route", parties=strangers)
            elif doubles:
                self._check.add((*place, "parties"), "sign_off.in_group_twice", parties=list(dict.fromkeys(doubles)))
            elif {route.index(code) for code in group.parties} != set(_stretch(route, group.parties)):
                self._check.add((*place, "parties"), "sign_off.group_not_in_order")
            if group.needed is not None and group.needed > len(group.parties):
                self._check.add(
                    (*place, "needed"), "sign_off.group_too_small", needed=group.needed, count=len(group.parties)
                )

    def _asks(self, name: str) -> bool:
        route = self._check.checked.route
        return name != "stakeholders" or route is None or any(stage.parties == name for stage in route.stages)

    def _one_offs(self) -> None:
        notifier = self._check.app.notifier
        for index, party in enumerate(self._check.get("one_off_parties") or []):
            where = ("one_off_parties", index)
            if party.code in self._directory.parties:
                self._check.add((*where, "code"), "party.in_directory_already", party=party.code)
            if party.code in self._one_off:
                self._check.add((*where, "code"), "party.occurs_twice", party=party.code)
            self._one_off[party.code] = party.kind
            for place, contact in enumerate(party.contacts):
                if wrong := notifier.fault(contact.channel, contact.address):
                    self._check.add_at((*where, "contacts", place), wrong)
                code_channel = contact.code_channel or contact.channel
                if contact.code_address and (wrong := notifier.fault(code_channel, contact.code_address)):
                    self._check.add_at((*where, "contacts", place, "code_address"), wrong)

    def _party(self, place: Place, code: str, kind: PartyKind, *, needs_contact: bool = True) -> None:
        if code in self._one_off:
            if self._one_off[code] is not kind:
                self._check.add(place, "party.other_kind", party=code, kind=self._one_off[code], needed=kind)
            return
        today = local_day(self._check.app.clock.now())
        for wrong in reach_faults(self._check.app, self._directory, code, kind, day=today, needs_contact=needs_contact):
            self._check.add_at(place, wrong)


def _stretch(route: Sequence[str], codes: Sequence[str]) -> range:
    """Return the places on the route from the first of these codes as far as there are codes."""
    first = min(route.index(code) for code in codes)
    return range(first, first + len(codes))
