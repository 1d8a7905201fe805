"""For every customer-facing route: something of another customer's, and something nobody has.

A new route has to be added here, or the tests of the access gate fail.
"""

from typing import Any

from tests.backend_api import world
from tests.backend_api.documents import rows as papers
from tests.backend_api.returns import rows as returns
from tests.backend_api.tickets import rows as tickets

ABSENT = "00000000-0000-7000-8000-00000000ffff"
POINTS = ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT})
FRAMEWORKS = ({"number": "FA-200001"}, {"number": "FA-999901"})
INSTALLMENT = ({"item_id": str(world.uid(2600))}, {"item_id": ABSENT})
ORDER = ({"number": "O-0200040"}, {"number": "O-0999940"})
CONTRACT = ({"item_id": str(world.BELA.contract)}, {"item_id": ABSENT})
OFFER = ({"item_id": str(world.uid(2500))}, {"item_id": ABSENT})
NOTICE = ({"item_id": str(world.uid(2510))}, {"item_id": ABSENT})
SWITCH = ({"item_id": str(world.BELA.switch)}, {"item_id": ABSENT})
INVOICES = ({"number": world.BELA.invoices[2]}, {"number": "R-2026-999999"})
TICKETS = ({"number": tickets.ticket_number(2000)}, {"number": "T-999999"})
RETURNS = ({"number": returns.return_number(2000)}, {"number": "RT-999999"})
RETURNABLE = ({"order_number": returns.order_number(2000, 0)}, {"order_number": "O-9999999"})
PAPERS = ({"item_id": str(papers.document_id(2000))}, {"item_id": ABSENT})
OWN_PAPER = {"item_id": str(papers.document_id(1000))}
OWN_PACK = {"item_id": str(papers.pack_id(1000))}
PACKS = ({"item_id": str(papers.pack_id(2000))}, {"item_id": ABSENT})

ERASURE = ({"item_id": str(world.uid(2800))}, {"item_id": ABSENT})

NOT_A_CUSTOMERS = {
    "/privacy/exports/{item_id}",
    "/outages",
    "/fault-guides",
    "/fault-guides/{key}",
    "/healthz",
    "/supplier",
    "/products",
    "/products/{number}",
    "/order-kinds",
    "/orders/{number}/state",
    "/switches/{item_id}/messages",
    "/checks",
    "/addresses/check",
    "/bank-accounts/check",
    "/activation-state",
    "/identity/lookups",
    "/identity/customers/{customer_id}",
    "/billing-systems",
    "/match-candidates",
    "/match-candidates/{item_id}/decisions",
}
"""Routes for everybody, or for services, staff and partners, who have gates of their own."""

READS: dict[str, tuple[dict[str, str], dict[str, str]] | None] = {
    "/customer": None,
    "/customer/preferences": None,
    "/representatives": None,
    "/sites": None,
    "/consents": None,
    "/account": None,
    "/account/statement": None,
    "/privacy/erasures": None,
    "/service-points": None,
    "/payments": None,
    "/tickets": None,
    "/tickets/{number}": TICKETS,
    "/own-outages": POINTS,
    "/returns": None,
    "/returns/{number}": RETURNS,
    "/returns/{number}/slip": RETURNS,
    "/returnable-lines": RETURNABLE,
    "/documents": (
        {"matter_number": "V-002000", "matter_kind": "contract"},
        {"matter_number": "V-9", "matter_kind": "contract"},
    ),
    "/documents/{item_id}": PAPERS,
    "/documents/{item_id}/file": PACKS,
    "/documents/{item_id}/pack": PACKS,
    "/invoices/{number}/document": INVOICES,
    "/contracts": POINTS,
    "/contracts/{item_id}": CONTRACT,
    "/invoices": POINTS,
    "/invoices/{number}": INVOICES,
    "/invoices/{number}/comparison": INVOICES,
    "/consumption": POINTS,
    "/consumption/comparison": POINTS,
    "/readings": POINTS,
    "/meters": None,
    "/invoices/{number}/explanation": INVOICES,
    "/invoices/{number}/payment-code": INVOICES,
    "/invoices/{number}/correction-requests": INVOICES,
    "/installments": None,
    "/installments/{item_id}": INSTALLMENT,
    "/payment-plans": None,
    "/payment-plans/preview": None,
    "/payment-plans/{number}": ({"number": "P-002000"}, {"number": "P-999999"}),
    "/switches": POINTS,
    "/switches/{item_id}": SWITCH,
    "/offers": ({"contract_id": str(world.BELA.contract)}, {"contract_id": ABSENT}),
    "/offers/{item_id}": OFFER,
    "/contracts/{item_id}/renewal": CONTRACT,
    "/notices": None,
    "/notices/{item_id}": NOTICE,
    "/framework-agreements": None,
    "/framework-agreements/{number}": FRAMEWORKS,
    "/framework-agreements/{number}/check": (
        FRAMEWORKS[0] | {"product_number": "R7"},
        FRAMEWORKS[1] | {"product_number": "R7"},
    ),
    "/baskets/{number}": ({"number": "B-002000"}, {"number": "B-009999"}),
    "/orders": None,
    "/orders/{number}": ORDER,
    "/bank-accounts": None,
}
"""Route, values of the customer B, values nobody has; None when nothing can be asked for by name."""

OWN: dict[str, dict[str, str]] = {
    "/tickets/{number}": {"number": tickets.ticket_number(1000)},
    "/own-outages": {"service_point_id": str(world.ANNA.flat)},
    "/returns/{number}": {"number": returns.return_number(1000)},
    "/returns/{number}/slip": {"number": returns.return_number(1000)},
    "/returnable-lines": {"order_number": returns.order_number(1000, 0)},
    "/documents": {"matter_number": "V-001000", "matter_kind": "contract"},
    "/documents/{item_id}": OWN_PAPER,
    "/documents/{item_id}/file": OWN_PACK,
    "/documents/{item_id}/pack": OWN_PACK,
    "/invoices/{number}/document": {"number": world.ANNA.invoices[5]},
    "/contracts/{item_id}": {"item_id": str(world.ANNA.contract)},
    "/invoices/{number}": {"number": world.ANNA.invoices[5]},
    "/invoices/{number}/comparison": {"number": world.ANNA.invoices[5]},
    "/contracts": {"service_point_id": str(world.ANNA.flat)},
    "/invoices": {"service_point_id": str(world.ANNA.flat)},
    "/consumption": {"service_point_id": str(world.ANNA.flat)},
    "/consumption/comparison": {"service_point_id": str(world.ANNA.flat)},
    "/readings": {"service_point_id": str(world.ANNA.flat)},
    "/invoices/{number}/explanation": {"number": world.ANNA.invoices[5]},
    "/invoices/{number}/payment-code": {"number": world.ANNA.invoices[5]},
    "/invoices/{number}/correction-requests": {"number": world.ANNA.invoices[5]},
    "/installments/{item_id}": {"item_id": str(world.uid(1600))},
    "/payment-plans/{number}": {"number": "P-001000"},
    "/switches": {"service_point_id": str(world.ANNA.flat)},
    "/switches/{item_id}": {"item_id": str(world.ANNA.switch)},
    "/offers": {"contract_id": str(world.ANNA.contract)},
    "/offers/{item_id}": {"item_id": str(world.uid(1500))},
    "/contracts/{item_id}/renewal": {"item_id": str(world.ANNA.contract)},
    "/notices/{item_id}": {"item_id": str(world.uid(1510))},
    "/framework-agreements/{number}": {"number": "FA-100001"},
    "/framework-agreements/{number}/check": {"number": "FA-100002", "product_number": "R7"},
    "/baskets/{number}": {"number": "B-001000"},
    "/orders/{number}": {"number": "O-0100040"},
}
"""The same of the customer A, who asks: must be found."""

_CHOICE = {"items": [{"event": "invoice_issued", "address_id": "{address_id}"}]}
_PERSON = {"role": "reads", "name": "Jan Nowak", "site_id": "{site_id}"}
_SITE = ({"item_id": str(world.uid(2120)), "bound_to": "customer"}, {"item_id": ABSENT, "bound_to": "customer"})
_HELPER = (
    {"item_id": str(world.uid(2100)), "bound_to": "representatives"},
    {"item_id": ABSENT, "bound_to": "representatives"},
)
_ADDRESS = (
    {"item_id": str(world.uid(2106)), "bound_to": f"contact_address:{world.uid(2106)}"},
    {"item_id": ABSENT, "bound_to": f"contact_address:{ABSENT}"},
)

WRITES: list[tuple[str, str, dict[str, str], dict[str, str], Any]] = [
    (
        "PUT",
        "/customer/preferences",
        {"address_id": str(world.uid(2106))},
        {"address_id": ABSENT},
        _CHOICE,
    ),
    (
        "POST",
        "/representatives",
        {"site_id": str(world.uid(2120)), "bound_to": "representatives"},
        {"site_id": ABSENT, "bound_to": "representatives"},
        _PERSON,
    ),
    ("PUT", "/representatives/{item_id}", *_HELPER, {"role": "reads"}),
    ("DELETE", "/representatives/{item_id}", *_HELPER, None),
    ("DELETE", "/contact-addresses/{item_id}", *_ADDRESS, None),
    (
        "POST",
        "/sites",
        {"parent_id": str(world.uid(2120))},
        {"parent_id": ABSENT},
        {"name": "North", "parent_id": "{parent_id}"},
    ),
    ("PUT", "/sites/{item_id}", *_SITE, {"name": "North"}),
    ("PUT", "/sites/{item_id}/service-points", *_SITE, {"service_point_ids": []}),
]
"""Method, route, values of the customer B, values nobody has, body; values may also fill `{name}` inside the body."""

WRITES += [
    ("POST", "/installments/{item_id}/changes", *INSTALLMENT, {"amount": {"amount": "60.00", "currency": "EUR"}}),
    ("POST", "/invoices/{number}/correction-requests", *INVOICES, {}),
    (
        "POST",
        "/readings",
        *POINTS,
        {"service_point_id": "{service_point_id}", "values": [{"value": "4000"}]},
    ),
]

_ORDERED = ({"service_point_id": str(world.BELA.flat)}, {"service_point_id": ABSENT})
_MOVE_OUT = {
    "kind": "move_out",
    "service_point_id": "{service_point_id}",
    "details": {"moves_out_on": "2026-12-31"},
}
WRITES += [
    ("POST", "/orders", *_ORDERED, _MOVE_OUT),
    ("PATCH", "/orders/{number}", *ORDER, {"lines": [{"position": 1, "remove": True}]}),
    ("POST", "/orders/{number}/cancellation", *ORDER, {}),
    ("POST", "/orders/{number}/approval", *ORDER, {"approved": True}),
    (
        "POST",
        "/orders/{number}/confirmation",
        {"number": "O-0200040", "bound_to": "order:O-0200040"},
        {"number": "O-0999940", "bound_to": "order:O-0999940"},
        None,
    ),
]


def _bound(cases: tuple[dict[str, str], dict[str, str]], kind: str) -> tuple[dict[str, str], dict[str, str]]:
    """The same with a fresh code for the very thing."""
    foreign, missing = (values | {"bound_to": f"{kind}:{values['item_id']}"} for values in cases)
    return foreign, missing


_APPLICATION = {"product_number": "STROM-12", "service_point_id": "{service_point_id}"}
WRITES += [
    ("POST", "/switches/{item_id}/corrections", *SWITCH, {"meter_number": "1EMH0099"}),
    ("POST", "/switches/{item_id}/waiting", *SWITCH, None),
    ("POST", "/switches/{item_id}/withdrawal", *_bound(SWITCH, "switch"), None),
    ("POST", "/offers/{item_id}/acceptance", *_bound(OFFER, "offer"), {"text_version": "2026-11"}),
    ("POST", "/offers/{item_id}/decline", *OFFER, {}),
    ("POST", "/offers/applications", *POINTS, _APPLICATION),
    ("POST", "/contracts/{item_id}/offers", *CONTRACT, None),
    ("POST", "/contracts/{item_id}/withdrawal", *_bound(CONTRACT, "contract"), None),
    ("POST", "/contracts/{item_id}/notices", *_bound(CONTRACT, "contract"), {}),
    ("POST", "/notices/{item_id}/reason", *NOTICE, {"reason": "price"}),
    ("POST", "/notices/{item_id}/counter-offer", *NOTICE, None),
    ("POST", "/notices/{item_id}/taking-back", *NOTICE, None),
]

WRITES += [
    ("POST", "/tickets/{number}/messages", *TICKETS, {"text": "Hello"}),
    ("POST", "/outage-reports", *POINTS, {"service_point_id": "{service_point_id}"}),
    (
        "POST",
        "/tickets",
        *INVOICES,
        {"kind": "complaint", "complaint_type": "bill", "reference": {"kind": "invoice", "number": "{number}"}},
    ),
    (
        "POST",
        "/returns",
        *RETURNABLE,
        {
            "order_number": "{order_number}",
            "lines": [{"position": 1, "reason": "defective", "condition": "used"}],
        },
    ),
    (
        "POST",
        "/documents",
        {"number": "V-002000"},
        {"number": "V-999999"},
        {"kind": "authority", "matter": {"kind": "contract", "number": "{number}"}},
    ),
    ("POST", "/documents/packs", {"number": "V-002000"}, {"number": "V-999999"}, {"contract_number": "{number}"}),
    ("PUT", "/documents/{item_id}/files/{pages}", *(values | {"pages": "all"} for values in PAPERS), {}),
    (
        "PUT",
        "/papers/{code}/files/{pages}",
        {"code": papers.CODES[2000], "pages": "1"},
        {"code": papers.UNKNOWN_CODE, "pages": "1"},
        {},
    ),
]

WRITES += [
    ("POST", "/privacy/erasures/{item_id}/withdrawals", *ERASURE, {}),
]

NO_VALUES = {
    ("POST", "/privacy/exports"),
    ("POST", "/privacy/erasures"),
    ("POST", "/bank-accounts"),
    ("POST", "/order-checks"),  # names what is wrong with 200; tests/backend_api/orders/test_orders.py compares
    ("POST", "/payment-plans"),
    ("PATCH", "/customer"),
    ("POST", "/contact-addresses"),
    ("PUT", "/consents"),
}
"""Writes in which nothing of anybody can be named."""

MARKS: list[str] = [
    "O-02000",
    "M-2000",
    str(world.BELA.customer),
    str(world.BELA.flat),
    str(world.BELA.phone),
    str(world.BELA.contract),
    "V-002000",
    "T-002000",
    "RT-002000",
    "Words of 2000",
    "SN-2000",
    str(papers.document_id(2000)),
    "m2000",
    "FA-2000",
    "B-002000",
    "F-002000",
    "Tarif 2000",
    "Cellar 2000",
    "P-002000",
    *world.BELA.invoices,
    world.malo(2000),
]
"""What must never be in an answer to the customer A."""
