"""Run by Alembic on the connection that ``backend_api.database.migrate`` hands over."""

from alembic import context

from backend_api.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table="backend_alembic_version",
    transactional_ddl=True,
    render_as_batch=True,  # drafts: SQLite cannot alter tables otherwise
)
with context.begin_transaction():
    context.run_migrations()
