"""The page about order kinds is made from the code."""

from pathlib import Path

from backend_api.orders.drawing import page
from backend_api.orders.machine import GATES
from backend_api.orders.registry import KINDS

PAGE = Path(__file__).parents[3] / "docs" / "orders.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m backend_api.orders.drawing > docs/orders.md"


def test_the_gates_are_drawn_as_every_kind_has_them() -> None:
    drawn = page()
    device = KINDS["device"].machine
    gates = [arrow for gate in GATES for arrow in device.moves_from(gate)]
    assert "    awaiting_approval --> cancelled: customer, partner, agent, back_office" in drawn
    for arrow in gates:
        to = "start" if arrow.to == device.start else arrow.to
        assert f"    {arrow.source} --> {to}: {', '.join(arrow.by)}" in drawn


def test_every_kind_and_arrow_is_drawn() -> None:
    drawn = page()
    for kind in KINDS.values():
        assert f"## `{kind.word}`" in drawn
        assert all(f"    {arrow.source} --> {arrow.to}: " in drawn for arrow in kind.machine.transitions)
