"""Readings and a photo of a meter, as the backend answers and takes them."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from tests.actions.fake_backend import FLAT

if TYPE_CHECKING:
    from tests.actions.fake_backend import FakeBackend

METER = {
    "items": [
        {"register_code": "1.8.0", "read_on": "2026-08-01", "value": 7633, "unit": "kWh", "source": "customer"},
    ],
    "registers": [{"code": "1.8.0", "unit": "kWh", "digits": 6}],
    "exchanges": [],
    "due_on": None,
}
TAKEN = {
    "service_point_id": FLAT,
    "readings": [],
    "check_state": "accepted",
    "used": 367,
    "used_since_on": "2026-08-01",
    "unusual": None,
    "below_estimate": False,
}
IN_REVIEW = {"check_state": "in_review", "used": None, "used_since_on": None}
PHOTO = {
    "id": "f1",
    "kind": "image",
    "media_type": "image/png",
    "title": "meter.png",
    "data": base64.b64encode(b"png").decode(),
}


def sent(backend: FakeBackend, path: str) -> dict[str, Any]:
    """The body that was posted first to a path."""
    body: dict[str, Any] = json.loads(
        next(call.content for call in backend.calls if call.url.path == path and call.method == "POST")
    )
    return body
