"""Silence of who was never reached is told apart"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: that makes the table anew, without the triggers that keep its rows as they are.
    op.add_column("reaction", sa.Column("is_unreached", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("reaction", "is_unreached")
