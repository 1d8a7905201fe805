"""Collects what a turn says and asks for."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

REQUEST_KINDS = frozenset({"identify", "send_code", "handoff", "park", "continue_on", "receipt"})
"""What the gateway can be asked for; see the design's section 2."""

_BUTTON_FIELDS = ("title", "intent", "entities")


class BadActionOutput(ValueError):
    """An action sent a message that has no place in a turn's answer."""


class TurnOutput(OutputChannel):  # type: ignore[misc]
    """The output channel of one turn."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []
        self.requests: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Rasa's name for the channel."""
        return "turn"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message of the bot: text with buttons, a request, or an attachment to the last text.

        Raises:
            BadActionOutput: An unknown request, or a button that leads nowhere.
        """
        custom = message.get("custom") or {}
        if message.get("text") or message.get("buttons"):
            buttons = [_button(button) for button in message.get("buttons") or []]
            self.replies.append({"text": message.get("text") or "", "buttons": buttons, "attachments": []})
        if "attachment" in custom:
            self._attach(custom["attachment"])
        if "request" in custom:
            request = custom["request"]
            if request.get("kind") not in REQUEST_KINDS:
                raise BadActionOutput("An action asked the gateway for something it does not know.")
            self.requests.append(request)

    def _attach(self, attachment: dict[str, Any]) -> None:
        if not self.replies:
            self.replies.append({"text": "", "buttons": [], "attachments": []})
        self.replies[-1]["attachments"].append(attachment)


def _button(button: dict[str, Any]) -> dict[str, Any]:
    if not button.get("title") or not button.get("intent"):
        raise BadActionOutput("A button needs a title and an intent.")
    return {
        **{name: button[name] for name in _BUTTON_FIELDS if name in button},
        "entities": button.get("entities") or {},
    }
