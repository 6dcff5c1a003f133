"""Run by Alembic with the connection that `upgrade` hands in; there is no alembic.ini."""

from __future__ import annotations

from alembic import context

from service.history.tables import metadata

VERSION_TABLE = "history_version"

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite cannot alter a column; a batch copies the table
)
with context.begin_transaction():
    context.run_migrations()
