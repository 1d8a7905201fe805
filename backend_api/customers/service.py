"""The customer's own record, with contact addresses masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers import repository
from backend_api.customers.schemas import CustomerOut, MaskedAddress
from backend_api.errors import NotFoundError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import ContactAddress
    from backend_api.security import Identity

_HIDDEN = "***"


async def describe(session: AsyncSession, identity: Identity) -> CustomerOut:
    """The customer of this identity; raises NotFoundError when the record is gone."""
    customer = await repository.find_own(session, identity)
    if customer is None:
        raise NotFoundError
    return CustomerOut(
        id=customer.id,
        customer_number=customer.customer_number,
        application_number=customer.application_number,
        kind=customer.kind,
        name=customer.name,
        first_name=customer.first_name,
        language=customer.language,
        country=customer.country,
        addresses=[_masked(address) for address in customer.addresses],
    )


def _masked(address: ContactAddress) -> MaskedAddress:
    hide = mask_phone if address.kind == "phone" else mask_email
    return MaskedAddress(kind=address.kind, masked=hide(address.value), confirmed=address.confirmed_at is not None)


def mask_phone(value: str) -> str:
    """Country code and the last four digits (E.164 in; shorter numbers show the last two only)."""
    shown = 4 if len(value) >= 11 else 2
    return f"{value[:3]} {_HIDDEN} {value[-shown:]}"


def mask_email(value: str) -> str:
    """First letter and domain."""
    local, _, domain = value.rpartition("@")
    return f"{local[:1]}{_HIDDEN}@{domain}"
