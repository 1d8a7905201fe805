"""Orders and a bank account of each of the two customers; once, a phone in another colour and two towns' streets."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend_api.addresses.spelling import key_of, street_key_of
from backend_api.tables import (
    BankAccount,
    Base,
    Order,
    OrderLine,
    OrderStateEntry,
    PostalPlace,
    PostalStreet,
    PriceVersion,
    Product,
    ProductText,
)

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

PLACES = {
    ("DE", "50667", "Köln"): ("Domstraße", "Hohe Straße", "Minoritenstraße"),
    ("DE", "50668", "Köln"): ("Eigelstein", "Maybachstraße"),
    ("DE", "20095", "Hamburg"): ("Mönckebergstraße", "Spitalerstraße"),
    ("PL", "61-701", "Poznań"): ("Fredry", "Święty Marcin"),
    ("PL", "00-950", "Warszawa"): (),
}
IBANS = {1000: "DE89370400440532013000", 2000: "DE75512108001245126199"}


def uid(number: int) -> UUID:
    from tests.backend_api import world

    return world.uid(number)


def number(base: int, place: int) -> str:
    """0: a phone on its way; 1: a charger that was delivered; 2: a meter exchange with an appointment."""
    return f"O-0{base}4{place}"


def rows(ids: "Ids", base: int) -> list[Base]:
    account = BankAccount(
        id=uid(base + 490),
        customer_id=ids.customer,
        iban=IBANS[base],
        bic=None,
        bank_name=None,
        holder_name="Maria Nowak",
        mandate_reference=f"M-{base}",
        mandate_signed_on=date(2024, 9, 1),
        active_guard=1,
        created_at=_now() - timedelta(days=800),
    )
    phone = order(ids, base, 0, "device", ("placed", "confirmed"), promised_on=date(2026, 11, 26))
    phone.bank_account_id = account.id
    phone.lines = [_line("P5", "Phone P5", "499.90"), _line("LADER", "Ladegerät", "19.90", position=2)]
    phone.worth_amount = Decimal("519.80")
    charger = order(ids, base, 1, "accessory", ("placed", "confirmed", "packed", "handed_over", "delivered"))
    charger.lines = [_line("LADER", "Ladegerät", "19.90")]
    meter = order(ids, base, 2, "meter_exchange", ("placed", "scheduled"), promised_on=date(2026, 12, 10))
    return [account, phone, charger, meter, *(once() if base == 1000 else [])]


def order(ids: "Ids", base: int, place: int, kind: str, states: tuple[str, ...], **values: Any) -> Order:
    """An order that went through these states, a day each, the last of them yesterday."""
    done = states[-1] == "delivered"
    entered = [_now() - timedelta(days=len(states) - step) for step in range(len(states))]
    return Order(
        id=uid(base + 400 + place),
        number=number(base, place),
        kind=kind,
        customer_id=ids.customer,
        service_point_id=ids.flat,
        placed_by_kind="customer",
        placed_by_id=ids.customer,
        channel="web",
        service="gateway",
        state=states[-1],
        outcome="done" if done else "open",
        placed_at=entered[0],
        state_since_at=entered[-1],
        fulfilled_at=entered[-1] if done else None,
        finished_at=entered[-1] if done else None,
        country="DE",
        currency="EUR",
        waiting_for=None if done else "warehouse",
        details={"address": {"street": "Domstr.", "house_number": "12a", "postcode": "50667", "city": "Köln",
                             "country": "DE"}},
        history=[
            OrderStateEntry(position=step, state=state, entered_at=at, actor_kind="service", mover="erp")
            for step, (state, at) in enumerate(zip(states, entered, strict=True), start=1)
        ],
        **values,
    )  # fmt: skip


def once() -> list[Base]:
    """The phone in blue, and the streets of the tests."""
    blue = Product(
        id=uid(1495),
        number="P5-BLAU",
        kind="device",
        commodity="mobile",
        country="DE",
        orderable_from_on=date(2024, 1, 1),
        texts=[ProductText(language="de", name="Phone P5 blau", description="In blau.")],
        prices=[
            PriceVersion(
                id=uid(1496),
                valid_from_on=date(2024, 1, 1),
                currency="EUR",
                one_off_amount=Decimal("499.90"),
                includes_tax=True,
                tax_percent=Decimal(19),
            )
        ],
    )
    places: list[Base] = [
        PostalPlace(
            country=country,
            postcode=postcode,
            city=city,
            city_key=key_of(city),
            streets=[PostalStreet(street=street, street_key=street_key_of(street)) for street in streets],
        )
        for (country, postcode, city), streets in PLACES.items()
    ]
    return [blue, *places]


def _line(product_number: str, name: str, amount: str, position: int = 1) -> OrderLine:
    return OrderLine(
        position=position,
        product_number=product_number,
        description=name,
        quantity=1,
        one_off_amount=Decimal(amount),
        state="ordered",
    )


def _now() -> Any:
    from tests.backend_api import world

    return world.NOW
