"""Numbers by which customers, contracts and places of supply are known, found in text and checked.

What carries a check digit is checked; what looks like such a number and fails is reported as damaged, with the reason,
so that the customer can be told what to look at instead of being told "not found".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import iban, luhn
from stdnum.de import idnr, vat
from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.pl import nip, pesel

from actions._words.spelling import fold
from bot.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MALO_DIGITS = 11
"""Length of a MaLo-ID with its check digit (BDEW "Anwendungshilfe MaLo-ID", checked 2026-11)."""
PPE_DIGITS = 18
"""Length of a Polish point-of-supply code: a GS1 GSRN beginning with 590 (Polish energy exchange rules)."""
MELO_LENGTH = 33
"""Length of a MeLo-ID: country, six digits of the grid operator, postcode, twenty characters (FNN metering code)."""

_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d\b")
_IBAN = re.compile(r"\b(?:DE|PL)[ -]?\d\d(?:[ -]?\d){8,30}\b|(?<![\w,.])\d\d(?: ?\d{4}){6}(?![\w,.])", re.IGNORECASE)
_OTHER_IBAN = re.compile(r"\b(?!DE|PL)[A-Z]{2} ?\d\d(?: ?[A-Z0-9]){11,30}(?![A-Z0-9])", re.IGNORECASE)
_IBAN_LENGTHS = {"DE": 22, "PL": 28}
_IBAN_CUE = re.compile(r"iban|konto|account|bank")
_PREFIXED = re.compile(
    r"\b(?:(?P<invoice_number>R[-–/ ]{0,3}20\d\d[-–/ ]{0,3}\d{1,9})|(?P<contract_number>V[-–/ ]{0,3}\d{4,9})"
    r"|(?P<ticket_number>T[-–/ ]{0,3}\d{4,9})|(?P<application_number>A[-–/ ]{0,3}[\dOIlSB]{6,9})"
    r"|(?P<customer_number>K[-–/ ]{0,3}[\dOIlSB]{3,6}[- ]?[\dOIlSB]{1,5}))\b",
    re.IGNORECASE,
)
_MELO = re.compile(r"\bDE(?:[ .-]?\d){11}(?:[ .-]?[0-9A-Z]){20}\b|\bDE\d{11}[0-9A-Z]{9,28}\b", re.IGNORECASE)
_VAT = re.compile(r"\b(?P<country>DE|PL)[ -]?(?P<digits>\d{3}[ -]?\d{3}[ -]?(?:\d{3}|\d\d[ -]?\d\d))\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,+])\d(?:[ /-]?\d){3,30}(?![\w]|[.,]\d)")
_GROUP = re.compile(r"\d+")
_UNIT = re.compile(r" ?(?:kwh|mwh|m3|m³|gb|eur|€|zł|zl|pln|%)", re.IGNORECASE)

# Words that say which number follows, folded; the nearest one before (or else after) the number counts.
_CUES = re.compile(
    r"(?P<customer_number>kunden|customer|client|klient|account n|account:)"
    r"|(?P<application_number>antrag|applicati|wnios|zgloszen|vorgang|registr)"
    r"|(?P<malo_id>malo|marktlok|market loc|lieferstell)|(?P<ppe_code>ppe|punkt\w{0,3} pobor|kod\w{0,2} punktu)"
    r"|(?P<personal_id>pesel|steuer|idnr|tax id|personal id|id number)|(?P<tax_id>nip|ust|vat)"
    r"|(?P<meter>zaehler|meter|licznik|stand|reading|odczyt)|(?P<phone>tel|phone|handy|mobil|komork|ruf|anruf|call|dzwon)"
    r"|(?P<code>code|kod|tan\b|pin)|(?P<invoice_number>rechnung|invoice|faktur|rachun)|(?P<contract_number>vertrag|contract|umow)"
)
_CUE_REACH_CHARS = 45

_LETTERS_LIKE_DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5", "B": "8"})
_FIXED_LENGTHS = {"customer_number": 8, "application_number": 7, "contract_number": 6, "ticket_number": 6}


def find_identifiers(text: str) -> list[Mention]:
    """Every identifier in a message, good or damaged, in order of appearance.

    A bare number of eleven digits that passes several checks (PESEL, Steuer-IdNr, MaLo-ID) without a word that says
    which it is comes once per kind it can be.
    """
    found: list[Mention] = []
    if not _GROUP.search(text):
        return found
    taken = [match.span() for match in _DATE.finditer(text)]
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            mentions = list(read(match, text))
            if mentions:
                found += mentions
                taken.append(match.span())
    return sorted(found, key=lambda mention: (mention.start, mention.kind))


def is_malo_id(digits: str) -> bool:
    """Whether eleven digits are a MaLo-ID: the first not 0, the last the check digit.

    Digits at odd places are added, digits at even places added and doubled; the last digit fills the sum up to ten.
    """
    if len(digits) != MALO_DIGITS or not digits.isascii() or not digits.isdigit() or digits[0] == "0":
        return False
    body = [int(digit) for digit in digits[:10]]
    return (sum(body[0::2]) + 2 * sum(body[1::2]) + int(digits[10])) % 10 == 0


def is_ppe_code(digits: str) -> bool:
    """Whether 18 digits are a Polish point-of-supply code: prefix 590 and the check digit of a GS1 number."""
    if len(digits) != PPE_DIGITS or not digits.isascii() or not digits.isdigit() or not digits.startswith("590"):
        return False
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits[:-1]))
    return (weighted + int(digits[-1])) % 10 == 0


def _read_iban(match: re.Match[str], text: str) -> Iterator[Mention]:
    """A German or Polish account number; Polish ones are often written without their country."""
    written = match.group()
    value = re.sub(r"[ -]", "", written).upper()
    value = value if value[:2] in _IBAN_LENGTHS else f"PL{value}"
    missing = _IBAN_LENGTHS[value[:2]] - len(value)
    if iban.is_valid(value):
        yield Mention("iban", match.start(), match.end(), value)
    elif missing == 0:
        yield _damaged("iban", match.start(), written, "check_digit")
    elif _IBAN_CUE.search(fold(text[: match.start()])):
        yield _damaged("iban", match.start(), written, "too_short" if missing > 0 else "too_long")


def _read_other_iban(match: re.Match[str], text: str) -> Iterator[Mention]:
    """An account number of another country; what stands behind it is none of it."""
    written = match.group()
    ends = (end for end in range(len(written), 0, -1) if not written[end : end + 1].strip())
    valid = next((end for end in ends if iban.is_valid(written[:end])), None)
    if valid is not None:
        value = written[:valid].replace(" ", "").upper()
        yield Mention("iban", match.start(), match.start() + len(written[:valid].rstrip()), value)


def _read_melo(match: re.Match[str], text: str) -> Iterator[Mention]:
    written = match.group()
    value = re.sub(r"[ .-]", "", written).upper()
    if len(value) == MELO_LENGTH:
        yield Mention("melo_id", match.start(), match.end(), value)
    else:
        problem = "too_short" if len(value) < MELO_LENGTH else "too_long"
        yield _damaged("melo_id", match.start(), written, problem)


def _read_vat(match: re.Match[str], text: str) -> Iterator[Mention]:
    country, digits = match.group("country").upper(), re.sub(r"\D", "", match.group("digits"))
    if country == "DE" and len(digits) == 9:
        yield _checked("tax_id", match, f"DE{digits}", vat.validate, "ust_id")
    elif country == "PL" and len(digits) == 10:
        yield _checked("tax_id", match, digits, nip.validate, "nip")


def _read_prefixed(match: re.Match[str], text: str) -> Iterator[Mention]:
    kind = str(match.lastgroup)
    written = match.group()
    typed = re.sub(r"[-–/ ]", "", written[1:]).upper()
    digits = typed.translate(_LETTERS_LIKE_DIGITS)
    if not any(char.isdigit() for char in typed) or (
        kind == "application_number" and written[1] == " " and len(digits) != 7
    ):
        return
    if kind == "invoice_number":
        year, sequence = digits[:4], digits[4:].lstrip("0")
        if len(sequence) > 6:
            yield _damaged(kind, match.start(), written, "too_long", sequence)
        else:
            yield Mention(kind, match.start(), match.end(), f"R-{year}-{sequence.zfill(6)}")
        return
    problem = _length_problem(kind, digits)
    if problem:
        yield _damaged(kind, match.start(), written, problem)
    elif typed != digits:
        letters = "".join(char for char in typed if not char.isdigit())
        yield _damaged(kind, match.start(), written, "wrong_letters", letters)
    elif kind in ("customer_number", "application_number") and not luhn.is_valid(digits):
        yield _damaged(kind, match.start(), written, "check_digit")
    else:
        prefix = "" if kind == "customer_number" else f"{written[0].upper()}-"
        yield Mention(kind, match.start(), match.end(), prefix + digits)


def _read_digits(match: re.Match[str], text: str) -> Iterator[Mention]:
    """A bare number: as a whole, or, if that is no known length, each of its spaced groups."""
    whole = list(_read_number(match.group(), match.start(), text))
    if whole or " " not in match.group():
        yield from whole
        return
    for group in _GROUP.finditer(match.group()):
        yield from _read_number(group.group(), match.start() + group.start(), text)


def _read_number(written: str, start: int, text: str) -> Iterator[Mention]:
    digits = re.sub(r"\D", "", written)
    cue = _cue(text, start, start + len(written))
    if _UNIT.match(text, start + len(written)):
        return
    if cue == "customer_number" and 6 < len(digits) < 11:
        yield _customer_number(written, start, digits)
    elif cue == "application_number" and len(digits) == 7:
        yield _with_luhn("application_number", start, written, f"A-{digits}", digits)
    elif digits.startswith("590") and 16 <= len(digits) <= 20:
        yield _ppe(written, start, digits)
    elif cue != "phone":
        yield from _read_by_length(written, start, digits, cue)


def _read_by_length(written: str, start: int, digits: str, cue: str | None) -> Iterator[Mention]:
    if cue in ("personal_id", "malo_id") and len(digits) in (9, 10, 12):
        yield _damaged(cue, start, written, "too_short" if len(digits) < 11 else "too_long")
    elif len(digits) == 6 and cue in (None, "code") and len(written) <= 7:
        yield Mention("code_digits", start, start + len(written), digits)
    elif len(digits) == 8 and cue not in ("meter", "invoice_number", "contract_number"):
        if luhn.is_valid(digits) or _grouped_as_customer_number(written):
            yield _customer_number(written, start, digits)
    elif len(digits) == 10:
        yield from _nip(written, start, digits, cue)
    elif len(digits) == 11:
        yield from _eleven_digits(written, start, digits, cue)


def _customer_number(written: str, start: int, digits: str) -> Mention:
    problem = _length_problem("customer_number", digits)
    if problem:
        return _damaged("customer_number", start, written, problem)
    return _with_luhn("customer_number", start, written, digits, digits)


def _with_luhn(kind: str, start: int, written: str, value: str, digits: str) -> Mention:
    if luhn.is_valid(digits):
        return Mention(kind, start, start + len(written), value)
    return _damaged(kind, start, written, "check_digit")


def _grouped_as_customer_number(written: str) -> bool:
    """ "12345678" or "1234 5678", but not two years or a row of other numbers."""
    groups = _GROUP.findall(written)
    years = all(len(group) == 4 and group.startswith("20") for group in groups)
    return len(groups) == 1 or ([len(group) for group in groups] == [4, 4] and not years)


def _nip(written: str, start: int, digits: str, cue: str | None) -> Iterator[Mention]:
    if nip.is_valid(digits):
        yield Mention("tax_id", start, start + len(written), digits, "nip")
    elif cue == "tax_id" or re.fullmatch(r"\d{3}-\d{3}-\d\d-\d\d|\d{3}-\d\d-\d\d-\d{3}", written):
        yield _damaged("tax_id", start, written, "check_digit")


def _eleven_digits(written: str, start: int, digits: str, cue: str | None) -> Iterator[Mention]:
    end = start + len(written)
    possible = []
    if pesel.is_valid(digits):
        possible.append(Mention("personal_id", start, end, digits, "pesel"))
    if idnr.is_valid(digits):
        possible.append(Mention("personal_id", start, end, digits, "steuer_id"))
    if is_malo_id(digits):
        possible.append(Mention("malo_id", start, end, digits))
    cued = [mention for mention in possible if mention.kind == cue]
    if cued or possible:
        yield from cued or possible
        return
    kind = cue if cue in ("personal_id", "malo_id") else None
    if kind is None and not written.isdigit():
        return
    if kind != "malo_id" and _has_wrong_birth_date(digits) and (kind or digits[0] == "0"):
        yield _damaged("personal_id", start, written, "birth_date", digits[:6])
    else:
        yield _damaged(kind or "malo_id", start, written, "check_digit")


def _has_wrong_birth_date(digits: str) -> bool:
    """Whether the check digit of a PESEL fits but its first six digits are no date."""
    try:
        pesel.validate(digits)
    except InvalidComponent:
        return True
    except ValidationError:
        return False
    return False


def _ppe(written: str, start: int, digits: str) -> Mention:
    if is_ppe_code(digits):
        return Mention("ppe_code", start, start + len(written), digits)
    if len(digits) != PPE_DIGITS:
        return _damaged("ppe_code", start, written, "too_short" if len(digits) < PPE_DIGITS else "too_long")
    return _damaged("ppe_code", start, written, "check_digit")


def _checked(kind: str, match: re.Match[str], value: str, validate: Callable[[str], str], scheme: str) -> Mention:
    try:
        validate(value)
    except ValidationError:
        return _damaged(kind, match.start(), match.group(), "check_digit")
    return Mention(kind, match.start(), match.end(), value, scheme)


def _length_problem(kind: str, digits: str) -> str | None:
    wanted = _FIXED_LENGTHS[kind]
    if len(digits) == wanted:
        return None
    return "too_short" if len(digits) < wanted else "too_long"


def _damaged(kind: str, start: int, written: str, problem: str, part: str | None = None) -> Mention:
    value = {"kind": kind, "text": written, "problem": problem, "part": part}
    return Mention("damaged_number", start, start + len(written), value)


def _cue(text: str, start: int, end: int) -> str | None:
    """The kind of number that the words around a number speak of: the nearest before it, else the first after it."""
    before = list(_CUES.finditer(fold(text[max(0, start - _CUE_REACH_CHARS) : start])))
    if before:
        return before[-1].lastgroup
    after = _CUES.search(fold(text[end : end + _CUE_REACH_CHARS]))
    return after.lastgroup if after else None


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Iterator[Mention]]], ...] = (
    (_IBAN, _read_iban),
    (_OTHER_IBAN, _read_other_iban),
    (_MELO, _read_melo),
    (_VAT, _read_vat),
    (_PREFIXED, _read_prefixed),
    (_DIGITS, _read_digits),
)
