"""A backend in memory, behind httpx2's mock transport: a customer with a flat, a garage and a mobile line."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any

import httpx2

FLAT, GARAGE, PHONE = "p-flat", "p-garage", "p-phone"
NAMES = {
    "en": {FLAT: "Flat", GARAGE: "Garage", PHONE: "Mobile"},
    "de": {FLAT: "Wohnung", GARAGE: "Garage", PHONE: "Handy"},
    "pl": {FLAT: "Mieszkanie", GARAGE: "Garaż", PHONE: "Komórka"},
}
COMMODITIES = {FLAT: "electricity", GARAGE: "electricity", PHONE: "mobile"}


def fact(level: str, bound_to: str | None = None) -> str:
    """An unsigned token of the fact's shape."""
    claims = {"level": level, "bound_to": bound_to}
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{payload}.sig"


def money(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currency": currency}


def invoice(number: str, point: str, month: str, total: str, **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "service_point_id": point,
        "service_point_name": NAMES["en"][point],
        "commodity": COMMODITIES[point],
        "contract_number": "V-200417",
        "from_on": f"{month}-01",
        "to_on": f"{month}-30",
        "days": 30,
        "issued_on": f"{month}-30",
        "due_on": "2026-12-03",
        "total": money(total),
        "open": money("0.00"),
        "state": "paid",
        "consumption": "210",
        "consumption_unit": "kWh",
        "reading_source": "measured",
        **changes,
    }


def contract(number: str, point: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"c-{number}",
        "number": number,
        "service_point_id": point,
        "service_point_name": NAMES["en"][point],
        "commodity": COMMODITIES[point],
        "product_name": "Zorza Klar",
        "base_price": money("11.90"),
        "unit_price": money("0.2987"),
        "starts_on": "2025-01-01",
        "ends_on": "2026-12-31",
        "notice_period_value": 4,
        "notice_period_unit": "weeks",
        "notice_by_on": "2026-12-03",
        "earliest_end_on": "2026-12-31",
        "cannot_end_before_on": None,
        "renewal": "fixed_term",
        "renewal_months": 12,
        "price_guaranteed_until": "2026-12-31",
        "included": None,
        "state": "active",
        "withdrawal_until_on": None,
        "signed_on": None,
        "price_change": None,
        "ended_by": None,
        **changes,
    }


def switch(point: str, stage: str, position: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"s-{point}",
        "service_point_id": point,
        "service_point_name": NAMES["en"][point],
        "direction": "incoming",
        "stage": stage,
        "position": position,
        "total": 10,
        "expected_on": "2026-12-01",
        "waiting_for": "grid_operator",
        "commodity": COMMODITIES[point],
        "stage_since_on": "2026-11-10",
        "history": [{"stage": stage, "on": "2026-11-10"}],
        "start_on": "2027-01-01",
        "counterpart": "Stadtwerke Alt",
        "reason_code": None,
        "blocker_code": None,
        "next_step_code": "wait",
        **changes,
    }


OF_CHANNEL = frozenset(
    {
        ("GET", "/meters"),
        ("GET", "/orders"),
        ("GET", "/supplier"),
        ("GET", "/switches"),
        ("GET", "/tickets"),
        ("POST", "/documents"),
        ("PUT", "/documents/paper-1/files/all"),
        ("PUT", "/documents/d-9/files/all"),
        ("POST", "/readings"),
        ("POST", "/tickets"),
        ("PUT", "/consents"),
        ("GET", "/products"),
        ("GET", "/outages"),
        ("GET", "/fault-guides"),
    }
)
"""Routes that a confirmed address opens, by the backend's reference (docs/api.md)."""

DETAIL_OF_SWITCH = (
    "commodity",
    "stage_since_on",
    "history",
    "start_on",
    "counterpart",
    "reason_code",
    "blocker_code",
    "next_step_code",
)


class FakeBackend:
    """Answers as the real one does; a test changes the records and reads the calls."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.calls: list[httpx2.Request] = []
        self.country = "DE"
        self.change_percent = "12.2"
        self.tickets: list[dict[str, Any]] = []
        self.addresses = [
            {"kind": "email", "masked": "a…@example.org", "confirmed": True},
            {"kind": "phone", "masked": "+49 … 12", "confirmed": True},
        ]
        self.failure: int | Exception | None = None
        self.answers: dict[tuple[str, str], Any] = {}
        """Answers of single routes by method and path: a body, or a status and a body."""
        self.account: dict[str, Any] = {
            "balance": money("104.40"),
            "overdue": money("0.00"),
            "credit": money("0.00"),
            "open_invoices": 2,
            "next_due_on": "2026-12-03",
            "next_due_amount": money("104.40"),
            "last_payment": None,
            "payment_plan": None,
        }
        self.invoices = [
            invoice("R-2026-004711", FLAT, "2026-10", "84.20", open=money("84.20"), state="open"),
            invoice("R-2026-004712", GARAGE, "2026-10", "20.20", open=money("20.20"), state="open"),
            invoice("R-2026-004600", FLAT, "2026-09", "61.00"),
        ]
        self.payments = [
            {
                "received_on": "2026-10-07",
                "amount": money("61.00"),
                "reference": None,
                "invoice_number": "R-2026-004600",
            }
        ]
        self.contracts = [contract("V-200417", FLAT), contract("V-200418", GARAGE, ends_on="2027-06-30")]
        self.switches = [
            switch(FLAT, "accepted", 6),
            switch(
                GARAGE,
                "rejected",
                6,
                reason_code="meter_number_mismatch",
                blocker_code="correction_needed",
                next_step_code="correct_meter_number",
                waiting_for="customer",
            ),
        ]
        self.points = [self._point(point) for point in (FLAT, GARAGE, PHONE)]
        self.comparison_parts = [
            {"cause": "use", "amount": money("18.20")},
            {"cause": "price", "amount": money("6.00")},
            {"cause": "days", "amount": money("-1.00")},
        ]
        self.estimated = True
        self.corrects: dict[str, Any] = {"corrects": None, "adjustments": []}

    @property
    def transport(self) -> httpx2.MockTransport:
        return httpx2.MockTransport(self._answer)

    def paths(self) -> list[str]:
        return [call.url.path for call in self.calls]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.calls.append(request)
        if isinstance(self.failure, Exception):
            raise self.failure
        if self.failure:
            return httpx2.Response(self.failure, json={"code": "failed", "message": ""})
        level = self._level(request)
        path = request.url.path
        if level == "channel" and (request.method, path) not in OF_CHANNEL and not path.endswith("/messages"):
            return refused("verified")
        if (request.method, path) in self.answers:
            given = self.answers[request.method, path]
            if isinstance(given, httpx2.Response):
                return given
            status, body = given if isinstance(given, tuple) else (200, given)
            return httpx2.Response(status, json=body)
        if path == "/supplier":
            return httpx2.Response(200, json=SUPPLIER)
        if (request.method, path) in OF_CHANNEL:
            if level == "anonymous":
                return refused("channel")
        elif level not in ("verified", "fresh"):
            return refused("verified")
        return self._records(request, path, level)

    def _records(self, request: httpx2.Request, path: str, level: str) -> httpx2.Response:
        if path.startswith("/invoices/"):
            return self._comparison(path.split("/")[2])
        if path.startswith("/switches/"):
            change = next(one for one in self.switches if one["id"] == path.split("/")[2])
            return httpx2.Response(200, json={**change, "can_wait": True, "can_withdraw": True, "can_correct": False})
        if path == "/consumption/comparison":
            return httpx2.Response(200, json={"points": [], "totals": [], "missing": [], "complete": True})
        if path == "/consumption":
            return self._consumption(request)
        if path == "/tickets" and request.method == "GET":
            return httpx2.Response(200, json={"items": self.tickets, "total": len(self.tickets)})
        if path == "/tickets":
            return httpx2.Response(201, json=TICKET)
        lists = {
            "/service-points": self.points,
            "/contracts": self.contracts,
            "/invoices": self.invoices,
            "/payments": self.payments,
            "/switches": [self._seen(switch, level) for switch in self.switches],
        }
        if path in lists:
            items = [self._named(item) for item in lists[path]]
            return httpx2.Response(200, json={"items": items, "total": len(items)})
        if path.startswith("/account"):
            whole = path == "/account/statement"
            return httpx2.Response(200, json=self._statement(request.url.params) if whole else self.account)
        if path == "/customer":
            customer = {"id": "1", "name": "Anna Nowak", "kind": "private", "language": "en", "country": self.country}
            customer["addresses"] = self.addresses
            return httpx2.Response(200, json=customer)
        return httpx2.Response(404, json={"code": "not_found", "message": ""})

    def _statement(self, query: httpx2.QueryParams) -> dict[str, Any]:
        """The comparison is there for the only unpaid invoice, or the newest, of a single point."""
        invoices = [self._named(item) for item in self.invoices]
        matter = [one for one in invoices if one["state"] in ("open", "partly_paid", "overdue")] or invoices[:1]
        one = len(matter) == 1 and len({invoice["service_point_id"] for invoice in invoices}) == 1
        return {
            "account": self.account,
            "invoices": invoices,
            "points": [self._named(item) for item in self.points],
            "comparison": self._comparison(matter[0]["number"]).json() if "compare" in query and one else None,
        }

    def _comparison(self, number: str) -> httpx2.Response:
        found = [self._named(item) for item in self.invoices if item["number"] == number]
        if not found:
            return httpx2.Response(404, json={"code": "not_found", "message": ""})
        same = [self._named(i) for i in self.invoices if i["service_point_id"] == found[0]["service_point_id"]]
        before = same[same.index(found[0]) + 1 :][:1]
        answer = {
            "invoice": found[0],
            "previous": before[0] if before else None,
            "difference": money("23.20") if before else None,
            "parts": self.comparison_parts if before else [],
            "days": {"now": 30, "before": 31} if before else None,
            "unit_price": {"now": money("0.3187"), "before": money("0.2987")} if before else None,
            "base_price": None,
            "consumption": {"now": "210", "before": "150", "unit": "kWh"} if before else None,
            "estimated": self.estimated,
            **self.corrects,
        }
        return httpx2.Response(200, json=answer)

    def _consumption(self, request: httpx2.Request) -> httpx2.Response:
        query = request.url.params
        point = next(p for p in self.points if p["id"] == query["service_point_id"])
        unit = "GB" if point["commodity"] == "mobile" else "kWh"
        year = query["from"][:4]
        answer = {
            "service_point_id": point["id"],
            "service_point_name": point["name"],
            "commodity": point["commodity"],
            "from_on": query["from"],
            "to_on": query["to"],
            "total": "1234.5" if point["id"] == FLAT else "56",
            "unit": unit,
            "reading_source": "mixed",
            "covered_until_on": "2026-10-31",
            "complete": False,
            "year_before": {"from_on": "x", "to_on": "y", "total": "1100", "change_percent": self.change_percent},
            "months": [
                {"month": f"{year}-{m:02d}", "value": str(90 + m), "source": "measured", "year_before_value": "88"}
                for m in range(1, 13)
            ],
        }
        return httpx2.Response(200, json=answer)

    def _point(self, point: str) -> dict[str, Any]:
        allowance = {
            "data_gb_total": "20",
            "data_gb_left": "7.5",
            "minutes_total": None,
            "minutes_left": None,
            "sms_left": None,
            "renews_on": "2026-12-01",
        }
        return {
            "id": point,
            "name": NAMES[self.language][point],
            "kind": "line" if point == PHONE else "metering_point",
            "commodity": COMMODITIES[point],
            "scheme": "malo",
            "identifier": "41373559241",
            "melo_ids": [],
            "meter_number": None,
            "grid_operator": None,
            "state": "active",
            "address": {
                "street": "Lindenweg" if point == FLAT else "Kastanienallee",
                "house_number": "5",
                "postcode": "10115",
                "city": "Berlin",
                "country": "DE",
            },
            "allowance": allowance if point == PHONE else None,
        }

    def _named(self, item: dict[str, Any]) -> dict[str, Any]:
        named = copy.deepcopy(item)
        if named.get("service_point_name"):
            named["service_point_name"] = NAMES[self.language][item["service_point_id"]]
        return named

    @staticmethod
    def _seen(switch: dict[str, Any], level: str) -> dict[str, Any]:
        if level in ("verified", "fresh"):
            return switch
        seen = {name: value for name, value in switch.items() if name not in DETAIL_OF_SWITCH}
        return {**seen, "service_point_name": None}

    @staticmethod
    def _level(request: httpx2.Request) -> str:
        token = request.headers.get("Wattline-Identity")
        if not token:
            return "anonymous"
        payload = token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["level"])


SUPPLIER = {
    "name": "Zorza",
    "website": "https://zorza.example",
    "time_zone": "Europe/Berlin",
    "countries": ["DE", "PL"],
    "contacts": [
        {
            "country": "DE",
            "phone": "+49 30 5550 100",
            "email": "service@zorza.example",
            "hours": [{"days": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "18:00"}],
            "emergency": {
                "gas": {"phone": "+49 30 5550 911"},
                "electricity": {"phone": "+49 30 5550 912"},
                "general": "112",
            },
        },
        {
            "country": "PL",
            "phone": "+48 22 010 0100",
            "email": "obsluga@zorza.example",
            "hours": [{"days": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "18:00"}],
            "emergency": {"gas": {"phone": "992"}, "electricity": {"phone": "991"}, "general": "112"},
        },
    ],
}

TICKET = {
    "number": "T-100234",
    "kind": "callback",
    "promised_from": "2026-11-23T09:00:00+01:00",
    "promised_until": "2026-11-23T11:00:00+01:00",
    "state": "open",
}


def refused(needed: str) -> httpx2.Response:
    body = {"code": "identity_level_too_low", "message": "", "needed": needed}
    return httpx2.Response(403, json=body)
