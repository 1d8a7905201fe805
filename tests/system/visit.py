"""A customer's visit to the web chat, told step by step in Python, with the backend at hand."""

from datetime import UTC, datetime

import httpx2

from tests.system.dialogue import Dialogue, Json
from tests.system.files import FILES
from tests.system.records import plain
from tests.system.running import Chat, System, code_address


class Visit(Dialogue):
    """One conversation at the web chat of a customer of the demo."""

    def __init__(self, system: System, key: str, *, signed_in: bool = True, language: str | None = None) -> None:
        """Open the chat in a language, or in the customer's."""
        persona = system.persona(key)
        super().__init__(system, persona, language or persona["language"])
        self._buttons: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self.chat = Chat(system.url, language=self.language, proof=system.proof(key) if signed_in else None)
        self.said = self._heard(self.chat.history())

    def close(self) -> None:
        """Leave the chat."""
        self.chat.client.close()
        super().close()

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

    def acts_as(self, name: str, path: str, body: Json) -> Json:
        """Write as one of the company's people on the supplier's own site; what comes back."""
        people = self.get("/customer")["representatives"]
        person = next(one["id"] for one in people if one["name"] == name)
        return self.backend.post(path, body, person_id=person)

    def _send(self, what: str, body: Json, expected: tuple[str, ...], never: tuple[str, ...]) -> str:
        before = datetime.now(UTC)
        self.transcript.append(f"  customer: {what}")
        answer = self.chat.post(body)
        assert answer.status_code == httpx2.codes.OK, f"{answer.status_code}: {answer.text}"
        self.said = self._heard([message for message in answer.json()["messages"] if message["sender"] != "customer"])
        self.transcript[-1] += f"  ({(datetime.now(UTC) - before).total_seconds():.1f} s)"
        self.compare(expected, never)
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
