"""Every kind of update, as the contract has it."""

import copy
import json
import random
from typing import Any

import pytest

from channels.adapters.telegram.translation import Refused, Translation, as_raw, pressed_in, translated
from channels.contract import InboundKind, SetAside
from channels.errors import UnreadableError
from channels.wording import Wording
from tests.channels.adapters.telegram.standin import CUSTOMER, UPDATES, update

TOKEN = "kV3_x9-Zq2LrT8wYb1NcD4sA"
PRESSED = "kV3_x9-Zq2LrT8wYb1NcD4sAhQ7mE5u"


def arrival(name: str) -> Translation:
    found = translated(update(name), "ZorzaEnergyBot")
    assert isinstance(found, Translation), found
    return found


def test_a_text() -> None:
    received = arrival("text").received
    assert (received.channel, received.account, received.id) == ("telegram", "ZorzaEnergyBot", "731048501")
    assert (received.kind, received.address, received.text) == (
        InboundKind.MESSAGE,
        CUSTOMER,
        "Wie hoch ist mein Abschlag?",
    )
    assert (received.proves_address, received.language, received.choice, received.files) == (True, "de", None, ())
    assert received.data == {"message_id": 4101}


def test_nothing_said_or_known_is_shown() -> None:
    shown = repr(arrival("text"))
    assert "Abschlag" not in shown
    assert CUSTOMER not in shown


def test_a_text_that_answers_another() -> None:
    received = arrival("text_reply").received
    assert (received.text, received.data["reply_to"]) == ("Was heißt das? 😀", 4000)


def test_what_is_passed_on_is_marked_and_commands_nothing() -> None:
    received = arrival("text_forwarded").received
    assert (received.kind, received.text) == (InboundKind.MESSAGE, "/start abcDEF_123-456")
    assert received.data["forwarded"] is True
    assert "token" not in received.data


@pytest.mark.parametrize(
    ("name", "token"), [("start", None), ("start_link", TOKEN), ("start_bad_link", None), ("start_named", TOKEN)]
)
def test_start(name: str, token: str | None) -> None:
    received = arrival(name).received
    assert (received.kind, received.text, received.data.get("token")) == (InboundKind.STARTED, None, token)


@pytest.mark.parametrize(("name", "kind"), [("stop", InboundKind.STOP), ("help", InboundKind.HELP)])
def test_other_commands(name: str, kind: InboundKind) -> None:
    received = arrival(name).received
    assert (received.kind, received.text) == (kind, f"/{name}")


@pytest.mark.parametrize("name", ["start_other_bot", "command_unknown", "command_later"])
def test_other_slashes_are_text(name: str) -> None:
    received = arrival(name).received
    assert (received.kind, received.text) == (InboundKind.MESSAGE, update(name)["message"]["text"])


@pytest.mark.parametrize("slash", ["/start x", " /start x", "／start x", "/ start x", "/START x"])
def test_slashes_that_telegram_does_not_call_a_command(slash: str) -> None:
    raw = update("text")
    raw["message"]["text"] = slash
    found = translated(raw, "ZorzaEnergyBot")
    assert isinstance(found, Translation)
    assert (found.received.kind, found.received.text) == (InboundKind.MESSAGE, slash)


def test_the_largest_size_of_a_photo() -> None:
    found = arrival("photo")
    assert found.wanted is not None
    assert (found.wanted.file_id, found.wanted.size, found.wanted.name) == (
        "AgACAgIAAxkBAAIQx",
        70210,
        f"photo-{update('photo')['message']['message_id']}.jpg",
    )
    assert found.received.text == "Zählerstand 12345,6"
    album = arrival("photo_album")
    assert album.received.data["album"] == "13579246801357924"
    assert album.wanted is not None
    assert album.wanted.size == 180112


def test_documents() -> None:
    named, nameless = arrival("document").wanted, arrival("document_nameless").wanted
    assert named is not None
    assert nameless is not None
    assert (named.name, named.size) == ("Rechnung 2026-10.pdf", 48213)
    assert (nameless.name, nameless.size) == ("document", None)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("voice", "voice"),
        ("audio", "voice"),
        ("video", "video"),
        ("video_note", "video"),
        ("animation", "video"),
        ("sticker", "sticker"),
        ("location", "location"),
        ("venue", "location"),
        ("dice", "other"),
        ("poll", "other"),
        ("contact_other", "contact"),
        ("contact_no_account", "contact"),
        ("contact_forwarded", "contact"),
        ("contact_anonymous_number", "contact"),
    ],
)
def test_what_is_not_taken(name: str, why: str) -> None:
    found = arrival(name)
    assert found.received.kind is InboundKind.MESSAGE
    assert (found.received.text, found.received.data["refused"]) == (None, why)
    assert (found.wanted, found.received.address, found.received.language) == (None, CUSTOMER, "de")
    assert "phone" not in found.received.data


def test_ones_own_phone_number() -> None:
    received = arrival("contact_own").received
    assert (received.kind, received.text) == (InboundKind.CONTACT, None)
    assert received.data["phone"] == "+4915112345678"


def test_an_edited_message_is_only_that() -> None:
    received = arrival("edited_text").received
    assert (received.kind, received.text) == (InboundKind.EDITED, "Zählerstand 12346")
    assert received.data == {"message_id": update("edited_text")["edited_message"]["message_id"]}


@pytest.mark.parametrize("name", ["button", "button_old"])
def test_a_pressed_button(name: str) -> None:
    found = arrival(name)
    assert (found.received.kind, found.received.choice, found.received.text) == (InboundKind.MESSAGE, PRESSED, None)
    assert found.received.address == CUSTOMER
    assert pressed_in(update(name)) == "300640471200000001"


@pytest.mark.parametrize(
    ("name", "why", "address"),
    [
        ("group_text", "group", "-1001234567890"),
        ("button_in_group", "group", "-1001234567890"),
        ("channel_post", "channel", "-1009876543210"),
    ],
)
def test_where_others_read_along_nothing_of_it_is_kept(name: str, why: str, address: str) -> None:
    found = arrival(name)
    assert found.received.data == {"refused": why}
    assert found.received.address == address
    assert not found.received.proves_address
    assert (found.received.text, found.received.choice, found.received.language) == (None, None, None)
    assert CUSTOMER not in str([found.received.address, found.received.data])


@pytest.mark.parametrize(("name", "kind"), [("blocked", InboundKind.BLOCKED), ("unblocked", InboundKind.UNBLOCKED)])
def test_blocked_and_let_in_again(name: str, kind: InboundKind) -> None:
    received = arrival(name).received
    assert (received.kind, received.address, received.text) == (kind, CUSTOMER, None)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("edited_in_group", "edited_elsewhere"),
        ("edited_live_location", "edited_without_text"),
        ("button_inline", "button_unclear"),
        ("added_to_group", "membership_elsewhere"),
        ("member_left", "unknown_state"),
        ("service_message", "service_message"),
        ("unknown_kind", "unknown_kind"),
        ("sender_missing", "sender_unclear"),
    ],
)
def test_what_means_nothing_to_us(name: str, reason: str) -> None:
    assert translated(update(name), "ZorzaEnergyBot") == SetAside(reason)


def test_what_nobody_can_read() -> None:
    with pytest.raises(UnreadableError, match="unreadable"):
        translated(update("unreadable"), "ZorzaEnergyBot")
    raw = as_raw(update("unreadable"), "ZorzaEnergyBot")
    assert raw.key == f"ZorzaEnergyBot/{update('unreadable')['update_id']}"


def test_whose_updates_are_read_in_order() -> None:
    names = ("text", "button", "photo", "contact_own", "edited_text", "blocked")
    assert {as_raw(update(name), "ZorzaEnergyBot").sender for name in names} == {CUSTOMER}
    assert as_raw({"update_id": 7}, "ZorzaEnergyBot").sender == ""


@pytest.mark.parametrize("raw", [None, 7, "x", [], [{"update_id": 1}], {}, {"update_id": "1"}, {"update_id": True}])
def test_what_is_no_update(raw: object) -> None:
    with pytest.raises(UnreadableError, match="no_update"):
        translated(raw, "ZorzaEnergyBot")
    with pytest.raises(UnreadableError, match="no_update"):
        as_raw(raw, "ZorzaEnergyBot")
    assert pressed_in(raw) is None


def test_texts_no_database_keeps() -> None:
    raw = update("text")
    raw["message"]["text"] = "a\0b\ud83d"
    found = translated(raw, "ZorzaEnergyBot")
    assert isinstance(found, Translation)
    assert found.received.text == "ab?"


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, below in inner for place in _places(below, (*path, key)))]


def test_whatever_stands_in_an_update_nothing_breaks() -> None:
    """10,000 updates with one or two values exchanged or missing (reliability A8)."""
    chance = random.Random(20261122)
    values: list[Any] = [None, 0, -1, 2**70, 1.5, True, "", "x", "\0", [], [None], [[]], {}, {"id": []}, "👍" * 5000]
    raws = [update(name) for name in UPDATES]
    for number in range(10_000):
        raw = copy.deepcopy(raws[number % len(raws)])
        for _ in range(chance.choice((1, 1, 2))):
            places = [place for place in _places(raw) if place and place != ("update_id",)]
            if not places:
                break
            *way, last = chance.choice(places)
            spot: Any = raw
            for key in way:
                spot = spot[key]
            if isinstance(spot, dict) and chance.random() < 0.2:
                del spot[last]
            else:
                spot[last] = copy.deepcopy(chance.choice(values))
        kept, _pressed = as_raw(raw, "ZorzaEnergyBot"), pressed_in(raw)
        try:
            found = translated(json.loads(kept.content), "ZorzaEnergyBot")
        except UnreadableError:
            continue
        if isinstance(found, Translation):
            assert found.received.text is None or isinstance(found.received.text, str)
            assert found.received.choice is None or isinstance(found.received.choice, str)
            assert str(int(found.received.address)) == found.received.address
            assert found.received.language is None or len(found.received.language) <= 3
            assert found.wanted is None or isinstance(found.wanted.name, str)


@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_there_is_a_polite_word_for_every_refusal(language: str) -> None:
    for why in set(Refused) - {Refused.CHANNEL}:
        assert Wording().say(language, f"refused_{why}", megabytes=5)
