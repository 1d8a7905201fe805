"""The demo shows switches both ways in every stage, offers in every state, and notices with what came of them."""

from datetime import date

import pytest

from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.offers.arithmetic import Prices, yearly_cost
from backend_api.offers.state import offer_state
from backend_api.orders.registry import machine_of
from backend_api.switches.models import STAGES
from backend_api.switches.national import mapping_of
from backend_api.tables import (
    Base,
    Contract,
    Offer,
    OfferAcceptance,
    OfferText,
    Order,
    SupplierSwitch,
    WinBackCase,
    WinBackRule,
)
from wattline.demo.dataset import build

DAYS = [date(2026, 11, 21), date(2027, 2, 28), date(2028, 2, 29), date(2026, 12, 31)]


def all_of[Row: Base](rows: list[Base], kind: type[Row]) -> list[Row]:
    return [row for row in rows if isinstance(row, kind)]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def rows(today: date) -> list[Base]:
    return [row for batch in build(today).batches() for row in batch]


def test_switches_go_both_ways_through_every_stage(rows: list[Base]) -> None:
    orders = {order.id: order for order in all_of(rows, Order)}
    seen = {"incoming": set(), "outgoing": set()}  # type: dict[str, set[str]]
    for switch in all_of(rows, SupplierSwitch):
        order = orders.get(switch.order_id) or switch.order
        seen[switch.direction].add(order.state)
        assert order.history[-1].state == order.state
        assert all(entry.state in machine_of("supplier_switch").states for entry in order.history)
        if switch.national_reason is not None:
            assert mapping_of(order.country).reason(switch.national_reason) is not None
    assert seen["incoming"] == {*STAGES, "withdrawn"}
    assert seen["outgoing"] == set(STAGES) - {"cooling_off", "authority_checked"}


def test_offers_stand_in_every_state(rows: list[Base], today: date) -> None:
    accepted = {row.offer_id: row for row in all_of(rows, OfferAcceptance)}
    states = set()
    for offer in all_of(rows, Offer):
        offer.acceptance = accepted.get(offer.id)
        states.add((offer.kind, offer_state(offer, today)))
        assert offer.yearly_cost_amount == yearly_cost(
            Prices(offer.base_amount, offer.unit_amount), offer.yearly_use_kwh
        )
        assert offer.valid_until_on < offer.starts_on
    assert {state for kind, state in states if kind == "renewal"} == {
        *("open", "accepted", "withdrawn", "declined", "expired", "replaced")
    }
    assert {state for kind, state in states if kind == "application"} == {"open", "accepted"}
    assert {state for kind, state in states if kind == "counter_offer"} == {"open", "accepted", "declined"}


def test_what_was_accepted_is_in_force_and_what_was_withdrawn_is_not(rows: list[Base], today: date) -> None:
    contracts = {contract.id: contract for contract in all_of(rows, Contract)}
    for acceptance in all_of(rows, OfferAcceptance):
        contract = contracts[acceptance.contract_id]
        state = outcome(terms_of(contract), today=today).state
        assert (state == "ended") == (acceptance.withdrawn_at is not None)
        if contract.succeeds_id is not None:
            assert contracts[contract.succeeds_id].notice_ends_on is not None


def test_notices_and_rules_of_every_sort(rows: list[Base]) -> None:
    orders = {order.id: order for order in all_of(rows, Order)}
    cases = all_of(rows, WinBackCase)
    assert {orders[case.order_id].state for case in cases} == {"confirmed", "taken_back"}
    assert any(case.asked_at and not case.offer_id for case in cases)
    assert {rule.country for rule in all_of(rows, WinBackRule)} == {"DE", "PL"}
    words = {(text.kind, text.language) for text in all_of(rows, OfferText)}
    assert len(words) == 9


def test_numbers_are_unique(rows: list[Base]) -> None:
    for kind in (Order, Offer, Contract):
        numbers = [row.number for row in all_of(rows, kind)]
        assert len(numbers) == len(set(numbers)), kind
