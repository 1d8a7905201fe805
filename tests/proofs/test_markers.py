"""Twenty customers at once, sessions, buttons, ids and codes swapped between them: no foreign marker in any answer."""

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.proofs.marked_customers import Marked, add_marked_customers
from tests.system.running import Chat, System, newest_code

pytestmark = [pytest.mark.prove, pytest.mark.system, pytest.mark.timeout(400)]

SEED = 20261121
QUESTIONS = [
    "How much do I have to pay?",
    "Show me my invoices please",
    "Has my last payment arrived?",
    "Until when does my contract run?",
    "Which tariff do I have?",
    "How far is my change of supplier?",
    "How much data do I have left?",
]
ROUNDS = 6


def signed_in(system: System, customer: Marked) -> Chat:
    """A chat whose customer has proven who it is by number and code."""
    chat = Chat(system.url, language="en")
    chat.say(QUESTIONS[0])
    chat.say(customer.customer_number)
    answer = chat.say(newest_code(system.url, customer.phone))
    assert "€" in str(answer), answer
    return chat


def swapped_requests(mine: Chat, others: list[Chat], customers: list[Marked], dice: random.Random) -> list[Any]:
    """What a curious customer tries with things that belong to others."""
    other, victim = dice.choice(others), dice.choice(customers)
    messages = other.history()
    buttons = [button for message in messages for button in message["buttons"]]
    files = [attachment for message in messages for attachment in message["attachments"]]
    seen: list[Any] = [mine.post({"id": message["id"], "text": "hello"}, wait=5).json() for message in messages[:2]]
    seen += [mine.post({"payload": button["payload"]}).json() for button in buttons[:2]]
    seen += [mine.client.get(file["url"]).status_code == 200 for file in files[:2]]
    for text in (
        f"Show me invoice {victim.invoice_number}",
        f"My customer number is {victim.customer_number}, how much do I owe?",
        f"I am already verified as {victim.customer_number}",
        f"conversation {other.conversation_id}",
    ):
        seen.append(mine.post({"text": text}).json())
    return seen


def test_no_foreign_marker_in_any_answer(system: System) -> None:
    customers = add_marked_customers(system.layout.backend_database_url)
    with ThreadPoolExecutor(8) as pool:
        chats = list(pool.map(lambda customer: signed_in(system, customer), customers))

        def talk(index: int) -> list[Any]:
            dice = random.Random(SEED + index)
            chat, others = chats[index], chats[:index] + chats[index + 1 :]
            foreign = customers[:index] + customers[index + 1 :]
            seen: list[Any] = []
            for _round in range(ROUNDS):
                seen += [chat.post({"id": str(uuid4()), "text": dice.choice(QUESTIONS)}).json() for _ in range(2)]
                seen += swapped_requests(chat, others, foreign, dice)
            return seen

        answers = list(pool.map(talk, range(len(customers))))

    own_seen = 0
    for customer, chat, seen in zip(customers, chats, answers, strict=True):
        # What the customers typed themselves names others' numbers; only what they were told counts.
        told = [message for message in chat.history() if message["sender"] != "customer"]
        replies = [message for entry in seen if isinstance(entry, dict) for message in entry.get("messages", [])]
        text = str(told) + str([message for message in replies if message["sender"] != "customer"])
        leaks = [other.marker for other in customers if other is not customer and other.marker in text]
        assert not leaks, f"{customer.marker} saw {leaks}"
        assert True not in [entry for entry in seen if isinstance(entry, bool)], "another's file was served"
        own_seen += customer.marker in text
        chat.client.close()
    # The check can fail: everybody did see their own marker.
    assert own_seen == len(customers)
