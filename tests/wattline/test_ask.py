"""The terminal asks the demo's backend as customers, staff and partners."""

from typing import TYPE_CHECKING

import pytest

from wattline.ask import NobodyFound, Who, ask

if TYPE_CHECKING:
    from tests.system.running import System

pytestmark = pytest.mark.system


def test_everybody_of_the_demo_can_be_asked_for(system: "System") -> None:
    number = next(entry["customer_number"] for entry in system.personas() if entry["customer_number"])
    own = ask(system.layout, Who(customer=number), "GET", "/customer", None)
    assert own.json()["customer_number"] == number
    served = ask(system.layout, Who(customer=number, staff="agent"), "GET", "/account", None)
    assert served.is_success
    staff = ask(system.layout, Who(staff="it"), "GET", "/staff/members", None)
    assert staff.is_success
    products = ask(system.layout, Who(), "GET", "/products", None)
    assert products.json()["items"]


@pytest.mark.parametrize("who", [Who(customer="00000000"), Who(partner="H-0"), Who(staff="boss")])
def test_who_is_not_there_is_named(system: "System", who: Who) -> None:
    with pytest.raises(NobodyFound, match="the demo has no"):
        ask(system.layout, who, "GET", "/customer", None)
