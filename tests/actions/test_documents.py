"""Papers out and in."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_report_move import ActionReportMove
from actions.action_send_documents import ActionSendDocuments
from actions.action_take_documents import ActionTakeDocuments
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_backend import FLAT

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

PHOTO = {
    "id": "a-1",
    "kind": "image",
    "media_type": "image/png",
    "title": "p.png",
    "data": base64.b64encode(b"x").decode(),
}
SCAN = {**PHOTO, "media_type": "application/pdf", "title": "p.pdf"}
PACK = {"id": "d-1", "code": "4H7K-9M2Q-XT5", "pages": [{"position": 1, "needs_signature": True}]}
EXPECTED = {
    "id": "d-2",
    "kind": "authority",
    "state": "expected",
    "matter_number": "S-1000001",
    "pages_needed": [1, 2],
}
RECEIVED = {"document_id": "d-2", "matter_kind": "order", "matter_number": "S-1000001", "state": "incomplete"}


@pytest.fixture
def paper_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/documents"): {"items": [EXPECTED], "total": 1},
        ("POST", "/documents"): (201, {"id": "d-9"}),
        ("PUT", "/documents/d-9/files/all"): {**RECEIVED, "matter_number": None, "pages_needed": []},
        ("PUT", "/documents/d-2/files/1"): {**RECEIVED, "pages_needed": [2]},
        ("PUT", "/documents/d-2/files/2"): {**RECEIVED, "pages_needed": []},
        ("PUT", "/papers/4H7K-9M2Q-XT5/files/all"): {**RECEIVED, "pages_needed": []},
        ("POST", "/documents/packs"): (201, PACK),
        ("GET", "/documents/d-1/pack"): httpx2.Response(200, content=b"%PDF-1.7"),
    }


pytestmark = pytest.mark.usefixtures("paper_answers")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("out_of_scope", "mein umzugsvertrag"),
        ("nlu_fallback", "letter from my landlord"),
        ("request_documents", "pismo od właściciela"),
    ],
)
def test_a_file_is_taken_whatever_its_label_was_taken_for(stage: Stage, intent: str, text: str) -> None:
    action = ActionSendDocuments if intent == "request_documents" else ActionAdmitMisunderstanding
    assert stage.run(action, intent, text, attachments=[SCAN]).next_action == "action_take_documents"
    assert stage.run(action, intent, text).next_action != "action_take_documents"


def test_the_place_beside_the_photo_of_a_meter_is_no_move(stage: Stage) -> None:
    result = stage.run(ActionReportMove, "report_move", "licznik w domu", attachments=[PHOTO])
    assert result.next_action == "action_submit_meter_reading"


def test_the_pack_of_the_contract_is_attached(stage: Stage) -> None:
    stage.backend.contracts[0]["state"] = "future"
    result = stage.run(ActionSendDocuments, "request_documents", "the contract of the flat please")
    assert result.responses == ["utter_papers_sent"]
    assert "4H7K-9M2Q-XT5" in result.texts["pl"]
    assert base64.b64decode(result.attachments[0]["data"]) == b"%PDF-1.7"
    assert result.attachments[0]["kind"] == "file"


def test_which_contract_is_asked(stage: Stage) -> None:
    asked = stage.run(ActionSendDocuments, "request_documents", "my contract papers")
    assert asked.responses == ["utter_papers_which"]
    assert FLAT in str(asked.messages[0]["buttons"])
    assert asked.form == "choose_form"


def test_a_photo_goes_to_the_paper_that_is_waited_for(stage: Stage) -> None:
    result = stage.run(ActionTakeDocuments, "submit_documents", "here it is", attachments=[PHOTO])
    assert result.responses == ["utter_papers_taken"]
    assert "Page 2 is still missing" in result.texts["en"]
    whole = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[PHOTO, PHOTO])
    assert "alle 2 Dateien" in whole.texts["de"]
    assert "missing" not in whole.texts["en"]


def test_the_code_decides(stage: Stage) -> None:
    stage.run(ActionTakeDocuments, "submit_documents", "code 4h7k 9m2q xt5", attachments=[PHOTO])
    assert stage.backend.paths()[-1] == "/papers/4H7K-9M2Q-XT5/files/all"


def test_words_as_long_as_a_code_are_none(stage: Stage) -> None:
    stage.run(ActionTakeDocuments, "submit_documents", "hier noch der Vertrag vom Vorbesitzer", attachments=[SCAN])
    assert not any("HIER" in path.upper() for path in stage.backend.paths())


def test_what_nobody_waits_for_is_kept(stage: Stage) -> None:
    stage.backend.answers["GET", "/documents"] = {"items": [], "total": 0}
    result = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[SCAN])
    assert result.responses == ["utter_papers_taken"]
    assert stage.backend.paths()[-1] == "/documents/d-9/files/all"


def test_a_photo_without_a_word_is_put_to_the_paper_that_is_waited_for(stage: Stage) -> None:
    result = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[PHOTO])
    assert result.responses == ["utter_papers_taken"]
    assert "S-1000001" in result.texts["de"]


@pytest.mark.parametrize("level", ["anonymous", "channel", "verified"])
def test_a_photo_without_a_word_shows_a_meter_when_no_paper_is_waited_for(stage: Stage, level: str) -> None:
    stage.backend.answers["GET", "/documents"] = {"items": [], "total": 0}
    result = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[PHOTO], level=level)
    assert result.next_action == "action_submit_meter_reading"


def test_a_mere_address_hands_papers_in_and_hears_of_none(stage: Stage) -> None:
    taken = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[SCAN], level="channel")
    assert taken.responses == ["utter_papers_taken"]
    asked = stage.run(ActionTakeDocuments, "submit_documents", "which papers do you need from me", level="channel")
    assert asked.responses == ["utter_ask_number"]


def test_what_a_stranger_sends_is_asked_for_again(stage: Stage) -> None:
    result = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[SCAN], level="anonymous")
    assert result.responses == ["utter_errand_files_later", "utter_ask_number"]


def test_without_a_file_it_says_how(stage: Stage) -> None:
    result = stage.run(ActionTakeDocuments, "submit_documents", "where do I send the papers", language="de")
    assert "Vollmacht (S-1000001)" in result.texts["de"]


def test_which_papers_we_need_is_told_after_the_sign_in_too(stage: Stage) -> None:
    stage.backend.answers["GET", "/documents"] = {"items": [], "total": 0}
    asked = ("submit_documents", "fehlen noch Unterlagen?")
    slots = {"open_matter": "submit_documents"}
    told = stage.run(ActionTakeDocuments, "identity_changed", earlier=asked, slots=slots)
    at_once = stage.run(ActionTakeDocuments, *asked)
    assert told.texts == at_once.texts


@pytest.mark.parametrize("code", ["file_too_large", "file_kind_refused"])
def test_a_refused_file_is_explained(stage: Stage, code: str) -> None:
    refusal: dict[str, Any] = {"code": code, "message": ""}
    stage.backend.answers["PUT", "/documents/d-2/files/1"] = (415, refusal)
    result = stage.run(ActionTakeDocuments, "submit_documents", "", attachments=[PHOTO])
    assert result.responses == ["utter_papers_refused"]
    assert "could not take" not in result.texts["en"]


def concluded(stage: Stage) -> None:
    for contract in stage.backend.contracts:
        contract["signed_on"] = "2026-11-01"


def test_the_papers_of_a_concluded_contract_are_to_keep(stage: Stage) -> None:
    concluded(stage)
    texts = stage.run(ActionSendDocuments, "request_documents", "the contract of the flat please").texts
    assert "nothing to sign" in texts["en"]
    assert "nichts unterschreiben" in texts["de"]
    assert all("4H7K" not in text for text in texts.values())


@pytest.mark.parametrize(
    "text", ["do u need any papers from me", "fehlen noch unterlagen", "potrzebujecie coś ode mnie?"]
)
def test_which_papers_we_need_is_told(stage: Stage, text: str) -> None:
    assert stage.run(ActionSendDocuments, "request_documents", text).next_action == "action_take_documents"
    asked = stage.run(ActionTakeDocuments, "submit_documents", text)
    assert "still missing" in asked.texts["en"]
    number = stage.backend.contracts[0]["number"]
    pack = EXPECTED | {"kind": "contract_pack", "matter_number": number, "direction": "incoming"}
    came = EXPECTED | {"state": "accepted", "direction": "incoming"}
    stage.backend.answers["GET", "/documents"] = {"items": [pack, came], "total": 2}
    concluded(stage)
    asked = stage.run(ActionTakeDocuments, "submit_documents", text)
    assert "We are not waiting for any paper" in asked.texts["en"]
    assert "We have: the power of attorney" in asked.texts["en"]
    assert "Wir haben:" in asked.texts["de"]


@pytest.mark.parametrize(
    "text", ["schick mir alles was ich unterschrieben hab", "send me what I signed", "wyślijcie mi to, co podpisałem"]
)
def test_who_wants_papers_is_not_asked_to_attach_them(stage: Stage, text: str) -> None:
    assert stage.run(ActionTakeDocuments, "submit_documents", text).next_action == "action_send_documents"


def test_after_a_renewal_the_papers_are_those_of_the_new_contract(stage: Stage) -> None:
    """Both are of one place, so a choice between them would be asked for ever."""
    flat = next(one for one in stage.backend.contracts if one["service_point_id"] == FLAT)
    stage.backend.contracts = [{**flat, "id": "c-new", "number": "V-700001", "state": "future"}, flat]
    result = stage.run(ActionSendDocuments, "request_documents", "send me the papers to print")
    assert result.responses == ["utter_papers_sent"]
    assert result.attachments[0]["title"] == "V-700001.pdf"


WAITING_SWITCH = {"id": "s-1", "stage": "rejected", "next_step_code": "send_authority"}


@pytest.mark.parametrize(
    "text",
    ["here is the signed authority", "anbei die Vollmacht", "oto podpisane pełnomocnictwo", "das Auszugsformular"],
)
def test_an_authority_goes_to_the_switch_that_waits_for_it_whatever_else_is_expected(stage: Stage, text: str) -> None:
    stage.backend.answers |= {
        ("GET", "/switches"): {"items": [WAITING_SWITCH], "total": 1},
        ("GET", "/documents"): {"items": [{**EXPECTED, "kind": "contract_pack"}], "total": 1},
        ("PUT", "/documents/d-2/files/1"): {"kind": "contract_pack", "matter_number": None, "pages_needed": []},
    }
    told = stage.run(ActionTakeDocuments, "submit_documents", text, attachments=[PHOTO])
    assert (told.next_action == "action_decide_switch") == ("formular" not in text)


@pytest.mark.parametrize("level", ["channel", "verified"])
def test_an_authority_that_nobody_waits_for_is_kept_as_one(stage: Stage, level: str) -> None:
    stage.backend.answers |= {
        ("GET", "/documents"): {"items": [], "total": 0},
        ("POST", "/documents"): (201, {"id": "d-9"}),
        ("PUT", "/documents/d-9/files/all"): (200, {}),
    }
    told = stage.run(ActionTakeDocuments, "submit_documents", "my power of attorney", attachments=[SCAN], level=level)
    assert [json.loads(call.content)["kind"] for call in stage.backend.calls if call.method == "POST"] == ["authority"]
    assert told.slots["last_matter"] == "switch_status"


def test_another_paper_that_was_taken_is_no_matter_to_come_back_to(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/documents"): {"items": [], "total": 0},
        ("POST", "/documents"): (201, {"id": "d-9"}),
        ("PUT", "/documents/d-9/files/all"): (200, {}),
    }
    told = stage.run(ActionTakeDocuments, "submit_documents", "a plan of the flat", attachments=[SCAN])
    assert told.responses == ["utter_papers_taken"]
    assert told.slots["last_matter"] is None


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("oto podpisane pełnomocnictwo", True),
        ("here is the signed form", True),
        ("das ist die Vollmacht", True),
        ("noch ein Foto vom Zähler", False),
        ("the meter, from the side", False),
    ],
)
def test_words_that_name_a_paper_leave_a_reading_begun_by_a_picture(stage: Stage, text: str, *, leaves: bool) -> None:
    kept = {"photo": ["paper-1"], "point": FLAT}
    draft = {"matter": "submit_meter_reading", "values": kept, "asking": "value", "is_prepared": True}
    draft["known"] = {"verified": True, "points": [{"value": FLAT, "label": "Flat", "words": []}], "meter_of": FLAT}
    draft["known"] |= {"registers": [{"code": "1.8.0", "unit": "kWh", "digits": 6}], "last": None}
    stage.backend.answers |= {
        ("POST", "/documents"): (201, {"id": "d-9"}),
        ("PUT", "/documents/d-9/files/all"): (200, {}),
    }
    told = stage.run(
        ValidateErrandForm, "submit_documents", text, slots={"draft": draft}, form="errand_form", attachments=[PHOTO]
    )
    assert (told.next_action == "action_take_documents") == leaves
    assert (told.slots["draft"] is None) == leaves
