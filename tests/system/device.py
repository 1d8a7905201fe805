"""A customer's phone, mailbox or Telegram chat: what is written there reaches the gateway as its provider brings it."""

import base64
import contextlib
import re
import sqlite3
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests.system.dialogue import Dialogue, Json
from tests.system.records import plain
from tests.system.running import System

ANSWER_SECONDS = 30.0
STORED = {"sms": 200, "telegram": 200, "email": 250}
"""What a provider is told of what was stored: of HTTP, or of SMTP."""
_UNREAD = "SELECT COUNT(*) FROM spool WHERE due_at IS NOT NULL"
_OPEN_ENTRIES = "SELECT COUNT(*) FROM journal WHERE status = 'open'"
_ON_THEIR_WAY = "SELECT COUNT(*) FROM outbox WHERE status = 'queued' AND (sealed IS NOT NULL OR address_id IS NOT NULL)"
_NEWEST_ENTRY = "SELECT COALESCE(MAX(id), 0) FROM journal"
_NUMBERED = r"(?m)^\W*(\d{{1,2}})\W+{title}"


class Device(Dialogue):
    """One device of a customer of the demo, or of somebody the supplier does not know.

    What comes to another address of the same person, such as a code on the phone, is read there by `arrived_at`.
    """

    def __init__(self, system: System, key: str | None, channel: str, address: str | None = None) -> None:
        """Take a persona's device, or the one at an address."""
        persona = system.persona(key) if key else None
        super().__init__(system, persona, persona["language"] if persona else "en")
        self.channel = channel
        self.address = address or address_of(self.persona, channel)
        self.newest: list[Json] = []
        """The messages of the last answer, in their order."""
        self._client = httpx2.Client(base_url=f"{system.url}/demo", timeout=ANSWER_SECONDS + 10, trust_env=False)
        self._seen = {message["id"] for message in self.arrived_at(self.address)}
        self._codes: set[str] = set()

    def close(self) -> None:
        """Put it away."""
        self._client.close()
        super().close()

    def says(
        self,
        text: str = "",
        *expected: str,
        never: tuple[str, ...] = (),
        files: Sequence[tuple[str, bytes]] = (),
        subject: str | None = None,
        answers: Json | None = None,
        kind: str = "text",
        copy: str = "",
    ) -> str:
        """Write, perhaps with files, somebody in copy, or as an answer; what comes back must hold what is expected."""
        written: Json = {"text": self.fill(text), "kind": kind, "subject": subject, "cc": copy or None}
        written["files"] = [{"name": name, "content": base64.b64encode(content).decode()} for name, content in files]
        written["reply_to"] = answers["id"] if answers else None
        shown = " ".join([f"({subject})"] * bool(subject) + [written["text"]] + [f"<{name}>" for name, _ in files])
        return self._do(shown, written, expected, never)

    def answers(self, text: str, *expected: str, never: tuple[str, ...] = ()) -> str:
        """Answer the newest message."""
        return self.says(text, *expected, never=never, answers=self.newest[-1])

    def opens(self, link: str, *expected: str, never: tuple[str, ...] = ()) -> str:
        """Open a one-time link in Telegram."""
        token = parse_qs(urlsplit(link).query)["start"][0]
        return self._do(f"/start {token[:4]}…", {"kind": "start", "text": token}, expected, never)

    def presses(self, title: str, *expected: str) -> str:
        """Choose what the newest message offers: by its button, its link, or the number before it."""
        title = self.fill(title)
        for message in reversed(self.newest):
            for button in message["buttons"]:
                if _same(button["title"], title):
                    pressed = {"kind": "button", "button": button["payload"], "reply_to": message["id"]}
                    return self._do(f"[{title}]", pressed, expected, ())
            if numbered := re.search(_NUMBERED.format(title=re.escape(title)), plain(message["text"])):
                return self._do(numbered[1], {"text": numbered[1]}, expected, ())
        offered = [button["title"] for message in self.newest for button in message["buttons"]]
        raise AssertionError(f"nothing offers {title!r}: {offered}, {self.said!r}")

    def gives_code(self, *expected: str, at: str) -> str:
        """Type the newest code that came to an address."""
        code = next(found for found in map(_code_in, self.arrived_at(at)) if found and found not in self._codes)
        self._codes.add(code)
        return self.answers(code, *expected)

    def hears(self, *expected: str, never: tuple[str, ...] = ()) -> str:
        """What came since, without anything being written."""
        self._listen()
        self.compare(expected, never)
        return self.said

    def hears_nothing(self) -> None:
        """Nothing came since."""
        assert not self._news(), self.said

    def arrived_at(self, address: str) -> list[Json]:
        """What the supplier sent to any address, the newest first."""
        messages: list[Json] = self._client.get("/inbox", params={"address": address}).json()
        return messages

    def linked(self) -> list[str]:
        """Channels of the addresses that are tied to this customer since the test began."""
        statement = "SELECT channel FROM channel_addresses WHERE customer_id = ? ORDER BY channel"
        return [row[0] for row in self._read(statement, self.get("/customer")["id"])]

    def kept(self, text: str) -> tuple[str, str]:
        """Who wrote a message, as the gateway has it, and in which conversation; the newest with that text."""
        statement = "SELECT sender, conversation_id FROM messages WHERE text = ? ORDER BY at DESC, seq DESC LIMIT 1"
        [(sender, conversation)] = self._read(statement, self.fill(text))
        return sender, conversation

    def sent_since(self, number: int = 0) -> int:
        """How many messages the gateway wrote to anybody, less a number."""
        return self._count("SELECT COUNT(*) FROM outbox") - number

    def waits_until_delivered(self) -> None:
        """Whatever was sent to an address that is tied to this customer arrives, and the provider says so."""
        statement = (
            "SELECT outbox.status FROM outbox JOIN channel_addresses AS address ON address.id = outbox.address_id"
            " WHERE outbox.channel = ? AND address.customer_id = ?"
        )
        deadline, states = time.monotonic() + ANSWER_SECONDS, set[str]()
        while time.monotonic() < deadline and states != {"delivered"}:
            time.sleep(0.1)
            states = {row[0] for row in self._read(statement, self.channel, self.get("/customer")["id"])}
        assert states == {"delivered"}, states

    def downloads(self, file: Json) -> bytes:
        """The content of a file that came with a message."""
        return self._client.get(file["url"].removeprefix("/demo")).content

    def writes_unanswered(self, text: str = "", *, answers: Json, kind: str, status: int | None = None) -> None:
        """Write what no answer may come to, neither here nor to whoever was answered."""
        self._bring({"text": text, "kind": kind, "reply_to": answers["id"]}, status or STORED[self.channel])
        self._settle(0)
        self.transcript.append(f"  {self.channel}, unanswered: ({kind}) {text}")
        self.hears_nothing()

    def _do(self, shown: str, written: Json, expected: tuple[str, ...], never: tuple[str, ...]) -> str:
        self.transcript.append(f"  {self.channel}: {shown}")
        after = self._count(_NEWEST_ENTRY)
        self._bring(written, STORED[self.channel])
        self._settle(after + 1)
        self._listen()
        self.compare(expected, never)
        return self.said

    def _bring(self, written: Json, status: int) -> None:
        said = {name: value for name, value in written.items() if value is not None}
        done = self._client.post("/inbox/messages", json={"address": self.address, "channel": self.channel} | said)
        assert done.status_code == httpx2.codes.OK, done.text
        assert done.json()["status"] == status, f"the gateway answered {done.json()['status']}"

    def _settle(self, entry: int) -> None:
        """Wait until all is read, an entry of the journal is there, all are answered, and nothing is on its way."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            is_done = self._count(_UNREAD) == 0 and self._count(_NEWEST_ENTRY) >= entry
            is_done = is_done and self._count(_OPEN_ENTRIES) == 0
            if is_done and self._count(_ON_THEIR_WAY) == 0:
                return
            time.sleep(0.03)
        raise AssertionError(f"no answer after {ANSWER_SECONDS} s")

    def _count(self, statement: str) -> int:
        return int(self._read(statement)[0][0])

    def _read(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        path = self.system.layout.var / "gateway.db"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as gateway:
            return gateway.execute(statement, values).fetchall()

    def _news(self) -> list[Json]:
        return [message for message in self.arrived_at(self.address) if message["id"] not in self._seen][::-1]

    def _listen(self) -> None:
        self.newest = self._news()
        self._seen |= {message["id"] for message in self.newest}
        self.said = plain("\n".join(message["text"] for message in self.newest))
        self.transcript.append(f"  bot: {self.said}")
        for message in self.newest:
            offered = [f"[{button['title']}]" for button in message["buttons"]]
            sent = [f"<{file['name']}>" for file in message["attachments"]]
            self.transcript.append(f"    {' '.join([*offered, *sent])}".rstrip())


def address_of(persona: Json, channel: str) -> str:
    """A persona's address on a channel: the confirmed one where there are several."""
    if channel == "telegram":
        return str(persona["telegram"])
    kind = {"sms": "phone", "email": "email"}[channel]
    found = [entry for entry in persona["addresses"] if entry["kind"] == kind]
    return str(next((entry for entry in found if entry["confirmed"]), found[0])["value"])


def _same(offered: str, title: str) -> bool:
    """A link in a mail shows the number before the words."""
    return re.sub(r"^\d{1,2}\. ", "", plain(offered)) == title


def _code_in(message: Json) -> str | None:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", message["text"])
    return found[0] if found else None
