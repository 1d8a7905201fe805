"""The demo has orders of every kind in every state, and knows its own addresses."""

from datetime import date
from itertools import pairwise

from backend_api.addresses.models import PostalPlace
from backend_api.addresses.spelling import key_of, street_key_of
from backend_api.orders.models import Order
from backend_api.orders.registry import KINDS, machine_of
from backend_api.service_points.models import ServicePoint
from wattline.demo import dataset
from wattline.demo.orders import way_to

TODAY = date(2026, 11, 20)
ROWS = [row for batch in dataset.build(TODAY).batches() for row in batch]
ORDERS = [row for row in ROWS if isinstance(row, Order)]
ELSEWHERE = {"supplier_switch", "renewal", "contract_cancellation", "return"}
"""Nobody enters these over the order routes of partners and people with limits: they begin at no gate."""
GATES = {"awaiting_customer", "awaiting_approval", "declined"}


def test_there_is_an_order_of_every_kind_in_every_state() -> None:
    have = {(order.kind, order.state) for order in ORDERS}
    wanted = {(word, state) for word in KINDS for state in machine_of(word).states}
    assert wanted - have == {(word, state) for word in ELSEWHERE for state in GATES}


def test_every_order_went_a_way_that_its_machine_allows() -> None:
    for order in ORDERS:
        machine = machine_of(order.kind)
        states = [entry.state for entry in order.history]
        arrows = {(arrow.source, arrow.to) for arrow in machine.all_transitions}
        assert set(pairwise(states)) <= arrows, (order.kind, states)
        assert (states[-1], machine.outcome(order.state)) == (order.state, order.outcome)
        times = [entry.entered_at for entry in order.history]
        assert times == sorted(times)
        assert times[-1].date() <= TODAY


def test_numbers_are_unique_and_details_are_as_the_kind_needs_them() -> None:
    assert len({order.number for order in ORDERS}) == len(ORDERS)
    for order in ORDERS:
        if order.kind not in ELSEWHERE and order.details:
            KINDS[order.kind].details.model_validate(order.details)


def test_every_point_of_the_demo_has_a_known_address() -> None:
    known = {
        (place.country, place.postcode, place.city_key, street.street_key)
        for place in ROWS
        if isinstance(place, PostalPlace)
        for street in place.streets
    }
    points = [row for row in ROWS if isinstance(row, ServicePoint)]
    assert len(points) > 80
    missing = [
        point.city
        for point in points
        if (point.country, point.postcode, key_of(point.city), street_key_of(point.street)) not in known
    ]
    assert len(missing) < len(points) / 4, missing


def test_the_shortest_way_is_found() -> None:
    assert [state for state, _arrow in way_to(machine_of("device"), "packed")] == ["placed", "confirmed", "packed"]
    assert [state for state, _arrow in way_to(machine_of("device"), "declined")] == ["awaiting_customer", "declined"]
