"""A telecom's CRM in another database: reads and writes its tables as its own screens do."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, or_, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend_api.crm import telecom_words as words
from backend_api.crm.errors import CrmUnavailableError
from backend_api.crm.port import Address, Crm, Party, RecordChange
from backend_api.crm.telecom_tables import reach, subscriber
from backend_api.customers.numbers import NO_NUMBER
from backend_api.database import WRITING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from backend_api.customers.models import AddressKind, Branch
    from backend_api.customers.numbers import LookupForms

TIMEOUT_SECONDS = 2.0
"""A customer waits for the answer; a lookup by key takes a few milliseconds."""
_A_FEW = 5
_GONE = "C"


class TelecomCrm(Crm):
    """Customers of one branch in the tables of ``telecom_tables``; each call is a transaction of its own there."""

    def __init__(self, engine: AsyncEngine, branch: Branch) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**WRITING)
        self._branch = branch

    def holds(self, customer_id: UUID) -> bool:
        """By the id itself."""
        return self._number(customer_id) is not None

    async def find(self, customer_id: UUID) -> Party | None:
        """By primary key."""
        found = await self._parties(select(subscriber).where(subscriber.c.subscriber_no == self._number(customer_id)))
        return found[0] if found else None

    async def find_by_number(self, forms: LookupForms) -> Sequence[Party]:
        """By their unique numbers and indexed ids; a NIP is kept there with ``PL`` in front."""
        tax_id = forms.tax_id if forms.tax_id.startswith("DE") or forms.tax_id == NO_NUMBER else f"PL{forms.tax_id}"
        statement = select(subscriber).where(
            or_(
                subscriber.c.account_no == words.account_no(forms.customer_number),
                subscriber.c.prospect_ref == forms.application_number.replace("A-", "A"),
                subscriber.c.national_id == forms.personal_id,
                subscriber.c.vat_no == tax_id,
            ),
            subscriber.c.state_code != _GONE,
        )
        return await self._parties(statement.limit(_A_FEW))

    async def find_by_address(self, kind: AddressKind, value: str) -> Sequence[UUID]:
        """Addresses that came back were proved once and stay somebody's."""
        statement = select(reach.c.subscriber_no).where(
            reach.c.medium == words.MEDIA[kind],
            reach.c.target == words.their_target(kind, value),
            reach.c.ok_since_ts.is_not(None),
        )
        async with self._talking() as connection:
            found = (await connection.execute(statement.limit(_A_FEW))).scalars().all()
        return [words.our_id(self._branch, "subscriber", number) for number in found]

    async def addresses_of(self, customer_id: UUID) -> Sequence[Address]:
        """Sorted here: their collation is not ours."""
        statement = select(reach).where(reach.c.subscriber_no == self._number(customer_id))
        async with self._talking() as connection:
            rows = (await connection.execute(statement)).mappings().all()
        return sorted((self._address(row) for row in rows), key=lambda one: (one.kind != "phone", one.value))

    async def add_address(self, customer_id: UUID, kind: AddressKind, value: str, *, now: datetime) -> Address:
        """Theirs is unique per owner, medium and target, as ours is."""
        del now
        owner = {
            "subscriber_no": self._number(customer_id),
            "medium": words.MEDIA[kind],
            "target": words.their_target(kind, value),
        }
        same = select(reach).where(*(reach.c[name] == wanted for name, wanted in owner.items()))
        async with self._talking(writing=True) as connection:
            row = (await connection.execute(same)).mappings().one_or_none()
            if row is None:
                try:
                    async with connection.begin_nested():
                        await connection.execute(reach.insert().values(**owner, reach_state="NEW"))
                except IntegrityError:
                    pass  # somebody else added it just now
                row = (await connection.execute(same)).mappings().one()
        return self._address(row)

    async def confirm_address(self, customer_id: UUID, address_id: UUID, *, now: datetime) -> Address | None:
        """State ``OK`` since now."""
        where = (reach.c.reach_no == self._reach(address_id), reach.c.subscriber_no == self._number(customer_id))
        async with self._talking(writing=True) as connection:
            row = (await connection.execute(select(reach).where(*where).with_for_update())).mappings().one_or_none()
            if row is None:
                return None
            changed = {"reach_state": "OK", "ok_since_ts": words.seconds(now), "bad_since_ts": None, "bad_reason": None}
            await connection.execute(reach.update().where(*where).values(**changed))
            row = (await connection.execute(select(reach).where(*where))).mappings().one()
        return self._address(row)

    async def remove_address(self, customer_id: UUID, address_id: UUID) -> bool:
        """The row goes."""
        where = (reach.c.reach_no == self._reach(address_id), reach.c.subscriber_no == self._number(customer_id))
        async with self._talking(writing=True) as connection:
            return (await connection.execute(reach.delete().where(*where))).rowcount > 0

    async def bounce_address(self, address_id: UUID, code: str, *, now: datetime) -> UUID | None:
        """State ``BAD`` with its reason."""
        where = reach.c.reach_no == self._reach(address_id)
        async with self._talking(writing=True) as connection:
            owner = (await connection.execute(select(reach.c.subscriber_no).where(where))).scalar_one_or_none()
            changed = {"reach_state": "BAD", "bad_since_ts": words.seconds(now), "bad_reason": code}
            await connection.execute(reach.update().where(where).values(**changed))
        return None if owner is None else words.our_id(self._branch, "subscriber", owner)

    async def change(self, customer_id: UUID, change: RecordChange) -> Party | None:
        """Name and address are one string each there, so the parts that stay are read first."""
        party = await self.find(customer_id)
        if party is None:
            return None
        changed = {
            "full_name": words.join_name(change.first_name or party.first_name, change.name or party.name),
            "lang3": words.LANGUAGES[change.language or party.language],
        }
        if change.postal is not None:
            changed["street_line"] = f"{change.postal.street} {change.postal.house_number}".strip()
            changed["zip_city"] = f"{change.postal.postcode} {change.postal.city}"
        where = subscriber.c.subscriber_no == self._number(customer_id)
        async with self._talking(writing=True) as connection:
            await connection.execute(subscriber.update().where(where).values(**changed))
        return await self.find(customer_id)

    def _number(self, customer_id: UUID) -> int | None:
        return words.their_number(self._branch, "subscriber", customer_id)

    def _reach(self, address_id: UUID) -> int | None:
        return words.their_number(self._branch, "reach", address_id)

    @asynccontextmanager
    async def _talking(self, *, writing: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction there; raises CrmUnavailableError when it fails or takes too long."""
        engine = self._writing if writing else self._engine
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS), engine.begin() as connection:
                yield connection
        except (DBAPIError, OSError, TimeoutError) as error:
            raise CrmUnavailableError(self._branch) from error

    async def _parties(self, statement: Select[Any]) -> list[Party]:
        async with self._talking() as connection:
            rows = (await connection.execute(statement)).mappings().all()
        return [self._party(row) for row in rows]

    def _party(self, row: RowMapping) -> Party:
        first_name, name = words.split_name(row["full_name"], row["person_type"])
        number, application, vat_no = row["account_no"], row["prospect_ref"], row["vat_no"]
        return Party(
            id=words.our_id(self._branch, "subscriber", row["subscriber_no"]),
            branch=self._branch,
            customer_number=None if number is None else f"{number:08d}",
            application_number=None if application is None else application.replace("A", "A-"),
            kind="private" if row["person_type"] == "P" else "company",
            role=words.ROLES[row["auth_class"]],
            name=name,
            first_name=first_name,
            language=_ours(words.LANGUAGES, row["lang3"]),
            country=_ours(words.COUNTRIES, row["nation3"]),
            currency=row["bill_currency"],
            personal_id=row["national_id"],
            tax_id=None if vat_no is None else vat_no.removeprefix("PL"),
            ids_proven_at=words.moment_of(row["ids_checked_ts"]),
            postal=words.postal_of(row["street_line"], row["zip_city"]),
        )

    def _address(self, row: RowMapping) -> Address:
        kind: AddressKind = "phone" if row["medium"] == "TEL" else "email"
        return Address(
            id=words.our_id(self._branch, "reach", row["reach_no"]),
            kind=kind,
            value=words.our_value(kind, row["target"]),
            confirmed_at=words.moment_of(row["ok_since_ts"]),
            bounced_at=words.moment_of(row["bad_since_ts"]),
            bounce_code=row["bad_reason"],
        )


def _ours(table: dict[str, str], theirs: str) -> str:
    """Our word for one of theirs; raises KeyError for one that was not agreed."""
    return {word: ours for ours, word in table.items()}[theirs]
