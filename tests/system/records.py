"""What the backend knows at this moment, written as the bot must write it.

A conversation names a fact by a path: `{account.balance}`, `{invoices.Garage.0.due_on}`, `{use.Flat.last_year.total}`.
The record is read over HTTP with a signed fact, as the bot reads it, and its value is written by the demo's wording.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx2
from babel.dates import format_date

from channels.identity.facts import FactSigner, read_key
from channels.identity.levels import ANONYMOUS, IdentityLevel, Standing
from tests.system.periods import span
from wattline.demo import wording
from wattline.layout import HOST, Layout

TIME_ZONE = ZoneInfo("Europe/Berlin")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
_UNPAID = ("open", "partly_paid", "overdue")

Json = dict[str, Any]


class BackendReader:
    """Reads the backend of a running system as one customer."""

    def __init__(self, layout: Layout, persona: Json | None) -> None:
        secrets = json.loads((layout.keys / "secrets.json").read_text(encoding="utf-8"))
        headers = {"Wattline-Secret": secrets["GATEWAY_SECRET"]}
        url = f"http://{HOST}:{layout.backend_port}"
        self._client = httpx2.Client(base_url=url, headers=headers, timeout=10, trust_env=False)
        self._signer = FactSigner(read_key(layout.keys / "identity.json"))
        self._persona = persona

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def get(self, path: str, **query: str) -> Any:
        """What a path answers; lists come without their envelope."""
        fact = self._signer.sign(self._standing, "test", datetime.now(UTC))
        answer = self._client.get(path, params=query or None, headers={"Wattline-Identity": fact})
        assert answer.status_code == httpx2.codes.OK, f"{path}: {answer.text}"
        body = answer.json()
        return body.get("items", body)

    def post(self, path: str, body: Json, *, person_id: str) -> Json:
        """Write as a person who acts for the customer, as the supplier's own site does; what comes back."""
        person = self._client.get(f"/identity/representatives/{person_id}").json()
        acting = replace(self._standing, roles=tuple(person["roles"]), person_id=person_id)
        fact = self._signer.sign(acting, "test", datetime.now(UTC))
        headers = {"Wattline-Identity": fact, "Idempotency-Key": str(uuid4())}
        answer = self._client.post(path, json=body, headers=headers)
        assert answer.is_success, f"{path}: {answer.text}"
        written: Json = answer.json()
        return written

    @cached_property
    def _standing(self) -> Standing:
        if self._persona is None:
            return ANONYMOUS
        ids, number = self._persona["ids"], self._persona["customer_number"]
        second = None if number else ids.get("personal_id") or ids.get("tax_id")
        number = number or ids["application_number"]
        found = self._client.post("/identity/lookups", json={"number": number, "second_id": second}).json()
        return Standing(
            IdentityLevel.VERIFIED, found["customer_id"], tuple(found["roles"]), proven_at=datetime.now(UTC)
        )


@dataclass
class Records:
    """The facts of one moment; make a new one for every step."""

    backend: BackendReader
    language: str
    persona: Json | None

    def fill(self, text: str) -> str:
        """Put facts in the place of `{paths}`."""
        return re.sub(r"\{([^{}]+)\}", lambda found: self.written(found[1]), text).translate(_BLANKS)

    def written(self, path: str) -> str:
        """The value at a path as the bot writes it."""
        head, *steps = path.split(".")
        value, unit, step = getattr(self, f"_{head}")(steps), None, head
        while steps:
            step = steps.pop(0)
            unit = value.get("unit", unit) if isinstance(value, dict) else unit
            value = _step_into(value, step)
        return self._write(value, step, unit)

    def _write(self, value: Any, name: str, unit: str | None) -> str:
        assert value is not None, f"the backend has no {name}"
        if isinstance(value, dict):
            return wording.money(value | {"amount": value["amount"].lstrip("-")}, self.language)
        if name == "stage":
            return wording.stages(self.language)[value]
        if name.startswith("data_gb"):
            return wording.energy(value, "GB", self.language)
        if unit and name in {"total", "now", "before"}:
            return wording.energy(value, unit, self.language)
        if isinstance(value, str) and _ISO_DATE.match(value):
            return wording.long_date(_local_date(value), self.language)
        return str(value)

    def _persona(self, _steps: list[str]) -> Json:
        assert self.persona, "this conversation has no persona"
        number = self.persona["customer_number"] or ""
        return {**self.persona, **self.persona["ids"], "wrong_number": number[:-1] + str((int(number or 0) + 3) % 10)}

    def _customer(self, _steps: list[str]) -> Any:
        return self.backend.get("/customer")

    def _supplier(self, _steps: list[str]) -> Any:
        """The supplier with its contact in the customer's country, which of a stranger only the language tells."""
        found = self.backend.get("/supplier")
        country = self._customer([])["country"] if self.persona else {"pl": "PL"}.get(self.language, "DE")
        return found | next(contact for contact in found["contacts"] if contact["country"] == country)

    def _account(self, _steps: list[str]) -> Any:
        return self.backend.get("/account")

    def _points(self, _steps: list[str]) -> Any:
        return self.backend.get("/service-points")

    def _contracts(self, _steps: list[str]) -> Any:
        return [contract for contract in self.backend.get("/contracts") if contract["state"] != "ended"]

    def _invoices(self, _steps: list[str]) -> Any:
        return self.backend.get("/invoices", limit="60")

    def _unpaid(self, _steps: list[str]) -> Any:
        return [invoice for invoice in self.backend.get("/invoices", limit="60") if invoice["state"] in _UNPAID]

    def _payments(self, _steps: list[str]) -> Any:
        return self.backend.get("/payments", limit="5")

    def _offers(self, _steps: list[str]) -> Any:
        return [offer for offer in self.backend.get("/offers") if offer["state"] == "open"]

    def _orders(self, _steps: list[str]) -> Any:
        return self.backend.get("/orders")

    def _switches(self, _steps: list[str]) -> Any:
        return self.backend.get("/switches")

    def _installments(self, _steps: list[str]) -> Any:
        """`installments.POINT`; `newest` is the amount that was set last, whenever it takes effect."""
        found = self.backend.get("/installments")
        return [{**item, "newest": item["history"][-1]["amount"]} for item in found]

    def _plans(self, _steps: list[str]) -> Any:
        return self.backend.get("/payment-plans")

    def _code(self, steps: list[str]) -> Any:
        """`code.0`: how the first of the unpaid invoices is paid."""
        invoice = _step_into(_step_into(self._unpaid([]), steps.pop(0)), "number")
        return self.backend.get(f"/invoices/{invoice}/payment-code")

    def _tickets(self, _steps: list[str]) -> Any:
        return self.backend.get("/tickets")

    def _reading(self, steps: list[str]) -> Json:
        """`reading.POINT`: `id` of the point, a `likely` value of its meter, and one too `high` to be true."""
        point = _step_into(_step_into(self._points([]), steps.pop(0)), "id")
        readings = self.backend.get("/readings", service_point_id=point, limit="5")
        last = next(reading for reading in readings if reading["source"] != "estimated")
        value = int(float(last["value"]))
        return {"id": point, "likely": str(value + 5), "high": str(value + 30_000)}

    def _comparison(self, steps: list[str]) -> Any:
        """`comparison.POINT`: the newest invoice of the point beside the one before."""
        invoice = _step_into(_step_into(self._invoices([]), steps.pop(0)), "number")
        return self.backend.get(f"/invoices/{invoice}/comparison")

    def _use(self, steps: list[str]) -> Any:
        """`use.POINT.PERIOD`."""
        point = _step_into(_step_into(self._points([]), steps.pop(0)), "id")
        first_on, last_on = span(steps.pop(0), _today())
        query = {"service_point_id": point, "from": first_on.isoformat(), "to": last_on.isoformat()}
        return self.backend.get("/consumption", **query)

    def _when(self, steps: list[str]) -> str:
        """`when.PERIOD`: the name of a whole month or year, standing alone."""
        name = steps.pop(0)
        first_on, last_on = span(name, _today())
        whole_month = (last_on - first_on).days < 31
        return format_date(first_on, "LLLL yyyy" if whole_month else "yyyy", locale=self.language)


def plain(text: str) -> str:
    """A text with ordinary blanks."""
    return text.translate(_BLANKS)


def _step_into(value: Any, step: str) -> Any:
    """One part of a path: a field, a place in a list, or the entries of a list that bear a name."""
    if not isinstance(value, list):
        return value[step]
    if step.isdecimal():
        return value[int(step)]
    called = ("service_point_name", "name", "product_name")
    named = [entry for entry in value if step in {entry.get(field) for field in called}]
    if named:
        return named
    return value[0][step]


def _local_date(value: str) -> str:
    if "T" not in value:
        return value
    return datetime.fromisoformat(value).astimezone(TIME_ZONE).date().isoformat()


def _today() -> date:
    return datetime.now(TIME_ZONE).date()
