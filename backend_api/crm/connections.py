"""Which CRM holds which branch: chosen by settings, opened once per process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from backend_api.crm import repository
from backend_api.crm.built_in import BuiltInCrm
from backend_api.crm.port import Crm
from backend_api.crm.telecom import TelecomCrm
from backend_api.database import WRITING, create_database_engine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

    from backend_api.crm.port import Party
    from backend_api.customers.models import AddressKind, Branch
    from backend_api.customers.numbers import LookupForms


@dataclass(frozen=True)
class Crms:
    """The CRMs of one request: the built-in one in its transaction, and the others."""

    built_in: BuiltInCrm
    others: tuple[Crm, ...]

    def holding(self, customer_id: UUID) -> Crm:
        """The CRM whose customer this is."""
        return next((crm for crm in self.others if crm.holds(customer_id)), self.built_in)

    async def find_by_number(self, forms: LookupForms) -> list[Party]:
        """Customers with one of these numbers in any CRM, each once; a CRM's copies in our tables are not counted.

        Raises:
            CrmUnavailableError: Another CRM does not answer, and might hold the customer: a customer number found here
                is nobody else's, a personal or tax id may be.
        """
        elsewhere = asyncio.gather(*(crm.find_by_number(forms) for crm in self.others), return_exceptions=True)
        here = [party for party in await self.built_in.find_by_number(forms) if self._is_built_in(party.id)]
        found = list(here)
        for answer in await elsewhere:
            if not isinstance(answer, BaseException):
                found.extend(answer)
            elif not any(party.customer_number == forms.customer_number for party in here):
                raise answer
        return found

    async def find_by_address(self, kind: AddressKind, value: str) -> list[UUID]:
        """Customers with this confirmed address in any CRM."""
        elsewhere = asyncio.gather(*(crm.find_by_address(kind, value) for crm in self.others))
        here: Sequence[UUID] = await self.built_in.find_by_address(kind, value)
        return [*here, *(found for several in await elsewhere for found in several)]

    def _is_built_in(self, customer_id: UUID) -> bool:
        return self.holding(customer_id) is self.built_in


class CrmConnections:
    """The CRMs of this process."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], urls: Mapping[Branch, str]) -> None:
        """Open what is set.

        Args:
            sessions: Of the backend's own database.
            urls: SQLAlchemy URL of each branch's own CRM; empty means the built-in one.
        """
        self._sessions = sessions
        self._engines: dict[Branch, AsyncEngine] = {
            branch: create_database_engine(url) for branch, url in urls.items() if url
        }
        self._others = tuple(TelecomCrm(engine, branch) for branch, engine in self._engines.items())

    def of(self, session: AsyncSession) -> Crms:
        """For one request, whose transaction the built-in CRM shares."""
        return Crms(BuiltInCrm(session), self._others)

    async def keep_anchor(self, party: Party) -> None:
        """Let contracts and orders of a customer of another CRM have a row to hang on; nothing for our own."""
        if not any(crm.holds(party.id) for crm in self._others):
            return
        try:
            async with self._sessions() as session, session.begin():
                await session.connection(execution_options=WRITING)
                await repository.anchor(session, party)
        except IntegrityError:
            return  # another request made it just now

    async def close(self) -> None:
        """Close the connections to other CRMs."""
        for engine in self._engines.values():
            await engine.dispose()
