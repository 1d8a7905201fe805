"""What becomes of letters: sent, sent again, given up."""

import functools
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from channels.adapters.email import EmailAdapter, MailAccount
from channels.adapters.sms import SmsAdapter
from channels.addresses.models import AddressState
from channels.conversations import repository as conversations
from channels.conversations.repository import NewConversation
from channels.database import Database
from channels.errors import FinalError, TemporaryError, ThrottledError
from channels.keys import Keys
from channels.mail.layout import Look
from channels.outbox import repository
from channels.outbox.delivery import Delivery, pause_after
from channels.outbox.repository import Letter, Reported
from tests.channels.fakes import FakeClock, FakeProvider

if TYPE_CHECKING:
    from channels.contract import Adapter

KEYS = Keys("k" * 40)


class Post:
    """An outbox with one letter box."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock, self.provider = database, clock, FakeProvider()
        account = MailAccount("service@supplier.example", Look("Zorza"))
        built: dict[str, Adapter] = {
            "sms": SmsAdapter(self.provider),
            "email": EmailAdapter(account, None, clock),
        }
        self.undelivered: list[tuple[Reported, AddressState]] = []
        self.delivery = Delivery(database, built, KEYS, "gateway", clock, self.note)

    async def note(self, reported: Reported, state: AddressState) -> None:
        self.undelivered.append((reported, state))

    async def add(self, channel: str = "sms", minutes: float = 10) -> None:
        letter = Letter(channel, "+49", None, "words", self.clock() + timedelta(minutes=minutes))
        add = functools.partial(repository.add_letter, keys=KEYS, conversation_id="c", letter=letter, now=self.clock())
        await self.database.write(add)

    async def rows(self) -> list[tuple[str, str | None, str | None, int]]:
        query = text("SELECT status, failure, sealed, tries FROM outbox ORDER BY id")
        return [tuple(row) for row in await self.database.read(lambda c: c.execute(query).all())]


@pytest.fixture
async def post(any_database_url: str, clock: FakeClock) -> AsyncIterator[Post]:
    database = Database(any_database_url)
    new = NewConversation("c", "web_chat", "en", None, None)
    await database.write(functools.partial(conversations.create, new=new, now=clock()))
    yield Post(database, clock)
    database.close()


async def test_sent_once_and_forgotten(post: Post) -> None:
    await post.add()
    assert await post.delivery.send_due() == 1
    assert await post.delivery.send_due() == 0
    assert post.provider.sent == [("+49", None, "words")]
    assert await post.rows() == [("sent", None, None, 1)]


async def test_waiting_letters_are_sealed(post: Post) -> None:
    await post.add()
    ((_status, _failure, sealed, _tries),) = await post.rows()
    assert sealed
    assert "words" not in sealed
    assert "+49" not in sealed


async def test_again_later(post: Post) -> None:
    post.provider.failures = [TemporaryError("busy"), ThrottledError("throttled", 60), RuntimeError("bug")]
    await post.add(minutes=60)
    for seconds in (3, 61, 10):
        assert await post.delivery.send_due() == 1
        assert await post.delivery.send_due() == 0
        post.clock.advance(seconds=seconds)
    assert await post.delivery.send_due() == 1
    assert len(post.provider.sent) == 1


async def test_given_up(post: Post) -> None:
    post.provider.failures = [FinalError("unknown_number")]
    await post.add()
    await post.add(channel="email")
    await post.add(minutes=-1)
    assert await post.delivery.send_due() == 3
    assert sorted(row[:3] for row in await post.rows()) == [
        ("failed", "expired", None),
        ("failed", "no_provider", None),
        ("failed", "unknown_number", None),
    ]
    assert post.provider.sent == []


async def test_never_for_ever(post: Post) -> None:
    post.provider.failures = [TemporaryError("busy") for _ in range(20)]
    await post.add(minutes=10_000)
    for _ in range(20):
        await post.delivery.send_due()
        post.clock.advance(hours=2)
    assert (await post.rows())[0][:2] == ("failed", "busy")
    assert len(post.provider.failures) == 7


async def test_a_client_that_breaks_is_given_up_sooner(post: Post) -> None:
    post.provider.failures = [RuntimeError("bug") for _ in range(20)]
    await post.add(minutes=10_000)
    for _ in range(20):
        await post.delivery.send_due()
        post.clock.advance(minutes=11)
    assert (await post.rows())[0][:2] == ("failed", "adapter_failed")
    assert len(post.provider.failures) == 12


def test_pauses() -> None:
    assert pause_after(1, TemporaryError("x")) == timedelta(seconds=2)
    assert pause_after(3, TemporaryError("x")) == timedelta(seconds=8)
    assert pause_after(40, TemporaryError("x")) == timedelta(minutes=10)
    assert pause_after(1, ThrottledError("x", 90)) == timedelta(seconds=90)
