"""The sign-in of the supplier's site: a signed word to the gateway that this is that customer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import uuid4

from joserfc import jwt

from channels.identity.facts import REGISTRY

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey

ISSUER = "zorza-site"
AUDIENCE = "wattline-gateway"
STAFF_AUDIENCE = "wattline-staff"
LIFETIME_SECONDS = 60


class ProofSigner:
    """Signs with the site's key."""

    def __init__(self, key: OKPKey) -> None:
        """Keep the private key."""
        self._key = key

    def sign(self, customer_id: str) -> str:
        """A proof for one chat, to be used within a minute."""
        return self._sign(customer_id, AUDIENCE)

    def sign_staff(self, email: str) -> str:
        """A proof for the staff pages, to be used within a minute."""
        return self._sign(email, STAFF_AUDIENCE)

    def _sign(self, subject: str, audience: str) -> str:
        issued = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "sub": subject,
            "jti": str(uuid4()),
            "iat": issued,
            "exp": issued + LIFETIME_SECONDS,
        }
        return jwt.encode({"alg": "EdDSA"}, claims, self._key, registry=REGISTRY)
