"""Identity facts: what the gateway knows of a customer, signed, for one turn."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from channels.identity.levels import Standing

ISSUER = "wattline-gateway"
AUDIENCE = "wattline-backend"
LIFETIME_SECONDS = 60
ALGORITHMS = ("EdDSA", "Ed25519")
"""`EdDSA` is the name our parts agreed on; RFC 9864 calls the same algorithm with this curve `Ed25519`."""


class EdwardsRegistry(JWSRegistry):
    """Both names of the one algorithm, without the library's warning about the older name."""

    def __init__(self) -> None:
        """Allow nothing else."""
        super().__init__(algorithms=list(ALGORITHMS))

    def get_alg(self, name: str) -> Any:
        """The algorithm of a name that is allowed."""
        return super().get_alg("Ed25519" if name in ALGORITHMS else name)


REGISTRY = EdwardsRegistry()


def read_key(path: Path) -> OKPKey:
    """An Ed25519 key from its JWK file.

    Raises:
        ValueError: The file is missing or holds something else; the message names it.
    """
    try:
        key = OKPKey.import_key(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} holds no Ed25519 key: {error}") from error
    if key.curve_name != "Ed25519":
        raise ValueError(f"{path} holds a key of another kind")
    return key


class FactSigner:
    """Signs facts with the gateway's key."""

    def __init__(self, key: OKPKey) -> None:
        """Keep the private key."""
        self._key = key

    def sign(self, standing: Standing, conversation_id: str, now: datetime, channel: str | None = None) -> str:
        """A fact, valid for a minute.

        Args:
            standing: Who, and how sure.
            conversation_id: The only conversation the fact is about.
            now: Moment of signing.
            channel: Where the conversation runs, by its adapter's name; None where it is no conversation of a channel.
        """
        issued = int(now.timestamp())
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "roles": list(standing.roles),
            "level": standing.level.value,
            "proven_at": None if standing.proven_at is None else int(standing.proven_at.timestamp()),
            "bound_to": standing.bound_to,
            "conversation": conversation_id,
            "iat": issued,
            "exp": issued + LIFETIME_SECONDS,
        }
        if standing.customer_id is not None:
            claims["sub"] = standing.customer_id
        if channel is not None:
            claims["channel"] = channel
        if standing.person_id is not None:
            claims["act"] = {"sub": standing.person_id}
        if standing.partner_id is not None:
            claims["partner"] = standing.partner_id
        return jwt.encode({"alg": "EdDSA"}, claims, self._key, registry=REGISTRY)
