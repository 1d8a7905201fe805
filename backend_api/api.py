"""Every route of the backend."""

from fastapi import APIRouter, Depends
from pydantic import Field

from backend_api.accounts import endpoints as accounts
from backend_api.consumption import endpoints as consumption
from backend_api.contracts import endpoints as contracts
from backend_api.customers import endpoints as customers
from backend_api.dependencies import caller, seen
from backend_api.errors import BusyError, IdentityInvalidError, RequestInvalidError, SecretInvalidError, listed
from backend_api.event_subscriptions import endpoints as event_subscriptions
from backend_api.identity import endpoints as identity
from backend_api.invoices import endpoints as invoices
from backend_api.schemas import Schema
from backend_api.service_points import endpoints as service_points
from backend_api.supplier import endpoints as supplier
from backend_api.switches import endpoints as switches
from backend_api.tickets import endpoints as tickets


class Health(Schema):
    """That the backend answers."""

    status: str = Field(pattern="^ok$")
    """Always `ok`."""


public = APIRouter(tags=["operation"])


@public.get("/healthz")
async def get_health() -> Health:
    """Say that this process answers; no secret is needed."""
    return Health(status="ok")


router = APIRouter(
    dependencies=[Depends(caller), Depends(seen, scope="function")],
    responses=listed(SecretInvalidError, IdentityInvalidError, RequestInvalidError, BusyError),
)
for resource in (
    supplier,
    customers,
    identity,
    service_points,
    contracts,
    accounts,
    invoices,
    consumption,
    switches,
    tickets,
    event_subscriptions,
):
    router.include_router(resource.router)
