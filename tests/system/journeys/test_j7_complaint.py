"""A complaint that needs a person: two matters, a call at another hour, and a return that changes its mind."""

from tests.system.marks import proves
from tests.system.running import System
from tests.system.visit import Visit


@proves("B20", "B21", "V8", "V22")
def test_two_matters_a_call_and_a_return(untouched: System) -> None:
    with Visit(untouched, "garcia-overdue") as lucia:
        lucia.says(
            "second router broken now AND the bill is wrong, are you kiding me", "two cases", "device", "a bill ("
        )
        assert not [ticket for ticket in lucia.get("/tickets") if ticket["complaint_type"] in ("device", "bill")]
        lucia.says("yes", "You will have an answer by")
        device, bill = (lucia.only("/tickets", complaint_type=about) for about in ("device", "bill"))
        for ticket in (device, bill):
            lucia.holds(ticket, state="open", waiting_for="supplier", said="number", ahead="answer_due_on")
        lucia.says("I want to talk to a real person about this", "call you back", "{tickets.0.promised_from}")
        call = lucia.only("/tickets", kind="callback")
        lucia.says("what are your opening hours anyway", "08:00–18:00", "{supplier.phone}")
        lucia.says("tomorrow after 4 pm would suit me better", "call you back")
        assert lucia.only("/tickets", kind="callback")["promised_from"] > call["promised_from"]

        lucia.says("how is my complaint going?", bill["number"])
        lucia.presses(f"{bill['number']} · a bill", "We are working on case", "{tickets.1.answer_due_on}")
        lucia.presses("Add something", f"What shall I add to {bill['number']}")
        lucia.says("The letter about it never came.", "The letter about it never came.", "Shall I?")
        lucia.says("yes", bill["number"])
        assert "The letter about it never came." in str(lucia.get(f"/tickets/{bill['number']}")["messages"])

        lucia.says("and I want to send the broken router back", "another device, or your money back")
        lucia.says("my money back", "your money back", "Is that right?")
        lucia.says("no, I want a new one after all", "another device", "Is that right?")
        assert lucia.get("/returns") == []
        lucia.says("yes", "RT-", "Here is the slip")
        back = lucia.only("/returns", state="slip_issued")
        lucia.holds(back, kind="warranty", wanted="replacement", said="number", ahead="until_on")
        assert [line["serial_number"] for line in back["lines"]] == ["R7-20403-PL"]
        assert lucia.downloads(f"Return slip {back['number']}").startswith(b"%PDF")
