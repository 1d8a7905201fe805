"""Sign-in proofs of the supplier's site: single use, at most a minute old."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from channels.errors import PROOF_INVALID, GatewayError
from channels.identity.facts import REGISTRY
from channels.identity.models import UsedProof
from channels.keys import token_hash

OLDEST = timedelta(seconds=60)
CLOCK_SKEW = timedelta(seconds=5)
AUDIENCE = "wattline-gateway"
STAFF_AUDIENCE = "wattline-staff"
"""Of proofs that sign staff in: `sub` is the work address; no proof of a customer opens the staff pages."""
LONGEST = 4_000
"""Characters; a proof holds a handful of claims."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that was found valid, but is not yet used."""

    id: str
    customer_id: str
    issued_at: datetime


def check(token: str, key: OKPKey, now: datetime, *, audience: str = AUDIENCE) -> Proof:
    """Verify a proof.

    It needs `sub` (the customer's id), `jti` and `iat`; `exp` and `aud` are checked when they are there.

    Raises:
        GatewayError: Forged, unreadable, meant for somebody else, or too old.
    """
    if len(token) > LONGEST:
        raise GatewayError(PROOF_INVALID)
    try:
        claims = jwt.decode(token, key, registry=REGISTRY).claims
        issued_at = datetime.fromtimestamp(float(claims["iat"]), UTC)
        expires_at = datetime.fromtimestamp(float(claims.get("exp", claims["iat"] + OLDEST.total_seconds())), UTC)
        proof = Proof(str(claims["jti"]), str(claims["sub"]), issued_at)
    except (JoseError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise GatewayError(PROOF_INVALID) from error
    meant_for = claims.get("aud", AUDIENCE)
    meant_for_us = audience in meant_for if isinstance(meant_for, list) else meant_for == audience
    young = issued_at - CLOCK_SKEW <= now <= min(expires_at, issued_at + OLDEST)
    if not (meant_for_us and young and proof.id and proof.customer_id):
        raise GatewayError(PROOF_INVALID)
    return proof


def use(connection: Connection, proof: Proof) -> None:
    """Note that a proof was used, in the transaction that believes it.

    Raises:
        GatewayError: It was used before.
    """
    row = {"id_hash": token_hash(proof.id), "expires_at": proof.issued_at + OLDEST + CLOCK_SKEW}
    try:
        connection.execute(insert(UsedProof).values(row))
    except IntegrityError as error:
        raise GatewayError(PROOF_INVALID) from error
