"""The gateway's calls to the backend exist there, and its answers are read or refused."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from channels.backend_client import BackendClient, BackendUnavailableError
from tests.channels.fakes import Customers, FakeBackend


async def test_every_call_is_in_the_backends_openapi(keys: Path, tmp_path: Path) -> None:
    from backend_api.app import create_app
    from backend_api.settings import Settings

    settings = Settings.model_validate(
        {
            "backend_database_url": f"sqlite+aiosqlite:///{tmp_path / 'backend.db'}",
            "gateway_secret": "gateway-secret-x",
            "actions_secret": "actions-secret-x",
            "identity_public_key_file": keys / "identity.pub.json",
        }
    )
    paths = create_app(settings).openapi()["paths"]
    called: list[tuple[str, str]] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        called.append((request.method.lower(), request.url.path.replace("c-1", "{customer_id}")))
        return httpx2.Response(404)

    client = BackendClient("http://backend", "secret", httpx2.MockTransport(note))
    assert await client.lookup("12345674", None) is None
    assert await client.customer("c-1") is None
    assert not await client.healthy()
    await client.close()
    assert len(called) == 3
    for method, path in called:
        assert method in paths[path], path


async def test_reads_a_customer() -> None:
    fake = FakeBackend(Customers())
    client = BackendClient("http://backend", "gateway-secret", httpx2.MockTransport(fake))
    customer = await client.lookup("12345674", None)
    await client.close()
    assert customer is not None
    assert customer.customer_id == "c-1"
    assert [address.kind for address in customer.addresses] == ["email", "phone"]
    assert "+49" not in repr(customer)


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(500),
        httpx2.Response(401, json={"code": "secret_invalid"}),
        httpx2.Response(200, text="<html>"),
        httpx2.Response(200, json={"customer_id": "c"}),
        httpx2.Response(200, json=[]),
    ],
)
async def test_wrong_answers_are_no_answers(answer: Any) -> None:
    client = BackendClient("http://backend", "s", httpx2.MockTransport(lambda _request: answer))
    with pytest.raises(BackendUnavailableError):
        await client.lookup("1", None)
    await client.close()
