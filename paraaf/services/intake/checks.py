"""Every check on a dossier request: all faults at once, each with its place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from sqlmodel import Session, select

from models.dossier import Dossier
from models.enums import LetterMark, PartyKind, StageKind
from models.errors import DocumentDamaged, Fault, InvalidDossier, UnsafeDocument
from models.file_names import PDF, kind_of
from models.planning import plan_ahead
from models.request import DossierRequest, NoteSectionRequest
from models.route import Route, Stage
from models.working_days import due_date_fault, local_day
from paraaf import documents, redline, wording
from paraaf.services.app.files import STORED, last_part, read_upload, sha256_of, stored_file
from paraaf.services.app.unit_of_work import App
from paraaf.services.directory.parties import reach_faults, read_directory
from paraaf.services.letters import left_out
from paraaf.services.letters.letters import letter_facts
from paraaf.services.letters.stages import KINDS
from paraaf.services.templating import templates
from paraaf.services.templating.note_sections import NOTE_HEADINGS, section_text
from paraaf.yaml_faults import Place, place_name
from paraaf.yaml_file import YamlFile

_ROLES = {
    "ministry": PartyKind.DEPARTMENT,
    "minister": PartyKind.MINISTER,
    "secretariat": PartyKind.SECRETARIAT,
    "recipient": PartyKind.PARLIAMENT,
}


@dataclass
class Checked:
    """A dossier request that was checked: the route with this letter's planning, and its files."""

    request: DossierRequest
    route: Route | None = None
    letter: bytes | None = None
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    """File names and contents, in the order of the request."""
    letter_without: tuple[redline.Dropped, ...] = ()
    """What was left out of the letter, since it is no part of one."""
    attachments_without: list[tuple[redline.Dropped, ...]] = field(default_factory=list)
    section_files: dict[int, bytes] = field(default_factory=dict)
    """The texts of note sections that are given as files, by their index in the request."""
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def read_dossier(app: App, file: Path, *, number: str = "") -> Checked:
    """Return a dossier file, checked, with its warnings; raise `InvalidDossier` with every fault in it.

    `number` takes the place of the dossier number in the file.
    """
    source = YamlFile.read(file, InvalidDossier)
    request, faults = source.parse(DossierRequest)
    assert request is not None
    if number and getattr(request, "references", None) is not None:
        request.references.dossier_number = number
    base = file.resolve().parent
    checked = _check(app, request, fault=source.fault, fetch=lambda name: read_upload(base / name, app.settings))
    checked.faults = sorted([*faults, *checked.faults], key=lambda fault: fault.line or 0)
    if checked.faults:
        raise InvalidDossier(f"{file.name} cannot be used; nothing was started.", checked.faults)
    return checked


def check_request(app: App, request: DossierRequest) -> Checked:
    """Return a dossier request from a form or a run, checked; raise `InvalidDossier` with every fault in it.

    Its files are in the document store, or in the inbox; nothing else of the machine can be reached.
    """

    def fetch(name: str) -> bytes:
        if name.startswith(STORED):
            return _fetch_stored(app, name)
        inside = PurePosixPath(name.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts:
            raise UnsafeDocument(f"'{name}' must be a file in the inbox of Paraaf, without a path")
        return read_upload(app.settings.inbox_folder / inside, app.settings)

    def fault(place: Place, message: str) -> Fault:
        return Fault(place_name(place), message)

    checked = _check(app, request, fault=fault, fetch=fetch)
    if checked.faults:
        raise InvalidDossier("This letter cannot be started.", checked.faults)
    return checked


def check_values(app: App, values: dict[str, Any]) -> Checked:
    """Return what a form holds, checked as far as it can be read; what is wrong stands in `faults`.

    Files are named as they stand in the document store; no other file can be reached.
    """
    source = YamlFile("", values)
    request, faults = source.parse(DossierRequest)
    assert request is not None
    checked = _check(app, request, fault=source.fault, fetch=lambda name: _fetch_stored(app, name))
    checked.faults = [*faults, *checked.faults]
    return checked


def _fetch_stored(app: App, name: str) -> bytes:
    if not name.startswith(STORED):
        raise UnsafeDocument("this file was not handed in")
    if not re.fullmatch(r"[0-9a-f]{64}", sha256_of(name)) or app.store.raw(sha256_of(name)) is None:
        raise UnsafeDocument(f"the stored file {name} does not exist")
    try:
        return stored_file(app, name)
    except DocumentDamaged as error:
        raise UnsafeDocument(str(error)) from None


def _check(
    app: App,
    request: DossierRequest,
    *,
    fault: Callable[[Place, str], Fault],
    fetch: Callable[[str], bytes],
) -> Checked:
    checked = Checked(request)
    checker = _Checker(app, request, checked, fault, fetch)
    checker.route()
    checker.number()
    checker.parties()
    checker.optional_parties()
    checker.sign_off_groups()
    checker.letter()
    checker.attachments()
    checker.planning()
    checker.note()
    for problem in checker.template_faults:
        checked.faults.append(fault((), problem))
    return checked


class _Checker:
    """The checks on a request, each on the fields that could be read: a wrong field hides no other fault."""

    def __init__(
        self,
        app: App,
        request: DossierRequest,
        checked: Checked,
        fault: Callable[[Place, str], Fault],
        fetch: Callable[[str], bytes],
    ) -> None:
        self.app, self.request, self.checked = app, request, checked
        self._fault, self._fetch = fault, fetch
        self.template_faults = templates.faults(app.settings)

    def add(self, place: Place, message: str) -> None:
        self.checked.faults.append(self._fault(place, message))

    def get(self, name: str) -> Any:
        return getattr(self.request, name, None)

    def route(self) -> None:
        name = self.get("route")
        if name is None:
            return
        try:
            self.checked.route = templates.route(self.app.settings, name)
        except InvalidDossier as error:
            self.add(("route",), error.summary)
            self.checked.faults += error.faults

    def number(self) -> None:
        references = self.get("references")
        if references is None:
            return
        with self.app.read() as session:
            existing = dossier_with_number(session, references.dossier_number)
        if existing is not None:
            self.add(
                ("references", "dossier_number"),
                f"{existing.number} is in use by '{existing.title}', started on {local_day(existing.created_at)}",
            )

    def parties(self) -> None:
        with self.app.read() as session:
            self._directory = read_directory(session)
        self._one_offs()
        for role, kind in _ROLES.items():
            code = self.get(role)
            if code is not None:
                self._party((role,), code, kind, needs_contact=role != "ministry")
        if (owner := self.get("owner")) is not None:
            wrong = self.app.notifier.fault(owner.channel, owner.address)
            if wrong:
                self.add(("owner",), wrong)
        seen: dict[str, str] = {}
        for name, kind in KINDS.items():
            codes = self.get(name)
            if codes is None:
                continue
            if not codes and self._asks(name):
                self.add((name,), "names nobody, but the route asks them: name parties or choose another route")
            for index, code in enumerate(codes):
                if code in seen:
                    again = "twice" if seen[code] == name else f"in {seen[code]} too"
                    self.add((name, index), f"{code} is named {again}")
                    continue
                seen[code] = name
                self._party((name, index), code, kind)

    def optional_parties(self) -> None:
        lists = {name: self.get(name) or [] for name in ("departments", "stakeholders")}
        codes = [code for names in lists.values() for code in names]
        optional = self.get("optional_parties") or []
        for index, code in enumerate(optional):
            if code not in codes:
                self.add(("optional_parties", index), f"{code} is not one of the departments or stakeholders")
            if code in optional[:index]:
                self.add(("optional_parties", index), f"{code} is named twice")

    def sign_off_groups(self) -> None:
        route, seen = self.get("sign_off_route") or [], set[str]()
        for index, group in enumerate(self.get("sign_off_groups") or []):
            place = ("sign_off_groups", index)
            strangers = [code for code in group.parties if code not in route]
            doubles = [code for code in group.parties if code in seen or group.parties.count(code) > 1]
            seen |= set(group.parties)
            if strangers:
                self.add((*place, "parties"), f"{', '.join(strangers)} is not on the sign-off route")
            elif doubles:
                self.add((*place, "parties"), f"{', '.join(dict.fromkeys(doubles))} is in a group twice")
            elif {route.index(code) for code in group.parties} != set(_stretch(route, group.parties)):
                self.add((*place, "parties"), "those of a group must follow each other on the sign-off route")
            if group.needed is not None and group.needed > len(group.parties):
                self.add((*place, "needed"), f"{group.needed} of {len(group.parties)} cannot sign off")

    def _asks(self, name: str) -> bool:
        route = self.checked.route
        return name != "stakeholders" or route is None or any(stage.parties == name for stage in route.stages)

    def _one_offs(self) -> None:
        self._one_off: dict[str, PartyKind] = {}
        for index, party in enumerate(self.get("one_off_parties") or []):
            where = ("one_off_parties", index)
            if party.code in self._directory.parties:
                self.add((*where, "code"), f"{party.code} stands in the party directory already")
            if party.code in self._one_off:
                self.add((*where, "code"), f"{party.code} occurs twice")
            self._one_off[party.code] = party.kind
            for place, contact in enumerate(party.contacts):
                if wrong := self.app.notifier.fault(contact.channel, contact.address):
                    self.add((*where, "contacts", place), wrong)
                code_channel = contact.code_channel or contact.channel
                if contact.code_address and (wrong := self.app.notifier.fault(code_channel, contact.code_address)):
                    self.add((*where, "contacts", place, "code_address"), wrong)

    def _party(self, place: Place, code: str, kind: PartyKind, *, needs_contact: bool = True) -> None:
        if code in self._one_off:
            if self._one_off[code] is not kind:
                self.add(place, f"{code} is a {self._one_off[code]}, and a {kind} is needed here")
            return
        today = local_day(self.app.clock.now())
        for wrong in reach_faults(self.app, self._directory, code, kind, day=today, needs_contact=needs_contact):
            self.add(place, wrong)

    def letter(self) -> None:
        letter = self.get("letter")
        if letter is None:
            return
        if bool(letter.file) == bool(letter.sections):
            what = "a file or sections, not both" if letter.file else "a Word file or text sections"
            self.add(("letter",), f"give {what}")
            return
        if letter.file:
            self.checked.letter = self._word(("letter", "file"), letter.file)
        text = self._letter_text()
        for index, commitment in enumerate(self.get("commitments") or []):
            if text is not None and not documents.letter_contains(text, commitment.passage):
                self.checked.warnings.append(
                    self._fault(
                        ("commitments", index, "passage"),
                        "this passage is not in the draft yet; the advice note will say that it is not met",
                    )
                )

    def _letter_text(self) -> bytes | None:
        if self.checked.letter is not None or self.request.letter.file:
            return self.checked.letter
        needed = ("title", "subject", "references", "ministry", "minister", "recipient", "owner")
        if self.template_faults or any(self.get(name) is None for name in needed):
            return None
        with self.app.read() as session:
            facts = letter_facts(session, self.request)
        stamp = documents.Stamp(1, local_day(self.app.clock.now()), LetterMark.CONCEPT)
        return documents.render_letter(facts, stamp, templates.document(self.app.settings, "letter"))

    def _word(self, place: Place, name: str) -> bytes | None:
        try:
            passed = redline.check_apart(self._fetch(name))
            content = passed.docx
            if documents.has_tracked_changes(content):
                self.add(place, "has tracked changes; accept or reject them first, so that the text is one")
        except UnsafeDocument as error:
            self.add(place, error.summary)
            self.checked.faults += [Fault(place_name(place), f.message) for f in error.faults]
            return None
        except redline.UnsafeDocument as error:
            for reason in error.reasons:
                self.add(place, reason)
            return None
        self.checked.letter_without = passed.dropped
        self._left_out(place, passed.dropped)
        return content

    def _left_out(self, place: Place, dropped: Sequence[redline.Dropped]) -> None:
        if dropped:
            warning = f"left out, since it is no part of a letter: {left_out.in_words(dropped)}"
            self.checked.warnings.append(self._fault(place, warning))

    def attachments(self) -> None:
        for index, attachment in enumerate(self.get("attachments") or []):
            place = ("attachments", index, "file")
            try:
                content = self._fetch(attachment.file)
            except UnsafeDocument as error:
                self.add(place, error.summary)
                continue
            passed = redline.Passed(content)
            if kind_of(content) != PDF:
                try:
                    passed = redline.check_apart(content)
                except redline.UnsafeDocument as error:
                    for reason in error.reasons:
                        self.add(place, f"an attachment is a PDF or a Word file. {reason}")
            self._left_out(place, passed.dropped)
            self.checked.attachments.append((last_part(attachment.file), passed.docx))
            self.checked.attachments_without.append(passed.dropped)

    def planning(self) -> None:
        today = local_day(self.app.clock.now())
        debate = self.get("debate_date")
        if debate is not None and debate < today:
            self.add(("debate_date",), f"{debate} is in the past")
        route = self.checked.route
        if route is None:
            return
        stages = {stage.key: stage for stage in route.stages}
        changed: dict[str, Stage] = {}
        for index, plan in enumerate(self.get("planning") or []):
            place = ("planning", index)
            stage = stages.get(plan.stage)
            if stage is None:
                self.add((*place, "stage"), f"the route has no stage '{plan.stage}' (it has {', '.join(stages)})")
                continue
            if plan.stage in changed:
                self.add((*place, "stage"), f"stage {plan.stage} occurs twice")
            if plan.silence is not None and stage.kind is not StageKind.CONSULTATION:
                self.add((*place, "silence"), f"silence means nothing in stage {plan.stage}: it waits for a person")
            if plan.due_date is not None:
                self._due_date((*place, "due_date"), plan.due_date, today, stage)
            update = {k: v for k, v in plan.model_dump(exclude={"stage"}).items() if v is not None}
            changed[plan.stage] = stage.model_copy(update=update)
        self.checked.route = route.model_copy(
            update={"stages": [changed.get(stage.key, stage) for stage in route.stages]}
        )
        if debate is not None and debate >= today:
            self._fits(self.checked.route, debate, today)

    def _fits(self, route: Route, debate: date, today: date) -> None:
        """Warn of a debate that the letter does not make, with everybody using the whole term."""
        if None in (self.get("sign_off_route"), self.get("sign_off_groups")):
            return
        turns = len({turn for turn, _ in sign_off_turns(self.request).values()})
        planned = plan_ahead(route, sign_off_turns=turns, start=today, debate=debate)
        if planned.no_longer_fits:
            warning = wording.planning_warning(planned, "en")
            self.checked.warnings.append(self._fault(("debate_date",), warning))

    def _due_date(self, place: Place, due: date, today: date, stage: Stage) -> None:
        if stage.kind is not StageKind.CONSULTATION:
            self.add(place, f"a due date is for a consultation; for {stage.key} give working_days")
        if wrong := due_date_fault(due, today=today):
            self.add(place, wrong)

    def note(self) -> None:
        route = self.checked.route
        known = {key for stage in route.stages for key in stage.note_sections} if route else set(NOTE_HEADINGS)
        seen: set[str] = set()
        for index, section in enumerate(self.get("note_sections") or []):
            place = ("note_sections", index, "key")
            if section.key in seen:
                self.add(place, f"section {section.key} occurs twice")
            seen.add(section.key)
            self._section_text(index, section)
            if not section.heading and section.key not in known.intersection(NOTE_HEADINGS):
                self.add(
                    place,
                    f"the route knows no section '{section.key}': give it a heading, or use one of "
                    f"{', '.join(sorted(known))}",
                )

    def _section_text(self, index: int, section: NoteSectionRequest) -> None:
        place = ("note_sections", index)
        if bool(section.text) == bool(section.file):
            self.add(
                place, f"give {'a text or a file, not both' if section.text else 'a text, or a file with the text'}"
            )
            return
        if not section.file:
            return
        try:
            content = self._fetch(section.file)
            section_text(content)
        except UnsafeDocument as error:
            self.add((*place, "file"), error.summary)
            return
        self.checked.section_files[index] = content


def _stretch(route: Sequence[str], codes: Sequence[str]) -> range:
    """Return the places on the route from the first of these codes as far as there are codes."""
    first = min(route.index(code) for code in codes)
    return range(first, first + len(codes))


def sign_off_turns(request: DossierRequest) -> dict[str, tuple[int, int]]:
    """Return the turn of each official on the sign-off route, and how many of that turn have to sign off."""
    groups = {code: group for group in request.sign_off_groups for code in group.parties}
    turns: dict[str, tuple[int, int]] = {}
    turn = -1
    previous = None
    for code in request.sign_off_route:
        group = groups.get(code)
        turn += int(group is None or group is not previous)
        previous = group
        turns[code] = (turn, (group.needed or len(group.parties)) if group else 1)
    return turns


def dossier_with_number(session: Session, number: str) -> Dossier | None:
    """Return the dossier with this number, if there is one."""
    return session.exec(select(Dossier).where(Dossier.number == number)).first()
