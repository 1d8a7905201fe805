"""Who is asking: services by secret, customers by the gateway's signed fact; and the one gate to customers' records."""

from __future__ import annotations

import hmac
import json
import warnings
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey

from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, SecretInvalidError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute

ISSUER = "wattline-gateway"
AUDIENCE = "wattline-backend"
LIFETIME_SECONDS = 60
"""The most that may lie between ``iat`` and ``exp`` of a fact."""
_SKEW_SECONDS = 5
_MAX_FACT_CHARACTERS = 4096


class Level(IntEnum):
    """How sure we are who this is; more is surer."""

    ANONYMOUS = 0
    CHANNEL = 1
    VERIFIED = 2
    FRESH = 3

    @property
    def word(self) -> str:
        """As it is written in facts and answers."""
        return self.name.lower()


class Scope(StrEnum):
    """What a service secret opens."""

    GATEWAY = "gateway"
    """Everything, also looking customers up."""
    ACTIONS = "actions"
    """What belongs to the customer of the fact."""


@dataclass(frozen=True)
class Identity:
    """What a fact proves; without one nobody is known."""

    level: Level = Level.ANONYMOUS
    customer_id: UUID | None = None
    roles: tuple[str, ...] = ()
    proven_at: int | None = None
    """Unix seconds of the code or sign-in."""
    bound_to: str | None = None
    """The very thing a fresh code confirms."""
    conversation: str | None = None

    def require(self, needed: Level) -> UUID:
        """The customer's id, when the level suffices; raises IdentityLevelTooLowError."""
        if self.level < needed or self.customer_id is None:
            raise IdentityLevelTooLowError(needed.word)
        return self.customer_id


@dataclass(frozen=True)
class ServiceSecrets:
    """The secrets services show; compared in constant time, hidden in repr."""

    gateway: str = field(repr=False)
    actions: str = field(repr=False)

    def scope_of(self, shown: str | None) -> Scope:
        """What the shown secret opens; raises SecretInvalidError."""
        given = (shown or "").encode()
        is_gateway = hmac.compare_digest(given, self.gateway.encode())
        is_actions = hmac.compare_digest(given, self.actions.encode())
        if is_gateway:
            return Scope.GATEWAY
        if is_actions:
            return Scope.ACTIONS
        raise SecretInvalidError


class FactVerifier:
    """Checks identity facts against the gateway's public key."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> FactVerifier:
        """Read the public JWK; raises OSError or ValueError at start, when it is missing or damaged."""
        return cls(OKPKey.import_key(json.loads(path.read_text(encoding="utf-8"))))

    def verify(self, fact: str, *, now: datetime) -> Identity:
        """What the fact proves at this time; raises IdentityInvalidError."""
        if len(fact) > _MAX_FACT_CHARACTERS:
            raise IdentityInvalidError
        try:
            with warnings.catch_warnings():
                # RFC 9864 renames EdDSA to Ed25519; facts of both names are the same signature.
                warnings.simplefilter("ignore", SecurityWarning)
                claims = jwt.decode(fact, self._key, algorithms=["EdDSA", "Ed25519"]).claims
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise IdentityInvalidError from error
        _check_times(claims, now.timestamp())
        if claims.get("iss") != ISSUER or claims.get("aud") != AUDIENCE:
            raise IdentityInvalidError
        return _identity(claims)


def readable_by[*Columns](
    statement: Select[*Columns],
    owner: InstrumentedAttribute[UUID],
    identity: Identity,
    needed: Level = Level.VERIFIED,
) -> Select[*Columns]:
    """Narrow a statement to what this identity may read: the one gate to customers' records.

    Raises:
        IdentityLevelTooLowError: The level does not open this, whatever it finds.
    """
    return statement.where(owner == identity.require(needed))


def _check_times(claims: dict[str, Any], now: float) -> None:
    issued, expires = _seconds(claims, "iat"), _seconds(claims, "exp")
    if expires - issued > LIFETIME_SECONDS or issued > now + _SKEW_SECONDS or expires <= now:
        raise IdentityInvalidError


def _seconds(claims: dict[str, Any], name: str) -> int | float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise IdentityInvalidError
    return value


def _identity(claims: dict[str, Any]) -> Identity:
    try:
        level = Level[str(claims["level"]).upper()]
        customer_id = None if claims.get("sub") is None else UUID(claims["sub"])
        roles = tuple(str(role) for role in claims.get("roles") or ())
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise IdentityInvalidError from error
    if (customer_id is None) != (level is Level.ANONYMOUS):
        raise IdentityInvalidError
    return Identity(
        level=level,
        customer_id=customer_id,
        roles=roles,
        proven_at=claims.get("proven_at"),
        bound_to=claims.get("bound_to"),
        conversation=claims.get("conversation"),
    )
