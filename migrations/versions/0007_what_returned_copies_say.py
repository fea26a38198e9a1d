"""Tracked changes and Word comments of returned copies are comments; consolidated and answered copies"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DOCUMENTS = (
    *("attachment", "draft", "next_version", "reaction_table", "returned_copy", "advice_note"),
    *("public_advice_note", "for_signature", "signed", "dispatch_package", "redline"),
)
_MESSAGES = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    "passed_on",
)
NEW_WORDS = {
    ("document", "kind", "documentkind"): (_DOCUMENTS, ("consolidated_copy", "answered_copy")),
    ("message", "kind", "messagekind"): (_MESSAGES, ("answered",)),
}
"""(table, column, name of the closed list): the words before, the words that come with this version."""

_NEW_COLUMNS = ("source", "author", "old_text", "marks")
_SOURCES = ("said", "word_comment", "change")


def upgrade() -> None:
    for (table, column, name), (before, new) in NEW_WORDS.items():
        _allow(table, column, name, before, (*before, *new))
    _allow_changes("comment")
    with op.batch_alter_table("comment") as batch:
        batch.add_column(sa.Column("source", _words("commentsource", _SOURCES), nullable=False, server_default="said"))
        batch.add_column(sa.Column("author", sa.String(length=200), nullable=False, server_default=""))
        batch.add_column(sa.Column("old_text", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("marks", sa.JSON(), nullable=False, server_default="[]"))
    _refuse_changes("comment")


def downgrade() -> None:
    _allow_changes("comment")
    with op.batch_alter_table("comment") as batch:
        for column in _NEW_COLUMNS:
            batch.drop_column(column)
    _refuse_changes("comment")
    for (table, column, name), (before, new) in NEW_WORDS.items():
        _allow(table, column, name, (*before, *new), before)


def _allow(table: str, column: str, name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of words that a column holds; the triggers on the table stay."""
    is_append_only = table == "document"
    if is_append_only:
        _allow_changes(table)
    with op.batch_alter_table(table) as batch:
        batch.alter_column(
            column, existing_type=_words(name, before), type_=_words(name, after), existing_nullable=False
        )
    if is_append_only:
        _refuse_changes(table)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _refuse_changes(table: str) -> None:
    """Make the database itself refuse to change or remove a row."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION paraaf_refuse_change()"
    )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
