"""Announces a change of price for a contract; a rise opens the special right of notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from backend_api.contracts import repository
from backend_api.contracts.errors import PriceChangeExistsError, PriceChangeTooSoonError
from backend_api.contracts.models import ContractPriceChange
from backend_api.contracts.prices import prices_on
from backend_api.contracts.schemas import PriceChangeOut
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.contracts.schemas import PriceChangeIn

LEAST_DAYS = 30
"""Household customers are told a month ahead: section 41 (5) of the German Energy Industry Act (read 2026-11); the same
is kept everywhere."""


async def announce(
    session: AsyncSession, contract_id: UUID, wanted: PriceChangeIn, *, now: datetime, today: date
) -> PriceChangeOut:
    """Write a change down and tell the customer.

    Raises:
        NotFoundError: There is no such contract.
        PriceChangeTooSoonError: It comes less than 30 days from now, or within the price guarantee.
        PriceChangeExistsError: One was announced for that day.
    """
    contract = await repository.locked(session, contract_id)
    if contract is None:
        raise NotFoundError
    guaranteed = contract.price_guaranteed_until is not None and wanted.effective_on <= contract.price_guaranteed_until
    if guaranteed or wanted.effective_on < today + timedelta(days=LEAST_DAYS):
        raise PriceChangeTooSoonError
    if any(change.effective_on == wanted.effective_on for change in contract.price_changes):
        raise PriceChangeExistsError
    change = _change(contract, wanted, today)
    await repository.store(session, change)
    about = {"contract_number": contract.number, "from_on": change.effective_on.isoformat()}
    await emit(session, "price_changed", customer_id=contract.customer_id, about=about, at=now)
    return PriceChangeOut(
        contract_number=contract.number,
        announced_on=change.announced_on,
        effective_on=change.effective_on,
        base_price=Money.of(change.new_base_amount, contract.currency),
        unit_price=Money.maybe(change.new_unit_amount, contract.currency),
        is_rise=change.is_rise,
    )


def _change(contract: Contract, wanted: PriceChangeIn, today: date) -> ContractPriceChange:
    before = prices_on(contract, wanted.effective_on - timedelta(days=1))
    return ContractPriceChange(
        contract_id=contract.id,
        announced_on=today,
        effective_on=wanted.effective_on,
        old_base_amount=before.base,
        old_unit_amount=before.unit,
        new_base_amount=wanted.base_price_amount,
        new_unit_amount=wanted.unit_price_amount if before.unit is not None else None,
    )
