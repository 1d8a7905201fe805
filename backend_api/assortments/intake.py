"""Takes over assortments and price lists from the ERP; what was valid on a past day is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.assortments import repository
from backend_api.assortments.errors import ListBegunError, ListedUnknownError
from backend_api.assortments.models import Assortment, AssortmentEntry, PriceList, PriceListEntry
from backend_api.errors import NotFoundError
from backend_api.partners import repository as partners
from backend_api.products import repository as products
from backend_api.products.intake_schemas import KeptList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.products.intake_schemas import AssortmentIn, ListIn, PriceListIn


async def put_assortment(session: AsyncSession, category: str, wanted: AssortmentIn, *, today: date) -> KeptList:
    """Keep what a category may sell in a span of time.

    Raises:
        NotFoundError: There is no such category.
        ListedUnknownError: Some products do not exist.
        ListBegunError: It would change what was valid on a past day, or is today.
    """
    numbers = sorted(set(wanted.product_numbers))
    ids = await _ids(session, category, numbers)
    row = await repository.lock_list(session, Assortment, category, wanted.name, wanted.valid_from_on)
    is_first = row is None and not await repository.has_list(session, Assortment, category)
    if row is None:
        row = Assortment(category_key=category, name=wanted.name, valid_from_on=wanted.valid_from_on, entries=[])
    same = {entry.product_id for entry in row.entries} == set(ids.values()) and row.id is not None
    _check(row, wanted, today, is_free=is_first or same)
    row.valid_until_on = wanted.valid_until_on
    if not same:
        await repository.clear(session, row)
        row.entries = [AssortmentEntry(product_id=ids[number]) for number in numbers]
    await repository.store(session, row)
    return _out(row, numbers)


async def put_price_list(session: AsyncSession, category: str, wanted: PriceListIn, *, today: date) -> KeptList:
    """Keep a category's prices in a span of time.

    Raises:
        NotFoundError: There is no such category.
        ListedUnknownError: Some products do not exist.
        ListBegunError: It would change what was valid on a past day, or is today.
    """
    by_number = {entry.product_number: entry.amounts for entry in wanted.prices}
    ids = await _ids(session, category, by_number)
    row = await repository.lock_list(session, PriceList, category, wanted.name, wanted.valid_from_on)
    is_first = row is None and not await repository.has_list(session, PriceList, category)
    if row is None:
        row = PriceList(category_key=category, name=wanted.name, valid_from_on=wanted.valid_from_on, entries=[])
    entries = [
        PriceListEntry(
            product_id=ids[number],
            base_amount=amounts.base,
            unit_amount=amounts.unit,
            one_off_amount=amounts.one_off,
            beyond_amount=amounts.beyond,
        )
        for number, amounts in by_number.items()
    ]
    same = {_key(entry) for entry in row.entries} == {_key(entry) for entry in entries} and row.id is not None
    _check(row, wanted, today, is_free=is_first or same)
    row.valid_until_on = wanted.valid_until_on
    if not same:
        await repository.clear(session, row)
        row.entries = entries
    await repository.store(session, row)
    return _out(row, sorted(by_number))


async def _ids(session: AsyncSession, category: str, numbers: Iterable[str]) -> dict[str, UUID]:
    if not await partners.lock_category(session, category):
        raise NotFoundError
    wanted = list(numbers)
    ids = await products.ids_of(session, wanted)
    unknown = [number for number in wanted if number not in ids]
    if unknown:
        raise ListedUnknownError(unknown)
    return ids


def _check(row: Assortment | PriceList, wanted: ListIn, today: date, *, is_free: bool) -> None:
    """A list that has begun may only end, and not before today; a category's first one may begin any day."""
    ends = (row.valid_until_on, wanted.valid_until_on)
    over = any(day is not None and day < today for day in ends) and ends[0] != ends[1]
    if wanted.valid_from_on <= today and (over or not is_free):
        raise ListBegunError


def _key(entry: PriceListEntry) -> tuple[object, ...]:
    amounts = (entry.base_amount, entry.unit_amount, entry.one_off_amount, entry.beyond_amount)
    return (entry.product_id, *amounts)


def _out(row: Assortment | PriceList, numbers: list[str]) -> KeptList:
    return KeptList(
        category=row.category_key,
        name=row.name,
        valid_from_on=row.valid_from_on,
        valid_until_on=row.valid_until_on,
        product_numbers=numbers,
    )
