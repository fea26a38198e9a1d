"""Optional parties, late and revised reactions, parallel sign-offs, change notices, holds, discussions"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEW_APPEND_ONLY = ("change_notice", "response", "escalation")

_DOCUMENTS = (
    *("attachment", "draft", "next_version", "reaction_table", "returned_copy", "advice_note"),
    *("public_advice_note", "for_signature", "signed", "dispatch_package"),
)
_MESSAGES = (
    *("invitation", "reminder", "extended", "round_closed", "sign_off_asked", "returned", "signature_asked"),
    *("discuss", "signed", "ready_to_dispatch", "to_parliament", "dispatched", "withdrawn"),
)
_SIGN_OFFS = ("waiting", "asked", "signed_off", "returned", "lapsed")
NEW_WORDS = {
    ("document", "kind", "documentkind"): (_DOCUMENTS, ("redline",)),
    ("message", "kind", "messagekind"): (
        _MESSAGES,
        ("late_reaction", "changed", "sign_off_ended", "discussed", "held", "released", "taken_over"),
    ),
    ("sign_off", "status", "signoffstatus"): (_SIGN_OFFS, ("skipped", "not_needed")),
}
"""(table, column, name of the closed list): the words before, the words that come with this version."""


def upgrade() -> None:
    for (table, column, name), (before, new) in NEW_WORDS.items():
        _allow(table, column, name, before, (*before, *new))
    _add("dossier", sa.Column("asks_all_from", sa.Integer(), nullable=False, server_default="0"))
    _add("participant", sa.Column("is_optional", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add("participant", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    _add("participant", sa.Column("needed", sa.Integer(), nullable=False, server_default="1"))
    _add("invitation", sa.Column("asked_at", sa.DateTime(), nullable=True))
    _add("invitation", sa.Column("is_optional", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add("reaction", sa.Column("deputy_code", sa.String(length=40), nullable=True))
    _add("reaction", sa.Column("is_late", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add("sign_off", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    _add("sign_off", sa.Column("needed", sa.Integer(), nullable=False, server_default="1"))
    # Until now everybody on the route had a turn of its own, and was asked when the round opened.
    op.execute("UPDATE participant SET turn = place WHERE kind = 'unit'")
    op.execute("UPDATE sign_off SET turn = place")
    op.execute(
        "UPDATE invitation SET asked_at = "
        "(SELECT opened_at FROM consultation_round WHERE consultation_round.id = invitation.round_id)"
    )
    with op.batch_alter_table("invitation") as batch:
        batch.alter_column("asked_at", existing_type=sa.DateTime(), nullable=False)
    _new_tables()
    for table in NEW_APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in NEW_APPEND_ONLY:
        _allow_changes(table)
    for table in ("change_notice", "discussion", "hold"):
        op.drop_table(table)
    for table, columns in (
        ("sign_off", ("turn", "needed")),
        ("reaction", ("deputy_code", "is_late")),
        ("invitation", ("asked_at", "is_optional")),
        ("participant", ("is_optional", "turn", "needed")),
        ("dossier", ("asks_all_from",)),
    ):
        for column in columns:
            op.drop_column(table, column)
    for (table, column, name), (before, new) in NEW_WORDS.items():
        _allow(table, column, name, (*before, *new), before)


def _add(table: str, column: sa.Column) -> None:  # type: ignore[type-arg]
    """Add a column without making the table anew: the triggers on it stay."""
    op.add_column(table, column)


def _allow(table: str, column: str, name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of words that a column holds; the triggers on the table stay."""
    is_append_only = table == "document"
    if is_append_only:
        _allow_changes(table)
    with op.batch_alter_table(table) as batch:
        batch.alter_column(
            column, existing_type=_words(name, before), type_=_words(name, after), existing_nullable=False
        )
    if is_append_only:
        _refuse_changes(table)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _refuse_changes(table: str) -> None:
    """Make the database itself refuse to change or remove a row."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION paraaf_refuse_change()"
    )


def _allow_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_append_only ON {table}")


def _new_tables() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", _words("holdstatus", ("in_force", "released", "lapsed")), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_hold_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("dossier_id", "number", name=op.f("uq_hold_dossier_id_number")),
    )
    op.create_index(op.f("ix_hold_dossier_id"), "hold", ["dossier_id"])
    op.create_table(
        "change_notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("stage_key", sa.String(length=40), nullable=False),
        sa.Column("party_code", sa.String(length=40), nullable=False),
        sa.Column("agreed_version", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("after_round", sa.Integer(), nullable=False),
        sa.Column("choice", _words("changechoice", ("inform", "ask_again")), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_change_notice_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_notice")),
        sa.UniqueConstraint(
            "dossier_id",
            "stage_key",
            "party_code",
            "version_number",
            name=op.f("uq_change_notice_dossier_id_stage_key_party_code_version_number"),
        ),
    )
    op.create_index(op.f("ix_change_notice_dossier_id"), "change_notice", ["dossier_id"])
    op.create_table(
        "discussion",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=True),
        sa.Column("held_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_discussion_decision_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_discussion_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
        sa.UniqueConstraint("decision_id", "number", name=op.f("uq_discussion_decision_id_number")),
    )
    op.create_index(op.f("ix_discussion_dossier_id"), "discussion", ["dossier_id"])
