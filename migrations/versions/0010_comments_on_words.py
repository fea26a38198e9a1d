"""A comment can be about some words of a passage"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comment", sa.Column("words", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("comment", "words")
