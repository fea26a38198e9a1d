"""A link knows whether its holder is a contact of the directory, and where its codes go; asked anew is a message"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_KINDS = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    *("passed_on", "answered", "started", "not_delivered"),
)


def upgrade() -> None:
    with op.batch_alter_table("link") as batch:
        batch.add_column(sa.Column("is_contact", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("code_channel", sa.String(length=40), nullable=False, server_default=""))
        batch.add_column(sa.Column("code_address", sa.String(length=320), nullable=False, server_default=""))
    op.execute(_ARE_CONTACTS)
    for name, value in (("code_address", "c.code_address"), ("code_channel", _CODE_CHANNEL)):
        op.execute(_AS_THE_CONTACT.format(name=name, value=value))
    _allow(_KINDS, (*_KINDS, "asked_anew"))


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'asked_anew'")
    _allow((*_KINDS, "asked_anew"), _KINDS)
    with op.batch_alter_table("link") as batch:
        for name in ("is_contact", "code_channel", "code_address"):
            batch.drop_column(name)


_ARE_CONTACTS = """
UPDATE link SET is_contact = true
WHERE account = '' AND passed_on_from IS NULL AND purpose <> 'owner' AND NOT EXISTS (
    SELECT 1 FROM participant p
    WHERE p.dossier_id = link.dossier_id AND p.code = link.party_code AND p.contacts IS NOT NULL
)
"""
"""Who got a link by a message was a contact then; only a party of one letter alone stands in no directory."""

_CODE_CHANNEL = "CASE c.code_address WHEN '' THEN '' ELSE COALESCE(NULLIF(c.code_channel, ''), c.channel) END"
_AS_THE_CONTACT = """
UPDATE link SET {name} = COALESCE((
    SELECT MAX({value}) FROM contact c JOIN dossier d ON d.id = link.dossier_id
    WHERE c.address = link.address AND c.channel = link.channel AND c.name = link.holder AND c.party_code =
        COALESCE(link.deputy_code, CASE link.party_code WHEN 'secretariat' THEN d.secretariat_code
                                   ELSE link.party_code END)
), '')
WHERE is_contact
"""


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of kinds of message."""
    with op.batch_alter_table("message") as batch:
        batch.alter_column("kind", existing_type=_words(before), type_=_words(after), existing_nullable=False)


def _words(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name="messagekind", native_enum=False, create_constraint=True, length=32)
