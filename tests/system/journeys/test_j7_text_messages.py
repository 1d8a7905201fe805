"""A complaint by text message: two cases from one angry message, a call back, and a receipt in writing."""

from pathlib import Path

import pytest
import yaml

from tests.system.device import Device, address_of
from tests.system.dialogue import Json
from tests.system.marks import proves
from tests.system.records import plain
from tests.system.running import System, phone_of

TOLD: Json = yaml.safe_load(Path(__file__).with_name("two_matters.yml").read_text(encoding="utf-8"))


@proves("B11", "B12", "B20", "V8")
@pytest.mark.timeout(120, func_only=True)
@pytest.mark.parametrize("language", TOLD)
def test_an_angry_text_message_opens_two_cases(untouched: System, language: str) -> None:
    told = TOLD[language]
    with Device(untouched, told["persona"], "sms") as customer:
        known = {ticket["number"] for ticket in customer.get("/tickets")}
        customer.says(*told["angry"], never=(told["one_by_one"],))
        customer.says(*told["number"])
        customer.gives_code(*told["two"], at=phone_of(customer.persona))
        assert {ticket["number"] for ticket in customer.get("/tickets")} == known
        mailbox = address_of(customer.persona, "email")
        before = [mail["id"] for mail in customer.arrived_at(mailbox)]
        customer.presses(*told["yes"])
        opened = [ticket for ticket in customer.get("/tickets") if ticket["number"] not in known]
        assert {ticket["complaint_type"] for ticket in opened} == {"device", "bill"}
        for ticket in opened:
            customer.holds(ticket, state="open", waiting_for="supplier", said="number", ahead="answer_due_on")
        [receipt] = [mail for mail in customer.arrived_at(mailbox) if mail["id"] not in before]
        _names_both(customer, told, receipt, opened)

        customer.says(*told["person"])
        call = customer.only("/tickets", kind="callback")
        customer.holds(call, state="open", said="number")
        customer.says(*told["later"])
        assert customer.only("/tickets", kind="callback")["promised_from"] > call["promised_from"]
        customer.says(*told["now"])
        for ticket in opened:
            customer.holds(ticket, said="number")
        customer.waits_until_delivered()


def _names_both(customer: Device, told: Json, receipt: Json, opened: list[Json]) -> None:
    """The one mail has both numbers, each with the day until which it is answered, as the backend has it."""
    text = plain(receipt["text"])
    assert told["written"] in text, text
    for ticket in opened:
        assert ticket["number"] in receipt["subject"], receipt["subject"]
        [line] = [line for line in text.splitlines() if ticket["number"] in line]
        assert customer.day(ticket["answer_due_on"]) in line, line
