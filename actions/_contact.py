"""How a person and help are reached, for the customer's country and in the customer's language."""

from collections.abc import Sequence
from typing import TypedDict

from babel.dates import get_day_names

from actions import _backend
from actions._names import names
from actions._records import Hours, Supplier, SupplierContact
from actions._turn import Turn

COUNTRY_OF_LANGUAGE = {"de": "DE", "pl": "PL"}
"""Where a customer whom we do not know most likely is; English says nothing about it."""

GENERAL_NUMBER = "112"
"""European emergency number, free of charge from every phone in the EU (Directive (EU) 2018/1972, Article 109)."""

PUBLIC_NUMBERS = {"PL": {"gas": "992", "electricity": "991"}}
"""Emergency numbers that are the same in a whole country and hold without asking anybody: Polish national numbering
plan, Dz.U. 2013 poz. 1281; UKE, tables of emergency numbers (NKA)."""


class Help(TypedDict):
    """Whom to call in danger in one country; ``place`` is "in Germany" when more than one country is named."""

    place: str | None
    general: str
    gas: str | None
    electricity: str | None


class Contact(TypedDict):
    """Phone and hours of the supplier as text, and the numbers for danger by country."""

    supplier: str
    phone: str
    email: str
    hours: str
    emergency: list[Help]


async def contact(turn: Turn, country: str | None = None) -> Contact | None:
    """Return how to reach a person, or None while the backend cannot be asked: the words then leave the number out.

    Args:
        turn: The message.
        country: The customer's, where the record is at hand.
    """
    try:
        supplier = await _backend.supplier()
        country = country or await country_of(turn)
    except _backend.BackendError:
        return None
    found = _of_country(supplier, country)
    if not found:
        return None
    return Contact(
        supplier=supplier["name"],
        phone=_joined([c["phone"] for c in found], found, turn.language),
        email=" / ".join(dict.fromkeys(c["email"] for c in found)),
        hours=_joined([_hours(c, turn.language) for c in found], found, turn.language),
        emergency=[_help(c, _place(c["country"], turn.language) if len(found) > 1 else None) for c in found],
    )


def help_without_records(language: str) -> list[Help]:
    """Return the numbers that hold even when nothing can be looked up."""
    country = COUNTRY_OF_LANGUAGE.get(language)
    public = {} if country is None else PUBLIC_NUMBERS.get(country, {})
    return [Help(place=None, general=GENERAL_NUMBER, gas=public.get("gas"), electricity=public.get("electricity"))]


async def country_of(turn: Turn) -> str | None:
    """Return the country of the customer's record, else the one that goes with the language, else None."""
    if _backend.reaches(turn.level, "verified"):
        try:
            return (await _backend.customer())["country"]
        except _backend.BackendError:
            pass
    return COUNTRY_OF_LANGUAGE.get(turn.language)


def _of_country(supplier: Supplier, country: str | None) -> list[SupplierContact]:
    """Keep the country's contact; without a country, or without a contact in it, all of them, home first."""
    contacts = supplier["contacts"]
    return [c for c in contacts if c["country"] == country] or contacts


def _joined(texts: Sequence[str], contacts: Sequence[SupplierContact], language: str) -> str:
    """Say one text for all countries that share it, else each with its country."""
    if len(set(texts)) == 1:
        return texts[0]
    placed = [f"{text} {_place(c['country'], language)}" for text, c in zip(texts, contacts, strict=True)]
    return f" {names('countries', language)['or']} ".join(placed)


def _help(contact: SupplierContact, place: str | None) -> Help:
    emergency = contact["emergency"]
    return Help(
        place=place,
        general=emergency.get("general") or GENERAL_NUMBER,
        gas=(emergency.get("gas") or {}).get("phone"),
        electricity=(emergency.get("electricity") or {}).get("phone"),
    )


def _place(country: str, language: str) -> str:
    return names("countries", language).get(country, country)


def _hours(contact: SupplierContact, language: str) -> str:
    return ", ".join(_span(hours, language) for hours in contact["hours"])


def _span(hours: Hours, language: str) -> str:
    """Write days and times as "Mon–Fri 08:00–18:00"; days that follow each other become a span."""
    days = get_day_names("abbreviated", locale=language)
    runs: list[list[int]] = []
    for day in sorted(hours["days"]):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    written = [days[run[0] - 1] if len(run) == 1 else f"{days[run[0] - 1]}–{days[run[-1] - 1]}" for run in runs]
    return f"{', '.join(written)} {hours['opens'][:5]}–{hours['closes'][:5]}"
