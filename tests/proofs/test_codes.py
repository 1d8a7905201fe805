"""One-time codes over the real gateway: guessing, reuse, another's chat, parallel guesses."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.system.running import Chat, System, newest_code, phone_of, words

pytestmark = [pytest.mark.prove, pytest.mark.system, pytest.mark.timeout(240)]

QUESTION = "How much do I have to pay?"


@pytest.fixture
def english(system: System) -> list[dict[str, Any]]:
    """English personas with a number, a phone and a bill; the last first, as other proofs take the first."""
    found = [
        persona
        for persona in system.personas()
        if persona["language"] == "en"
        and persona["customer_number"]
        and any(address["kind"] == "phone" and address["confirmed"] for address in persona["addresses"])
        and any(fact["intent"] == "check_bill" for fact in persona["facts"])
    ]
    return found[::-1]


def asked_for_code(system: System, persona: dict[str, Any]) -> Chat:
    """A chat in which a code is pending."""
    chat = Chat(system.url, language="en")
    chat.say(QUESTION)
    chat.say(persona["customer_number"])
    return chat


def wrong_codes(code: str, count: int) -> list[str]:
    """Different guesses that all miss."""
    dice = random.Random(7)
    guesses = {f"{dice.randrange(1_000_000):06d}" for _ in range(count + 5)} - {code}
    return sorted(guesses)[:count]


def tells_money(text: str) -> bool:
    """An amount in an answer is what an unproven person must never see."""
    return "€" in text or "zł" in text


def test_five_wrong_guesses_end_a_code(system: System, english: list[dict[str, Any]]) -> None:
    persona = english[0]
    with asked_for_code(system, persona) as chat:
        code = newest_code(system.url, phone_of(persona))
        for guess in wrong_codes(code, 5):
            assert not tells_money(words(chat.say(guess)))
        assert not tells_money(words(chat.say(code)))
        assert not tells_money(words(chat.say(QUESTION)))


def test_a_code_opens_one_chat_once(system: System, english: list[dict[str, Any]]) -> None:
    persona = english[1]
    with asked_for_code(system, persona) as chat, Chat(system.url, language="en") as other:
        code = newest_code(system.url, phone_of(persona))
        assert not tells_money(words(other.say(code)))
        assert not tells_money(words(other.say(QUESTION)))
        assert tells_money(words(chat.say(code)))
        assert not tells_money(words(other.say(code)))
    with Chat(system.url, language="en") as later:
        later.say(QUESTION)
        later.say(persona["customer_number"])
        assert not tells_money(words(later.say(code)))


def test_parallel_guesses_count_each(system: System, english: list[dict[str, Any]]) -> None:
    persona = english[2]
    with asked_for_code(system, persona) as chat:
        code = newest_code(system.url, phone_of(persona))
        guesses = [*wrong_codes(code, 49), code]
        with ThreadPoolExecutor(16) as pool:
            told = [words(messages) for messages in pool.map(chat.say, guesses)]
        # The right one came last, long after five tries were used up.
        assert not any(tells_money(text) for text in told)


def test_unknown_number_looks_like_a_known_one(system: System, english: list[dict[str, Any]]) -> None:
    with Chat(system.url, language="en") as unknown, Chat(system.url, language="en") as known:
        answers = []
        for chat, number in ((unknown, "98760002"), (known, english[3]["customer_number"])):
            chat.say(QUESTION)
            said = [words(chat.say(number)), *(words(chat.say(guess)) for guess in wrong_codes("", 5))]
            answers.append(said)
        assert answers[0] == answers[1]
