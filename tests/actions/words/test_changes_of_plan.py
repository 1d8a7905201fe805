"""Words of people who give up a move, or their change of supplier to us."""

from __future__ import annotations

import pytest

from actions._words.changes_of_plan import asks_of_move, gives_up_change, gives_up_move, kinds_of_move, names_notice


@pytest.mark.parametrize(
    "text",
    [
        *("cancel my move", "please call off the whole moving out", "we are not moving after all"),
        *("Umzug stornieren", "den Auszug bitte wieder absagen", "wir ziehen jetzt doch nicht um"),
        *("anuluj wyprowadzkę", "jednak się nie wyprowadzam", "przeprowadzkę proszę odwołać"),
    ],
)
def test_a_move_is_called_off(text: str) -> None:
    assert gives_up_move(text)


@pytest.mark.parametrize(
    "text",
    [
        *("cancel my contract, I am moving out", "cancel it because of the move"),
        *("wegen Umzug stornieren bitte den Router", "wir ziehen am 3. um", "umowę wypowiadam, wyprowadzam się"),
    ],
)
def test_a_move_that_is_a_reason_is_none_that_is_called_off(text: str) -> None:
    assert not gives_up_move(text)


def test_the_way_that_is_named_is_the_one_that_is_called_off() -> None:
    assert kinds_of_move("den Auszug stornieren") == {"move_out"}
    assert kinds_of_move("cancel moving in") == {"move_in"}
    assert kinds_of_move("anuluj przeprowadzkę") == {"move_out", "move_in"}


@pytest.mark.parametrize("text", ["how far is my move", "wie ist der Stand vom Umzug", "co z moją wyprowadzką"])
def test_a_move_is_asked_after(text: str) -> None:
    assert asks_of_move(text)


@pytest.mark.parametrize(
    "text",
    [
        *("I don't want to switch the flat to you any more", "cancel the flat switch", "stop my change of supplier"),
        *("ich will das Büro nicht mehr zu euch wechseln", "Garage doch nicht wechseln", "den Wechsel bitte abbrechen"),
        *("rezygnuję ze zmiany", "jednak nie chcę do was przechodzić", "chcę anulować przejście"),
    ],
)
def test_a_change_to_us_is_given_up(text: str) -> None:
    assert gives_up_change(text)


@pytest.mark.parametrize(
    "text",
    [
        *("cancel the change of my address", "I want to switch to you", "stop, change the tariff"),
        *("den Tarifwechsel stornieren", "ich will zu euch wechseln", "mein Wechsel wurde storniert, von wem"),
        *("I was told the switch had been cancelled", "ktoś cofnął moją zmianę", "powiedziano mi, że zmianę anulowano"),
        *("rezygnuję ze zmiany taryfy", "anuluj zmianę terminu", "chcę do was przejść"),
    ],
)
def test_another_change_is_none(text: str) -> None:
    assert not gives_up_change(text)


def test_a_notice_is_named() -> None:
    assert names_notice("den Vertrag kündigen")
    assert not names_notice("cancel the flat one")
