"""Links to the portal, what people typed there and did not send yet, and questions that are passed on"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MESSAGES = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
    *("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
)


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            _words("linkpurpose", ("review", "sign_off", "decision", "owner", "secretariat")),
            nullable=False,
        ),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("party_code", sa.String(length=40), nullable=False),
        sa.Column("deputy_code", sa.String(length=40), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("language", _words("language", ("nl", "en")), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("passed_on_from", sa.String(length=32), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by", sa.String(length=200), nullable=False),
        sa.Column("revoke_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_link_dossier_id")),
        sa.ForeignKeyConstraint(["passed_on_from"], ["link.id"], name=op.f("fk_link_passed_on_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("dossier_id", "number", name=op.f("uq_link_dossier_id_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    op.create_index(op.f("ix_link_dossier_id"), "link", ["dossier_id"])
    op.create_table(
        "draft",
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_draft_link_id")),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("message") as batch:
        batch.add_column(sa.Column("link_id", sa.String(length=32), nullable=True))
        batch.create_foreign_key(op.f("fk_message_link_id"), "link", ["link_id"], ["id"])
        batch.alter_column(
            "kind",
            existing_type=_words("messagekind", _MESSAGES),
            type_=_words("messagekind", (*_MESSAGES, "passed_on")),
            existing_nullable=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.drop_constraint(op.f("fk_message_link_id"), type_="foreignkey")
        batch.drop_column("link_id")
        batch.alter_column(
            "kind",
            existing_type=_words("messagekind", (*_MESSAGES, "passed_on")),
            type_=_words("messagekind", _MESSAGES),
            existing_nullable=False,
        )
    op.drop_table("draft")
    op.drop_table("link")


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
