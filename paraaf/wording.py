"""The words that readers see for stages, positions, steps and the rest, in Dutch and English."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from models.decision import Dispatch
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DocumentKind,
    DossierStatus,
    HoldStatus,
    MessageKind,
    MessageStatus,
    PartyKind,
    Position,
    RoundStatus,
    SignOffStatus,
    Verdict,
)
from models.message import Message
from models.planning import Planning
from models.process import Step, StepKind
from models.state import DossierState
from models.working_days import AMSTERDAM

_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}

POSITIONS: dict[str, dict[Position, str]] = {
    "nl": {
        Position.AGREE: "akkoord",
        Position.AGREE_WITH_COMMENTS: "akkoord met opmerkingen",
        Position.AGREE_ON_CONDITION: "akkoord onder voorwaarde",
        Position.OBJECT: "bezwaar",
        Position.NO_RESPONSE: "geen reactie",
        Position.TACIT: "stilzwijgend akkoord",
    },
    "en": {
        Position.AGREE: "agrees",
        Position.AGREE_WITH_COMMENTS: "agrees, with comments",
        Position.AGREE_ON_CONDITION: "agrees on condition",
        Position.OBJECT: "objects",
        Position.NO_RESPONSE: "no response",
        Position.TACIT: "tacit agreement",
    },
}
UNREACHED = {
    "nl": "niet bereikt: de uitnodiging is niet bezorgd",
    "en": "not reached: the invitation was not delivered",
}
"""What is said in the place of a position of a party that did not get its invitation."""
NOBODY_LEFT = {
    "nl": "niet bereikt: niemand die de uitnodiging kreeg, kon nog antwoorden",
    "en": "not reached: nobody who got the invitation could answer any more",
}
"""What is said if it did get the invitation, but all who got it were gone, or their links revoked."""
VERDICTS: dict[str, dict[Verdict, str]] = {
    "nl": {Verdict.ACCEPTED: "overgenomen", Verdict.PARTLY: "deels overgenomen", Verdict.REJECTED: "niet overgenomen"},
    "en": {Verdict.ACCEPTED: "accepted", Verdict.PARTLY: "partly accepted", Verdict.REJECTED: "rejected"},
}
DOSSIERS: dict[str, dict[DossierStatus, str]] = {
    "nl": {
        DossierStatus.UNDERWAY: "onderweg",
        DossierStatus.RETURNED: "teruggestuurd",
        DossierStatus.DISPATCHED: "verzonden",
        DossierStatus.WITHDRAWN: "ingetrokken",
    },
    "en": {
        DossierStatus.UNDERWAY: "under way",
        DossierStatus.RETURNED: "returned",
        DossierStatus.DISPATCHED: "dispatched",
        DossierStatus.WITHDRAWN: "withdrawn",
    },
}
ROUNDS: dict[str, dict[RoundStatus, str]] = {
    "nl": {
        RoundStatus.OPEN: "open",
        RoundStatus.CLOSED: "gesloten, te beantwoorden",
        RoundStatus.ANSWERED: "beantwoord",
        RoundStatus.CANCELLED: "vervallen",
    },
    "en": {
        RoundStatus.OPEN: "open",
        RoundStatus.CLOSED: "closed, to be answered",
        RoundStatus.ANSWERED: "answered",
        RoundStatus.CANCELLED: "cancelled",
    },
}
SIGN_OFFS: dict[str, dict[SignOffStatus, str]] = {
    "nl": {
        SignOffStatus.WAITING: "nog niet aan de beurt",
        SignOffStatus.ASKED: "gevraagd",
        SignOffStatus.SIGNED_OFF: "geparafeerd",
        SignOffStatus.RETURNED: "teruggestuurd",
        SignOffStatus.SKIPPED: "overgeslagen",
        SignOffStatus.NOT_NEEDED: "niet meer nodig",
        SignOffStatus.LAPSED: "vervallen",
    },
    "en": {
        SignOffStatus.WAITING: "not yet its turn",
        SignOffStatus.ASKED: "asked",
        SignOffStatus.SIGNED_OFF: "signed off",
        SignOffStatus.RETURNED: "returned",
        SignOffStatus.SKIPPED: "skipped",
        SignOffStatus.NOT_NEEDED: "not needed any more",
        SignOffStatus.LAPSED: "lapsed",
    },
}
DECISIONS: dict[str, dict[DecisionStatus, str]] = {
    "nl": {
        DecisionStatus.ASKED: "voorgelegd",
        DecisionStatus.DISCUSS: "te bespreken",
        DecisionStatus.SIGNED: "getekend",
        DecisionStatus.RETURNED: "teruggestuurd",
        DecisionStatus.LAPSED: "vervallen",
    },
    "en": {
        DecisionStatus.ASKED: "asked",
        DecisionStatus.DISCUSS: "to be discussed",
        DecisionStatus.SIGNED: "signed",
        DecisionStatus.RETURNED: "returned",
        DecisionStatus.LAPSED: "lapsed",
    },
}
DOCUMENTS: dict[str, dict[DocumentKind, str]] = {
    "nl": {
        DocumentKind.ATTACHMENT: "bijlage",
        DocumentKind.DRAFT: "concept",
        DocumentKind.NEXT_VERSION: "nieuwe versie",
        DocumentKind.REDLINE: "wijzigingen",
        DocumentKind.REACTION_TABLE: "reactietabel",
        DocumentKind.RETURNED_COPY: "teruggestuurd exemplaar",
        DocumentKind.CONSOLIDATED_COPY: "alle reacties in één exemplaar",
        DocumentKind.ANSWERED_COPY: "antwoord in het exemplaar",
        DocumentKind.ADVICE_NOTE: "beslisnota",
        DocumentKind.PUBLIC_ADVICE_NOTE: "beslisnota, openbare versie",
        DocumentKind.FOR_SIGNATURE: "ter ondertekening",
        DocumentKind.SIGNED: "getekende brief",
        DocumentKind.DISPATCH_PACKAGE: "verzendpakket",
    },
    "en": {
        DocumentKind.ATTACHMENT: "attachment",
        DocumentKind.DRAFT: "draft",
        DocumentKind.NEXT_VERSION: "next version",
        DocumentKind.REDLINE: "redline",
        DocumentKind.REACTION_TABLE: "reaction table",
        DocumentKind.RETURNED_COPY: "returned copy",
        DocumentKind.CONSOLIDATED_COPY: "consolidated copy",
        DocumentKind.ANSWERED_COPY: "answered copy",
        DocumentKind.ADVICE_NOTE: "advice note",
        DocumentKind.PUBLIC_ADVICE_NOTE: "advice note, public version",
        DocumentKind.FOR_SIGNATURE: "for signature",
        DocumentKind.SIGNED: "signed letter",
        DocumentKind.DISPATCH_PACKAGE: "dispatch package",
    },
}
_DUTCH: dict[type[StrEnum], dict[str, str]] = {
    DispatchStatus: {
        DispatchStatus.READY: "klaargezet",
        DispatchStatus.SENDING: "onderweg",
        DispatchStatus.DISPATCHED: "gedaan",
        DispatchStatus.LAPSED: "vervallen",
    },
    HoldStatus: {HoldStatus.IN_FORCE: "van kracht", HoldStatus.RELEASED: "opgeheven", HoldStatus.LAPSED: "vervallen"},
    MessageStatus: {
        MessageStatus.PENDING: "nog niet verstuurd",
        MessageStatus.SENDING: "onderweg",
        MessageStatus.SENT: "verstuurd",
        MessageStatus.REFUSED: "geweigerd",
        MessageStatus.UNKNOWN: "misschien aangekomen",
        MessageStatus.CANCELLED: "vervallen",
    },
    PartyKind: {
        PartyKind.DEPARTMENT: "departement",
        PartyKind.STAKEHOLDER: "stakeholder",
        PartyKind.UNIT: "eenheid",
        PartyKind.MINISTER: "minister",
        PartyKind.SECRETARIAT: "secretariaat",
        PartyKind.PARLIAMENT: "Kamer",
    },
}
"""Of what is read in refusals only: in English the word is the value itself."""
_STEPS: dict[str, dict[StepKind, str]] = {
    "nl": {
        StepKind.SET_DRAFT: "Concept opmaken, versie {number}",
        StepKind.OPEN_ROUND: "Consultatieronde {number} openen: {stage}",
        StepKind.AWAIT_REACTIONS: "Wacht op reacties, ronde {number}",
        StepKind.CLOSE_ROUND: "Consultatieronde {number} sluiten: {stage}",
        StepKind.AWAIT_ANSWERS: "Wacht op beantwoording, ronde {number}",
        StepKind.WRITE_REACTION_TABLE: "Reactietabel van ronde {number} schrijven: {stage}",
        StepKind.COMPLETE_STAGE: "Afronden: {stage}",
        StepKind.AWAIT_CHANGE_DECISIONS: "Wacht op de dossierhouder: wie hoort van de gewijzigde tekst",
        StepKind.GO_BACK: "Opnieuw vragen: {stage}",
        StepKind.SET_FOR_SIGNATURE: "Versie {number} ter ondertekening opmaken",
        StepKind.WRITE_ADVICE_NOTE: "Beslisnota {number} schrijven",
        StepKind.ASK_SIGN_OFF: "Paraaf vragen aan {subject}",
        StepKind.AWAIT_SIGN_OFF: "Wacht op paraaf",
        StepKind.ASK_MINISTER: "Voorleggen aan de minister",
        StepKind.AWAIT_MINISTER: "Wacht op de minister",
        StepKind.AWAIT_RESUBMISSION: "Wacht op nieuwe versie na terugsturen",
        StepKind.SET_SIGNED: "Getekende brief opmaken, versie {number}",
        StepKind.MAKE_PACKAGE: "Verzendpakket maken",
        StepKind.AWAIT_DISPATCH: "Wacht op verzending",
        StepKind.AWAIT_ACCEPTANCE: "Wacht tot de mailserver van de Kamer de brief aanneemt",
        StepKind.COMPLETE_DISPATCH: "Verzending vastleggen",
        StepKind.AWAIT_RELEASE: "Aangehouden",
        StepKind.DONE: "Klaar",
        StepKind.NOTIFY: "Berichten versturen",
    },
    "en": {
        StepKind.SET_DRAFT: "Set the draft, version {number}",
        StepKind.OPEN_ROUND: "Open consultation round {number}: {stage}",
        StepKind.AWAIT_REACTIONS: "Wait for reactions, round {number}",
        StepKind.CLOSE_ROUND: "Close consultation round {number}: {stage}",
        StepKind.AWAIT_ANSWERS: "Wait for the owner's answers, round {number}",
        StepKind.WRITE_REACTION_TABLE: "Write the reaction table of round {number}: {stage}",
        StepKind.COMPLETE_STAGE: "Complete: {stage}",
        StepKind.AWAIT_CHANGE_DECISIONS: "Wait for the owner: who hears of the changed text",
        StepKind.GO_BACK: "Ask again: {stage}",
        StepKind.SET_FOR_SIGNATURE: "Set version {number} for signature",
        StepKind.WRITE_ADVICE_NOTE: "Write advice note {number}",
        StepKind.ASK_SIGN_OFF: "Ask {subject} to sign off",
        StepKind.AWAIT_SIGN_OFF: "Wait for the sign-off",
        StepKind.ASK_MINISTER: "Put it before the minister",
        StepKind.AWAIT_MINISTER: "Wait for the minister",
        StepKind.AWAIT_RESUBMISSION: "Wait for the owner's next version",
        StepKind.SET_SIGNED: "Set the signed letter, version {number}",
        StepKind.MAKE_PACKAGE: "Make the dispatch package",
        StepKind.AWAIT_DISPATCH: "Wait for dispatch",
        StepKind.AWAIT_ACCEPTANCE: "Wait until parliament's mail server takes the letter",
        StepKind.COMPLETE_DISPATCH: "Record the dispatch",
        StepKind.AWAIT_RELEASE: "On hold",
        StepKind.DONE: "Done",
        StepKind.NOTIFY: "Send the messages",
    },
}
_NOTIFY: dict[str, dict[MessageKind, str]] = {
    "nl": {
        MessageKind.STARTED: "begonnen",
        MessageKind.INVITATION: "uitnodiging",
        MessageKind.REMINDER: "herinnering",
        MessageKind.EXTENDED: "termijn verlengd",
        MessageKind.TAKEN_OUT: "niet meer gevraagd",
        MessageKind.LATE_REACTION: "late reactie",
        MessageKind.CHANGED: "tekst gewijzigd",
        MessageKind.ROUND_CLOSED: "ronde gesloten",
        MessageKind.ANSWERED: "opmerkingen beantwoord",
        MessageKind.SIGN_OFF_ASKED: "paraaf gevraagd",
        MessageKind.SIGN_OFF_ENDED: "niet meer nodig",
        MessageKind.RETURNED: "teruggestuurd",
        MessageKind.SIGNATURE_ASKED: "ter ondertekening",
        MessageKind.DISCUSS: "te bespreken",
        MessageKind.DISCUSSED: "besproken",
        MessageKind.SIGNED: "getekend",
        MessageKind.READY_TO_DISPATCH: "klaar voor verzending",
        MessageKind.TO_PARLIAMENT: "brief aan de Kamer",
        MessageKind.DISPATCHED: "verzonden",
        MessageKind.WITHDRAWN: "ingetrokken",
        MessageKind.HELD: "aangehouden",
        MessageKind.RELEASED: "gaat verder",
        MessageKind.TAKEN_OVER: "overgenomen",
        MessageKind.PASSED_ON: "doorgegeven",
        MessageKind.NOT_DELIVERED: "bericht niet aangekomen",
        MessageKind.ASKED_ANEW: "opnieuw gevraagd",
        MessageKind.LINK_LOCKED: "link op slot",
    },
    "en": {
        MessageKind.STARTED: "started",
        MessageKind.INVITATION: "invitation",
        MessageKind.REMINDER: "reminder",
        MessageKind.EXTENDED: "term extended",
        MessageKind.TAKEN_OUT: "not asked any more",
        MessageKind.LATE_REACTION: "late reaction",
        MessageKind.CHANGED: "text changed",
        MessageKind.ROUND_CLOSED: "round closed",
        MessageKind.ANSWERED: "comments answered",
        MessageKind.SIGN_OFF_ASKED: "sign-off asked",
        MessageKind.SIGN_OFF_ENDED: "not needed any more",
        MessageKind.RETURNED: "returned",
        MessageKind.SIGNATURE_ASKED: "ready to sign",
        MessageKind.DISCUSS: "to be discussed",
        MessageKind.DISCUSSED: "discussed",
        MessageKind.SIGNED: "signed",
        MessageKind.READY_TO_DISPATCH: "ready to dispatch",
        MessageKind.TO_PARLIAMENT: "letter to parliament",
        MessageKind.DISPATCHED: "dispatched",
        MessageKind.WITHDRAWN: "withdrawn",
        MessageKind.HELD: "on hold",
        MessageKind.RELEASED: "goes on",
        MessageKind.TAKEN_OVER: "taken over",
        MessageKind.PASSED_ON: "passed on",
        MessageKind.NOT_DELIVERED: "message not delivered",
        MessageKind.ASKED_ANEW: "asked anew",
        MessageKind.LINK_LOCKED: "link locked",
    },
}
PLANNING: dict[str, dict[str, str]] = {
    "nl": {
        "planning": "Planning",
        "stage": "Stap",
        "start_by": "Uiterlijk begonnen",
        "finish_by": "Uiterlijk klaar",
        "finish": "Klaar of verwacht",
        "slack": "Speling",
        "done": "Klaar",
        "expected": "Verwacht",
        "to_come": "verwacht {day}",
        "late": "**{days} te laat**",
        "one_day": "1 werkdag",
        "days": "{n} werkdagen",
        "deadline": "Debat op {debate}: de brief gaat uiterlijk {deadline} naar de Kamer.",
        "warning": "De planning past niet meer: de brief gaat naar verwachting op {day} naar de Kamer, {days} te laat "
        "voor het debat van {debate}.",
    },
    "en": {
        "planning": "Planning",
        "stage": "Stage",
        "start_by": "Begin by",
        "finish_by": "Done by",
        "finish": "Done or expected",
        "slack": "Slack",
        "done": "Done",
        "expected": "Expected",
        "to_come": "expected {day}",
        "late": "**{days} late**",
        "one_day": "1 working day",
        "days": "{n} working days",
        "deadline": "Debate on {debate}: the letter goes to parliament by {deadline}.",
        "warning": "The planning no longer fits: the letter is expected to go to parliament on {day}, {days} too late "
        "for the debate of {debate}.",
    },
}
FIGURES: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Cijfers",
        "step": "Stap",
        "party": "Partij",
        "asked": "Aantal",
        "late": "Te laat",
        "silent": "Stil",
        "tacit": "Stilzwijgend akkoord",
        "median": "Werkdagen, mediaan",
        "p90": "Werkdagen, 90e percentiel",
        "rounds": "Rondes, mediaan",
        "rounds_p90": "Rondes, 90e percentiel",
        "letter": "hele brief",
        "whole": "hele stap, per brief",
        "everyone": "allen",
        "optional": "niet verplicht",
        "departments": "departementen",
        "stakeholders": "stakeholders",
        "answers": "beantwoording",
        "sign_off": "parafenroute",
        "minister": "ondertekening",
        "dispatch": "verzending",
        "over": "Cijfers (aantal brieven: {count})",
    },
    "en": {
        "title": "Figures",
        "step": "Step",
        "party": "Party",
        "asked": "Count",
        "late": "Late",
        "silent": "Silent",
        "tacit": "Tacit agreement",
        "median": "Working days, median",
        "p90": "Working days, 90th percentile",
        "rounds": "Rounds, median",
        "rounds_p90": "Rounds, 90th percentile",
        "letter": "whole letter",
        "whole": "whole step, per letter",
        "everyone": "all",
        "optional": "optional",
        "departments": "departments",
        "stakeholders": "stakeholders",
        "answers": "answering",
        "sign_off": "sign-off route",
        "minister": "minister",
        "dispatch": "dispatch",
        "over": "Figures (number of letters: {count})",
    },
}
_DISPATCHES: dict[str, dict[DispatchStatus, str]] = {
    "nl": {
        DispatchStatus.SENDING: "Verstuurd op {day} door {by}, nummer {number}; de mailserver van de Kamer heeft de "
        "brief nog niet aangenomen.",
        DispatchStatus.DISPATCHED: "Verzonden op {day}, nummer {number}.",
    },
    "en": {
        DispatchStatus.SENDING: "Sent on {day} by {by}, number {number}; parliament's mail server has not taken the "
        "letter yet.",
        DispatchStatus.DISPATCHED: "Dispatched on {day}, number {number}.",
    },
}
_OTHERWISE = {
    "nl": "Op een andere manier overgedragen: {how} ({by}).",
    "en": "Handed over in another way: {how} ({by}).",
}
_NOTIFIED = {"nl": "Bericht aan", "en": "Notify"}
_ONCE_A_CYCLE = (StepKind.ASK_SIGN_OFF, StepKind.ASK_MINISTER, StepKind.COMPLETE_STAGE, StepKind.GO_BACK)
_CYCLE = {"nl": "keer", "en": "pass"}
_PEOPLE: dict[str, dict[str, str]] = {"nl": {"owner": "dossierhouder", "secretariat": "secretariaat"}, "en": {}}


def stance(position: Position, language: str, *, is_unreached: bool, had_nobody_left: bool = False) -> str:
    """Return a party's position in words, or that it was not reached, and why."""
    if had_nobody_left:
        return NOBODY_LEFT[language]
    return UNREACHED[language] if is_unreached else POSITIONS[language][position]


def dispatch_line(dispatch: Dispatch, language: str) -> str:
    """Return where the dispatch is, in a sentence; empty before it was sent."""
    if dispatch.status not in _DISPATCHES[language]:
        return ""
    line = _DISPATCHES[language][dispatch.status].format(
        day=day(dispatch.dispatched_at or dispatch.sent_at, language), number=dispatch.number, by=dispatch.by
    )
    otherwise = _OTHERWISE[language].format(how=dispatch.how, by=dispatch.handed_over_by)
    return f"{line} {otherwise}" if dispatch.how else line


def step_label(state: DossierState, step: Step, language: str) -> str:
    """Return the step in the words of the secretariat: "Open consultation round 1: ..."."""
    route = state.dossier.parsed_route
    index = route.index_of(step.subject)
    stage = getattr(route.stages[index].name, language) if index is not None else ""
    subject = listed(step.subject.split(), language)
    label = _STEPS[language][step.kind].format(number=step.number, subject=subject, stage=stage)
    cycle = state.dossier.cycle
    if cycle > 1 and step.kind in _ONCE_A_CYCLE:
        label += f" ({_CYCLE[language]} {cycle})"
    return label


def listed(names: Sequence[str], language: str) -> str:
    """Return names as an enumeration: "FIN, OCW and DEF"."""
    word = {"nl": "en", "en": "and"}[language]
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def notify_label(state: DossierState, message: Message, language: str) -> str:
    """Return the name of the task that delivers a message: "Notify FIN (invitation)", then "(invitation 2)"."""
    who = person(message.party_code, language)
    alike = [m for m in state.messages if (m.party_code, m.kind) == (message.party_code, message.kind)]
    time = 1 + sum(1 for other in alike if other.seq < message.seq)
    about = _NOTIFY[language][message.kind] + (f" {time}" if time > 1 else "")
    return f"{_NOTIFIED[language]} {who} ({about})"


def message_kind(kind: MessageKind, language: str) -> str:
    """Return what a message is about, in a word or two."""
    return _NOTIFY[language][kind]


def person(code: str, language: str) -> str:
    """Return a party's code, or the word for the owner or the secretariat."""
    return _PEOPLE[language].get(code, code)


def word(value: StrEnum, language: str) -> str:
    """Return the word for a member of an enumeration, such as the status of a round."""
    for table in (POSITIONS, VERDICTS, DOSSIERS, ROUNDS, SIGN_OFFS, DECISIONS, DOCUMENTS):
        words: dict[Any, str] = table[language]
        if value in words and type(next(iter(words))) is type(value):
            return words[value]
    if language == "nl" and type(value) in _DUTCH:
        return _DUTCH[type(value)][value]
    return value.replace("_", " ")


def day(value: date | datetime | None, language: str) -> str:
    """Return a day as people write it: 12 november 2025; an en dash for no day."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = value.astimezone(AMSTERDAM).date()
    return f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"


def clock_time(value: datetime, language: str) -> str:
    """Return a moment as people write it, Dutch time: 12 november 2025, 14:05."""
    return f"{day(value, language)}, {value.astimezone(AMSTERDAM):%H:%M}"


def working_days(count: int, language: str) -> str:
    """Return a number of working days in words: "1 working day", "3 working days"."""
    words = PLANNING[language]
    return words["one_day"] if count == 1 else words["days"].format(n=count)


def planning_warning(planning: Planning, language: str) -> str:
    """Return by how much the letter is expected too late for its debate, in a sentence; empty if it fits."""
    if not planning.no_longer_fits:
        return ""
    return PLANNING[language]["warning"].format(
        day=day(planning.finish, language),
        days=working_days(planning.late_by, language),
        debate=day(planning.debate_date, language),
    )


def not_swept(swept: datetime | None, language: str) -> str:
    """Return what people are told when nobody looked for long at what falls due; `swept` is when somebody last did."""
    if language == "nl":
        since = f"Sinds {clock_time(swept, language)} is niet meer" if swept else "Er is nog nooit"
        return (
            f"{since} gekeken wat aan de beurt is (de sweep). Herinneringen, verstreken termijnen en berichten die "
            "niet aankwamen blijven liggen. Laat de beheerder nagaan of er een worker draait."
        )
    since = f"No sweep has run since {clock_time(swept, language)}" if swept else "No sweep has run yet"
    return (
        f"{since}. Reminders, due dates that passed and messages that did not arrive wait for one. Ask the "
        "administrator to look whether a worker runs."
    )


def helped_by_waking(number: str) -> str:
    """Return the command that gets the run of a letter going, for whoever looks after the runs."""
    return f"`paraaf wake {number}`"


def stands_still(since: datetime, language: str) -> str:
    """Return in words that a letter could go on and does not."""
    return {"nl": "staat stil sinds {}", "en": "stands still since {}"}[language].format(clock_time(since, language))
