"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "history_wrapping",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("mark", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_wrapping"),
        sa.UniqueConstraint("mark", name="uq_history_wrapping_mark"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "history_vault",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("wrapping_id", sa.Integer, nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_vault"),
        sa.ForeignKeyConstraint(["wrapping_id"], ["history_wrapping.id"], name="fk_history_vault_wrapping_id"),
    )
    op.create_table(
        "history_scope",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ref", sa.LargeBinary, nullable=False),
        sa.Column("wrapping_id", sa.Integer, nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_scope"),
        sa.UniqueConstraint("ref", name="uq_history_scope_ref"),
        sa.ForeignKeyConstraint(["wrapping_id"], ["history_wrapping.id"], name="fk_history_scope_wrapping_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_history_scope_wrapping_id", "history_scope", ["wrapping_id"])
    op.create_table(
        "history_member",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ref", sa.LargeBinary, nullable=False),
        sa.Column("scope_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_member"),
        sa.UniqueConstraint("ref", name="uq_history_member_ref"),
        sa.ForeignKeyConstraint(["scope_id"], ["history_scope.id"], name="fk_history_member_scope_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_history_member_scope_id", "history_member", ["scope_id"])
    _create_note()


def _create_note() -> None:
    op.create_table(
        "history_note",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("ref", sa.LargeBinary, nullable=False),
        sa.Column("written_on", sa.Integer),
        sa.Column("keep_until", sa.Integer),
        sa.Column("algo_version", sa.SmallInteger, nullable=False),
        sa.Column("blob", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_note"),
        sa.UniqueConstraint("member_id", "ref", name="uq_history_note_member_id_ref"),
        sa.ForeignKeyConstraint(["member_id"], ["history_member.id"], name="fk_history_note_member_id"),
    )
    kept = sa.text("keep_until IS NOT NULL")
    op.create_index(
        "ix_history_note_keep_until", "history_note", ["keep_until"], sqlite_where=kept, postgresql_where=kept
    )


def downgrade() -> None:
    """Drop every table, and with them the history."""
    for table in ("note", "member", "scope", "vault", "wrapping"):
        op.drop_table(f"history_{table}")
