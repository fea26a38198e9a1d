"""What people do with the test's letter, in a word each; and what the database then says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from models.audit import AuditEvent
from models.enums import MessageKind, Position, Verdict, Weight
from models.errors import ParaafError
from models.message import Message
from models.process import StepKind
from models.tables import METADATA
from paraaf import documents
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import answers
from paraaf.services.consultation.reaction_inputs import CommentInput
from tests.support.letters import NUMBER, agree, carry, react, register, state_of, to_stage
from tests.support.refusals import english
from tests.support.snapshots import begun

CONDITION = CommentInput("Noem het bedrag.", Weight.CONDITION, passage="Dat doet het met een plan.")
SUGGESTION = CommentInput("Korter.")
OBSERVATION = CommentInput("Ter kennisneming.", Weight.OBSERVATION)
CHANGE = documents.Edit("replace", "Dat doet het met een plan.", "Dat doet het met een plan van een miljard euro.")
CHANGE_AGAIN = documents.Edit("replace", "Met deze brief informeer ik u.", "Met deze brief bericht ik u.")


def consulted(app: App, **changes: Any) -> str:
    """Start a letter and carry it on until the departments are asked; return its id."""
    return waiting_for(app, StepKind.AWAIT_REACTIONS, **changes)


def waiting_for(app: App, kind: StepKind, **changes: Any) -> str:
    """Start a letter and carry it on, everybody agreeing, until it waits for this; return its id."""

    def begin(app: App) -> str:
        dossier_id = register(app, **changes)
        to_stage(app, dossier_id, kind)
        return dossier_id

    return begin(app) if changes else begun(app, kind, begin)


def fin_sets_a_condition(app: App) -> str:
    """Start a letter to which FIN agrees on condition and OCW agrees, and carry it to the owner; return its id."""
    return begun(app, "condition", lambda app: _fin_says(app, Position.AGREE_ON_CONDITION))


def fin_objects(app: App) -> str:
    """Start a letter to which FIN objects and OCW agrees, and carry it to the owner; return its id."""
    return begun(app, "objection", lambda app: _fin_says(app, Position.OBJECT))


def _fin_says(app: App, position: Position) -> str:
    dossier_id = consulted(app)
    react(app, "FIN", position, CONDITION)
    react(app, "OCW")
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS
    return dossier_id


def answer(app: App, **given: Any) -> answers.AnswersResult:
    """Let the owner hand in answers."""
    return answers.answer(app, NUMBER, answers.AnswersInput(**given), by="O. Eigenaar")


def inform_all(app: App) -> None:
    """Let the owner tell everybody who agreed to an earlier text of the change."""
    agree(app, status_of(app))


def accepted(number: int = 1) -> answers.ResponseInput:
    """Return the owner's answer that takes a comment over."""
    return answers.ResponseInput(number, Verdict.ACCEPTED, "Overgenomen.")


def rejected(number: int = 1) -> answers.ResponseInput:
    """Return the owner's answer that does not take a comment over."""
    return answers.ResponseInput(number, Verdict.REJECTED, "Dat kan niet.")


def escalation(party: str = "FIN") -> answers.EscalationInput:
    """Return a decision above the owner to go on over a party's objection."""
    return answers.EscalationInput(party, "S. Secretaris", "secretaris-generaal", "Het debat gaat door.")


def messages(app: App, kind: MessageKind | None = None) -> list[Message]:
    """Return the letter's messages, of one kind or all."""
    return [message for message in state_of(app).messages if kind in (None, message.kind)]


def told(app: App, kind: MessageKind) -> list[str]:
    """Return the codes of those who were sent a message of this kind, in order."""
    return [message.party_code for message in messages(app, kind)]


def events(app: App, *actions: str) -> list[AuditEvent]:
    """Return the letter's audit events, of these kinds or all, in order."""
    with app.read() as session:
        query = select(AuditEvent).order_by(col(AuditEvent.seq))
        return [event for event in session.exec(query) if not actions or event.action in actions]


def text_of(app: App, key: str) -> str:
    """Return the text of the stored file with this key."""
    document = state_of(app).document(key)
    assert document is not None, key
    return documents.body_text(app.store.get(document.sha256))


def record_of(app: App) -> dict[str, Any]:
    """Return everything on record of the letter, row by row, to compare before and after; but for the lease."""
    found: dict[str, Any] = {}
    with app.database.connect() as connection:
        for table in METADATA.tables:
            if table != "run_lease":
                rows = connection.execute(sa.text(f'SELECT * FROM "{table}"')).mappings()
                found[table] = sorted((sorted(map(str, row.items())) for row in rows), key=str)
    return found


def status_of(app: App) -> Status:
    """Return where the letter is."""
    return read_status(app, NUMBER)


def stored_path(app: App, sha256: str) -> Path:
    """Return where a stored file is on disk."""
    return Path(app.settings.documents) / sha256[:2] / sha256


on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For tests in which the database plays no part: once is enough."""


def refused(app: App, error: type[ParaafError], act: Callable[[], object]) -> str:
    """Check that an act is refused with this error and changes nothing on record; return what was said."""
    before = record_of(app)
    with pytest.raises(error) as caught:
        act()
    assert type(caught.value) is error
    assert record_of(app) == before
    return english(caught.value)
