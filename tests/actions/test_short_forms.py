"""By text message the point comes first, in few parts: what customers ask for most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_check_bill import ActionCheckBill
from actions.action_check_consumption import ActionCheckConsumption
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_check_switch import ActionCheckSwitch
from actions.action_greet_session import ActionGreetSession
from actions.action_list_invoices import ActionListInvoices
from actions.action_offer_help import ActionOfferHelp
from actions.action_report_emergency import ActionReportEmergency
from actions.action_show_contract import ActionShowContract
from bot.narrow_channels import fits
from tests.actions.conftest import CATALOG, LANGUAGES, NOW
from tests.actions.fake_backend import FLAT, GARAGE, contract, invoice, money, switch

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

SMS = {"buttons": False, "images": False, "files": False, "max_chars": 459}


def texts(result: Result, language: str) -> list[tuple[str, list[str]]]:
    """Text and choices of each reply as the text message's channel gets them."""
    found = []
    for message in result.messages:
        if message["response"]:
            buttons = [dict(button) for button in message["buttons"] or []]
            for button in buttons:
                if "title_key" in button:
                    button["title"] = CATALOG.title(button["title_key"], language, button)
            values = {**message, "slots": {}, "now": NOW, "language": language, "abilities": SMS, "buttons": buttons}
            reply = CATALOG.render(message["response"], language, values)
            found.append((reply["text"], [button["title"] for button in [*reply["buttons"], *buttons]]))
    return found


def bills(stage: Stage) -> Result:
    stage.backend.account |= {"overdue": money("84.20")}
    numbers = [f"R-2026-00{number}" for number in range(4700, 4712)]
    stage.backend.invoices = [invoice(number, FLAT, "2026-10", "84.20", open=money("84.20")) for number in numbers]
    return stage.run(ActionListInvoices, "get_invoice", "my invoices")


def bill(stage: Stage) -> Result:
    return stage.run(ActionCheckBill, "check_bill", "explain R-2026-004711", invoice_number="R-2026-004711")


def contracts(stage: Stage) -> Result:
    stage.backend.contracts = [contract(f"V-{number}", FLAT) for number in range(5)]
    return stage.run(ActionCheckContractExpiry, "contract_expiry", "when do they end")


def terms(stage: Stage) -> Result:
    return stage.run(ActionShowContract, "contract_details", "my contracts")


def switches(stage: Stage) -> Result:
    stage.backend.switches = [
        switch(FLAT, "rejected", 6, waiting_for="customer", next_step_code="correct_meter_number"),
        switch(FLAT, "accepted", 6),
    ]
    return stage.run(ActionCheckSwitch, "switch_status", "how far is it")


def use(stage: Stage) -> Result:
    return stage.run(ActionCheckConsumption, "check_consumption", "what did I use last year")


def danger(stage: Stage) -> Result:
    return stage.run(ActionReportEmergency, "report_emergency", "it smells of gas", level="anonymous")


def greeting(stage: Stage) -> Result:
    return stage.run(ActionGreetSession, "session_started", level="anonymous")


def abilities(stage: Stage) -> Result:
    return stage.run(ActionOfferHelp, "ask_help", level="anonymous")


def place(stage: Stage) -> Result:
    stage.backend.contracts = [contract(f"V-{number}", GARAGE, ends_on="2027-05-31") for number in range(4)]
    stage.backend.switches = []
    named = {"code": "garage", "text": "garage"}
    return stage.run(ActionCheckSwitch, "out_of_scope", "is the garage ok", place=named)


SAID: dict[Any, list[str]] = {
    bills: [],
    bill: ["R-2026-004711", "84"],
    contracts: ["2026"],
    terms: ["Zorza Klar", "11"],
    switches: ["6"],
    place: ["V-0"],
    use: ["234", "56"],
    danger: ["112", "992"],
    greeting: ["Zorza", "bot"],
    abilities: [],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ask", SAID, ids=lambda ask: ask.__name__)
def test_the_point_is_said_in_one_message(stage: Stage, ask: Any, language: str) -> None:
    for text, titles in texts(ask(stage), language):
        assert fits(text, [] if language == "pl" else titles, SMS), text
        assert all(word.lower() in text.lower() for word in SAID[ask]), text
