"""Who has no money, and whom a supply that is cut off would endanger."""

from __future__ import annotations

import pytest

from actions._words.hardship import cannot_afford, fears_for_device


@pytest.mark.parametrize(
    "text",
    [
        "i cant afford this, ive kids",
        "no money for heating",
        "I'm skint, honestly",
        "ich kann mir das einfach nicht leisten",
        "kein Geld mehr für die Heizung",
        "nie stać mnie na to",
        "nie mam na ogrzewanie",
    ],
)
def test_no_money(text: str) -> None:
    assert cannot_afford(text)


@pytest.mark.parametrize(
    "text",
    ["I can't afford the new phone", "can I pay on Friday", "kann ich per Karte zahlen", "nie stać mnie na telefon"],
)
def test_a_thing_that_is_too_dear_is_no_hardship(text: str) -> None:
    assert not cannot_afford(text)


@pytest.mark.parametrize(
    "text",
    [
        "my mam's on a breathing machine, u cant cut it",
        "can i be cut off? there is an oxygen machine here",
        "mein Vater hängt am Beatmungsgerät, ihr dürft nicht abstellen",
        "mama jest pod respiratorem, nie możecie odciąć prądu",
    ],
)
def test_a_device_that_may_lose_its_supply(text: str) -> None:
    assert fears_for_device(text)


@pytest.mark.parametrize(
    "text",
    [
        "the power is off and my mum is on oxygen",
        "you have cut us off, my mum needs her ventilator",
        "ihr habt uns den Strom abgestellt, wir haben ein Beatmungsgerät",
        "nie ma prądu, a mam respirator",
        "can you cut us off",
    ],
)
def test_one_that_has_lost_it_is_an_outage(text: str) -> None:
    assert not fears_for_device(text)


@pytest.mark.parametrize(
    "text", ["i cant pay this month", "can't pay it right now", "nie mogę zapłacić w tym miesiącu"]
)
def test_who_cannot_pay_is_short_of_money(text: str) -> None:
    assert cannot_afford(text)


@pytest.mark.parametrize("text", ["i can't pay by card", "i cant pay online", "nie mogę zapłacić kartą"])
def test_who_finds_no_way_to_pay_is_not(text: str) -> None:
    assert not cannot_afford(text)
