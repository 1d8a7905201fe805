"""Of an answer only what belongs to the customer stays."""

from datetime import UTC, date, datetime
from decimal import Decimal

from backend_api.billing_systems.checking import owned
from backend_api.billing_systems.port import Answer, BalanceRecord, MonthUseRecord, OwnerId, PointRecord, Question
from tests.backend_api import world

MINE, PERSON, THEIRS = OwnerId("tax_id", "DE136695976"), OwnerId("idnr", "36574261809"), OwnerId("tax_id", "5260001246")
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def point(source_id: str, *owners: OwnerId) -> PointRecord:
    return PointRecord(
        source_id=source_id,
        owners=owners,
        owner_name="Bakery",
        scheme="malo",
        identifier=world.malo(int(source_id)),
        commodity="electricity",
        name="Shop",
        street="Domstr.",
        house_number="1",
        postcode="50667",
        city="Köln",
        country="DE",
        meter_number=None,
        grid_operator=None,
        tariff="Strom",
        contract_number="V-1",
    )


def kept(question: Question, *points: PointRecord, alike: tuple[PointRecord, ...] = ()) -> tuple[list[str], int]:
    answer = owned(Answer(NOW, points, alike=alike), question)
    return [record.source_id for record in answer.points], answer.wrong


def test_another_customers_record_is_dropped_and_counted() -> None:
    assert kept(Question((MINE,)), point("1", MINE), point("2", THEIRS)) == (["1"], 1)


def test_a_record_without_an_id_is_nobodys_unless_it_was_accepted() -> None:
    assert kept(Question((MINE,)), point("1")) == ([], 1)
    assert kept(Question((MINE,), accepted=("1",)), point("1")) == (["1"], 0)


def test_an_accepted_record_that_now_has_anothers_id_is_dropped() -> None:
    assert kept(Question((MINE,), accepted=("1",)), point("1", THEIRS)) == ([], 1)


def test_an_id_that_speaks_against_it_counts() -> None:
    assert kept(Question((MINE, PERSON)), point("1", MINE, PERSON)) == (["1"], 0)
    assert kept(Question((MINE, PERSON)), point("1", THEIRS, PERSON)) == ([], 1)
    assert kept(Question((PERSON,)), point("1", THEIRS, PERSON)) == (["1"], 0), "nothing is known of a tax id"


def test_a_record_twice_is_one_too_many() -> None:
    assert kept(Question((MINE,)), point("1", MINE), point("1", MINE)) == (["1"], 1)


def test_use_and_balance_of_other_points_are_dropped() -> None:
    answer = Answer(
        NOW,
        (point("1", MINE),),
        tuple(BalanceRecord(source_id=of, open_amount=Decimal(1), currency="EUR", open_invoices=1) for of in "12"),
        tuple(MonthUseRecord(source_id=of, month_on=date(2026, 1, 1), amount=Decimal(1), unit="kWh") for of in "123"),
    )
    checked = owned(answer, Question((MINE,)))
    assert [record.source_id for record in (*checked.balances, *checked.uses)] == ["1", "1"]
    assert checked.wrong == 3


def test_what_only_looks_alike_must_carry_no_id_at_all() -> None:
    checked = owned(
        Answer(NOW, (point("1", MINE),), alike=(point("1"), point("2"), point("3", THEIRS))), Question((MINE,))
    )
    assert [record.source_id for record in checked.alike] == ["2"]
    assert checked.wrong == 1
