"""Short signed links."""

from datetime import timedelta
from uuid import uuid4

import pytest

from channels.links import PATH, MessageLinks
from tests.channels.fakes import FakeClock

SECRET = "k" * 40


def links(clock: FakeClock, secret: str = SECRET) -> MessageLinks:
    return MessageLinks(secret, "https://chat.zorza.example/", timedelta(days=30), clock)


def token(link: str) -> str:
    start = "https://chat.zorza.example" + PATH
    assert link.startswith(start)
    return link.removeprefix(start)


def test_there_and_back(clock: FakeClock) -> None:
    message_id = str(uuid4())
    link = links(clock).make(message_id)
    assert len(token(link)) == 46
    assert links(clock).read(token(link)) == message_id
    clock.advance(days=29)
    assert links(clock).read(token(link)) == message_id


def test_too_old(clock: FakeClock) -> None:
    made = token(links(clock).make(str(uuid4())))
    clock.advance(days=31)
    assert links(clock).read(made) is None


def test_other_key(clock: FakeClock) -> None:
    assert links(clock).read(token(links(clock, "x" * 40).make(str(uuid4())))) is None


def test_every_changed_letter_is_noticed(clock: FakeClock) -> None:
    """But for the last of the id, of whose six bits four say nothing: it is signed as it is written."""
    made = token(links(clock).make(str(uuid4())))
    for place, letter in enumerate(made):
        other = "A" if letter != "A" else "B"
        assert links(clock).read(made[:place] + other + made[place + 1 :]) is None
    for odd in ("", ".", "..", "a.b.c", made[:-1], made + "A", made.upper(), "ż" * 46, "x" * 10_000):
        assert links(clock).read(odd) is None


def test_ids_that_are_none(clock: FakeClock) -> None:
    with pytest.raises(ValueError, match="UUID"):
        links(clock).make("o-1")
