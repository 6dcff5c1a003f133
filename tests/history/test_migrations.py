from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from service.errors import SettingsError
from service.history.database import HEAD, MIGRATIONS, Database
from service.history.tables import metadata


@pytest.fixture
def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def test_the_program_needs_the_last_migration(config):
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_that_the_program_uses(url):
    database = Database(url)
    database.upgrade()
    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "history_version"})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_upgrading_twice_changes_nothing(url):
    database = Database(url)
    assert database.revision is None
    database.upgrade()
    database.upgrade()
    assert database.revision == HEAD
    database.close()


def test_the_migrations_can_be_undone(url, config):
    database = Database(url)
    database.upgrade()
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with database.read() as connection:
        assert set(inspect(connection).get_table_names()) <= {"history_version"}
    database.close()


def test_a_store_of_a_newer_program_is_refused(open_store, url):
    open_store()
    database = Database(url)
    with database.write() as connection:
        connection.execute(text("UPDATE history_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(SettingsError, match="newer version"):
        open_store()
