"""Origins, headers, sizes."""

import pytest

from tests.channels.fakes import House


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:8000.evil.example", "http://127.0.0.1:9000"]
)
async def test_foreign_origins_change_nothing(house: House, origin: str) -> None:
    visitor = await house.open()
    headers = visitor.headers | {"Origin": origin}
    for method, path in (("POST", "/chat/messages"), ("POST", "/chat/sessions"), ("DELETE", "/chat/sessions")):
        response = await house.http.request(method, path, headers=headers, json={"id": "1", "text": "x"})
        assert (response.status_code, response.json()["code"]) == (403, "origin_refused")
    assert house.engine.texts() == []


async def test_own_origin_and_programs_may(house: House) -> None:
    response = await house.http.post("/chat/sessions", headers={"Origin": "http://127.0.0.1:8000"})
    assert response.status_code == 200


async def test_cookie_needs_a_word_from_the_browser(house: House) -> None:
    visitor = await house.open()
    cookie = {"Cookie": f"__Host-wattline-chat={visitor.token}"}
    response = await house.http.post("/chat/plain/end", headers=cookie)
    assert response.status_code == 403
    response = await house.http.post(
        "/chat/messages", headers=cookie | {"Sec-Fetch-Site": "same-origin"}, json={"id": "1", "text": "x"}
    )
    assert response.status_code == 401  # the cookie opens the forms, never the interface for programs


async def test_headers_on_every_answer(house: House) -> None:
    for path in ("/healthz", "/chat/messages", "/nothing", "/static/wattline-chat.js"):
        headers = (await house.http.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors" in policy
        assert headers["x-content-type-options"] == "nosniff"
    assert (await house.http.get("/chat/messages")).headers["cache-control"] == "no-store"


async def test_errors_have_one_form(house: House) -> None:
    for path, status, code in (("/nothing", 404, "not_found"), ("/chat/attachments/x", 401, "session_invalid")):
        response = await house.http.get(path)
        assert response.status_code == status
        assert response.json()["code"] == code
        assert set(response.json()) == {"code", "message"}
    assert (await house.http.put("/chat/messages")).json()["code"] == "method_not_allowed"


async def test_health_names_the_broken_part(house: House) -> None:
    assert (await house.http.get("/healthz")).status_code == 200
    house.engine.down = {"engine"}
    assert (await house.http.get("/healthz")).status_code == 200
    house.engine.down = {"engine", "standby"}
    house.backend.down = True
    response = await house.http.get("/healthz")
    assert response.status_code == 503
    assert response.json()["parts"] == ["engine", "backend"]
