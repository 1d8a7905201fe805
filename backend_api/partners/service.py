"""Who a partner is, which category it is in since when, and changes of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.partners import repository
from backend_api.partners.categories import standing
from backend_api.partners.errors import CategoryUnknownError, ChangeInThePastError, ChangeKnownError
from backend_api.partners.models import PartnerCategoryEntry
from backend_api.partners.schemas import (
    CategoryChangeIn,
    CategoryEntryOut,
    PartnerDetail,
    PartnerList,
    PartnerOut,
    PersonOut,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.partners.models import Partner
    from backend_api.security import Identity


async def category_of(session: AsyncSession, partner_id: UUID, *, on: date) -> str:
    """The category of an active partner on a day, such as ``A``.

    Raises:
        NotFoundError: There is no such partner, it is suspended, or it was in no category yet.
    """
    known = standing(await repository.list_categories_of(session, partner_id), on)
    if known is None:
        raise NotFoundError
    return known.category


async def own(session: AsyncSession, identity: Identity) -> Partner:
    """The partner that the person acts for.

    Raises:
        NotFoundError: It is suspended, or the person does not belong to it any more.
    """
    partner = await repository.find_own(session, identity)
    if partner is None:
        raise NotFoundError
    known = {person.id for person in partner.persons if person.is_active}
    if identity.person_id is not None and identity.person_id not in known:
        raise NotFoundError
    return partner


async def describe_own(session: AsyncSession, identity: Identity, *, today: date) -> PartnerOut:
    """The partner with its category today and the next change; raises NotFoundError."""
    return _out(await own(session, identity), today)


async def list_all(session: AsyncSession, *, today: date) -> PartnerList:
    """Every partner; for staff."""
    items = [_out(partner, today) for partner in await repository.list_all(session)]
    return PartnerList(items=items, total=len(items))


async def describe(session: AsyncSession, number: str, *, today: date) -> PartnerDetail:
    """One partner with its history; for staff; raises NotFoundError."""
    partner = await repository.find(session, number)
    if partner is None:
        raise NotFoundError
    return _detail(partner, today)


async def change_category(
    session: AsyncSession, identity: Identity, number: str, change: CategoryChangeIn, *, today: date, now: datetime
) -> PartnerDetail:
    """Enter the category of a partner from a coming day on; what was so before stays.

    Raises:
        NotFoundError: There is no such partner.
        CategoryUnknownError: There is no such category.
        ChangeInThePastError: It would begin today or earlier.
        ChangeKnownError: A change is already entered for that day.
    """
    partner = await repository.lock(session, number)
    if partner is None:
        raise NotFoundError
    if not await repository.has_category(session, change.category):
        raise CategoryUnknownError
    if change.valid_from_on <= today:
        raise ChangeInThePastError
    if any(entry.valid_from_on == change.valid_from_on for entry in partner.categories):
        raise ChangeKnownError
    partner.categories.append(
        PartnerCategoryEntry(
            valid_from_on=change.valid_from_on,
            category_key=change.category,
            decided_by=identity.person_id,
            decided_at=now,
        )
    )
    await repository.store(session, partner)
    return _detail(partner, today)


def _out(partner: Partner, today: date) -> PartnerOut:
    known = standing(partner.categories, today)
    return PartnerOut(
        id=partner.id,
        number=partner.number,
        name=partner.name,
        kind=partner.kind,
        state=partner.state,
        country=partner.country,
        language=partner.language,
        category=None if known is None else known.category,
        category_since_on=None if known is None else known.since_on,
        next_category=None if known is None else known.next_category,
        next_category_from_on=None if known is None else known.next_from_on,
        persons=[PersonOut.model_validate(person) for person in partner.persons],
    )


def _detail(partner: Partner, today: date) -> PartnerDetail:
    entries = sorted(partner.categories, key=lambda entry: entry.valid_from_on)
    history = [CategoryEntryOut(category=entry.category_key, valid_from_on=entry.valid_from_on) for entry in entries]
    return PartnerDetail(**dict(_out(partner, today)), history=history)
