"""The forms as programs see them; what browsers make of them is tested in `tests/e2e`."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from channels.errors import PROOF_INVALID, TOO_MANY, GatewayError
from channels.security import SESSION_COOKIE
from tests.e2e.fake_chat import FakeChat
from tests.e2e.fake_gateway import app_around

ORIGIN = "https://chat.example"
HOME = "/chat/plain"


@pytest.fixture
def chat() -> FakeChat:
    return FakeChat()


@pytest.fixture
async def client(chat: FakeChat) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app_around(chat, ORIGIN))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}) as opened:
        yield opened


async def test_opening_sets_a_cookie_that_only_we_get(client: httpx2.AsyncClient, chat: FakeChat) -> None:
    answer = await client.post(f"{HOME}/sessions", data={"language": "pl", "proof": "proven"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}#write")
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith(SESSION_COOKIE))
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert chat.proofs == ["proven"]
    assert chat.newest.language == "pl"


async def test_opening_again_closes_the_chat_before(client: httpx2.AsyncClient, chat: FakeChat) -> None:
    await client.post(f"{HOME}/sessions", data={})
    first = chat.newest
    await client.post(f"{HOME}/sessions", data={})
    assert first not in chat.conversations.values()
    assert len(chat.conversations) == 1


@pytest.mark.parametrize("path", ["sessions", "messages", "language", "end"])
async def test_forms_of_other_origins_are_refused(client: httpx2.AsyncClient, path: str) -> None:
    await client.post(f"{HOME}/sessions", data={})
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = await client.post(f"{HOME}/{path}", data={"message_id": "1", "text": "x"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")


async def test_a_page_is_kept_by_nobody(client: httpx2.AsyncClient) -> None:
    answer = await client.get(HOME)
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "same-origin"


async def test_without_a_session_a_message_leads_to_the_start(client: httpx2.AsyncClient) -> None:
    answer = await client.post(f"{HOME}/messages", data={"message_id": "1", "text": "Hello"})
    assert answer.status_code == 401
    assert "Start the chat" in answer.text


async def test_a_refused_message_keeps_what_was_typed(client: httpx2.AsyncClient, chat: FakeChat) -> None:
    await client.post(f"{HOME}/sessions", data={})
    chat.refusing.append(GatewayError(TOO_MANY))
    answer = await client.post(f"{HOME}/messages", data={"message_id": "1", "text": "My <long> question"})
    assert answer.status_code == 429
    assert "Please wait a moment" in answer.text
    assert "My &lt;long&gt; question</textarea>" in answer.text


async def test_a_proof_that_is_not_valid_is_explained(
    client: httpx2.AsyncClient, chat: FakeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_asked: object) -> None:
        raise GatewayError(PROOF_INVALID)

    monkeypatch.setattr(chat, "open", refuse)
    answer = await client.post(f"{HOME}/sessions", data={"proof": "old"})
    assert answer.status_code == 401
    assert "Please sign in again on our site." in answer.text


async def test_an_empty_form_sends_nothing(client: httpx2.AsyncClient, chat: FakeChat) -> None:
    await client.post(f"{HOME}/sessions", data={})
    answer = await client.post(f"{HOME}/messages", data={"message_id": "1", "text": "   "})
    assert answer.status_code == 303
    assert len(chat.newest.messages) == 1


async def test_the_link_by_which_a_chat_goes_on_in_telegram_can_be_followed(
    client: httpx2.AsyncClient, chat: FakeChat
) -> None:
    await client.post(f"{HOME}/sessions", data={})
    link = "https://t.me/ZorzaEnergyBot?start=a_b-c"
    chat.add(chat.newest, "system", f"Open this link to go on there: {link}")
    chat.add(chat.newest, "customer", f"I got {link}")
    page = (await client.get(HOME)).text
    assert page.count(f'<a href="{link}" rel="noopener noreferrer">{link.removeprefix("https://")}</a>') == 1
    assert f"I got {link}" in page
