"""What a customer can be told, with the question that leads to it and the words that must be in the answer: pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from wattline.demo import wording
from wattline.demo.calendar import DAY, month_first

Json = dict[str, Any]
Kind = Literal["money", "date", "energy", "stage", "text"]

_TOLD_IN_FULL = 3
"""So many contracts the bot tells with all their dates."""


@dataclass(frozen=True)
class Fact:
    """One thing that is true of a customer at this moment."""

    intent: str
    about: str
    """A point's name or an invoice's number; answers "which one?"."""
    kind: Kind
    value: str
    unit: str | None
    """Currency, kWh or GB; none for the other kinds."""
    must_contain: dict[str, str]
    ask: dict[str, str]

    def as_json(self) -> Json:
        """As it is served."""
        return asdict(self)


@dataclass(frozen=True)
class Topic:
    """What a fact is about and how it is asked for."""

    intent: str
    about: str
    ask: dict[str, str]

    def money(self, value: Json) -> Fact:
        """An amount."""
        written = wording.in_all(wording.money, value)
        return Fact(self.intent, self.about, "money", value["amount"], value["currency"], written, self.ask)

    def day(self, value: str) -> Fact:
        """A date."""
        written = wording.in_all(wording.long_date, value)
        return Fact(self.intent, self.about, "date", value, None, written, self.ask)

    def text(self, value: str) -> Fact:
        """A name or number that is the same in every language."""
        return Fact(self.intent, self.about, "text", value, None, dict.fromkeys(wording.LANGUAGES, value), self.ask)

    def amount(self, value: object, unit: str) -> Fact:
        """A use."""
        written = wording.in_all(wording.energy, value, unit)
        return Fact(self.intent, self.about, "energy", str(value), unit, written, self.ask)

    def stage(self, code: str) -> Fact:
        """A stage of a switch."""
        written = {language: wording.stages(language)[code] for language in wording.LANGUAGES}
        return Fact(self.intent, self.about, "stage", code, None, written, self.ask)


@dataclass(frozen=True)
class Asker:
    """Picks among the ways to ask, always the same one for a customer."""

    place: int

    def __call__(self, name: str, **values: object) -> dict[str, str]:
        """The question in each language; values may be functions of the language."""
        found = {}
        for language, ways in wording.questions()[name].items():
            said = {key: value(language) if callable(value) else value for key, value in values.items()}
            found[language] = ways[self.place % len(ways)].format(**said)
        return found

    def about(self, name: str, point: str, *, several: bool, **values: object) -> dict[str, str]:
        """The same; with several points the question names one."""
        return self(f"{name}_for" if several else name, point=point, **values)


def bill_facts(account: Json, invoices: list[Json], ask: Asker) -> list[Fact]:
    """What is owed, until when, and what the latest bill came to."""
    if not invoices:
        return []
    latest, unpaid = invoices[0], [invoice for invoice in invoices if invoice["state"] in _UNPAID]
    owed = Topic("check_bill", (unpaid or [latest])[0]["number"], ask("owed"))
    if unpaid:
        facts = [owed.money(account["balance"])]
        if account["next_due_on"]:
            facts.append(Topic("check_bill", unpaid[0]["number"], ask("due")).day(account["next_due_on"]))
        return facts
    if Decimal(account["credit"]["amount"]) > 0:
        return [owed.money(account["credit"])]
    return [Topic("check_bill", latest["number"], ask("latest_bill")).money(latest["total"])]


def difference_fact(comparison: Json, ask: Asker) -> list[Fact]:
    """By how much a bill differs from the one before; none when there is nothing to compare."""
    difference = comparison["difference"]
    if difference is None or Decimal(difference["amount"]) <= 0:
        return []
    return [Topic("check_bill", comparison["invoice"]["number"], ask("higher")).money(difference)]


def invoice_and_payment_facts(invoices: list[Json], payments: list[Json], ask: Asker) -> list[Fact]:
    """The newest invoice in the list, and the last money that came."""
    facts = []
    if invoices:
        number = invoices[0]["number"]
        facts.append(Topic("get_invoice", number, ask("invoices")).text(number))
    received = next((payment for payment in payments[:3] if Decimal(payment["amount"]["amount"]) > 0), None)
    if received:
        about = received["invoice_number"] or invoices[0]["number"]
        facts.append(Topic("payment_status", about, ask("payment")).money(received["amount"]))
    return facts


def contract_facts(contracts: list[Json], point: str, ask: Asker) -> list[Fact]:
    """End, last day for notice, tariff and prices of a point's running contract."""
    several = len(contracts) > 1
    contract = next(entry for entry in contracts if entry["service_point_name"] == point)
    end = Topic("contract_expiry", point, ask.about("end", point, several=several))
    tariff = Topic("contract_details", point, ask.about("tariff", point, several=several))
    facts = [end.day(contract["ends_on"] or contract["earliest_end_on"])]
    if contract["cannot_end_before_on"] and contract["cannot_end_before_on"] != contract["ends_on"]:
        facts.append(end.day(contract["cannot_end_before_on"]))
    elif contract["notice_by_on"] and contract["state"] == "active" and not several:
        facts.append(Topic("contract_expiry", point, ask("notice")).day(contract["notice_by_on"]))
    facts.append(tariff.text(contract["product_name"]))
    facts.append(tariff.money(contract["unit_price"] or contract["base_price"]))
    return facts


def switch_facts(switches: list[Json], ask: Asker) -> list[Fact]:
    """The stage of each switch, and what is expected next."""
    facts = []
    for switch in switches:
        point = switch["service_point_name"]
        topic = Topic("switch_status", point, ask.about("switch", point, several=len(switches) > 1))
        facts.append(topic.stage(switch["stage"]))
        expected = switch["expected_on"] or switch["start_on"]
        if expected:
            facts.append(topic.day(expected))
    return facts


def consumption_fact(used: Json, *, several: bool, ask: Asker) -> Fact:
    """The use of a point in a whole month or year."""
    first_on = date.fromisoformat(used["from_on"])
    grain = "month" if used["to_on"][:7] == used["from_on"][:7] else "year"
    question = ask.about(
        grain,
        used["service_point_name"],
        several=several,
        month=lambda language: wording.in_month(first_on, language),
        year=first_on.year,
    )
    topic = Topic("check_consumption", used["service_point_name"], question)
    return topic.amount(used["total"], used["unit"])


def periods_to_ask_for(today: date) -> list[tuple[date, date]]:
    """Last month, else last year: the first of them that is wholly known is asked for."""
    last_month_until = month_first(today) - DAY
    last_year = today.year - 1
    return [
        (month_first(last_month_until), last_month_until),
        (date(last_year, 1, 1), date(last_year, 12, 31)),
        (date(last_year, 12, 1), date(last_year, 12, 1) + timedelta(days=30)),
    ]


def running(contracts: list[Json]) -> list[Json]:
    """The contracts the bot speaks of: those that have not ended."""
    return [contract for contract in contracts if contract["state"] != "ended"]


_UNPAID = ("open", "partly_paid", "overdue")
