"""One-time codes, and where a contact's codes go"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_to", sa.String(length=320), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_one_time_code_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    op.create_index(op.f("ix_one_time_code_link_id"), "one_time_code", ["link_id"])
    with op.batch_alter_table("contact") as batch:
        batch.add_column(sa.Column("code_address", sa.String(length=320), nullable=False, server_default=""))
        batch.add_column(sa.Column("code_channel", sa.String(length=40), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("contact") as batch:
        batch.drop_column("code_channel")
        batch.drop_column("code_address")
    op.drop_table("one_time_code")
