"""An outage that the backend knows of."""

RUNNING = {
    "number": "S-9001",
    "commodity": "electricity",
    "state": "running",
    "cause": "fault",
    "starts_at": "2026-11-21T16:00:00Z",
    "expected_until_at": "2026-11-21T21:00:00Z",
    "ended_at": None,
    "notes": {"en": "A cable is damaged."},
}
