"""What the backend answers about a customer's own record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actions.validate_errand_form import ValidateErrandForm

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

RIGHTS = {
    "reads": True,
    "orders": True,
    "orders_up_to": None,
    "approves": True,
    "bank_details": True,
    "names_people": True,
    "who_may": ["Anna Nowak"],
}
PHONE = {"id": "a-phone", "kind": "phone", "masked": "+49 *** 9001", "confirmed": True, "bounced": False}
EMAIL = {"id": "a-email", "kind": "email", "masked": "a***@example.org", "confirmed": True, "bounced": False}
HELPER = {"name": "Klara Nowak", "role": "orders", "limit": {"amount": "100.00", "currency": "EUR"}, "state": "active"}
RECORD: dict[str, Any] = {
    "id": "1",
    "customer_number": "12345674",
    "application_number": None,
    "kind": "private",
    "name": "Nowak",
    "first_name": "Anna",
    "language": "en",
    "country": "DE",
    "personal_id": "***758",
    "tax_id": None,
    "ids_proven": True,
    "postal_address": None,
    "addresses": [PHONE, EMAIL],
    "representatives": [HELPER, {**HELPER, "name": "Old Helper", "state": "revoked"}],
    "rights": RIGHTS,
}
ACCOUNT = {
    "id": "b-1",
    "iban": "DE02…4321",
    "bank_name": "Sparkasse",
    "holder_name": "Nowak",
    "mandate_reference": "M-100001",
    "mandate_signed_on": "2025-03-01",
    "state": "active",
}
IBAN = "DE89370400440532013000"
CHECKED = {"is_valid": True, "iban": IBAN, "bank_name": "Commerzbank", "problem": None, "confirm_as": "bank_account:ab"}
GIVEN = {
    "purpose": "offers",
    "channel": "email",
    "allowed": True,
    "because": "given",
    "expires_at": "2028-11-20T10:15:00Z",
}
ROUTES: dict[tuple[str, str], Any] = {
    ("GET", "/customer"): RECORD,
    ("GET", "/bank-accounts"): {"items": [ACCOUNT], "total": 1},
    ("GET", "/consents"): {"items": [GIVEN], "total": 1, "history": []},
    ("GET", "/customer/preferences"): {"items": [], "total": 0},
    ("POST", "/bank-accounts/check"): CHECKED,
}


def begin(stage: Stage, action: Any, text: str, **fields: Any) -> Result:
    """The message that starts an errand."""
    return stage.run(action, action.matter, text, **fields)


def go_on(stage: Stage, before: Result, action: Any, intent: str, text: str = "", **fields: Any) -> Result:
    """A message while it is open; an event runs the action itself."""
    runs = action if intent == "identity_changed" else ValidateErrandForm
    return stage.run(runs, intent, text, form="errand_form", slots=before.slots, **fields)


def sent(stage: Stage, method: str, path: str) -> list[dict[str, Any]]:
    """The bodies that were written to a route."""
    calls = [call for call in stage.backend.calls if (call.method, call.url.path) == (method, path)]
    return [json.loads(call.content) for call in calls]
