"""Who somebody is on a channel: by the address at most a little, by a code as on the web."""

from typing import Any

import pytest

from channels.contract import InboundKind
from tests.channels.fakes import PNG, House
from tests.channels.receiving.conftest import CHAT, Correspondent


async def test_a_phone_on_record_is_level_channel(house: House, phone: Correspondent) -> None:
    await phone.write("where is my order")
    claims = house.engine.claims()
    assert (claims["level"], claims["sub"]) == ("channel", "c-1")


async def test_an_unknown_phone_is_nobody(house: House, correspondent: Any) -> None:
    await correspondent("sms", "+4915199999999").write("where is my order")
    assert house.engine.claims()["level"] == "anonymous"


async def test_a_phone_confirmed_long_ago_has_to_be_proven_again(house: House, phone: Correspondent) -> None:
    house.clock.advance(days=300)
    await phone.write("hello")
    assert house.engine.claims()["level"] == "anonymous"
    await phone.write("number 12345674")
    await phone.write((await house.codes_sent(1))[-1])
    house.clock.advance(minutes=31)
    await phone.write("hello again")
    assert house.engine.claims()["level"] == "channel"


async def test_an_address_that_is_not_confirmed_is_nobody(house: House, correspondent: Any) -> None:
    await correspondent("sms", "+48500100100").write("hello")
    assert house.engine.claims()["level"] == "anonymous"


async def test_mail_counts_when_it_is_proven_to_come_from_there(house: House, mailbox: Correspondent) -> None:
    await mailbox.write("hello")
    assert house.engine.claims()["level"] == "channel"


async def test_a_claimed_sender_is_nobody_and_in_no_conversation_of_the_real_one(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    await mailbox.write("number 12345674")
    await mailbox.write((await house.codes_sent(1))[-1])
    await mailbox.write("my bill")
    assert house.engine.claims()["level"] == "verified"
    forger = correspondent("email", mailbox.address, proven=False)
    await forger.write("cancel everything")
    assert house.engine.claims()["level"] == "anonymous"
    assert house.engine.turns[-1]["state"] is None
    assert len(await house.rows("SELECT id FROM conversations WHERE channel = 'email'")) == 2


async def test_nobody_gets_a_code_for_a_claimed_sender(house: House, correspondent: Any) -> None:
    forger = correspondent("email", "anna@example.org", proven=False)
    await forger.write("number 12345674")
    assert house.sms.sent == []
    assert "cannot tell whether this mail really comes from you" in house.email.sent[-1][2]
    assert house.engine.claims()["level"] == "anonymous"


async def test_a_code_proves_on_telegram_and_links_the_chat(house: House, chat: Correspondent) -> None:
    await chat.write("hello")
    assert house.engine.claims()["level"] == "anonymous"
    await chat.write("number 12345674")
    (code,) = await house.codes_sent(1)
    await chat.write(code)
    assert house.engine.events()[-1]["event"] == "identity_changed"
    await chat.write("my bill")
    assert (house.engine.claims()["level"], house.engine.claims()["sub"]) == ("verified", "c-1")
    house.clock.advance(minutes=31)
    await chat.write("where is my order")
    assert (house.engine.claims()["level"], house.engine.claims()["sub"]) == ("channel", "c-1")
    texts = await house.rows("SELECT text FROM messages")
    assert not any(code in row["text"] for row in texts)


async def test_history_stays_when_an_unknown_sender_is_proven(house: House, chat: Correspondent) -> None:
    await chat.write("hello")
    await chat.write("number 12345674")
    await chat.write((await house.codes_sent(1))[-1])
    rows = await house.rows("SELECT DISTINCT conversation_id FROM messages")
    assert len(rows) == 1
    assert house.engine.turns[-1]["state"] is not None


async def test_a_shared_number_tells_whose_the_chat_is(house: House, chat: Correspondent) -> None:
    await chat.write(None, kind=InboundKind.CONTACT, data={"phone": "+4915112345678"})
    assert house.engine.events() == [{"event": "identity_changed", "data": {"level": "channel"}}]
    await chat.write("where is my order")
    assert (house.engine.claims()["level"], house.engine.claims()["sub"]) == ("channel", "c-1")


@pytest.mark.parametrize("phone", ["+4915199999999", "+48500100100"])
async def test_a_shared_number_nobody_has_confirmed_links_nothing(
    house: House, chat: Correspondent, phone: str
) -> None:
    await chat.write(None, kind=InboundKind.CONTACT, data={"phone": phone})
    assert "customer number" in house.telegram.made("sendMessage")[-1].fields["text"]
    await chat.write("where is my order")
    assert house.engine.claims()["level"] == "anonymous"


async def test_nobody_is_known_while_the_backend_is_silent(house: House, phone: Correspondent) -> None:
    house.backend.down = True
    await phone.write("there is a smell of gas")
    assert house.engine.claims()["level"] == "anonymous"
    assert house.sms.sent[-1][2] == "echo there is a smell of gas"


async def test_logs_name_no_address(house: House, phone: Correspondent, chat: Correspondent, capsys: Any) -> None:
    await phone.write("number 12345674")
    await chat.write("something secret")
    printed = capsys.readouterr().out
    assert printed
    for secret in (phone.address, CHAT, "something secret", "12345674"):
        assert secret not in printed


async def test_the_proof_brings_the_files_that_came_with_the_question(house: House, chat: Correspondent) -> None:
    await chat.write("here is my meter", files=(("meter.png", PNG),))
    await chat.write("number 12345674")
    await chat.write((await house.codes_sent(1))[-1])
    (event,) = house.engine.events()
    assert [file["title"] for file in event["attachments"]] == ["meter.png"]
    assert event["attachments"][0]["data"]
    house.clock.advance(minutes=31)
    await chat.write("number 12345674")
    await chat.write((await house.codes_sent(2))[-1])
    assert "attachments" not in house.engine.events()[-1]
