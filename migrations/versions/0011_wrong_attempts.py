"""Wrong attempts are counted over all processes"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wrong_attempt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_attempt")),
    )
    op.create_index(op.f("ix_wrong_attempt_at"), "wrong_attempt", ["at"])
    op.create_index("ix_wrong_attempt_source_at", "wrong_attempt", ["source", "at"])


def downgrade() -> None:
    op.drop_table("wrong_attempt")
