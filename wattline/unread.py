"""What providers handed over and nobody could read: shown, and tried again."""

from datetime import UTC, datetime

from sqlalchemy import create_engine

from channels.database import sync_url
from channels.spool import repository
from channels.spool.repository import Unreadable
from wattline.layout import Layout


def unread(layout: Layout, *, again: bool = False) -> list[Unreadable]:
    """What could not be read, the oldest first.

    Args:
        layout: Where the gateway's database is.
        again: Have it read once more, by the gateway that runs or starts next.

    Raises:
        SQLAlchemyError: The database cannot be reached.
    """
    engine = create_engine(sync_url(layout.gateway_database_url))
    try:
        with engine.begin() as connection:
            found = repository.unreadable(connection)
            if again:
                repository.try_again(connection, datetime.now(UTC))
            return found
    finally:
        engine.dispose()
