"""Times of calendar entries are moments, or nothing."""

import pytest

from channels.mail.invitations import read_invitation

STARTS = {
    "DTSTART:20261201T090000Z": "2026-12-01T09:00:00+00:00",
    "DTSTART;TZID=Europe/Berlin:20261201T100000": "2026-12-01T09:00:00+00:00",
    "DTSTART;TZID=Europe/Warsaw:20260701T100000": "2026-07-01T08:00:00+00:00",
    'DTSTART;TZID="W. Europe Standard Time":20261201T100000': "2026-12-01T09:00:00+00:00",
    "DTSTART;TZID=Central European Standard Time:20261201T100000": "2026-12-01T09:00:00+00:00",
    "DTSTART:20261201T100000": None,
    "DTSTART;VALUE=DATE:20261201": None,
    "DTSTART;TZID=Nowhere/Land:20261201T100000": None,
    "DTSTART;TZID=../../etc/passwd:20261201T100000": None,
    "DTSTART:nonsense": None,
    "DTSTART:20261301T100000Z": None,
    "SUMMARY:none": None,
}


@pytest.mark.parametrize("line", STARTS)
def test_starts(line: str) -> None:
    found = read_invitation(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{line}\nEND:VEVENT\nEND:VCALENDAR")
    assert found is not None
    assert (found.starts_at and found.starts_at.isoformat()) == STARTS[line]


def test_folded_and_escaped_text() -> None:
    found = read_invitation("METHOD:request\nBEGIN:VEVENT\nSUMMARY;LANGUAGE=de:Zähler\n wechsel\\, Keller\\nund mehr\n")
    assert found is not None
    assert (found.method, found.summary) == ("REQUEST", "Zählerwechsel, Keller und mehr")


def test_a_calendar_without_an_event_invites_to_nothing() -> None:
    assert read_invitation("BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR") is None
    assert read_invitation("") is None
