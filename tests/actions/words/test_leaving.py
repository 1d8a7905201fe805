"""Who wants out, out of what, not after all, and what he asks on the way."""

from __future__ import annotations

import pytest

from actions._words.contracts import asks_how_much_more, asks_of_rise, undoes
from actions._words.leaving import (
    asks_for_sooner,
    asks_of_doing_nothing,
    asks_of_supply,
    asks_to_leave_early,
    asks_to_leave_for_that,
    asks_to_undo,
    asks_until_when,
    gives_up_application,
    refuses_to_leave,
    wishes_out,
)
from actions._words.pay_outs import asks_for_pay_out


@pytest.mark.parametrize(
    "text",
    [
        *("i mag da raus", "ich will raus aus dem Vertrag", "I mecht weg von eich", "wie komm ich da raus?"),
        *("how do I leave", "I want out", "can i get out of it before then", "gonna leave you"),
        *("chcę od was odejść", "jak mogę zrezygnować", "odchodzę od was", "chcę się wypisać"),
    ],
)
def test_out(text: str) -> None:
    assert wishes_out(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ich will aus dem newsletter raus", "ich muss aus der Wohnung raus", "ich komm hier nicht weiter"),
        *("how do I leave a message", "I want out of your mailing list", "can I leave the house then"),
        *("chcę zrezygnować z newslettera", "I don't want to leave", "ich will nicht mehr raus"),
        *("will der Techniker noch raus, der Strom ist weg", "get me out of it"),
    ],
)
def test_out_of_something_else(text: str) -> None:
    assert not wishes_out(text)


@pytest.mark.parametrize(
    "text",
    [
        *("rezygnuję z tego wniosku", "wycofuję wniosek", "cofam mój wniosek"),
        *("I withdraw my application", "cancel the application please", "pull that application"),
        *("ich ziehe den Antrag zurück", "Antrag stornieren", "den antrag möchte ich widerrufen"),
    ],
)
def test_an_application_that_is_given_up(text: str) -> None:
    assert gives_up_application(text)


@pytest.mark.parametrize(
    "text",
    [
        *("nie rezygnuję z wniosku", "co z moim wnioskiem", "wycofuję wniosek o raty"),
        *("I don't want to cancel my application", "where is my application"),
        *("wo bleibt mein Antrag", "ich will den Antrag nicht zurückziehen"),
    ],
)
def test_an_application_that_goes_on(text: str) -> None:
    assert not gives_up_application(text)


@pytest.mark.parametrize(
    "text",
    [
        *("nie chce wypowiadac! rezygnuje z rezygnacji", "jednak nie rezygnuję"),
        *("I don't want to cancel", "not leaving"),
        *("ich will gar nicht kündigen", "doch nicht kündigen"),
    ],
)
def test_not_after_all(text: str) -> None:
    assert refuses_to_leave(text)


@pytest.mark.parametrize(
    "text", ["can I take that back later?", "kann ich das zurücknehmen", "czy mogę to potem cofnąć"]
)
def test_could_it_be_undone(text: str) -> None:
    assert asks_to_undo(text)


@pytest.mark.parametrize(
    "text",
    [
        "undo",
        "cofnij",
        "o kurde, żona mówi że zostajemy, cofnij",
        "how do I get back on it",
        "wie komm ich da wieder rein",
    ],
)
def test_undone(text: str) -> None:
    assert undoes(text)


@pytest.mark.parametrize(
    "text", ["when do I get my money back", "undo the redirect of my mails to him", "cofnij zegarek"]
)
def test_not_undone(text: str) -> None:
    assert not undoes(text)


@pytest.mark.parametrize(
    "text", ["can I go sooner? they are cheaper", "geht das auch früher", "a mogę wcześniej? w orange dają taniej"]
)
def test_sooner(text: str) -> None:
    assert asks_for_sooner(text)


@pytest.mark.parametrize(
    "text",
    ["what if I do nothing", "und wenn ich nix mach", "a jak nic nie zrobię to co", "what happens when i don't cancel"],
)
def test_nothing_done(text: str) -> None:
    assert asks_of_doing_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("will I still have power then?", "am I without electricity in january"),
        *("hab ich dann überhaupt noch Strom im Jänner?", "sitz ich danach im Dunkeln, oder noch Strom"),
        *("czy w styczniu będę mieć prąd?", "zostanę bez prądu potem?"),
    ],
)
def test_supply_afterwards(text: str) -> None:
    assert asks_of_supply(text)


@pytest.mark.parametrize("text", ["until when am I bound", "wann läuft der Vertrag aus", "do kiedy mam tę umowę"])
def test_until_when(text: str) -> None:
    assert asks_until_when(text)


@pytest.mark.parametrize(
    "text", ["can i leave because of that", "kann ich deswegen raus?", "czy z tego powodu mogę odejść"]
)
def test_leaving_for_a_reason_that_was_told(text: str) -> None:
    assert asks_to_leave_for_that(text)


@pytest.mark.parametrize("text", ["how much more is that a year", "wie viel mehr ist das im Jahr", "o ile to drożej"])
def test_how_much_more(text: str) -> None:
    assert asks_how_much_more(text)


@pytest.mark.parametrize(
    "text",
    ["by how much does it go up", "um wie viel steigt das", "a o ile w ogóle rośnie", "czemu nie: podnosicie ceny"],
)
def test_a_rise(text: str) -> None:
    assert asks_of_rise(text) == ("czemu" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "can i get out of it without waiting til 2028",
        "komm ich da raus ohne bis 2028 zu warten",
        "mogę z tego wyjść bez czekania do 2028",
    ],
)
def test_who_would_not_wait_asks_for_the_end(text: str) -> None:
    assert asks_to_leave_early(text)


@pytest.mark.parametrize("text", ["kündigen zum 31.12.2028", "cancel my contract in 2027", "wypowiadam umowę"])
def test_a_notice_is_no_such_question(text: str) -> None:
    assert not asks_to_leave_early(text)


@pytest.mark.parametrize("text", ["can I get out before that happens", "can i get out of it", "get out if that rises"])
def test_who_gets_out_asks_for_no_money(text: str) -> None:
    assert not asks_for_pay_out(text)
