"""The first words to somebody whose message does not say what they speak."""

from typing import Any

import pytest

from channels.contract import InboundKind
from tests.channels.fakes import PNG, House, says
from tests.channels.receiving.conftest import Correspondent


def speaks(house: House, language: str) -> None:
    """From now on the engine is sure of a language."""

    async def script(_turn: dict[str, Any]) -> dict[str, Any]:
        return says("…", language=language)

    house.engine.script = script


@pytest.fixture(autouse=True)
def german(house: House) -> None:
    house.backend.speaks("de")


async def test_the_accounts_language_before_anything_was_said(house: House, mailbox: Correspondent) -> None:
    await mailbox.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "de"


async def test_a_photo_alone(house: House, correspondent: Any) -> None:
    await correspondent("email", "piotr@example.org").write(files=(("meter.png", PNG),))
    assert house.engine.turns[-1]["language"] == "pl"


async def test_our_own_words_too(house: House, mailbox: Correspondent) -> None:
    await mailbox.write(None, data={"refused": "too_large"})
    assert "zu groß" in house.email.sent[-1][2]


async def test_the_accounts_language_goes_before_where_a_phone_is_from(house: House, phone: Correspondent) -> None:
    house.backend.speaks("pl")
    await phone.write("O-1000001?", language="de")
    assert house.engine.turns[-1]["language"] == "pl"


async def test_what_was_spoken_last_elsewhere_goes_before_the_account(
    house: House, phone: Correspondent, mailbox: Correspondent, chat: Correspondent
) -> None:
    speaks(house, "pl")
    await mailbox.write("proszę po polsku")
    await phone.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "pl"
    speaks(house, "en")
    await mailbox.write("English again, please")
    await chat.write(None, kind=InboundKind.CONTACT, data={"phone": phone.address})
    assert house.engine.turns[-1]["language"] == "en"


async def test_what_was_spoken_at_a_mailbox_that_a_code_proved(
    house: House, phone: Correspondent, correspondent: Any
) -> None:
    work = correspondent("email", "anna@work.example")
    await work.write("number 12345674")
    await work.write((await house.codes_sent(1))[-1])
    speaks(house, "pl")
    await work.write("proszę po polsku")
    await phone.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "pl"


async def test_what_was_spoken_last_in_the_web_chat(house: House, phone: Correspondent, correspondent: Any) -> None:
    visitor = await house.open(language="de")
    await visitor.prove()
    speaks(house, "pl")
    await visitor.say("po polsku proszę")
    await phone.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "pl"
    await correspondent("email", "piotr@example.org").write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "pl"
    speaks(house, "en")
    await visitor.say("English now")
    await correspondent("sms", "+4915199999999").write("O-1000001?", language="de")
    assert house.engine.turns[-1]["language"] == "de"


async def test_what_is_spoken_in_a_conversation_stays(
    house: House, phone: Correspondent, mailbox: Correspondent
) -> None:
    speaks(house, "en")
    await phone.write("in English, please")
    speaks(house, "pl")
    await mailbox.write("a tutaj po polsku")
    await phone.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "en"
    await house.gateway.database.write(lambda c: c.exec_driver_sql("UPDATE conversations SET state = NULL"))
    await phone.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == "pl"


async def test_a_stranger_is_spoken_to_as_the_channel_hints(house: House, correspondent: Any) -> None:
    await correspondent("sms", "+48600100100").write("O-1000001?", language="pl")
    assert house.engine.turns[-1]["language"] == "pl"


async def test_a_claimed_sender_learns_nothing_of_the_account(house: House, correspondent: Any) -> None:
    await correspondent("email", "piotr@example.org", proven=False).write("O-1000001?")
    assert house.engine.turns[-1]["language"] == house.gateway.settings.default_language


async def test_the_guess_stands_while_nobody_can_say(house: House, mailbox: Correspondent) -> None:
    house.backend.down = True
    await mailbox.write("O-1000001?")
    assert house.engine.turns[-1]["language"] == house.gateway.settings.default_language
