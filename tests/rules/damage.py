"""What goes wrong in an example: files and rows that change, processes that die, templates that do not fit."""

import shutil
from dataclasses import replace

from sqlalchemy import event
from sqlmodel import Session, col, select, update

from models.audit import AuditEvent, event_hash
from models.dossier import Dossier
from models.enums import MessageKind, Position
from paraaf.resources import shipped
from paraaf.services.audit.verifying import verify
from tests.rules.facts import document
from tests.rules.story import Story
from tests.support.acts import stored_path
from tests.support.forging import forging
from tests.support.letters import NUMBER


def change_a_byte(story: Story, name: str) -> None:
    path = stored_path(story.app, document(story, name).sha256)
    path.write_bytes(path.read_bytes() + b"\0")


def in_the_database(story: Story, statement: str) -> None:
    """Do what the triggers of the database are to refuse."""
    with story.app.database.begin() as connection:
        connection.exec_driver_sql(statement)


def forge_reaction(story: Story, party: str, position: Position) -> None:
    with forging(story.app) as connection:
        connection.exec_driver_sql(f"UPDATE reaction SET position = '{position}' WHERE party_code = '{party}'")


def open_again(story: Story, party: str) -> None:
    with forging(story.app) as connection:
        values = "revoked_at = NULL, revoked_by = '', revoke_reason = ''"
        assert connection.exec_driver_sql(f"UPDATE link SET {values} WHERE party_code = '{party}'").rowcount


def other_text(story: Story, kind: MessageKind, party: str) -> None:
    with forging(story.app) as connection:
        where = f"kind = '{kind}' AND party_code = '{party}'"
        assert connection.exec_driver_sql(f"UPDATE message SET body = 'Anders.' WHERE {where}").rowcount


def take_out_message(story: Story, kind: MessageKind, party: str) -> None:
    with forging(story.app) as connection:
        where = f"kind = '{kind}' AND party_code = '{party}'"
        assert connection.exec_driver_sql(f"DELETE FROM message WHERE {where}").rowcount


def take_out_event(story: Story, seq: int) -> None:
    with forging(story.app) as connection:
        connection.exec_driver_sql(f"DELETE FROM audit_event WHERE seq = {seq}")


def write_anew(story: Story) -> None:
    """Let somebody else have started the letter, with all hashes to match."""
    with story.app.read() as session:
        chain = list(session.exec(select(AuditEvent).order_by(col(AuditEvent.seq))))
    previous = ""
    with forging(story.app) as connection:
        for each in chain:
            each.actor = "Iemand anders" if each.action == "round_opened" else each.actor
            each.previous_hash = previous or each.previous_hash
            each.hash = previous = event_hash(each)
            values = {name: getattr(each, name) for name in ("actor", "previous_hash", "hash")}
            connection.execute(update(AuditEvent).where(col(AuditEvent.seq) == each.seq).values(values))
        connection.execute(update(Dossier).values(audit_head=previous))


def note_hash(story: Story) -> None:
    story.noted = verify(story.app, NUMBER).head


def change_meanwhile() -> None:
    """Let somebody else change the letter once, in the middle of the next thing that anybody does to it."""

    @event.listens_for(Session, "before_flush", once=True)
    def _(session: Session, *_: object) -> None:
        session.connection().exec_driver_sql("UPDATE dossier SET revision = revision + 1")


def other_template(story: Story, name: str, before: str, after: str) -> None:
    """Let Paraaf use templates of which one is changed."""
    folder = story.folder / "templates"
    shutil.copytree(shipped("templates"), folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    settings = story.app.settings.model_copy(update={"templates": folder})
    story.app = replace(story.app, settings=settings)
