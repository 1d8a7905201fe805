"""What the pages say about the whole paper."""

import pytest

from backend_api.documents.models import PageState
from backend_api.documents.pages import PageCheck, state_of, still_needed


@pytest.mark.parametrize(
    ("states", "unsigned", "whole", "needed"),
    [
        (["missing", "missing"], 0, "expected", [1, 2]),
        (["received", "missing"], 0, "incomplete", [2]),
        (["received", "received"], 0, "complete", []),
        (["received", "unreadable"], 0, "incomplete", [2]),
        (["accepted", "received"], 0, "complete", []),
        (["accepted", "accepted"], 0, "accepted", []),
        (["accepted", "received"], 2, "incomplete", [2]),
    ],
)
def test_the_whole_follows_from_its_pages(
    states: list[PageState], unsigned: int, whole: str, needed: list[int]
) -> None:
    pages = [
        PageCheck(place, state, needs_signature=place == unsigned, signature_seen=False if place == unsigned else None)
        for place, state in enumerate(states, start=1)
    ]
    assert (state_of(pages), still_needed(pages)) == (whole, needed)
