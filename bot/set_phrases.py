"""Messages whose meaning needs no classifier: typed button titles, requests about the chat."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actions._words.spelling import fold

if TYPE_CHECKING:
    from bot.reply_catalog import ReplyCatalog

MOST_WORDS = 10
"""A longer message is about more than the chat itself."""

_WORD = re.compile(r"[a-z0-9]+")

_OPEN_DE = r"(?:offen|geoeffnet|auf|erreichbar)"
_THINGS_DE = r"(?!\w*(?:rechnung|betrag|betraeg|posten|forderung|vertrag|zahlung))"
_WE_PL = r"(?:pracujecie|panstwo pracuja|jestescie (?:czynni|otwarci|dostepni)|(?:jest )?czynn[eay]|macie otwarte)"

_REQUESTS: tuple[tuple[str, str, str], ...] = (
    (
        "human_handoff",
        "opening_hours",
        r"\b(?:oeffnungs|geschaefts|sprech|service|buero)zeiten\b"
        rf"|\b(?:wann|wie lange|bis wann|ab wann)\b.*\b(?:haben|habt|sind|seid)\b.*\b(?:sie|ihr)\b.*\b{_OPEN_DE}\b"
        rf"|^(?:haben sie|habt ihr|sind sie|seid ihr) (?:{_THINGS_DE}\w+ ){{0,4}}{_OPEN_DE}$"
        r"|\b(?:opening|business|office|working) (?:hours|times)\b|\byour hours\b|\bare you (?:still )?open\b"
        r"|\b(?:are|when are|when do|what time do|how late are|until when are) you (?:guys )?(?:open|close)\b"
        r"|\bgodzin(?:y|ach)? (?:otwarcia|pracy)\b"
        rf"|\b(?:kiedy|jak dlugo|godzinach|godziny|od ktorej|do ktorej|czy)\b.*\b{_WE_PL}\b",
    ),
    (
        "cancel_dialogue",
        "sign_out",
        r"\b(?:log|sign) (?:me )?(?:out|off)\b|\blogout\b|\bausloggen\b|\blogg?en? sie mich aus\b|\blogge? mich aus\b"
        r"|^(?:bitte )?(?:mich )?(?:bitte )?(?:vom chat )?abmelden(?: bitte)?$|\bmelden? sie mich (?:bitte )?ab\b"
        r"|^(?:ich )?(?:moechte|will) mich (?:bitte )?(?:(?:vom|im|hier im) chat )?abmelden$"
        r"|\bwyloguj\w*\b|\bwylogowa\w*\b",
    ),
    (
        "cancel_dialogue",
        "other_person",
        r"\bich bin (?:gar |ueberhaupt |doch )*nicht (?:die |der )?(?:frau|herr|kunde|kundin)\b"
        r"|\b(?:das )?bin (?:gar |ueberhaupt |doch )*nicht ich$|\bdas bin ich (?:gar |ueberhaupt )?nicht$"
        r"|\b(?:i m|i am) not (?:mr|mrs|ms|miss|the customer)\b|\b(?:that|this|it)(?: s| is) not me$"
        r"|\bto nie ja(?: jestem\b.*)?$|\bnie jestem (?:pan(?:em|ia)?|klient(?:em|ka)|ta osoba)\b",
    ),
)
_COMPILED = tuple((intent, name, re.compile(pattern)) for intent, name, pattern in _REQUESTS)


@dataclass(frozen=True)
class Meaning:
    """An intent that is certain, with the entities that go with it."""

    intent: str
    entities: dict[str, Any] = field(default_factory=dict)


class SetPhrases:
    """Knows the titles of the buttons that replies always offer, in every language, and requests about the chat."""

    def __init__(self, catalog: ReplyCatalog) -> None:
        """Read the titles; one that stands for two different things stands for none."""
        found: dict[str, list[Meaning]] = {}
        for title, intent, entities in catalog.fixed_buttons():
            found.setdefault(_plain(title), []).append(Meaning(intent, entities))
        self._titles = {title: those[0] for title, those in found.items() if all(one == those[0] for one in those)}

    def meaning_of(self, text: str) -> Meaning | None:
        """What a message means for certain, or None; the entity ``matter`` names a request about the chat itself."""
        plain = _plain(text)
        if plain in self._titles:
            return self._titles[plain]
        if len(plain.split()) > MOST_WORDS:
            return None
        request = next(((intent, name) for intent, name, pattern in _COMPILED if pattern.search(plain)), None)
        return Meaning(request[0], {"matter": request[1]}) if request else None


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
