"""The comparison refuses an answer that came without the records."""

import pytest

from benchmarks.turns import NotLookedUpError, looked_up


@pytest.mark.parametrize(
    "answer",
    [
        "Your invoice R-2026-004711 is due on 2026-12-01.",
        "Your invoice R-2026-G0000001 is due on 2026-12-01.",
        "You have 84,00 € to pay.\n• R-2025-004012, flat, March 2025: 84,00 €, due by 1 December",
    ],
)
def test_answer_that_names_an_invoice_is_timed(answer: str) -> None:
    assert looked_up("ours", lambda: answer) >= 0


@pytest.mark.parametrize(
    ("side", "answer"),
    [
        ("stock", "This is the answer about nlu_fallback."),
        ("ours", "To look that up I need to know who you are. What is your customer number?"),
        ("ours", ""),
    ],
)
def test_answer_without_an_invoice_ends_the_benchmark(side: str, answer: str) -> None:
    with pytest.raises(NotLookedUpError, match=f"{side} named no invoice"):
        looked_up(side, lambda: answer)
