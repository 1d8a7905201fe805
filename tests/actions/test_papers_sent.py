"""Whether anything must be sent, and papers that come with words which sound like something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._errand.progress import asks_whether_done
from actions._papers import asks_whether_to_send, wishes_paper
from actions.action_cancel_contract import ActionCancelContract
from actions.action_check_switch import ActionCheckSwitch
from actions.action_continue_elsewhere import ActionContinueElsewhere
from actions.action_list_invoices import ActionListInvoices
from actions.action_send_documents import ActionSendDocuments

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

TAKE = "action_take_documents"
SCAN = {"id": "u9", "kind": "file", "title": "letter.pdf", "media_type": "application/pdf", "data": "JVBERi0xLjc="}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("do I have to post anything to you?", "en"),
        ("muss ich da was mit der Post schicken?", "de"),
        ("czy mam coś odesłać listem?", "pl"),
    ],
)
def test_who_asks_whether_to_send_anything_gets_no_mail(stage: Stage, text: str, language: str) -> None:
    asked = stage.run(ActionContinueElsewhere, "continue_elsewhere", text, language=language)
    assert (asked.next_action, asked.requests) == (TAKE, [])


@pytest.mark.parametrize(
    "text", ["do I have to send the router back", "muss ich den Zählerstand schicken", "gdzie mam wysłać ładowarkę"]
)
def test_goods_and_readings_are_no_papers(text: str) -> None:
    assert not asks_whether_to_send(text)


@pytest.mark.parametrize("text", ["the letter of my old supplier", "Brief vom alten Anbieter", "pismo od sprzedawcy"])
def test_a_paper_beside_a_change_of_supplier_is_taken(stage: Stage, text: str) -> None:
    told = stage.run(ActionCheckSwitch, "switch_status", text, attachments=[SCAN])
    assert told.next_action == TAKE


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("wypowiedzenie", {"last_matter": "switch_status"}),
        ("die Kündigung beim alten Anbieter", {}),
        ("notice to my old supplier", {}),
    ],
)
def test_the_notice_to_the_old_supplier_ends_no_contract_of_ours(
    stage: Stage, text: str, slots: dict[str, Any]
) -> None:
    told = stage.run(ActionCancelContract, "cancel_contract", text, attachments=[SCAN], slots=slots)
    assert told.next_action == TAKE
    ours = stage.run(ActionCancelContract, "cancel_contract", "Kündigung", attachments=[SCAN])
    assert ours.next_action != TAKE


@pytest.mark.parametrize("text", ["did you get it", "habt ihr es bekommen?", "dostaliście?"])
def test_whether_it_came_is_asked(text: str) -> None:
    assert asks_whether_done(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [("paper bills by post from now on", "en"), ("Rechnungen künftig per Post", "de"), ("faktury listem proszę", "pl")],
)
def test_nothing_is_sent_by_post_and_a_person_is_offered(stage: Stage, text: str, language: str) -> None:
    told = stage.run(ActionListInvoices, "get_invoice", text, language=language)
    assert (told.responses, told.attachments) == (["utter_papers_by_post"], [])
    assert "PDF" in told.texts[language]
    papers = stage.run(ActionSendDocuments, "request_documents", text, language=language)
    assert papers.responses == ["utter_papers_by_post"]
    other = stage.run(ActionContinueElsewhere, "continue_elsewhere", text, language=language)
    assert other.next_action == "action_list_invoices"


@pytest.mark.parametrize("text", ["no bills by post please", "not on paper, by email", "bez faktur papierowych"])
def test_who_wants_no_paper_is_not_told_so(text: str) -> None:
    assert not wishes_paper(text)


@pytest.mark.parametrize("text", ["a certificate that I owe nothing", "eine Bescheinigung", "zaświadczenie o wpłatach"])
def test_a_certificate_comes_from_a_person(stage: Stage, text: str) -> None:
    told = stage.run(ActionSendDocuments, "request_documents", text)
    assert (told.responses, told.attachments) == (["utter_papers_certificate"], [])


@pytest.mark.parametrize(
    "text",
    [
        *("please send me a letter, not these e-mails", "bills on paper, not on the internet"),
        *("schickt mir einen Brief und keine Mails", "Rechnungen auf Papier und nicht im Internet"),
        *("na papierze, nie przez internet", "proszę wysyłać mi listy, a nie maile", "pocztą, bo nie mam komputera"),
    ],
)
def test_paper_instead_of_mails_is_paper(text: str) -> None:
    assert wishes_paper(text)
