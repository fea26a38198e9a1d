"""A party that was asked by mistake is taken out of its round, and told"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_KINDS = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    *("passed_on", "answered", "started", "not_delivered", "asked_anew"),
)


def upgrade() -> None:
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("taken_out_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("taken_out_by", sa.String(length=200), nullable=False, server_default=""))
        batch.add_column(sa.Column("taken_out_reason", sa.String(), nullable=False, server_default=""))
    _allow(_KINDS, (*_KINDS, "taken_out"))


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'taken_out'")
    _allow((*_KINDS, "taken_out"), _KINDS)
    with op.batch_alter_table("invitation") as batch:
        for name in ("taken_out_reason", "taken_out_by", "taken_out_at"):
            batch.drop_column(name)


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of kinds of message."""
    with op.batch_alter_table("message") as batch:
        batch.alter_column("kind", existing_type=_words(before), type_=_words(after), existing_nullable=False)


def _words(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name="messagekind", native_enum=False, create_constraint=True, length=32)
