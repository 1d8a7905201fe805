"""What a phone number is worth when anybody may write under it, or it has a new owner (`threat-model.md` D10, D11)."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from channels.settings import Settings
from tests.channels.fakes import FakeClock, says
from tests.channels.receiving.door import CHAT, PHONE, PROVIDERS, Act, Door, End

STRANGER, NEW_PHONE = "+4915199999999", "+4915177777777"


@pytest.fixture
async def door(settings: Settings, clock: FakeClock, house_with: Callable[..., Any]) -> AsyncIterator[Door]:
    async with house_with(settings.model_copy(update=PROVIDERS), clock) as house:
        yield Door(house)


def spoofs(text: str, **fields: str) -> Act:
    """A text message that seems to come from the phone on the record."""
    return lambda door: door.says(text, **fields)


def wants(*requests: dict[str, Any]) -> Act:
    """From now on the engine asks for these, whatever is said; it knows nothing of who may."""

    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        said = turn["message"].get("text") or f"<{turn['message'].get('event')}>"
        return says(f"echo {said}", requests=list(requests) if "text" in turn["message"] else [])

    async def act(door: Door) -> None:
        door.house.engine.script = script

    return act


def later(**span: float) -> Act:
    async def act(door: Door) -> None:
        door.house.clock.advance(**span)

    return act


async def owner_proves_on_the_web(door: Door) -> None:
    """And forgets what was sent and asked meanwhile."""
    visitor = await door.house.open(language="en")
    await visitor.prove()
    await door.house.rest()
    door.house.sms.sent.clear()
    door.house.engine.turns.clear()


async def guesses(door: Door) -> None:
    (code,) = await door.house.codes_sent(1)
    for number in range(1, 7):
        await door.says(f"{(int(code) + number) % 1_000_000:06d}")


async def types_the_code(door: Door) -> None:
    await door.says((await door.house.codes_sent(1))[-1])


def to_owner(*texts: str) -> tuple[str, ...]:
    return tuple(f"{PHONE} {text}" for text in texts)


FRESH = wants({"kind": "send_code", "bound_to": "contract:4711"})
NEW_NUMBER = wants({"kind": "send_code", "confirms_address": "n"})
BY_MAIL = wants({"kind": "continue_on", "channel": "email", "address_kind": "email"})
BY_LINK = wants({"kind": "continue_on", "channel": "telegram", "address_kind": "telegram"})
RECEIPT = wants({"kind": "receipt", "numbers": ["T-1"]})
NOTHING = End(answers=(200,))

SPOOFED: dict[str, tuple[tuple[Act, ...], End]] = {
    # D10: what somebody does under the customer's number; what the engine hears of who it is, and what goes where.
    "asks": (
        (spoofs("my bill"),),
        End((200,), ("channel c-1: my bill",), to_owner("echo my bill"), 1, 1),
    ),
    "says so": (
        (spoofs("I am verified, my level is fresh and my customer id is c-2"),),
        End(
            (200,),
            ("channel c-1: I am verified, my level is fresh and my customer id is c-2",),
            to_owner("echo I am verified, my level is fresh and my customer id is c-2"),
            1,
            1,
        ),
    ),
    "asks while the owner is proven on the web": (
        (owner_proves_on_the_web, spoofs("my bill")),
        End((200,), ("channel c-1: my bill",), to_owner("echo my bill"), 4, 2),
    ),
    "spells the number otherwise": (
        (spoofs("my bill", From="+49 (151) 1234-5678"), spoofs("and now", From="+4915112345678")),
        End(
            (200, 200),
            ("channel c-1: my bill", "channel c-1: and now"),
            to_owner("echo my bill", "echo and now"),
            2,
            1,
        ),
    ),
    "asks for a code to change something": (
        (FRESH, spoofs("cancel my contract")),
        End(
            (200,),
            ("channel c-1: cancel my contract",),
            to_owner("echo cancel my contract", "<fresh_code_cannot_be_sent>"),
            1,
            1,
        ),
    ),
    "asks for a code to a new number": (
        (NEW_NUMBER, spoofs("my new number is +4915177777777")),
        End(
            (200,),
            ("channel c-1: my new number is +4915177777777",),
            to_owner("echo my new number is +4915177777777", "<address_code_cannot_be_sent>"),
            1,
            1,
        ),
    ),
    "asks for it by mail": (
        (BY_MAIL, spoofs("send it to my mail")),
        End(
            (200,), ("channel c-1: send it to my mail",), to_owner("echo send it to my mail", "<cannot_pass_on>"), 1, 1
        ),
    ),
    "asks for a receipt": (
        (RECEIPT, spoofs("write it down")),
        End((200,), ("channel c-1: write it down",), to_owner("echo write it down"), 1, 1),
    ),
    "asks for the code and guesses it": (
        (spoofs("number 12345674"), guesses, spoofs("my bill")),
        End(
            (200,) * 8,
            ("channel c-1: number 12345674", *["channel c-1: <code_refused>"] * 6, "channel c-1: my bill"),
            to_owner(
                "<code_text>",
                "I have sent a code if that number is known.",
                *[f'event code_refused {{"reason": "wrong", "tries_left": {left}}}' for left in (4, 3, 2, 1)],
                *['event code_refused {"reason": "too_many", "tries_left": 0}'] * 2,
                "echo my bill",
            ),
            8,
            1,
        ),
    ),
    "asks for another customer's code": (
        (spoofs("number 22222226"),),
        End(
            (200,),
            ("channel c-1: number 22222226",),
            (*to_owner("I have sent a code if that number is known."), "piotr@example.org <code_text>"),
            1,
            1,
        ),
    ),
    "a number on no record": (
        (spoofs("my bill", From=STRANGER),),
        End((200,), ("anonymous: my bill",), (f"{STRANGER} echo my bill",), 1, 1),
    ),
    "a number on the record that nobody confirmed": (
        (spoofs("my bill", From="+48500100100"),),
        End((200,), ("anonymous: my bill",), ("+48500100100 echo my bill",), 1, 1),
    ),
    "our own name": ((spoofs("call us", From="Zorza"),), NOTHING),
    "our own number": ((spoofs("my bill", From="+4930901820"),), NOTHING),
    "a short code": ((spoofs("my bill", From="72575"),), NOTHING),
    "another network": ((spoofs("my bill", From=f"whatsapp:{PHONE}"),), NOTHING),
}


@pytest.mark.parametrize("name", SPOOFED)
async def test_d10_a_sender_of_a_text_message_is_level_channel_at_most(door: Door, name: str) -> None:
    acts, end = SPOOFED[name]
    for act in acts:
        await act(door)
    assert await door.end() == end
    assert not door.house.backend.confirmed


async def test_d10_a_link_that_was_asked_for_under_a_number_ties_no_chat_to_its_owner(door: Door) -> None:
    await BY_LINK(door)
    await door.says("go on in Telegram")
    (link,) = [text for _to, _subject, text in door.house.sms.sent if "start=" in text]
    door.house.engine.script = None
    await door.updates("start_link", text=f"/start {link.rsplit('=', 1)[1]}")
    await door.updates("text", text="my bill")
    assert (await door.end()).asked[-2:] == ("anonymous: <conversation_continued>", "anonymous: my bill")


def confirmed(**ago: float) -> Act:
    """When the phone on the record was last proven to be the customer's."""

    async def act(door: Door) -> None:
        found = door.house.clock() - timedelta(**ago) if ago else None
        (phone,) = [one for one in _record(door) if one["kind"] == "phone"]
        phone["confirmed_at"] = None if found is None else found.isoformat()

    return act


def _record(door: Door) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.house.backend.customers.by_number["12345674"]["addresses"]
    return found


async def new_number_on_record(door: Door) -> None:
    _record(door).append({"id": "n", "kind": "phone", "value": NEW_PHONE, "confirmed": False})


def shares_contact(phone: str = PHONE) -> Act:
    contact = {"phone_number": phone, "first_name": "x", "user_id": int(CHAT)}
    return lambda door: door.updates("contact_own", contact=contact)


def on_telegram(text: str) -> Act:
    return lambda door: door.updates("text", text=text)


async def types_it_from_the_new_phone(door: Door) -> None:
    await door.says((await door.house.codes_sent(2))[-1], From=NEW_PHONE)


HELLO_TO_OWNER = to_owner("echo hello")
ANONYMOUS = End((200,), ("anonymous: hello",), HELLO_TO_OWNER, 1, 1)
CODE_SENT = "I have sent a code if that number is known."
IDENTITY_CHANGED = 'event identity_changed {"level": "verified"}'

RECYCLED: dict[str, tuple[tuple[Act, ...], End]] = {
    # D11: how old the proof is, what whoever has the number now does, and for whom it is taken.
    "364 days": (
        (confirmed(days=364), spoofs("hello")),
        End((200,), ("channel c-1: hello",), HELLO_TO_OWNER, 1, 1),
    ),
    "366 days": ((confirmed(days=366), spoofs("hello")), ANONYMOUS),
    "nobody knows since when": ((confirmed(), spoofs("hello")), ANONYMOUS),
    "366 days, asks for a code without a number": (
        (confirmed(days=366), wants({"kind": "identify", "number": None}), spoofs("hello")),
        End((200,), ("anonymous: hello",), to_owner("echo hello", "<number_needed>"), 1, 1),
    ),
    "366 days, shares the number on Telegram": (
        (confirmed(days=366), shares_contact(), on_telegram("hello")),
        End((200, 200), ("anonymous: hello",), (f"{CHAT} <contact_unknown>", f"{CHAT} echo hello"), 2, 1),
    ),
    "364 days, shares the number on Telegram": (
        (confirmed(days=364), shares_contact(), on_telegram("hello")),
        End(
            (200, 200),
            ("channel c-1: <identity_changed>", "channel c-1: hello"),
            (f'{CHAT} event identity_changed {{"level": "channel"}}', f"{CHAT} echo hello"),
            2,
            1,
        ),
    ),
    "a chat that was linked by that number 366 days ago": (
        (shares_contact(), later(days=366), on_telegram("hello")),
        End(
            (200, 200),
            ("channel c-1: <identity_changed>", "anonymous: hello"),
            (f'{CHAT} event identity_changed {{"level": "channel"}}', f"{CHAT} echo hello"),
            2,
            1,
        ),
    ),
    "366 days, proven again by number and code": (
        (confirmed(days=366), spoofs("number 12345674"), types_the_code, later(minutes=31), spoofs("hello")),
        End(
            (200, 200, 200),
            ("anonymous: number 12345674", "verified c-1: <identity_changed>", "channel c-1: hello"),
            to_owner("<code_text>", CODE_SENT, IDENTITY_CHANGED, "echo hello"),
            3,
            1,
        ),
    ),
    "and 366 days after that": (
        (spoofs("number 12345674"), types_the_code, later(days=366), spoofs("hello")),
        End(
            (200, 200, 200),
            ("channel c-1: number 12345674", "verified c-1: <identity_changed>", "anonymous: hello"),
            to_owner("<code_text>", CODE_SENT, IDENTITY_CHANGED, "echo hello"),
            3,
            1,
        ),
    ),
    "366 days, wants another number put in": (
        (confirmed(days=366), new_number_on_record, NEW_NUMBER, spoofs("hello")),
        End((200,), ("anonymous: hello",), to_owner("echo hello", "<address_code_cannot_be_sent>"), 1, 1),
    ),
    "the new number wants to be put in": (
        (new_number_on_record, NEW_NUMBER, spoofs("hello", From=NEW_PHONE)),
        End(
            (200,),
            ("anonymous: hello",),
            (f"{NEW_PHONE} echo hello", f"{NEW_PHONE} <address_code_cannot_be_sent>"),
            1,
            1,
        ),
    ),
    "the new number types the code that the old one has asked for": (
        (
            new_number_on_record,
            spoofs("number 12345674"),
            types_the_code,
            NEW_NUMBER,
            spoofs("change my number"),
            wants(),
            types_it_from_the_new_phone,
        ),
        End(
            (200,) * 4,
            (
                "channel c-1: number 12345674",
                "verified c-1: <identity_changed>",
                "verified c-1: change my number",
                "anonymous: <code>",
            ),
            (
                *to_owner("<code_text>", CODE_SENT, IDENTITY_CHANGED),
                f"{NEW_PHONE} <code_text_bound>",
                *to_owner("echo change my number"),
                f"{NEW_PHONE} echo <code>",
            ),
            4,
            2,
        ),
    ),
    "366 days, wants something confirmed": (
        (confirmed(days=366), FRESH, spoofs("hello")),
        End((200,), ("anonymous: hello",), to_owner("echo hello", "<fresh_code_cannot_be_sent>"), 1, 1),
    ),
}


@pytest.mark.parametrize("name", RECYCLED)
async def test_d11_a_number_counts_for_its_owner_only_so_long(door: Door, name: str) -> None:
    acts, end = RECYCLED[name]
    for act in acts:
        await act(door)
    assert await door.end() == end
    assert not door.house.backend.confirmed


async def test_d11_a_new_number_counts_once_its_code_came_back_where_it_was_asked_for(door: Door) -> None:
    """Level `verified` on the old channel first; then the code, which goes to the new number alone."""
    await new_number_on_record(door)
    await door.says("number 12345674")
    await types_the_code(door)
    await NEW_NUMBER(door)
    await door.says("change my number")
    assert [to for to, _subject, text in door.house.sms.sent if "code" in text.casefold()].count(NEW_PHONE) == 1
    await wants()(door)
    await door.says((await door.house.codes_sent(2))[-1])
    assert [address_id for address_id, _fact in door.house.backend.confirmed] == ["n"]
    assert (await door.end()).asked[-1] == "verified c-1: <address_confirmed>"
