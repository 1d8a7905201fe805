"""A whole Wattline for tests: started by the real command, on ports and in a folder of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import httpx2

from tests.ports import free_port
from tests.system.restoring import keep_as_started
from wattline.layout import HOST, ROOT, Layout

START_SECONDS = 150
WAIT_SECONDS = 20


@dataclass
class System:
    """A running system and the means to hurt it."""

    layout: Layout
    process: subprocess.Popen[bytes] | None
    """None when somebody else started it."""
    _known: dict[str, dict[str, Any]] = field(default_factory=dict, init=False, repr=False)

    @property
    def url(self) -> str:
        return self.layout.url

    def pid(self, service: str) -> int:
        """Process id of `backend`, `gateway`, `engine-1` or `engine-2` at this moment."""
        return int((self.layout.var / "run" / f"{service}.pid").read_text(encoding="utf-8"))

    def kill(self, service: str) -> None:
        """End a service with SIGKILL; the supervisor starts it again."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid(service), signal.SIGKILL)

    def wait_healthy(self, seconds: float = START_SECONDS) -> None:
        """Wait until every part answers, the standby engine included."""
        addresses = [f"{self.url}/healthz", *(f"http://{HOST}:{port}/healthz" for port in self.layout.engine_ports)]
        deadline = time.monotonic() + seconds
        missing = list(addresses)
        while missing and time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(f"`wattline up` ended; see {self.layout.var / 'up.log'}")
            missing = [address for address in missing if not _answers(address)]
            if missing:
                time.sleep(0.1)
        if missing:
            raise AssertionError(f"not healthy after {seconds} s: {missing}; logs in {self.layout.var / 'log'}")

    def personas(self) -> list[dict[str, Any]]:
        """The demo's customers with their facts of this moment."""
        found: list[dict[str, Any]] = httpx2.get(f"{self.url}/demo/personas", timeout=30, trust_env=False).json()
        return found

    def persona(self, key: str) -> dict[str, Any]:
        """One of them with what does not change while the system runs: his numbers and addresses."""
        if not self._known:
            self._known.update({persona["key"]: persona for persona in self.personas()})
        return self._known[key]

    def proof(self, key: str) -> str:
        """What signs one of them in, as the supplier's own site hands it out."""
        answer = httpx2.post(f"{self.url}/demo/proof", json={"persona": key}, timeout=30, trust_env=False)
        proof: str = answer.json()["proof"]
        return proof


def _answers(address: str) -> bool:
    try:
        return httpx2.get(address, timeout=2, trust_env=False).status_code == httpx2.codes.OK
    except httpx2.HTTPError:
        return False


@contextlib.contextmanager
def started(var: Path, settings: dict[str, str] | None = None) -> Iterator[System]:
    """Run `wattline up` in `var` until the block ends.

    Args:
        var: An empty folder, or one of an earlier run.
        settings: Environment on top, for instance `WATTLINE_BACKEND_DATABASE_URL`.
    """
    layout = Layout(var=var, port=free_port(10, 21, 22, 25))
    var.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "wattline", "up", "--port", str(layout.port), "--var", str(var)]
    with (var / "up.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | (settings or {}), stdout=log, stderr=log)
    system = System(layout, process)
    try:
        system.wait_healthy()
        if (var / "backend.db").exists():
            keep_as_started(layout)
        yield system
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass
class Chat:
    """A customer at the web chat, speaking the HTTP contract."""

    url: str
    language: str | None = None
    proof: str | None = None
    client: httpx2.Client = field(init=False)
    conversation_id: str = field(init=False)
    began_at: datetime = field(init=False)
    codes: set[str] = field(default_factory=set)
    """Codes that were typed, so that each is taken for one once."""

    def __post_init__(self) -> None:
        self.client = httpx2.Client(base_url=self.url, timeout=WAIT_SECONDS + 10, trust_env=False)
        self.began_at = datetime.now(UTC)
        body = {key: value for key, value in (("language", self.language), ("proof", self.proof)) if value}
        session = self.client.post("/chat/sessions", json=body)
        assert session.status_code in {200, 201}, session.text
        self.client.headers["Authorization"] = f"Bearer {session.json()['token']}"
        self.conversation_id = session.json()["conversation_id"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.client.close()

    def post(self, body: dict[str, Any], wait: float = WAIT_SECONDS) -> httpx2.Response:
        """Send one message as it is."""
        return self.client.post("/chat/messages", params={"wait": wait}, json={"id": str(uuid4())} | body)

    def say(self, text: str) -> list[dict[str, Any]]:
        """Write a text; the answers to it."""
        return self._answers(self.post({"text": text}))

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file; its id goes into a message."""
        answer = self.client.post("/chat/attachments", files={"file": (name, content)})
        assert answer.status_code in {200, 201}, answer.text
        file_id: str = answer.json()["id"]
        return file_id

    def press(self, message: dict[str, Any], title: str) -> list[dict[str, Any]]:
        """Press the button of a message; the answers to it."""
        payload = next(button["payload"] for button in message["buttons"] if button["title"] == title)
        return self._answers(self.post({"payload": payload}))

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        """What has been said since a sequence number."""
        answer = self.client.get("/chat/messages", params={"after": after})
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def give_code(self, address: str) -> list[dict[str, Any]]:
        """Read the newest code that went to an address out of the demo inbox and write it."""
        return self.say(self.code_at(address))

    def code_at(self, address: str) -> str:
        """The newest code that went to an address since this conversation began and was not typed yet."""
        code = newest_code(self.url, address, since=self.began_at, without=self.codes)
        self.codes.add(code)
        return code

    def _answers(self, response: httpx2.Response) -> list[dict[str, Any]]:
        assert response.status_code == 200, f"{response.status_code}: {response.text}"
        messages: list[dict[str, Any]] = response.json()["messages"]
        return [message for message in messages if message["sender"] != "customer"]


def code_address(persona: dict[str, Any]) -> str:
    """Where a code goes: the first confirmed phone, else the first confirmed mailbox."""
    confirmed = [entry for entry in persona["addresses"] if entry["confirmed"]]
    first = next((entry for entry in confirmed if entry["kind"] == "phone"), confirmed[0])
    return str(first["value"])


def newest_code(url: str, address: str, *, since: datetime | None = None, without: Collection[str] = ()) -> str:
    """The six digits of the newest message to an address, which may still be on its way.

    Args:
        url: The gateway's address.
        address: Phone or mailbox.
        since: Only a later one counts.
        without: Codes that do not count.
    """
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        inbox = httpx2.get(f"{url}/demo/inbox", params={"address": address}, timeout=10, trust_env=False).json()
        for entry in inbox:
            if since is not None and datetime.fromisoformat(entry["at"]) < since:
                continue
            digits: list[str] = [word.strip(".:,") for word in entry["text"].split() if word.strip(".:,").isdecimal()]
            if code := next((word for word in digits if len(word) == 6 and word not in without), None):
                return code
        time.sleep(0.05)
    raise AssertionError(f"no code arrived at {address}")


def words(messages: list[dict[str, Any]]) -> str:
    """The texts of messages in one piece, with ordinary spaces."""
    return "\n".join(message["text"] for message in messages).replace("\u00a0", " ").replace("\u202f", " ")


def phone_of(persona: dict[str, Any]) -> str:
    """The confirmed phone of a persona."""
    return next(str(address["value"]) for address in persona["addresses"] if address["kind"] == "phone")
