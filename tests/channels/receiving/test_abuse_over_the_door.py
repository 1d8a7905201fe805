"""Forged and replayed calls, and what Telegram brings besides plain messages (`threat-model.md` D7, D8, D9)."""

import hmac
import itertools
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from channels.adapters.sms import INBOUND_PATH, STATUS_PATH
from channels.adapters.telegram import WEBHOOK_PATH
from channels.adapters.telegram.adapter import SECRET_HEADER
from channels.settings import Settings
from tests.channels.adapters.sms.bench import SID
from tests.channels.adapters.telegram.standin import OLD_SECRET, SECRET
from tests.channels.fakes import FakeClock, says
from tests.channels.receiving.door import (
    AUTH_TOKEN,
    CHAT,
    PHONE,
    PROVIDERS,
    PUBLIC_URL,
    Act,
    Door,
    End,
    form,
    signed,
    told,
)

SHOWN = {SECRET_HEADER: SECRET}
GROUP, NEWS = "-1001234567890", "-1009876543210"


@pytest.fixture
async def door(settings: Settings, clock: FakeClock, house_with: Callable[..., Any]) -> AsyncIterator[Door]:
    async with house_with(settings.model_copy(update=PROVIDERS), clock) as house:
        yield Door(house)


FORGED_UPDATES: dict[str, tuple[Any, str]] = {
    # D7: the headers shown, and the address called.
    "no secret": ({}, WEBHOOK_PATH),
    "an empty one": ({SECRET_HEADER: ""}, WEBHOOK_PATH),
    "a guess of the same length": ({SECRET_HEADER: "x" * len(SECRET)}, WEBHOOK_PATH),
    "its beginning": ({SECRET_HEADER: SECRET[:-1]}, WEBHOOK_PATH),
    "more than it": ({SECRET_HEADER: SECRET + "x"}, WEBHOOK_PATH),
    "in other letters": ({SECRET_HEADER: SECRET.upper()}, WEBHOOK_PATH),
    "two known ones as one": ({SECRET_HEADER: f"{SECRET},{OLD_SECRET}"}, WEBHOOK_PATH),
    "beside a guess": ([(SECRET_HEADER, "x"), (SECRET_HEADER, SECRET)], WEBHOOK_PATH),
    "twice": ([(SECRET_HEADER, SECRET), (SECRET_HEADER, SECRET)], WEBHOOK_PATH),
    "in bytes of no alphabet": ({SECRET_HEADER: b"\xff\xfe"}, WEBHOOK_PATH),
    "in the URL alone": ({}, f"{WEBHOOK_PATH}?secret_token={SECRET}&{SECRET_HEADER}={SECRET}"),
    "in another header": ({"Authorization": f"Bearer {SECRET}", "X-Telegram-Secret": SECRET}, WEBHOOK_PATH),
    "Twilio's": ({SECRET_HEADER: AUTH_TOKEN}, WEBHOOK_PATH),
}


async def test_d7_a_forged_update_leaves_nothing_but_its_count(door: Door) -> None:
    for name, (headers, path) in FORGED_UPDATES.items():
        door.answers.clear()
        with capture_logs() as logs:
            await door.posts(told("text"), headers, path)
        counted = [(line["event"], line["code"]) for line in logs]
        assert counted == [("webhook_refused", "signature_invalid")], name
        assert await door.end() == End(answers=(403,)), name
        assert await door.is_untouched(), name
    assert not door.house.telegram.made("sendMessage", "sendChatAction")


@pytest.mark.parametrize("shown", [SECRET, OLD_SECRET, "x", "x" * len(SECRET), SECRET[:-1]])
async def test_d7_every_secret_is_compared_in_constant_time(
    door: Door, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is shown, it is held against each known secret, and by nothing that ends early."""
    compared: list[tuple[bytes, bytes]] = []
    digest = hmac.compare_digest

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return digest(one, other)

    monkeypatch.setattr("channels.adapters.telegram.adapter.hmac.compare_digest", compare)
    await door.updates("text", shown)
    assert compared == [(shown.encode(), SECRET.encode()), (shown.encode(), OLD_SECRET.encode())]
    assert door.answers == [200 if shown in (SECRET, OLD_SECRET) else 403]


def on_telegram(name: str, /, **changed: Any) -> Act:
    return lambda door: door.updates(name, **changed)


def presses(name: str = "button", /, **changed: Any) -> Act:
    """The first button that was offered last."""

    async def act(door: Door) -> None:
        markup = json.loads(door.house.telegram.made("sendMessage")[-1].fields["reply_markup"])
        token = markup["inline_keyboard"][0][0]["callback_data"]
        await door.updates(name, data=token, **changed)

    return act


def later(**span: float) -> Act:
    async def act(door: Door) -> None:
        door.house.clock.advance(**span)

    return act


async def types_the_code_by_editing(door: Door) -> None:
    (code,) = await door.house.codes_sent(1)
    await door.updates("edited_text", text=code)


async def _offers(turn: dict[str, Any]) -> dict[str, Any]:
    answer = says("Passt der 3. Dezember?")
    answer["replies"][0]["buttons"] = [{"title": "Ja", "intent": "affirm", "entities": {}}]
    return answer if "text" in turn["message"] else says("Gebucht.")


async def offers(door: Door) -> None:
    """The engine offers a button after each text."""
    door.house.engine.script = _offers


def person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Scrubbed", "language_code": "de"}


def contact(**fields: Any) -> dict[str, Any]:
    return {"phone_number": "4915112345678", "first_name": "Scrubbed", "user_id": int(CHAT)} | fields


HELLO = on_telegram("text", text="hello")
HELLO_ASKED, HELLO_SENT = "anonymous: hello", f"{CHAT} echo hello"
OFFERED = f"{CHAT} Passt der 3. Dezember?"
ELSEWHERE = {"chat": {"id": int(GROUP), "type": "supergroup", "title": "x"}}
FORWARDED = {"type": "user", "sender_user": person(int(CHAT)), "date": 1760785200}
REFUSED_CONTACT = End((200, 200), (HELLO_ASKED,), (f"{CHAT} <refused_contact>", HELLO_SENT), 2, 1)

BESIDES: dict[str, tuple[tuple[Act, ...], End]] = {
    # D8: what somebody does, and what is left of it.
    "a message and an edit of it": (
        (HELLO, on_telegram("edited_text", text="cancel my contract")),
        End((200, 200), (HELLO_ASKED,), (HELLO_SENT, f"{CHAT} <edit_not_taken>"), 2, 1),
    ),
    "an edit into a command": (
        (HELLO, on_telegram("edited_text", text="/stop")),
        End((200, 200), (HELLO_ASKED,), (HELLO_SENT, f"{CHAT} <edit_not_taken>"), 2, 1),
    ),
    "an edit of the words below a photo": (
        (HELLO, on_telegram("edited_text", text=None, caption="4711 kWh")),
        End((200, 200), (HELLO_ASKED,), (HELLO_SENT, f"{CHAT} <edit_not_taken>"), 2, 1),
    ),
    "an edit into the code": (
        (on_telegram("text", text="number 12345674"), types_the_code_by_editing, HELLO),
        End(
            (200, 200, 200),
            ("anonymous: number 12345674", HELLO_ASKED),
            (
                f"{PHONE} <code_text>",
                f"{CHAT} I have sent a code if that number is known.",
                f"{CHAT} <edit_not_taken>",
                HELLO_SENT,
            ),
            3,
            1,
        ),
    ),
    "an edit in a group": ((on_telegram("edited_in_group"),), End((200,))),
    "a message in a group, three times": (
        (on_telegram("group_text"),) * 3,
        End((200, 200, 200), (), (f"{GROUP} <refused_group>",), 1, 1),
    ),
    "a file in a group": (
        (on_telegram("document", **ELSEWHERE),),
        End((200,), (), (f"{GROUP} <refused_group>",), 1, 1),
    ),
    "the own contact in a group": (
        (on_telegram("contact_own", **ELSEWHERE), HELLO),
        End((200, 200), (HELLO_ASKED,), (f"{GROUP} <refused_group>", HELLO_SENT), 2, 2),
    ),
    "a button in a group": (
        (offers, HELLO, presses("button_in_group")),
        End((200, 200), (HELLO_ASKED,), (OFFERED, f"{GROUP} <refused_group>"), 2, 2),
    ),
    "being added to a group": ((on_telegram("added_to_group"),), End((200,))),
    "a post in a channel, twice": (
        (on_telegram("channel_post"),) * 2,
        End((200, 200), (), (f"{NEWS} <refused_channel>",), 1, 1),
    ),
    "an edited post in a channel": (
        (
            lambda door: door.posts(
                {"update_id": 1, "edited_channel_post": told("channel_post")["channel_post"]}, SHOWN
            ),
        ),
        End((200,)),
    ),
    "somebody who writes in another's private chat": (
        (on_telegram("text", **{"from": person(7000000009)}),),
        End((200,)),
    ),
    "another bot": ((on_telegram("text", **{"from": person(int(CHAT)) | {"is_bot": True}}),), End((200,))),
    "the own contact": (
        (on_telegram("contact_own", contact=contact()), HELLO),
        End(
            (200, 200),
            ("channel c-1: <identity_changed>", "channel c-1: hello"),
            (f'{CHAT} event identity_changed {{"level": "channel"}}', HELLO_SENT),
            2,
            1,
        ),
    ),
    "a forwarded contact": ((on_telegram("contact_forwarded"), HELLO), REFUSED_CONTACT),
    "somebody else's contact": (
        (on_telegram("contact_other", contact=contact(user_id=7000000009)), HELLO),
        REFUSED_CONTACT,
    ),
    "a contact that is nobody's": (
        (on_telegram("contact_other", contact=contact(user_id=None)), HELLO),
        REFUSED_CONTACT,
    ),
    "the owner's contact passed on by another": (
        (on_telegram("contact_own", contact=contact(user_id=7000000009), forward_origin=FORWARDED), HELLO),
        REFUSED_CONTACT,
    ),
    "a button in its time": (
        (offers, HELLO, presses()),
        End((200, 200), (HELLO_ASKED, "anonymous: affirm"), (OFFERED, f"{CHAT} Gebucht."), 2, 1),
    ),
    "a button after a day": (
        (offers, HELLO, later(hours=24, seconds=1), presses()),
        End((200, 200), (HELLO_ASKED,), (OFFERED, f"{CHAT} <button_expired>"), 2, 1),
    ),
    "a button below a message that Telegram has forgotten, after a day": (
        (offers, HELLO, later(hours=25), presses("button_old")),
        End((200, 200), (HELLO_ASKED,), (OFFERED, f"{CHAT} <button_expired>"), 2, 1),
    ),
    "another chat's button": (
        (
            offers,
            HELLO,
            presses(
                message={"message_id": 1, "date": 1, "chat": {"id": 7000000009, "type": "private"}},
                **{"from": person(7000000009)},
            ),
        ),
        End((200, 200), (HELLO_ASKED,), (OFFERED, "7000000009 <button_expired>"), 2, 2),
    ),
    "a button pressed in another's chat": (
        (offers, HELLO, presses(**{"from": person(7000000009)})),
        End((200, 200), (HELLO_ASKED,), (OFFERED,), 1, 1),
    ),
    "a made-up button": (
        (HELLO, on_telegram("button", data='/affirm{"customer_id": "c-1"}')),
        End((200, 200), (HELLO_ASKED,), (HELLO_SENT, f"{CHAT} <button_expired>"), 2, 1),
    ),
    "a button in no chat": ((on_telegram("button_inline"),), End((200,))),
}


@pytest.mark.parametrize("name", BESIDES)
async def test_d8_what_is_no_plain_message(door: Door, name: str) -> None:
    acts, end = BESIDES[name]
    for act in acts:
        await act(door)
    assert await door.end() == end
    groups = await door.house.rows("SELECT text FROM messages JOIN conversations c ON c.id = conversation_id")
    assert not any("12345674" in row["text"] for row in groups if "group" in name or "channel" in name)


async def test_d8_a_code_that_came_by_an_edit_is_not_kept(door: Door) -> None:
    await door.updates("text", text="number 12345674")
    await types_the_code_by_editing(door)
    (code,) = await door.house.codes_sent(1)
    assert not [row for row in await door.house.rows("SELECT text FROM messages") if code in row["text"]]


BODY = form("what is my bill")
INBOUND_URL = PUBLIC_URL + INBOUND_PATH
TWICE = BODY + "&From=%2B48500100100"
HIDDEN = BODY + "&%46rom=%2B48500100100"
EVIL = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}

FORGED_FORMS: dict[str, tuple[str, str | None, str, dict[str, str]]] = {
    # D9: the form, its signature, the address called, and headers besides.
    "no signature": (BODY, "", INBOUND_PATH, {}),
    "a guess": (BODY, "0" * 28, INBOUND_PATH, {}),
    "another's token": (BODY, signed(BODY, token="another"), INBOUND_PATH, {}),
    "an empty token": (BODY, signed(BODY, token=""), INBOUND_PATH, {}),
    "of the Host header": (BODY, signed(BODY, "https://evil.example" + INBOUND_PATH), INBOUND_PATH, EVIL),
    "of the address inside": (BODY, signed(BODY, "http://127.0.0.1:8000" + INBOUND_PATH), INBOUND_PATH, {}),
    "of another port": (BODY, signed(BODY, f"{PUBLIC_URL}:8443{INBOUND_PATH}"), INBOUND_PATH, {}),
    "without TLS": (BODY, signed(BODY, "http" + INBOUND_URL[5:]), INBOUND_PATH, {}),
    "of a report": (BODY, signed(BODY, PUBLIC_URL + STATUS_PATH), INBOUND_PATH, {}),
    "as a report": (BODY, signed(BODY), STATUS_PATH, {}),
    "a query added": (BODY, signed(BODY), INBOUND_PATH + "?From=%2B48500100100", {}),
    "words changed": (BODY.replace("bill", "meter"), signed(BODY), INBOUND_PATH, {}),
    "the sender changed": (BODY.replace("5112345678", "5199999999"), signed(BODY), INBOUND_PATH, {}),
    "a field added": (BODY + "&OptOutType=START", signed(BODY), INBOUND_PATH, {}),
    "a field left out": (BODY.rpartition("&")[0], signed(BODY), INBOUND_PATH, {}),
    "a sender added": (TWICE, signed(BODY), INBOUND_PATH, {}),
    "two senders, signed as the last": (TWICE, signed(TWICE), INBOUND_PATH, {}),
    "two senders, one spelt otherwise": (HIDDEN, signed(HIDDEN), INBOUND_PATH, {}),
    "the same sender twice": (BODY + "&From=%2B4915112345678", signed(BODY), INBOUND_PATH, {}),
    "two ids of a message": (BODY + "&MessageSid=x", signed(BODY + "&MessageSid=x"), INBOUND_PATH, {}),
    "an algorithm that is none": (
        BODY,
        signed(BODY),
        INBOUND_PATH,
        {"X-Twilio-Webhooks-Signature-Settings": "key=k,algorithm=NONE"},
    ),
}


async def test_d9_a_forged_form_leaves_nothing(door: Door) -> None:
    for name, (body, signature, path, headers) in FORGED_FORMS.items():
        door.answers.clear()
        await door.texts(body, path, signature, **headers)
        assert await door.end() == End(answers=(403,)), name
        assert await door.is_untouched(), name


def again(**more: str) -> Act:
    return lambda door: door.texts(BODY, **more)


def replayed(*answers: int) -> End:
    return End(answers, ("channel c-1: what is my bill",), (f"{PHONE} echo what is my bill",), 1, 1)


REPLAYS: dict[str, tuple[tuple[Act, ...], End]] = {
    "once, behind a proxy that rewrites the host": ((again(**EVIL),), replayed(200)),
    "five times": ((again(),) * 5, replayed(*[200] * 5)),
    "ten times at once": ((lambda door: door.at_once(*[door.texts(BODY) for _ in range(10)]),), replayed(*[200] * 10)),
    "hours and weeks later": (
        (again(), later(hours=2), again(), later(days=40), lambda door: door.house.gateway.sweep(), again()),
        replayed(200, 200, 200),
    ),
    "with Twilio's token for another try": (
        (again(), lambda door: door.texts(BODY, **{"I-Twilio-Idempotency-Token": "another"})),
        replayed(200, 200),
    ),
    "for another account": (
        (lambda door: door.says("what is my bill", AccountSid="AC" + "0" * 32),),
        End(answers=(422,)),
    ),
    "without an id": ((lambda door: door.says("what is my bill", MessageSid=""),), End(answers=(422,))),
}


@pytest.mark.parametrize("name", REPLAYS)
async def test_d9_a_form_that_comes_again_is_the_same_message(door: Door, name: str) -> None:
    acts, end = REPLAYS[name]
    for act in acts:
        await act(door)
    assert await door.end() == end


async def test_d9_a_replayed_report_closes_no_phone_that_works_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = (f"SM{number:032x}" for number in itertools.count(1))

    async def send(_to: str, **_said: Any) -> str:
        return next(ids)

    async def states() -> list[str]:
        found = await door.house.rows("SELECT state FROM channel_addresses WHERE channel = 'sms'")
        return [row["state"] for row in found]

    monkeypatch.setattr(door.house.sms, "send", send)
    await door.says("hello")
    report = urlencode(
        {"MessageSid": f"SM{2:032x}", "AccountSid": SID, "MessageStatus": "undelivered", "ErrorCode": "30005"}
    )
    await door.texts(report, STATUS_PATH)
    assert await states() == ["dead"]
    await door.says("hello again")
    for _time in range(3):
        await door.texts(report, STATUS_PATH)
    assert await states() == ["open"]
    assert door.answers == [200, 204, 200, 204, 204, 204]
