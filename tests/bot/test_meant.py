"""Of a message that gives something up and asks for something else, the other half is understood."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.meant import parse_meant

MEANINGS = {
    "forget it ill pay it all. how": "cancel_dialogue",
    "ill pay it all. how": "make_payment",
    "egal, was schulde ich": "cancel_dialogue",
    "was schulde ich": "check_bill",
    "vergiss es, ich will das nicht mehr": "cancel_dialogue",
    "ich will das nicht mehr": "cancel_order",
    "nieważne, mamy tu duży kłopot": "cancel_dialogue",
    "never mind you stupid bot": "cancel_dialogue",
    "never mind": "cancel_dialogue",
    "no gaz 12 przedłużenie": "decline_offer",
    "gaz 12 przedłużenie": "renew_contract",
    "no": "deny",
    "nie, nie wypowiadam, dawać ofertę gaz 12": "cancel_contract",
    "dawać ofertę gaz 12": "ask_offers",
    "no, the gas one": "deny",
    "the gas one": "check_bill",
    "no, I can't breathe, please help me": "report_emergency",
    "please help me": "human_handoff",
    "vergiss es, hier riecht es nach gas, rufen sie an": "report_emergency",
    "hier riecht es nach gas, rufen sie an": "human_handoff",
    "no nie, nie mogę oddychać, proszę o pomoc": "deny",
    "nie, nie mogę oddychać, proszę o pomoc": "report_emergency",
    "proszę o pomoc": "human_handoff",
}


async def _parse(text: str) -> dict[str, Any]:
    return {"intent": {"name": MEANINGS.get(text, "nlu_fallback")}, "language": {"text": text}}


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("forget it ill pay it all. how", "en", "make_payment"),
        ("egal, was schulde ich", "de", "check_bill"),
        ("vergiss es, ich will das nicht mehr", "de", "cancel_dialogue"),
        ("nieważne, mamy tu duży kłopot", "pl", "nlu_fallback"),
        ("never mind you stupid bot", "en", "cancel_dialogue"),
        ("never mind", "en", "cancel_dialogue"),
        ("no gaz 12 przedłużenie", "pl", "renew_contract"),
        ("no gaz 12 przedłużenie", "en", "decline_offer"),
        ("no", "pl", "deny"),
        ("nie, nie wypowiadam, dawać ofertę gaz 12", "pl", "ask_offers"),
        ("no, the gas one", "en", "deny"),
        ("no, I can't breathe, please help me", "en", "report_emergency"),
        ("vergiss es, hier riecht es nach gas, rufen sie an", "de", "report_emergency"),
        ("no nie, nie mogę oddychać, proszę o pomoc", "pl", "report_emergency"),
    ],
)
def test_the_half_that_asks_for_something_counts(text, language, intent):
    parsed = asyncio.run(parse_meant(_parse, text, lambda _parsed: language))
    assert parsed["intent"]["name"] == intent
    assert parsed["language"] == {"text": text}


def test_letters_that_the_classifier_has_never_seen_mean_nothing():
    async def parse(text):
        return {"intent": {"name": "ask_price", "confidence": 0.5}, "language": {"code": "en", "foreign": "whole"}}

    parsed = asyncio.run(parse_meant(parse, "Скільки я винен?", lambda _parsed: "en"))
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["language"]["foreign"] == "whole"
