"""Text messages: for now only out, and only to carry one-time codes."""

from channels.contract import Abilities, OutboundMessage, ProviderClient, SendResult
from channels.errors import FinalError, as_channel_errors

LONGEST_TEXT = 1600
"""Characters of one text message in parts (Twilio, Message resource, `Body`; read 2026-11)."""


class SmsAdapter:
    """Hands text messages to whichever provider's client it was given."""

    name = "sms"
    abilities = Abilities(buttons=False, images=False, files=False, max_chars=LONGEST_TEXT)

    def __init__(self, client: ProviderClient | None) -> None:
        """Take the client.

        Args:
            client: None when no provider is set up; then nothing can be sent.
        """
        self._client = client

    @property
    def ready(self) -> bool:
        """Whether there is a provider."""
        return self._client is not None

    async def send(self, message: OutboundMessage) -> SendResult:
        """Hand a message to the provider.

        Raises:
            ChannelError: It was not taken.
        """
        if self._client is None:
            raise FinalError("no_provider")
        with as_channel_errors():
            return SendResult(await self._client.send(message.address, subject=None, text=message.text))
