"""Conversations per topic and language, held over the HTTP contract; every fact is compared with the backend's.

They are written in `tests/system/conversations/`; what may stand there is told in `tests/system/script.py`.
"""

from typing import Any

import pytest

from tests.system.device_line import DeviceLine
from tests.system.restoring import as_started
from tests.system.running import System
from tests.system.script import Conversation, Player, conversations

TOPICS = {
    *("bills", "consumption", "contracts", "switches", "offers", "outages", "documents"),
    *("conversation", "identity", "channels", "devices"),
}


WRITTEN = conversations()


def _marked(conversation: Conversation, *channel: str) -> Any:
    marks = [pytest.mark.capability(capability) for capability in conversation.capability]
    return pytest.param(conversation, *channel, id=" on ".join([conversation.id, *channel]), marks=marks)


@pytest.mark.system
@pytest.mark.timeout(60, func_only=True)
@pytest.mark.parametrize("conversation", [_marked(entry) for entry in WRITTEN if not entry.channels])
def test_conversation(system: System, conversation: Conversation) -> None:
    Player(system, conversation, system.persona(conversation.persona) if conversation.persona else None).play()


@pytest.mark.system
@pytest.mark.timeout(60, func_only=True)
@pytest.mark.parametrize(
    ("conversation", "channel"), [_marked(entry, channel) for entry in WRITTEN for channel in entry.channels]
)
def test_conversation_on_a_device(system: System, conversation: Conversation, channel: str) -> None:
    persona = system.persona(conversation.persona) if conversation.persona else None
    with as_started(system.layout), DeviceLine(system, conversation, channel) as line:
        Player(system, conversation, persona).play_on(line)


@pytest.mark.parametrize(
    "conversation", [entry for entry in WRITTEN if entry.most_questions is not None], ids=lambda entry: entry.id
)
def test_little_is_asked_before_the_answer(conversation: Conversation) -> None:
    assert conversation.questions <= (conversation.most_questions or 0)


def test_every_topic_is_covered_in_every_language() -> None:
    written = {(conversation.topic, conversation.language) for conversation in WRITTEN}
    topics = {topic for topic, _language in written}
    assert topics >= TOPICS
    assert written == {(topic, language) for topic in topics for language in ("en", "de", "pl")}
