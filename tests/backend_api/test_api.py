"""The OpenAPI says a sentence about everything, and errors have one shape."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backend_api.app import create_app
from backend_api.edge import FailureEdge
from backend_api.settings import Settings
from tests.backend_api import world
from tests.backend_api.conftest import Api


@pytest.fixture
def schema(api: Api) -> dict[str, Any]:
    answer: dict[str, Any] = api.client.get("/openapi.json").json()
    return answer


def test_every_field_has_a_sentence(schema: dict[str, Any]) -> None:
    bare = [
        f"{name}.{field}"
        for name, model in schema["components"]["schemas"].items()
        for field, about in model.get("properties", {}).items()
        if not about.get("description")
    ]
    assert bare == []


def test_every_endpoint_and_parameter_has_a_sentence(schema: dict[str, Any]) -> None:
    bare = []
    for path, methods in schema["paths"].items():
        for method, about in methods.items():
            bare += [] if about.get("description") else [f"{method} {path}"]
            bare += [f"{path}?{one['name']}" for one in about.get("parameters", []) if not one.get("description")]
    assert bare == []


def test_errors_are_listed_with_our_shape(schema: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        for about in methods.values():
            listed = {status: entry for status, entry in about["responses"].items() if not status.startswith("2")}
            assert path == "/healthz" or {"401", "422"} <= set(listed), path
            for entry in listed.values():
                assert entry["content"]["application/json"]["schema"]["$ref"].endswith("/ErrorBody")


def test_money_is_never_a_number(schema: dict[str, Any]) -> None:
    assert schema["components"]["schemas"]["Money"]["properties"]["amount"]["type"] == "string"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("DELETE", "/customer", 405, "method_not_allowed"),
        ("GET", "/invoices?limit=0", 422, "request_invalid"),
        ("GET", "/invoices?state=lost", 422, "request_invalid"),
        ("GET", "/consumption", 422, "request_invalid"),
        ("GET", "/consumption?service_point_id=x&from=2026-02-30", 422, "request_invalid"),
    ],
)
def test_what_is_refused_has_one_shape(api: Api, method: str, path: str, status: int, code: str) -> None:
    answer = api.client.request(method, path, headers=api.headers(world.ANNA.customer))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]


def test_a_refused_field_is_named_but_its_value_is_not_repeated(api: Api) -> None:
    answer = api.get("/invoices", world.ANNA.customer, state="4405140135x")
    words = "'open', 'partly_paid', 'paid', 'overdue', 'credit' or 'unpaid'"
    assert answer.json()["fields"] == [{"field": "query.state", "problem": "literal_error", "expected": words}]
    assert "4405140135x" not in answer.text


def test_an_unexpected_failure_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    app = FastAPI()
    app.add_middleware(FailureEdge)

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("secret 44051401359")

    answer = TestClient(app).get("/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "failed")
    written = capsys.readouterr()
    assert "44051401359" not in answer.text + written.out + written.err
    assert "RuntimeError" in written.out + written.err


def test_without_secrets_or_key_it_does_not_start(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.delenv("WATTLINE_GATEWAY_SECRET", raising=False)
    monkeypatch.setenv("WATTLINE_ACTIONS_SECRET", "long-enough-for-a-secret")
    with pytest.raises(ValueError, match="gateway_secret"):
        create_app()
    missing = settings.model_copy(update={"identity_public_key_file": settings.identity_public_key_file / "no"})
    with pytest.raises(OSError, match="no"):
        create_app(missing)


def test_statements_are_made_in_repositories_and_services_know_no_http() -> None:
    root = Path(__file__).parents[2] / "backend_api"
    made = re.compile(
        r"^from sqlalchemy import .*\b(select|update|insert|delete|text)\b|\bsession\.(execute|scalars?)\(", re.M
    )
    services = sorted(root.glob("*/service.py")) + sorted(root.glob("*/endpoints.py"))
    assert len(services) > 15
    for path in services:
        source = path.read_text(encoding="utf-8")
        assert not made.search(source), path
        assert path.name != "service.py" or "fastapi" not in source, path


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"\x00", b'{"iban": "\xed\xa0\x80"}'])
def test_a_body_that_cannot_be_read_is_refused_like_any_other(api: Api, body: bytes) -> None:
    headers = api.headers() | {"Content-Type": "application/json"}
    answer = api.client.post("/bank-accounts/check", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
