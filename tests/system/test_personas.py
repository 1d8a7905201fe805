"""Each persona of the demo gets each of its facts by asking, in its own language, over the HTTP contract."""

from typing import Any

import pytest

from tests.system.questions import QUESTIONS
from tests.system.running import Chat, System, phone_of, words

NUMBER_ASKED = {"en": "number", "de": "nummer", "pl": "numer"}


def identify(chat: Chat, persona: dict[str, Any], question: str) -> list[dict[str, Any]]:
    """Ask something that needs proof, prove with number and code; the answer to the question."""
    asked = chat.say(question)
    assert NUMBER_ASKED[persona["language"]] in words(asked).lower(), words(asked)
    if number := persona["customer_number"]:
        chat.say(number)
    else:
        chat.say(persona["ids"]["application_number"])
        chat.say(persona["ids"].get("personal_id") or persona["ids"]["tax_id"])
    return chat.give_code(phone_of(persona))


def ask(chat: Chat, fact: dict[str, Any], language: str) -> str:
    """Ask for a fact; when the bot asks back which one is meant, say what the fact is about."""
    answer = chat.say(fact.get("ask", {}).get(language) or QUESTIONS[fact["intent"]][language])
    said = words(answer)
    if fact["must_contain"][language] not in said and answer and answer[-1]["buttons"]:
        said = words(chat.say(fact["about"]))
    return said


@pytest.mark.system
@pytest.mark.timeout(300)
@pytest.mark.capability("B5")
@pytest.mark.capability("B27")
@pytest.mark.capability("B28")
def test_every_persona_gets_every_fact_right(system: System) -> None:
    wrong = []
    personas = system.personas()
    assert len(personas) >= 40
    for persona in personas:
        language = persona["language"]
        with Chat(system.url, language=language) as chat:
            first = QUESTIONS[persona["facts"][0]["intent"]][language]
            identify(chat, persona, first)
            for fact in persona["facts"]:
                expected = fact["must_contain"][language].replace("\u00a0", " ").replace("\u202f", " ")
                said = ask(chat, fact, language)
                if expected not in said:
                    wrong.append(f"{persona['key']} {fact['intent']} ({fact['about']}): {expected!r} not in {said!r}")
    assert not wrong, "\n".join(wrong)
