"""Files of a customer's message: fetched from Twilio alone, none too large, none that holds us up."""

import asyncio
import base64
from dataclasses import replace

import httpx2
import pytest

from channels.adapters.sms import INBOUND_PATH, Media
from channels.adapters.sms.reading import MediaReference
from tests.channels.adapters.sms.bench import ACCOUNT, FORMS, SID, Twilio, sid, sms_bench
from tests.channels.fakes import PNG

MESSAGE = sid(0x104, "MM")


def reference(url: str, media_type: str = "image/jpeg") -> MediaReference:
    return MediaReference(url, media_type)


async def test_files_come_with_the_message() -> None:
    async with sms_bench() as bench:
        bench.twilio.keeps(MESSAGE, PNG)
        bench.twilio.keeps(MESSAGE, b"%PDF-1.7", 901)
        assert (await bench.post(INBOUND_PATH, FORMS["two_files"])).status_code == 200
        (received,) = bench.gateway.received.values()
        assert [(file.name, file.content) for file in received.files] == [
            (sid(900, "ME") + ".jpg", PNG),
            (sid(901, "ME") + ".pdf", b"%PDF-1.7"),
        ]
        assert received.text == "Mein Zähler"
        assert received.data == {}
        asked = bench.twilio.requests[0].headers["authorization"].removeprefix("Basic ")
        assert base64.b64decode(asked).decode() == f"{SID}:auth-token"


async def test_a_file_alone_is_a_message() -> None:
    async with sms_bench() as bench:
        bench.twilio.keeps(sid(0x105, "MM"))
        await bench.post(INBOUND_PATH, FORMS["file_alone"])
        (received,) = bench.gateway.received.values()
        assert received.text is None
        assert len(received.files) == 1


async def test_the_text_is_kept_when_a_file_is_lost() -> None:
    async with sms_bench(largest=100) as bench:
        bench.twilio.keeps(MESSAGE, PNG)
        bench.twilio.keeps(MESSAGE, b"x" * 101, 901)
        await bench.post(INBOUND_PATH, FORMS["two_files"])
        (received,) = bench.gateway.received.values()
        assert len(received.files) == 1
        assert received.data == {"files_lost": ["too_large"]}


async def test_reasons_of_losses() -> None:
    twilio = Twilio()
    there = twilio.keeps(MESSAGE)
    urls = {number: twilio.keeps(MESSAGE, number=number) for number in (901, 902, 903, 904)}
    twilio.files[urls[901]] = httpx2.Response(404)
    twilio.files[urls[902]] = httpx2.Response(500)
    twilio.files[urls[903]] = httpx2.ReadTimeout("slow")
    twilio.files[urls[904]] = httpx2.Response(302, headers={"Location": urls[904]})
    media = Media(ACCOUNT, transport=httpx2.MockTransport(twilio))
    fetched = await media.fetch([reference(url) for url in (there, *urls.values())])
    assert len(fetched.files) == 1
    assert fetched.lost == ("not_there", "unreachable", "unreachable", "unreachable")
    await media.close()


async def test_endless_files_end() -> None:
    async def hangs(_request: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError

    media = Media(ACCOUNT, transport=httpx2.MockTransport(hangs), seconds=0.01)
    fetched = await media.fetch([reference(Twilio().keeps(MESSAGE))])
    assert fetched.lost == ("timed_out",)
    await media.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://api.twilio.com/2010-04-01/Accounts/{sid}/Messages/{mm}/Media/{me}",
        "https://evil.example/2010-04-01/Accounts/{sid}/Messages/{mm}/Media/{me}",
        "https://api.twilio.com.evil.example/2010-04-01/Accounts/{sid}/Messages/{mm}/Media/{me}",
        "https://api.twilio.com@evil.example/2010-04-01/Accounts/{sid}/Messages/{mm}/Media/{me}",
        "https://api.twilio.com:8443/2010-04-01/Accounts/{sid}/Messages/{mm}/Media/{me}",
        "https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/{mm}/Media/{me}",
        "https://api.twilio.com/2010-04-01/Accounts/{sid}/Messages/{mm}/Media/{me}/../../../../Keys.json",
        "file:///etc/passwd",
        "https://[::1/",
        "",
    ],
)
async def test_credentials_go_nowhere_else(url: str) -> None:
    twilio = Twilio()
    media = Media(ACCOUNT, transport=httpx2.MockTransport(twilio))
    fetched = await media.fetch([reference(url.format(sid=SID, mm=MESSAGE, me=sid(900, "ME")))])
    assert fetched.lost == ("address_refused",)
    assert not twilio.requests
    await media.close()


async def test_credentials_stay_behind_on_a_redirect() -> None:
    twilio = Twilio()
    url = twilio.keeps(MESSAGE)
    twilio.files["https://media.twiliocdn.com/file"] = httpx2.Response(200, content=PNG)
    twilio.files[url] = httpx2.Response(307, headers={"Location": "https://media.twiliocdn.com/file"})
    media = Media(ACCOUNT, transport=httpx2.MockTransport(twilio))
    fetched = await media.fetch([reference(url)])
    assert fetched.files[0].content == PNG
    first, second = twilio.requests
    assert "authorization" in first.headers
    assert "authorization" not in second.headers
    await media.close()


async def test_api_key_and_stand_in() -> None:
    twilio = Twilio()
    url = twilio.keeps(MESSAGE)
    twilio.files[url.replace("https://api.twilio.com", "http://127.0.0.1:4013")] = httpx2.Response(200, content=PNG)
    account = replace(ACCOUNT, api_url="http://127.0.0.1:4013", api_key=("SK1", "secret"))
    media = Media(account, transport=httpx2.MockTransport(twilio))
    assert (await media.fetch([reference(url, "odd/type")])).files[0].name == sid(900, "ME")
    (request,) = twilio.requests
    assert base64.b64decode(request.headers["authorization"].removeprefix("Basic ")) == b"SK1:secret"
    await media.close()
