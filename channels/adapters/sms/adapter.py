"""Text messages as a channel."""

from collections.abc import Callable

import structlog

from channels.adapters.sms.shaping import LONGEST_GSM, Shaped, shape
from channels.contract import Abilities, OutboundMessage, ProviderClient, SendResult
from channels.errors import FinalError, as_channel_errors

type Link = Callable[[str], str]
"""Makes the address under which a message of ours, by its id, can be read in full."""

log = structlog.get_logger("channels.adapters.sms")


class SmsAdapter:
    """Shapes messages and hands them to whichever provider's client it was given."""

    name = "sms"

    def __init__(self, client: ProviderClient | None, link: Link | None = None, *, receives: bool = True) -> None:
        """Take the client.

        Args:
            client: None when no provider is set up; then nothing can be sent.
            link: Makes links for what does not fit; without one it is left out.
            receives: Whether customers can answer; they cannot when the sender is a name.
        """
        self._client = client
        self._link = link
        self.abilities = Abilities(
            buttons=False,
            images=False,
            files=False,
            max_chars=LONGEST_GSM,
            receives=receives,
            late_notice=False,
        )

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
        shaped = self.shaped(message)
        if not shaped.text:
            raise FinalError("text_missing")
        with as_channel_errors():
            provider_id = await self._client.send(message.address, subject=None, text=shaped.text)
        if shaped.notes:
            log.info("shaped", message=message.id, notes=shaped.notes)
        return SendResult(provider_id, notes=shaped.notes)

    def shaped(self, message: OutboundMessage) -> Shaped:
        """The text that is sent for a message."""
        link = self._link
        titles = tuple(button.title for button in message.buttons)
        notes: tuple[str, ...] = ()
        if titles and not self.abilities.receives:
            # Numbers would ask for an answer that cannot come.
            titles, notes = (), ("choices_dropped",)
        if message.files:
            notes = (*notes, "files_dropped" if link is None else "files_linked")
        make = None if link is None else lambda: link(message.id)
        shaped = shape(message.text, titles, make, needs_link=bool(notes))
        return Shaped(shaped.text, (*notes, *shaped.notes))
