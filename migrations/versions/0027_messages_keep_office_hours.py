"""Messages keep office hours, unless somebody asked for them"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.add_column(sa.Column("is_asked_for", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("held_until", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.drop_column("held_until")
        batch.drop_column("is_asked_for")
