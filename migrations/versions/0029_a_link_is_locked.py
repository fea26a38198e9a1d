"""A link is locked after many wrong codes, and codes belong to who asked for them"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_KINDS = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    *("passed_on", "answered", "started", "not_delivered", "asked_anew", "taken_out"),
)


def upgrade() -> None:
    with op.batch_alter_table("one_time_code") as batch:
        batch.add_column(sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("asker", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("link") as batch:
        batch.add_column(sa.Column("wrong_codes", sa.Integer(), nullable=False, server_default="0"))
    _allow(_KINDS, (*_KINDS, "link_locked"))


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'link_locked'")
    _allow((*_KINDS, "link_locked"), _KINDS)
    with op.batch_alter_table("link") as batch:
        batch.drop_column("wrong_codes")
    with op.batch_alter_table("one_time_code") as batch:
        batch.drop_column("asker")
        batch.drop_column("seq")


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of kinds of message."""
    with op.batch_alter_table("message") as batch:
        batch.alter_column("kind", existing_type=_words(before), type_=_words(after), existing_nullable=False)


def _words(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name="messagekind", native_enum=False, create_constraint=True, length=32)
