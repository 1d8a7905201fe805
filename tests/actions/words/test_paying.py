"""How and what is paid."""

from __future__ import annotations

import pytest

from actions._words.paying import (
    asks_for_our_account,
    asks_installment,
    asks_of_past_credit,
    asks_ways_to_pay,
    asks_what_it_cost,
    asks_whether_corrected,
)


@pytest.mark.parametrize(
    "text", ["which account do i pay into", "auf welches Konto soll ich überweisen", "proszę o numer konta do przelewu"]
)
def test_where_to_pay(text: str) -> None:
    assert asks_for_our_account(text)


@pytest.mark.parametrize("text", ["from which account do you take it", "von welchem Konto bucht ihr ab"])
def test_where_it_is_taken_from_is_another_question(text: str) -> None:
    assert not asks_for_our_account(text)


@pytest.mark.parametrize("text", ["can i pay by card", "kann ich mit Paypal zahlen", "a mogę płacić blikiem"])
def test_a_way_to_pay(text: str) -> None:
    assert asks_ways_to_pay(text)


@pytest.mark.parametrize("text", ["how can I pay", "can i pay on monday", "wie kann ich zahlen"])
def test_how_one_bill_is_paid_names_no_way(text: str) -> None:
    assert not asks_ways_to_pay(text)


@pytest.mark.parametrize(
    "text",
    [
        "how much is my instalment",
        "wie hoch isn mein abschlach",
        "wieviel Abschlag zahl ich",
        "jaką mam zaliczkę",
        "ile mam zaliczki",
    ],
)
def test_the_regular_payment_is_asked_for(text: str) -> None:
    assert asks_installment(text)


@pytest.mark.parametrize(
    "text",
    [
        "change my instalment to 90",
        "wie hoch kann mein Abschlag sein",
        "warum ist mein Abschlag so hoch",
        "mein Abschlag auf 90 bitte",
        "chcę obniżyć zaliczkę",
    ],
)
def test_another_one_is_not(text: str) -> None:
    assert not asks_installment(text)


@pytest.mark.parametrize(
    "text", ["what did it cost me in total", "was hat mich das gekostet", "ile mnie to kosztowało"]
)
def test_what_a_time_came_to(text: str) -> None:
    assert asks_what_it_cost(text)


@pytest.mark.parametrize(
    "text",
    ["has my bill been corrected", "wurde meine Rechnung jetzt korrigiert", "czy moja faktura została skorygowana"],
)
def test_a_bill_put_right(text: str) -> None:
    assert asks_whether_corrected(text)


@pytest.mark.parametrize("text", ["correct my bill", "meine Rechnung ist falsch", "proszę o korektę"])
def test_a_wish_for_it_is_none(text: str) -> None:
    assert not asks_whether_corrected(text)


def test_a_credit_that_was() -> None:
    assert asks_of_past_credit("wie hoch war das Guthaben")
    assert not asks_of_past_credit("wann bekomme ich das Guthaben")
