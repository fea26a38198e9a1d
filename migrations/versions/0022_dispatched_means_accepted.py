"""A letter is sent first, and dispatched when parliament took it"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_BEFORE = ("ready", "dispatched", "lapsed")
_AFTER = ("ready", "sending", "dispatched", "lapsed")


def upgrade() -> None:
    _allow(_BEFORE, _AFTER)
    with op.batch_alter_table("dispatch") as batch:
        batch.add_column(sa.Column("sent_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("how", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("handed_over_by", sa.String(length=200), nullable=False, server_default=""))


def downgrade() -> None:
    op.execute("UPDATE dispatch SET status = 'ready' WHERE status = 'sending'")
    with op.batch_alter_table("dispatch") as batch:
        for name in ("handed_over_by", "how", "sent_at"):
            batch.drop_column(name)
    _allow(_AFTER, _BEFORE)


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("dispatch") as batch:
        batch.alter_column("status", existing_type=_words(before), type_=_words(after), existing_nullable=False)


def _words(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name="dispatchstatus", native_enum=False, create_constraint=True, length=32)
