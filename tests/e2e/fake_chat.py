"""A chat service that answers from a script, so that the page can be tested without engine and database."""

from __future__ import annotations

import base64
import contextlib
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from channels.chat import Opened, Shown
from channels.contract import InboundFile, InboundMessage, JsonObject
from channels.conversations.attachments import StoredFile
from channels.conversations.inspection import Inspection, refusal_of
from channels.conversations.live import Live
from channels.errors import MESSAGE_ID_REUSED, NOT_FOUND, SESSION_INVALID, GatewayError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from channels.conversations.live import Listener

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR42mNg+M+AFw1LiYEBAIsvP8FXR5lsAAAAAElFTkSuQmCC"
)
GREETINGS = {
    "en": "Hello! I am Zorza's digital assistant, not a person. Ask me about bills, consumption or contracts.\n"
    "To reach a person, write “I want to talk to a person”.",
    "de": "Guten Tag! Ich bin der digitale Assistent von Zorza, kein Mensch. Fragen Sie nach Rechnung und Vertrag.\n"
    "Einen Menschen erreichen Sie mit „Ich möchte mit einem Menschen sprechen“.",
    "pl": "Dzień dobry! Jestem cyfrowym asystentem Zorza, nie człowiekiem. Proszę pytać o rachunki, zużycie i umowy.\n"
    "Z konsultantem łączy zdanie „Chcę rozmawiać z konsultantem”.",
}


@dataclass
class FakeConversation:
    """One conversation of the fake."""

    id: str
    language: str
    messages: list[JsonObject] = field(default_factory=list)
    answers: dict[str, tuple[InboundMessage, list[JsonObject]]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    state: str = "with_bot"


class FakeChat:
    """Speaks as `channels.chat.Chat` does; what it answers is in `replies`."""

    def __init__(self) -> None:
        self.live = Live()
        self.inspection = Inspection(5_000_000, None)
        self.conversations: dict[str, FakeConversation] = {}
        self.proofs: list[str | None] = []
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.picture = PICTURE
        self.silent = False
        """Store messages, but do not answer them."""
        self.refusing: list[GatewayError] = []
        """Raised one by one instead of taking messages."""
        self.reads: SimpleQueue[int] = SimpleQueue()
        """Up to which messages the customer's side told to have shown everything."""
        self.listened_to = threading.Event()
        """Set once a socket listens: only then is a passing sign such as typing heard."""

    @property
    def newest(self) -> FakeConversation:
        """The conversation that was opened last."""
        return list(self.conversations.values())[-1]

    async def open(self, language: str | None, proof: str | None, context: JsonObject | None) -> Opened:
        self.proofs.append(proof)
        token = secrets.token_urlsafe(16)
        conversation = FakeConversation(f"conversation-{len(self.conversations) + 1}", language or "en")
        self.conversations[token] = conversation
        self.add(conversation, "bot", GREETINGS[conversation.language])
        return Opened(token, conversation.id)

    def add(self, conversation: FakeConversation, sender: str, text: str, **more: Any) -> JsonObject:
        """Store a message and tell those who listen."""
        ago = more.pop("ago", timedelta(0))
        message = {
            "seq": len(conversation.messages) + 1,
            "id": more.pop("id", secrets.token_hex(8)),
            "reply_to": None,
            "sender": sender,
            "text": text,
            "buttons": [],
            "attachments": [],
            "at": (datetime.now(UTC) - ago).isoformat(),
        } | more
        conversation.messages.append(message)
        self.live.publish(conversation.id, {"type": "message", "message": message})
        return message

    def attach(self, conversation: FakeConversation, title: str, alt: str | None = None) -> JsonObject:
        """Store a file for a message."""
        kind, media_type = ("image", "image/png") if title.endswith("png") else ("file", "application/pdf")
        file = StoredFile(secrets.token_hex(8), kind, media_type, title, self.picture)
        conversation.files[file.id] = file
        return file.as_json() | ({"alt": alt} if alt else {})

    async def send(self, token: str, message: InboundMessage, wait_seconds: float | None) -> Shown:
        conversation = self._of(token)
        if self.refusing:
            raise self.refusing.pop(0)
        if message.id in conversation.answers:
            first, answers = conversation.answers[message.id]
            if first != message:
                raise GatewayError(MESSAGE_ID_REUSED)
            return Shown(answers if wait_seconds is not None else [], conversation.state)
        files = [conversation.files[file_id].as_json() for file_id in message.attachment_ids]
        text = (message.payload or "").removeprefix("token of ") if message.payload else message.text or ""
        self.add(conversation, "customer", text, id=message.id, attachments=files)
        answers = [] if self.silent else self._answer(conversation, text)
        conversation.answers[message.id] = (message, answers)
        return Shown(answers if wait_seconds is not None else [], conversation.state)

    def _answer(self, conversation: FakeConversation, text: str) -> list[JsonObject]:
        planned = self.replies.get(text, [{"text": f"You said: {text}"}])
        answers = []
        for reply in planned:
            more = dict(reply)
            more["buttons"] = [{"title": title, "payload": f"token of {title}"} for title in more.get("buttons", [])]
            more["attachments"] = [self.attach(conversation, *names) for names in more.get("attachments", [])]
            answers.append(self.add(conversation, "bot", more.pop("text"), **more))
        return answers

    def change_state(self, state: str) -> None:
        """Hand the newest conversation to somebody else."""
        self.newest.state = state
        self.live.publish(self.newest.id, {"type": "state", "state": state})

    def typing(self, on: bool = True) -> None:
        """Show or hide the typing sign."""
        self.live.publish(self.newest.id, {"type": "typing", "sender": "bot", "on": on})

    def _of(self, token: str) -> FakeConversation:
        if token not in self.conversations:
            raise GatewayError(SESSION_INVALID)
        return self.conversations[token]

    async def after(self, token: str, seq: int) -> Shown:
        conversation = self._of(token)
        return Shown([message for message in conversation.messages if message["seq"] > seq], conversation.state)

    async def conversation_id(self, token: str) -> str:
        return self._of(token).id

    @contextlib.contextmanager
    def listen(self, conversation_id: str) -> Iterator[Listener]:
        with self.live.listen(conversation_id) as listener:
            self.listened_to.set()
            yield listener

    async def read_until(self, token: str, seq: int) -> None:
        self._of(token)
        self.reads.put(seq)

    async def add_file(self, token: str, name: str, content: bytes) -> StoredFile:
        inspected = await self.inspection.inspect([InboundFile(name, content)])
        for refused in inspected.refused:
            raise GatewayError(refusal_of(refused))
        self._of(token).files[inspected.taken[0].id] = inspected.taken[0]
        return inspected.taken[0]

    async def file(self, token: str, file_id: str) -> StoredFile:
        files = self._of(token).files
        if file_id not in files:
            raise GatewayError(NOT_FOUND)
        return files[file_id]

    async def close(self, token: str) -> None:
        conversation = self._of(token)
        del self.conversations[token]
        self.live.hang_up(conversation.id)
