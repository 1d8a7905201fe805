"""Keeps a row in the built-in tables for each customer of another CRM, for contracts and orders to hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers.models import Customer

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.crm.port import Party


async def anchor(session: AsyncSession, party: Party) -> None:
    """Make the row, or bring it up to the CRM's; addresses stay in the CRM."""
    row = await session.get(Customer, party.id)
    if row is None:
        row = Customer(id=party.id)
        session.add(row)
    row.branch, row.kind, row.role = party.branch, party.kind, party.role
    row.customer_number, row.application_number = party.customer_number, party.application_number
    row.name, row.first_name = party.name, party.first_name
    row.language, row.country, row.currency = party.language, party.country, party.currency
    row.personal_id, row.tax_id = party.personal_id, party.tax_id
    await session.flush()
