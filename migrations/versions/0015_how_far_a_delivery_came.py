"""Messages know how far their delivery came"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BEFORE = ("pending", "sending", "sent", "unknown", "cancelled")
AFTER = ("pending", "sending", "sent", "refused", "unknown", "cancelled")
KINDS = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    *("passed_on", "answered", "started"),
)
NEVER_SENT = ("connection refused", "is not known", "the server refuses", "too large", "is not set up")
"""By what the last error says, a delivery did not arrive in what was recorded up to now."""


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _change(column: str, name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column(
            column, existing_type=_words(name, before), type_=_words(name, after), existing_nullable=False
        )


def upgrade() -> None:
    _change("status", "messagestatus", BEFORE, AFTER)
    _change("kind", "messagekind", KINDS, (*KINDS, "not_delivered"))
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("outcome", _words("outcome", ("not_handed_over", "refused", "unknown")), nullable=True)
        )
        batch_op.add_column(sa.Column("broken_off", sa.Integer(), nullable=False, server_default="0"))
    never = " OR ".join(f"last_error LIKE '%{words}%'" for words in NEVER_SENT)
    op.execute(f"UPDATE message SET outcome = 'not_handed_over' WHERE attempts > 0 AND ({never})")
    op.execute("UPDATE message SET outcome = 'unknown', broken_off = 1 WHERE attempts > 0 AND outcome IS NULL")
    op.execute("UPDATE message SET outcome = 'unknown', broken_off = 1 WHERE status = 'unknown'")
    op.execute("UPDATE message SET outcome = NULL WHERE status = 'sent'")


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("broken_off")
        batch_op.drop_column("outcome")
    op.execute("UPDATE message SET status = 'unknown' WHERE status = 'refused'")
    op.execute("DELETE FROM message WHERE kind = 'not_delivered'")
    _change("kind", "messagekind", (*KINDS, "not_delivered"), KINDS)
    _change("status", "messagestatus", AFTER, BEFORE)
