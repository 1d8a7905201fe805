"""Every order kind there is; a new one is a file in ``kinds/`` and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.orders.errors import OrderInvalidError
from backend_api.orders.kinds import (
    accessory,
    contract_cancellation,
    device,
    meter_exchange,
    move_in,
    move_out,
    new_supply,
    number_porting,
    plan_change,
    renewal,
    replacement,
    return_,
    sim_activation,
    supplier_switch,
)
from backend_api.orders.machine import Machine

if TYPE_CHECKING:
    from backend_api.orders.kind import Kind

_MODULES = (
    new_supply,
    supplier_switch,
    renewal,
    plan_change,
    move_in,
    move_out,
    device,
    accessory,
    number_porting,
    sim_activation,
    return_,
    replacement,
    meter_exchange,
    contract_cancellation,
)

KINDS: dict[str, Kind] = {module.KIND.word: module.KIND for module in _MODULES}
"""By wire word, in the order of the documentation."""


def kind_of(word: str) -> Kind:
    """The kind with this wire word; raises OrderInvalidError."""
    kind = KINDS.get(word)
    if kind is None:
        raise OrderInvalidError({"kind": "unknown_kind"})
    return kind


def machine_of(word: str) -> Machine:
    """The state machine of a stored order; one whose kind was taken out since can be read and not be moved."""
    kind = KINDS.get(word)
    return Machine(kind=word, start="placed", transitions=(), done=()) if kind is None else kind.machine
