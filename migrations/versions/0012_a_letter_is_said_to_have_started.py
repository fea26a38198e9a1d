"""The owner and the secretariat are told that a letter started"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BEFORE = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    *("passed_on", "answered"),
)


def upgrade() -> None:
    _allow(_BEFORE, (*_BEFORE, "started"))


def downgrade() -> None:
    _allow((*_BEFORE, "started"), _BEFORE)


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of kinds of message."""
    with op.batch_alter_table("message") as batch:
        batch.alter_column("kind", existing_type=_words(before), type_=_words(after), existing_nullable=False)


def _words(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name="messagekind", native_enum=False, create_constraint=True, length=32)
