"""Short signed links."""

from datetime import timedelta
from uuid import uuid4

import pytest

from channels.links import NOTICES_PATH, PATH, MessageLinks, NoticeLinks
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


def notice_token(secret: str = SECRET) -> tuple[str, str]:
    address_id = str(uuid4())
    link = NoticeLinks(secret, "https://chat.zorza.example/").make(address_id)
    start = "https://chat.zorza.example" + NOTICES_PATH
    assert link.startswith(start)
    return address_id, link.removeprefix(start)


def test_links_to_notices_there_and_back() -> None:
    address_id, made = notice_token()
    assert NoticeLinks(SECRET, "").read(made) == address_id
    assert NoticeLinks("x" * 40, "").read(made) is None


def test_every_changed_letter_of_a_link_to_notices_is_noticed() -> None:
    """But for the last one, of whose six bits two say nothing."""
    _address_id, made = notice_token()
    for place, letter in enumerate(made[:-1]):
        other = "A" if letter != "A" else "B"
        assert NoticeLinks(SECRET, "").read(made[:place] + other + made[place + 1 :]) is None
    for odd in ("", ".", "..", "a.b.c", made[:-1], made + "A", made.upper(), "ż" * 66, "x" * 10_000):
        assert NoticeLinks(SECRET, "").read(odd) is None


def test_one_kind_of_link_is_never_taken_for_the_other(clock: FakeClock) -> None:
    _address_id, made = notice_token()
    assert links(clock).read(made) is None
    assert NoticeLinks(SECRET, "").read(token(links(clock).make(str(uuid4())))) is None
