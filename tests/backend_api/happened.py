"""Which events a test's requests left behind."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_api.database import create_sync_engine
from backend_api.events.models import DomainEvent
from tests.backend_api.conftest import Api


def happened(api: Api, name: str, customer_id: UUID) -> list[dict[str, Any]]:
    """What was told about each event of a name about a customer, oldest first."""
    engine = create_sync_engine(api.database)
    try:
        with Session(engine) as session:
            statement = select(DomainEvent).where(DomainEvent.name == name, DomainEvent.customer_id == customer_id)
            return [event.about for event in session.scalars(statement.order_by(DomainEvent.id))]
    finally:
        engine.dispose()
