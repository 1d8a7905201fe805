"""What tells who wrote a sentence is hidden before the sentence teaches anybody."""

import pytest

from channels.understanding.masking import masked


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("where is my money, customer 12345674", "where is my money, customer 12345678"),
        ("write to anna.k@example.com\nplease", "write to name@example.org please"),
        ("call +49 151 1234 5678 now", "call 12345678 now"),
        ("my iban is DE89 3704 0044 0532 0130 00", "my iban is 12345678"),
        ("R-2026-004711 is too high", "12345678 is too high"),
        ("Hallo, mein Name ist Julia Meier und ich ziehe um", "Hallo, mein Name ist und ich ziehe um"),
        ("I paid 84.20 in 2025", "I paid 84.20 in 2025"),
    ],
)
def test_masking(text: str, hidden: str) -> None:
    assert masked(text) == hidden
