"""A worked example as it is carried out: one letter, the people around it, and what the last of them was told."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from models.errors import GatewayError, ParaafError
from models.process import StepKind
from models.state import DossierState
from paraaf.services.access.one_time_codes import CodeResult
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import steps, sweeping
from tests.rules.page import Sentence
from tests.rules.sentences import SLOTS, Pattern, pattern_of
from tests.support.acts import record_of
from tests.support.letters import NUMBER, agree, register
from tests.support.refusals import english
from tests.support.snapshots import begun

REFUSED = "then that is refused: "
_WAITS = [
    StepKind.AWAIT_REACTIONS,
    StepKind.AWAIT_SIGN_OFF,
    StepKind.AWAIT_MINISTER,
    StepKind.AWAIT_DISPATCH,
    StepKind.DONE,
]
"""At what a letter is begun: each from where the one before it is."""


@dataclass
class Story:
    """What an example needs to go on."""

    app: App
    folder: Path
    changes: dict[str, Any] = field(default_factory=dict)
    """What the dossier file says, other than usual."""
    left: set[StepKind] = field(default_factory=set)
    """Steps that nobody does for now."""
    is_done_twice: bool = False
    refusal: str | None = None
    """Why the last act was refused."""
    notes: str = ""
    """What was remarked at the start, though the letter was started."""
    noted: str = ""
    """The last hash of the audit trail, noted elsewhere."""
    sentences: list[str] = field(default_factory=list)
    """What was said so far, up to the sentence that is carried out now."""
    shared: Container[str] = ()
    """Beginnings that more than one example has: what came of those is kept, and put back for the next."""
    dossier_id: str = ""
    code: CodeResult | None = None
    """What the last code that was given came to."""

    @cached_property
    def status(self) -> Status:
        """Where the letter is; it is looked up again after each act."""
        return read_status(self.app, NUMBER)

    @property
    def state(self) -> DossierState:
        """Everything on record of the letter."""
        return self.status.state

    def start(self, kind: StepKind) -> None:
        """Start a letter and carry it on, everybody agreeing, until it waits for this."""

        def begin(app: App) -> str:
            if kind is _WAITS[0]:
                self.dossier_id = register(app, **self.changes)
            else:
                self.start(_WAITS[_WAITS.index(kind) - 1])
            while (status := self.carry()) and status.step.kind not in {kind, *self.left}:
                agree(app, status)
            return self.dossier_id

        self.dossier_id = begun(self.app, f"{kind}; {'; '.join(self.sentences[:-1])}", begin)
        self.forget()

    def carry(self) -> Status | None:
        """Do step after step, as the letter's run does, until it waits for people; None if its process died."""
        self.forget()
        for _ in range(200):
            status = read_status(self.app, self.dossier_id)
            if status.step.is_done or status.step.waits_for_people or status.step.kind in self.left:
                self.status = status
                return status
            for _ in range(1 + self.is_done_twice):
                try:
                    steps.perform(self.app, self.dossier_id, status.step)
                except GatewayError:
                    assert status.step.kind is StepKind.NOTIFY
                except SystemExit:
                    self.app.notifier.dies = False
                    return None
        raise AssertionError(f"the letter does not come to rest: {status.step}")

    def forget(self) -> None:
        """Look up where the letter is when it is asked for the next time."""
        self.__dict__.pop("status", None)

    def wait_until(self, moment: datetime) -> None:
        """Let time pass, and do what falls due then."""
        self.app.clock.moment = moment
        sweeping.sweep(self.app)


@dataclass(frozen=True)
class Vocabulary:
    """All sentences that there are: what is so from the beginning, what happens, and what is so then."""

    settings: Sequence[Pattern]
    acts: Sequence[Pattern]
    facts: Sequence[Pattern]


def run(story: Story, sentences: Sequence[Sentence], vocabulary: Vocabulary) -> None:
    """Carry an example out; raise `AssertionError` with the sentence, its line and what was really so.

    Each `then` is also tried with something else in its place, and has to fail then.
    """
    for place, sentence in enumerate(sentences):
        is_to_be_refused = [s.text for s in sentences[place + 1 : place + 2] if s.text.startswith(REFUSED)] != []
        try:
            if sentence.text.startswith("then "):
                fact, found = pattern_of(sentence.text.removeprefix("then "), vocabulary.facts)
                check(story, fact, found.groups())
            else:
                do(story, sentence.text, vocabulary, is_to_be_refused=is_to_be_refused)
        except (AssertionError, ParaafError, LookupError, StopIteration) as error:
            what = error if isinstance(error, AssertionError) else repr(error)
            raise AssertionError(f"docs/rules.md, line {sentence.line}: {sentence.text}\n{what}") from error


def do(story: Story, sentence: str, vocabulary: Vocabulary, *, is_to_be_refused: bool) -> None:
    """Do what a sentence says, and let the letter go on by itself; a refusal may change nothing on record."""
    pattern, found = pattern_of(sentence, [*vocabulary.settings, *vocabulary.acts])
    before = record_of(story.app) if is_to_be_refused else None
    story.sentences.append(sentence)
    story.refusal = None

    def act(_: App) -> str:
        pattern.act(story, *pattern.values(found))
        if story.dossier_id:
            story.carry()
        return story.dossier_id

    said = "; ".join(story.sentences)
    try:
        if said in story.shared and pattern in vocabulary.acts and not is_to_be_refused:
            story.forget()
            story.dossier_id = begun(story.app, said, act)
        else:
            act(story.app)
    except (ParaafError, ValidationError, DBAPIError) as error:
        story.refusal = english(error) if isinstance(error, ParaafError) else str(error)
        story.forget()
    if story.refusal is not None and not is_to_be_refused:
        raise AssertionError(f"this was refused: {story.refusal}")
    if story.refusal is not None and record_of(story.app) != before:
        raise AssertionError(f"this was refused, but it changed what is on record: {story.refusal}")


def check(story: Story, fact: Pattern, texts: Sequence[str]) -> None:
    """Raise `AssertionError` unless what a `then` states is really so, and would not be with something else in it."""
    slot, said = SLOTS[fact.names[fact.stated]], texts[fact.stated]
    about = [SLOTS[name].read(text) for name, text in zip(fact.names, texts, strict=True)]
    stated = about.pop(fact.stated)
    real = fact.act(story, *about)
    assert slot.holds(stated, real), f"but really: {slot.show(real)}"
    others = list(slot.others(said, real))
    assert others, "this cannot fail: nothing else could stand there"
    for other in others:
        assert not slot.holds(slot.read(other), real), f"this cannot fail: with {other} it holds as well"
