"""Invented numbers that pass every check: customers', meters', ids, phones and mail addresses.

Phones lie in ranges kept free for films and books: in Germany 0176 040690 00-99 and 0171 39200 00-99
(Bundesnetzagentur, Mitteilung 148/2021), in Britain 07700 900000-999 (Ofcom). Poland has no such range; its numbers
begin with 0 after the area code, which no subscriber's number does. Mail addresses end with `.example` (RFC 2606).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from stdnum.iso7064 import mod_11_10
from stdnum.pl import pesel

from backend_api.values import gs1_check_digit, malo_check_digit

if TYPE_CHECKING:
    from datetime import date
    from random import Random

_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_NIP_OFFICES = (525, 778, 675, 782, 701)
"""First three digits that stand for tax offices in Warszawa, Poznań and Kraków."""
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "L", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def malo_id(random: Random) -> str:
    """A German market location."""
    digits = str(random.randint(1, 9)) + _digits(random, 9)
    return digits + malo_check_digit(digits)


def melo_id(random: Random, postcode: str) -> str:
    """A German metering location: grid operator, postcode, and the rest."""
    return f"DE{_digits(random, 6)}{postcode}{_digits(random, 20)}"


def ppe_code(random: Random) -> str:
    """A Polish place of consumption."""
    digits = "5903" + _digits(random, 13)
    return digits + gs1_check_digit(digits)


def meter_number(random: Random, country: str) -> str:
    """As printed on a meter."""
    return f"1{random.choice(('EMH', 'ISK', 'LGZ'))}00{_digits(random, 8)}" if country == "DE" else _digits(random, 8)


def personal_id(random: Random, country: str, born: date) -> str:
    """A Steuer-IdNr (de) or PESEL (pl)."""
    return _pesel(random, born) if country == "PL" else _idnr(random)


def tax_id(random: Random, country: str) -> str:
    """A USt-IdNr (de) or NIP (pl)."""
    if country == "DE":
        digits = str(random.randint(1, 9)) + _digits(random, 7)
        return "DE" + digits + str(mod_11_10.calc_check_digit(digits))
    while True:
        digits = f"{random.choice(_NIP_OFFICES)}{_digits(random, 6)}"
        check = sum(weight * int(digit) for weight, digit in zip(_NIP_WEIGHTS, digits, strict=True)) % 11
        if check < 10:
            return digits + str(check)


def phone(place: int, country: str, language: str) -> str:
    """The phone of the customer at a place in the list, below 100."""
    if country == "PL":
        return f"+4822012{place:02d}{(place * 37 + 11) % 100:02d}"
    return f"+447700900{100 + place * 7:03d}" if language == "en" else f"+49176040690{place:02d}"


def line_number(place: int, country: str) -> str:
    """The number of a line, by its place among all lines, below 100."""
    return f"+4822013{place:02d}{(place * 53 + 7) % 100:02d}" if country == "PL" else f"+4917139200{place:02d}"


def email(name: str, country: str) -> str:
    """`julia.meier@post.example`; for a company its own domain."""
    return f"{plain(name, '.')}@{'poczta' if country == 'PL' else 'post'}.example"


def company_email(name: str) -> str:
    """`office@northwind-studio.example`."""
    words = [word for word in plain(name, "-").split("-") if word not in ("gmbh", "sp", "z", "o", "e", "k", "oo")]
    return f"office@{'-'.join(words[:2])}.example"


def plain(text: str, separator: str) -> str:
    """Lower case letters without accents."""
    spelled = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    words = "".join(sign if sign.isalnum() else " " for sign in spelled if not unicodedata.combining(sign))
    return separator.join(words.lower().split())


def _pesel(random: Random, born: date) -> str:
    """The month carries the century: 20 is added after 1999."""
    month = born.month + (20 if born.year >= 2000 else 0)
    digits = f"{born.year % 100:02d}{month:02d}{born.day:02d}{_digits(random, 4)}"
    return digits + str(pesel.calc_check_digit(digits))


def _idnr(random: Random) -> str:
    """Of the first ten digits exactly one stands twice; the first is not 0."""
    used = random.sample("0123456789", 9)
    used.append(random.choice(used))
    random.shuffle(used)
    if used[0] == "0":
        used.reverse()
    if used[0] == "0":
        used[0], used[4] = used[4], used[0]
    digits = "".join(used)
    return digits + str(mod_11_10.calc_check_digit(digits))


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))
