"""What is told about what was kept long enough."""

from backend_api.schemas import Schema


class Purged(Schema):
    """How many rows went; the call goes on until `more` is false."""

    audit_entries: int
    """Who saw and who changed what, older than `WATTLINE_AUDIT_DAYS`."""
    domain_events: int
    """Events that everybody was told, older than `WATTLINE_EVENT_DAYS`."""
    idempotency_records: int
    """Answers kept for repeats, older than `WATTLINE_REPEAT_DAYS`."""
    data_exports: int
    """Requests for copies of one's data that ended so long ago."""
    more: bool
    """Whether something is left for another call."""
