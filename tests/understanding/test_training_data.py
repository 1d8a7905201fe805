"""The training data keeps its promises: enough of it, no contradictions, nothing that is measured with."""

from pathlib import Path

import pytest

from bot.evaluation import UNREAD
from bot.training_examples import leaked, near_duplicates, read_examples, read_yaml, too_few

ROOT = Path(__file__).parents[2]
SETS = Path(__file__).parent
LANGUAGES = ("en", "de", "pl")

BUSINESS = """
check_bill get_invoice payment_status make_payment change_installment check_consumption submit_meter_reading
contract_expiry contract_details switch_status order_status change_order cancel_order place_order ask_offers
renew_contract decline_offer cancel_contract request_documents submit_documents file_complaint complaint_status
return_goods report_move update_contact show_my_data request_my_data continue_elsewhere report_outage ask_price
human_handoff stop_notifications start_notifications out_of_scope
""".split()  # noqa: SIM905 - a list of words reads best as words
TALK = """
ask_help bot_challenge greet goodbye thanks affirm deny cancel_dialogue give_details
""".split()  # noqa: SIM905 - a list of words reads best as words
FLOORS = dict.fromkeys(BUSINESS, 250) | {"report_emergency": 200} | dict.fromkeys(TALK, 90) | {"change_language": 60}


@pytest.fixture(scope="module")
def examples():
    return read_examples(ROOT / "data" / "nlu")


def test_every_intent_has_enough_sentences_in_every_language(examples):
    assert too_few(examples, FLOORS, LANGUAGES) == []


def test_no_intent_is_trained_that_nobody_knows(examples):
    assert {example.intent for example in examples} == set(FLOORS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice_or_under_two_intents(examples, language):
    pairs = near_duplicates([example for example in examples if example.language == language])
    assert [f"{a.language} {a.intent}: {a.text!r} / {b.intent}: {b.text!r}" for a, b in pairs] == []


def test_no_development_sentence_is_trained_on(examples):
    assert leaked(examples, _texts("dev")) == []


@pytest.mark.parametrize("name", UNREAD)
def test_unread_sentences_were_written_apart_from_the_training_data(examples, name):
    """A few everyday sentences may coincide; the evaluation leaves those out, as the data may not change any more."""
    texts = _texts(name)
    assert len(leaked(examples, texts)) <= 0.05 * len(texts)


@pytest.mark.parametrize("name", ["dev", *UNREAD])
def test_evaluation_sentences_belong_to_cards_and_languages(name):
    path = SETS / f"{name}.yml"
    if not path.exists():
        pytest.skip(f"{path.name} is not written yet")
    cards = {card["id"] for card in read_yaml(SETS / "cards.yml")["cards"]}
    sentences = read_yaml(path)["sentences"]
    assert {entry["card"] for entry in sentences} <= cards
    assert {entry["language"] for entry in sentences} == set(LANGUAGES)


def _texts(name):
    path = SETS / f"{name}.yml"
    if not path.exists():
        pytest.skip(f"{path.name} is not written yet")
    return [entry["text"] for entry in read_yaml(path)["sentences"]]
