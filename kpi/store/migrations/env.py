"""Runs the migrations inside the transaction of `kpi.store.migrate`, which holds the write lock."""

from alembic import context

from kpi.store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
