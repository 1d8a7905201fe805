"""A turn as the gateway sees it."""

from __future__ import annotations

import pytest

from bot.processor import TurnFailed


def test_a_text_is_answered_in_the_conversations_language(talk):
    assert talk.say("my bill please") == ["You owe €84.20 (1)."]
    assert talk.last["language"] == "en"
