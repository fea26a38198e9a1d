"""A comment says where the text goes that it proposes"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_PLACINGS = sa.Enum("words", "passage", "after", name="placing", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _allow_changes()
    with op.batch_alter_table("comment") as batch:
        batch.add_column(sa.Column("placing", _PLACINGS, nullable=True))
    _refuse_changes()


def downgrade() -> None:
    _allow_changes()
    with op.batch_alter_table("comment") as batch:
        batch.drop_column("placing")
    _refuse_changes()


def _refuse_changes() -> None:
    """Make the database itself refuse to change or remove a comment."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER comment_no_{verb.lower()} BEFORE {verb} ON comment "
                "BEGIN SELECT RAISE(ABORT, 'rows of comment are never changed'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER comment_append_only BEFORE UPDATE OR DELETE ON comment "
        "FOR EACH ROW EXECUTE FUNCTION paraaf_refuse_change()"
    )


def _allow_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER comment_no_{verb}")
        return
    op.execute("DROP TRIGGER comment_append_only ON comment")
