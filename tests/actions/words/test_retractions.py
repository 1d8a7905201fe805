"""Words that give something up, or only look like it; an address that begins with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.addresses import parts_in
from actions._words.retractions import cancels_it, changes_mind, gives_up, stays, wants_it_again
from actions._words.vocabulary import without_polish_well
from actions.validate_choose_form import ValidateChooseForm
from actions.validate_identify_form import ValidateIdentifyForm

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize(
    "text",
    [
        "don't forget it",
        "leave it at the door",
        "mir egal wann",
        "ist mir egal",
        "egal welche",
        "lass mich mit einem Menschen reden",
        "nie zapomnij o tym",
        "zostaw to pod drzwiami",
        "ich lasse es liefern",
        "I forgot it",
        "stop the emails",
        "please stop this direct debit",
        "stop that payment",
        "vergiss nicht die Rechnung",
        "vergiss bitte die Rechnung nicht",
        "vergiss das nicht",
    ],
)
def test_what_only_looks_like_giving_up_is_none(text: str) -> None:
    assert not gives_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "stop it",
        "no stop this, I want my bill",
        "stop that right now",
        "stop it I want to pay",
        "vergiss es ich will das nicht",
        "vergiss das",
        "vergiss die Bestellung",
        "ach vergiss",
    ],
)
def test_what_gives_up(text: str) -> None:
    assert gives_up(text)


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("no gaz 12 przedłużenie!!", "pl", "gaz 12 przedłużenie!!"),
        ("no to wyślij", "pl", "to wyślij"),
        ("noo, dobra", "pl", "dobra"),
        ("no nie", "pl", "nie"),
        ("no", "pl", "no"),
        ("no thanks", "pl", "no thanks"),
        ("no wait", "pl", "no wait"),
        ("no gas please", "en", "no gas please"),
    ],
)
def test_the_polish_no_is_no_refusal(text: str, language: str, plain: str) -> None:
    assert without_polish_well(text, language) == plain


@pytest.mark.parametrize(
    "text", ["show me again", "noch einmal bitte", "jeszcze raz", "Zeig mir das nochmal", "again?"]
)
def test_asking_to_see_it_again(text: str) -> None:
    assert wants_it_again(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("its 12 Kastanienallee berlin", ("Kastanienallee", "12", "Berlin")),
        ("8 Lange Straße, Köln", ("Lange Straße", "8", "Köln")),
        ("Domstr. 18, Köln", ("Domstr.", "18", "Köln")),
        ("12 ul. Długa Kraków", ("ul. Długa", "12", "Kraków")),
    ],
)
def test_an_address_may_begin_with_its_number(text: str, parts: tuple[str, str, str]) -> None:
    found = parts_in(text)
    assert (found["street"], found["house_number"], found["city"]) == parts


@pytest.mark.parametrize("text", ["ok forget it then", "lass gut sein", "dobra, zostawmy to"])
@pytest.mark.parametrize(
    ("action", "form", "slots"),
    [
        (ValidateIdentifyForm, "identify_form", {"open_matter": "check_bill"}),
        (ValidateChooseForm, "choose_form", {"last_matter": "check_bill", "options": [{"value": "a", "label": "A"}]}),
    ],
)
def test_giving_up_ends_every_form(stage: Stage, action: Any, form: str, slots: dict[str, Any], text: str) -> None:
    result = stage.run(action, "nlu_fallback", text, form=form, slots=slots, confidence=0.3)
    assert result.next_action == "action_drop_matter"


@pytest.mark.parametrize(
    "text",
    [
        "ach nein, doch nicht",
        "doch lieber nicht",
        "ich will das doch nicht mehr",
        "hab's mir anders überlegt",
        "nie, jednak nie",
        "jednak nie chcę",
        "zmieniłam zdanie",
        "nie trzeba już",
        "actually no",
        "on second thought, no",
        "sorry, I changed my mind",
        "i don't want it any more",
    ],
)
def test_who_thinks_better_of_it(text: str) -> None:
    assert changes_mind(text)


@pytest.mark.parametrize(
    "text",
    [
        "nein",
        "nie",
        "no",
        "nicht die Garage",
        "nein, die andere",
        "nie, ten drugi",
        "jednak nie garaż",
        "actually not the flat",
        "doch",
        "noch nicht",
        "ich weiß nicht",
        "nie wiem",
    ],
)
def test_who_only_says_no_or_corrects_does_not(text: str) -> None:
    assert not changes_mind(text)


@pytest.mark.parametrize(
    "text",
    [
        "no, I'm staying after all",
        "actually we're not moving",
        "i'll stay with you",
        "nein, ich bleibe doch hier",
        "wir bleiben doch wohnen",
        "ich ziehe doch nicht um",
        "nie, jednak zostaję",
        "nie, zostaję",
        "zostajemy jednak u was",
        "jednak nie przeprowadzam się",
        "wiesz co jednak zostaje, nie przeprowadzam sie",
        "nie no zostaje, kurde",
        "ich habs mir anders überlegt, bleib doch bei euch",
        "ich habs mir anders überlegt bleib doch bei euch",
        "nein ich habs mir anders überlegt ich bleibe",
    ],
)
def test_who_stays_after_all(text: str) -> None:
    assert stays(text)


@pytest.mark.parametrize(
    "text",
    [
        "nie zostaję",
        "no, I'm not staying",
        "ich bleibe nicht",
        "ich bleibe bis zum 3. Mai",
        "zostaję do maja",
        "I'm staying with my sister in Bristol",
        "wir ziehen nicht nach Köln sondern nach Bonn",
    ],
)
def test_who_goes_or_tells_more_does_not_stay(text: str) -> None:
    assert not stays(text)


@pytest.mark.parametrize(
    "text", ["cancel the newsletter", "storniere den Newsletter", "anuluj biuletyn", "cancel the callback"]
)
def test_what_is_named_beside_it_is_no_order(text: str) -> None:
    assert not cancels_it(text)


def test_what_was_told_may_be_cancelled_without_its_name() -> None:
    assert cancels_it("can I cancel it?")
