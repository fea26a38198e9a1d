"""The form of a letter in preparation, made from the fields of the dossier request: what each page field shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.enums import CommitmentKind, Language, PartyKind, Silence, StageKind
from models.party import Party
from models.request import DossierRequest
from models.route import Route, Stage
from paraaf import wording
from paraaf.portal.start.draft import StartDraft
from paraaf.portal.start.request_shape import Kind, ModelField, Values, fields_of, shaped
from paraaf.portal.texts import LanguageTexts
from paraaf.portal.texts.dossier_fields import hint_of, label_of
from paraaf.services.templating.note_sections import NOTE_HEADINGS

CHAPTERS: dict[str, tuple[str, ...]] = {
    "letter": ("title", "subject", "references", "letter", "attachments"),
    "people": ("ministry", "minister", "secretariat", "recipient", "owner"),
    "asked": (
        "departments", "stakeholders", "optional_parties", "one_off_parties", "sign_off_route", "sign_off_groups",
    ),
    "planning": ("route", "debate_date", "planning"),
    "note": (
        "occasion", "advised_decision", "key_points", "political_context", "commitments", "field_remarks",
        "note_sections",
    ),
}  # fmt: skip
"""The parts of the form, each with its fields."""

_LONG = 10_000
"""A text that can be longer than this gets room for more than one line."""
_PARTIES = {
    "ministry": (PartyKind.DEPARTMENT,),
    "minister": (PartyKind.MINISTER,),
    "recipient": (PartyKind.PARLIAMENT,),
    "departments": (PartyKind.DEPARTMENT,),
    "stakeholders": (PartyKind.STAKEHOLDER,),
    "optional_parties": (PartyKind.DEPARTMENT, PartyKind.STAKEHOLDER),
    "sign_off_route": (PartyKind.UNIT,),
    "parties": (PartyKind.UNIT,),
}
_ONE_OFF_KINDS = (PartyKind.DEPARTMENT, PartyKind.STAKEHOLDER, PartyKind.UNIT)
_WORDS: dict[str, Sequence[str]] = {
    "OneOffParty.kind": [kind.value for kind in _ONE_OFF_KINDS],
    "CommitmentRequest.kind": [kind.value for kind in CommitmentKind],
    "OwnerRequest.language": [language.value for language in Language],
    "ContactRequest.language": [language.value for language in Language],
}

Option = tuple[str, str]


@dataclass(frozen=True)
class FieldView:
    """What one field of the form shows."""

    id: str
    name: str
    label: str
    hint: str
    widget: str
    """line, text, date, number, choice, boxes, ladder, file, rows, group or hidden."""
    value: str = ""
    """What stands in it; of a row, what it is called with what it is part of."""
    chosen: Sequence[str] = ()
    options: Sequence[Option] = ()
    fields: Sequence["FieldView"] = ()
    rows: Sequence["FieldView"] = ()
    is_optional: bool = True
    faults: Sequence[str] = ()
    is_fixed: bool = False
    """Whether no rows are added to it or removed."""


@dataclass(frozen=True)
class Choices:
    """What can be chosen on the form."""

    parties: Sequence[Party]
    secretariat: str
    """The only secretariat; empty for any."""
    channels: Sequence[str]
    routes: Sequence[Option]
    route: Route | None


@dataclass
class FormBuilder:
    """Makes the form of one draft, in one language, with what is wrong in place."""

    words: LanguageTexts
    choices: Choices
    draft: StartDraft
    faults: Mapping[str, Sequence[str]]
    """What is wrong, by place."""
    labels: dict[str, str] = field(default_factory=dict)
    """What each field that was made is called, with what it is part of; in the order of the form."""

    def chapters(self) -> list[tuple[str, list[FieldView]]]:
        """Return the form, part by part."""
        fields = {each.name: each for each in fields_of(DossierRequest)}
        values = self.draft.values
        made = {
            name: self._field(DossierRequest, fields[name], values, "", "")
            for names in CHAPTERS.values()
            for name in names
        }
        return [(chapter, [made[name] for name in names]) for chapter, names in CHAPTERS.items()]

    def _fields(self, model: type[BaseModel], values: Values, prefix: str, within: str) -> list[FieldView]:
        return [self._field(model, each, values, prefix, within) for each in fields_of(model)]

    def _field(self, model: type[BaseModel], each: ModelField, values: Values, prefix: str, within: str) -> FieldView:
        place, value = f"{prefix}{each.name}", values[each.name]
        label = label_of(model, each.name, self.words.language)
        self.labels[place] = f"{within}{label}"
        view = FieldView(
            id=place,
            name=each.name,
            label=label,
            hint=hint_of(model, each.name, self.words.language),
            widget="line",
            is_optional=not _is_needed(each),
            faults=self.faults.get(place, ()),
        )
        match each.kind:
            case Kind.GROUP if each.model:
                inside = self._fields(each.model, value, f"{place}-", f"{label}, ")
                return replace(view, widget="group", fields=inside)
            case Kind.ROWS if each.model:
                return self._rows(view, each.model, value, within)
            case Kind.CODES:
                return self._codes(view, value)
        return self._value(view, model, each.info, values)

    def _rows(self, view: FieldView, model: type[BaseModel], value: list[Values], within: str) -> FieldView:
        if view.name == "planning":
            return replace(view, widget="rows", rows=self._stages(view.id, model, value), is_fixed=True)
        shown = value or ([shaped(model, {})] if not view.is_optional else [])
        rows = []
        for number, row in enumerate(shown, start=1):
            place = f"{view.id}-{number}"
            label = self.words("start.row." + view.name, n=number)
            fields = self._fields(model, row, f"{place}-", f"{within}{label}, ")
            rows.append(self._row(place, view.name, label, within, fields))
        return replace(view, widget="rows", rows=rows)

    def _row(self, place: str, name: str, label: str, within: str, fields: Sequence[FieldView]) -> FieldView:
        whole = self.labels[place] = f"{within}{label}"
        return FieldView(place, name, label, "", "group", whole, fields=fields, faults=self.faults.get(place, ()))

    def _stages(self, prefix: str, model: type[BaseModel], value: list[Values]) -> list[FieldView]:
        """Return a row for each step of the route that takes time, and for what was filled in for any other."""
        given = {row["stage"]: (number, row) for number, row in enumerate(value, start=1)}
        stages: dict[str, Stage | None] = {
            stage.key: stage
            for stage in (self.choices.route.stages if self.choices.route else [])
            if stage.kind is not StageKind.ADVICE_NOTE
        }
        rows, last = [], len(value)
        for key in [*stages, *(key for key in given if key not in stages)]:
            stage = stages.get(key)
            if key in given:
                number, row = given[key]
            else:
                last += 1
                number, row = last, shaped(model, {"stage": key})
            place = f"{prefix}-{number}"
            label = getattr(stage.name, self.words.language) if stage else key
            fields = self._fields(model, row, f"{place}-", f"{label}, ")
            rows.append(self._row(place, "planning", label, "", [self._of_stage(each, stage) for each in fields]))
        return rows

    def _of_stage(self, view: FieldView, stage: Stage | None) -> FieldView:
        """Return a field of the planning as it is for this step: silence and a fixed day are for consultations."""
        is_asked = stage is None or stage.kind is StageKind.CONSULTATION
        if view.name == "stage" or (view.name in ("due_date", "silence") and not is_asked and not view.value):
            return replace(view, widget="hidden")
        if stage is not None and view.name == "working_days":
            days = wording.working_days(stage.working_days, self.words.language)
            return replace(view, hint=self.words("start.as_route.days", days=days))
        if view.name == "silence":
            route = self.words("start.as_route", what=self._word(stage.silence)) if stage else ""
            options = [("", route), *((silence.value, self._word(silence.value)) for silence in Silence)]
            return replace(view, widget="choice", options=options)
        return view

    def _codes(self, view: FieldView, codes: Sequence[str]) -> FieldView:
        options = self._parties(view.name, codes)
        if view.name != "sign_off_route":
            return replace(view, widget="boxes", chosen=codes, options=options)
        rows = []
        for number, code in enumerate(codes or [""], start=1):
            place = f"{view.id}-{number}"
            label = self.words("start.row.sign_off_route", n=number)
            self.labels[place] = label
            rows.append(
                FieldView(
                    place, view.name, label, "", "choice", code, options=[("", self.words("start.choose")), *options],
                    is_optional=False, faults=self.faults.get(place, ()),
                )
            )  # fmt: skip
        return replace(view, widget="ladder", rows=rows)

    def _value(self, view: FieldView, model: type[BaseModel], info: FieldInfo, values: Values) -> FieldView:
        value, key = values[view.name], f"{model.__name__}.{view.name}"
        view = replace(view, value=value)
        if view.name == "file":
            return replace(view, widget="file")
        options = self._options(view, key, value)
        if options is not None:
            return replace(view, widget="choice", options=self._with_own(options, view, value))
        return replace(view, widget=_widget(info))

    def _options(self, view: FieldView, key: str, value: str) -> Sequence[Option] | None:
        """Return what can be chosen in a field; None where something is typed."""
        if key in _WORDS:
            return [(word, self._word(word)) for word in _WORDS[key]]
        match key:
            case "DossierRequest.secretariat":
                only = self.choices.secretariat
                found = [party for party in self.choices.parties if party.kind is PartyKind.SECRETARIAT]
                return [(party.code, _party(party)) for party in found if only in ("", party.code)]
            case "DossierRequest.route":
                return self.choices.routes
            case "NoteSectionRequest.key":
                return self._sections(value)
            case "StagePlan.silence":
                return [(silence.value, self._word(silence.value)) for silence in Silence]
            case "OwnerRequest.channel" | "ContactRequest.channel" | "ContactRequest.code_channel":
                return [(channel, channel) for channel in self.choices.channels]
        return (
            self._parties(view.name, [value]) if key.startswith("DossierRequest.") and view.name in _PARTIES else None
        )

    def _with_own(self, options: Sequence[Option], view: FieldView, value: str) -> list[Option]:
        """Return the options, with one that chooses nothing and the value itself, if it is none of them."""
        found = list(options)
        if value and value not in dict(found):
            found.append((value, self.words("start.unknown", value=value)))
        return found if value and not view.is_optional else [("", self.words("start.choose")), *found]

    def _parties(self, name: str, chosen: Sequence[str]) -> list[Option]:
        """Return the parties that can stand in a field, and what stands there."""
        kinds = _PARTIES[name]
        options = [(party.code, _party(party)) for party in self.choices.parties if party.kind in kinds]
        options += [
            (row["code"], f"{row['code']}: {row['name']}")
            for row in self.draft.values["one_off_parties"]
            if row["code"].strip() and row["kind"] in kinds and row["code"] not in dict(options)
        ]
        known = dict(options)
        strange = [code for code in dict.fromkeys(chosen) if code and code not in known]
        return [*options, *((code, self.words("start.unknown", value=code)) for code in strange)]

    def _sections(self, value: str) -> list[Option]:
        """Return the sections of the note that the route knows, and one of one's own under a key that is free."""
        route = self.choices.route
        known = [key for stage in route.stages for key in stage.note_sections] if route else list(NOTE_HEADINGS)
        options = [(key, self._word(key) if key in NOTE_HEADINGS else key) for key in known]
        taken = {row["key"] for row in self.draft.values["note_sections"]}
        own = value if value and value not in known else _free("eigen", {*known, *taken})
        return [*options, (own, self.words("start.own_section"))]

    def _word(self, value: str) -> str:
        return self.words("start.option." + value)


def _free(stem: str, taken: set[str]) -> str:
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}-{number}") not in taken)


def _party(party: Party) -> str:
    return f"{party.code}: {party.name}"


def _is_needed(each: ModelField) -> bool:
    """Return whether something has to be filled in."""
    if each.kind is Kind.ROWS:
        return any(getattr(limit, "min_length", None) for limit in each.info.metadata)
    return each.info.is_required() or bool(each.kind is Kind.VALUE and each.info.default)


def _widget(info: FieldInfo) -> str:
    longest = max((getattr(limit, "max_length", None) or 0 for limit in info.metadata), default=0)
    if longest > _LONG:
        return "text"
    kind = str(info.annotation)
    return "date" if "date" in kind else "number" if "int" in kind else "line"
