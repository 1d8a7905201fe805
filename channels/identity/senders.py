"""Who writes from an address: worked out when a turn starts, worth level `channel` at most."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.kinds import CHANNELS, KINDS
from channels.addresses.repository import AddressRow
from channels.backend_client import BackendClient, KnownCustomer
from channels.conversations import languages
from channels.database import Database
from channels.identity.levels import ANONYMOUS, IdentityLevel, Standing
from channels.keys import Keys


@dataclass(frozen=True, slots=True)
class Senders:
    """Resolves addresses to customers."""

    database: Database
    backend: BackendClient
    keys: Keys
    trusted: timedelta
    """So long after it was confirmed a phone number counts as its owner's: numbers are given to other people."""

    async def standing(self, address_id: str, now: datetime) -> Standing:
        """What a message from an address, proven to come from there, is worth.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        _address, known = await self.known(address_id, now)
        if known is None:
            return ANONYMOUS
        return Standing(IdentityLevel.CHANNEL, known.customer_id, known.roles, person_id=known.representative_id)

    async def language(self, address_id: str, now: datetime) -> str | None:
        """What to speak at an address before anything is said there: what was spoken last, else what the record says.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        address, known = await self.known(address_id, now)
        if address is None:
            return None
        spoken = await self.database.read(functools.partial(self._spoken, address=address, known=known))
        return spoken or (None if known is None else known.language)

    def _spoken(self, connection: Connection, address: AddressRow, known: KnownCustomer | None) -> str | None:
        theirs = [address]
        if known is not None:
            theirs += addresses.proven_by(connection, self.keys, known.customer_id, known.representative_id)
            for one in known.addresses:
                row = addresses.find(connection, self.keys, CHANNELS[one.kind], one.value) if one.confirmed else None
                theirs += [] if row is None else [row]
        ids = {row.conversation_id for row in theirs if row.conversation_id}
        # Of a chat that was proven by a code only the customer is known, not who acted there.
        customer_id = known.customer_id if known is not None and known.representative_id is None else None
        return languages.last_spoken(connection, ids, customer_id)

    async def known(self, address_id: str, now: datetime) -> tuple[AddressRow | None, KnownCustomer | None]:
        """An address, and whose it is when what comes from there is proven to.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        get = functools.partial(addresses.get, keys=self.keys, address_id=address_id)
        address = await self.database.read(get)
        known = await self._owner(address, now) if address is not None and address.proven else None
        return address, known

    async def _owner(self, address: AddressRow, now: datetime) -> KnownCustomer | None:
        """Whose record an address is confirmed on, else whom it is linked to: a number may have a new owner since."""
        kind = KINDS.get(address.channel)
        if kind == "phone":
            known = await self.at_phone(address.value, now)
        else:
            known = None if kind is None else await self.backend.at_address(kind, address.value)
        if known is not None:
            return known
        if address.customer_id is None or not self._counts(address.linked_at, now):
            return None
        if address.representative_id is not None:
            return await self.backend.representative(address.representative_id)
        return await self.backend.customer(address.customer_id)

    async def at_phone(self, phone: str, now: datetime) -> KnownCustomer | None:
        """On whose record a phone number is, confirmed not too long ago to be still theirs.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        known = await self.backend.at_address("phone", phone)
        return known if known is not None and self._is_confirmed_lately(known, phone, now) else None

    def _is_confirmed_lately(self, known: KnownCustomer, phone: str, now: datetime) -> bool:
        return any(one.value == phone and self._counts(one.confirmed_at, now) for one in known.addresses)

    def _counts(self, proven_at: datetime | None, now: datetime) -> bool:
        return proven_at is not None and now - proven_at <= self.trusted
