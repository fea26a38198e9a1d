"""A link and a message know which address of the directory a person corrected"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("link", "message"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("corrected_from", sa.String(length=320), nullable=False, server_default=""))
    op.execute(_LINKS)
    op.execute(_MESSAGES)


def downgrade() -> None:
    for table in ("message", "link"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("corrected_from")


_LINKS = """
UPDATE link SET corrected_from = COALESCE((
    SELECT MAX(o.address) FROM link o
    WHERE o.dossier_id = link.dossier_id AND o.purpose = link.purpose AND o.about = link.about
        AND o.party_code = link.party_code AND COALESCE(o.deputy_code, '') = COALESCE(link.deputy_code, '')
        AND o.holder = link.holder AND o.channel = link.channel AND o.address <> link.address
        AND o.number < link.number AND o.is_contact
), '')
WHERE purpose = 'review' AND account = '' AND passed_on_from IS NULL AND NOT is_contact
"""
"""Where a question went to a corrected address, the link of the contact itself was made before, in the same name."""

_MESSAGES = """
UPDATE message SET corrected_from = (SELECT l.corrected_from FROM link l WHERE l.id = message.link_id)
WHERE EXISTS (
    SELECT 1 FROM link l WHERE l.id = message.link_id AND l.corrected_from <> '' AND l.address = message.address
)
"""
