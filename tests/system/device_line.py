"""A scripted conversation held from a customer's own device."""

from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from tests.system.device import Device
from tests.system.records import plain
from tests.system.running import System, newest_code
from tests.system.script import Conversation, Said

STRANGER = {"sms": "+491713920077", "email": "somebody.unknown@post.example", "telegram": "7912345679"}
"""Devices of somebody the supplier does not know; the phone number is one nobody has."""


class DeviceLine:
    """The persona's phone, mailbox or Telegram chat; in Telegram he shares the own phone number first."""

    def __init__(self, system: System, conversation: Conversation, channel: str) -> None:
        """Take the device out."""
        key = conversation.persona
        self._device = Device(system, key, channel, None if key else STRANGER[channel])
        self._subject = conversation.name
        self._codes: set[str] = set()
        self._began_at = datetime.now(UTC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _t: TracebackType | None
    ) -> None:
        self._device.close()

    def greeting(self) -> list[dict[str, Any]]:
        """Nothing but in Telegram, where a chat is opened."""
        if self._device.channel != "telegram":
            return []
        self._device.says(kind="start")
        opened = self._device.newest
        if self._device.known is not None:
            self._device.says(kind="contact")
        return [*self._shown(opened), *self._shown(self._device.newest)]

    def write(self, text: str, file: tuple[str, bytes] | None) -> Said:
        """Write; a mail answers the newest one."""
        newest = self._device.newest[-1] if self._device.newest and self._device.channel == "email" else None
        self._device.says(text, files=[file] if file else [], subject=None if newest else self._subject, answers=newest)
        return Said(self._shown(self._device.newest), None)

    def press(self, button: dict[str, Any]) -> Said:
        """Choose it as it is chosen on the device."""
        self._device.presses(plain(button["title"]))
        return Said(self._shown(self._device.newest), None)

    def code_at(self, address: str, *, right: bool) -> str:
        """From where it arrived."""
        code = newest_code(self._device.system.url, address, since=self._began_at, without=self._codes)
        self._codes.add(code)
        return code if right else f"{(int(code) + 1) % 1_000_000:06d}"

    def _shown(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """As the web chat has them."""
        return [
            message | {"attachments": [_attachment(file) for file in message["attachments"]]} for message in messages
        ]


def _attachment(file: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "image" if file["media_type"].startswith("image/") else "file", "title": file["name"]}
