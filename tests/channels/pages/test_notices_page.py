"""One click ends notices, as mail providers and people do it."""

import email
import functools
import re
from email.policy import default
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.models import AddressState
from channels.contract import InboundKind
from channels.conversations import messages
from channels.conversations import repository as conversations
from channels.conversations.messages import Draft
from channels.links import NOTICES_PATH
from channels.mail.composing import Mail
from channels.outbox import repository as outbox
from channels.outbox.repository import Parcel
from tests.channels.fakes import House
from tests.channels.pages.conftest import PUBLIC_URL
from tests.channels.receiving.conftest import MAILBOX, Correspondent

if TYPE_CHECKING:
    from email.message import EmailMessage

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
NOTICE, ANSWER = outbox.BULK, outbox.PEOPLE


async def address_of(house: House, someone: Correspondent) -> tuple[str, str]:
    """Id of an address and of its conversation."""
    rows = await house.rows("SELECT id, conversation_id FROM channel_addresses WHERE channel = :c", c=someone.channel)
    return rows[0]["id"], rows[0]["conversation_id"]


async def link_for(house: House, someone: Correspondent) -> str:
    """The path of the link that ends the notices to somebody who has written to us."""
    await someone.write("hello")
    address_id, _conversation_id = await address_of(house, someone)
    assert house.gateway.notice_links is not None
    return house.gateway.notice_links.make(address_id).removeprefix(PUBLIC_URL)


async def tell(house: House, someone: Correspondent, text: str, priority: int) -> None:
    """Send something: what everybody gets, or what somebody asked for."""
    address_id, conversation_id = await address_of(house, someone)
    assert house.gateway.notice_links is not None
    extras = {"purpose": "notice", "unsubscribe_url": house.gateway.notice_links.make(address_id)}

    def queue(connection: Connection) -> None:
        seq = conversations.add_room(connection, conversation_id, 1)
        now = house.clock()
        draft = Draft(str(uuid4()), "system", text)
        messages.store(connection, conversation_id, [draft], last_seq=seq, at=now)
        talk = conversations.get(connection, conversation_id)
        outbox.add_messages(connection, talk, [Parcel(seq, seq, extras)], now, priority=priority)

    await house.gateway.database.write(queue)
    house.gateway.delivery.wake()
    await house.rest()


async def off_at(house: House) -> list[Any]:
    return [row["notices_off_at"] for row in await house.rows("SELECT notices_off_at FROM channel_addresses")]


async def test_one_click_of_a_mail_program(reached: House, mailbox: Correspondent) -> None:
    """From the header of a notice to the end of notices, without a cookie, an origin or a redirect."""
    await mailbox.write("hello")
    carried: list[EmailMessage] = []

    async def carry(mail: Mail) -> None:
        carried.append(email.message_from_bytes(mail.content, policy=default))

    reached.email.carry = carry  # type: ignore[method-assign]
    await tell(reached, mailbox, "Maintenance tonight", NOTICE)
    (mail,) = carried
    link = str(mail["List-Unsubscribe"]).strip("<>")
    assert link.startswith(PUBLIC_URL + NOTICES_PATH)
    answer = await reached.http.post(link.removeprefix(PUBLIC_URL), data=ONE_CLICK)
    assert (answer.status_code, answer.history) == (200, [])
    await tell(reached, mailbox, "Maintenance tomorrow", NOTICE)
    await tell(reached, mailbox, "Your answer", ANSWER)
    assert len(carried) == 2
    assert "Your answer" in carried[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    settled = await reached.rows("SELECT status, failure FROM outbox ORDER BY id DESC LIMIT 2")
    assert [(row["status"], row["failure"]) for row in settled] == [("sent", None), ("failed", "opted_out")]


async def test_looking_changes_nothing(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    before = await reached.rows("SELECT * FROM channel_addresses")
    for _ in range(3):
        answer = await reached.http.get(path)
        assert answer.status_code == 200
    await reached.http.get(f"{path}/again")
    assert await reached.rows("SELECT * FROM channel_addresses") == before
    assert re.findall(r'<form method="post" action="(.*?)">', answer.text) == [path]
    assert answer.text.count("<button") == 1


async def test_again_and_again_is_once(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    await reached.http.post(path, data=ONE_CLICK)
    (first,) = await off_at(reached)
    assert first is not None
    reached.clock.advance(days=1)
    answer = await reached.http.post(path, data=ONE_CLICK)
    assert answer.status_code == 200
    assert await off_at(reached) == [first]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://mail.example"},
        {"Cookie": "__Host-wattline-chat=x", "Origin": "https://mail.example"},
    ],
)
async def test_from_wherever_it_is_pressed(reached: House, mailbox: Correspondent, headers: dict[str, str]) -> None:
    path = await link_for(reached, mailbox)
    answer = await reached.http.post(path, content=b"--x\r\n", headers=headers)
    assert answer.status_code == 200
    assert None not in await off_at(reached)
    assert "set-cookie" not in answer.headers
    # The exception is for these links alone.
    other = await reached.http.post("/chat/sessions", headers=headers | {"Origin": "https://mail.example"})
    assert other.status_code == 403


async def test_the_button_back(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    page = (await reached.http.post(path)).text
    assert "You will get no more notices" in page
    (back,) = re.findall(r'<form method="post" action="(.*?)">', page)
    page = (await reached.http.post(back)).text
    assert "You will get our notices again" in page
    assert await off_at(reached) == [None]
    sent = len(reached.email.sent)
    await tell(reached, mailbox, "Maintenance", NOTICE)
    assert len(reached.email.sent) == sent + 1


async def test_the_records_hear_of_the_click_as_of_a_stop(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    reached.backend.down = True
    await reached.http.post(path, data=ONE_CLICK)
    assert await reached.gateway.parking.take_up_due() == 0
    reached.backend.down = False
    assert await reached.gateway.parking.take_up_due() == 1
    await reached.rest()
    assert set(reached.backend.withdrawn) == {"email"}
    told = len(reached.backend.withdrawn)
    await reached.http.post(path, data=ONE_CLICK)
    assert await reached.gateway.parking.take_up_due() == 0
    assert len(reached.backend.withdrawn) == told
    assert reached.engine.texts() == ["hello"]
    assert reached.engine.events() == []


async def test_what_the_records_refuse_now_they_hear_later(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    await reached.http.post(path)
    reached.backend.refuses_consents = True
    assert await reached.gateway.parking.take_up_due() == 1
    await reached.rest()
    assert await reached.gateway.parking.take_up_due() == 0
    reached.backend.refuses_consents = False
    reached.clock.advance(seconds=61)
    assert await reached.gateway.parking.take_up_due() == 1
    await reached.rest()
    assert set(reached.backend.withdrawn) == {"email"}


async def test_changed_back_before_the_records_heard_of_it(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    await reached.http.post(path)
    page = (await reached.http.post(f"{path}/again")).text
    assert "tell us once more" in page
    assert await reached.gateway.parking.take_up_due() == 0
    assert reached.backend.withdrawn == []


async def test_a_click_long_after_the_conversation(reached: House, mailbox: Correspondent) -> None:
    """The mail is kept for years, the conversation is not."""
    path = await link_for(reached, mailbox)
    await reached.gateway.database.write(lambda c: c.exec_driver_sql("DELETE FROM conversations"))
    await reached.http.post(path)
    assert await reached.gateway.parking.take_up_due() == 1
    await reached.rest()
    assert set(reached.backend.withdrawn) == {"email"}


async def test_start_by_mail_brings_them_back(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    await reached.http.post(path)
    await mailbox.write("START", kind=InboundKind.START)
    assert await off_at(reached) == [None]
    assert "our messages here again" in reached.email.sent[-1][2]


async def test_start_brings_them_back(reached: House, phone: Correspondent) -> None:
    path = await link_for(reached, phone)
    await reached.http.post(path)
    await phone.write("START", kind=InboundKind.START)
    assert await off_at(reached) == [None]
    await tell(reached, phone, "Maintenance", NOTICE)
    assert "Maintenance" in reached.sms.sent[-1][2]


async def test_a_stop_holds_until_a_start(reached: House, phone: Correspondent) -> None:
    path = await link_for(reached, phone)
    await phone.write("STOP", kind=InboundKind.STOP)
    sent = len(reached.sms.sent)
    await tell(reached, phone, "Maintenance", NOTICE)
    assert len(reached.sms.sent) == sent
    page = (await reached.http.post(f"{path}/again")).text
    assert "write START there" in page
    assert "<button" not in page
    await tell(reached, phone, "Maintenance", NOTICE)
    assert len(reached.sms.sent) == sent
    (row,) = await reached.rows("SELECT failure FROM outbox ORDER BY id DESC LIMIT 1")
    assert row["failure"] == "opted_out"
    (kept,) = await reached.rows("SELECT state FROM channel_addresses")
    assert kept["state"] == AddressState.OPTED_OUT


async def test_one_address_not_its_neighbours(reached: House, mailbox: Correspondent, phone: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    await phone.write("hello")
    await reached.http.post(path)
    rows = await reached.rows("SELECT channel, notices_off_at IS NULL AS welcome FROM channel_addresses")
    assert {row["channel"]: bool(row["welcome"]) for row in rows} == {"email": False, "sms": True}


async def test_guessed_links_change_nothing_and_look_the_same(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    (row,) = await reached.rows("SELECT id FROM channel_addresses")
    assert reached.gateway.notice_links is not None
    assert reached.gateway.links is not None
    signature = path.rpartition(".")[2]
    assert len(signature) * 6 >= 128
    unknown = reached.gateway.notice_links.make(str(uuid4())).removeprefix(PUBLIC_URL)
    other_kind = NOTICES_PATH + reached.gateway.links.make(row["id"]).rpartition("/")[2]
    wrong = [path[:-2], path + "A", f"{NOTICES_PATH}x", f"{NOTICES_PATH}{row['id']}", unknown, other_kind]
    answers = [await reached.http.request(method, one) for one in wrong for method in ("GET", "POST")]
    answers += [await reached.http.post(f"{one}/again") for one in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "Nothing has been changed" in answers[0].text
    assert await off_at(reached) == [None]


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Keine Mitteilungen mehr"), ("pl", "Nie chcę więcej powiadomień")]
)
async def test_in_the_language_of_the_conversation(
    reached: House, mailbox: Correspondent, language: str, words: str
) -> None:
    path = await link_for(reached, mailbox)
    await reached.gateway.database.write(
        lambda c: c.exec_driver_sql(f"UPDATE conversations SET language = '{language}'")
    )
    assert words in (await reached.http.get(path, headers={"Accept-Language": "en"})).text


async def test_a_wish_outlives_the_address_book(reached: House, mailbox: Correspondent, phone: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    await phone.write("STOP", kind=InboundKind.STOP)
    await Correspondent(reached, "telegram", "7000000001").write("hello")
    await reached.http.post(path)
    reached.clock.advance(days=400)
    await reached.gateway.sweep()
    kept = await reached.rows("SELECT channel FROM channel_addresses ORDER BY channel")
    assert [row["channel"] for row in kept] == ["email", "sms"]
    found = functools.partial(addresses.find, keys=reached.gateway.keys, channel="email", value=MAILBOX)
    assert await reached.gateway.database.read(found) is not None


async def test_no_other_site_hears_of_the_link(reached: House, mailbox: Correspondent) -> None:
    path = await link_for(reached, mailbox)
    headers = (await reached.http.get(path)).headers
    assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")
    assert headers["x-robots-tag"] == "noindex, nofollow"
