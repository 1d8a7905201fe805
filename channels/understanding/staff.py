"""Staff members at the staff pages: signed in by a proof of the supplier's site, looked up anew with every request."""

import functools
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from joserfc.jwk import OKPKey
from sqlalchemy import Connection, delete, insert, select, update

from channels.backend_client import BackendClient, BackendUnavailableError
from channels.contract import Clock
from channels.database import Database
from channels.errors import IDENTITY_UNAVAILABLE, STAFF_ONLY, GatewayError
from channels.identity import proofs
from channels.keys import new_token, token_hash
from channels.understanding.models import StaffSession

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of the supplier's own people."""

    id: str
    name: str = field(repr=False)
    roles: tuple[str, ...]


class StaffDoor:
    """Lets staff in, and nobody else."""

    def __init__(self, database: Database, backend: BackendClient, site_key: OKPKey, clock: Clock) -> None:
        """Take who knows the staff, and whose word signs them in."""
        self._database = database
        self._backend = backend
        self._site_key = site_key
        self._clock = clock

    async def sign_in(self, proof: str) -> str:
        """Begin a session.

        Returns:
            The token for the cookie.

        Raises:
            GatewayError: The proof is not valid, or its bearer is not staff.
        """
        now = self._clock()
        checked = proofs.check(proof, self._site_key, now, audience=proofs.STAFF_AUDIENCE)
        await self._member(checked.customer_id)
        token = new_token()

        def begin(connection: Connection) -> None:
            proofs.use(connection, checked)
            values = {"token_hash": token_hash(token), "email": checked.customer_id, "created_at": now, "used_at": now}
            connection.execute(insert(StaffSession).values(values))

        await self._database.write(begin)
        return token

    async def who(self, token: str | None) -> StaffMember:
        """The staff member behind a cookie.

        Raises:
            GatewayError: Nobody, or no longer staff.
        """
        if token is None:
            raise GatewayError(STAFF_ONLY)
        touch = functools.partial(_touch, hashed=token_hash(token), now=self._clock())
        email = await self._database.write(touch)
        if email is None:
            raise GatewayError(STAFF_ONLY)
        return await self._member(email)

    async def sign_out(self, token: str) -> None:
        """End a session for good."""
        hashed = token_hash(token)
        await self._database.write(lambda c: c.execute(delete(StaffSession).where(StaffSession.token_hash == hashed)))

    async def _member(self, email: str) -> StaffMember:
        try:
            found = await self._backend.staff(email)
        except BackendUnavailableError as error:
            raise GatewayError(IDENTITY_UNAVAILABLE) from error
        if found is None:
            raise GatewayError(STAFF_ONLY)
        return StaffMember(found.staff_id, found.name, found.roles)


def _touch(connection: Connection, hashed: str, now: datetime) -> str | None:
    row = connection.execute(
        select(StaffSession.email, StaffSession.created_at, StaffSession.used_at).where(
            StaffSession.token_hash == hashed
        )
    ).one_or_none()
    if row is None or row.used_at + IDLE < now or row.created_at + LONGEST < now:
        return None
    connection.execute(update(StaffSession).where(StaffSession.token_hash == hashed).values(used_at=now))
    return str(row.email)
