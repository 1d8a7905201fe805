"""Who else is connected in the demo: receivers of events, tokens of other systems, and what people asked to have."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from backend_api.event_subscriptions.models import EventSubscription
from backend_api.privacy.models import DataExport, Erasure
from backend_api.service_tokens.models import ServiceToken
from backend_api.service_tokens.tokens import token_hash
from wattline.demo.ids import row_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.customers.models import Customer
    from backend_api.database import Base

_RECEIVERS = (
    ("Loyalty partner", "https://hooks.bonus.example/wattline", ("invoice_issued", "contract_renewed")),
    ("Parcel service", "https://parcels.example/events", ("order_placed", "order_state_changed", "return_opened")),
)
_TOKENS = (("web shop", ("shop",), 300), ("demo erp", ("erp",), 200), ("night jobs", ("operations",), -5))
"""Name, scopes, and days until it ends."""


def batches(customers: Sequence[Customer], today: date) -> list[list[Base]]:
    """The rows, as of a day; nobody can show these tokens, since nothing hashes to what is stored."""
    morning = datetime.combine(today, time(8), UTC)
    receivers: list[Base] = [
        EventSubscription(
            id=row_id("receiver", name),
            name=name,
            kind="webhook",
            url=url,
            event_names=list(names),
            state="paused",
            created_at=morning - timedelta(days=40),
        )
        for name, url, names in _RECEIVERS
    ]
    tokens: list[Base] = [
        ServiceToken(
            id=row_id("token", name),
            name=name,
            token_hash=token_hash(f"nothing a token looks like: {name}"),
            scopes=list(scopes),
            created_at=morning - timedelta(days=60),
            expires_at=morning + timedelta(days=days),
        )
        for name, scopes, days in _TOKENS
    ]
    return [receivers, tokens, _own_data(customers[0], morning), _own_data(customers[-1], morning)]


def _own_data(customer: Customer, morning: datetime) -> list[Base]:
    """A copy that was fetched, and a wish to be erased that was taken back."""
    asked_at = morning - timedelta(days=20)
    return [
        DataExport(
            id=row_id("export", customer.id),
            customer_id=customer.id,
            asked_at=asked_at,
            ready_at=asked_at,
            expires_at=asked_at + timedelta(days=1),
            fetched_at=asked_at + timedelta(minutes=4),
        ),
        Erasure(
            id=row_id("erasure", customer.id),
            customer_id=customer.id,
            state="taken_back",
            asked_at=asked_at,
            due_at=asked_at + timedelta(days=7),
            settled_at=asked_at + timedelta(days=1),
        ),
    ]
