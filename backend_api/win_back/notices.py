"""Takes a notice of leaving: always first, with its end date and receipt at once, and never held up by anything."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from backend_api.contracts import endings
from backend_api.contracts import repository as contracts
from backend_api.contracts.notice import take_notice
from backend_api.contracts.prices import open_rise
from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.offers.permission import require_may_end
from backend_api.orders import service as orders
from backend_api.orders.service import NewOrder
from backend_api.win_back import repository
from backend_api.win_back.errors import ContractEndsAlreadyError
from backend_api.win_back.models import WinBackCase

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.offers.asked import Asked
    from backend_api.security import Identity
    from backend_api.win_back.schemas import NoticeIn

_FINAL_BILL_DAYS = 42
"""The final bill is due six weeks after the end of supply: section 40c (2) of the German Energy Industry Act, and
article 4j (4) of the Polish Energy Law (read 2026-11)."""


async def give(
    session: AsyncSession, identity: Identity, contract_id: UUID, wanted: NoticeIn, asked: Asked
) -> WinBackCase:
    """Take the customer's notice; no switch of processes ever turns this off.

    Raises:
        IdentityLevelTooLowError: It needs a fresh code bound to ``contract:<id>``.
        NotFoundError: The customer has no such contract.
        RightMissingError: Whoever acts may not end contracts for the customer.
        ContractEndsAlreadyError: It is over, or was ended before.
    """
    identity.require_fresh(f"contract:{contract_id}")
    contract = await contracts.locked_own(session, identity, contract_id)
    if contract is None:
        raise NotFoundError
    await require_may_end(session, identity)
    now, today = asked.now, asked.today
    await _refuse_what_ends(session, contract, today)
    rise = open_rise(contract, today)
    notice = take_notice(terms_of(contract), given_on=today, wished_on=wanted.wished_on, rise=rise)
    said: dict[str, Any] = {"ends_on": notice.ends_on.isoformat(), "notice": notice.right, "reason": wanted.reason}
    new = NewOrder(
        kind="contract_cancellation",
        customer_id=contract.customer_id,
        details={name: value for name, value in said.items() if value is not None},
        service_point_id=contract.service_point_id,
        contract_id=contract.id,
        channel=asked.channel,
        currency=contract.currency,
        promised_on=notice.ends_on + timedelta(days=_FINAL_BILL_DAYS),
    )
    order = await orders.place(session, identity, new, now=now)
    endings.end(contract, given_on=today, ends_on=notice.ends_on, by="notice")
    row = WinBackCase(
        order_id=order.id,
        contract_id=contract.id,
        customer_id=contract.customer_id,
        received_at=now,
        reason=wanted.reason,
        order=order,
        contract=contract,
    )
    await repository.store(session, row)
    about = {
        "contract_number": contract.number,
        "order_number": order.number,
        "ends_on": notice.ends_on.isoformat(),
    }
    await emit(session, "notice_received", customer_id=contract.customer_id, about=about, at=now)
    return row


async def _refuse_what_ends(session: AsyncSession, contract: Contract, today: date) -> None:
    """Nothing to give notice of: it is over, or ends already."""
    result = outcome(terms_of(contract), today=today)
    if result.state in ("active", "future"):
        return
    former = await repository.last_of_contract(session, contract.id)
    follow_up = await contracts.follow_up_of(session, contract.id)
    raise ContractEndsAlreadyError(
        result.ends_on,
        former.order.number if former is not None and contract.ended_by == "notice" else None,
        None if follow_up is None else follow_up.number,
    )
