"""What extractors find in a message, in the form that travels as a Rasa entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Mention:
    """One stretch of the message and what it means.

    Values by kind:

    - ``customer_number`` "12345678", ``application_number`` "A-1234567", ``invoice_number`` "R-2026-004711",
      ``contract_number`` "V-200417", ``ticket_number`` "T-100234";
    - ``personal_id`` (PESEL or Steuer-IdNr) and ``tax_id`` (NIP or USt-IdNr): digits, USt-IdNr with "DE" in front;
      ``malo_id``, ``melo_id``, ``ppe_code``: without separators; ``code_digits``: six digits;
    - ``damaged_number`` {"kind": one of the kinds above, "text": as written, "problem": "check_digit" | "too_short" |
      "too_long" | "wrong_letters", "part": the characters that look wrong, or null};
    - ``iban`` "DE89370400440532013000", Polish ones with "PL" in front;
    - ``period`` {"from_on": "2026-03-01", "to_on": "2026-03-31", "grain": "day" | "week" | "month" | "quarter" |
      "season" | "year" | "range", "text": as written};
    - ``commodity`` "electricity" | "gas" | "fibre" | "mobile";
    - ``place`` {"code": "flat" | "house" | "garage" | ..., "text": as written};
    - ``ordinal`` "1", "2", ... counted from the start, "-1" (last), "largest", "smallest", "latest", "earliest",
      "other", "both" or "all";
    - ``number`` "12345.6", any other number as decimal text, in digits or in words;
    - ``amount`` {"amount": "123.45", "currency": "EUR" | "PLN" | null};
    - ``language`` "en", ``phone`` "+48501234567", ``email``, ``postcode`` "30-001" or "10115".
    """

    kind: str
    start: int
    end: int
    value: Any
    scheme: str | None = None
    """Which numbering the value follows where a kind has several: "pesel", "steuer_id", "nip", "ust_id"."""


def as_entity(mention: Mention, extractor: str) -> dict[str, Any]:
    """The mention as Rasa carries it in ``entities``."""
    entity = {
        "entity": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "value": mention.value,
        "confidence_entity": 1.0,
        "extractor": extractor,
    }
    if mention.scheme:
        entity["scheme"] = mention.scheme
    return entity


def free(mention: Mention, taken: Iterable[tuple[int, int]]) -> bool:
    """Whether a mention touches none of the stretches that are explained already."""
    return all(mention.end <= start or end <= mention.start for start, end in taken)
