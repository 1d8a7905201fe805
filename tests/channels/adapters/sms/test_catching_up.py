"""What Twilio could not deliver is asked for afterwards."""

import functools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from channels.adapters.sms import CatchingUp, Media, read
from channels.contract import DeliveryStatus, InboundKind
from channels.errors import TemporaryError
from tests.channels.adapters.conformance import Gateway
from tests.channels.adapters.sms.bench import ACCOUNT, ANNA, OURS, PIOTR, SID, sid
from tests.channels.fakes import PNG

MOMENT = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def message(number: int, minute: int, **more: Any) -> dict[str, Any]:
    sent = f"Sun, 22 Nov 2026 11:{minute:02d}:00 +0000"
    return {
        "sid": sid(number),
        "account_sid": SID,
        "from": ANNA,
        "to": OURS,
        "body": f"Nr. {number}",
        "direction": "inbound",
        "status": "received",
        "num_media": "0",
        "error_code": None,
        "date_created": sent,
        "date_sent": sent,
    } | more


@dataclass
class Kept:
    """What Twilio keeps, the newest first."""

    messages: list[dict[str, Any]]
    requests: list[httpx2.Request] = field(default_factory=list)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        path = request.url.path
        if path.endswith("/Messages.json"):
            return httpx2.Response(200, text=json.dumps({"messages": self.messages, "page_size": 200}))
        if path.endswith("/Media.json"):
            uri = path.replace(".json", f"/{sid(1, 'ME')}.json")
            files = [{"sid": sid(1, "ME"), "uri": uri, "content_type": "image/png", "account_sid": SID}]
            return httpx2.Response(200, text=json.dumps({"media_list": files, "page_size": 50}))
        return httpx2.Response(200, content=PNG)


async def caught_up(kept: Kept, gateway: Gateway) -> int:
    transport = httpx2.MockTransport(kept)
    media = Media(ACCOUNT, transport=transport)
    gateway.read = functools.partial(read, account=ACCOUNT, media=media)
    catching = CatchingUp(ACCOUNT, gateway.keep, transport=transport)
    try:
        return await catching.since(MOMENT)
    finally:
        await catching.close()
        await media.close()


async def test_the_oldest_first_and_each_once() -> None:
    kept = Kept([message(3, 40, body="STOP"), message(2, 30, **{"from": PIOTR}), message(1, 20)])
    gateway = Gateway()
    assert await caught_up(kept, gateway) == 3
    assert await caught_up(kept, gateway) == 3
    received = list(gateway.received.values())
    assert [(found.id, found.address, found.kind) for found in received] == [
        (sid(1), ANNA, InboundKind.MESSAGE),
        (sid(2), PIOTR, InboundKind.MESSAGE),
        (sid(3), ANNA, InboundKind.STOP),
    ]
    asked = kept.requests[0].url.params
    assert asked["DateSent>"] == "2026-11-22T11:00:00Z"


async def test_files_and_states() -> None:
    states = [
        message(5, 50, direction="outbound-api", status="delivered"),
        message(4, 45, direction="outbound-api", status="failed", error_code=30005),
    ]
    gateway = Gateway()
    assert await caught_up(Kept([*states, message(2, 30, num_media="1")]), gateway) == 3
    (received,) = gateway.received.values()
    assert [file.content for file in received.files] == [PNG]
    assert [(report.status, report.code) for report in gateway.reports] == [
        (DeliveryStatus.FAILED, "address_unknown"),
        (DeliveryStatus.DELIVERED, None),
    ]


async def test_what_is_nothing_is_left() -> None:
    odd = [
        message(9, 50, **{"from": "whatsapp:" + ANNA}),
        message(8, 49, direction="outbound-api", status="teleported"),
        message(7, 48, account_sid="AC" + "0" * 32),
        message(6, 0, date_created="Sat, 21 Nov 2026 23:59:00 +0000"),
        message(5, 20),
    ]
    gateway = Gateway()
    assert await caught_up(Kept(odd), gateway) == 3
    assert (gateway.set_aside, gateway.unreadable) == (["not_a_text_message"], ["state_teleported"])
    assert [found.id for found in gateway.received.values()] == [sid(5)]


async def test_what_cannot_be_stored_is_not_passed_over() -> None:
    gateway = Gateway(broken=True)
    with pytest.raises(OSError, match="disk full"):
        await caught_up(Kept([message(2, 30), message(1, 20)]), gateway)
    gateway.broken = False
    assert await caught_up(Kept([message(2, 30), message(1, 20)]), gateway) == 2


async def test_twilio_is_down() -> None:
    async def down(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(503)

    media = Media(ACCOUNT)
    catching = CatchingUp(ACCOUNT, Gateway().keep, transport=httpx2.MockTransport(down))
    with pytest.raises(TemporaryError):
        await catching.since(MOMENT)
    await catching.close()
    await media.close()
