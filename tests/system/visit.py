"""A customer's visit to the web chat, told step by step in Python, with the backend at hand."""

from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self

import httpx2

from tests.system.files import FILES
from tests.system.records import TIME_ZONE, BackendReader, Records, plain
from tests.system.running import Chat, System, code_address
from tests.system.script import LEFT_BEHIND

Json = dict[str, Any]


class Visit:
    """One conversation of a customer of the demo.

    Words in the answers are compared with blanks made ordinary and without regard to case; `{paths}` in them are facts
    of the backend (see `records.py`).
    """

    def __init__(self, system: System, key: str, *, signed_in: bool = True, language: str | None = None) -> None:
        """Open the chat in a language, or in the customer's."""
        self.system = system
        self.persona: Json = system.persona(key)
        self.backend = BackendReader(system.layout, self.persona)
        self.transcript: list[str] = []
        self._buttons: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self.language: str = language or self.persona["language"]
        self.chat = Chat(system.url, language=self.language, proof=system.proof(key) if signed_in else None)
        self.said = self._heard(self.chat.history())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note("\n".join(self.transcript))
        self.chat.client.close()
        self.backend.close()

    def says(self, text: str = "", *expected: str, never: tuple[str, ...] = (), file: str | None = None) -> str:
        """Write, perhaps with a file; the answer must hold the words that are expected."""
        text = self.fill(text)
        body: Json = {"text": text} if text else {}
        if file is not None:
            body["attachments"] = [self.chat.upload(*FILES[file])]
        return self._send(text + (f" <{file}>" if file else ""), body, expected, never)

    def presses(self, title: str, *expected: str) -> str:
        """Press a button of the newest message that had some."""
        title = self.fill(title)
        assert title in self._buttons, f"no button {title!r} in {list(self._buttons)}"
        return self._send(f"[{title}]", {"payload": self._buttons[title]}, expected, ())

    def gives_code(self, *expected: str, at: str | None = None, right: bool = True) -> str:
        """Type the code that arrived at an address, or another one."""
        address = at or code_address(self.persona)
        code = self.chat.code_at(address)
        if not right:
            self.chat.codes.discard(code)
            code = str((int(code) + 1) % 1_000_000).zfill(6)
        return self._send(code, {"text": code}, expected, ())

    def signs(self, words: str, asked: str, *expected: str) -> str:
        """Agree, and type the code that the bot asks for before it writes."""
        self.says(words, asked)
        return self.gives_code(*expected)

    def downloads(self, name: str) -> bytes:
        """The content of a file that the newest message with files brought."""
        assert name in self._files, f"no file {name!r} in {list(self._files)}"
        answer = self.chat.client.get(self._files[name])
        assert answer.status_code == httpx2.codes.OK, f"{answer.status_code}: {answer.text}"
        return answer.content

    def fill(self, text: str) -> str:
        """Put facts of this moment in the place of `{paths}`."""
        return Records(self.backend, self.language, self.persona).fill(text)

    def get(self, path: str, **query: str) -> Any:
        """What the backend answers this customer."""
        return self.backend.get(self.fill(path), **query)

    def only(self, path: str, **fields: Any) -> Json:
        """The one record at a path with these fields."""
        items: list[Json] = self.get(path)
        found = [item for item in items if item.items() >= fields.items()]
        assert len(found) == 1, f"{len(found)} with {fields} in {items}"
        return found[0]

    def acts_as(self, name: str, path: str, body: Json) -> Json:
        """Write as one of the company's people on the supplier's own site; what comes back."""
        people = self.get("/customer")["representatives"]
        person = next(one["id"] for one in people if one["name"] == name)
        return self.backend.post(path, body, person_id=person)

    def holds(self, record: Json, *, said: str | None = None, ahead: str | None = None, **fields: Any) -> Json:
        """Compare a record; a field of it must stand in the last answer, another be a day to come."""
        assert record.items() >= fields.items(), f"{fields} are not all in {record}"
        assert said is None or record[said] in self.said, f"{record[said or '']!r} is not in {self.said!r}"
        today = datetime.now(TIME_ZONE).date()
        assert ahead is None or date.fromisoformat(record[ahead]) > today, f"{ahead} is not to come: {record}"
        return record

    def _send(self, what: str, body: Json, expected: tuple[str, ...], never: tuple[str, ...]) -> str:
        before = datetime.now(UTC)
        self.transcript.append(f"  customer: {what}")
        answer = self.chat.post(body)
        assert answer.status_code == httpx2.codes.OK, f"{answer.status_code}: {answer.text}"
        self.said = self._heard([message for message in answer.json()["messages"] if message["sender"] != "customer"])
        self.transcript[-1] += f"  ({(datetime.now(UTC) - before).total_seconds():.1f} s)"
        for words in expected:
            assert self.fill(words).lower() in self.said.lower(), f"{self.fill(words)!r} is not in {self.said!r}"
        for words in (*never, *LEFT_BEHIND):
            assert words.lower() not in self.said.lower(), f"{words!r} is in {self.said!r}"
        return self.said

    def _heard(self, messages: list[Json]) -> str:
        said = plain("\n".join(message["text"] for message in messages))
        self.transcript.append(f"  bot: {said}")
        for message in messages:
            if message["buttons"]:
                self._buttons = {plain(button["title"]): button["payload"] for button in message["buttons"]}
                self.transcript.append(f"    {' '.join(f'[{title}]' for title in self._buttons)}")
            if message["attachments"]:
                self._files = {entry["title"]: entry["url"] for entry in message["attachments"]}
            for entry in message["attachments"]:
                self.transcript.append(f"    <{entry['kind']}: {entry['title']}>")
        return said
