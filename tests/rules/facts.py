"""What an example says of how things are: `then ...`. Each function returns what is really so."""

import io
import json
import zipfile
from collections.abc import Callable, Sized
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from models.consultation import Reaction
from models.enums import MessageKind, RoundStatus
from models.message import Message, retry_at
from models.process import next_step
from models.working_days import add_working_days, is_working_day, local_day
from paraaf.services.audit.verifying import verify
from paraaf.services.reporting.status_page import status_markdown
from tests.rules.sentences import FILES, Pattern
from tests.rules.story import Story
from tests.support.acts import events, text_of
from tests.support.letters import NUMBER
from tests.support.states import START


def document(story: Story, name: str) -> Any:
    """Return the latest file of this name."""
    return [d for d in story.state.documents if d.kind in FILES[name]][-1]


def text(story: Story, name: str) -> str:
    """Return what stands in a file, on the status page, on record, or in the run's parameters."""
    if name == "status page":
        return status_markdown(story.app, story.status)
    if name == "record":
        return "\n".join(f"{e.action.replace('_', ' ')} by {e.actor}: {e.data}" for e in events(story.app))
    if name == "run's parameters":
        return json.dumps(story.app.runs.started, ensure_ascii=False)
    found = document(story, name)
    if name != "dispatch package":
        return text_of(story.app, found.key)
    with zipfile.ZipFile(io.BytesIO(story.app.store.get(found.sha256))) as archive:
        return "\n".join([*archive.namelist(), archive.read("manifest.json").decode()])


def refusal(story: Story) -> str:
    assert story.refusal is not None, "but it was not refused"
    return story.refusal


def standing(story: Story, party: str) -> Reaction:
    """Return the reaction by which a party is held, in whichever stage it was asked."""
    held = [story.state.effective_reaction(stage, code) for stage, code in story.state.consulted() if code == party]
    found = [reaction for reaction in held if reaction is not None]
    assert found, f"nothing is recorded for {party}"
    return found[-1]


def round_in(story: Story, stage: str) -> RoundStatus:
    return [r.status for r in story.state.rounds if r.stage_key == stage][-1]


def receivers(story: Story, kind: MessageKind) -> list[str]:
    """Return who were sent a message of a kind, each once, as they stand in the outbox."""
    return list(dict.fromkeys(m.party_code for m in story.state.messages if m.kind is kind))


def message(story: Story, kind: MessageKind, party: str) -> Message:
    """Return the latest message of a kind to a party."""
    found = [m for m in story.state.messages if (m.kind, m.party_code) == (kind, party)]
    assert found, f"{party} got no such message"
    return found[-1]


def files_with(story: Story, kind: MessageKind, party: str) -> str:
    return ", ".join(story.state.document_by_id(i).file_name for i in message(story, kind, party).document_ids)


def due(story: Story) -> date | None:
    """Return until when those have for whom the letter waits."""
    return story.status.waiting[0].due


def met(story: Story) -> int:
    return sum(commitment.discharged_at is not None for commitment in story.state.commitments)


def where(story: Story) -> Any:
    return "on hold" if story.state.hold else story.state.dossier.status


def verified(story: Story, head: str = "") -> str:
    return "; ".join(verify(story.app, NUMBER, head=head).faults) or "nothing is wrong"


def sign_off(story: Story, party: str) -> Any:
    return [place.status for place in story.state.sign_offs if place.party_code == party][-1]


def same_texts(story: Story, name: str) -> list[str]:
    """Return which other files say the same as this one."""
    mine = document(story, name).fingerprint
    there = [other for other in FILES if any(d.kind in FILES[other] for d in story.state.documents)]
    return [other for other in there if other != name and document(story, other).fingerprint == mine]


def minutes_after(attempts: int) -> int:
    return round((retry_at(attempts, START) - START).total_seconds() / 60)


def in_london(at: time, day: date) -> date:
    return local_day(datetime.combine(day, at, ZoneInfo("Europe/London")))


def step_at(story: Story, at: datetime) -> Any:
    return next_step(story.state, at=at).kind


COUNTS: dict[str, Callable[[Story], Sized]] = {
    "run": lambda s: s.app.runs.started,
    "round": lambda s: s.state.rounds,
    "reaction": lambda s: s.state.reactions,
    "answer": lambda s: s.state.responses,
    "reaction table": lambda s: [d for d in s.state.documents if d.kind in FILES["reaction table"]],
    "advice note": lambda s: s.state.notes,
    "signature": lambda s: s.state.signatures,
    "invitation": lambda s: [m for m in s.state.messages if m.kind is MessageKind.INVITATION],
    "reminder": lambda s: [m for m in s.state.messages if m.kind is MessageKind.REMINDER],
}

FACTS = [
    Pattern(text, act)
    for text, act in {
        "that is refused: {words}": refusal,
        "there is a note: {words}": lambda s: s.notes,
        "there is|are {number!} {thing}": lambda s, thing: len(COUNTS[thing](s)),
        "the letter is {letter}": where,
        "the letter is at the {stage}": lambda s: s.state.stage.key,
        "the letter waits for {parties}": lambda s: list(s.status.step.waits_for),
        "the letter stands at version {number}": lambda s: s.state.version.number,
        "the due date is {day}": due,
        "the owner is {name}": lambda s: s.state.dossier.owner_name,
        "the next step is: {step}": lambda s: s.status.step.kind,
        "on {moment} the next step is: {step}": step_at,
        "the round of the {stage} is {round}": round_in,
        "{party} is recorded as: {position}": lambda s, party: standing(s, party).position,
        "{party} is held to version {number}": lambda s, party: standing(s, party).version_number,
        "the reaction of {party} is recorded by {words}": lambda s, party: standing(s, party).by,
        "the agreement of {parties} is touched": lambda s: [r.party_code for _, r in s.state.outdated_agreements()],
        "the sign-off of {party} is: {sign_off}": sign_off,
        "the minister's decision is: {decision}": lambda s: s.state.decisions[-1].status,
        "{number} commitment(s) is|are met": met,
        "{parties!} get(s): {kind}": receivers,
        'the message "{kind}" to {party} says {words}': lambda s, *about: message(s, *about).body,
        'the message "{kind}" to {party} goes to {words}': lambda s, *about: message(s, *about).address,
        'the message "{kind}" to {party} is: {message}': lambda s, *about: message(s, *about).status,
        'with the message "{kind}" to {party} comes {words}': files_with,
        "the {text} say(s) {words}": text,
        "the {text} does|do not say {no_words}": text,
        "the {file} says the same as the {same}": same_texts,
        "verify says {words}": verified,
        "verify with the noted hash says {words}": lambda s: verified(s, s.noted),
        "{day} is {workday!}{aside}": lambda _, day, __: is_working_day(day),
        "{number} working days after {day} comes {day}": lambda _, count, day: add_working_days(day, count),
        "at {time} in London on {day} it is {day}": lambda _, *about: in_london(*about),
        "after {number} failed attempt(s) a message waits {number} minute(s)": lambda _, count: minutes_after(count),
    }.items()
]
