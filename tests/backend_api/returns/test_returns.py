"""Goods that come back over HTTP: once, in time, with a slip, and with another device that nobody enters."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from backend_api.app import create_app
from backend_api.tables import Order, Return
from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.products.rows import A_PARTNER, B_PARTNER
from tests.backend_api.returns import rows
from tests.backend_api.stored import change

STAFF = world.uid(9001)


def as_anna(api: Api) -> str:
    return api.fact(world.ANNA.customer)


def as_staff(api: Api, *roles: str, customer: Any = None) -> str:
    return api.fact(customer, person=STAFF, roles=list(roles or ("back_office",)))


def as_partner(api: Api, number: int = B_PARTNER) -> str:
    return api.fact(partner=world.uid(number), person=world.uid(number + 1))


def back(order: str, position: int = 2, **changes: Any) -> dict[str, Any]:
    line = {"position": position, "reason": "defective", "condition": "used"}
    wanted = {name: changes.pop(name) for name in ("wanted",) if name in changes}
    return {"order_number": order, "lines": [line | changes]} | wanted


def open_return(api: Api, order: str, **changes: Any) -> Any:
    return api.done("POST", "/returns", fact=as_anna(api), body=back(order, **changes))


def test_what_can_come_back_and_until_when(api: Api) -> None:
    shown = api.json("/returnable-lines", world.ANNA.customer, order_number=rows.order_number(1000, 0))
    assert shown["delivered_on"] == "2026-11-19"
    assert [line["product_number"] for line in shown["lines"]] == ["R7", "P5"], "a tariff is no parcel"
    router, phone = shown["lines"]
    assert (router["quantity_left"], router["serial_number"]) == (2, None)
    assert (phone["withdrawal_until_on"], phone["warranty_until_on"]) == ("2026-12-03", "2028-11-19")
    waiting = api.json("/returnable-lines", world.ANNA.customer, order_number=rows.order_number(1000, 3))
    assert (waiting["delivered_on"], waiting["lines"]) == (None, [])


def test_a_return_opens_its_order_and_knows_the_serial_number(own_api: Api) -> None:
    api = own_api
    opened = open_return(api, rows.order_number(1000, 0))
    assert (opened["kind"], opened["state"], opened["until_on"]) == ("warranty", "slip_issued", "2028-11-19")
    (line,) = opened["lines"]
    assert (line["serial_number"], line["product_number"]) == ("SN-1000-0", "P5")
    order = api.json(f"/orders/{opened['order_number']}", world.ANNA.customer)
    assert (order["kind"], order["state"]) == ("return", "slip_issued")
    assert opened == api.json(f"/returns/{opened['number']}", world.ANNA.customer)
    assert opened["number"] in [item["number"] for item in api.json("/returns", world.ANNA.customer)["items"]]


def test_nothing_comes_back_twice(own_api: Api) -> None:
    api, order = own_api, rows.order_number(1000, 0)
    open_return(api, order)
    again = api.ask("POST", "/returns", fact=as_anna(api), body=back(order))
    assert (again.status_code, again.json()["code"]) == (409, "already_returned")
    open_return(api, order, position=1)
    open_return(api, order, position=1)
    third = api.ask("POST", "/returns", fact=as_anna(api), body=back(order, position=1))
    assert third.status_code == 409, "two routers were ordered"


@pytest.mark.parametrize(
    ("changes", "status", "problem"),
    [
        ({"position": 9}, 422, "unknown_line"),
        ({"position": 3}, 422, "not_goods"),
        ({"position": 1, "quantity": 3}, 422, "more_than_ordered"),
        ({"serial_number": "SN-OTHER"}, 422, "serial_mismatch"),
    ],
)
def test_what_cannot_come_back_is_refused(api: Api, changes: dict[str, Any], status: int, problem: str) -> None:
    answer = api.ask("POST", "/returns", fact=as_anna(api), body=back(rows.order_number(1000, 0), **changes))
    assert answer.status_code == status
    assert answer.json()["details"]["problem"] == problem


def test_what_has_not_arrived_cannot_come_back(api: Api) -> None:
    answer = api.ask("POST", "/returns", fact=as_anna(api), body=back(rows.order_number(1000, 3)))
    assert answer.json()["details"]["problem"] == "not_delivered"


def test_after_the_period_only_staff_can_be_generous(own_api: Api) -> None:
    api, body = own_api, back(rows.order_number(1000, 0), reason="changed_mind")
    with api.at(world.NOW + timedelta(days=20)):
        late = api.ask("POST", "/returns", fact=as_anna(api), body=body)
        assert (late.status_code, late.json()["code"]) == (409, "return_period_over")
        assert late.json()["details"] == {"until_on": "2026-12-03"}
        fact = as_staff(api, "agent", customer=world.ANNA.customer)
        kind = api.done("POST", "/returns", fact=fact, body=body)
    assert (kind["kind"], kind["until_on"]) == ("goodwill", None)


def test_the_other_device_is_sent_without_entering_anything_twice(own_api: Api) -> None:
    api = own_api
    opened = open_return(api, rows.order_number(1000, 0), wanted="replacement")
    path = f"/staff/returns/{opened['number']}"
    seen = {"lines": [{"position": 1, "condition": "damaged", "accepted": True}]}
    settled = api.done("POST", f"{path}/inspection", fact=as_staff(api), body=seen)
    assert settled["state"] == "settled"
    order = api.json(f"/orders/{settled['replacement_order_number']}", world.ANNA.customer)
    assert (order["kind"], order["state"]) == ("replacement", "placed")
    assert [line["product_number"] for line in order["lines"]] == ["P5"]
    again = api.ask("POST", f"{path}/inspection", fact=as_staff(api), body=seen)
    assert (again.status_code, again.json()["code"]) == (409, "return_not_ready")


def test_an_agent_sends_the_other_device_before_the_first_is_back(own_api: Api) -> None:
    api = own_api
    opened = open_return(api, rows.order_number(1000, 0))
    path = f"/staff/returns/{opened['number']}"
    sent = api.done("POST", f"{path}/replacement", fact=as_staff(api, "agent"))
    assert (sent["wanted"], sent["state"]) == ("replacement", "slip_issued")
    assert sent["replacement_order_number"]
    assert api.ask("POST", f"{path}/replacement", fact=as_staff(api, "agent")).status_code == 409
    seen = {"lines": [{"position": 1, "condition": "used", "accepted": True}]}
    settled = api.done("POST", f"{path}/inspection", fact=as_staff(api), body=seen)
    assert settled["replacement_order_number"] == sent["replacement_order_number"]


def test_what_is_not_taken_back_may_come_again(own_api: Api) -> None:
    api, order = own_api, rows.order_number(1000, 0)
    first = open_return(api, order)
    seen = {"lines": [{"position": 1, "condition": "damaged", "accepted": False}]}
    path = f"/staff/returns/{first['number']}/inspection"
    refused = api.done("POST", path, fact=as_staff(api), body=seen)
    assert refused["state"] == "refused"
    assert open_return(api, order)["number"] != first["number"]


def test_a_cancelled_return_frees_its_pieces(own_api: Api) -> None:
    api, order = own_api, rows.order_number(1000, 0)
    first = open_return(api, order)
    api.done("POST", f"/orders/{first['order_number']}/cancellation", fact=as_anna(api), body={})
    assert api.json(f"/returns/{first['number']}", world.ANNA.customer)["state"] == "cancelled"
    assert open_return(api, order)["number"] != first["number"]


def test_what_came_back_does_not_come_back_again_by_the_order_of_its_return(own_api: Api) -> None:
    api = own_api
    first = open_return(api, rows.order_number(1000, 0), wanted="replacement")
    seen = {"lines": [{"position": 1, "condition": "used", "accepted": True}]}
    settled = api.done("POST", f"/staff/returns/{first['number']}/inspection", fact=as_staff(api), body=seen)
    assert settled["state"] == "settled"
    again = api.ask("POST", "/returns", fact=as_anna(api), body=back(first["order_number"], position=1))
    assert (again.status_code, again.json()["details"]["problem"]) == (422, "not_delivered")
    shown = api.json("/returnable-lines", world.ANNA.customer, order_number=first["order_number"])
    assert (shown["delivered_on"], shown["lines"]) == (None, [])


def test_a_piece_that_was_replaced_already_stays_taken_when_its_return_is_cancelled(own_api: Api) -> None:
    api, order = own_api, rows.order_number(1000, 0)
    first = open_return(api, order)
    api.done("POST", f"/staff/returns/{first['number']}/replacement", fact=as_staff(api, "agent"))
    api.done("POST", f"/orders/{first['order_number']}/cancellation", fact=as_anna(api), body={})
    again = api.ask("POST", "/returns", fact=as_anna(api), body=back(order, wanted="replacement"))
    assert (again.status_code, again.json()["code"]) == (409, "already_returned")


def test_a_piece_that_was_replaced_and_not_taken_back_stays_taken(own_api: Api) -> None:
    api, order = own_api, rows.order_number(1000, 0)
    first = open_return(api, order)
    path = f"/staff/returns/{first['number']}"
    api.done("POST", f"{path}/replacement", fact=as_staff(api, "agent"))
    seen = {"lines": [{"position": 1, "condition": "damaged", "accepted": False}]}
    assert api.done("POST", f"{path}/inspection", fact=as_staff(api), body=seen)["state"] == "refused"
    assert api.ask("POST", "/returns", fact=as_anna(api), body=back(order)).status_code == 409


def test_who_is_limited_to_a_site_sees_only_what_comes_back_from_there(own_api: Api) -> None:
    api, company = own_api, world.uid(1110)
    change(api, Return, world.uid(1710), customer_id=company)
    change(api, Order, world.uid(1702), customer_id=company, service_point_id=world.uid(1131))
    head, director = (api.fact(company, person=world.uid(1000 + one)) for one in (114, 111))
    assert [one["number"] for one in api.done("GET", "/returns", fact=director)["items"]] == [rows.return_number(1000)]
    assert api.done("GET", "/returns", fact=head)["items"] == []
    for path in ("", "/slip"):
        assert api.ask("GET", f"/returns/{rows.return_number(1000)}{path}", fact=head).status_code == 404


@pytest.mark.parametrize(
    "lines",
    [
        [{"position": 2, "condition": "used", "accepted": True}],
        [
            {"position": 1, "condition": "used", "accepted": True},
            {"position": 1, "condition": "used", "accepted": False},
        ],
    ],
)
def test_every_line_is_looked_at_once(own_api: Api, lines: list[dict[str, Any]]) -> None:
    opened = open_return(own_api, rows.order_number(1000, 0))
    path = f"/staff/returns/{opened['number']}/inspection"
    assert own_api.ask("POST", path, fact=as_staff(own_api), body={"lines": lines}).status_code == 422


def test_the_warehouse_finds_a_return_by_the_code_on_its_slip(api: Api) -> None:
    fact = as_staff(api)
    found = api.done("GET", "/staff/returns", fact=fact, params={"code": "1ooo-0ooo-ooz"})
    assert [item["number"] for item in found["items"]] == [rows.return_number(1000)]
    wrong = api.ask("GET", "/staff/returns", fact=fact, params={"code": "1000-0000-00X"})
    assert (wrong.status_code, wrong.json()["details"]) == (422, {"problem": "check_digit"})
    waiting = api.done("GET", "/staff/returns", fact=fact, params={"state": "slip_issued"})
    assert rows.return_number(2000) in [item["number"] for item in waiting["items"]]


@pytest.mark.capability("V17")
def test_a_partner_takes_goods_back_and_prints_the_slip(own_api: Api) -> None:
    api, sold = own_api, rows.order_number(1000, 1)
    body = {
        "order_number": sold,
        "wanted": "replacement",
        "lines": [
            {"position": 1, "reason": "defective", "condition": "used", "serial_number": "R7-4711"},
            {"position": 2, "reason": "damaged_in_transit", "condition": "damaged"},
        ],
    }
    opened = api.done("POST", "/partner/returns", fact=as_partner(api), body=body)
    assert [line["serial_number"] for line in opened["lines"]] == ["R7-4711", "SN-1000-1"]
    assert [line["reason"] for line in opened["lines"]] == ["defective", "damaged_in_transit"]
    slip = api.ask("GET", f"/partner/returns/{opened['number']}/slip", fact=as_partner(api))
    assert (slip.status_code, slip.headers["content-type"]) == (200, "application/pdf")
    assert slip.content.startswith(b"%PDF-")
    listed = api.done("GET", "/partner/returns", fact=as_partner(api))
    assert [item["number"] for item in listed["items"]] == [opened["number"]]
    other = as_partner(api, A_PARTNER)
    for path in ("", "/slip"):
        foreign, missing = (
            api.ask("GET", f"/partner/returns/{number}{path}", fact=other) for number in (opened["number"], "RT-999999")
        )
        assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert api.ask("POST", "/partner/returns", fact=other, body=body).status_code == 404
    assert api.json(f"/returns/{opened['number']}", world.ANNA.customer)["state"] == "slip_issued", "she sees it too"


@pytest.mark.parametrize("role", ["agent", "it"])
def test_only_the_warehouse_looks_at_goods(api: Api, role: str) -> None:
    path = f"/staff/returns/{rows.return_number(1000)}/inspection"
    seen = {"lines": [{"position": 1, "condition": "used", "accepted": True}]}
    assert api.ask("POST", path, fact=as_staff(api, role), body=seen).status_code == 403


async def test_parallel_tries_take_a_piece_once(own_api: Api) -> None:
    app = create_app(own_api.settings, clock=own_api.moment)
    transport = httpx2.ASGITransport(app=app)
    headers = own_api.headers(fact=as_anna(own_api))
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://backend", headers=headers) as client,
    ):
        body = back(rows.order_number(1000, 0))
        tries = [client.post("/returns", json=body, headers={"Idempotency-Key": f"race-{n}"}) for n in range(8)]
        answers = await asyncio.gather(*tries)
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201, *[409] * 7]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_returned"}
    assert len(own_api.json("/returns", world.ANNA.customer)["items"]) == 2, "the stored one and one more"
