"""What is on record about the customer."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import consents, customers
from actions._matter_action import MatterAction
from actions._matters import Details
from actions._turn import Turn
from actions._words.addresses import one_line
from actions._words.contracts import asks_who_runs_grid
from actions._words.money import asks_which_account
from actions._words.spelling import fold

PARTS = {
    "people": r"who (\w+ ){0,3}(may|can|is|orders|approves)\b|allowed to talk|contact person|ansprechpartner|berechtigt"
    r"|vollmacht|bevollm|wer (\w+ ){0,3}(darf|kann|bestellt)\b|upowazn|uprawn|pelnomoc|osob\w+ kontakt"
    r"|kto (\w+ ){0,3}(oprocz|moze|jest|zamawia|zatwierdza)\b",
    "consents": r"consent|permission|agreed|einwillig|zustimm|zgod|newsletter|werbung|advert|marketing",
    "bank": r"bank|iban|\bkonto\b|lastschrift|direct debit|kontonummer|mandat|rachun\w+ bank|\bkonto bank",
    "points": r"meter|zaehler|licznik|malo|melo|\bppe\b|marktlok|lieferstelle|zaehlpunkt|verbrauchsstelle|\bsites?\b"
    r"|metering point|punkt\w* pobor|\bpoint|standort|lokal",
    "contact": r"mail|phone|telefon|handy|mobil|rufnummer|komor|address|adress|anschrift|adres|\bruft\b|\bnr tel|sms",
    "number": r"(customer|account|client) (no|num|id|ref)|kundenn|kunden-?nr|vertragskonto|n(ume)?r klient"
    r"|reference|customer id|kundenkonto",
    "name": r"\bname\b|\bnamen?\b|maiden|nazwisk|\bimie\b|doppelname|nazw[aey]\b",
    "ids": r"pesel|steuer|tax|\bnip\b|personal id|\bids?\b proven|date of birth|geburt|urodz",
}
"""Words that ask for one part; without any of them everything is shown."""

_AND = re.compile(r"\b(?:and|und|sowie|i|oraz)\b|,")
_NUMBER = re.compile(r"\b(number|nummer|numer)\b")

BUTTONS = [
    {"title_key": "button_change_data", "intent": "update_contact"},
    {"title_key": "button_copy_data", "intent": "request_my_data"},
]

MOST_PLACES = 4

ADVERTISING = ("offers", "newsletter", "energy_tips", "surveys", "partner_offers", "call_recording")


class ActionShowData(MatterAction):
    """Shows the record, masked where it must be, or the one part that was asked for."""

    matter = "show_my_data"

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Tell what is stored."""
        if asks_who_runs_grid(turn.request_text):
            points = [point for point in await _backend.service_points() if point["kind"] == "metering_point"]
            dispatcher.utter_message(response="utter_grid_operators", points=points)
            return []
        record, given, accounts, points = await asyncio.gather(
            customers.record(), consents.current(), customers.bank_accounts(), _backend.service_points()
        )
        parts = parts_named(turn.request_text) or [None]
        for part in parts:
            dispatcher.utter_message(
                response="utter_my_data",
                part=part,
                record=record,
                consents=_by_purpose(given),
                bank=next((one for one in accounts if one["state"] == "active"), None),
                sees_bank=record["rights"]["bank_details"],
                points=points,
                waits_for_grid=any(dict(one).get("state") == "planned" and one["meter_number"] for one in points),
                supplied=_addresses(points),
                people=[one for one in record["representatives"] if one["state"] == "active"],
                buttons=BUTTONS if part == parts[-1] else [],
            )
        return []


def parts_named(text: str) -> list[str | None]:
    """The parts of the record that a question names; every half of it may name another one."""
    halves = _AND.split(fold(text))
    if asks_which_account(text):
        return ["bank"]
    named = [next((name for name, words in PARTS.items() if re.search(words, half)), None) for half in halves]
    if any(named):
        # "which number and which bank": the number is the phone's
        named = [
            part or ("contact" if _NUMBER.search(half) else None) for part, half in zip(named, halves, strict=True)
        ]
    return list(dict.fromkeys(part for part in named if part))


def _addresses(points: Sequence[Any]) -> list[str]:
    """The places of supply, each once; of many none, for they would fill the screen."""
    lines = dict.fromkeys(one_line(point["address"]) for point in points if point["address"])
    return list(lines) if len(lines) <= MOST_PLACES else []


def _by_purpose(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What holds now, each purpose once with its channels."""
    channels: dict[str, list[str]] = {}
    for consent in given:
        if consent["allowed"]:
            channels.setdefault(consent["purpose"], []).append(consent["channel"])
    return [{"purpose": purpose, "channels": channels[purpose]} for purpose in ADVERTISING if purpose in channels]
