"""Parameters that several endpoints take; a malformed id is treated like one that does not exist."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query

_NOTHING = UUID(int=0)


def as_uuid(text: str) -> UUID:
    """The id that a text is, or one that nothing has."""
    try:
        return UUID(text)
    except ValueError:
        return _NOTHING


async def path_id(item_id: Annotated[str, Path(max_length=64, description="Stable id from a list.")]) -> UUID:
    """The id in the path, or one that nothing has."""
    return as_uuid(item_id)


async def invoice_number(
    number: Annotated[str, Path(max_length=40, description="The number on the invoice, such as `R-2026-004711`.")],
) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number if number.isascii() and number.isprintable() else "-"


async def service_point_filter(
    service_point_id: Annotated[
        str | None, Query(max_length=64, description="Only what belongs to this service point.")
    ] = None,
) -> UUID | None:
    """The service point to narrow a list to, if any."""
    return None if service_point_id is None else as_uuid(service_point_id)


async def service_point(
    service_point_id: Annotated[str, Query(max_length=64, description="Which service point.")],
) -> UUID:
    """The service point asked for, or one that does not exist."""
    return as_uuid(service_point_id)


async def contract_filter(
    contract_id: Annotated[str | None, Query(max_length=64, description="Only what belongs to this contract.")] = None,
) -> UUID | None:
    """The contract to narrow a list to, if any."""
    return None if contract_id is None else as_uuid(contract_id)


ContractFilter = Annotated[UUID | None, Depends(contract_filter)]
InvoiceNumber = Annotated[str, Depends(invoice_number)]
PathId = Annotated[UUID, Depends(path_id)]
ServicePointFilter = Annotated[UUID | None, Depends(service_point_filter)]
ServicePointParameter = Annotated[UUID, Depends(service_point)]
