"""Checks the identifier of a service point by the rules of its scheme."""

import re

from backend_api.values import MalformedValueError, MaloId, PpeCode, compact

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
"""ITU-T E.164 (11/2010), 6.2: at most fifteen digits with the country code; shorter than seven is no subscriber."""


def check_identifier(scheme: str, text: str) -> str:
    """The identifier in the form in which it is stored.

    Args:
        scheme: ``malo``, ``ppe`` or ``line``.
        text: As written; blanks, dots, dashes and slashes do not matter.

    Raises:
        MalformedValueError: It breaks the rules of the scheme, or there is no such scheme.
    """
    if scheme == "malo":
        return MaloId.parse(text).text
    if scheme == "ppe":
        return PpeCode.parse(text).text
    written = compact(text)
    if scheme != "line" or not _E164.fullmatch(written):
        raise MalformedValueError("characters")
    return written
