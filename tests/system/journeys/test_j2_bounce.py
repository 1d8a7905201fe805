"""An answer that does not arrive: the address is marked, and the customer hears of it elsewhere."""

from tests.system.device import Device, address_of
from tests.system.marks import proves
from tests.system.running import System, phone_of


@proves("B11", "B12", "B13")
def test_a_mail_that_comes_back_is_told_by_text_message(untouched: System) -> None:
    with Device(untouched, "brown-ends-soon", "email") as customer:
        phone, mailbox = phone_of(customer.persona), address_of(customer.persona, "email")
        customer.says("Good morning, when does my contract end?", "customer number", subject="My contract")
        before = customer.arrived_at(phone)
        customer.writes_unanswered(answers=customer.newest[-1], kind="bounce")
        told = customer.arrived_at(phone)
        assert len(told) == len(before) + 1
        assert "could not be delivered by mail" in told[0]["text"]
        assert mailbox not in told[0]["text"]
        by_kind = {entry["kind"]: entry for entry in customer.get("/customer")["addresses"]}
        assert by_kind["email"]["bounced"], by_kind
        assert not by_kind["phone"]["bounced"], by_kind
