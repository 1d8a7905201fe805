"""All points of a customer, whatever number of billing systems: joined by id, honest about what is missing."""

import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from joserfc.jwk import OKPKey
from sqlalchemy import select

from backend_api.billing_systems.port import Answer, OwnerId, SystemUnavailableError
from backend_api.database import sync_session_factory
from backend_api.settings import Settings
from backend_api.tables import BillingMonthUse, BillingPoint, ServicePoint
from tests.backend_api import world
from tests.backend_api.billing_systems import books
from tests.backend_api.billing_systems.conftest import BAKERY, CLAIMANT, OTHER, PERSON, UNKNOWN, Billed, opened

EVENING = "2026-11-19T17:00:00Z"
SOON = 15.0
"""Seconds; a system that hangs does so for half a minute and more, and a busy machine takes its time."""


def sources(answer: Any) -> Counter[str]:
    return Counter(item["source"] for item in answer["items"])


@pytest.mark.capability("B31")
@pytest.mark.capability("B32")
def test_fourteen_points_in_three_systems_are_one_list(billed: Billed) -> None:
    answer = billed.points()
    assert (answer["total"], answer["current"], answer["stale"], answer["complete"]) == (14, 14, 0, True)
    assert answer["missing"] == []
    assert sources(answer) == {"Meridian": 7, "Kontor 4": 5, "Odczyt": 2}
    assert {item["identifier"] for item in answer["items"]} == {world.malo(910_000 + number) for number in range(1, 15)}
    snapshot = {item["as_of"] for item in answer["items"] if item["source"] == "Odczyt"}
    assert snapshot == {EVENING}, "a copy is as old as it is"


@pytest.mark.capability("B2")
@pytest.mark.capability("B17")
def test_each_point_has_the_words_ids_and_newest_facts_of_the_trade(billed: Billed) -> None:
    items = {item["identifier"]: item for item in billed.points()["items"]}
    gas = items[world.malo(910_008)]
    assert gas["name"] == "Unser Ofenhalle", "the customer's own name for it stays"
    assert (gas["kind"], gas["commodity"], gas["scheme"], gas["state"]) == ("metering_point", "gas", "malo", "active")
    assert (gas["meter_number"], gas["grid_operator"]) == ("1EMH00000008", "Stadtnetz Köln")
    assert (gas["tariff"], gas["contract_number"]) == ("Zorza Gewerbe Strom 24", "V-500008")
    assert (gas["open_balance"], gas["open_invoices"]) == ({"amount": "199.75", "currency": "EUR"}, 2)
    assert gas["address"] == {
        "street": "Venloer Straße", "house_number": "8a", "postcode": "04109", "city": "Köln", "country": "DE",
    }  # fmt: skip
    (line,) = billed.points(PERSON)["items"]
    assert (line["kind"], line["commodity"], line["identifier"]) == ("line", "mobile", "+48220130011")
    assert (line["meter_number"], line["open_balance"]["currency"]) == (None, "PLN")


def test_points_that_only_a_system_knew_keep_their_id(billed: Billed) -> None:
    first = {item["identifier"]: item["id"] for item in billed.points()["items"]}
    with billed.later(6):
        assert {item["identifier"]: item["id"] for item in billed.points()["items"]} == first


def test_an_answer_is_fresh_for_minutes(billed: Billed) -> None:
    billed.points()
    with billed.later(4):
        billed.points()
        assert [len(system.questions) for system in billed.systems.values()] == [1, 1, 1]
    with billed.later(6):
        billed.points()
        assert [len(system.questions) for system in billed.systems.values()] == [2, 2, 2]


@pytest.mark.capability("B31")
def test_only_the_proven_customers_ids_reach_a_system(billed: Billed) -> None:
    for params in ({"customer_id": str(OTHER)}, {"tax_id": books.OTHER_TAX_ID}, {"service_point_id": str(OTHER)}):
        billed.api.get("/service-points", BAKERY, **params)
    for headers in ({"Customer": str(OTHER)}, {"X-Tax-Id": books.OTHER_TAX_ID}):
        billed.api.client.get("/service-points", headers={**billed.api.headers(BAKERY), **headers})
    asked = {owner for system in billed.systems.values() for question in system.questions for owner in question.owners}
    assert asked == {OwnerId("tax_id", books.BAKERY_TAX_ID)}
    assert billed.api.get("/service-points", BAKERY, "channel").status_code == 403
    assert sum(len(system.questions) for system in billed.systems.values()) == 3


def test_each_customer_sees_their_own(billed: Billed) -> None:
    billed.points()
    rival = billed.points(OTHER)
    assert {item["identifier"] for item in rival["items"]} == {world.malo(910_030), world.malo(910_041)}
    assert not {item["id"] for item in rival["items"]} & {item["id"] for item in billed.points()["items"]}


@pytest.mark.capability("B31")
@pytest.mark.parametrize("customer", [UNKNOWN, CLAIMANT], ids=["no id", "an id that nobody has proved"])
def test_who_has_no_proven_id_is_asked_for_nowhere(billed: Billed, customer: UUID) -> None:
    billed.points(BAKERY)
    for system in billed.systems.values():
        system.questions.clear()
    answer = billed.points(customer)
    assert (answer["items"], answer["complete"]) == ([], True)
    assert not any(system.questions for system in billed.systems.values())


def hang(billed: Billed) -> str:
    billed.wait(patiently=False)
    billed.systems["odczyt"].seconds = 30
    return "silent"


def be_slow(billed: Billed) -> str:
    billed.wait(patiently=False)
    billed.systems["odczyt"].seconds = 1.4
    return "silent"


def refuse(billed: Billed) -> str:
    billed.systems["odczyt"].error = SystemUnavailableError("refused")
    return "refused"


def break_down(billed: Billed) -> str:
    billed.systems["odczyt"].error = KeyError("what no driver should raise")
    return "refused"


def say_nonsense(billed: Billed) -> str:
    billed.systems["odczyt"].change = lambda answer: replace(answer, points=(), uses=(), balances=(), wrong=9)
    return "wrong"


def give_anothers_records(billed: Billed) -> str:
    theirs = OwnerId("tax_id", books.OTHER_TAX_ID)

    def swap(answer: Answer) -> Answer:
        points = tuple(point.model_copy(update={"owners": (theirs,), "name": "GEHEIM"}) for point in answer.points)
        return replace(answer, points=points)

    billed.systems["odczyt"].change = swap
    return "wrong"


@pytest.mark.capability("B32")
@pytest.mark.parametrize("fault", [hang, be_slow, refuse, break_down, say_nonsense, give_anothers_records])
def test_a_missing_system_makes_a_truthful_partial_answer_soon(billed: Billed, fault: Any) -> None:
    before = billed.points()
    reason = fault(billed)
    with billed.later(40):
        started = time.monotonic()
        answer = billed.points()
        assert time.monotonic() - started < SOON
        now = f"{billed.api.moment.now:%Y-%m-%dT%H:%M:%SZ}"
        assert (answer["total"], answer["current"], answer["stale"], answer["complete"]) == (14, 12, 2, False)
        assert answer["missing"] == [
            {"source": "Odczyt", "reason": reason, "since": now, "as_of": EVENING, "points": 2}
        ]
        stale = [item for item in answer["items"] if not item["current"]]
        assert {(item["source"], item["as_of"]) for item in stale} == {("Odczyt", EVENING)}
        known = {item["id"]: item["open_balance"] for item in before["items"]}
        assert {item["id"]: item["open_balance"] for item in answer["items"]} == known
        assert "GEHEIM" not in str(answer)
    for system in billed.systems.values():
        system.heal()
    billed.wait(patiently=True)
    with billed.later(80):
        assert billed.points()["complete"] is True


@pytest.mark.capability("B32")
def test_a_system_that_never_answered_is_named_and_nothing_is_made_up(billed: Billed) -> None:
    refuse(billed)
    answer = billed.points()
    assert (answer["total"], answer["current"], answer["stale"], answer["complete"]) == (13, 13, 0, False)
    (missing,) = answer["missing"]
    assert (missing["source"], missing["points"], missing["as_of"]) == ("Odczyt", 0, None)


def test_a_missing_system_is_left_alone_for_a_while_and_keeps_its_beginning(billed: Billed) -> None:
    refuse(billed)
    since = billed.points()["missing"][0]["since"]
    assert billed.points()["complete"] is False
    assert len(billed.systems["odczyt"].questions) == 1
    with billed.later(1):
        assert billed.points()["missing"][0]["since"] == since
        assert [len(system.questions) for system in billed.systems.values()] == [1, 1, 2]


@pytest.mark.capability("B32")
def test_a_request_waits_no_longer_than_it_may_and_what_comes_late_is_kept(billed: Billed) -> None:
    billed.joined.patience = replace(billed.joined.patience, whole=0.05)
    billed.systems["odczyt"].seconds = 2
    answer = billed.points()
    assert (answer["total"], answer["complete"]) == (3, False), "what our own books hold"
    give_up = time.monotonic() + SOON
    while billed.joined.is_asking and time.monotonic() < give_up:
        time.sleep(0.05)
    answer = billed.points()
    assert (answer["total"], answer["complete"]) == (14, True)
    assert [len(system.questions) for system in billed.systems.values()] == [1, 1, 1]


def test_all_systems_down_is_still_an_answer(billed: Billed) -> None:
    billed.points()
    for system in billed.systems.values():
        system.error = OSError("down")
    with billed.later(10):
        answer = billed.points()
        assert (answer["total"], answer["current"], answer["stale"]) == (14, 0, 14)
        assert [missing["points"] for missing in answer["missing"]] == [7, 5, 2]


@pytest.mark.capability("B31")
def test_the_same_point_in_two_systems_stands_once(billed: Billed) -> None:
    kontor = billed.systems["kontor"]

    def with_a_double(answer: Answer) -> Answer:
        first, *others = answer.points
        double = first.model_copy(update={"identifier": world.malo(910_001), "commodity": "electricity"})
        return replace(answer, points=(double, *others))

    kontor.change = with_a_double
    answer = billed.points()
    identifiers = [item["identifier"] for item in answer["items"]]
    assert len(identifiers) == len(set(identifiers))
    (item,) = [item for item in answer["items"] if item["identifier"] == world.malo(910_001)]
    assert item["source"] == "Meridian", "the one named first in the registry is preferred"
    billed.systems["meridian"].error = OSError("down")
    with billed.later(10):
        (item,) = [item for item in billed.points()["items"] if item["identifier"] == world.malo(910_001)]
        assert (item["source"], item["current"]) == ("Kontor 4", True), "the one that answers knows it better"


def test_a_meter_joins_a_record_without_identifier(billed: Billed) -> None:
    def without_identifier(answer: Answer) -> Answer:
        points = tuple(point.model_copy(update={"identifier": None}) for point in answer.points)
        return replace(answer, points=points)

    billed.systems["odczyt"].change = without_identifier
    answer = billed.points()
    assert sources(answer)["Odczyt"] == 1, "the one whose meter our books know"
    (missing,) = answer["missing"]
    assert (missing["source"], missing["reason"]) == ("Odczyt", "wrong"), (
        "the other one cannot be placed, and that is said"
    )


def test_what_a_system_no_longer_lists_is_no_longer_its(billed: Billed) -> None:
    billed.points()
    billed.systems["odczyt"].change = lambda answer: replace(answer, points=(), uses=(), balances=())
    with billed.later(10):
        answer = billed.points()
        assert (answer["total"], answer["complete"]) == (14, True), "the points stay in our books"
        assert sources(answer)[None] == 2  # type: ignore[index]


def test_use_and_balances_are_kept_and_follow_corrections(billed: Billed) -> None:
    billed.points()
    sessions = sync_session_factory(billed.api.database)
    with sessions() as session:
        points = session.scalars(select(BillingPoint).where(BillingPoint.customer_id == BAKERY)).all()
        assert len(points) == 14
        statement = select(BillingMonthUse).where(BillingMonthUse.billing_point_id == points[0].id)
        assert {use.month_on: use.amount for use in session.scalars(statement)} == books.MONTHS
    corrected = min(books.MONTHS)

    def correct(answer: Answer) -> Answer:
        return replace(answer, uses=tuple(use for use in answer.uses if use.month_on != corrected))

    billed.systems["meridian"].change = correct
    with billed.later(10):
        billed.points()
    with sessions() as session:
        months = session.scalars(
            select(BillingMonthUse.month_on)
            .join(BillingPoint, BillingPoint.id == BillingMonthUse.billing_point_id)
            .where(BillingPoint.source == "meridian", BillingPoint.customer_id == BAKERY)
        ).all()
        assert corrected not in months
        assert len(months) == 7 * (len(books.MONTHS) - 1)
        made = session.scalars(select(ServicePoint.origin).where(ServicePoint.customer_id == BAKERY)).all()
        assert Counter(made) == {None: 3, "meridian": 6, "kontor": 4, "odczyt": 1}
    sessions.kw["bind"].dispose()


def test_as_of_says_when_a_system_was_asked(billed: Billed) -> None:
    billed.points()
    with billed.api.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        live = {item["as_of"] for item in billed.points()["items"] if item["source"] != "Odczyt"}
    assert live == {"2026-11-20T12:00:00Z"}


@pytest.mark.capability("B32")
def test_a_server_that_hangs_and_one_that_is_gone_are_not_waited_for(
    billed_settings: Settings, identity_key: OKPKey
) -> None:
    with opened(billed_settings, identity_key) as before:
        assert before.points()["complete"] is True
    with closing(socket.create_server(("127.0.0.1", 0))) as hung:
        port = hung.getsockname()[1]
        changed = billed_settings.model_copy(
            update={
                "billing_kontor_url": f"postgresql://reader@127.0.0.1:{port}/billing",
                "billing_odczyt_url": "sqlite:////nowhere/at/all.db",
            }
        )
        with opened(changed, identity_key) as after, after.later(10):
            after.wait(patiently=False)
            started = time.monotonic()
            answer = after.points()
            assert time.monotonic() - started < SOON
            assert (answer["total"], answer["current"], answer["stale"]) == (14, 7, 7)
            assert {(missing["source"], missing["reason"], missing["points"]) for missing in answer["missing"]} == {
                ("Kontor 4", "silent", 5),
                ("Odczyt", "refused", 2),
            }


def test_without_billing_systems_our_books_are_all_there_is(billed_settings: Settings, identity_key: OKPKey) -> None:
    absent = {f"billing_{name}_url": "" for name in ("meridian", "kontor", "odczyt")}
    with opened(billed_settings.model_copy(update=absent), identity_key) as alone:
        answer = alone.points()
        assert (answer["total"], answer["current"], answer["complete"], answer["missing"]) == (3, 3, True, [])
        assert sources(answer) == {None: 3}


def test_questions_of_one_customer_at_once_are_asked_once(billed: Billed) -> None:
    billed.systems["kontor"].seconds = 0.3
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: billed.points(), range(6)))
    assert {answer["total"] for answer in answers} == {14}
    assert [len(system.questions) for system in billed.systems.values()] == [1, 1, 1]
