"""Message ids have no brackets inside, and nothing else may stand in a header."""

import pytest

from channels.mail.message_ids import LONGEST_MESSAGE_ID, MOST_MESSAGE_IDS, is_message_id, message_ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a@b>", ("a@b",)),
        (" <a@b>\t<c@d> (words)", ("a@b", "c@d")),
        ("a@b", ()),
        ("<a b@c>", ()),
        ("<>", ()),
        ("<<a@b>>", ("a@b",)),
        ("<ż@b>", ()),
        (f"<{'x' * (LONGEST_MESSAGE_ID + 1)}>", ()),
    ],
)
def test_message_ids(text: str, found: tuple[str, ...]) -> None:
    assert message_ids(text) == found
    assert all(map(is_message_id, found))


def test_the_last_ones_are_kept() -> None:
    many = [f"m{number}@b" for number in range(MOST_MESSAGE_IDS + 5)]
    assert message_ids("".join(f"<{name}>" for name in many)) == tuple(many[5:])


@pytest.mark.parametrize("text", ["", "a b", "a>b", "<a", "a\r\nBcc: x", "ż", "x" * (LONGEST_MESSAGE_ID + 1)])
def test_no_message_id(text: str) -> None:
    assert not is_message_id(text)
