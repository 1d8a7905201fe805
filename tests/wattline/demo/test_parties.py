"""The demo's people: every role of staff, companies with rights and sites, consents in every state, a merged record."""

from datetime import UTC, date, datetime, time

import pytest

from backend_api.consents.models import ConsentEntry
from backend_api.consents.standing import standing
from backend_api.customers.models import Customer
from backend_api.merges.models import CustomerMerge
from backend_api.representatives.models import Representative
from backend_api.sites import tree
from backend_api.sites.models import Site, SitePoint
from backend_api.staff.models import StaffMember
from wattline.demo import dataset, plan
from wattline.demo.ids import row_id
from wattline.demo.parties import build_parties

TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, time(12), UTC)


@pytest.fixture(scope="module")
def customers() -> dict[str, Customer]:
    return {written.key: dataset.customer(written, place, TODAY) for place, written in enumerate(plan.customers())}


@pytest.fixture(scope="module")
def rows(customers: dict[str, Customer]) -> list[object]:
    return [row for batch in build_parties(customers, TODAY).batches() for row in batch]


def of_kind[Row](rows: list[object], kind: type[Row]) -> list[Row]:
    return [row for row in rows if isinstance(row, kind)]


def test_staff_of_every_role_and_one_who_left(rows: list[object]) -> None:
    staff = of_kind(rows, StaffMember)
    assert {one.role for one in staff} == {"agent", "team_lead", "back_office", "it"}
    assert {one.state for one in staff} == {"active", "left"}
    assert len({one.email for one in staff}) == len(staff)


@pytest.mark.capability("B29")
def test_the_bakery_has_a_tree_of_all_its_points_and_people_of_every_role(rows: list[object]) -> None:
    bakery = row_id("baeckerei-14-points")
    parents = {site.id: site.parent_id for site in of_kind(rows, Site) if site.customer_id == bakery}
    (top,) = [site for site, above in parents.items() if above is None]
    written = next(one for one in plan.customers() if one.key == "baeckerei-14-points")
    points = {row_id(written.key, point.name) for point in written.points}
    assert {
        one.service_point_id for one in of_kind(rows, SitePoint) if one.site_id in tree.below(parents, top)
    } == points
    people = [one for one in of_kind(rows, Representative) if one.customer_id == bakery]
    assert {(one.role, one.state) for one in people} >= {
        ("approves", "active"),
        ("orders", "active"),
        ("reads", "active"),
        ("orders", "revoked"),
    }


@pytest.mark.capability("B30")
def test_helpers_act_for_private_customers_and_never_approve(
    rows: list[object], customers: dict[str, Customer]
) -> None:
    kinds = {customer.id: customer.kind for customer in customers.values()}
    helpers = [one for one in of_kind(rows, Representative) if one.kind == "helper"]
    assert helpers
    assert {kinds[one.customer_id] for one in helpers} == {"private"}
    assert {one.role for one in helpers} == {"orders", "reads"}


def test_consents_stand_in_every_way(rows: list[object]) -> None:
    entries: dict[object, list[ConsentEntry]] = {}
    for one in of_kind(rows, ConsentEntry):
        entries.setdefault((one.customer_id, one.purpose, one.channel), []).append(one)
    stand = {standing(history, now=NOW).because for history in entries.values()}
    assert stand == {"given", "withdrawn", "expired"}


def test_a_second_record_was_merged(rows: list[object], customers: dict[str, Customer]) -> None:
    (merge,) = of_kind(rows, CustomerMerge)
    (record,) = of_kind(rows, Customer)
    survivor = customers["kaya-family-lines"]
    assert (merge.survivor_id, merge.merged_id) == (survivor.id, record.id)
    assert (record.merged_into_id, record.personal_id) == (survivor.id, survivor.personal_id)


def test_it_is_the_same_every_time(rows: list[object], customers: dict[str, Customer]) -> None:
    again = [row for batch in build_parties(customers, TODAY).batches() for row in batch]
    assert [(type(row), getattr(row, "id", None)) for row in again] == [
        (type(row), getattr(row, "id", None)) for row in rows
    ]
