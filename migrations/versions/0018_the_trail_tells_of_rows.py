"""The audit trail tells of each value in the rows on record"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_event", sa.Column("rows", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit_event", "rows")
