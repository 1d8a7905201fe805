"""Who is asking: services by secret, customers by the gateway's signed fact; and the one gate to customers' records."""

from __future__ import annotations

import hmac
import json
import warnings
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey
from sqlalchemy import bindparam

from backend_api.errors import IdentityInvalidError, IdentityLevelTooLowError, RoleMissingError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Result, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

ISSUER = "wattline-gateway"
AUDIENCE = "wattline-backend"
LIFETIME_SECONDS = 60
"""The most that may lie between ``iat`` and ``exp`` of a fact."""
_SKEW_SECONDS = 5
_MAX_FACT_CHARACTERS = 4096
_FACTS_KEPT = 256
"""So many of the facts shown last are known again; each is good for a minute at most."""


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
    """What a service may do; every service secret and token has some of them."""

    GATEWAY = "gateway"
    """Everything, also looking customers up."""
    ACTIONS = "actions"
    """What belongs to the customer of the fact."""
    SHOP = "shop"
    """Baskets."""
    ERP = "erp"
    """Stock, states of orders and switches, invoices and payments."""
    NOTIFICATIONS = "notifications"
    """Events, consents and addresses to send to."""
    OPERATIONS = "operations"
    """What a scheduler or an operator starts: finding what is due, purging, figures."""


STAFF_ROLES = ("agent", "team_lead", "back_office", "it")
PARTNER_ROLE = "partner_user"

type Owner = InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]
"""The column that says whose a record is."""

type ActorKind = Literal["customer", "representative", "partner", "staff", "service"]


@dataclass(frozen=True)
class Caller:
    """The service that sent the request."""

    name: str
    """Its own name, for the audit."""
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Whether it has the scope; the gateway has all of them."""
        return scope in self.scopes or Scope.GATEWAY in self.scopes


@dataclass(frozen=True)
class Actor:
    """Who did or saw something."""

    kind: ActorKind
    id: UUID | None
    """Of the customer, representative, partner's person or staff member; null for a service."""


@dataclass(frozen=True)
class Identity:
    """What a fact proves; without one nobody is known.

    A customer's fact names the customer, and the representative who acts, if any. A partner's names the partner and the
    person. A staff member's names the person, and the customer who is being served, if any.
    """

    level: Level = Level.ANONYMOUS
    customer_id: UUID | None = None
    roles: tuple[str, ...] = ()
    proven_at: int | None = None
    """Unix seconds of the code or sign-in."""
    bound_to: str | None = None
    """The very thing a fresh code confirms."""
    conversation: str | None = None
    channel: str | None = None
    """Where the conversation runs, by its adapter's name."""
    person_id: UUID | None = None
    """Who acts: a representative of the customer, a person of the partner, or a staff member."""
    partner_id: UUID | None = None
    service_point_ids: frozenset[UUID] | None = None
    """Only what belongs to these, for a representative who is limited to a site; None is everything."""

    @property
    def is_staff(self) -> bool:
        """Whether one of our own people acts."""
        return self.person_id is not None and any(role in STAFF_ROLES for role in self.roles)

    @property
    def actor(self) -> Actor:
        """Who acts, by kind and id."""
        if self.is_staff:
            return Actor("staff", self.person_id)
        if self.partner_id is not None:
            return Actor("partner", self.person_id or self.partner_id)
        if self.customer_id is None:
            return Actor("service", None)
        return Actor("representative", self.person_id) if self.person_id else Actor("customer", self.customer_id)

    def require(self, needed: Level) -> UUID:
        """The customer's id, when the level suffices; raises IdentityLevelTooLowError."""
        if self.level < needed or self.customer_id is None:
            raise IdentityLevelTooLowError(needed.word)
        return self.customer_id

    def require_fresh(self, thing: str) -> UUID:
        """The customer's id, when a fresh code confirms this very thing, such as ``offer:<id>``.

        Raises:
            IdentityLevelTooLowError: The code is older, or was given for something else.
        """
        if self.level < Level.FRESH or self.customer_id is None or self.bound_to != thing:
            raise IdentityLevelTooLowError(Level.FRESH.word, thing)
        return self.customer_id

    def require_partner(self) -> UUID:
        """The partner's id, when a person of a partner acts; raises RoleMissingError."""
        if self.partner_id is None or PARTNER_ROLE not in self.roles:
            raise RoleMissingError((PARTNER_ROLE,))
        return self.partner_id

    def require_staff(self, *roles: str) -> UUID:
        """The staff member's id, when one in any of these roles acts (any role at all, when none is named).

        Raises:
            RoleMissingError: It is somebody else.
        """
        wanted = roles or STAFF_ROLES
        if self.person_id is None or not self.is_staff or not set(wanted) & set(self.roles):
            raise RoleMissingError(wanted)
        return self.person_id


@dataclass(frozen=True)
class ServiceSecrets:
    """The secrets of our own services; compared in constant time, hidden in repr."""

    gateway: str = field(repr=False)
    actions: str = field(repr=False)

    def caller(self, shown: str | None) -> Caller | None:
        """Which of our services shows this secret; None when it is neither's."""
        given = (shown or "").encode()
        is_gateway = hmac.compare_digest(given, self.gateway.encode())
        is_actions = hmac.compare_digest(given, self.actions.encode())
        if is_gateway:
            return Caller("gateway", frozenset({Scope.GATEWAY}))
        return Caller("actions", frozenset({Scope.ACTIONS})) if is_actions else None


class FactVerifier:
    """Checks identity facts against the gateway's public key."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key
        self._claims = lru_cache(_FACTS_KEPT)(self._signed_claims)

    @classmethod
    def from_file(cls, path: Path) -> FactVerifier:
        """Read the public JWK; raises OSError or ValueError at start, when it is missing or damaged."""
        return cls(OKPKey.import_key(json.loads(path.read_text(encoding="utf-8"))))

    def verify(self, fact: str, *, now: datetime) -> Identity:
        """What the fact proves at this time; raises IdentityInvalidError."""
        if len(fact) > _MAX_FACT_CHARACTERS:
            raise IdentityInvalidError
        claims = self._claims(fact)
        _check_times(claims, now.timestamp())
        if claims.get("iss") != ISSUER or claims.get("aud") != AUDIENCE:
            raise IdentityInvalidError
        return _identity(claims)

    def _signed_claims(self, fact: str) -> dict[str, Any]:
        """What was signed: a turn shows its fact several times, the signature is checked once and the times always."""
        try:
            with warnings.catch_warnings():
                # RFC 9864 renames EdDSA to Ed25519; facts of both names are the same signature.
                warnings.simplefilter("ignore", SecurityWarning)
                return jwt.decode(fact, self._key, algorithms=["EdDSA", "Ed25519"]).claims
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise IdentityInvalidError from error


def readable_by[*Columns](
    statement: Select[*Columns],
    owner: Owner,
    identity: Identity,
    needed: Level = Level.VERIFIED,
) -> Select[*Columns]:
    """Narrow a statement to what this identity may read: the one gate to customers' records.

    A representative who is limited to a site sees of service points, and of what names one, only the site's.

    Raises:
        IdentityLevelTooLowError: The level does not open this, whatever it finds.
    """
    mine = statement.where(owner == identity.require(needed))
    if identity.service_point_ids is None:
        return mine
    point = _point_of(owner)
    return mine if point is None else mine.where(point.in_(identity.service_point_ids))


class Readable[*Columns]:
    """``readable_by`` for a statement that is asked all the time: it is built once, who reads is a value of each run.

    Building a statement takes several times as long as running it. Its own values are ``bindparam``.
    """

    def __init__(self, statement: Select[*Columns], owner: Owner, needed: Level = Level.VERIFIED) -> None:
        self._needed = needed
        self._mine = statement.where(owner == bindparam("reader"))
        point = _point_of(owner)
        self._of_points = None if point is None else self._mine.where(point.in_(bindparam("points", expanding=True)))

    async def run(self, session: AsyncSession, identity: Identity, **values: Any) -> Result[*Columns]:
        """What the reader may read of it.

        Raises:
            IdentityLevelTooLowError: As for ``readable_by``.
        """
        values["reader"] = identity.require(self._needed)
        if self._of_points is None or identity.service_point_ids is None:
            return await session.execute(self._mine, values)
        return await session.execute(self._of_points, values | {"points": list(identity.service_point_ids)})


def of_partner[*Columns](
    statement: Select[*Columns],
    owner: Owner,
    identity: Identity,
) -> Select[*Columns]:
    """Narrow a statement to what belongs to the partner of this identity: the one gate to partners' records.

    Raises:
        RoleMissingError: It is no partner.
    """
    return statement.where(owner == identity.require_partner())


def _point_of(owner: Owner) -> InstrumentedAttribute[UUID] | None:
    """The column by which records belong to a service point; None when they belong to none."""
    records = owner.class_
    return records.id if records.__tablename__ == "service_points" else getattr(records, "service_point_id", None)


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
        found = Identity(
            level=Level[str(claims["level"]).upper()],
            customer_id=_uuid(claims.get("sub")),
            roles=tuple(str(role) for role in claims.get("roles") or ()),
            proven_at=claims.get("proven_at"),
            bound_to=claims.get("bound_to"),
            conversation=claims.get("conversation"),
            channel=claims.get("channel"),
            person_id=_uuid((claims.get("act") or {}).get("sub")),
            partner_id=_uuid(claims.get("partner")),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise IdentityInvalidError from error
    if not _is_whole(found):
        raise IdentityInvalidError
    return found


def _is_whole(found: Identity) -> bool:
    """Somebody is named exactly when a level is claimed, and only staff and customers come with a customer."""
    known = found.customer_id is not None or found.partner_id is not None or found.is_staff
    if known != (found.level is not Level.ANONYMOUS):
        return False
    return found.partner_id is None or (found.customer_id is None and not found.is_staff)


def _uuid(text: Any) -> UUID | None:
    return None if text is None else UUID(text)
