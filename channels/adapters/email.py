"""Mail: for now only out, and only to carry one-time codes."""

from channels.contract import Abilities, OutboundMessage, ProviderClient, SendResult
from channels.errors import FinalError, as_channel_errors

LONGEST_TEXT = 50_000
"""Characters; our own limit, mail has none that matters here."""


class EmailAdapter:
    """Hands mails to whichever provider's client it was given."""

    name = "email"
    abilities = Abilities(buttons=False, images=True, files=True, max_chars=LONGEST_TEXT)

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
            return SendResult(await self._client.send(message.address, subject=message.subject, text=message.text))
