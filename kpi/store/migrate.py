"""Bringing the tables of a database up to date."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from kpi.store.engine import StoreUnavailable, writing


def migrate(engine: Engine) -> None:
    """Apply the migrations that this database lacks: all of them or none.

    Of two processes that start at once the second waits for the write lock and finds nothing to do.
    Raises StoreUnavailable when a newer version of the product has already changed the tables.
    """
    config = Config()
    config.set_main_option("script_location", "kpi.store:migrations")
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(engine) as connection:
        applied = MigrationContext.configure(connection).get_current_revision()
        if applied is not None and applied not in known:
            raise StoreUnavailable("newer_schema", applied)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
