"""Every route of the backend."""

from fastapi import APIRouter, Depends, FastAPI
from pydantic import Field

from backend_api.accounts import endpoints as accounts
from backend_api.activations import endpoints as activations
from backend_api.addresses import endpoints as addresses
from backend_api.assortments import endpoints as assortments
from backend_api.audit import endpoints as audit
from backend_api.bank_accounts import endpoints as bank_accounts
from backend_api.baskets import endpoints as baskets
from backend_api.billing_systems import endpoints as billing_systems
from backend_api.bo4e import endpoints as bo4e
from backend_api.checks import endpoints as checks
from backend_api.consents import endpoints as consents
from backend_api.consumption import endpoints as consumption
from backend_api.contact_addresses import endpoints as contact_addresses
from backend_api.contracts import endpoints as contracts
from backend_api.corrections import endpoints as corrections
from backend_api.customers import endpoints as customers
from backend_api.dependencies import caller, seen
from backend_api.documents import endpoints as documents
from backend_api.documents import print_endpoints as prints
from backend_api.documents import staff_endpoints as staff_documents
from backend_api.dunning import endpoints as dunning
from backend_api.errors import BusyError, IdentityInvalidError, RequestInvalidError, SecretInvalidError, listed
from backend_api.event_subscriptions import endpoints as event_subscriptions
from backend_api.fault_guides import endpoints as fault_guides
from backend_api.frameworks import endpoints as frameworks
from backend_api.identity import endpoints as identity
from backend_api.installments import endpoints as installments
from backend_api.invoices import endpoints as invoices
from backend_api.merges import endpoints as merges
from backend_api.offers import endpoints as offers
from backend_api.orders import endpoints as orders
from backend_api.orders import partner_endpoints as partner_orders
from backend_api.orders import staff_endpoints as staff_orders
from backend_api.outages import endpoints as outages
from backend_api.partners import endpoints as partners
from backend_api.payment_plans import endpoints as payment_plans
from backend_api.payments import endpoints as payments
from backend_api.preferences import endpoints as preferences
from backend_api.privacy import endpoints as privacy
from backend_api.products import endpoints as products
from backend_api.readings import endpoints as readings
from backend_api.representatives import endpoints as representatives
from backend_api.retention import endpoints as retention
from backend_api.returns import endpoints as returns
from backend_api.returns import staff_endpoints as staff_returns
from backend_api.routing import ResourcesByWord
from backend_api.schemas import Schema
from backend_api.service_points import endpoints as service_points
from backend_api.service_tokens import endpoints as service_tokens
from backend_api.sites import endpoints as sites
from backend_api.staff import endpoints as staff
from backend_api.supplier import endpoints as supplier
from backend_api.switches import endpoints as switches
from backend_api.tickets import endpoints as tickets
from backend_api.tickets import staff_endpoints as staff_tickets
from backend_api.win_back import endpoints as win_back


class Health(Schema):
    """That the backend answers."""

    status: str = Field(pattern="^ok$")
    """Always `ok`."""


public = APIRouter(tags=["operation"])


@public.get("/healthz")
async def get_health() -> Health:
    """Say that this process answers; no secret is needed."""
    return Health(status="ok")


RESOURCES = (
    supplier,
    customers,
    contact_addresses,
    preferences,
    representatives,
    sites,
    consents,
    identity,
    staff,
    merges,
    service_points,
    billing_systems,
    contracts,
    offers,
    win_back,
    accounts,
    invoices,
    corrections,
    dunning,
    payments,
    installments,
    payment_plans,
    readings,
    consumption,
    switches,
    tickets,
    staff_tickets,
    returns,
    staff_returns,
    documents,
    staff_documents,
    prints,
    outages,
    fault_guides,
    event_subscriptions,
    audit,
    retention,
    privacy,
    bo4e,
    service_tokens,
    products,
    partners,
    assortments,
    frameworks,
    baskets,
    orders,
    partner_orders,
    staff_orders,
    bank_accounts,
    addresses,
    checks,
    activations,
)


def include_in(app: FastAPI) -> None:
    """Give an app all routes."""
    app.include_router(public)
    by_word = ResourcesByWord()
    app.router.routes.insert(0, by_word)
    for resource in RESOURCES:
        by_word.include(
            app,
            resource.router,
            dependencies=[Depends(caller), Depends(seen, scope="function")],
            responses=listed(SecretInvalidError, IdentityInvalidError, RequestInvalidError, BusyError),
        )
