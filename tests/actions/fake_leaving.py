"""What the backend answers about notices, counter-offers and moves; and how an errand is walked through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_backend import money

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

CONTRACT = "c-V-200417"
WAITING_FOR_CODE: dict[str, Any] = {
    "matter": "cancel_contract",
    "is_prepared": True,
    "asking": "code",
    "key": "t/1",
    "values": {"contract": "k"},
}
NOTICE = {
    "id": "n1",
    "receipt_number": "O-4000001",
    "received_at": "2026-11-21T18:00:00Z",
    "contract_id": CONTRACT,
    "contract_number": "V-200417",
    "ends_on": "2026-12-31",
    "right": "ordinary",
    "reason": None,
    "state": "received",
    "can_ask_for_counter_offer": True,
    "result": "leaving",
}
OFFER = {
    "id": "o1",
    "number": "F-300001",
    "product_name": "Zorza Öko",
    "base_price": money("10.90"),
    "unit_price": money("0.3000"),
    "bonus": money("40.00"),
    "starts_on": "2026-12-01",
    "term_ends_on": "2027-11-30",
    "notice_period_value": 1,
    "notice_period_unit": "months",
    "price_guaranteed_until": "2027-11-30",
    "use": {"kwh": 2000, "basis": "measured_year", "from_on": "2025-11-01", "to_on": "2026-10-31"},
    "yearly_cost": money("730.80"),
    "present_yearly_cost": money("780.00"),
    "valid_until_on": "2026-11-30",
    "text": "You stay with Zorza.",
    "text_version": "2026-11",
    "form": None,
}
ACCEPTED = {
    "offer_number": "F-300001",
    "order_number": "O-4000002",
    "contract_number": "V-300000",
    "starts_on": "2026-12-01",
    "withdrawal_until_on": "2026-12-07",
}
ORDER = {
    "number": "O-4000001",
    "kind": "contract_cancellation",
    "state": "received",
    "outcome": "open",
    "promised_on": "2027-02-11",
    "history": [{"state": "received", "at": "2026-11-21T18:00:00Z", "by": "customer", "reason": None}],
}


def prepare_leaving(backend: FakeBackend) -> None:
    """A notice, its reason, a counter-offer and both answers to it."""
    for contract in backend.contracts:
        contract.update(price_change=None, withdrawal_until_on=None)
    backend.answers["POST", f"/contracts/{CONTRACT}/notices"] = (201, NOTICE)
    backend.answers["GET", "/orders/O-4000001"] = ORDER
    backend.answers["POST", "/notices/n1/reason"] = {**NOTICE, "reason": "price"}
    backend.answers["POST", "/notices/n1/counter-offer"] = {"notice_id": "n1", "offer": OFFER}
    backend.answers["POST", "/offers/o1/decline"] = {**OFFER, "state": "declined"}
    backend.answers["POST", "/offers/o1/acceptance"] = (201, ACCEPTED)


def sent(backend: FakeBackend, path: str) -> list[dict[str, Any]]:
    """The bodies that were written to a path, in order."""
    return [
        json.loads(call.content or b"{}")
        for call in backend.calls
        if call.url.path == path and call.method in ("POST", "PATCH", "PUT")
    ]


class Errand:
    """One errand over several messages; the draft goes from one to the next."""

    def __init__(self, stage: Stage, action: type[Action], matter: str) -> None:
        self.stage, self.action, self.matter = stage, action, matter
        self.slots: dict[str, Any] = {}

    def begin(self, text: str = "", **more: Any) -> Result:
        """The message that opens it."""
        return self._keep(self.stage.run(self.action, self.matter, text, slots=self.slots, **more))

    def say(self, intent: str, text: str = "", **more: Any) -> Result:
        """An answer."""
        form = "errand_form"
        return self._keep(self.stage.run(ValidateErrandForm, intent, text, slots=self.slots, form=form, **more))

    def press(self, step: str, answer: str) -> Result:
        """A button of a question."""
        return self.say("choose", "", step=step, answer=answer)

    def go_on(self, intent: str, **more: Any) -> Result:
        """An event of the gateway: a code was given, the backend is back."""
        return self._keep(self.stage.run(self.action, intent, "", slots=self.slots, **more))

    @property
    def draft(self) -> dict[str, Any]:
        """As it was kept last."""
        kept: dict[str, Any] = self.slots["draft"]
        return kept

    def _keep(self, result: Result) -> Result:
        self.slots.update(result.slots)
        return result


def summed_up(errand: Errand, text: str = "cancel the flat please", **more: Any) -> Result:
    """A notice that waits for its yes."""
    result = errand.begin(text, **more)
    assert result.responses[-1] == "utter_leaving_summary"
    return result
