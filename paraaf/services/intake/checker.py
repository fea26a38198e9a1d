"""The checks on a dossier request, one after the other."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from models.enums import LetterMark, PartyKind, StageKind
from models.errors import Fault, InvalidDossier, UnsafeDocument, fault
from models.file_names import PDF, kind_of
from models.planning import plan_ahead
from models.request import DossierRequest, NoteSectionRequest
from models.route import KINDS, Route, Stage
from models.working_days import due_date_fault, local_day
from paraaf import documents, redline
from paraaf.services.app import left_out
from paraaf.services.app.files import faults_of, last_part
from paraaf.services.app.state_loader import dossier_with_number
from paraaf.services.app.unit_of_work import App
from paraaf.services.directory.parties import reach_faults, read_directory
from paraaf.services.intake.checked import Checked
from paraaf.services.letters.letters import letter_facts
from paraaf.services.templating import templates
from paraaf.services.templating.note_sections import NOTE_HEADINGS, section_text
from paraaf.yaml_faults import Place, place_name

_ROLES = {
    "ministry": PartyKind.DEPARTMENT,
    "minister": PartyKind.MINISTER,
    "secretariat": PartyKind.SECRETARIAT,
    "recipient": PartyKind.PARLIAMENT,
}


class Checker:
    """The checks on a request, each on the fields that could be read: a wrong field hides no other fault."""

    def __init__(
        self,
        app: App,
        request: DossierRequest,
        checked: Checked,
        at: Callable[[Place, Fault], Fault],
        fetch: Callable[[str], bytes],
    ) -> None:
        self.app, self.request, self.checked = app, request, checked
        self._at, self._fetch = at, fetch
        self.template_faults = templates.faults(app.settings)

    def add(self, place: Place, code: str, **values: Any) -> None:
        self.add_at(place, fault("", code, **values))

    def add_at(self, place: Place, what: Fault) -> None:
        self.checked.faults.append(self._at(place, what))

    def get(self, name: str) -> Any:
        return getattr(self.request, name, None)

    def route(self) -> None:
        name = self.get("route")
        if name is None:
            return
        try:
            self.checked.route = templates.route(self.app.settings, name)
        except InvalidDossier as error:
            self.add(("route",), error.code, **error.values)
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
                "letter.number_in_use",
                letter=existing.number,
                title=existing.title,
                started=local_day(existing.created_at),
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
                self.add_at(("owner",), wrong)
        seen: dict[str, str] = {}
        for name, kind in KINDS.items():
            codes = self.get(name)
            if codes is None:
                continue
            if not codes and self._asks(name):
                self.add((name,), "party.nobody_named")
            for index, code in enumerate(codes):
                if code in seen:
                    if seen[code] == name:
                        self.add((name, index), "party.named_twice", party=code)
                    else:
                        self.add((name, index), "party.named_elsewhere", party=code, list=seen[code])
                    continue
                seen[code] = name
                self._party((name, index), code, kind)

    def optional_parties(self) -> None:
        lists = {name: self.get(name) or [] for name in ("departments", "stakeholders")}
        codes = [code for names in lists.values() for code in names]
        optional = self.get("optional_parties") or []
        for index, code in enumerate(optional):
            if code not in codes:
                self.add(("optional_parties", index), "party.not_consulted", party=code)
            if code in optional[:index]:
                self.add(("optional_parties", index), "party.named_twice", party=code)

    def sign_off_groups(self) -> None:
        route, seen = self.get("sign_off_route") or [], set[str]()
        for index, group in enumerate(self.get("sign_off_groups") or []):
            place = ("sign_off_groups", index)
            strangers = [code for code in group.parties if code not in route]
            doubles = [code for code in group.parties if code in seen or group.parties.count(code) > 1]
            seen |= set(group.parties)
            if strangers:
                self.add((*place, "parties"), "sign_off.party_not_on_route", parties=strangers)
            elif doubles:
                self.add((*place, "parties"), "sign_off.in_group_twice", parties=list(dict.fromkeys(doubles)))
            elif {route.index(code) for code in group.parties} != set(_stretch(route, group.parties)):
                self.add((*place, "parties"), "sign_off.group_not_in_order")
            if group.needed is not None and group.needed > len(group.parties):
                self.add((*place, "needed"), "sign_off.group_too_small", needed=group.needed, count=len(group.parties))

    def _asks(self, name: str) -> bool:
        route = self.checked.route
        return name != "stakeholders" or route is None or any(stage.parties == name for stage in route.stages)

    def _one_offs(self) -> None:
        self._one_off: dict[str, PartyKind] = {}
        for index, party in enumerate(self.get("one_off_parties") or []):
            where = ("one_off_parties", index)
            if party.code in self._directory.parties:
                self.add((*where, "code"), "party.in_directory_already", party=party.code)
            if party.code in self._one_off:
                self.add((*where, "code"), "party.occurs_twice", party=party.code)
            self._one_off[party.code] = party.kind
            for place, contact in enumerate(party.contacts):
                if wrong := self.app.notifier.fault(contact.channel, contact.address):
                    self.add_at((*where, "contacts", place), wrong)
                code_channel = contact.code_channel or contact.channel
                if contact.code_address and (wrong := self.app.notifier.fault(code_channel, contact.code_address)):
                    self.add_at((*where, "contacts", place, "code_address"), wrong)

    def _party(self, place: Place, code: str, kind: PartyKind, *, needs_contact: bool = True) -> None:
        if code in self._one_off:
            if self._one_off[code] is not kind:
                self.add(place, "party.other_kind", party=code, kind=self._one_off[code], needed=kind)
            return
        today = local_day(self.app.clock.now())
        for wrong in reach_faults(self.app, self._directory, code, kind, day=today, needs_contact=needs_contact):
            self.add_at(place, wrong)

    def letter(self) -> None:
        letter = self.get("letter")
        if letter is None:
            return
        if bool(letter.file) == bool(letter.sections):
            self.add(("letter",), "letter.file_and_sections" if letter.file else "letter.no_text")
            return
        if letter.file:
            self.checked.letter = self._word(("letter", "file"), letter.file)
        text = self._letter_text()
        for index, commitment in enumerate(self.get("commitments") or []):
            if text is not None and not documents.letter_contains(text, commitment.passage):
                place = ("commitments", index, "passage")
                self.checked.warnings.append(self._at(place, fault("", "commitment.passage_not_in_draft")))

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
                self.add(place, "letter.has_tracked_changes")
        except UnsafeDocument as error:
            self.add(place, error.code, **error.values)
            self.checked.faults += [each.at(place_name(place)) for each in error.faults]
            return None
        except redline.UnsafeDocument as error:
            self.checked.faults += [self._at(place, each) for each in faults_of(error)]
            return None
        self.checked.letter_without = passed.dropped
        self._left_out(place, passed.dropped)
        return content

    def _left_out(self, place: Place, dropped: Sequence[redline.Dropped]) -> None:
        if dropped:
            self.checked.warnings.append(
                self._at(place, fault("", "file.left_out", **left_out.in_both_languages(dropped)))
            )

    def attachments(self) -> None:
        for index, attachment in enumerate(self.get("attachments") or []):
            place = ("attachments", index, "file")
            try:
                content = self._fetch(attachment.file)
            except UnsafeDocument as error:
                self.add(place, error.code, **error.values)
                continue
            passed = redline.Passed(content)
            if kind_of(content) != PDF:
                try:
                    passed = redline.check_apart(content)
                except redline.UnsafeDocument as error:
                    for reason in faults_of(error):
                        self.add(place, "attachment.of_other_kind", reason=reason)
            self._left_out(place, passed.dropped)
            self.checked.attachments.append((last_part(attachment.file), passed.docx))
            self.checked.attachments_without.append(passed.dropped)

    def planning(self) -> None:
        today = local_day(self.app.clock.now())
        debate = self.get("debate_date")
        if debate is not None and debate < today:
            self.add(("debate_date",), "day.in_the_past", day=debate)
        route = self.checked.route
        if route is None:
            return
        stages = {stage.key: stage for stage in route.stages}
        changed: dict[str, Stage] = {}
        for index, plan in enumerate(self.get("planning") or []):
            place = ("planning", index)
            stage = stages.get(plan.stage)
            if stage is None:
                self.add((*place, "stage"), "stage.not_on_route", stage=plan.stage, stages=stages)
                continue
            if plan.stage in changed:
                self.add((*place, "stage"), "stage.occurs_twice", stage=plan.stage)
            if plan.silence is not None and stage.kind is not StageKind.CONSULTATION:
                self.add((*place, "silence"), "stage.silence_means_nothing", stage=plan.stage)
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
            self.checked.warnings.append(
                self._at(
                    ("debate_date",),
                    fault(
                        "",
                        "planning.no_longer_fits",
                        finish=planned.finish,
                        late_by=planned.late_by,
                        debate=planned.debate_date,
                    ),
                )
            )

    def _due_date(self, place: Place, due: date, today: date, stage: Stage) -> None:
        if stage.kind is not StageKind.CONSULTATION:
            self.add(place, "stage.no_due_date", stage=stage.key)
        if wrong := due_date_fault(due, today=today):
            self.add_at(place, wrong)

    def note(self) -> None:
        route = self.checked.route
        known = {key for stage in route.stages for key in stage.note_sections} if route else set(NOTE_HEADINGS)
        seen: set[str] = set()
        for index, section in enumerate(self.get("note_sections") or []):
            place = ("note_sections", index, "key")
            if section.key in seen:
                self.add(place, "section.occurs_twice", section=section.key)
            seen.add(section.key)
            self._section_text(index, section)
            if not section.heading and section.key not in known.intersection(NOTE_HEADINGS):
                self.add(place, "section.needs_heading", section=section.key, known=sorted(known))

    def _section_text(self, index: int, section: NoteSectionRequest) -> None:
        place = ("note_sections", index)
        if bool(section.text) == bool(section.file):
            self.add(place, "section.text_and_file" if section.text else "section.no_text")
            return
        if not section.file:
            return
        try:
            content = self._fetch(section.file)
            section_text(content)
        except UnsafeDocument as error:
            self.add((*place, "file"), error.code, **error.values)
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
