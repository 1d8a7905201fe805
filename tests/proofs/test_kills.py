"""Kill -9 in the middle of turns: nothing lost, nothing answered twice, the conversation's state intact.

A customer writes without pause while a process is killed at random moments. A post that gets no answer is repeated with
the same id, as the web page does. At the end every message must stand in the conversation once and be answered once.
"""

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from tests.system.running import Chat, System, started, words

KILLS = 20
SEED = 20261121
ANSWER_SECONDS = 60

pytestmark = [pytest.mark.prove, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system of its own: other tests should not meet processes that die."""
    with started(tmp_path_factory.mktemp("kills")) as system:
        yield system


def persistent_post(chat: Chat, body: dict[str, Any]) -> list[dict[str, Any]]:
    """Post until an answer is there, always with the same id."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx2.TransportError):
            answer = chat.post(body, wait=10)
            if answer.status_code == 200:
                said = [message for message in answer.json()["messages"] if message["sender"] == "bot"]
                if said:
                    return said
        time.sleep(0.02)
    raise AssertionError(f"no answer to {body} within {ANSWER_SECONDS} s")


def kill_at_random(
    system: System, service: str, stop: threading.Event, killed: list[float], dice: random.Random
) -> None:
    """Kill a service again and again, each time at a random moment after it has come back."""
    address = (
        f"{system.url}/chat" if service == "gateway" else f"http://127.0.0.1:{system.layout.engine_ports[0]}/healthz"
    )
    while len(killed) < KILLS and not stop.is_set():
        wait_for(address)
        time.sleep(dice.uniform(0.0, 0.25))
        system.kill(service)
        killed.append(time.monotonic())
        time.sleep(0.1)


def wait_for(address: str) -> None:
    """Wait until an address answers at all."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx2.HTTPError):
            if httpx2.get(address, timeout=2, trust_env=False).status_code == 200:
                return
        time.sleep(0.02)
    raise AssertionError(f"{address} did not come back")


@pytest.mark.parametrize("service", ["engine-1", "gateway"])
def test_kill_in_the_middle_of_turns(victim: System, service: str) -> None:
    dice = random.Random(SEED)
    persona = next(entry for entry in victim.personas() if any(f["intent"] == "check_bill" for f in entry["facts"]))
    stop = threading.Event()
    killed: list[float] = []
    with Chat(victim.url, language="en", proof=victim.proof(persona["key"])) as chat:
        # What the conversation knows before the storm must be known after it.
        before = words(persistent_post(chat, {"id": str(uuid4()), "text": "How much do I have to pay?"}))
        killer = threading.Thread(target=kill_at_random, args=(victim, service, stop, killed, dice))
        killer.start()
        sent: list[str] = []
        try:
            while killer.is_alive():
                identifier = str(uuid4())
                sent.append(identifier)
                persistent_post(chat, {"id": identifier, "text": "What can you do for me?"})
        finally:
            stop.set()
            killer.join()
        wait_for(f"{victim.url}/chat")
        after = words(persistent_post(chat, {"id": str(uuid4()), "text": "How much do I have to pay?"}))
        history = all_messages(chat)
    assert len(killed) == KILLS
    assert after == before
    answered = Counter(message["reply_to"] for message in history if message["sender"] == "bot")
    written = Counter(message["id"] for message in history if message["sender"] == "customer")
    assert [identifier for identifier in sent if written[identifier] != 1] == []
    expected = answers_per_question(history, sent)
    assert {identifier: answered[identifier] for identifier in sent if answered[identifier] != expected} == {}
    numbers = [message["seq"] for message in history]
    assert numbers == sorted(set(numbers))


def answers_per_question(history: list[dict[str, Any]], sent: list[str]) -> int:
    """How many bubbles this question always gets: that of the first, since all questions are the same."""
    return sum(1 for message in history if message["sender"] == "bot" and message["reply_to"] == sent[0])


def all_messages(chat: Chat) -> list[dict[str, Any]]:
    """The whole conversation, page by page."""
    found: list[dict[str, Any]] = []
    while page := chat.history(after=found[-1]["seq"] if found else 0):
        found += page
    return found
