"""Messages can be cancelled"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = ("pending", "sending", "sent", "unknown")
AFTER = (*BEFORE, "cancelled")


def _words(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name="messagestatus", native_enum=False, create_constraint=True, length=32)


def _change(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("status", existing_type=_words(before), type_=_words(after), existing_nullable=False)


def upgrade() -> None:
    _change(BEFORE, AFTER)


def downgrade() -> None:
    op.execute("UPDATE message SET status = 'unknown' WHERE status = 'cancelled'")
    _change(AFTER, BEFORE)
