"""Sentences that sound like our trade and are another firm's matter, made anew at every training and never stored.

"How high is my bill" is ours, "how high is my Vodafone bill" is not: one name outweighs all other words, which a model
that adds up words learns only from many sentences with such names. So of some sentences about somebody's own bill,
contract or order a variant with the name of a firm (``other_suppliers``, ``other_companies`` in ``concepts.yml``) is
learnt as out of scope; or one with the place where else one has such a thing (``elsewhere.yml``): "at the dentist's".
Matters in which customers rightly name other firms, as a change of supplier, give none.
"""

from __future__ import annotations

import random
import re
import zlib
from functools import lru_cache
from pathlib import Path

import yaml

from actions._words.spelling import fold
from bot.concepts import lexicon
from bot.languages import decide

OUTSIDE = "out_of_scope"

MATTERS = frozenset(
    {"check_bill", "get_invoice", "payment_status", "make_payment", "change_installment", "check_consumption"}
    | {
        "contract_expiry",
        "contract_details",
        "cancel_contract",
        "renew_contract",
        "request_documents",
        "file_complaint",
    }
    | {"order_status", "change_order", "cancel_order", "return_goods", "complaint_status", "update_contact"}
    | {"show_my_data", "human_handoff"}
)
"""Of which a sentence becomes another firm's when that is named."""

MOST_WORDS = 14
"""Of a sentence that a name turns; a longer one says other things as well."""

AT_THE_END = 0.2
"""Of how many the name stands at the end, not beside the word for what it is about."""

BY_PLACE = 0.4
"""Of how many a place stands there."""

PLACES = Path(__file__).with_suffix(".yml")
FIRMS = ("other_suppliers", "other_companies")

_NAMED = frozenset({"bill", "contract", "tariff", "order", "installment", "reminder", "device", "bank", "complaint"})
"""Concepts whose word takes a name: "Vodafone bill", "faktura Vodafone"."""

_TO_US = re.compile(
    r"\b(?:you|your|yours|u|ur|sie|ihnen|ihr|ihre[rmns]?|euch|eure?[rmns]?|dir|du"
    r"|panstw[oa]|panstwu|was|wam|wami|wasz\w*|pan|pani|\w{3,}cie)\b"
)
"""Whoever says so means us; a name beside it is a place or an example."""

_AT = {"en": "{} at {}", "de": "{} bei {}", "pl": "{} w {}"}


def turned(text: str, *, seed: int = 0) -> str | None:
    """The same words about another firm; None where a name would not turn them.

    Args:
        text: A sentence of one of ``MATTERS``.
        seed: Another one draws another firm.
    """
    words = text.split()
    places = [place for place, word in enumerate(words) if _takes_name(word)]
    if not places or len(words) > MOST_WORDS or _TO_US.search(fold(text)):
        return None
    draw = random.Random(zlib.crc32(text.encode()) ^ seed)  # noqa: S311 - variety, not secrecy
    firm = draw.choice(_firms())
    language = decide(text, {}).code
    end, plain = draw.random(), text.rstrip(" .?!")
    if end < BY_PLACE:
        return f"{plain} {draw.choice(_places(language))}"
    if end < BY_PLACE + AT_THE_END:
        return _AT[language].format(plain, firm)
    place = draw.choice(places) + (language == "pl")
    return " ".join([*words[:place], firm, *words[place:]])


@lru_cache(maxsize=20_000)
def _takes_name(word: str) -> bool:
    return not _NAMED.isdisjoint(lexicon().of_word(fold(word).strip(".,;:?!")))


@lru_cache(maxsize=1)
def _firms() -> tuple[str, ...]:
    """Suppliers of energy and telephony count twice: theirs are the sentences most like ours."""
    suppliers, companies = (lexicon().words_of(concept) for concept in FIRMS)
    return (*suppliers, *suppliers, *companies)


@lru_cache(maxsize=4)
def _places(language: str) -> tuple[str, ...]:
    return tuple(yaml.safe_load(PLACES.read_text(encoding="utf-8"))[language])
