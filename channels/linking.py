"""Links that the supplier's site gives a customer who is signed in there: they open a chat that knows whose it is."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from joserfc.jwk import OKPKey
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.repository import Linked
from channels.backend_client import BackendClient, BackendUnavailableError
from channels.contract import Clock, DeepLink
from channels.database import Database
from channels.errors import IDENTITY_UNAVAILABLE, PROOF_INVALID, GatewayError
from channels.identity import proofs
from channels.identity.proofs import Proof
from channels.limits import Limits
from channels.security import address_of

LIFETIME = timedelta(days=7)
"""Of a link on a page or in a letter; it works once."""


class LinkRequest(BaseModel):
    """Asks for links."""

    proof: str = Field(description="Single-use JWT of the supplier's site, as `POST /chat/sessions` takes it.")


class LinkAnswer(BaseModel):
    """A link to each channel that can be opened by one."""

    links: dict[str, str] = Field(description="By channel: an address that works once, for seven days.")


@dataclass(frozen=True, slots=True)
class Linking:
    """Makes links for customers who are signed in on the supplier's site."""

    database: Database
    backend: BackendClient
    site_key: OKPKey
    deep_links: Mapping[str, DeepLink]
    clock: Clock

    async def links(self, token: str) -> dict[str, str]:
        """A one-time link to each channel that has them.

        Args:
            token: The site's proof of who is signed in.

        Raises:
            GatewayError: The proof is not valid, or nobody can check it now.
        """
        proof = proofs.check(token, self.site_key, self.clock())
        try:
            customer = await self.backend.customer(proof.customer_id)
        except BackendUnavailableError as error:
            raise GatewayError(IDENTITY_UNAVAILABLE) from error
        if customer is None:
            raise GatewayError(PROOF_INVALID)
        linked = Linked(customer.customer_id, None, customer.language)
        tokens = await self.database.write(functools.partial(self._store, proof=proof, linked=linked))
        return {channel: self.deep_links[channel](made) for channel, made in tokens.items()}

    def _store(self, connection: Connection, proof: Proof, linked: Linked) -> dict[str, str]:
        proofs.use(connection, proof)
        expires_at = self.clock() + LIFETIME
        return {channel: addresses.new_link(connection, linked, expires_at) for channel in self.deep_links}


def create_router(linking: Linking, limits: Limits) -> APIRouter:
    """The route for the supplier's site."""
    routes = APIRouter(tags=["web chat"])

    @routes.post("/links", summary="One-time links that open other channels for a signed-in customer")
    async def make_links(http: Request, body: LinkRequest) -> LinkAnswer:
        limits.count("session", address_of(http))
        return LinkAnswer(links=await linking.links(body.proof))

    return routes
