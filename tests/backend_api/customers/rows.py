"""Who may act for each of the two customers, and a company of each with sites, people and consents; staff once."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.tables import (
    Base,
    ConsentEntry,
    ContactAddress,
    Customer,
    EventPreference,
    Line,
    Representative,
    Site,
    SitePoint,
    StaffMember,
)
from backend_api.values import CustomerNumber

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

STAFF = {"agent": 190, "team_lead": 191, "back_office": 192, "it": 193}
"""Offsets of the ids of staff; all of base 1000."""
DIRECTOR, MANAGER, INTERN, BRANCH_HEAD, FORMER = 111, 112, 113, 114, 115
COMPANY, GROUP, NORTH, SHOP, SOUTH = 110, 120, 121, 122, 123
SHOP_POINT, SOUTH_POINT, LOOSE_POINT = 130, 131, 132


def uid(number: int) -> UUID:
    from tests.backend_api import world

    return world.uid(number)


def rows(ids: "Ids", base: int) -> list[Base]:
    from tests.backend_api.world import NOW

    helper = Representative(
        id=uid(base + 100),
        customer_id=ids.customer,
        kind="helper",
        name=f"Ewa Helper {base}",
        role="orders",
        limit_amount=Decimal(50),
        language="pl",
        created_at=NOW,
    )
    reached = ContactAddress(
        id=uid(base + 101),
        customer_id=ids.customer,
        representative_id=helper.id,
        kind="phone",
        value=f"+48601{base:06d}",
        confirmed_at=NOW,
    )
    given = consent(ids.customer, base + 140, "offers", "email", NOW - timedelta(days=400))
    given.expires_at = NOW - timedelta(days=35)
    return [helper, reached, given, *company(base), *(staff() if base == 1000 else [])]


def company(base: int) -> list[Base]:
    """A bakery with a tree of three levels; the southern site has no one of its own."""
    from tests.backend_api.world import NOW

    owner = uid(base + COMPANY)
    sites = [
        (GROUP, None, "Group"),
        (NORTH, GROUP, "North"),
        (SHOP, NORTH, "Shop Alster"),
        (SOUTH, GROUP, "South"),
    ]
    people = [
        (DIRECTOR, "Dora Director", "approves", None, None),
        (MANAGER, "Max Manager", "orders", Decimal(500), None),
        (INTERN, "Ina Intern", "reads", None, None),
        (BRANCH_HEAD, "Bo Branch", "orders", Decimal(100), NORTH),
    ]
    return [
        Customer(
            id=owner,
            customer_number=CustomerNumber.from_sequence(base + COMPANY).text,
            kind="company",
            role="company_approves",
            name=f"Bakery {base} GmbH",
            language="de",
            country="DE",
            currency="EUR",
            tax_id="DE136695976" if base == 1000 else None,
            street="Backstr.",
            house_number="1",
            postcode="20095",
            city="Hamburg",
            key_account_id=uid(1000 + STAFF["agent"]),
            addresses=[
                ContactAddress(
                    id=uid(base + 117), kind="email", value=f"office{base}@bakery.example", confirmed_at=NOW
                ),
                ContactAddress(id=uid(base + 118), kind="phone", value=f"+4940{base:06d}", confirmed_at=NOW),
                ContactAddress(id=uid(base + 119), kind="email", value=f"new{base}@bakery.example"),
            ],
        ),
        *(
            Site(
                id=uid(base + site),
                customer_id=owner,
                parent_id=None if above is None else uid(base + above),
                name=name,
                created_at=NOW,
            )
            for site, above, name in sites
        ),
        *(
            Representative(
                id=uid(base + person),
                customer_id=owner,
                kind="company",
                name=name,
                role=role,
                limit_amount=limit,
                site_id=None if site is None else uid(base + site),
                language="de",
                created_at=NOW,
            )
            for person, name, role, limit, site in people
        ),
        Representative(
            id=uid(base + FORMER),
            customer_id=owner,
            kind="company",
            name="Fred Former",
            role="approves",
            language="de",
            state="revoked",
            created_at=NOW - timedelta(days=9),
            revoked_at=NOW - timedelta(days=1),
        ),
        *(point(owner, base + number) for number in (SHOP_POINT, SOUTH_POINT, LOOSE_POINT)),
        SitePoint(site_id=uid(base + SHOP), service_point_id=uid(base + SHOP_POINT)),
        SitePoint(site_id=uid(base + SOUTH), service_point_id=uid(base + SOUTH_POINT)),
        EventPreference(customer_id=owner, event="invoice_issued", address_id=uid(base + 117), changed_at=NOW),
    ]


def point(owner: UUID, number: int) -> Line:
    return Line(
        id=uid(number),
        customer_id=owner,
        name=f"Line {number}",
        commodity="fibre",
        scheme="line",
        identifier=f"+494055{number:06d}",
        street="Backstr.",
        house_number="1",
        postcode="20095",
        city="Hamburg",
        country="DE",
    )


def consent(owner: UUID, number: int, purpose: str, channel: str, at: object) -> ConsentEntry:
    return ConsentEntry(
        id=uid(number),
        customer_id=owner,
        purpose=purpose,
        channel=channel,
        decision="given",
        source="website",
        text_version="offers-1",
        decided_at=at,
        actor_kind="customer",
        actor_id=owner,
    )


def staff() -> list[Base]:
    from tests.backend_api.world import NOW

    return [
        StaffMember(
            id=uid(1000 + offset),
            email=f"{role}@zorza.example",
            name=f"Sam {role}",
            display_name="Sam",
            role=role,
            team="Care",
            created_at=NOW,
        )
        for role, offset in STAFF.items()
    ]
