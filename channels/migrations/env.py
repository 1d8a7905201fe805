"""Runs the gateway's migrations on the database whose URL `channels.database.upgrade` passes."""

from alembic import context
from sqlalchemy import create_engine

from channels import tables
from channels.database import sync_url

engine = create_engine(sync_url(context.config.attributes["url"]))
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=tables.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
