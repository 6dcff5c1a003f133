"""What the store holds. Dates are numbers of days, so that no two rows share readable bytes.

wrapping   a key file that wraps keys, known by its mark; two while keys are being changed
vault      the index key, wrapped; one row
scope      the key of a child or household, wrapped
member     a child, by pseudonym, and the scope it belongs to
note       a note, by pseudonym; its fingerprints, offsets and id are in `blob`, encrypted
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER is SQLite's own row number
# sqlite_autoincrement: a row number is never used again, or a note on its way to an erased child could reach another.

wrapping = Table(
    "history_wrapping",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", LargeBinary, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

vault = Table(
    "history_vault",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("wrapping_id", Integer, ForeignKey(wrapping.c.id), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
)

scope = Table(
    "history_scope",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("ref", LargeBinary, nullable=False, unique=True),
    Column("wrapping_id", Integer, ForeignKey(wrapping.c.id), nullable=False, index=True),
    Column("wrapped_key", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

member = Table(
    "history_member",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("ref", LargeBinary, nullable=False, unique=True),
    Column("scope_id", _ID, ForeignKey(scope.c.id), nullable=False, index=True),
    sqlite_autoincrement=True,
)

note = Table(
    "history_note",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("member_id", _ID, ForeignKey(member.c.id), nullable=False),
    Column("ref", LargeBinary, nullable=False),
    Column("written_on", Integer),
    Column("keep_until", Integer),
    Column("algo_version", SmallInteger, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    UniqueConstraint("member_id", "ref"),
)

Index(
    "ix_history_note_keep_until",
    note.c.keep_until,
    sqlite_where=note.c.keep_until.is_not(None),
    postgresql_where=note.c.keep_until.is_not(None),
)
