"""The personas: every customer of the demo, with what is true of him at this moment, read from the backend."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wattline.demo import dataset, facts, plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wattline.demo.backend import Backend, KnownCustomer, Records
    from wattline.demo.facts import Asker, Fact, Json
    from wattline.demo.plan import CustomerPlan

_LISTED_INVOICES = 50
_WITH_USE = 2
"""Of so many points the use is asked for."""


@dataclass(frozen=True)
class Persona:
    """A customer as the plan describes him, with the numbers he proves himself by."""

    key: str
    shows: str
    shows_own: str | None
    """The same in the persona's language, if that is not English."""
    name: str
    language: str
    role: str
    place: int
    """In the list of all."""
    customer_number: str | None
    application_number: str | None
    personal_id: str | None
    tax_id: str | None
    addresses: tuple[str, ...]
    """Phone and mail address, confirmed or not."""

    def shows_in(self, language: str) -> tuple[str, str]:
        """The sentence in that language if there is one, else in English; and the language it is in."""
        if self.shows_own and language == self.language:
            return self.shows_own, language
        return self.shows, "en"

    @property
    def initials(self) -> str:
        """For a round picture without a picture."""
        words = self.name.split()
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def ids(self) -> dict[str, str]:
        """The numbers besides the customer number."""
        known = {
            "application_number": self.application_number,
            "personal_id": self.personal_id,
            "tax_id": self.tax_id,
        }
        return {name: value for name, value in known.items() if value}

    @property
    def number(self) -> str:
        """What he gives first."""
        return self.customer_number or self.application_number or ""

    @property
    def second_id(self) -> str | None:
        """What an application number needs beside it."""
        return None if self.customer_number else self.personal_id or self.tax_id


@lru_cache(maxsize=1)
def all_personas() -> tuple[Persona, ...]:
    """Everybody, in the order of the plan."""
    return tuple(_persona(written, place) for place, written in enumerate(plan.customers()))


def named(key: str) -> Persona | None:
    """The persona of that key, if there is one."""
    return next((persona for persona in all_personas() if persona.key == key), None)


async def known(backend: Backend, persona: Persona) -> KnownCustomer | None:
    """The persona's record; None when the backend holds other data than the demo's."""
    return await backend.look_up(persona.number, persona.second_id)


async def describe_all(backend: Backend, time_zone: str = "Europe/Berlin") -> list[Json]:
    """Everybody with addresses and facts of this moment; who is not in the backend is left out."""
    today = datetime.now(UTC).astimezone(ZoneInfo(time_zone)).date()
    described = await asyncio.gather(*(_describe(backend, persona, today) for persona in all_personas()))
    return [persona for persona in described if persona is not None]


async def _describe(backend: Backend, persona: Persona, today: date) -> Json | None:
    customer = await known(backend, persona)
    if customer is None:
        return None
    found = await facts_of(backend.records_of(customer), facts.Asker(persona.place), today)
    return {
        "key": persona.key,
        "shows": persona.shows,
        "customer_number": persona.customer_number,
        "ids": persona.ids,
        "language": persona.language,
        "addresses": [
            {"kind": address["kind"], "value": address["value"], "confirmed": address["confirmed"]}
            for address in customer.addresses
        ],
        "role": persona.role,
        "facts": [fact.as_json() for fact in found],
    }


async def facts_of(records: Records, ask: Asker, today: date) -> list[Fact]:
    """What is true of a customer."""
    account, invoices, payments, points, contracts, switches = await asyncio.gather(
        records.account(),
        records.items("/invoices", limit=_LISTED_INVOICES),
        records.items("/payments", limit=3),
        records.items("/service-points"),
        records.items("/contracts"),
        records.items("/switches"),
    )
    found = facts.switch_facts(switches, ask)
    found += facts.bill_facts(account, invoices, ask)
    found += await _difference(records, invoices, ask)
    found += facts.invoice_and_payment_facts(invoices, payments, ask)
    found += await _uses(records, points, ask, today)
    current = facts.running(contracts)
    if current:
        found += facts.contract_facts(current, current[0]["service_point_name"], ask)
    return found


async def _difference(records: Records, invoices: Sequence[Json], ask: Asker) -> list[Fact]:
    """Why the bill is high is asked when it is to be paid and the only one."""
    unpaid = [invoice for invoice in invoices if invoice["state"] == "open"]
    if len(unpaid) != 1:
        return []
    return facts.difference_fact(await records.comparison(unpaid[0]["number"]), ask)


async def _uses(records: Records, points: Sequence[Json], ask: Asker, today: date) -> list[Fact]:
    supplied = [point for point in points if point["state"] == "active"][:_WITH_USE]
    found = await asyncio.gather(*(_use(records, point, today) for point in supplied))
    several = len(points) > 1
    return [facts.consumption_fact(used, several=several, ask=ask) for used in found if used is not None]


async def _use(records: Records, point: Json, today: date) -> Json | None:
    """The use in the first period that is wholly known."""
    for from_on, to_on in facts.periods_to_ask_for(today):
        used = await records.consumption(point["id"], from_on, to_on)
        if used["complete"]:
            return used
    return None


def _persona(written: CustomerPlan, place: int) -> Persona:
    customer = dataset.customer(written, place, datetime.now(UTC).date())
    return Persona(
        key=written.key,
        shows=written.shows,
        shows_own=written.shows_own,
        name=written.name,
        language=written.language,
        role=written.role,
        place=place,
        customer_number=customer.customer_number,
        application_number=customer.application_number,
        personal_id=customer.personal_id,
        tax_id=customer.tax_id,
        addresses=tuple(address.value for address in customer.addresses),
    )
