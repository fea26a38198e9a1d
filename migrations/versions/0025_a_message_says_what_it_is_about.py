"""A message says what it is about, and not its key only"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.add_column(sa.Column("about", sa.String(length=32), nullable=False, server_default=""))
    message = sa.table("message", sa.column("id"), sa.column("key"), sa.column("about"))
    connection = op.get_bind()
    rows = connection.execute(sa.select(message.c.id, message.c.key)).all()
    about = [{"of": row.id, "what": row.key.split(":")[1]} for row in rows if ":" in row.key]
    if about:
        named = sa.update(message).where(message.c.id == sa.bindparam("of")).values(about=sa.bindparam("what"))
        connection.execute(named, about)


def downgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.drop_column("about")
