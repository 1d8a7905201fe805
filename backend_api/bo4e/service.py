"""Exchanges service points, contracts and invoices as BO4E objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.bo4e import reading, repository, writing
from backend_api.bo4e.errors import ImportRefusedError, ObjectRefusedError
from backend_api.bo4e.library import library
from backend_api.bo4e.schemas import Bo4eExport, Bo4eImported
from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.invoices.models import Invoice
    from backend_api.service_points.models import ServicePoint

_ORDER = ("MARKTLOKATION", "VERTRAG", "RECHNUNG")


async def export_points(session: AsyncSession, customer_id: UUID) -> Bo4eExport:
    """Metering points; raises NotFoundError, Bo4eMissingError."""
    await _there(session, customer_id)
    points = await repository.points_of(session, customer_id)
    items = [writing.point(point) for point in points if point.commodity in writing.SECTORS]
    return _export(customer_id, items, len(points))


async def export_contracts(session: AsyncSession, customer_id: UUID, *, today: date, zone: str) -> Bo4eExport:
    """Contracts for energy; raises NotFoundError, Bo4eMissingError."""
    await _there(session, customer_id)
    contracts = await repository.contracts_of(session, customer_id)
    items = [
        writing.contract(found, found.service_point, outcome(terms_of(found), today=today).state, zone)
        for found in contracts
        if found.service_point.commodity in writing.SECTORS
    ]
    return _export(customer_id, items, len(contracts))


async def export_invoices(
    session: AsyncSession, customer_id: UUID, *, zone: str, limit: int, offset: int
) -> Bo4eExport:
    """A page of invoices for energy; raises NotFoundError, Bo4eMissingError."""
    await _there(session, customer_id)
    invoices = await repository.invoices_of(session, customer_id, limit=limit, offset=offset)
    items = [
        writing.invoice(found, found.service_point, found.contract.number, zone)
        for found in invoices
        if found.service_point.commodity in writing.SECTORS
    ]
    return _export(customer_id, items, len(invoices))


async def take_in(
    session: AsyncSession, customer_id: UUID, items: Sequence[dict[str, Any]], *, zone: str
) -> Bo4eImported:
    """Take all of them or none.

    Raises:
        NotFoundError: There is no such customer.
        ImportRefusedError: Some cannot be taken, with place and reason of each.
        Bo4eMissingError: The library is not installed.
    """
    await _there(session, customer_id)
    points = {point.identifier: point.id for point in await repository.points_of(session, customer_id)}
    contracts = {found.number: found.id for found in await repository.contracts_of(session, customer_id)}
    links = reading.Links(customer_id, points, contracts, zone)
    counts = dict.fromkeys((*_ORDER, "unchanged"), 0)
    problems: list[dict[str, Any]] = []
    placed = sorted(enumerate(items), key=lambda entry: _ORDER.index(_kind(entry[1])) if _kind(entry[1]) else -1)
    for place, content in placed:
        try:
            is_new = await _take(session, content, links)
        except ObjectRefusedError as error:
            problems.append({"place": place, "problem": error.problem})
        else:
            counts[str(_kind(content)) if is_new else "unchanged"] += 1
    if problems:
        raise ImportRefusedError(problems)
    return Bo4eImported(
        service_points=counts["MARKTLOKATION"],
        contracts=counts["VERTRAG"],
        invoices=counts["RECHNUNG"],
        unchanged=counts["unchanged"],
    )


async def _take(session: AsyncSession, content: dict[str, Any], links: reading.Links) -> bool:
    """Store one, unless we have it; says whether it is new."""
    thing, kind = reading.parsed(content), _kind(content)
    if kind == "MARKTLOKATION":
        point = reading.point(thing, links)
        if point.identifier in links.points:
            return False
        await _store(session, point)
        links.points[point.identifier] = point.id
        return True
    if kind == "VERTRAG":
        contract = reading.contract(thing, links)
        if _is_known(await repository.owner_of_contract(session, contract.number), links):
            return False
        await _store(session, contract)
        links.contracts[contract.number] = contract.id
        return True
    invoice = reading.invoice(thing, links)
    if _is_known(await repository.owner_of_invoice(session, invoice.number), links):
        return False
    await _store(session, invoice)
    return True


async def _store(session: AsyncSession, row: ServicePoint | Contract | Invoice) -> None:
    if not await repository.store(session, row):
        raise ObjectRefusedError("contradiction")


def _is_known(owner: UUID | None, links: reading.Links) -> bool:
    if owner is not None and owner != links.customer_id:
        raise ObjectRefusedError("number_taken")
    return owner is not None


def _kind(content: dict[str, Any]) -> str | None:
    kind = content.get("_typ")
    return kind if kind in _ORDER else None


async def _there(session: AsyncSession, customer_id: UUID) -> None:
    library()
    if not await repository.has_customer(session, customer_id):
        raise NotFoundError


def _export(customer_id: UUID, items: list[dict[str, Any]], found: int) -> Bo4eExport:
    version = str(items[0]["_version"]) if items else str(library().Marktlokation().version)
    return Bo4eExport(customer_id=customer_id, version=version, items=items, left_out=found - len(items))
