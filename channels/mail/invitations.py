"""The little of a calendar entry that is needed to know what a mail invites to (RFC 5545, RFC 5546)."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.core import get_global

from channels.mail.content import Invitation

LONGEST_VALUE = 300
"""Characters of a summary or a place that are kept."""
METHODS = frozenset(["REQUEST", "CANCEL", "REPLY", "PUBLISH", "ADD", "REFRESH", "COUNTER", "DECLINECOUNTER"])

_FOLD = re.compile(r"\n[ \t]")
_PROPERTY = re.compile(
    r"^([A-Za-z-]{1,40})((?:;[^\n:\"]{0,200}|;[A-Za-z-]{1,40}=\"[^\n\"]{0,200}\"){0,9}):([^\n]*)$", re.MULTILINE
)
_ZONE = re.compile(r"TZID=\"?([^;:\"]{1,80})", re.IGNORECASE)
_ESCAPES = {"\\n": " ", "\\N": " ", "\\,": ",", "\\;": ";", "\\\\": "\\"}
_ESCAPED = re.compile(r"\\[nN,;\\]")


def read_invitation(text: str) -> Invitation | None:
    """Read the first event of a calendar; None when there is none."""
    unfolded = _FOLD.sub("", text)
    head, begin, rest = unfolded.partition("BEGIN:VEVENT")
    if not begin:
        return None
    calendar = _properties(head)
    event = _properties(rest.partition("END:VEVENT")[0])
    method = calendar.get("METHOD", ("", ""))[1].strip().upper()
    return Invitation(
        method=method if method in METHODS else "PUBLISH",
        summary=_text(event, "SUMMARY"),
        starts_at=_moment(event, "DTSTART"),
        ends_at=_moment(event, "DTEND"),
        location=_text(event, "LOCATION"),
    )


def _properties(text: str) -> dict[str, tuple[str, str]]:
    """First occurrence of each property: its parameters and its value."""
    found: dict[str, tuple[str, str]] = {}
    for match in _PROPERTY.finditer(text):
        found.setdefault(match[1].upper(), (match[2], match[3]))
    return found


def _text(properties: dict[str, tuple[str, str]], name: str) -> str | None:
    value = properties.get(name, ("", ""))[1]
    return _ESCAPED.sub(lambda escape: _ESCAPES[escape[0]], value).strip()[:LONGEST_VALUE] or None


def _moment(properties: dict[str, tuple[str, str]], name: str) -> datetime | None:
    parameters, value = properties.get(name, ("", ""))
    value = value.strip()
    try:
        moment = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 (the zone comes below)
        zone = UTC if value.endswith("Z") else _zone(parameters)
        return None if zone is None else moment.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(parameters: str) -> ZoneInfo | None:
    """The zone by its IANA name, or by the name Windows gives it, as Outlook does."""
    match = _ZONE.search(parameters)
    if match is None:
        return None
    name = get_global("windows_zone_mapping").get(match[1], match[1])
    try:
        return ZoneInfo(str(name))
    except (OSError, ValueError, LookupError):
        return None
