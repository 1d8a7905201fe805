"""What is said beside a move neither ends it nor begins something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._contracts.moving_beside import asked_beside
from actions._errand.drafts import Draft
from actions._words.addresses import parts_in, place_in
from actions.action_report_move import ActionReportMove
from tests.actions.fake_backend import FLAT, GARAGE
from tests.actions.fake_leaving import Errand

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

ADDRESS = {"street": "Domstr.", "house_number": "18", "postcode": "50668", "city": "Köln", "country": "DE"}
DECEMBER_1 = {"from_on": "2026-12-01", "to_on": "2026-12-01", "text": "1. dezember"}
NOVEMBER_30 = {"from_on": "2026-11-30", "to_on": "2026-11-30"}


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    backend.answers["GET", "/orders"] = {"items": [], "total": 0}
    backend.answers["POST", "/order-checks"] = {"details": {"address": ADDRESS}, "problems": [], "warnings": []}
    return Errand(stage, ActionReportMove, "report_move")


def summed_up(errand: Errand, text: str = "I am moving out of the flat") -> Any:
    errand.begin(text, period=DECEMBER_1)
    result = errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    if errand.draft["asking"] == "meter_number":
        result = errand.say("nlu_fallback", "later")
    assert result.responses[-1] == "utter_move_summary"
    return result


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("cancel it I said, not move", "en"),
        ("do i have to cancel the contract too", "en"),
        ("kündigen sollt ihr, nicht umziehen", "de"),
        ("muss ich den Vertrag auch noch kündigen", "de"),
        ("wypowiedzieć, a nie przenosić", "pl"),
        ("czy muszę jeszcze wypowiedzieć umowę", "pl"),
    ],
)
def test_who_moves_out_hears_that_this_ends_the_contract(errand: Errand, text: str, language: str) -> None:
    summed_up(errand)
    result = errand.say("cancel_order", text, language=language)
    assert result.responses[0] == "utter_move_beside"
    assert "you need not cancel it as well" in result.texts["en"]
    assert errand.draft["asking"] == "confirmation"


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        ("I'll give yous the reading later", "submit_meter_reading", "en"),
        ("den zählerstand kenn ich noch nicht", "submit_meter_reading", "de"),
        ("licznik odczytam później", "submit_meter_reading", "pl"),
        ("the garage stays with you", "renew_contract", "en"),
        ("die garage bleibt aber", "renew_contract", "de"),
        ("garaż zostaje u was", "renew_contract", "pl"),
    ],
)
@pytest.mark.parametrize("is_summed", [False, True])
def test_a_remark_keeps_the_move_open(errand: Errand, text: str, intent: str, language: str, is_summed: bool) -> None:
    if is_summed:
        summed_up(errand)
    else:
        errand.begin("I am moving out of the flat")
    asking, place = errand.draft["asking"], errand.draft["values"]["place"]
    told = errand.say(intent, text, language=language)
    assert told.responses[0] == "utter_move_beside"
    assert (errand.draft["asking"], errand.draft["values"]["place"]) == (asking, place)
    assert place == FLAT != GARAGE


@pytest.mark.parametrize("text", ["nie, jeszcze nie, tylko się pytam", "no, just asking", "nee, war nur ne Frage"])
def test_who_only_asks_orders_nothing(errand: Errand, text: str) -> None:
    errand.begin("I am moving out of the flat", period=DECEMBER_1)
    assert errand.draft["asking"] == "bill_address"
    assert errand.say("deny", text).next_action == "action_drop_matter"
    assert "city" not in parts_in("jeszcze nie wiem, tylko pytam")


@pytest.mark.parametrize("text", ["both i said", "no, both!", "beides hab ich gesagt", "obie, mówiłam"])
def test_both_beside_the_summary_adds_the_other_way(errand: Errand, text: str) -> None:
    errand.begin("I am moving in", period=DECEMBER_1)
    errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    assert errand.say("nlu_fallback", "later").responses[-1] == "utter_move_summary"
    told = errand.say("affirm", text, confidence=0.4)
    assert errand.draft["values"]["direction"] == "both"
    assert told.responses[-1] == "utter_ask_move_place"
    assert errand.draft["values"]["in_on"] == "2026-12-01"


@pytest.mark.parametrize("text", ["the last day is {}", "der letzte tag ist der {}", "ostatni dzień to {}"])
def test_the_last_day_is_never_the_first(errand: Errand, text: str) -> None:
    errand.begin("we are moving house", period=DECEMBER_1)
    errand.press("place", FLAT)
    errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    assert errand.draft["asking"] == "in_on"
    errand.say("give_details", text.format("30.11."), period=NOVEMBER_30 | {"text": "30.11."})
    assert errand.draft["values"]["out_on"] == "2026-11-30"
    assert errand.draft["values"].get("in_on") != "2026-11-30"
    assert errand.draft["asking"] == "in_on"


def test_my_first_flat_is_no_day(errand: Errand) -> None:
    day = {"from_on": "2026-12-10", "to_on": "2026-12-10", "text": "10th december"}
    errand.begin("moving in to Domstr. 18, 50668 Köln on the 10th december, its me 1st flat", period=day)
    assert errand.draft["values"]["in_on"] == "2026-12-10"


def test_a_polish_town_is_read_behind_its_street() -> None:
    assert place_in("przeprowadzka na ul. Długa 5/3 kraków od 1 grudnia")["city"].casefold() == "kraków"
    assert "city" not in place_in("na ul. Długa 5/3 wprowadzam się")


@pytest.mark.parametrize("text", ["nieważne, jednak zostaję", "nie, jednak zostaję"])
def test_who_stays_himself_leaves_the_move(text: str) -> None:
    assert asked_beside(text, Draft("report_move", asking="post")) is None


def test_who_moves_both_ways_without_a_place_to_leave_hears_that_he_can_still_move_in(
    stage: Stage, errand: Errand, backend: FakeBackend
) -> None:
    backend.answers["GET", "/service-points"] = {"items": [], "total": 0}
    told = errand.begin("I am moving house")
    assert told.responses[0] == "utter_move_no_place"
    assert "Moving in somewhere I can still arrange" in told.texts["en"]
    errand.slots = {}
    assert "can still arrange" not in errand.begin("I am moving out").texts["en"]


@pytest.mark.parametrize(("text", "language"), [("later", "en"), ("später", "de"), ("później", "pl")])
def test_later_is_no_goodbye_while_a_day_is_asked_for(errand: Errand, text: str, language: str) -> None:
    errand.begin("I am moving out of the flat")
    assert errand.draft["asking"] == "out_on"
    again = errand.say("goodbye", text, language=language)
    assert again.responses == ["utter_ask_move_out_day"]
    assert errand.say("goodbye", "see you later").responses != ["utter_ask_move_out_day"]
