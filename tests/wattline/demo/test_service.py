"""What service works on in the demo is in every state, and fits the backend's own rules."""

from collections import Counter
from functools import lru_cache

import pytest

from backend_api.database import Base
from backend_api.documents.codes import parse_code
from backend_api.fault_guides.rules import problems
from backend_api.fault_guides.schemas import GuideIn
from backend_api.orders.registry import machine_of
from backend_api.tables import Document, FaultGuide, Order, Outage, PaperCode, Return, Ticket
from backend_api.tickets.models import KINDS, STATES
from tests.wattline.demo.conftest import TODAY
from wattline.demo.dataset import build


@lru_cache(maxsize=1)
def rows() -> list[Base]:
    return [row for batch in build(TODAY).batches() for row in batch]


def of[Row: Base](kind: type[Row]) -> list[Row]:
    return [row for row in rows() if isinstance(row, kind)]


def test_tickets_are_of_every_kind_and_in_every_state() -> None:
    tickets = of(Ticket)
    assert {ticket.kind for ticket in tickets} == set(KINDS)
    assert {ticket.state for ticket in tickets} == set(STATES)
    assert {ticket.partner_id is not None for ticket in tickets} == {True, False}
    for ticket in tickets:
        assert ticket.number < "T-100234", "the backend counts on from there"
        assert [entry.position for entry in ticket.entries] == list(range(1, len(ticket.entries) + 1))
        assert (ticket.state == "closed") == (ticket.closed_at is not None)
        assert sum(wait.until_at is None for wait in ticket.waits) == (ticket.state != "closed")


def test_returns_are_in_every_state() -> None:
    orders = {order.id: order for order in of(Order)}
    states = Counter(orders[row.order_id].state for row in of(Return))
    assert set(states) >= set(machine_of("return").states) - {"awaiting_customer", "awaiting_approval", "declined"}
    for row in of(Return):
        order, returned = orders[row.order_id], orders[row.returned_order_id]
        assert order.follows_id == returned.id
        assert returned.fulfilled_at is not None
        assert (row.lines[0].taken_order_id is None) == (order.outcome == "ended")
        if order.state == "settled" and row.wanted == "replacement":
            assert row.replacement_order_id is not None


def test_numbers_have_no_doubles() -> None:
    for kind in (Ticket, Return, Outage, Order):
        numbers = [row.number for row in of(kind)]
        assert len(numbers) == len(set(numbers))


def test_outages_are_of_three_sorts() -> None:
    assert {outage.state for outage in of(Outage)} == {"planned", "running", "over"}


def test_there_are_guides_for_three_devices() -> None:
    guides = of(FaultGuide)
    assert len({guide.device for guide in guides}) == 3
    for guide in guides:
        steps = [
            {
                "key": step.key,
                "text": step.text,
                "outcomes": [
                    {"key": found.key, "text": found.text, "next_step": found.next_step, "ends_in": found.ends_in}
                    for found in step.outcomes
                ],
            }
            for step in guide.steps
        ]
        whole = {"device": guide.device, "fault": guide.fault, "title": guide.title, "steps": steps}
        assert problems(GuideIn.model_validate(whole)) == []


def test_papers_have_codes_and_pages_that_are_missing() -> None:
    assert of(Document)
    assert all(page.state == "missing" for paper in of(Document) for page in paper.pages)
    codes = {row.code for row in of(PaperCode)}
    assert {parse_code(code) for code in codes} == codes
    assert {paper.code for paper in of(Document)} | {row.code for row in of(Return)} == codes


@pytest.mark.parametrize("kind", [Ticket, Return, Document, Outage])
def test_nothing_lies_in_the_future_that_has_happened(kind: type[Ticket | Return | Document | Outage]) -> None:
    for row in of(kind):
        made = row.announced_at if isinstance(row, Outage) else row.created_at
        assert made.date() <= TODAY
