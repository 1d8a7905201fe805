"""A company's tree of sites over HTTP."""

from uuid import uuid4

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.customers.rows import COMPANY, GROUP, LOOSE_POINT, NORTH, SHOP, SHOP_POINT

BAKERY = world.uid(1000 + COMPANY)
OTHER = world.uid(2000 + COMPANY)


@pytest.mark.capability("B29")
def test_a_company_sees_its_whole_tree_at_once(api: Api) -> None:
    tree = api.json("/sites", OTHER)
    assert [(site["name"], site["depth"], site["service_points_total"]) for site in tree["items"]] == [
        ("Group", 1, 2),
        ("North", 2, 1),
        ("Shop Alster", 3, 1),
        ("South", 2, 1),
    ]
    assert [point["id"] for point in tree["without_site"]] == [str(world.uid(2000 + LOOSE_POINT))]
    assert api.json("/sites", world.ANNA.customer)["items"] == []


@pytest.mark.capability("B29")
def test_a_site_is_added_moved_and_given_points(api: Api) -> None:
    fact = api.fact(BAKERY, roles=["company_approves"])
    added = api.done("POST", "/sites", fact=fact, body={"name": "Site 15", "parent_id": str(world.uid(1000 + NORTH))})
    assert (added["depth"], added["service_points_total"]) == (3, 0)
    path = f"/sites/{added['id']}"
    moved = api.done("PUT", path, fact=fact, body={"name": "Site 15b", "parent_id": None})
    assert (moved["name"], moved["depth"]) == ("Site 15b", 1)
    points = {"service_point_ids": [str(world.uid(1000 + LOOSE_POINT))]}
    assert api.done("PUT", f"{path}/service-points", fact=fact, body=points)["service_points_total"] == 1
    assert api.json("/sites", BAKERY)["without_site"] == []
    assert api.done("PUT", f"{path}/service-points", fact=fact, body={"service_point_ids": []})["service_points"] == []


def test_a_tree_has_no_rings_no_strangers_and_an_end(api: Api) -> None:
    fact = api.fact(BAKERY, roles=["company_approves"])
    ring = {"name": "Group", "parent_id": str(world.uid(1000 + SHOP))}
    answer = api.ask("PUT", f"/sites/{world.uid(1000 + GROUP)}", fact=fact, body=ring)
    assert (answer.status_code, answer.json()["details"]) == (422, {"problem": "ring"})
    for parent in (world.uid(2000 + NORTH), uuid4()):
        stranger = api.ask("POST", "/sites", fact=fact, body={"name": "X", "parent_id": str(parent)})
        assert stranger.status_code == 404
    for point in (world.uid(2000 + SHOP_POINT), world.ANNA.flat, uuid4()):
        path = f"/sites/{world.uid(1000 + NORTH)}/service-points"
        assert api.ask("PUT", path, fact=fact, body={"service_point_ids": [str(point)]}).status_code == 404
    above = str(world.uid(1000 + SHOP))
    for _ in range(3):
        above = api.done("POST", "/sites", fact=fact, body={"name": "Deep", "parent_id": above})["id"]
    answer = api.ask("POST", "/sites", fact=fact, body={"name": "Deeper", "parent_id": above})
    assert answer.json()["details"] == {"problem": "too_deep"}
    private = api.ask("POST", "/sites", fact=api.fact(world.ANNA.customer), body={"name": "Garden"})
    assert private.json()["details"] == {"problem": "private_customer"}
