"""A complaint by text message: two cases from one angry message, a call back, and a receipt in writing."""

import pytest

from tests.system.device import Device, address_of
from tests.system.marks import proves
from tests.system.running import System, phone_of


@proves("B11", "B12", "B20", "V8")
@pytest.mark.timeout(120, func_only=True)
def test_an_angry_text_message_opens_two_cases(untouched: System) -> None:
    with Device(untouched, "garcia-overdue", "sms") as lucia:
        known = {ticket["number"] for ticket in lucia.get("/tickets")}
        lucia.says("second router broken now AND the bill is wrong, are you kiding me", "customer number")
        lucia.says("{persona.customer_number}", "a code of six digits")
        lucia.gives_code("two cases", "about a device", "about a bill (", at=phone_of(lucia.persona))
        assert {ticket["number"] for ticket in lucia.get("/tickets")} == known
        lucia.presses("Yes", "You will have an answer by")
        device, bill = (lucia.only("/tickets", complaint_type=about) for about in ("device", "bill"))
        for ticket in (device, bill):
            lucia.holds(ticket, state="open", waiting_for="supplier", said="number", ahead="answer_due_on")

        receipt = lucia.arrived_at(address_of(lucia.persona, "email"))[0]
        for ticket in (device, bill):
            assert ticket["number"] in receipt["subject"], receipt["subject"]
            assert ticket["number"] in receipt["text"], receipt["text"]
        assert lucia.fill("{tickets.0.answer_due_on}") in lucia.said

        lucia.says(
            "I want to talk to a real person about this", "A person will call you back", "Your request number is"
        )
        call = lucia.only("/tickets", kind="callback")
        lucia.holds(call, state="open", said="number")
        lucia.says("tomorrow after 4 pm would suit me better", "a person will call you back")
        assert lucia.only("/tickets", kind="callback")["promised_from"] > call["promised_from"]
        lucia.says("and now?", bill["number"], device["number"], "answer by {tickets.1.answer_due_on}")
        lucia.waits_until_delivered()
