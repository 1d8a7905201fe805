"""Who asks in tests that ask everything: customers, partners, staff, and other systems."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.backend_api import world
from tests.backend_api.conftest import ACTIONS_SECRET, GATEWAY_SECRET, Api
from tests.backend_api.products import rows as catalog

if TYPE_CHECKING:
    from collections.abc import Callable

IT = world.uid(889)


@dataclass(frozen=True)
class Asker:
    """Somebody who asks."""

    name: str
    secret: str = field(repr=False)
    claims: dict[str, Any] = field(default_factory=dict)
    """Of the fact, as ``Api.fact`` takes them; empty: nobody is named."""


def token(api: Api, *scopes: str) -> str:
    """A token of another system."""
    body = {"name": f"test {uuid4().hex[:16]}", "scopes": list(scopes)}
    made = api.done("POST", "/service-tokens", fact=api.fact(roles=["it"], person=IT), body=body)
    return str(made["token"])


def askers(api: Api) -> list[Asker]:
    """One of each kind."""
    anna = world.ANNA.customer
    people: list[tuple[str, dict[str, Any]]] = [
        ("nobody", {}),
        ("customer", {"customer": anna}),
        ("customer, fresh", {"customer": anna, "level": "fresh", "bound_to": "my_data"}),
        ("partner", {"partner": catalog.uid(catalog.B_PARTNER), "person": catalog.uid(catalog.B_PARTNER + 1)}),
        ("agent", {"customer": anna, "roles": ["agent", "team_lead"], "person": IT}),
        ("back office", {"roles": ["back_office", "it"], "person": IT}),
    ]
    known = [Asker(name, ACTIONS_SECRET if name == "customer" else GATEWAY_SECRET, claims) for name, claims in people]
    return known + [Asker(scope, token(api, scope)) for scope in ("shop", "erp", "notifications", "operations")]


def headers_of(api: Api, asker: Asker) -> dict[str, str]:
    """What this one sends, signed now."""
    sign: Callable[..., str] = api.fact
    headers = {"Wattline-Secret": asker.secret, "Idempotency-Key": str(uuid4())}
    return headers | ({"Wattline-Identity": sign(**asker.claims)} if asker.claims else {})
