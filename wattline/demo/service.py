"""What service works on in the demo: tickets, returns, interruptions, fault guides and papers, in order of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattline.demo import catalog, outages, papers, returns, tickets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backend_api.customers.models import Customer
    from backend_api.database import Base
    from wattline.demo.points import PointRows


def batches(customers: dict[str, Customer], points: list[PointRows], today: date) -> list[Sequence[Base]]:
    """The rows as of a day, each batch after the ones it refers to; after partners, products and switches.

    Args:
        customers: By their keys.
        points: With their bills, contracts and switches numbered.
        today: The day of seeding in UTC.
    """
    names = {device.number: dict(device.name) for device in catalog.written().devices}
    back = returns.returned(customers, names, today)
    homes = {rows.point.customer_id: rows.point.id for rows in reversed(points)}
    for order in back.orders:
        order.service_point_id = homes[order.customer_id]
    expected = papers.papers(customers, points, today)
    return [
        tickets.tickets(customers, points, today),
        [order for order in back.orders if order.follows_id is None],
        [order for order in back.orders if order.kind == "return"],
        [order for order in back.orders if order.kind == "replacement"],
        [*back.codes, *expected.codes],
        back.returns,
        expected.documents,
        outages.outages(today),
        outages.reports(customers, points, today),
        outages.guides(today),
    ]
