"""Does a write once per key: the same again gets the same answer, another one under the key is refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend_api.errors import IdempotencyKeyReusedError
from backend_api.idempotency import repository
from backend_api.idempotency.models import IdempotencyRecord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class WriteKey:
    """The caller's key and the hash of what it asked for."""

    key: str
    request_hash: str
    customer_id: UUID | None = None
    """Whom the write is about."""


@dataclass(frozen=True)
class Answer:
    """Status and body of a write, as the first try got them."""

    status: int
    body: dict[str, Any]


def request_hash(method: str, path: str, body: bytes, customer_id: UUID | None = None) -> str:
    """SHA-256 in hex; a request that differs in one byte, or is for another customer, is another request."""
    digest = hashlib.sha256()
    for part in (method.encode(), path.encode(), str(customer_id).encode(), body):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


async def once(
    session: AsyncSession, write: WriteKey, owner_id: UUID, *, now: datetime, work: Callable[[], Awaitable[Answer]]
) -> Answer:
    """Do the work in this transaction, or give the answer of the time it was done.

    Raises:
        IdempotencyKeyReusedError: The key belongs to another request.
    """
    record = IdempotencyRecord(
        owner_id=owner_id,
        key=write.key,
        customer_id=write.customer_id,
        request_hash=write.request_hash,
        created_at=now,
    )
    if not await repository.claim(session, record):
        done = await repository.find(session, owner_id, write.key)
        if done is None or done.answer is None or done.status is None or done.request_hash != write.request_hash:
            raise IdempotencyKeyReusedError
        return Answer(done.status, done.answer)
    answer = await work()
    record.status, record.answer = answer.status, answer.body
    await session.flush()
    return answer
