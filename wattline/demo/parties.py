"""Who acts for the demo's customers, who works at Zorza, consents in every state, and a merged record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal  # noqa: TC003 (pydantic reads it)
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

import yaml

from backend_api.consents.models import ConsentEntry, ConsentSource, Purpose
from backend_api.consents.purposes import expiry
from backend_api.customers.models import ContactAddress, Customer
from backend_api.database import Base
from backend_api.merges.models import CustomerMerge
from backend_api.preferences.models import EventPreference
from backend_api.representatives.models import Representative, RepresentativeRole
from backend_api.sites.models import Site, SitePoint
from backend_api.staff.models import StaffMember, StaffRole
from backend_api.values import CustomerNumber
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

_MERGED_SEQUENCE = 1_190_003
_ASKED: tuple[tuple[Purpose, str, ConsentSource], ...] = (
    ("offers", "email", "website"),
    ("offers", "sms", "sms"),
    ("newsletter", "email", "web_chat"),
    ("surveys", "web_chat", "web_chat"),
    ("energy_tips", "email", "paper"),
)
"""What customers were asked, where."""


class StaffPlan(Plan):
    """One of Zorza's people."""

    key: str
    name: str
    display: str
    role: StaffRole
    team: str
    left_days: int | None = None

    @property
    def email(self) -> str:
        """The work address, what they sign in with."""
        first, _, family = self.name.lower().partition(" ")
        return f"{first}.{family}@zorza.example"


class SitePlan(Plan):
    """A site with the points that belong to it."""

    name: str
    below: str | None = None
    points: tuple[str, ...] = ()


class PersonPlan(Plan):
    """Somebody who acts for a customer."""

    name: str
    role: RepresentativeRole
    limit: Decimal | None = None
    site: str | None = None
    phone: bool = False
    """Whether they have a confirmed phone of their own."""
    revoked_days: int | None = None


class HelperPlan(PersonPlan):
    """A household helper."""

    customer: str


class CompanyPlan(Plan):
    """What a company has besides its points."""

    key: str
    key_account: str | None = None
    sites: tuple[SitePlan, ...] = ()
    people: tuple[PersonPlan, ...]


class MergedPlan(Plan):
    """Whose second record was merged, and how long ago."""

    key: str
    days: int


class PartiesPlan(Plan):
    """All of it."""

    staff: tuple[StaffPlan, ...]
    companies: tuple[CompanyPlan, ...]
    helpers: tuple[HelperPlan, ...]
    preferences: dict[str, dict[str, str]]
    proven: tuple[str, ...]
    merged: MergedPlan


@lru_cache(maxsize=1)
def read_parties() -> PartiesPlan:
    """Read them."""
    return PartiesPlan.model_validate(yaml.safe_load((DATA / "parties.yml").read_text(encoding="utf-8")))


@dataclass
class Parties:
    """The rows, in the order in which they must be written."""

    customers: dict[str, Customer]
    """By the keys of their plans."""
    today: date
    staff: list[Base] = field(default_factory=list)
    sites: list[Base] = field(default_factory=list)
    people: list[Base] = field(default_factory=list)
    rest: list[Base] = field(default_factory=list)

    def batches(self) -> list[Sequence[Base]]:
        """After customers and service points."""
        return [self.staff, self.sites, self.people, self.rest]

    def at(self, days: int, hour: int = 9) -> datetime:
        """A time so many days ago."""
        return datetime.combine(self.today - timedelta(days=days), time(hour, 20), UTC)


def build_parties(customers: dict[str, Customer], today: date) -> Parties:
    """The rows; sets key accounts and proofs on the customers' own."""
    plan, parties = read_parties(), Parties(customers, today)
    for place, member in enumerate(plan.staff):
        parties.staff.append(_staff(member, parties.at(900 - 20 * place), parties))
    for company in plan.companies:
        _add_company(parties, company)
    for helper in plan.helpers:
        _add_person(parties, helper.customer, helper, None)
    for key in plan.proven:
        customers[key].ids_proven_at = parties.at(200)
        customers[key].id_paper = "identity_card" if customers[key].kind == "private" else "company_register"
    for key, picks in plan.preferences.items():
        _add_preferences(parties, key, picks)
    for key in customers:
        _add_consents(parties, key)
    _add_merged(parties, plan.merged)
    return parties


def _staff(member: StaffPlan, joined_at: datetime, parties: Parties) -> StaffMember:
    return StaffMember(
        id=row_id("staff", member.key),
        email=member.email,
        name=member.name,
        display_name=member.display,
        role=member.role,
        team=member.team,
        state="active" if member.left_days is None else "left",
        created_at=joined_at,
        left_at=None if member.left_days is None else parties.at(member.left_days),
    )


def _add_company(parties: Parties, company: CompanyPlan) -> None:
    customer = parties.customers[company.key]
    if company.key_account is not None:
        customer.key_account_id = row_id("staff", company.key_account)
    for site in company.sites:
        site_id = row_id(company.key, "site", site.name)
        above = None if site.below is None else row_id(company.key, "site", site.below)
        parties.sites.append(
            Site(id=site_id, customer_id=customer.id, parent_id=above, name=site.name, created_at=parties.at(500))
        )
        for name in site.points:
            point_id = row_id(company.key, name)
            parties.rest.append(SitePoint(id=row_id(point_id, "site"), site_id=site_id, service_point_id=point_id))
    for person in company.people:
        _add_person(parties, company.key, person, person.site)


def _add_person(parties: Parties, key: str, person: PersonPlan, site: str | None) -> None:
    customer = parties.customers[key]
    representative = Representative(
        id=row_id(key, "person", person.name),
        customer_id=customer.id,
        kind="helper" if customer.kind == "private" else "company",
        name=person.name,
        role=person.role,
        limit_amount=person.limit,
        site_id=None if site is None else row_id(key, "site", site),
        language=customer.language,
        state="active" if person.revoked_days is None else "revoked",
        created_at=parties.at(300),
        revoked_at=None if person.revoked_days is None else parties.at(person.revoked_days),
    )
    parties.people.append(representative)
    if person.phone:
        parties.rest.append(
            ContactAddress(
                id=row_id(representative.id, "phone"),
                customer_id=customer.id,
                representative_id=representative.id,
                kind="phone",
                value=_phone(len(parties.people), customer.country),
                confirmed_at=parties.at(299),
                created_at=parties.at(299),
            )
        )


def _phone(place: int, country: str) -> str:
    """In the same free ranges as the customers' (``identifiers.phone``), from their upper ends down."""
    return (
        f"+4822012{99 - place:02d}{(place * 41 + 5) % 100:02d}" if country == "PL" else f"+49176040690{99 - place:02d}"
    )


def _add_preferences(parties: Parties, key: str, picks: dict[str, str]) -> None:
    for event, kind in picks.items():
        parties.rest.append(
            EventPreference(
                id=row_id(key, "pick", event),
                customer_id=parties.customers[key].id,
                event=event,
                address_id=row_id(key, kind),
                changed_at=parties.at(90),
            )
        )


def _add_consents(parties: Parties, key: str) -> None:
    """Given, expired, withdrawn, or never asked, as chance has it; the same on every machine."""
    random, customer = Random(f"consents/{key}"), parties.customers[key]  # noqa: S311 - a demo, not a secret
    for purpose, channel, source in _ASKED:
        story = random.choice(("given", "given", "expired", "withdrawn", "never_asked"))
        if story == "never_asked":
            continue
        asked_days = random.randint(740, 900) if story == "expired" else random.randint(20, 300)
        asked_at = parties.at(asked_days, hour=11)
        given = ConsentEntry(
            id=row_id(key, "consent", purpose, channel),
            customer_id=customer.id,
            purpose=purpose,
            channel=channel,
            decision="given",
            source=source,
            text_version=f"{purpose.replace('_', '-')}-{asked_at.year}-{customer.language}",
            decided_at=asked_at,
            expires_at=expiry(purpose, asked_at, asked_at + timedelta(days=730) if story == "expired" else None),
            actor_kind="customer",
            actor_id=customer.id,
        )
        parties.rest.append(given)
        if story == "withdrawn":
            parties.rest.append(
                ConsentEntry(
                    id=row_id(given.id, "withdrawn"),
                    customer_id=customer.id,
                    purpose=purpose,
                    channel=channel,
                    decision="withdrawn",
                    source=source,
                    text_version=given.text_version,
                    decided_at=parties.at(asked_days - 15, hour=16),
                    actor_kind="customer",
                    actor_id=customer.id,
                )
            )


def _add_merged(parties: Parties, merged: MergedPlan) -> None:
    survivor = parties.customers[merged.key]
    record = Customer(
        id=row_id(merged.key, "second record"),
        customer_number=CustomerNumber.from_sequence(_MERGED_SEQUENCE).text,
        kind=survivor.kind,
        role=survivor.role,
        name=survivor.name,
        first_name=survivor.first_name,
        language=survivor.language,
        country=survivor.country,
        currency=survivor.currency,
        personal_id=survivor.personal_id,
        branch="telecom",
        ids_proven_at=parties.at(merged.days + 1),
        id_paper="identity_card",
        merged_into_id=survivor.id,
    )
    done = CustomerMerge(
        id=row_id(record.id, "merge"),
        survivor_id=survivor.id,
        merged_id=record.id,
        proven_by="personal_id",
        reason="Second record made with a phone contract",
        state="done",
        done_by=row_id("staff", "renate"),
        done_at=parties.at(merged.days),
    )
    parties.staff.append(record)
    parties.rest.append(done)
