"""What goes out, call by call."""

import json

import pytest

from channels.contract import Button, DeliveryStatus, OutboundFile, OutboundMessage
from channels.errors import FinalError, TemporaryError, ThrottledError
from tests.channels.adapters.telegram.standin import CUSTOMER, Chat
from tests.channels.fakes import PNG

CHART = OutboundFile("chart.png", "image/png", PNG, "Ihr Verbrauch je Monat")
BILL = OutboundFile("Rechnung 2026-10.pdf", "application/pdf", b"%PDF-1.7 bill", "Ihre Rechnung")


def message(text: str = "", **more: object) -> OutboundMessage:
    return OutboundMessage("o-1", CUSTOMER, "a subject is not shown here", text, **more)  # type: ignore[arg-type]


async def test_a_text_goes_as_it_is(chat: Chat) -> None:
    text = "1 < 2 & *no* _formatting_ [here](https://zorza.example) <b>{slot}</b>"
    result = await chat.adapter.send(message(text))
    (call,) = chat.telegram.calls
    assert (result.provider_id, result.status) == ("5001", DeliveryStatus.SENT)
    assert (call.method, call.fields["chat_id"], call.fields["text"]) == ("sendMessage", CUSTOMER, text)
    assert "parse_mode" not in call.fields
    assert json.loads(call.fields["link_preview_options"]) == {"is_disabled": True}


async def test_a_long_text_comes_in_pieces_with_the_buttons_under_the_last(chat: Chat) -> None:
    sentence = "Das ist ein Satz von mittlerer Länge. "
    result = await chat.adapter.send(message(sentence * 250, buttons=(Button("Ja", "t-1"),)))
    calls = chat.telegram.calls
    assert [len(call.fields["text"]) <= 4096 and call.fields["text"].endswith("Länge.") for call in calls] == [True] * 3
    assert " ".join(call.fields["text"] for call in calls) == (sentence * 250).strip()
    assert ["reply_markup" in call.fields for call in calls] == [False, False, True]
    assert (result.provider_id, result.notes) == ("5003", ("text_split",))


@pytest.mark.parametrize(
    ("titles", "rows"),
    [
        (("Ja", "Nein"), [["Ja", "Nein"]]),
        (("Tak", "Nie", "Nie wiem"), [["Tak", "Nie", "Nie wiem"]]),
        (("1", "2", "3", "4"), [["1"], ["2"], ["3"], ["4"]]),
        (("Meine letzte Rechnung", "Meinen Vertrag"), [["Meine letzte Rechnung"], ["Meinen Vertrag"]]),
    ],
)
async def test_buttons(chat: Chat, titles: tuple[str, ...], rows: list[list[str]]) -> None:
    tokens = {title: f"token-{title}-".ljust(40, "x") for title in titles}
    await chat.adapter.send(message("?", buttons=tuple(Button(title, tokens[title]) for title in titles)))
    drawn = json.loads(chat.telegram.calls[0].fields["reply_markup"])["inline_keyboard"]
    assert [[button["text"] for button in row] for row in drawn] == rows
    assert all(button["callback_data"] == tokens[button["text"]] for row in drawn for button in row)


@pytest.mark.parametrize("token", ["", "x" * 65, "ł" * 33])
async def test_tokens_that_do_not_fit(chat: Chat, token: str) -> None:
    with pytest.raises(FinalError) as failure:
        await chat.adapter.send(message("?", buttons=(Button("Ja", token),)))
    assert failure.value.code == "button_token_too_long"
    assert chat.telegram.calls == []


async def test_asking_for_the_phone_number(chat: Chat) -> None:
    await chat.adapter.send(message("?", data={"ask_phone": "Meine Nummer senden"}))
    keyboard = json.loads(chat.telegram.calls[0].fields["reply_markup"])
    assert keyboard == {
        "keyboard": [[{"text": "Meine Nummer senden", "request_contact": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


async def test_pictures_and_papers(chat: Chat) -> None:
    await chat.adapter.send(message("Ihr Verbrauch:", files=(CHART, BILL), buttons=(Button("Danke", "t-1"),)))
    text, picture, paper = chat.telegram.calls
    assert (text.method, picture.method, paper.method) == ("sendMessage", "sendPhoto", "sendDocument")
    assert (picture.file, picture.fields["caption"]) == (PNG, "Ihr Verbrauch je Monat")
    assert (paper.file, paper.fields["filename"]) == (BILL.content, "Rechnung 2026-10.pdf")
    assert paper.fields["caption"] == "Ihre Rechnung"
    assert ["reply_markup" in call.fields for call in chat.telegram.calls] == [False, False, True]


@pytest.mark.parametrize(("media_type", "size"), [("image/svg+xml", 10), ("image/gif", 10), ("image/png", 10_000_001)])
async def test_pictures_that_are_no_photos_for_telegram(chat: Chat, media_type: str, size: int) -> None:
    result = await chat.adapter.send(message(files=(OutboundFile("x", media_type, b"x" * size, ""),)))
    assert result.notes == ("picture_as_document",)
    (call,) = chat.telegram.calls
    assert call.method == "sendDocument"
    assert "caption" not in call.fields


async def test_a_picture_that_telegram_cannot_show_goes_as_a_document(chat: Chat) -> None:
    chat.telegram.answers["sendPhoto"] = ["bad_picture"]
    result = await chat.adapter.send(message(files=(CHART,)))
    assert [call.method for call in chat.telegram.calls] == ["sendPhoto", "sendDocument"]
    assert (result.provider_id, result.notes) == ("5002", ("picture_as_document",))


async def test_a_picture_to_nobody_is_not_tried_twice(chat: Chat) -> None:
    chat.telegram.answers["sendPhoto"] = ["chat_not_found"]
    with pytest.raises(FinalError):
        await chat.adapter.send(message(files=(CHART,)))
    assert len(chat.telegram.calls) == 1


async def test_what_cannot_go_at_all(chat: Chat) -> None:
    huge = OutboundFile("x.pdf", "application/pdf", b"x" * 50_000_001, "")
    for nothing, code in ((message(" "), "empty"), (message("x", files=(huge,)), "too_large")):
        with pytest.raises(FinalError) as failure:
            await chat.adapter.send(nothing)
        assert failure.value.code == code
    assert chat.telegram.calls == []


async def test_a_message_that_broke_off_goes_on_where_it_stopped(chat: Chat) -> None:
    whole = message("Text", files=(CHART, BILL))
    chat.telegram.answers["sendDocument"] = ["internal"]
    chat.telegram.answers["sendPhoto"] = ["bad_gateway"]
    for _ in range(2):
        with pytest.raises(TemporaryError):
            await chat.adapter.send(whole)
    await chat.adapter.send(whole)
    assert [call.method for call in chat.telegram.calls] == [
        "sendMessage",
        "sendPhoto",
        "sendPhoto",
        "sendDocument",
        "sendDocument",
    ]
    await chat.adapter.send(whole)
    assert [call.method for call in chat.telegram.calls[5:]] == ["sendMessage", "sendPhoto", "sendDocument"]


async def test_what_broke_off_is_not_remembered_for_ever(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.adapters.telegram.sending.MOST_BEGUN", 2)
    for number in range(3):
        chat.telegram.answers["sendPhoto"] = ["internal"]
        with pytest.raises(TemporaryError):
            await chat.adapter.send(OutboundMessage(f"o-{number}", CUSTOMER, None, "x", files=(CHART,)))
    assert chat.adapter._sender is not None
    assert list(chat.adapter._sender._begun) == ["o-1", "o-2"]


async def test_typing(chat: Chat) -> None:
    await chat.adapter.show_typing(CUSTOMER)
    (call,) = chat.telegram.calls
    assert (call.method, call.fields) == ("sendChatAction", {"chat_id": CUSTOMER, "action": "typing"})
    for answer in ("blocked", "internal", "throttled"):
        chat.telegram.answers["sendChatAction"] = [answer]
        await chat.adapter.show_typing(CUSTOMER)
    await chat.adapter.show_typing("nobody")


async def test_a_throttled_part(chat: Chat) -> None:
    chat.telegram.answers["sendPhoto"] = ["throttled"]
    with pytest.raises(ThrottledError) as failure:
        await chat.adapter.send(message("x", files=(CHART,)))
    assert failure.value.retry_after_seconds == 35


async def test_thirty_a_second_and_no_more(chat: Chat) -> None:
    for number in range(91):
        await chat.adapter.send(OutboundMessage(f"o-{number}", CUSTOMER, None, "text"))
    assert chat.seconds - 1000 == pytest.approx(3.0)
    chat.slept.clear()
    chat.seconds += 1
    await chat.adapter.send(message("text"))
    assert chat.slept == []
