"""The invented supplier: its figures add up, its numbers are valid, and every story that dialogues need is in it."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import phonenumbers
import pytest
from stdnum.de import idnr, vat
from stdnum.pl import nip, pesel

from backend_api.contracts.prices import open_rise
from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.contracts.withdrawal import can_withdraw
from backend_api.customers.models import Customer
from backend_api.invoices.models import Invoice
from backend_api.invoices.states import invoice_state
from backend_api.readings.metering import Metered, segments_of
from backend_api.switches.models import STAGE_POSITIONS
from backend_api.values import CustomerNumber, MaloId, MeloId, PpeCode
from tests.wattline.demo.conftest import TODAY
from wattline.demo import plan
from wattline.demo.bills import Bill, rounded
from wattline.demo.dataset import Dataset, build
from wattline.demo.ids import row_id
from wattline.demo.points import PointRows


@lru_cache(maxsize=8)
def built(today: date) -> Dataset:
    """Built once per day; the tests only look at it."""
    return build(today)


DAYS = [
    date(2026, 11, 21),
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2026, 5, 4),
]


def open_amount(bill: Bill) -> Decimal:
    return bill.invoice.total_amount - sum((payment.amount for payment in bill.payments), Decimal(0))


def state(bill: Bill, today: date) -> str:
    return invoice_state(bill.invoice.total_amount, open_amount(bill), bill.invoice.due_on, today)


def points_of(dataset: Dataset, key: str) -> list[PointRows]:
    place = next(place for place, written in enumerate(plan.customers()) if written.key == key)
    return [rows for rows in dataset.points if rows.point.customer_id == dataset.customers[place].id]


def everything(dataset: Dataset) -> list[tuple[str, dict[str, object]]]:
    rows = [row for batch in dataset.batches() for row in batch]
    return [
        (type(row).__name__, {column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs})
        for row in rows
    ]


def test_the_same_day_gives_the_same_data(dataset: Dataset) -> None:
    assert everything(build(TODAY)) == everything(dataset)


def test_ids_and_numbers_are_unique(dataset: Dataset) -> None:
    rows = everything(dataset)
    ids = Counter(str(values["id"]) for _kind, values in rows if values.get("id"))
    assert not [found for found, count in ids.items() if count > 1]
    for numbers in (
        [bill.invoice.number for bill in dataset.bills],
        [contract.number for rows in dataset.points for contract in rows.contracts],
        [customer.customer_number for customer in dataset.customers if customer.customer_number],
        [rows.point.identifier for rows in dataset.points],
        [address.value for customer in dataset.customers for address in customer.addresses],
    ):
        assert len(numbers) == len(set(numbers))


def test_customers_speak_the_three_languages_about_equally(dataset: Dataset) -> None:
    languages = Counter(customer.language for customer in dataset.customers)
    assert len(dataset.customers) >= 44
    assert min(languages.values()) >= len(dataset.customers) // 3 - 1
    assert {customer.country for customer in dataset.customers if customer.language == "en"} == {"DE", "PL"}


def test_names_of_points_tell_them_apart(dataset: Dataset) -> None:
    for customer in dataset.customers:
        names = [rows.point.name for rows in dataset.points if rows.point.customer_id == customer.id]
        assert len(names) == len(set(names))


def test_identifiers_pass_their_checks(dataset: Dataset) -> None:
    for customer in dataset.customers:
        if customer.customer_number:
            assert CustomerNumber.parse(customer.customer_number).text == customer.customer_number
        check_person(customer)
        for address in customer.addresses:
            if address.kind == "phone":
                assert phonenumbers.is_possible_number(phonenumbers.parse(address.value))
            else:
                assert address.value.endswith(".example")
    for rows in dataset.points:
        if rows.point.scheme == "malo":
            MaloId.parse(rows.point.identifier)
            assert [MeloId.parse(melo).text for melo in rows.point.melo_ids] == rows.point.melo_ids
        elif rows.point.scheme == "ppe":
            PpeCode.parse(rows.point.identifier)
        else:
            assert phonenumbers.is_possible_number(phonenumbers.parse(rows.point.identifier))


def check_person(customer: Customer) -> None:
    if customer.kind == "company":
        check = nip if customer.country == "PL" else vat
        assert check.is_valid(customer.tax_id)
        return
    assert customer.personal_id
    assert (pesel if customer.country == "PL" else idnr).is_valid(customer.personal_id)
    if customer.country == "PL":
        born = next(
            written.born
            for written in plan.customers()
            if written.name.endswith(f" {customer.name}") and written.name.startswith(f"{customer.first_name}")
        )
        assert pesel.get_birth_date(customer.personal_id) == born


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_bills_add_up_on_any_day(today: date) -> None:
    dataset = built(today)
    for bill in dataset.bills:
        invoice = bill.invoice
        assert sum((line.amount for line in bill.lines), Decimal(0)) == invoice.total_amount
        assert invoice.from_on <= invoice.to_on < invoice.issued_on <= today
        assert invoice.due_on > invoice.issued_on
        assert all(payment.received_on <= today for payment in bill.payments)
        for line in bill.lines:
            if line.quantity is not None and line.unit_price_amount is not None:
                assert line.amount == rounded(line.quantity * line.unit_price_amount)


def test_billed_consumption_is_what_the_readings_say(dataset: Dataset) -> None:
    for rows in dataset.points:
        used = {span.from_on: span.amount for span in segments_of(rows.readings, Metered(rows.exchanged))}
        metered = {usage.month_on: usage.data_gb for usage in rows.usages}
        assert all(amount > 0 for amount in used.values())
        for bill in rows.bills:
            if bill.invoice.consumption is not None:
                known = metered if rows.point.kind == "line" else used
                assert bill.invoice.consumption == known[bill.invoice.from_on]
            work = [line for line in bill.lines if line.kind == "work"]
            assert [line.quantity for line in work] in ([], [bill.invoice.consumption])


def test_bills_of_a_point_follow_each_other_without_a_gap(dataset: Dataset) -> None:
    for rows in dataset.points:
        for earlier, later in pairwise(rows.bills):
            assert (later.invoice.from_on - earlier.invoice.to_on).days == 1


def test_prices_of_bills_are_those_of_the_contract(dataset: Dataset) -> None:
    for rows in dataset.points:
        for bill in rows.bills[-1:]:
            contract = next(entry for entry in rows.contracts if entry.id == bill.invoice.contract_id)
            tariff = next(tariff for tariff in plan.tariffs().values() if tariff.name == contract.product_name)
            for line in bill.lines:
                if line.kind == "work":
                    assert line.unit_price_amount == tariff.unit
                    assert tariff.unit is not None
                    assert contract.unit_price_amount == tariff.unit * tariff.tax_factor


def test_suppliers_customers_have_two_years_of_figures(dataset: Dataset) -> None:
    spans = [(rows.readings[-1].read_on - rows.readings[0].read_on).days for rows in dataset.points if rows.readings]
    assert sum(days >= 720 for days in spans) > 40
    longest = max(spans)
    assert longest > 1400


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_story_is_there_on_any_day(today: date) -> None:
    dataset = built(today)
    states = {
        written.key: Counter(state(bill, today) for rows in points_of(dataset, written.key) for bill in rows.bills)
        for written in plan.customers()
    }
    assert states["krueger-two-open"]["open"] == 2
    assert set(states["schmidt-nothing-wrong"]) == {"paid"}
    assert states["schmidt-overdue"]["overdue"] == 1
    assert states["nowak-overdue"]["overdue"] == 1
    assert states["nowak-overdue"]["open"] == 1
    assert states["hoffmann-credit"]["credit"] == 1
    assert states["jankowski-correction"]["credit"] == 1
    assert states["kowalski-partly-paid"]["partly_paid"] == 1
    assert states["baeckerei-14-points"]["open"] == 2


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_doubled_bill_doubled_because_of_an_estimate(today: date) -> None:
    flat = points_of(built(today), "meier-doubled-bill")[0]
    before, now = (bill.invoice for bill in flat.bills[-2:])
    assert now.reading_source == "estimated"
    assert Decimal("1.8") < now.total_amount / before.total_amount < Decimal("2.3")


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_contracts_end_as_the_stories_say(today: date) -> None:
    dataset = built(today)

    def current(key: str) -> tuple[int | None, int]:
        dates = outcome(terms_of(points_of(dataset, key)[0].contracts[-1]), today=today)
        ends = None if dates.ends_on is None else (dates.ends_on - today).days
        return ends, (dates.earliest_end_on - today).days

    assert current("becker-ends-soon") == (20, 20)
    assert current("wisniewska-ends-soon")[0] == 20
    assert current("brown-ends-soon") == (20, 20)
    assert current("wolf-locked-mobile")[1] > 360
    assert current("vogel-leaving") == (24, 24)


def test_each_point_has_one_running_contract(dataset: Dataset) -> None:
    for rows in dataset.points:
        found = [outcome(terms_of(contract), today=TODAY).state for contract in rows.contracts]
        assert [name for name in found if name != "ended"] in (["active"], ["ending"], ["future"])


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_switches_stand_in_every_stage(today: date) -> None:
    dataset = built(today)
    switches = [rows.switch for rows in dataset.points if rows.switch]
    assert {switch.order.state for switch in switches} == set(STAGE_POSITIONS)
    assert {switch.reason_code for switch in switches if switch.order.state == "rejected"} == {
        *("meter_number_mismatch", "unknown_metering_point", "other_contract_running", "address_mismatch")
    }
    assert any(switch.direction == "outgoing" for switch in switches)
    for switch in switches:
        entered = [entry.entered_at for entry in switch.order.history]
        assert entered == sorted(entered)
        assert entered[-1].date() <= today
        assert switch.order.history[-1].state == switch.order.state
        assert switch.expected_on is None or switch.expected_on >= today


def test_one_of_two_points_is_rejected_and_the_other_accepted(dataset: Dataset) -> None:
    points = points_of(dataset, "neumann-one-of-two-rejected")
    assert [rows.switch and (rows.switch.order.state, rows.switch.reason_code) for rows in points] == [
        ("accepted", None),
        ("rejected", "meter_number_mismatch"),
    ]


def test_companies_sites_applicants_and_surnames(dataset: Dataset) -> None:
    bakery = points_of(dataset, "baeckerei-14-points")
    assert len(bakery) == 14
    assert len({rows.point.city for rows in bakery}) > 4
    applicants = [customer for customer in dataset.customers if customer.customer_number is None]
    assert {customer.country for customer in applicants} == {"DE", "PL"}
    assert all(customer.application_number and customer.personal_id for customer in applicants)
    streets = Counter(
        (customer.name, rows.point.street)
        for customer in dataset.customers
        for rows in dataset.points
        if rows.point.customer_id == customer.id and customer.kind == "private"
    )
    schmidts = [customer for customer in dataset.customers if customer.name == "Schmidt"]
    assert len(schmidts) == 2
    assert streets["Schmidt", "Ahornweg"] == 2


def test_everybody_can_be_sent_a_code_somewhere(dataset: Dataset) -> None:
    confirmed = [
        {address.kind for address in customer.addresses if address.confirmed_at} for customer in dataset.customers
    ]
    assert all(confirmed)
    assert {"email"} in confirmed
    assert any(address.confirmed_at is None for customer in dataset.customers for address in customer.addresses)


def test_mobile_lines_have_something_left_or_nothing(dataset: Dataset) -> None:
    allowances = [rows.point.allowance for rows in dataset.points if rows.point.allowance]
    assert allowances
    for allowance in allowances:
        assert allowance.data_gb_total is not None
        assert allowance.data_gb_left is not None
        assert 0 <= allowance.data_gb_left <= allowance.data_gb_total


def test_bills_beyond_the_allowance_say_so(dataset: Dataset) -> None:
    mobile = points_of(dataset, "nguyen-allowances")[1]
    assert any(line.kind == "usage" for line in mobile.bills[-1].lines)


def invoices(dataset: Dataset) -> list[Invoice]:
    return [bill.invoice for bill in dataset.bills]


def test_invoice_numbers_rise_with_the_day_of_issue(dataset: Dataset) -> None:
    by_number = sorted(invoices(dataset), key=lambda invoice: invoice.number)
    assert [invoice.issued_on for invoice in by_number] == sorted(invoice.issued_on for invoice in by_number)


@pytest.mark.parametrize("today", DAYS)
def test_who_may_leave_at_once_or_withdraw_is_there_in_every_language(today: date) -> None:
    contracts = {rows.point.customer_id: rows.contracts[-1] for rows in built(today).points}
    by_key = {customer.key: contracts[row_id(customer.key)] for customer in plan.customers()}
    announced = [by_key[key] for key in by_key if key.endswith("-price-announced")]
    signed = [by_key[key] for key in by_key if key.endswith("-just-signed")]
    assert len(announced) == len(signed) == 3
    assert all(rise is not None and rise.is_open(today) for rise in (open_rise(one, today) for one in announced))
    assert all(
        one.signed_on is not None
        and can_withdraw(customer_kind="private", signed_on=one.signed_on, country="DE", today=today)
        for one in signed
    )
