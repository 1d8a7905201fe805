"""What the customer can do about a switch, from the stage it has reached; no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.orders.registry import machine_of

if TYPE_CHECKING:
    from backend_api.orders.machine import Mover
    from backend_api.switches.models import SupplierSwitch

_ALWAYS = ("signed", "cooling_off", "rejected")


def can_correct(switch: SupplierSwitch) -> bool:
    """A rejected request can be sent again with what was wrong put right, unless a contract simply runs elsewhere."""
    return (
        switch.order.state == "rejected"
        and switch.direction == "incoming"
        and switch.reason_code != "other_contract_running"
    )


def can_wait(switch: SupplierSwitch) -> bool:
    """Another contract is running, and the customer has not chosen yet."""
    return switch.order.outcome == "open" and switch.next_step_code == "choose_wait_or_withdraw"


def can_withdraw(switch: SupplierSwitch, *, is_fresh: bool) -> bool:
    """Give up a switch to us: before anything was sent, after a rejection, or while its contract may be withdrawn from.

    Args:
        switch: The request.
        is_fresh: Its contract is so new that there is a right of withdrawal (``contracts/withdrawal.py``).
    """
    if switch.direction == "outgoing" or not may_move(switch.order.state, "withdrawn", "customer"):
        return False
    return is_fresh or switch.order.state in _ALWAYS


def may_move(state: str, to: str, by: Mover) -> bool:
    """Whether the machine of supplier switches has this arrow for this mover."""
    return any(arrow.to == to and by in arrow.by for arrow in machine_of("supplier_switch").moves_from(state))
