"""The customer's contracts, with what their dates mean today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contracts import repository
from backend_api.contracts.schemas import ContractList, ContractOut, Included
from backend_api.contracts.terms import Terms, outcome
from backend_api.errors import NotFoundError
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.security import Identity


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID | None, *, today: date
) -> ContractList:
    """All of them, or those of one service point; none for a point of somebody else."""
    contracts = await repository.list_own(session, identity, service_point_id)
    return ContractList(items=[_out(contract, today) for contract in contracts], total=len(contracts))


async def describe(session: AsyncSession, identity: Identity, contract_id: UUID, *, today: date) -> ContractOut:
    """One of them; raises NotFoundError."""
    contract = await repository.find_own(session, identity, contract_id)
    if contract is None:
        raise NotFoundError
    return _out(contract, today)


def terms_of(contract: Contract) -> Terms:
    """The agreed dates and rules of a stored contract."""
    return Terms(
        starts_on=contract.starts_on,
        term_ends_on=contract.term_ends_on,
        notice_period_value=contract.notice_period_value,
        notice_period_unit=contract.notice_period_unit,
        renewal=contract.renewal,
        renewal_months=contract.renewal_months,
        cannot_end_before_on=contract.cannot_end_before_on,
        notice_ends_on=contract.notice_ends_on,
    )


def _out(contract: Contract, today: date) -> ContractOut:
    point, dates = contract.service_point, outcome(terms_of(contract), today=today)
    return ContractOut(
        id=contract.id,
        number=contract.number,
        service_point_id=point.id,
        service_point_name=point.name,
        commodity=point.commodity,
        product_name=contract.product_name,
        base_price=Money.of(contract.base_price_amount, contract.currency),
        unit_price=Money.maybe(contract.unit_price_amount, contract.currency),
        starts_on=contract.starts_on,
        ends_on=dates.ends_on,
        notice_period_value=contract.notice_period_value,
        notice_period_unit=contract.notice_period_unit,
        notice_by_on=dates.notice_by_on,
        earliest_end_on=dates.earliest_end_on,
        cannot_end_before_on=contract.cannot_end_before_on,
        renewal=contract.renewal,
        renewal_months=contract.renewal_months,
        price_guaranteed_until=contract.price_guaranteed_until,
        included=_included(contract) if point.kind == "line" else None,
        state=dates.state,
    )


def _included(contract: Contract) -> Included:
    return Included(
        data_gb=contract.included_data_gb,
        minutes=contract.included_minutes,
        speed_mbit=contract.included_speed_mbit,
    )
