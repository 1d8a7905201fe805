"""A turn as the gateway sees it."""

from __future__ import annotations

import asyncio
import json

import pytest
from rasa.core.channels.channel import UserMessage

from bot.output import TurnOutput
from bot.processor import TurnFailed
from bot.state import new_tracker
from bot.turn_request import BadRequest, TurnRequest
from tests.bot import tiny_actions
from tests.bot.conftest import NOW

OPENERS = ["/", "//", "／", " /", "\t/", "\n /", "\u200b/", "\ufeff/", "\u2060/", "\u00a0/", "\u3000/", "∕", "⁄", "/ ",
           "/\u200b", "\u202e/", "\u00ad/", "\\", "/\ufe0f", "\x00/"]  # fmt: skip
PAYLOADS = ["bill", 'bill{"id": "9"}', "bill@1.0", 'bill@1.0{"id": "9"}', "mutate", "break", "session_started",
            'session_started{"count": 7}', "ｂｉｌｌ", 'bill {"id": "9"}']  # fmt: skip


def test_a_text_is_answered_in_the_conversations_language(talk):
    assert talk.say("my bill please") == ["You owe €84.20 (1)."]
    assert talk.last["language"] == "en"
    assert talk.last["requests"] == []


def test_an_answer_has_exactly_the_fields_of_the_contract(talk):
    answer = talk.send({"text": "my bill"}, fact="a.b.c")
    assert set(answer) == {"state", "replies", "language", "requests", "understood"}
    assert answer["requests"] == [{"kind": "park", "matter": "turn-1"}]
    (reply,) = answer["replies"]
    assert set(reply) == {"text", "buttons", "attachments"}
    assert reply["buttons"] == [{"title": "Pay now", "intent": "bill", "entities": {"id": 1}}]
    assert reply["attachments"][0]["media_type"] == "image/png"
    json.dumps(answer)


def test_slots_live_in_the_state_only(engine, talk):
    talk.say("my bill")
    talk.say("my bill")
    assert talk.say("my bill") == ["You owe €84.20 (3)."]
    talk.state = None
    assert talk.say("my bill") == ["You owe €84.20 (1)."]


def test_the_same_turn_again_gives_the_same_answer(talk):
    talk.say("my bill")
    before = talk.state
    first = talk.send({"text": "my bill"})
    talk.state = before
    assert talk.send({"text": "my bill"}) == first


def test_turns_of_other_conversations_may_overlap(engine):
    def request(state, number):
        body = {"turn_id": str(number), "now": "2026-03-14T10:00:00Z", "state": state, "message": {"text": "my bill"}}
        return TurnRequest.from_json(body)

    async def overlapping():
        first = (await engine.run(request(None, 0)))["state"]
        runs = (engine.run(request(first if number % 2 else None, number)) for number in range(20))
        return await asyncio.gather(*runs)

    answers = asyncio.run(overlapping())
    assert [answer["replies"][0]["text"] for answer in answers] == ["You owe €84.20 (1).", "You owe €84.20 (2)."] * 10


def test_a_button_sets_its_intent_and_entities(talk):
    assert talk.press("bill", id=3) == ["You owe €84.20 (1)."]


def test_a_button_of_an_older_model_is_not_understood_but_not_lost(talk):
    assert talk.press("no_such_intent") == ["Pardon?"]


def test_an_event_is_an_intent_of_the_same_name(talk):
    assert talk.send({"event": "session_started", "data": {}})["replies"][0]["text"].startswith("Hello")


def test_an_unknown_event_is_refused(talk):
    with pytest.raises(BadRequest) as refusal:
        talk.send({"event": "no_such_event"})
    assert refusal.value.code == "unknown_event"


@pytest.mark.parametrize("opener", OPENERS, ids=[ascii(opener) for opener in OPENERS])
def test_a_typed_payload_sets_nothing(talk, opener):
    for payload in PAYLOADS:
        talk.state = None
        talk.say(opener + payload)
        user = next(event for event in talk.state["events"] if event["event"] == "user")
        assert user["intent"]["name"] == "nlu_fallback", (opener, payload)
        assert user["entities"] == []
        assert "count" not in talk.state["slots"]
        assert not any(event.get("name") == "count" for event in talk.state["events"])


def test_a_slash_before_other_words_is_just_a_slash(talk):
    assert talk.say("/ my bill please") == ["You owe €84.20 (1)."]


@pytest.mark.parametrize("text", ["", "   ", "/", "\u200b", "//"])
def test_a_text_without_words_is_answered(talk, text):
    assert talk.say(text) == ["Pardon?"]


def test_a_very_long_text_is_cut_and_keeps_the_question(talk):
    text = "I am telling you everything. " * 30_000 + "How high is my bill ?"
    assert talk.say(text) == ["You owe €84.20 (1)."]
    assert len(json.dumps(talk.state)) < 3_000


def test_values_of_customers_are_printed_literally(talk):
    assert talk.say("hello there") == ["Hello {{ 7 * 7 }} {language}!"]


def test_a_failing_action_fails_the_turn(talk):
    with pytest.raises(TurnFailed):
        talk.say("break it")
    assert talk.state is None


def test_rules_without_an_end_fail_the_turn(talk):
    with pytest.raises(TurnFailed):
        talk.say("loop please")


def test_an_action_cannot_change_the_tracker_behind_the_state(talk):
    talk.say("mutate now")
    assert "count" not in talk.state["slots"]
    assert talk.say("my bill") == ["You owe €84.20 (1)."]


def test_a_form_is_interrupted_and_asks_again(talk):
    assert talk.say("meter") == ["Which number?"]
    assert talk.say("my bill please") == ["You owe €84.20 (1).", "Which number?"]
    assert talk.say("4711") == ["Which place?"]
    assert talk.say("hello there") == ["Hello {{ 7 * 7 }} {language}!", "Which place?"]
    assert talk.say("kitchen") == ["Noted 4711 at kitchen."]
    assert talk.say("my bill please") == ["You owe €84.20 (2)."]


def test_never_mind_ends_a_form(talk):
    talk.say("meter")
    assert talk.say("please stop") == ["Never mind."]
    assert talk.say("my bill please") == ["You owe €84.20 (1)."]


def test_a_detected_language_is_answered_from_then_on(talk):
    assert talk.say("meine rechnung bitte") == ["Sie schulden 84,20\u00a0€ (1)."]
    assert talk.last["language"] == "de"
    assert talk.say("bill")[0].startswith("Sie schulden"), "one word never changes the language"
    assert talk.say("my bill please")[0].startswith("You owe")


def test_the_gateways_language_counts_until_another_is_known(talk):
    talk.language = "de"
    assert talk.press("bill")[0].startswith("Sie schulden")


def test_a_language_there_are_no_words_for_becomes_english(talk):
    talk.language = "fr"
    assert talk.press("bill")[0].startswith("You owe")
    assert talk.last["language"] == "en"


def test_who_also_writes_another_language_is_asked_once_which_one_is_preferred(talk):
    assert talk.say("доброго дня. meine rechnung bitte")[1:] == ["Welche Sprache?"]
    assert talk.say("доброго дня. meine rechnung bitte")[1:] == []


def _unbounded(engine, texts):
    """What Rasa answers on a tracker that lives in memory and forgets nothing."""

    async def lead():
        tracker, answers = new_tracker(engine._processor.domain), []
        for text in texts:
            output = TurnOutput()
            message = UserMessage(text, output_channel=output, sender_id="x", metadata={"now": NOW})
            await engine._processor.run(tracker, message, language="en", languages=("de", "en"))
            answers.append([reply["text"] for reply in output.replies])
        return answers

    return asyncio.run(lead())


@pytest.mark.prove
@pytest.mark.timeout(180)
def test_300_turns_are_answered_like_an_unbounded_conversation(engine, talk):
    texts = _script(300)
    assert [talk.say(text) for text in texts] == _unbounded(engine, texts)


def test_turns_beyond_the_kept_ones_are_answered_like_an_unbounded_conversation(engine, talk):
    texts = _script(80)
    assert [talk.say(text) for text in texts] == _unbounded(engine, texts)


def _script(turns):
    """Bills, small talk, and a form that is filled, interrupted and dropped."""
    script = ["my bill please", "meter", "hello there", "4711", "my bill please", "garden", "hello there", "meter",
              "please stop", "my bill please", "meter", "4712", "kitchen"]  # fmt: skip
    return [script[number % len(script)] for number in range(turns)]


def test_late_turns_carry_no_more_than_early_ones(talk):
    tiny_actions.events_seen.clear()
    for text in _script(300):
        talk.say(text)
    seen = tiny_actions.events_seen
    assert max(seen[-60:]) <= max(seen[30:90]), "an action is given as many events at the end as at the beginning"
    assert len(json.dumps(talk.state)) < 16_000
