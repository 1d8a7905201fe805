"""The page about order kinds is made from the code."""

from pathlib import Path

from backend_api.orders.drawing import page
from backend_api.orders.registry import KINDS

PAGE = Path(__file__).parents[3] / "docs" / "orders.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m backend_api.orders.drawing > docs/orders.md"


def test_every_kind_and_arrow_is_drawn() -> None:
    drawn = page()
    for kind in KINDS.values():
        assert f"## `{kind.word}`" in drawn
        assert all(f"    {arrow.source} --> {arrow.to}: " in drawn for arrow in kind.machine.transitions)
