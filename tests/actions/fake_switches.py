"""A change of supplier that was rejected, and what the backend answers to every way on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.actions.fake_backend import GARAGE, switch

if TYPE_CHECKING:
    from tests.actions.fake_backend import FakeBackend


def record(code: str, **changes: Any) -> dict[str, Any]:
    rejected = switch(GARAGE, "rejected", 6, waiting_for="customer", reason_code=code)
    can = {"can_correct": False, "can_wait": False, "can_withdraw": True}
    return {**rejected, **can, "rejection": {"code": code}, **changes}


def reject_garage(backend: FakeBackend) -> None:
    """The grid operator knows another meter number."""
    known = record("meter_number_mismatch", can_correct=True, next_step_code="correct_meter_number")
    backend.answers |= {
        ("GET", "/switches"): {"items": [known], "total": 1},
        ("GET", f"/switches/{known['id']}"): known,
        ("POST", f"/switches/{known['id']}/corrections"): (201, record("", stage="sent_to_grid_operator")),
        ("POST", f"/switches/{known['id']}/waiting"): record("other_contract_running", start_on="2027-04-01"),
        ("POST", f"/switches/{known['id']}/withdrawal"): record("", stage="withdrawn"),
    }
