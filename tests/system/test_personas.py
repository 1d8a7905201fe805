"""Each persona of the demo gets each of its facts by asking, in its own language, over the HTTP contract."""

from typing import Any

import pytest

from tests.system.running import Chat, System, code_address, words

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
    return chat.give_code(code_address(persona))


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def ask(chat: Chat, fact: dict[str, Any], language: str) -> str:
    """Ask for a fact; when the bot asks back which one is meant, say what the fact is about."""
    answer = chat.say(fact["ask"][language])
    said = words(answer)
    if plain(fact["must_contain"][language]) not in said and answer and answer[-1]["buttons"]:
        said = words(chat.say(fact["about"]))
    return said


def wrong_answers(system: System, persona: dict[str, Any]) -> list[str]:
    """What a persona was not told, in one conversation."""
    language, wrong = persona["language"], []
    with Chat(system.url, language=language) as chat:
        first = identify(chat, persona, persona["facts"][0]["ask"][language])
        assert first, "no answer after the code"
        for fact in persona["facts"]:
            said = ask(chat, fact, language)
            if plain(fact["must_contain"][language]) not in said:
                expected = fact["must_contain"][language]
                wrong.append(
                    f"{persona['key']}: {fact['ask'][language]} ({fact['about']}): {expected!r} not in {said!r}"
                )
    return wrong


@pytest.mark.system
@pytest.mark.timeout(300)
@pytest.mark.capability("B5")
@pytest.mark.capability("B27")
@pytest.mark.capability("B28")
def test_every_persona_gets_every_fact_right(system: System) -> None:
    personas = system.personas()
    assert len(personas) >= 40
    wrong = [line for persona in personas for line in wrong_answers(system, persona)]
    assert not wrong, "\n".join(wrong)
