"""Which events a test's requests left behind."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_api.database import create_sync_engine
from backend_api.events.models import DomainEvent
from tests.backend_api.conftest import Api


def happened(api: Api, name: str) -> list[dict[str, Any]]:
    """What was told about each event of a name, oldest first."""
    engine = create_sync_engine(api.database)
    try:
        with Session(engine) as session:
            found = session.scalars(select(DomainEvent).where(DomainEvent.name == name).order_by(DomainEvent.id))
            return [event.about for event in found]
    finally:
        engine.dispose()
