"""Fills an order's details in from what we know, and checks what was typed; nothing known is asked again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backend_api.addresses import service as addresses
from backend_api.addresses.schemas import AddressIn
from backend_api.addresses.spelling import key_of
from backend_api.checks.rules import ValueKind, normalised
from backend_api.orders.errors import OrderInvalidError
from backend_api.orders.service import checked_details
from backend_api.values import MalformedValueError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.doors import Door
    from backend_api.orders.kind import DeliveryAddress, Kind
    from backend_api.service_points.models import ServicePoint

_CHECKED: dict[str, ValueKind] = {
    "metering_point": "metering_point",
    "meter_number": "meter_number",
    "phone_number": "phone_number",
    "iccid": "iccid",
}
"""Details that have a check of their own, in whatever kind they are."""


@dataclass
class Facts:
    """The details of an order that is being prepared."""

    details: dict[str, Any]
    problems: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)


async def facts_of(
    session: AsyncSession, door: Door, kind: Kind, given: dict[str, Any], point: ServicePoint | None
) -> Facts:
    """What was given, completed and checked."""
    facts = Facts(_completed(door, kind, given, point))
    facts.problems |= check_values(facts.details, door.party.country)
    try:
        details = checked_details(kind, facts.details)
    except OrderInvalidError as error:
        facts.problems |= error.problems
        facts.details = {}
        return facts
    facts.details = details.model_dump(mode="json", exclude_none=True)
    if kind.ships and details.address is None:
        facts.problems["details.address"] = "missing"
    if details.wished_on is not None and details.wished_on < door.today:
        facts.problems["details.wished_on"] = "in_the_past"
    if details.address is not None and "address" in given:
        await _check_address(session, facts, details.address)
    _warn_of_other_name(facts, door)
    return facts


def address_of(point: ServicePoint) -> dict[str, str]:
    """Where a service point is."""
    return {
        "street": point.street,
        "house_number": point.house_number,
        "postcode": point.postcode,
        "city": point.city,
        "country": point.country,
    }


def _completed(door: Door, kind: Kind, given: dict[str, Any], point: ServicePoint | None) -> dict[str, Any]:
    """What the kind's details can hold and nobody said, from the records."""
    known: dict[str, Any] = {"holder_name": door.party.name}
    if point is not None:
        known["address"] = address_of(point)
        known["commodity"] = point.commodity
        if point.kind == "metering_point":
            known |= {"meter_number": point.meter_number, "metering_point": point.identifier}
        else:
            known["phone_number"] = point.identifier
    may_hold = kind.details.model_fields
    return {name: value for name, value in known.items() if name in may_hold and value is not None} | given


def check_values(details: dict[str, Any], country: str) -> dict[str, str]:
    """Write numbers as they are stored, in place; what is wrong with them by field."""
    problems = {}
    for name, kind in _CHECKED.items():
        text = details.get(name)
        if not isinstance(text, str):
            continue
        try:
            details[name] = normalised(kind, text, country)
        except MalformedValueError as error:
            problems[f"details.{name}"] = error.problem
    return problems


async def _check_address(session: AsyncSession, facts: Facts, address: DeliveryAddress) -> None:
    """Spell a typed address properly; refuse a town that is not under its postcode, warn of what we do not know."""
    if address.country not in ("DE", "PL"):
        facts.warnings["details.address"] = "unknown"
        return
    answer = await addresses.check(session, AddressIn.model_validate(address.model_dump()))
    if answer.address is not None:
        facts.details["address"] = answer.address.model_dump()
    elif answer.problem == "form" or answer.field == "city":
        facts.problems[f"details.address.{answer.field}"] = answer.problem or "unknown"
    else:
        facts.warnings[f"details.address.{answer.field}"] = answer.problem or "unknown"


def _warn_of_other_name(facts: Facts, door: Door) -> None:
    """Another provider lets a number go only to the name on its contract."""
    holder = facts.details.get("holder_name")
    if isinstance(holder, str) and key_of(holder) != key_of(door.party.name):
        facts.warnings["details.holder_name"] = "differs_from_contract"
