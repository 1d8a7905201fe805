"""Our service points, contracts and invoices as BO4E objects (version 202607.1.0, read 2026-11).

BO4E is made for German energy: a Polish point has its PPE code among the additional attributes, prices of a contract
are there too (BO4E has them in the tariff), and phone lines are left out. A day is written as its midnight in the
supplier's zone; ends are the midnight after the last day.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from backend_api.bo4e.library import attributes, dumped, library

if TYPE_CHECKING:
    from decimal import Decimal

    from backend_api.contracts.models import Contract
    from backend_api.invoices.models import Invoice, InvoiceLine
    from backend_api.service_points.models import ServicePoint

SECTORS = {"electricity": "STROM", "gas": "GAS"}
UNITS = {"kWh": "KWH", "month": "MONAT", "day": "TAG", "piece": "STUECK", "minute": "MINUTE"}
STATES = {"active": "AKTIV", "ending": "GEKUENDIGT", "ended": "BEENDET", "future": "ANGENOMMEN"}
_DURATION = {"weeks": "W", "months": "M"}


def midnight(day: date, zone: str) -> datetime:
    """The beginning of a local day."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def point(stored: ServicePoint) -> dict[str, Any]:
    """A metering point as MARKTLOKATION."""
    bo4e = library()
    is_malo = stored.scheme == "malo"
    locations = [bo4e.Messlokation(messlokations_id=melo) for melo in stored.melo_ids]
    return dumped(
        bo4e.Marktlokation(
            id=str(stored.id),
            marktlokations_id=stored.identifier if is_malo else None,
            sparte=bo4e.Sparte(SECTORS[stored.commodity]),
            energierichtung=bo4e.Energierichtung.AUSSP,
            lokationsadresse=bo4e.Adresse(
                strasse=stored.street,
                hausnummer=stored.house_number,
                postleitzahl=stored.postcode,
                ort=stored.city,
                landescode=bo4e.Landescode(stored.country),
            ),
            lokationszuordnungen=[bo4e.Lokationszuordnung(messlokationen=locations)] if locations else None,
            zusatz_attribute=attributes(
                name=stored.name,
                state=stored.state,
                ppe=None if is_malo else stored.identifier,
                meter_number=stored.meter_number,
                grid_operator=stored.grid_operator,
            ),
        )
    )


def contract(stored: Contract, at: ServicePoint, state: str, zone: str) -> dict[str, Any]:
    """A supply contract as VERTRAG."""
    bo4e = library()
    begins = midnight(stored.starts_on, zone)
    ends_on = stored.notice_ends_on or stored.term_ends_on
    term = bo4e.Zeitraum(startdatum=stored.starts_on, enddatum=stored.term_ends_on)
    renewal = bo4e.Zeitraum(dauer=f"P{stored.renewal_months}M") if stored.renewal_months else None
    notice = f"P{stored.notice_period_value}{_DURATION[stored.notice_period_unit]}"
    return dumped(
        bo4e.Vertrag(
            id=str(stored.id),
            vertragsnummer=stored.number,
            vertragsart=bo4e.Vertragsart.ENERGIELIEFERVERTRAG,
            vertragsstatus=bo4e.Vertragsstatus(STATES[state]),
            sparte=bo4e.Sparte(SECTORS[at.commodity]),
            vertragsbeginn=begins,
            vertragsende=None if ends_on is None else midnight(ends_on + timedelta(days=1), zone),
            vertragsteile=[bo4e.Vertragsteil(vertragsteilbeginn=begins, lokation=at.identifier)],
            vertragskonditionen=bo4e.Vertragskonditionen(
                vertragslaufzeit=term, kuendigungsfrist=bo4e.Zeitraum(dauer=notice), vertragsverlaengerung=renewal
            ),
            zusatz_attribute=attributes(
                product_name=stored.product_name,
                base_price=str(stored.base_price_amount),
                unit_price=_text(stored.unit_price_amount),
                currency=stored.currency,
                renewal=stored.renewal,
                notice_given_on=_day(stored.notice_given_on),
                notice_ends_on=_day(stored.notice_ends_on),
                cannot_end_before_on=_day(stored.cannot_end_before_on),
                price_guaranteed_until=_day(stored.price_guaranteed_until),
            ),
        )
    )


def invoice(stored: Invoice, at: ServicePoint, contract_number: str, zone: str) -> dict[str, Any]:
    """An invoice with its lines as RECHNUNG."""
    bo4e = library()
    total = _amount(stored.total_amount, stored.currency)
    return dumped(
        bo4e.Rechnung(
            id=str(stored.id),
            rechnungsnummer=stored.number,
            rechnungsdatum=midnight(stored.issued_on, zone),
            faelligkeitsdatum=midnight(stored.due_on, zone),
            rechnungstyp=bo4e.Rechnungstyp.ENDKUNDENRECHNUNG,
            rechnungsperiode=bo4e.Zeitraum(startdatum=stored.from_on, enddatum=stored.to_on),
            gesamtbrutto=total,
            sparte=bo4e.Sparte(SECTORS[at.commodity]),
            vertrag=bo4e.Vertrag(vertragsnummer=contract_number),
            rechnungspositionen=[_line(line, stored.currency) for line in stored.lines],
            zusatz_attribute=attributes(
                service_point=at.identifier,
                consumption=_text(stored.consumption),
                consumption_unit=stored.consumption_unit,
                reading_source=stored.reading_source,
            ),
        )
    )


def _line(line: InvoiceLine, currency: str) -> Any:
    bo4e = library()
    unit = UNITS.get(line.unit or "")
    has_amount = line.quantity is not None and unit is not None
    return bo4e.Rechnungsposition(
        positionsnummer=line.position,
        positionstext=line.description,
        positions_menge=bo4e.Menge(wert=line.quantity, einheit=bo4e.Mengeneinheit(unit)) if has_amount else None,
        gesamtpreis=_amount(line.amount, currency),
        zusatz_attribute=attributes(
            kind=line.kind,
            unit=line.unit,
            quantity=_text(line.quantity),
            unit_price=_text(line.unit_price_amount),
        ),
    )


def _amount(amount: Decimal, currency: str) -> Any:
    bo4e = library()
    return bo4e.Betrag(wert=amount, waehrung=bo4e.Waehrungscode(currency))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
