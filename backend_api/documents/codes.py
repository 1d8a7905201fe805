"""The code that binds a paper to its matter: unguessable, typed by people, checked by its last character; pure.

Ten random characters (50 bits) and a check character, written ``4H7K-9M2Q-XT5``. The alphabet is Crockford's Base32
(https://www.crockford.com/base32.html), which has no I, L, O and U; who types O means 0, who types I or L means 1. The
check character is Luhn's in that alphabet: it finds every single wrong character and nearly every swap of neighbours.
"""

from __future__ import annotations

import secrets

from stdnum import luhn

from backend_api.values import MalformedValueError, compact

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 11
_MEANT = str.maketrans("OIL", "011")
_GROUPS = ((0, 4), (4, 8), (8, 11))


def new_code() -> str:
    """A code that nobody can guess, without dashes."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return random + str(luhn.calc_check_digit(random, ALPHABET))


def written(code: str) -> str:
    """As it is printed: ``4H7K-9M2Q-XT5``."""
    return "-".join(code[start:end] for start, end in _GROUPS)


def parse_code(text: str) -> str:
    """The code that a person typed or a scanner read, without dashes.

    Raises:
        MalformedValueError: ``length``, ``characters`` or ``check_digit``.
    """
    code = compact(text).translate(_MEANT)
    if len(code) != LENGTH:
        raise MalformedValueError("length")
    if not set(code) <= set(ALPHABET):
        raise MalformedValueError("characters")
    if not luhn.is_valid(code, ALPHABET):
        raise MalformedValueError("check_digit")
    return code
