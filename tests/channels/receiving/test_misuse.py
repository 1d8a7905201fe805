"""What somebody could try to hear, or to do, in another's name."""

from typing import Any

from channels.contract import InboundKind
from channels.errors import AddressError
from tests.channels.fakes import House, says
from tests.channels.receiving.conftest import MAILBOX, PHONE, Correspondent, answers


def asks_to_go_on(house: House, channel: str) -> None:
    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        if turn["message"].get("text") != "go on there":
            return await house.engine.echo(turn)
        asked = [{"kind": "continue_on", "channel": channel, "address_kind": channel}]
        return says("Of course.", requests=asked, state={"count": 7})

    house.engine.script = script


async def test_a_proof_that_ran_out_links_nothing_and_takes_nothing_along(house: House, chat: Correspondent) -> None:
    visitor = await house.open(language="en")
    await visitor.prove()
    asks_to_go_on(house, "telegram")
    house.clock.advance(hours=3)
    said = (await visitor.say("go on there"))[-1]["text"]
    await chat.write(None, kind=InboundKind.STARTED, data={"token": said.rsplit("=", 1)[1]})
    assert house.engine.claims()["level"] == "anonymous"
    assert house.engine.turns[-1]["state"] is None


async def test_the_next_owner_of_a_number_cannot_take_the_former_ones_proof_along(
    house: House, phone: Correspondent, chat: Correspondent
) -> None:
    await phone.write("number 12345674")
    await phone.write((await house.codes_sent(1))[-1])
    house.clock.advance(days=370)
    asks_to_go_on(house, "telegram")
    await phone.write("go on there")
    await chat.write(None, kind=InboundKind.STARTED, data={"token": house.sms.sent[-1][2].rsplit("=", 1)[1]})
    await chat.write("my order")
    assert house.engine.claims()["level"] == "anonymous"


async def test_a_number_that_somebody_else_has_confirmed_since_is_theirs(house: House, phone: Correspondent) -> None:
    await phone.write("number 12345674")
    await phone.write((await house.codes_sent(1))[-1])
    house.clock.advance(days=200)
    known = house.backend.customers.by_number
    known["12345674"]["addresses"] = []
    mine = {"id": "n", "kind": "phone", "value": PHONE, "confirmed": True, "confirmed_at": house.clock().isoformat()}
    known["22222226"]["addresses"].append(mine)
    await phone.write("where is my order")
    assert house.engine.claims()["sub"] == "c-2"


async def test_a_parked_matter_of_a_forged_mail_is_taken_up_for_nobody(house: House, correspondent: Any) -> None:
    forger = correspondent("email", MAILBOX, proven=False)

    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        if "text" in turn["message"]:
            return says("Later.", requests=[{"kind": "park", "matter": "submit_meter_reading"}])
        return await house.engine.echo(turn)

    house.engine.script = script
    await forger.write("my reading is 99999")
    house.clock.advance(minutes=2)
    assert await house.gateway.parking.take_up_due() == 1
    await house.rest()
    assert house.engine.events()[-1]["event"] == "parked_due"
    assert house.engine.claims()["level"] == "anonymous"


async def test_a_helpers_number_is_worth_the_helpers_rights(house: House, chat: Correspondent) -> None:
    known = house.backend.customers.by_number
    phone = {"id": "h", "kind": "phone", "value": "+4915155555555", "confirmed": True}
    known["helper"] = {
        "customer_id": "c-1",
        "representative_id": "r-1",
        "roles": ["household_helper"],
        "language": "de",
        "addresses": [phone | {"confirmed_at": house.clock().isoformat()}],
    }
    await chat.write(None, kind=InboundKind.CONTACT, data={"phone": "+4915155555555"})
    await chat.write("my order")
    assert house.engine.claims()["roles"] == ["household_helper"]
    del known["helper"]
    await chat.write("my order")
    assert house.engine.claims()["level"] == "anonymous"


async def test_an_answer_to_a_letter_is_a_conversation_of_its_own(house: House, correspondent: Any) -> None:
    visitor = await house.open(language="en")
    await visitor.say("number 22222226")
    await house.rest()
    (row,) = await house.rows("SELECT id FROM outbox WHERE channel = 'email'")
    await correspondent("email", "piotr@example.org").write("thanks", data={"answers": [row["id"]]})
    assert house.email.sent[-1][2] == "echo thanks"
    assert not any(message["text"] == "thanks" for message in await visitor.all())


async def test_whoever_is_told_elsewhere_can_ask_there(house: House, phone: Correspondent) -> None:
    house.sms.failures = [AddressError("address_unknown")]
    await phone.write("hello")
    (row,) = await house.rows("SELECT id FROM outbox WHERE channel = 'email'")
    await Correspondent(house, "email", MAILBOX).write("what was it?", data={"answers": [row["id"]]})
    assert house.email.sent[-1][2] == "echo what was it?"


async def test_forged_third_parties_get_no_thanks(house: House, mailbox: Correspondent, correspondent: Any) -> None:
    await mailbox.write("I moved in")
    (row,) = await house.rows("SELECT case_token FROM conversations WHERE channel = 'email'")
    sent = len(house.email.sent)
    await correspondent("email", "victim@example.net", proven=False).write(
        "x", data={"case_tokens": [row["case_token"]]}
    )
    assert len(house.email.sent) == sent


async def test_a_second_mailbox_on_the_record_is_the_customers(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    record = house.backend.customers.by_number["12345674"]["addresses"]
    record.append(record[0] | {"id": "z", "value": "anna@work.example"})
    await mailbox.write("my move")
    (row,) = await house.rows("SELECT case_token FROM conversations WHERE channel = 'email'")
    await correspondent("email", "anna@work.example").write("the date", data={"case_tokens": [row["case_token"]]})
    assert house.email.sent[-1][:1] == ("anna@work.example",)
    assert house.email.sent[-1][2] == "echo the date"


async def test_what_one_customer_heard_is_not_sent_to_the_next(house: House) -> None:
    visitor = await house.open(language="en")
    await visitor.prove()
    await visitor.say("ANNA owes 42 euros")
    await visitor.say("number 22222226")
    await house.rest()
    code = "".join(letter for letter in house.email.sent[-1][2] if letter.isdigit())[:6]
    asks_to_go_on(house, "email")
    await visitor.say(code)
    await visitor.say("go on there")
    await house.rest()
    assert not any("ANNA" in text for _to, _subject, text in house.email.sent)


async def test_two_mails_are_answered_under_their_own_subjects(house: House, mailbox: Correspondent) -> None:
    for letter in "AB":
        await house.gateway.receiving.deliver(
            mailbox.received(letter, data={"reply_context": {"subject": f"Re: {letter}"}})
        )
    await house.rest()
    assert [(subject, text) for _to, subject, text in answers(house.email)] == [
        ("Re: A", "echo A"),
        ("Re: B", "echo B"),
    ]
