"""One-time codes: made, counted, sent at most so often, and tried at most so often.

A number nobody has gets a decoy: the same rows, the same limits, the same refusals, and no code that fits.
"""

import hmac
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, text, update

from channels.backend_client import KnownCustomer
from channels.identity.models import Challenge, CodeSent
from channels.keys import Keys

FRESH_KINDS = frozenset({"phone"})
"""Kinds of address that may get a code for one thing; a mailbox may not (`design.md` section 4)."""
LIFETIME = timedelta(minutes=10)
TRIES = 5
CAPS = ((timedelta(hours=1), 3), (timedelta(days=1), 10))
"""Codes per account and per phone: `design.md` section 4, `reliability.md` A27."""
CONVERSATION_CAPS = ((timedelta(hours=1), 6), (timedelta(days=1), 20))
"""Codes per conversation, whoever they are for."""
DEMO_CAPS = ((timedelta(hours=1), 100), (timedelta(days=1), 1000))
"""For codes that confirm one thing, in the demo, where one machine plays every customer all day."""
REMEMBERED = timedelta(hours=1)
"""So long after it was asked for, six digits are still taken for a code, to say that it has expired."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claimed number and whom the backend knows behind it."""

    number: str = field(repr=False)
    customer: KnownCustomer | None = field(repr=False)
    channels: frozenset[str]
    """Kinds of address that something can be sent to: `phone`, `email`."""
    bound_to: str | None = None
    """The one thing the code is to confirm; only a customer who is verified asks for that."""
    confirms_address: str | None = None
    """Id of the address that the code is to confirm: it goes there, and proves nothing else."""
    beside: str | None = field(default=None, repr=False)
    """The address that the conversation runs on, which gets no code because nobody has given a number."""

    @property
    def address(self) -> tuple[str, str] | None:
        """Kind and value of where the code goes: a confirmed phone, else, to prove who it is, a confirmed mailbox."""
        if self.confirms_address is not None:
            return self._to_confirm()
        is_phone_only = self.bound_to is not None or self.beside is not None
        kinds = self.channels & FRESH_KINDS if is_phone_only else self.channels
        addresses = () if self.customer is None else self.customer.addresses
        for kind in ("phone", "email"):
            for address in addresses:
                if address.kind == kind and address.reaches and kind in kinds and address.value != self.beside:
                    return kind, address.value
        return None

    def _to_confirm(self) -> tuple[str, str] | None:
        for address in () if self.customer is None else self.customer.addresses:
            if address.id == self.confirms_address and address.kind in self.channels:
                return address.kind, address.value
        return None


@dataclass(frozen=True, slots=True)
class CodeToSend:
    """A code that is to go out with the transaction that made it."""

    kind: str
    address: str = field(repr=False)
    code: str = field(repr=False)
    language: str
    expires_at: datetime
    is_bound: bool
    """It confirms one thing; its letter says so, without naming the thing."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The code fitted."""

    customer_id: str
    roles: tuple[str, ...]
    bound_to: str | None
    confirms_address: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The code did not fit."""

    reason: str
    """`wrong`, `expired` or `too_many`."""
    tries_left: int


class TooManyCodesError(Exception):
    """No further code for this account or conversation now; the same whether the account exists."""


class Codes:
    """Everything about one-time codes that needs the database."""

    def __init__(self, keys: Keys, *, demo: bool = False) -> None:
        """Keep the keys of the hashes; the demo counts codes that confirm one thing apart."""
        self._keys = keys
        self._demo = demo

    def ask(self, connection: Connection, conversation_id: str, wanted: Wanted, now: datetime) -> CodeToSend | None:
        """Make a code for whoever is behind a number; an older one of the conversation is void from now on.

        Returns:
            What to send; None when there is nobody, or nothing to send to, which nobody outside can tell apart.

        Raises:
            TooManyCodesError: The account or the conversation has had its share.
        """
        is_for_one_thing = wanted.bound_to is not None or wanted.confirms_address is not None
        apart = "demo " if self._demo and is_for_one_thing else ""
        caps, conversation_caps = (DEMO_CAPS, DEMO_CAPS) if apart else (CAPS, CONVERSATION_CAPS)
        account = self._account_key(wanted, apart)
        address = wanted.address
        phone = self._keys.hashed(f"{apart}address", address[1] if address else secrets.token_hex(16))
        conversation = self._keys.hashed(f"{apart}conversation", conversation_id)
        _lock(connection, account, phone, conversation)
        if _exhausted(connection, account, caps, now) or _exhausted(connection, conversation, conversation_caps, now):
            raise TooManyCodesError
        # A phone that several accounts share must not tell, by refusing, that it is on this account.
        reachable = address is not None and not _exhausted(connection, phone, caps, now)
        if (is_for_one_thing or wanted.beside is not None) and not reachable:
            raise TooManyCodesError
        wanted = wanted if reachable else replace(wanted, customer=None)
        code = f"{secrets.randbelow(10**6):06d}"
        self._store(connection, conversation_id, account, wanted, code, now)
        counted = [{"counted_for": key, "sent_at": now} for key in (account, phone, conversation)]
        connection.execute(insert(CodeSent), counted)
        if wanted.customer is None or address is None:
            return None
        return CodeToSend(*address, code, wanted.customer.language, now + LIFETIME, is_for_one_thing)

    def _store(
        self,
        connection: Connection,
        conversation_id: str,
        account: str,
        wanted: Wanted,
        code: str,
        now: datetime,
    ) -> None:
        self.void(connection, conversation_id, now)
        customer = wanted.customer
        challenge_id = str(uuid4())
        connection.execute(
            insert(Challenge).values(
                id=challenge_id,
                conversation_id=conversation_id,
                customer_id=None if customer is None else customer.customer_id,
                roles=json.dumps([] if customer is None else customer.roles),
                bound_to=wanted.bound_to,
                confirms_address=wanted.confirms_address,
                account_key=account,
                code_hash=self._keys.hashed("code", challenge_id, code),
                tries=0,
                created_at=now,
                expires_at=now + LIFETIME,
            )
        )

    def expected(self, connection: Connection, conversation_id: str, now: datetime) -> str | None:
        """The code asked for in a conversation that its next six digits are about.

        Returns:
            Its id; None when six digits are just digits here.
        """
        statement = (
            select(Challenge.id)
            .where(
                Challenge.conversation_id == conversation_id,
                Challenge.created_at > now - REMEMBERED,
                Challenge.used_at.is_(None),
                Challenge.voided_at.is_(None),
            )
            .order_by(Challenge.created_at.desc())
            .limit(1)
        )
        return connection.execute(statement).scalar_one_or_none()

    def guess(self, connection: Connection, challenge_id: str, code: str, now: datetime) -> Accepted | Refused:
        """Try a code. Every try counts, however many come at once: the count is part of the statement that reads."""
        statement = (
            update(Challenge)
            .where(
                Challenge.id == challenge_id,
                Challenge.tries < TRIES,
                Challenge.used_at.is_(None),
                Challenge.voided_at.is_(None),
                Challenge.expires_at > now,
            )
            .values(tries=Challenge.tries + 1)
            .returning(
                Challenge.tries,
                Challenge.code_hash,
                Challenge.customer_id,
                Challenge.roles,
                Challenge.bound_to,
                Challenge.confirms_address,
            )
        )
        row = connection.execute(statement).one_or_none()
        if row is None:
            return _why_not(connection, challenge_id, now)
        fits = hmac.compare_digest(row.code_hash, self._keys.hashed("code", challenge_id, code))
        if fits and row.customer_id is not None:
            connection.execute(update(Challenge).where(Challenge.id == challenge_id).values(used_at=now))
            return Accepted(row.customer_id, tuple(json.loads(row.roles)), row.bound_to, row.confirms_address)
        left = TRIES - row.tries
        return Refused("wrong" if left else "too_many", left)

    def void(self, connection: Connection, conversation_id: str, now: datetime) -> None:
        """Make every code of a conversation worthless."""
        connection.execute(
            update(Challenge)
            .where(
                Challenge.conversation_id == conversation_id,
                Challenge.used_at.is_(None),
                Challenge.voided_at.is_(None),
            )
            .values(voided_at=now)
        )

    def _account_key(self, wanted: Wanted, apart: str) -> str:
        if wanted.customer is not None:
            return self._keys.hashed(f"{apart}account", wanted.customer.customer_id)
        claimed = "".join(character for character in wanted.number.casefold() if character.isalnum())
        return self._keys.hashed("number", claimed)


def _exhausted(
    connection: Connection, counted_for: str, caps: tuple[tuple[timedelta, int], ...], now: datetime
) -> bool:
    for window, most in caps:
        statement = select(func.count()).where(CodeSent.counted_for == counted_for, CodeSent.sent_at > now - window)
        if connection.execute(statement).scalar_one() >= most:
            return True
    return False


def _why_not(connection: Connection, challenge_id: str, now: datetime) -> Refused:
    row = connection.execute(
        select(Challenge.tries, Challenge.expires_at).where(Challenge.id == challenge_id)
    ).one_or_none()
    if row is not None and row.tries >= TRIES and row.expires_at > now:
        return Refused("too_many", 0)
    return Refused("expired", 0)


def _lock(connection: Connection, *counted_for: str) -> None:
    """Let one transaction at a time count for an account; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        for key in sorted(counted_for):
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(key[:15], 16)})
