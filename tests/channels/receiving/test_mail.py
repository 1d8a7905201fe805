"""Mails about one case stay together, and strangers stay out."""

from typing import Any

from tests.channels.fakes import House
from tests.channels.receiving.conftest import Correspondent


async def case_token(house: House) -> str:
    (row,) = await house.rows("SELECT case_token FROM conversations WHERE channel = 'email'")
    return str(row["case_token"])


async def conversations(house: House) -> int:
    return len(await house.rows("SELECT id FROM conversations WHERE channel = 'email'"))


async def test_a_fresh_mail_with_another_subject_goes_on_in_the_same_case(house: House, mailbox: Correspondent) -> None:
    await mailbox.write("my meter", data={"reply_context": {"subject": "Re: meter"}})
    await mailbox.write("and now?", data={"reply_context": {"subject": "Re: ?"}})
    assert await conversations(house) == 1
    assert [subject for _to, subject, _text in house.email.sent] == ["Re: meter", "Re: ?"]


async def test_the_landlord_in_copy_is_heard_and_told_nothing(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    await mailbox.write("I moved in on the 1st")
    landlord = correspondent("email", "landlord@example.net")
    await landlord.write("She left the old flat clean.", data={"case_tokens": [await case_token(house)]})
    assert house.engine.texts() == ["I moved in on the 1st"]
    assert await conversations(house) == 1
    to, subject, text = house.email.sent[-1]
    assert to == "landlord@example.net"
    assert subject is not None
    assert "only our customer" in text
    assert "moved" not in text
    kept = await house.rows("SELECT sender, text FROM messages ORDER BY seq")
    assert ("party", "She left the old flat clean.") in [(row["sender"], row["text"]) for row in kept]


async def test_an_answer_to_a_mail_of_ours_by_a_stranger_opens_nothing(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    await mailbox.write("my bill")
    (row,) = await house.rows("SELECT id FROM outbox WHERE channel = 'email'")
    stranger = correspondent("email", "stranger@example.net")
    await stranger.write("and mine?", data={"answers": [row["id"]]})
    assert "echo" not in house.email.sent[-1][2]
    assert house.engine.texts() == ["my bill"]


async def test_another_mailbox_of_the_same_customer_is_a_party(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    work = correspondent("email", "anna@work.example")
    await work.write("number 12345674")
    await work.write((await house.codes_sent(1))[-1])
    token = await case_token(house)
    private = correspondent("email", "anna@example.org")
    await private.write("hello", data={})
    await private.write("number 12345674")
    await private.write((await house.codes_sent(2))[-1])
    await private.write("back to the first case", data={"case_tokens": [token]})
    assert house.email.sent[-1][0] == "anna@example.org"
    (row,) = await house.rows("SELECT conversation_id FROM messages WHERE text = 'back to the first case'")
    (case,) = await house.rows("SELECT id FROM conversations WHERE case_token = :token", token=token)
    assert row["conversation_id"] == case["id"]


async def test_several_questions_are_answered_in_one_mail(house: House, mailbox: Correspondent) -> None:
    paragraphs = ["1. When is it due?", "2. Can I pay by card?", "3. Who reads my meter?"]
    await mailbox.write("\n".join(paragraphs), data={"paragraphs": paragraphs})
    assert house.engine.texts() == ["When is it due?", "Can I pay by card?", "Who reads my meter?"]
    ((_to, _subject, text),) = house.email.sent
    assert text.index("echo When") < text.index("echo Can I pay") < text.index("echo Who reads")


async def test_two_mails_at_once_are_two_answers(house: House, mailbox: Correspondent) -> None:
    asked = [
        mailbox.received("one?", data={"paragraphs": ["one?"]}),
        mailbox.received("two?\n\nthree?", data={"paragraphs": ["two?", "three?"]}),
    ]
    for received in asked:
        await house.gateway.receiving.deliver(received)
    await house.rest()
    assert [text for _to, _subject, text in house.email.sent] == ["echo one?", "echo two?\n\necho three?"]


async def test_files_that_were_left_out_are_named(house: House, mailbox: Correspondent) -> None:
    left_out = [{"name": "scan.p7m", "reason": "encrypted"}]
    await mailbox.write("my paper", data={"left_out": left_out})
    assert "scan.p7m" in house.email.sent[-1][2]
    assert "echo my paper" in house.email.sent[-1][2]


async def test_an_absence_reply_is_kept_with_the_case_and_answered_by_nobody(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    await mailbox.write("I moved in")
    sent = len(house.email.sent)
    await mailbox.write("I am away until Monday", data={"unanswered": "auto_submitted"})
    landlord = correspondent("email", "landlord@example.net")
    await landlord.write("Away, too", data={"unanswered": "auto_submitted", "case_tokens": [await case_token(house)]})
    assert len(house.email.sent) == sent
    assert house.engine.texts() == ["I moved in"]
    kept = await house.rows("SELECT text FROM messages")
    assert {"I am away until Monday", "Away, too"} <= {row["text"] for row in kept}


async def test_who_was_in_copy_of_the_first_mail_joins_the_case(
    house: House, mailbox: Correspondent, correspondent: Any
) -> None:
    context = {"subject": "Re: flat", "in_reply_to": "a@work.example", "references": ["a@work.example"]}
    await mailbox.write("I moved in on the 1st", data={"reply_context": context})
    landlord = correspondent("email", "landlord@example.net")
    about = {"in_reply_to": ["a@work.example"], "cc": ["nobody@example.net", mailbox.address]}
    await landlord.write("She left the old flat clean.", data=about)
    assert house.engine.texts() == ["I moved in on the 1st"]
    assert await conversations(house) == 1
    assert "only our customer" in house.email.sent[-1][2]

    stranger = correspondent("email", "stranger@example.net")
    await stranger.write("What does she pay?", data=about | {"in_reply_to": ["b@work.example"]})
    assert await conversations(house) == 2
    kept = await house.rows("SELECT text FROM messages WHERE sender = 'party'")
    assert [row["text"] for row in kept] == ["She left the old flat clean."]
