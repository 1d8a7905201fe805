"""For every customer-facing route: something of another customer's, and something nobody has.

A new route has to be added here, or the tests of the access gate fail.
"""

from typing import Any

from tests.backend_api import world

ABSENT = "00000000-0000-7000-8000-00000000ffff"
POINTS = ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT})
FRAMEWORKS = ({"number": "FA-200001"}, {"number": "FA-999901"})
INVOICES = ({"number": world.BELA.invoices[2]}, {"number": "R-2026-999999"})

NOT_A_CUSTOMERS = {
    "/healthz",
    "/supplier",
    "/products",
    "/products/{number}",
    "/activation-state",
    "/identity/lookups",
    "/identity/customers/{customer_id}",
    "/billing-systems",
    "/match-candidates",
}
"""Routes for everybody, or for services, staff and partners, who have gates of their own."""

READS: dict[str, tuple[dict[str, str], dict[str, str]] | None] = {
    "/customer": None,
    "/account": None,
    "/service-points": None,
    "/payments": None,
    "/tickets": None,
    "/contracts": POINTS,
    "/contracts/{item_id}": ({"item_id": str(world.BELA.contract)}, {"item_id": ABSENT}),
    "/invoices": POINTS,
    "/invoices/{number}": INVOICES,
    "/invoices/{number}/comparison": INVOICES,
    "/consumption": POINTS,
    "/switches": POINTS,
    "/framework-agreements": None,
    "/framework-agreements/{number}": FRAMEWORKS,
    "/framework-agreements/{number}/check": (
        FRAMEWORKS[0] | {"product_number": "R7"},
        FRAMEWORKS[1] | {"product_number": "R7"},
    ),
    "/baskets/{number}": ({"number": "B-002000"}, {"number": "B-009999"}),
}
"""Route, values of the customer B, values nobody has; None when nothing can be asked for by name."""

OWN: dict[str, dict[str, str]] = {
    "/contracts/{item_id}": {"item_id": str(world.ANNA.contract)},
    "/invoices/{number}": {"number": world.ANNA.invoices[5]},
    "/invoices/{number}/comparison": {"number": world.ANNA.invoices[5]},
    "/contracts": {"service_point_id": str(world.ANNA.flat)},
    "/invoices": {"service_point_id": str(world.ANNA.flat)},
    "/consumption": {"service_point_id": str(world.ANNA.flat)},
    "/switches": {"service_point_id": str(world.ANNA.flat)},
    "/framework-agreements/{number}": {"number": "FA-100001"},
    "/framework-agreements/{number}/check": {"number": "FA-100002", "product_number": "R7"},
    "/baskets/{number}": {"number": "B-001000"},
}
"""The same of the customer A, who asks: must be found."""

WRITES: list[tuple[str, str, dict[str, str], dict[str, str], Any]] = []
"""Method, route, values of the customer B, values nobody has, body; values may also fill `{name}` inside the body."""

NO_VALUES = {("POST", "/tickets")}
"""Writes in which nothing of anybody can be named."""

MARKS: list[str] = [
    str(world.BELA.customer),
    str(world.BELA.flat),
    str(world.BELA.phone),
    str(world.BELA.contract),
    "V-002000",
    "m2000",
    "FA-2000",
    "B-002000",
    *world.BELA.invoices,
    world.malo(2000),
]
"""What must never be in an answer to the customer A."""
