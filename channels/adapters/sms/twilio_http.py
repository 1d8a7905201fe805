"""Carries the Twilio library's requests over our HTTP client, to a stand-in where one is set."""

import logging
from typing import Any
from urllib.parse import urlsplit

import httpx2
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from channels.errors import TemporaryError, ThrottledError

TIMEOUT_SECONDS = 15.0
"""Below the 20 seconds which the outbox gives an adapter."""
THROTTLED = 429

_PREFIXES = {"api": "", "messaging": "/messaging", "verify": "/verify"}
"""Twilio has a host for each interface (in a region `api.dublin.ie1.twilio.com`), the stand-in `emulate` a path."""


def rewritten(url: str, base_url: str | None) -> str:
    """A URL of Twilio's, on the stand-in when there is one.

    Raises:
        ValueError: There is a stand-in, and the URL is not one of Twilio's.
    """
    if base_url is None:
        return url
    parts = urlsplit(url)
    interface = parts.netloc.partition(".")[0]
    if not parts.netloc.endswith(".twilio.com") or interface not in _PREFIXES:
        raise ValueError("not an interface of Twilio's")
    query = f"?{parts.query}" if parts.query else ""
    return base_url.rstrip("/") + _PREFIXES[interface] + parts.path + query


def wished_pause(headers: httpx2.Headers) -> float | None:
    """Seconds that an answer asks to wait; None when it does not say, or gives a date."""
    value = headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdecimal() else None


class TwilioHttp(AsyncHttpClient):  # type: ignore[misc]
    """The library's way out; it logs nothing, because what is sent names people."""

    def __init__(self, base_url: str | None, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Prepare.

        Args:
            base_url: Of a stand-in.
            transport: Replaces the network in tests.
        """
        super().__init__(logging.getLogger("channels.adapters.sms.twilio"), True, TIMEOUT_SECONDS)
        self._base_url = base_url
        self._client = httpx2.AsyncClient(transport=transport, timeout=TIMEOUT_SECONDS)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
        allow_redirects: bool = False,
    ) -> Any:
        """Make one request; the library reads the answer.

        Raises:
            ThrottledError: Twilio asks to slow down.
            TemporaryError: There was no answer. With `outcome_unknown` the message may have gone out all the same;
                Twilio takes no idempotency key, so that it is sent a second time then.
        """
        url = rewritten(uri, self._base_url)
        values: Any = {"params": params, "data": data, "headers": headers, "auth": auth}
        try:
            answer = await self._client.request(method, url, follow_redirects=allow_redirects, **values)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise TemporaryError("provider_unreachable") from error
        except httpx2.TransportError as error:
            raise TemporaryError("outcome_unknown") from error
        if answer.status_code == THROTTLED and (pause := wished_pause(answer.headers)) is not None:
            raise ThrottledError("throttled", pause)
        return Response(answer.status_code, answer.text, answer.headers)
