"""A letter knows who is to sign it, and who was to sign it before"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dossier") as batch:
        batch.add_column(sa.Column("signer", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("former_signers", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("signer_from", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("signature", sa.Column("deputy_code", sa.String(length=40), nullable=True))
    _as_the_directory_says()


def downgrade() -> None:
    op.drop_column("signature", "deputy_code")
    with op.batch_alter_table("dossier") as batch:
        for name in ("signer", "former_signers", "signer_from"):
            batch.drop_column(name)


def _as_the_directory_says() -> None:
    """Letters under way were set with the minister whom the directory names."""
    dossier = sa.table(
        "dossier", sa.column("id"), sa.column("minister_code"), sa.column("ended_at"), sa.column("signer", sa.JSON())
    )
    party = sa.table("party", sa.column("code"), sa.column("name"), sa.column("title"))
    query = sa.select(dossier.c.id, party.c.name, party.c.title).where(
        dossier.c.minister_code == party.c.code, dossier.c.ended_at.is_(None)
    )
    connection = op.get_bind()
    for dossier_id, name, title in connection.execute(query).all():
        signer = {"name": name, "function": title, "deputy": None}
        connection.execute(sa.update(dossier).where(dossier.c.id == dossier_id).values(signer=signer))
