"""An address that takes nothing is marked, and the customer hears of it elsewhere."""

from typing import Any

import pytest

from channels.contract import DeliveryStatus, StatusReport
from channels.errors import AddressError, BlockedError, ChannelError, OptedOutError
from tests.channels.fakes import House
from tests.channels.receiving.conftest import MAILBOX, Correspondent


async def states(house: House) -> list[str]:
    return [row["state"] for row in await house.rows("SELECT state FROM channel_addresses ORDER BY created_at")]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (BlockedError("blocked"), "blocked"),
        (OptedOutError("opted_out"), "opted_out"),
        (AddressError("address_unknown"), "dead"),
    ],
)
async def test_the_next_confirmed_address_is_told(
    house: House, phone: Correspondent, error: ChannelError, state: str
) -> None:
    house.sms.failures = [error]
    await phone.write("my secret question")
    await house.rest()
    assert await states(house) == [state]
    ((to, subject, text),) = house.email.sent
    assert to == MAILBOX
    assert subject is not None
    assert "text message" in text
    assert "secret" not in text


async def test_a_bounce_marks_the_address_on_the_record_too(house: House, mailbox: Correspondent) -> None:
    await mailbox.write("hello")
    (row,) = await house.rows("SELECT provider_id FROM outbox WHERE channel = 'email'")
    bounce = StatusReport("email", row["provider_id"], DeliveryStatus.FAILED, "address_unknown")
    await house.gateway.receiving.report(bounce)
    await house.gateway.receiving.report(bounce)
    await house.rest()
    assert await states(house) == ["dead"]
    assert house.backend.bounced == ["a"]
    assert [to for to, _subject, _text in house.sms.sent] == ["+4915112345678"]


async def test_whoever_writes_again_is_reached_again(house: House, phone: Correspondent) -> None:
    house.sms.failures = [BlockedError("blocked")]
    await phone.write("hello")
    await phone.write("hello?")
    assert await states(house) == ["open"]
    assert house.sms.sent[-1][2] == "echo hello?"


async def test_a_stranger_has_no_other_address(house: House, correspondent: Any) -> None:
    house.sms.failures = [AddressError("address_unknown")]
    await correspondent("sms", "+4915199999999").write("hello")
    assert house.email.sent == []


@pytest.mark.parametrize(
    "told", [[DeliveryStatus.DELIVERED, DeliveryStatus.READ], [DeliveryStatus.READ, DeliveryStatus.DELIVERED]]
)
async def test_states_of_a_message_only_go_on(house: House, phone: Correspondent, told: list[DeliveryStatus]) -> None:
    await phone.write("hello")
    for status in told:
        await house.gateway.receiving.report(StatusReport("sms", "p-2", status))
    (row,) = await house.rows("SELECT status FROM outbox WHERE provider_id = 'p-2'")
    assert row["status"] == "read"


async def test_a_report_of_something_unknown_is_nothing(house: House) -> None:
    await house.gateway.receiving.report(StatusReport("sms", "nobody", DeliveryStatus.FAILED, "address_unknown"))
    assert house.sms.sent == []


async def test_a_failed_message_lets_the_next_one_go(house: House, phone: Correspondent) -> None:
    house.sms.failures = [ChannelError("odd")]
    await phone.write("one")
    await phone.write("two")
    assert house.sms.sent[-1][2] == "echo two"
