"""What is so from the beginning or from now on: the dossier file, the party directory, mail and Prefect, time."""

import json
from datetime import date
from typing import Any

from models import working_days
from models.enums import Outcome
from models.route import Route
from paraaf.services.engine.directory_load import load_parties
from paraaf.services.intake import starting
from tests.rules import damage
from tests.rules.sentences import Pattern
from tests.rules.story import Story
from tests.support.letters import request_data, write
from tests.support.refusals import english
from tests.support.word.files import gone, ins, p, word_file


def set_field(story: Story, place: tuple[str | int, ...], words: str) -> None:
    """Put other words in the dossier file; a list of codes has commas between them."""
    whole: Any = request_data(**story.changes)
    data = whole
    for key in place[:-1]:
        data = data[key]
    data[place[-1]] = words.split(", ") if isinstance(data[place[-1]], list) else words
    story.changes[str(place[0])] = whole[place[0]]


def start_from_file(story: Story) -> None:
    text = json.dumps(request_data(**story.changes), indent=1, ensure_ascii=False)
    letter = starting.start_letter(story.app, write(story.folder / "dossier.yaml", text), by="A. Starter")
    story.notes = "; ".join(map(english, letter.warnings))


def draft_with_changes(story: Story) -> None:
    (story.folder / "brief.docx").write_bytes(word_file(p(ins("Nieuw"), gone("Oud"))))
    story.changes["letter"] = {"file": "brief.docx"}


def read_route(story: Story, words: str) -> None:
    """Read a route with these kinds of stages, in this order."""
    kinds = [kind.replace(" ", "_").replace("-", "_") for kind in words.split(", ")]
    asks = {"consultation": "departments", "sign_off": "sign_off_route"}
    name = {"nl": "S", "en": "S"}
    stages = [
        {"key": f"s{place}", "kind": kind, "name": name, "parties": asks.get(kind)} for place, kind in enumerate(kinds)
    ]
    Route.model_validate({"name": "proef", "title": name, "stages": stages})


def load(story: Story, *entries: str) -> None:
    """Put parties in the directory."""
    load_parties(story.app, write(story.folder / "more.yaml", "parties:\n" + "".join(f"  - {e}\n" for e in entries)))


def contact(code: str) -> str:
    return f"contacts: [{{name: {code}, address: {code.lower()}@example.nl}}]"


def absent(story: Story, party: str, until: date, deputy: str, *, can_be_reached: bool = True) -> None:
    reached = f", {contact(deputy)}" if can_be_reached else ""
    absence = f"deputy: {deputy}, absent_until: {until}"
    load(
        story,
        f"{{code: {deputy}, name: {deputy}, kind: department{reached}}}",
        f"{{code: {party}, name: {party}, kind: department, {contact(party)}, {absence}}}",
    )


KINDS = {"FIN": "department", "OCW": "department", "DIR": "unit", "MIN": "minister", "TK": "parliament"}


def reached_by(story: Story, party: str, contact_: str = "") -> None:
    """Give a party another contact, written "N. Naam, adres", or none."""
    name, _, address = contact_.rpartition(", ")
    contacts = f"[{{name: {name}, address: {address}}}]" if contact_ else "[]"
    called = {"MIN": "M. Minister, title: minister van Economische Zaken"}.get(party, party)
    load(story, f"{{code: {party}, name: {called}, kind: {KINDS[party]}, contacts: {contacts}}}")
    story.carry()


def minister_is(story: Story, name: str) -> None:
    load(story, f"{{code: MIN, name: {name}, kind: minister, title: minister van Economische Zaken, {contact('MIN')}}}")
    story.carry()


def minister_absent(story: Story, until: date) -> None:
    absence = f"deputy: MIN2, absent_from: 2026-01-01, absent_until: {until}"
    minister = "code: MIN, name: M. Minister, kind: minister, title: minister van Economische Zaken"
    load(
        story,
        f"{{code: MIN2, name: S. Tweede, kind: minister, title: minister van Financiën, {contact('MIN2')}}}",
        f"{{{minister}, {contact('MIN')}, {absence}}}",
    )


def dir_stands_in(story: Story) -> None:
    load(story, f"{{code: WJZ, name: WJZ, kind: unit, {contact('WJZ')}, deputy: DIR, absent_from: 2020-01-01}}")


def is_back(story: Story) -> None:
    load(story, f"{{code: WJZ, name: WJZ, kind: unit, {contact('WJZ')}, deputy: WJZ2, absent_until: 2026-03-01}}")


SETTINGS = [
    Pattern(text, act)
    for text, act in {
        "a route goes: {words}": read_route,
        "{code} is in the party directory too": lambda s, code: load(
            s, f"{{code: {code}, name: {code}, kind: department, {contact(code)}}}"
        ),
        "{code} is absent until {day}, with {code} as deputy": absent,
        "{code} is absent until {day}, with {code} as deputy, who cannot be reached": lambda *given: absent(
            *given, can_be_reached=False
        ),
        "WJZ is back": is_back,
        "the minister is {name} from now on": minister_is,
        "MIN is absent until {day}, with S. Tweede, minister van Financiën, as deputy": minister_absent,
        "the contact of {code} is {words} from now on": reached_by,
        "{code} has no contact from now on": reached_by,
        "DIR is the deputy of WJZ": dir_stands_in,
        "{parties} is|are optional": lambda s, parties: s.changes.update(optional_parties=parties),
        "{parties} sign off together": lambda s, parties: s.changes.update(
            sign_off_route=parties, sign_off_groups=[{"parties": parties}]
        ),
        "{number} of {parties} is|are enough": lambda s, needed, parties: s.changes.update(
            sign_off_route=parties, sign_off_groups=[{"parties": parties, "needed": needed}]
        ),
        "in the planning, the {stage} have until {day}": lambda s, stage, day: s.changes.update(
            planning=[{"stage": stage, "due_date": day}]
        ),
        "each step is done twice": lambda s: setattr(s, "is_done_twice", True),
        "for now nobody does the step: {step}": lambda s, step: s.left.add(step),
        "from now on every step is done": lambda s: s.left.clear(),
        "in the route file, silence counts as agreement no longer": lambda s: damage.other_template(
            s, "routes/kamerbrief.yaml", "silence: tacit", "silence: no_response"
        ),
        "in the route file, the owner may sign off": lambda s: damage.other_template(
            s, "routes/kamerbrief.yaml", "owner_signs_off: false", "owner_signs_off: true"
        ),
        "the template of the invitation asks for what is not there": lambda s: damage.other_template(
            s, "messages/nl/invitation.txt", "{{ party }}", "{{ weather }}"
        ),
        "in the dossier file, the {field} is|are {words}": set_field,
        "the draft is a Word file with tracked changes": draft_with_changes,
        "the letter is started from the dossier file": start_from_file,
        "the mail server does not answer": lambda s: setattr(s.app.notifier, "is_down", True),
        "Prefect does not answer": lambda s: setattr(s.app.runs, "is_down", True),
        "the mail server answers again": lambda s: setattr(s.app.notifier, "is_down", False),
        "the mail server refuses the address of {code}": lambda s, code: s.app.notifier.addresses.update(
            {f"{code.lower()}@example.nl": Outcome.REFUSED}
        ),
        "the mail server breaks off each time that it got a message to {code}": lambda s, code: (
            s.app.notifier.addresses.update({f"{code.lower()}@example.nl": Outcome.UNKNOWN})
        ),
        "the mail server takes every message again": lambda s: s.app.notifier.addresses.clear(),
        "the process dies that delivers the next message": lambda s: setattr(s.app.notifier, "dies", True),
        "office hours are from {time} to {time}": lambda s, start, end: setattr(
            s.app.settings, "office_hours", f"{start:%H:%M}-{end:%H:%M}"
        ),
        "the organisation is closed on {day}": lambda _, day: working_days.close_on([day]),
        "the last hash is noted elsewhere": damage.note_hash,
    }.items()
]  # fmt: skip
"""What is so from the beginning or from now on: it changes the surroundings, not what is on record."""
