"""Each kind's machine is sound, and refuses what its arrows do not allow."""

import pytest

from backend_api.orders.errors import OrderInvalidError, OrderMoveRefusedError
from backend_api.orders.machine import Machine, Transition
from backend_api.orders.registry import KINDS, kind_of, machine_of
from backend_api.switches.models import STAGE_POSITIONS

DEVICE = machine_of("device")


def refused(machine: Machine, state: str, to: str, by: str) -> str:
    with pytest.raises(OrderMoveRefusedError) as caught:
        machine.apply(state, to, by)  # type: ignore[arg-type]
    assert caught.value.state == state
    return caught.value.problem


def test_there_are_the_kinds_of_the_specification() -> None:
    assert list(KINDS) == [
        "new_supply",
        "supplier_switch",
        "renewal",
        "plan_change",
        "move_in",
        "move_out",
        "device",
        "accessory",
        "number_porting",
        "sim_activation",
        "return",
        "replacement",
        "meter_exchange",
        "contract_cancellation",
    ]
    with pytest.raises(OrderInvalidError):
        kind_of("pizza")


@pytest.mark.parametrize("word", list(KINDS))
def test_a_machine_is_sound(word: str) -> None:
    machine = machine_of(word)
    assert machine.kind == word
    assert machine.problems() == []
    assert machine.terminal
    assert all(machine.outcome(state) == "open" for state in set(machine.states) - set(machine.terminal))


def test_a_switch_has_the_neutral_stages() -> None:
    gates = {"awaiting_customer", "awaiting_approval", "declined"}
    assert set(machine_of("supplier_switch").states) - gates == {*STAGE_POSITIONS, "withdrawn"}


def test_moves_follow_the_arrows() -> None:
    assert DEVICE.apply("placed", "confirmed", "erp") == "confirmed"
    assert refused(DEVICE, "placed", "delivered", "erp") == "not_from_here"
    assert refused(DEVICE, "delivered", "packed", "erp") == "over"
    assert refused(DEVICE, "placed", "melted", "erp") == "unknown_state"
    assert refused(DEVICE, "placed", "confirmed", "customer") == "not_by_you"


def test_gates_are_before_every_kind() -> None:
    assert DEVICE.apply("awaiting_customer", "placed", "customer") == "placed"
    assert refused(DEVICE, "awaiting_customer", "placed", "partner") == "not_by_you"
    assert DEVICE.apply("awaiting_approval", "placed", "approver") == "placed"
    assert refused(DEVICE, "awaiting_approval", "placed", "customer") == "not_by_you"
    assert DEVICE.apply("awaiting_approval", "cancelled", "customer") == "cancelled"
    assert (DEVICE.waits_for("awaiting_customer"), DEVICE.waits_for("awaiting_approval")) == ("customer", "approver")


def test_cancelling_is_possible_where_it_is_declared() -> None:
    assert DEVICE.apply("back_ordered", "cancelled", "agent") == "cancelled"
    assert refused(DEVICE, "packed", "cancelled", "customer") == "not_from_here"
    assert machine_of("supplier_switch").cancelled_as == "withdrawn"


def test_the_usual_way_has_a_length() -> None:
    assert DEVICE.usual_days("placed") == 5
    assert DEVICE.usual_days("handed_over") == 2
    assert DEVICE.usual_days("delivered") == 0
    assert machine_of("supplier_switch").keeps_promise("active")
    assert machine_of("supplier_switch").outcome("active") == "open"


def test_a_wrong_declaration_is_named() -> None:
    machine = Machine(
        kind="broken",
        start="placed",
        transitions=(Transition("placed", "lost", ("erp",)), Transition("island", "done", ("erp",))),
        done=("done",),
        changeable=("gone",),
    )
    assert machine.problems() == [
        "gone is not a state",
        "nothing leads out of lost",
        "nothing leads to done",
        "nothing leads to island",
        "the usual way does not keep the promise",
    ]
