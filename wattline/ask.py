"""Asks a running demo backend as any of its people: the way to try the API before there is a page for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx2
from sqlalchemy import select

from backend_api.customers.models import Customer
from backend_api.database import create_sync_engine
from backend_api.partners.models import Partner, PartnerPerson
from backend_api.representatives.models import Representative
from backend_api.staff.models import StaffMember
from channels.identity.facts import FactSigner, read_key
from channels.identity.levels import ANONYMOUS, IdentityLevel, Standing

if TYPE_CHECKING:
    from sqlalchemy import Select

    from wattline.layout import Layout

TIMEOUT_SECONDS = 20.0


class NobodyFound(Exception):
    """The demo has nobody like that; the message says who was looked for."""


@dataclass(frozen=True)
class Who:
    """Whom the request comes from; several of them together: a representative or an agent acts for the customer."""

    customer: str | None = None
    """Customer number."""
    person: str | None = None
    """Name of the customer's representative."""
    partner: str | None = None
    """Partner's number, such as `H-1001`."""
    staff: str | None = None
    """A staff member's role."""
    confirms: str | None = None
    """What a fresh code was just given for, such as `offer:<id>`."""
    token: str | None = None
    """A service token to show instead of the gateway's secret."""


def ask(layout: Layout, who: Who, method: str, path: str, body: Any | None) -> httpx2.Response:
    """Send one request to the backend of this layout, with a fact signed as the gateway signs it.

    Args:
        layout: Of a running demo.
        who: Whose fact to sign; nobody's when it is empty.
        method: HTTP method; writes get a new idempotency key.
        path: With query.
        body: Sent as JSON unless it is None.

    Raises:
        NobodyFound: The demo has no such customer, person, partner or staff member.
        httpx2.HTTPError: Nothing answers.
    """
    secrets = json.loads((layout.keys / "secrets.json").read_text(encoding="utf-8"))
    headers = {"Wattline-Secret": who.token or secrets["GATEWAY_SECRET"]}
    standing = _standing(layout.backend_database_url, who)
    if standing is not ANONYMOUS:
        signer = FactSigner(read_key(layout.keys / "identity.json"))
        headers["Wattline-Identity"] = signer.sign(standing, "terminal", datetime.now(UTC))
    if method not in ("GET", "HEAD"):
        headers["Idempotency-Key"] = str(uuid4())
    url = f"http://127.0.0.1:{layout.backend_port}{path}"
    return httpx2.request(method, url, headers=headers, json=body, timeout=TIMEOUT_SECONDS, trust_env=False)


def _standing(url: str, who: Who) -> Standing:
    if who == Who(token=who.token):
        return ANONYMOUS
    engine = create_sync_engine(url)
    try:
        with engine.connect() as connection:

            def only(statement: Select[Any], what: str) -> Any:
                found = connection.execute(statement.limit(1)).first()
                if found is None:
                    raise NobodyFound(f"the demo has no {what}")
                return found

            return _found(who, only)
    finally:
        engine.dispose()


def _found(who: Who, only: Any) -> Standing:
    roles: tuple[str, ...] = ()
    customer = person = partner = None
    if who.customer:
        row = only(
            select(Customer.id, Customer.role).where(Customer.customer_number == who.customer),
            f"customer with the number {who.customer}",
        )
        customer, roles = row.id, (row.role,)
    if who.person:
        statement = select(Representative.id).where(
            Representative.name == who.person, Representative.customer_id == customer
        )
        person = only(statement, f"representative called {who.person} of this customer").id
    if who.partner:
        of_partner = (
            select(Partner.id, PartnerPerson.id.label("person"))
            .join(PartnerPerson, PartnerPerson.partner_id == Partner.id)
            .where(Partner.number == who.partner)
        )
        row = only(of_partner, f"partner with the number {who.partner}")
        partner, person, roles = row.id, row.person, ("partner_user",)
    if who.staff:
        statement = select(StaffMember.id).where(StaffMember.role == who.staff, StaffMember.state == "active")
        person, roles = only(statement, f"staff member with the role {who.staff}").id, (who.staff,)
    return Standing(
        level=IdentityLevel.FRESH if who.confirms else IdentityLevel.VERIFIED,
        customer_id=_text(customer),
        roles=roles,
        proven_at=datetime.now(UTC),
        bound_to=who.confirms,
        person_id=_text(person),
        partner_id=_text(partner),
    )


def _text(found: Any) -> str | None:
    return None if found is None else str(found)
