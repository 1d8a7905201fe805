"""A Telegram chat of the demo and the gateway's own adapter, over the Bot API in both directions."""

import asyncio
import base64

import pytest

from channels.adapters.telegram import WEBHOOK_PATH, BotAccount, TelegramAdapter
from channels.contract import ASK_PHONE, Button, InboundKind, OutboundFile, OutboundMessage, RawMessage, Received
from channels.errors import AddressError, BlockedError, FinalError
from tests.channels.fakes import PNG
from tests.wattline.demo.devices.conftest import URL, World
from wattline.demo.devices import owners

ANNA = owners.named("kowalska-gas-and-power")
assert ANNA is not None
CHAT = ANNA.telegram


@pytest.fixture(autouse=True)
async def _webhook(world: World) -> None:
    await world.telegram.prepare(URL + WEBHOOK_PATH)


async def act(world: World, **fields: object) -> Received:
    """Do something in the chat, which must reach the gateway; what it was told."""
    before = len(world.received)
    done = await world.write(channel="telegram", address=CHAT, **fields)
    assert done["status"] == 200
    assert len(world.received) == before + 1
    return world.received[-1]


async def test_a_text_arrives_with_account_and_language(world: World) -> None:
    received = await act(world, text="Ile mam do zapłaty? 😀")
    assert (received.kind, received.text, received.address) == (InboundKind.MESSAGE, "Ile mam do zapłaty? 😀", CHAT)
    assert (received.language, received.account) == ("pl", world.stand_ins.accounts.bot.name)


async def test_a_deep_link_starts_the_chat_with_its_token(world: World) -> None:
    received = await act(world, kind="start", text="kV3_x9-Zq2LrT8wYb1NcD4sA")
    assert (received.kind, received.data["token"]) == (InboundKind.STARTED, "kV3_x9-Zq2LrT8wYb1NcD4sA")
    plain = await act(world, kind="start")
    assert (plain.kind, plain.data.get("token")) == (InboundKind.STARTED, None)
    assert (await act(world, text="/stop")).kind is InboundKind.STOP


async def test_the_own_number_counts_and_somebody_elses_does_not(world: World) -> None:
    assert ANNA is not None
    own, other = await act(world, kind="contact"), await act(world, kind="other_contact")
    assert (own.kind, own.data["phone"]) == (InboundKind.CONTACT, ANNA.phone)
    assert (other.kind, other.data["refused"]) == (InboundKind.MESSAGE, "contact")


@pytest.mark.parametrize(("name", "kind"), [("zähler.png", "photo"), ("Rechnung 10.pdf", "document")])
async def test_a_file_is_fetched_by_the_gateway(world: World, name: str, kind: str) -> None:
    content = PNG if kind == "photo" else b"%PDF-1.7 paper"
    files = [{"name": name, "content": base64.b64encode(content).decode()}]
    received = await act(world, text="Mój licznik", files=files)
    assert [file.content for file in received.files] == [content]
    assert received.text == "Mój licznik"
    assert (await world.inbox.conversation("telegram", CHAT))[-1].kind == kind


async def test_several_files_are_several_messages(world: World) -> None:
    files = [{"name": f"{number}.png", "content": base64.b64encode(PNG).decode()} for number in range(3)]
    await world.write(channel="telegram", address=CHAT, text="look", files=files)
    assert [(found.text, len(found.files)) for found in world.received] == [("look", 1), (None, 1), (None, 1)]


@pytest.mark.parametrize("kind", ["voice", "sticker", "location"])
async def test_what_no_assistant_takes_is_refused_by_the_adapter(world: World, kind: str) -> None:
    assert (await act(world, kind=kind)).data["refused"] == kind


async def test_a_button_is_pressed_where_it_stands(world: World) -> None:
    await act(world, text="hello")
    buttons = (Button("Tak", "tok-yes"), Button("Nie", "tok-no"))
    await world.telegram.send(OutboundMessage("m-1", CHAT, None, "Zgadza się?", buttons))
    shown = (await world.inbox.newest(CHAT))[0]
    assert shown.as_json()["buttons"] == [
        {"title": "Tak", "payload": "tok-yes"},
        {"title": "Nie", "payload": "tok-no"},
    ]
    pressed = await act(world, kind="button", reply_to=shown.id, button="tok-no")
    assert pressed.choice == "tok-no"
    wrong = {"address": CHAT, "kind": "button", "reply_to": shown.id, "button": "made-up"}
    answer = await world.client.post("/demo/inbox/messages", json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "no_such_button")


async def test_an_own_message_is_changed(world: World) -> None:
    done = await world.write(channel="telegram", address=CHAT, text="Stan 12345")
    received = await act(world, kind="edit", reply_to=done["id"], text="Stan 12346")
    assert (received.kind, received.text) == (InboundKind.EDITED, "Stan 12346")
    assert received.data["message_id"] == world.received[0].data["message_id"]


async def test_an_answer_names_what_it_answers(world: World) -> None:
    await act(world, text="hello")
    sent = await world.telegram.send(OutboundMessage("m-1", CHAT, None, "Wie geht es?"))
    shown = (await world.inbox.newest(CHAT))[0]
    assert str((await act(world, text="gut", reply_to=shown.id)).data["reply_to"]) == sent.provider_id


async def test_a_blocked_bot_cannot_write_until_it_is_let(world: World) -> None:
    message = OutboundMessage("m-1", CHAT, None, "hello")
    with pytest.raises(AddressError):
        await world.telegram.send(message)
    await act(world, text="hi")
    assert (await act(world, kind="block")).kind is InboundKind.BLOCKED
    with pytest.raises(BlockedError):
        await world.telegram.send(message)
    refused = await world.client.post("/demo/inbox/messages", json={"address": CHAT, "text": "hi"})
    assert refused.json()["code"] == "blocked"
    assert (await act(world, kind="unblock")).kind is InboundKind.UNBLOCKED
    await world.telegram.send(message)
    assert [kept.text for kept in await world.inbox.newest(CHAT)] == ["hello"]


async def test_pictures_papers_and_the_question_for_a_number_arrive(world: World) -> None:
    await act(world, text="hi")
    files = (
        OutboundFile("use.png", "image/png", PNG, "Use by month"),
        OutboundFile("Rechnung.pdf", "application/pdf", b"%PDF-1.7 paper", "Invoice"),
    )
    await world.telegram.send(OutboundMessage("m-1", CHAT, None, "Bitte sehr.", files=files))
    await world.telegram.send(OutboundMessage("m-2", CHAT, None, "Ihre Nummer?", data={ASK_PHONE: "Nummer teilen"}))
    newest = await world.inbox.newest(CHAT)
    assert newest[0].as_json()["buttons"] == [{"title": "Nummer teilen", "payload": None}]
    kept = [file for message in newest for file in message.files]
    assert {(file.name, file.media_type, file.size) for file in kept} == {
        ("use.png", "image/png", len(PNG)),
        ("Rechnung.pdf", "application/pdf", 14),
    }
    paper = next(file for file in kept if file.name.endswith("pdf"))
    assert (await world.client.get(paper.url)).content == b"%PDF-1.7 paper"


async def test_the_typing_sign_stays_until_the_answer(world: World) -> None:
    await act(world, text="hi")
    await world.telegram.show_typing(CHAT)
    assert world.stand_ins.bot_api.is_typing(CHAT)
    await world.telegram.send(OutboundMessage("m-1", CHAT, None, "hello"))
    assert not world.stand_ins.bot_api.is_typing(CHAT)


async def test_a_wrong_token_and_a_wrong_secret_open_nothing(world: World) -> None:
    await world.telegram.prepare(URL + WEBHOOK_PATH)
    object.__setattr__(world.stand_ins.bot_api.webhook, "secret", "x" * 40)
    assert (await world.write(channel="telegram", address=CHAT, text="hi"))["status"] == 403
    world.stand_ins.bot_api._token = "1:another"
    with pytest.raises(Exception, match="credentials_refused"):
        await world.telegram.send(OutboundMessage("m-1", CHAT, None, "hello"))


async def test_what_could_not_be_stored_is_told_and_comes_again_once(world: World) -> None:
    world.gateway.broken = True
    done = await world.write(channel="telegram", address=CHAT, text="hi")
    assert done["status"] == 503
    world.gateway.broken = False
    for _time in range(3):
        assert (await world.write(address=CHAT, kind="again", reply_to=done["id"]))["status"] == 200
    assert (world.gateway.handed_over, len(world.received)) == (3, 1)


async def test_without_a_webhook_the_bot_fetches(world: World) -> None:
    await world.stand_ins.bot_api._delete_webhook({})
    arrived = asyncio.Event()

    async def keep(raw: RawMessage) -> None:
        await world.gateway.keep(raw)
        arrived.set()

    fetching = asyncio.create_task(world.telegram.poll(keep))
    assert (await world.write(channel="telegram", address=CHAT, text="hi"))["status"] == 200
    await asyncio.wait_for(arrived.wait(), 5)
    fetching.cancel()
    await asyncio.gather(fetching, return_exceptions=True)
    assert [found.text for found in world.received] == ["hi"]


async def test_another_bots_name_is_noticed(world: World) -> None:
    other = TelegramAdapter(world.telegram._bot, BotAccount("AnotherBot"), lambda: None)  # type: ignore[arg-type]
    with pytest.raises(FinalError, match="bot_name_wrong"):
        await other.prepare(None)
