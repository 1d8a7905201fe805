"""The pages of the demo: the supplier's home page, and a customer's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel import Locale
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from wattline.demo import personas, plan, wording
from wattline.demo.backend import BackendSilentError
from wattline.demo.devices import owners
from wattline.demo.devices.views import devices_of
from wattline.demo.facts import Asker
from wattline.demo.parties import read_parties
from wattline.demo.rendering import OWN_NAMES, SIGNED_IN, language_of, page, signed_in, words_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from decimal import Decimal

    from wattline.demo.backend import Backend
    from wattline.demo.devices.views import Device
    from wattline.demo.personas import Persona
    from wattline.demo.plan import ContactPlan, TariffPlan
    from wattline.demo.proofs import ProofSigner

STATIC = Path(__file__).parent / "static"
OFFERED = {
    "DE": ("strom_oeko", "gas_fix", "glas_250", "mobil_l"),
    "PL": ("prad_stala", "gaz_12", "swiatlowod_300", "komorka_l"),
}
"""Tariffs on the home page, by country."""


@dataclass(frozen=True)
class Offer:
    """A tariff as the home page shows it."""

    commodity: str
    title: str
    name: str
    headline: str
    headline_unit: str
    beside: str
    points: list[str]


type Linker = Callable[[str, str], Awaitable[str | None]]
"""Gives the link that opens a channel as the customer of a proof; None when there is none."""


def create_page_router(backend: Backend, signer: ProofSigner, link: Linker) -> APIRouter:
    """The routes of the pages.

    Args:
        backend: Where the facts of a customer's page are read.
        signer: Signs customers and staff in.
        link: Asks the gateway for links.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def get_home(request: Request) -> HTMLResponse:
        return home_page(request)

    @router.get("/account")
    async def get_account(request: Request, persona: str) -> Response:
        found = personas.named(persona)
        if found is None:
            return RedirectResponse(f"/demo?language={language_of(request)}#customers", 303)
        no_link = "no_link" in request.query_params
        facts, devices = await _facts(backend, found), _devices(found)
        answer = page(request, "account.html", persona=found, devices=devices, no_link=no_link, facts=facts)
        answer.set_cookie(SIGNED_IN, found.key, path=_site_path(request), httponly=True, samesite="lax")
        return answer

    @router.post("/telegram-link")
    async def post_telegram_link(request: Request) -> RedirectResponse:
        persona = signed_in(request)
        try:
            customer = await personas.known(backend, persona) if persona else None
        except BackendSilentError:
            customer = None
        found = await link(signer.sign(customer.customer_id), "telegram") if customer else None
        language = language_of(request)
        if persona is None:
            return RedirectResponse(f"/demo?language={language}#customers", 303)
        if found is None:
            return RedirectResponse(f"/demo/account?persona={persona.key}&no_link=1&language={language}#devices", 303)
        return RedirectResponse(f"{found}&language={language}", 303)

    @router.get("/staff")
    async def get_staff(request: Request) -> HTMLResponse:
        working = [member for member in read_parties().staff if member.left_days is None]
        proofs = {member.key: signer.sign_staff(member.email) for member in working}
        answer = page(request, "staff.html", members=working, proofs=proofs)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @router.get("/sign-out")
    async def get_sign_out(request: Request) -> Response:
        answer = RedirectResponse(f"/demo?language={language_of(request)}#customers", 303)
        answer.delete_cookie(SIGNED_IN, path=_site_path(request), httponly=True, samesite="lax")
        return answer

    return router


def home_page(request: Request) -> HTMLResponse:
    """The supplier's home page."""
    language = language_of(request)
    country = "PL" if language == "pl" else "DE"
    return page(
        request,
        "home.html",
        contacts=_contacts(language),
        offers=[_offer(plan.tariffs()[key], language) for key in OFFERED[country]],
        personas=personas.all_personas(),
        sayings=words_in("try"),
        own_first=sorted(OWN_NAMES, key=lambda code: code != language),
    )


def _contacts(language: str) -> list[tuple[str | None, ContactPlan]]:
    """Those of the language's country; English names every country, since a wrong emergency number is dangerous."""
    contacts = plan.supplier().contacts
    if language == "en":
        places = Locale.parse(language).territories
        return [(places[contact.country], contact) for contact in contacts]
    return [(None, contact) for contact in contacts if contact.country == language.upper()]


def _devices(persona: Persona) -> list[Device]:
    owner = owners.named(persona.key)
    return devices_of(owner) if owner else []


async def _facts(backend: Backend, persona: Persona) -> list[dict[str, Any]]:
    """What can be asked; nothing when the backend is silent or knows nobody of that number."""
    try:
        customer = await personas.known(backend, persona)
        if customer is None:
            return []
        found = await personas.facts_of(
            backend.records_of(customer), Asker(persona.place), datetime.now(_zone()).date()
        )
    except BackendSilentError:
        return []
    return [fact.as_json() for fact in found]


def _offer(tariff: TariffPlan, language: str) -> Offer:
    words = words_in(language)["tariffs"]
    card = words["cards"][tariff.commodity]
    base = wording.money({"amount": str(tariff.base), "currency": tariff.currency}, language)
    monthly = f"{base} {words['month']}"
    headline, unit, beside = (base, words["month"], tariff.name) if tariff.unit is None else ("", "", monthly)
    if tariff.unit is not None:
        headline, unit = _per_kwh(tariff.unit, tariff.currency, language)
    points = [point.format(speed=tariff.speed, data=tariff.data) for point in card["points"]]
    return Offer(
        tariff.commodity, card["title"], tariff.name, headline, unit, "" if beside == tariff.name else beside, points
    )


def _per_kwh(price: Decimal, currency: str, language: str) -> tuple[str, str]:
    """Germans think in cents, Poles in złoty."""
    if currency == "EUR":
        return wording.energy(price * 100, "ct", language), "/ kWh"
    return wording.money({"amount": str(price), "currency": currency}, language), "/ kWh"


def _site_path(request: Request) -> str:
    """Where the demo is mounted: the sign-in is of no concern to anything else on the host."""
    return str(request.scope.get("root_path") or "/")


def _zone() -> ZoneInfo:
    return ZoneInfo(plan.supplier().time_zone)
