"""Hands text messages to Twilio."""

import contextlib
from collections.abc import Iterator

import httpx2
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client

from channels.adapters.sms.account import CONNECTION, STATUS_PATH, TwilioAccount, e164
from channels.adapters.sms.tables import error_of
from channels.adapters.sms.twilio_http import TwilioHttp
from channels.errors import AddressError, TemporaryError


class TwilioSender:
    """The provider's client for the adapter, over Twilio's own library."""

    def __init__(self, account: TwilioAccount, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Prepare; nothing is opened before the first message.

        Args:
            account: Who sends.
            transport: Replaces the network in tests.
        """
        self._account = account
        self._http = TwilioHttp(account.api_url, transport)
        self._client = client_of(account, self._http)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        """Send one message.

        Args:
            to: A phone number.
            subject: Not shown; text messages have none.
            text: In its final shape.

        Returns:
            Twilio's id of the message.

        Raises:
            ChannelError: It was not taken.
        """
        del subject
        number = e164(to, self._account.region)
        if number is None:
            raise AddressError("address_invalid")
        sender = "messaging_service_sid" if self._account.is_service else "from_"
        with twilio_errors():
            message = await self._client.messages.create_async(
                to=number,
                body=text,
                status_callback=self._account.url(STATUS_PATH) + CONNECTION,
                **{sender: self._account.sender},
            )
            return str(message.sid)


def client_of(account: TwilioAccount, http: TwilioHttp) -> Client:
    """Twilio's library, for an account."""
    name, password = account.credentials
    return Client(name, password, account_sid=account.sid, http_client=http)


@contextlib.contextmanager
def twilio_errors() -> Iterator[None]:
    """Give what Twilio's library raises a place in the tree of channel errors."""
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        # Not chained: Twilio's words quote the number.
        raise error_of(int(error.status), error.code if isinstance(error.code, int) else None) from None
    except (TwilioException, ValueError, KeyError) as error:
        # It was taken, or something between us and Twilio answered.
        raise TemporaryError("outcome_unknown") from error
