"""BO4E objects as our service points, contracts and invoices; ids and sums are checked here, BO4E checks neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from backend_api.bo4e.errors import ObjectRefusedError
from backend_api.bo4e.library import attribute, library
from backend_api.bo4e.writing import SECTORS, UNITS
from backend_api.contracts.models import Contract
from backend_api.invoices.models import Invoice, InvoiceLine
from backend_api.service_points.models import MeteringPoint
from backend_api.values import MalformedValueError, MaloId, MeloId, PpeCode

_KINDS = {"MARKTLOKATION": "Marktlokation", "VERTRAG": "Vertrag", "RECHNUNG": "Rechnung"}
_COMMODITIES = {sector: commodity for commodity, sector in SECTORS.items()}
_UNITS = {theirs: ours for ours, theirs in UNITS.items()}
_LINE_KINDS = ("work", "base", "tax", "correction", "credit", "discount", "usage")
_PERIOD = re.compile(r"^P([0-9]{1,3})([WM])$")
_SMALLEST = Decimal("0.0001")
_MOST = Decimal(10) ** 10


@dataclass(frozen=True)
class Links:
    """What an object hangs on, among the customer's."""

    customer_id: UUID
    points: dict[str, UUID]
    """Service points by identifier."""
    contracts: dict[str, UUID]
    """Contracts by number."""
    zone: str


def parsed(content: dict[str, Any]) -> Any:
    """The BO4E object that JSON describes; raises ObjectRefusedError."""
    kind = _KINDS.get(str(content.get("_typ")))
    if kind is None:
        raise ObjectRefusedError("type_unknown")
    try:
        return getattr(library(), kind).model_validate(content)
    except (ValidationError, RecursionError) as error:
        raise ObjectRefusedError("malformed") from error


def point(thing: Any, links: Links) -> MeteringPoint:
    """From MARKTLOKATION; raises ObjectRefusedError."""
    ppe, address = attribute(thing, "ppe"), _needed(thing.lokationsadresse, "address_missing")
    scheme = "malo" if ppe is None else "ppe"
    melos = [
        _checked(MeloId, found.messlokations_id)
        for group in thing.lokationszuordnungen or ()
        for found in group.messlokationen or ()
    ]
    return MeteringPoint(
        customer_id=links.customer_id,
        name=_short(attribute(thing, "name") or f"{address.strasse} {address.hausnummer}", 100),
        commodity=_commodity(thing.sparte),
        scheme=scheme,
        identifier=_checked(MaloId, thing.marktlokations_id) if ppe is None else _checked(PpeCode, ppe),
        state=_word(attribute(thing, "state") or "active", ("planned", "active", "ended")),
        street=_short(address.strasse, 100),
        house_number=_short(address.hausnummer, 20),
        postcode=_short(address.postleitzahl, 10),
        city=_short(address.ort, 100),
        country=_word(address.landescode and address.landescode.value, ("DE", "PL")),
        melo_ids=melos,
        meter_number=_maybe(attribute(thing, "meter_number"), 40),
        grid_operator=_maybe(attribute(thing, "grid_operator"), 100),
    )


def contract(thing: Any, links: Links) -> Contract:
    """From VERTRAG; raises ObjectRefusedError."""
    terms = _needed(thing.vertragskonditionen, "terms_missing")
    notice = _period(terms.kuendigungsfrist)
    renewal = _word(attribute(thing, "renewal"), ("none", "fixed_term", "indefinite"))
    parts = _needed(thing.vertragsteile, "location_missing")
    unit_price = attribute(thing, "unit_price")
    return Contract(
        number=_number(thing.vertragsnummer),
        customer_id=links.customer_id,
        service_point_id=_linked(links.points, parts[0].lokation, "service_point_unknown"),
        product_name=_short(attribute(thing, "product_name"), 100),
        base_price_amount=_decimal(attribute(thing, "base_price")),
        unit_price_amount=None if unit_price is None else _decimal(unit_price),
        currency=_word(attribute(thing, "currency"), ("EUR", "PLN")),
        starts_on=_local(thing.vertragsbeginn, links.zone),
        term_ends_on=terms.vertragslaufzeit.enddatum if terms.vertragslaufzeit else None,
        notice_period_value=notice[0],
        notice_period_unit=notice[1],
        renewal=renewal,
        renewal_months=_period(terms.vertragsverlaengerung)[0] if renewal == "fixed_term" else None,
        notice_given_on=_day(attribute(thing, "notice_given_on")),
        notice_ends_on=_day(attribute(thing, "notice_ends_on")),
        cannot_end_before_on=_day(attribute(thing, "cannot_end_before_on")),
        price_guaranteed_until=_day(attribute(thing, "price_guaranteed_until")),
    )


def invoice(thing: Any, links: Links) -> Invoice:
    """From RECHNUNG; its lines must add up to its total. Raises ObjectRefusedError."""
    period = _needed(thing.rechnungsperiode, "period_missing")
    total, currency = _money(thing.gesamtbrutto)
    lines = [_line(line, currency) for line in _needed(thing.rechnungspositionen, "lines_missing")]
    if sum(line.amount for line in lines) != total:
        raise ObjectRefusedError("sum_wrong")
    number = thing.vertrag.vertragsnummer if thing.vertrag else None
    consumption = attribute(thing, "consumption")
    return Invoice(
        number=_number(thing.rechnungsnummer),
        customer_id=links.customer_id,
        service_point_id=_linked(links.points, attribute(thing, "service_point"), "service_point_unknown"),
        contract_id=_linked(links.contracts, number, "contract_unknown"),
        from_on=_needed(period.startdatum, "period_missing"),
        to_on=_needed(period.enddatum, "period_missing"),
        issued_on=_local(thing.rechnungsdatum, links.zone),
        due_on=_local(thing.faelligkeitsdatum, links.zone),
        total_amount=total,
        currency=currency,
        consumption=None if consumption is None else _decimal(consumption),
        consumption_unit=_optional_word(attribute(thing, "consumption_unit"), ("kWh", "GB")),
        reading_source=_optional_word(attribute(thing, "reading_source"), ("measured", "estimated", "customer")),
        lines=lines,
    )


def _line(line: Any, currency: str) -> InvoiceLine:
    amount, of = _money(line.gesamtpreis)
    if of != currency:
        raise ObjectRefusedError("currency_mixed")
    quantity, unit, price = (attribute(line, name) for name in ("quantity", "unit", "unit_price"))
    if quantity is None and line.positions_menge is not None:
        quantity, unit = str(line.positions_menge.wert), _UNITS.get(str(line.positions_menge.einheit.value))
    return InvoiceLine(
        position=_needed(line.positionsnummer, "position_missing"),
        kind=_word(attribute(line, "kind") or "work", _LINE_KINDS),
        description=_short(line.positionstext, 200),
        quantity=None if quantity is None else _decimal(quantity),
        unit=_maybe(unit, 10),
        unit_price_amount=None if price is None else _decimal(price),
        amount=amount,
    )


def _needed[Value](value: Value | None, problem: str) -> Value:
    if value is None or value == []:
        raise ObjectRefusedError(problem)
    return value


def _checked(kind: Any, text: str | None) -> str:
    try:
        return str(kind.parse(text or "").text)
    except MalformedValueError as error:
        raise ObjectRefusedError(f"id_{error.problem}") from error


def _commodity(sector: Any) -> Any:
    found = _COMMODITIES.get(sector.value if sector else "")
    return _needed(found, "sector_unknown")


def _word(word: str | None, words: tuple[str, ...]) -> Any:
    if word not in words:
        raise ObjectRefusedError("word_unknown")
    return word


def _optional_word(word: str | None, words: tuple[str, ...]) -> Any:
    return None if word is None else _word(word, words)


def _short(text: str | None, longest: int) -> str:
    if not text or not text.strip() or len(text) > longest or not text.isprintable():
        raise ObjectRefusedError("text_length")
    return text


def _maybe(text: str | None, longest: int) -> str | None:
    return None if text is None else _short(text, longest)


def _number(text: str | None) -> str:
    if text is None or not re.fullmatch(r"[A-Z0-9][A-Z0-9/-]{1,19}", text):
        raise ObjectRefusedError("number_malformed")
    return text


def _decimal(text: str | Decimal | None) -> Decimal:
    try:
        value = Decimal(text if text is not None else "")
        fits = value == value.quantize(_SMALLEST) and abs(value) < _MOST
    except (InvalidOperation, TypeError) as error:
        raise ObjectRefusedError("amount_malformed") from error
    if not fits:
        raise ObjectRefusedError("amount_malformed")
    return value


def _money(amount: Any) -> tuple[Decimal, str]:
    found = _needed(amount, "amount_missing")
    currency = _word(found.waehrung and found.waehrung.value, ("EUR", "PLN"))
    return _decimal(found.wert), currency


def _period(period: Any) -> tuple[int, Any]:
    found = _PERIOD.match(period.dauer or "") if period else None
    if found is None:
        raise ObjectRefusedError("period_malformed")
    return int(found[1]), {"W": "weeks", "M": "months"}[found[2]]


def _local(at: datetime | None, zone: str) -> date:
    try:
        return _needed(at, "date_missing").astimezone(ZoneInfo(zone)).date()
    except OverflowError as error:
        raise ObjectRefusedError("date_malformed") from error


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise ObjectRefusedError("date_malformed") from error


def _linked(known: dict[str, UUID], name: str | None, problem: str) -> UUID:
    return _needed(known.get(name or ""), problem)
