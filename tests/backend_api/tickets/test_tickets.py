"""A callback is promised for an opening hour, once per key, also under parallel tries."""

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import func, select

from backend_api.app import create_app
from backend_api.tables import IdempotencyRecord, Ticket
from tests.backend_api import world
from tests.backend_api.conftest import Api, sign

if TYPE_CHECKING:
    from backend_api.dependencies import Wiring

BODY = {"kind": "callback", "about": "check_bill"}


def post(
    api: Api, key: str | None, body: Any = None, *, customer: Any = world.ANNA.customer, level: str = "channel"
) -> Any:
    headers = api.headers(customer, level) | ({} if key is None else {"Idempotency-Key": key})
    return api.client.post("/tickets", json=BODY if body is None else body, headers=headers)


def test_a_callback_is_promised_for_the_next_opening_hour(api: Api) -> None:
    answer = post(api, str(uuid4()))
    assert answer.status_code == 201
    ticket = answer.json()
    assert ticket["number"].startswith("T-100")
    assert (ticket["kind"], ticket["state"]) == ("callback", "open")
    assert (ticket["promised_from"], ticket["promised_until"]) == ("2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z")
    listed = api.json("/tickets", world.ANNA.customer)
    assert ticket in listed["items"]
    assert listed["total"] == len(listed["items"])


def test_the_same_write_again_gets_the_same_answer_and_has_no_second_effect(api: Api) -> None:
    key = f"{uuid4()}/action_open_ticket/1"
    first, before = post(api, key), api.json("/tickets", world.ANNA.customer)["total"]
    again = post(api, key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert api.json("/tickets", world.ANNA.customer)["total"] == before


def test_the_same_key_for_another_request_is_refused(api: Api) -> None:
    key = str(uuid4())
    post(api, key)
    answer = post(api, key, {"kind": "callback", "about": None})
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


def test_keys_of_two_customers_never_meet(api: Api) -> None:
    key = str(uuid4())
    numbers = {post(api, key, customer=who.customer).json()["number"] for who in (world.ANNA, world.BELA)}
    assert len(numbers) == 2


def test_a_write_without_a_key_is_refused(api: Api) -> None:
    answer = post(api, None)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


@pytest.mark.parametrize(
    "body", [{}, {"kind": "complaint"}, {"kind": "callback", "about": "Call ME"}, BODY | {"customer_id": "x"}, [], "x"]
)
def test_a_malformed_ticket_is_refused_and_leaves_nothing(api: Api, body: Any) -> None:
    key = str(uuid4())
    assert post(api, key, body).status_code == 422
    assert post(api, key).status_code == 201


def test_from_a_mere_address_a_ticket_tells_where_it_stands_only(api: Api) -> None:
    number = post(api, str(uuid4())).json()["number"]
    listed = api.done("GET", "/tickets", fact=api.fact(world.ANNA.customer, "channel"))["items"]
    seen = next(ticket for ticket in listed if ticket["number"] == number)
    assert (seen["state"], seen["kind"], seen["about"], seen["complaint_type"]) == ("open", "callback", None, None)
    detail = api.get(f"/tickets/{number}", world.ANNA.customer, "channel")
    assert (detail.status_code, detail.json()["needed"]) == (403, "verified")


def test_nobody_opens_a_ticket_unknown(api: Api) -> None:
    answer = post(api, str(uuid4()), customer=None)
    assert (answer.status_code, answer.json()["needed"]) == (403, "channel")


async def test_parallel_tries_of_one_write_make_one_ticket(api: Api) -> None:
    app = create_app(api.settings, clock=lambda: world.NOW)
    wiring: Wiring = app.state.parts.wiring
    keys = [str(uuid4()) for _ in range(4)]
    headers = {"Wattline-Secret": api.headers()["Wattline-Secret"]}
    headers["Wattline-Identity"] = sign(api.key, sub=str(world.BELA.customer), level="channel")
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://backend", headers=headers) as client,
    ):
        tries = [client.post("/tickets", json=BODY, headers={"Idempotency-Key": key}) for key in keys for _ in range(6)]
        answers = await asyncio.gather(*tries)
        async with wiring.sessions() as session:
            records = select(func.count()).where(IdempotencyRecord.key.in_(keys))
            assert await session.scalar(records) == len(keys)
            numbers = {answer.json()["number"] for answer in answers}
            stored = select(func.count()).where(Ticket.number.in_(numbers))
            assert await session.scalar(stored) == len(keys)
    assert {answer.status_code for answer in answers} == {201}
    assert len(numbers) == len(keys)
