"""A customer's framework agreements, and what could be called off from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.frameworks import repository
from backend_api.frameworks.call_offs import CallOff, WantedCallOff, call_off, check, release
from backend_api.frameworks.errors import CallOffRefusedError
from backend_api.frameworks.schemas import (
    AgreedPrice,
    CallOffCheck,
    CallOffOut,
    FrameworkBrief,
    FrameworkList,
    FrameworkOut,
    FrameworkSiteOut,
    LimitOut,
)
from backend_api.products.schemas import PriceOut
from backend_api.schemas import Money

if TYPE_CHECKING:
    from datetime import date
    from typing import Literal
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.rights import Rights
    from backend_api.frameworks.models import FrameworkAgreement, FrameworkPrice, FrameworkSite
    from backend_api.security import Identity

__all__ = ["CallOff", "WantedCallOff", "ask", "call_off", "describe", "list_own", "release"]


async def list_own(session: AsyncSession, identity: Identity, *, today: date) -> FrameworkList:
    """All of them, newest first; raises RightMissingError when the person may not act for the customer any more."""
    await _rights(session, identity)
    items = [_brief(agreement, today) for agreement in await repository.list_own(session, identity)]
    return FrameworkList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, number: str, *, today: date) -> FrameworkOut:
    """One of them with prices, call-offs, and the places that the person may see.

    Raises:
        NotFoundError: The customer has no such agreement.
        RightMissingError: The person may not act for the customer any more.
    """
    rights = await _rights(session, identity)
    agreement = await _own(session, identity, number)
    ids = [entry.product_id for entry in agreement.prices if entry.product_id is not None]
    numbers = await repository.numbers_of(session, ids)
    ordered = sorted(agreement.prices, key=lambda entry: (entry.product_id is None, entry.commodity or "", entry.id))
    return FrameworkOut(
        **dict(_brief(agreement, today)),
        prices=[_price(entry, numbers, agreement.currency) for entry in ordered],
        sites=[FrameworkSiteOut.model_validate(site) for site in agreement.sites if _is_seen(site, rights)],
        call_offs=[
            CallOffOut(
                order_number=entry.order_number,
                product_number=entry.product_number,
                value=entry.value,
                called_off_on=entry.called_off_on,
                counts=entry.released_at is None,
            )
            for entry in agreement.call_offs
        ],
    )


async def ask(
    session: AsyncSession, identity: Identity, number: str, wanted: WantedCallOff, *, today: date
) -> CallOffCheck:
    """Whether an order could be called off today; nothing is kept.

    Raises:
        NotFoundError: The customer has no such agreement, or there is no such product.
        RightMissingError: The person may not act for the customer any more.
    """
    await _rights(session, identity)
    agreement = await _own(session, identity, number)
    try:
        allowed = await check(session, agreement, wanted, on=today)
    except CallOffRefusedError as refused:
        refusal = refused.refusal
        return CallOffCheck(
            accepted=False,
            reason=refusal.reason,
            unit=agreement.limit_unit,
            value=None,
            left=refusal.left,
            price=None,
        )
    price = PriceOut.of(allowed.line.price)
    return CallOffCheck(
        accepted=True, reason=None, unit=allowed.unit, value=allowed.value, left=allowed.left, price=price
    )


async def _rights(session: AsyncSession, identity: Identity) -> Rights:
    rights = await rights_of(session, identity)
    rights.require("reads")
    return rights


def _is_seen(site: FrameworkSite, rights: Rights) -> bool:
    """Somebody limited to some service points sees those; a place without one is seen by the others."""
    if site.service_point_id is None:
        return rights.service_point_ids is None
    return rights.covers(site.service_point_id)


async def _own(session: AsyncSession, identity: Identity, number: str) -> FrameworkAgreement:
    agreement = await repository.find_own(session, identity, number)
    if agreement is None:
        raise NotFoundError
    return agreement


def _brief(agreement: FrameworkAgreement, today: date) -> FrameworkBrief:
    return FrameworkBrief(
        number=agreement.number,
        title=agreement.title,
        state=_state(agreement, today),
        valid_from_on=agreement.valid_from_on,
        valid_until_on=agreement.valid_until_on,
        term_months=agreement.term_months,
        new_sites_allowed=agreement.new_sites_allowed,
        limit=LimitOut(
            unit=agreement.limit_unit,
            total=agreement.limit_value,
            used=agreement.used_value,
            left=agreement.limit_value - agreement.used_value,
        ),
    )


def _state(agreement: FrameworkAgreement, today: date) -> Literal["future", "active", "ended"]:
    if today < agreement.valid_from_on:
        return "future"
    return "active" if today <= agreement.valid_until_on else "ended"


def _price(entry: FrameworkPrice, numbers: dict[UUID, str], currency: str) -> AgreedPrice:
    return AgreedPrice(
        product_number=None if entry.product_id is None else numbers[entry.product_id],
        commodity=entry.commodity,
        base=Money.maybe(entry.base_amount, currency),
        unit=Money.maybe(entry.unit_amount, currency),
        one_off=Money.maybe(entry.one_off_amount, currency),
    )
