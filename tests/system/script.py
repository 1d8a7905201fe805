"""Conversations written down as YAML, and the player that holds them with a running system."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx2
import yaml

from tests.system.files import FILES
from tests.system.records import BackendReader, Records, plain
from tests.system.running import Chat, System, code_address

FOLDER = Path(__file__).parent / "conversations"
LEFT_BEHIND = ("{{", "}}", "{%", "utter_", "None", "null", "Traceback")
"""What a template that went wrong leaves in a text."""


@dataclass(frozen=True)
class Conversation:
    """A conversation as it is written in a file.

    Attributes:
        persona: Key of the demo's customer who speaks; none for somebody unknown.
        signed_in: Whether he comes signed in from the supplier's site.
        greeting: What the first message must say.
        steps: In order. Each has what the customer does (`customer`: writes, `press`: a button, `code`: `right` or
            `wrong`, sent to his confirmed address or where `at` says, `file`: `photo` or `paper`, alone or with
            `customer`) and what must hold then (`bot`: words in the answer, `never`: words not in it, `buttons`:
            offered, `picture`: words in the title of a picture, `paper`: title of a file, `state`, `speaks`: language
            of the facts from now on, `ticket`: fields of the newest ticket in the backend, `record`: `get` a path, and
            some item there `has` these fields, `answered`: here is what the customer came for).
        most_questions: What the customer may at most be asked before the step that is `answered`.
        channels: On which it is held instead of the web chat; the customer writes from his own device.
    """

    topic: str
    language: str
    name: str
    steps: list[dict[str, Any]]
    persona: str | None = None
    signed_in: bool = False
    capability: list[str] = field(default_factory=list)
    greeting: list[str] = field(default_factory=list)
    most_questions: int | None = None
    channels: list[str] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """What is asked back before the customer has what he came for: every step but the answered one."""
        return next(place for place, step in enumerate(self.steps) if step.get("answered"))

    @property
    def id(self) -> str:
        """Unique among all."""
        return f"{self.topic}.{self.language}: {self.name}"


def conversations() -> list[Conversation]:
    """Everything in the folder, by topic and language."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        topic, language = path.stem.split(".")
        found += [Conversation(topic, language, **entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return found


@dataclass(frozen=True)
class Said:
    """What came back."""

    messages: list[dict[str, Any]]
    state: str | None
    """Who speaks; None where the customer's side is not told."""


class Line(Protocol):
    """The customer's side of a conversation."""

    def greeting(self) -> list[dict[str, Any]]:
        """What is said before the customer says anything."""
        ...

    def write(self, text: str, file: tuple[str, bytes] | None) -> Said:
        """Write, perhaps with a file."""
        ...

    def press(self, button: dict[str, Any]) -> Said:
        """Press a button of a message that came."""
        ...

    def code_at(self, address: str, *, right: bool) -> str:
        """The newest code that arrived in this conversation, or one that is not it."""
        ...


@dataclass
class WebLine:
    """The web chat."""

    chat: Chat

    def greeting(self) -> list[dict[str, Any]]:
        """What stands there when it opens."""
        return self.chat.history()

    def write(self, text: str, file: tuple[str, bytes] | None) -> Said:
        """Send a message."""
        body: dict[str, Any] = {"text": text} if text else {}
        if file is not None:
            body["attachments"] = [self.chat.upload(*file)]
        return _answers(self.chat.post(body))

    def press(self, button: dict[str, Any]) -> Said:
        """Send what it holds."""
        return _answers(self.chat.post({"payload": button["payload"]}))

    def code_at(self, address: str, *, right: bool) -> str:
        """From the demo's inbox."""
        code = self.chat.code_at(address)
        if right:
            return code
        self.chat.codes.discard(code)
        return f"{(int(code) + 1) % 1_000_000:06d}"


class Player:
    """Holds one conversation and notes everything that is not as it should be."""

    def __init__(self, system: System, conversation: Conversation, persona: dict[str, Any] | None) -> None:
        self.system = system
        self.conversation = conversation
        self.persona = persona
        self.language = conversation.language
        self.backend = BackendReader(system.layout, persona)
        self.transcript: list[str] = []
        self.wrong: list[str] = []
        self.offering: dict[str, Any] = {"buttons": []}

    def play(self) -> None:
        """Go through all steps in the web chat.

        Raises:
            AssertionError: Some answers were not right; the message holds the whole conversation.
        """
        key = self.conversation.persona if self.conversation.signed_in else None
        proof = self.system.proof(key) if key else None
        with Chat(self.system.url, language=self.language, proof=proof) as chat:
            self.play_on(WebLine(chat))

    def play_on(self, line: Line) -> None:
        """Go through all steps; see `play`."""
        try:
            self._read_greeting(line)
            for step in self.conversation.steps:
                self._take(line, step)
        finally:
            self.backend.close()
        assert not self.wrong, "\n".join([*self.wrong, "", *self.transcript])

    def _take(self, line: Line, step: dict[str, Any]) -> None:
        self.language = step.get("speaks", self.language)
        records = Records(self.backend, self.language, self.persona)
        answer = self._act(line, step, records)
        said = plain("\n".join(message["text"] for message in answer.messages))
        self._note("bot", said, answer.messages)
        self.offering = next((message for message in reversed(answer.messages) if message["buttons"]), self.offering)
        self._check_words(step, said, records)
        self._check_offers(step, answer.messages, records)
        expected = step.get("state", "with_bot")
        self._expect(answer.state in (expected, None), f"the state is {answer.state}, not {expected}")
        if "ticket" in step:
            newest: dict[str, Any] = next(iter(self.backend.get("/tickets")), {})
            self._expect(newest.items() >= step["ticket"].items(), f"the newest ticket is {newest}")
        if "record" in step:
            self._check_record(step["record"], records)

    def _act(self, line: Line, step: dict[str, Any], records: Records) -> Said:
        if "press" in step:
            title = records.fill(step["press"])
            self._note("presses", title)
            offered = {plain(button["title"]): button for button in self.offering["buttons"]}
            assert title in offered, "\n".join([f"no button {title!r} in {list(offered)}", *self.transcript])
            return line.press(offered[title])
        text = self._code(line, step) if "code" in step else records.fill(step.get("customer", ""))
        self._note("customer", f"{text} <{step['file']}>".strip() if "file" in step else text)
        return line.write(text, FILES[step["file"]] if "file" in step else None)

    def _code(self, line: Line, step: dict[str, Any]) -> str:
        assert self.persona, "a code needs a persona"
        return line.code_at(step.get("at") or code_address(self.persona), right=step["code"] == "right")

    def _check_record(self, wanted: dict[str, Any], records: Records) -> None:
        found = self.backend.get(records.fill(wanted["get"]))
        items: list[dict[str, Any]] = found if isinstance(found, list) else [found]
        fields = {
            name: records.fill(value) if isinstance(value, str) else value for name, value in wanted["has"].items()
        }
        some = any(item.items() >= fields.items() for item in items)
        self._expect(some, f"nothing at {wanted['get']} has {fields}: {items[:5]}")

    def _check_words(self, step: dict[str, Any], said: str, records: Records) -> None:
        self._expect(bool(said.strip()), "no answer")
        for words in step.get("bot", []):
            wanted = records.fill(words)
            self._expect(wanted.lower() in said.lower(), f"{words!r} = {wanted!r} is not in {said!r}")
        for words in step.get("never", []):
            unwanted = records.fill(words)
            self._expect(unwanted.lower() not in said.lower(), f"{words!r} = {unwanted!r} is in {said!r}")
        for remainder in LEFT_BEHIND:
            self._expect(remainder not in said, f"{remainder!r} is left in {said!r}")

    def _check_offers(self, step: dict[str, Any], answer: list[dict[str, Any]], records: Records) -> None:
        titles = [plain(button["title"]) for message in answer for button in message["buttons"]]
        for title in step.get("buttons", []):
            wanted = records.fill(title)
            self._expect(wanted in titles, f"no button {wanted!r} in {titles}")
        pictures = [entry for message in answer for entry in message["attachments"] if entry["kind"] == "image"]
        if wanted_words := step.get("picture"):
            titles = [plain(picture["title"]) for picture in pictures]
            wanted = records.fill(wanted_words)
            self._expect(any(wanted in title for title in titles), f"no picture of {wanted!r} in {titles}")

        if "paper" in step:
            files = [
                entry["title"] for message in answer for entry in message["attachments"] if entry["kind"] == "file"
            ]
            wanted = records.fill(step["paper"])
            self._expect(any(wanted in title for title in files), f"no file {wanted!r} in {files}")

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(f"after {self.transcript[-2] if len(self.transcript) > 1 else ''!r}: {otherwise}")

    def _read_greeting(self, line: Line) -> None:
        first = line.greeting()
        if not first and not self.conversation.greeting:
            return
        self._note("bot", plain("\n".join(message["text"] for message in first)), first)
        self.offering = next((message for message in first if message["buttons"]), self.offering)
        said = plain("\n".join(message["text"] for message in first))
        records = Records(self.backend, self.language, self.persona)
        self._check_words({"bot": self.conversation.greeting}, said, records)

    def _note(self, who: str, text: str, messages: list[dict[str, Any]] | None = None) -> None:
        extras = [f"[{button['title']}]" for message in messages or [] for button in message["buttons"]]
        extras += [f"<{entry['kind']}: {entry['title']}>" for m in messages or [] for entry in m["attachments"]]
        self.transcript.append(f"  {who}: {text} {' '.join(extras)}".rstrip())


def _answers(response: httpx2.Response) -> Said:
    assert response.status_code == httpx2.codes.OK, f"{response.status_code}: {response.text}"
    body = response.json()
    return Said([message for message in body["messages"] if message["sender"] != "customer"], body["state"])
