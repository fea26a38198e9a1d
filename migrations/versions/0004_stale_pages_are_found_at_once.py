"""Stale pages are found at once"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

IS_STALE = sa.text("published_revision < revision AND flow_run_id IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_dossier_stale", "dossier", ["id"], sqlite_where=IS_STALE, postgresql_where=IS_STALE)


def downgrade() -> None:
    op.drop_index("ix_dossier_stale", "dossier")
