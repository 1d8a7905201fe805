"""A move out and in: what is known is not asked, and every order has its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.addresses import parts_in
from actions.action_report_move import ActionReportMove
from tests.actions.fake_backend import FLAT, GARAGE
from tests.actions.fake_leaving import Errand, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

ADDRESS = {
    "street": "Domstr.",
    "house_number": "18",
    "postcode": "50668",
    "city": "Köln",
    "country": "DE",
}
MARCH = {"from_on": "2027-03-31", "to_on": "2027-03-31"}
APRIL = {"from_on": "2027-04-02", "to_on": "2027-04-02"}
PAST = {"from_on": "2026-11-15", "to_on": "2026-11-15"}


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    backend.answers["GET", "/orders"] = {"items": [], "total": 0}
    backend.answers["POST", "/order-checks"] = {"details": {"address": ADDRESS}, "problems": [], "warnings": []}
    backend.answers["POST", "/orders"] = (201, {"number": "O-4000009", "kind": "move_out", "promised_on": "2027-04-26"})
    return Errand(stage, ActionReportMove, "report_move")


def out_of_the_flat(errand: Errand, **more: Any) -> Any:
    return errand.begin("I am moving out of the flat", **({"period": MARCH} | more))


def test_direction_is_asked_when_it_is_not_clear(errand: Errand) -> None:
    result = errand.begin("a move")
    assert result.responses == ["utter_ask_move_direction"]
    assert errand.say("nlu_fallback", "out of the flat, I guess").responses == ["utter_ask_move_out_day"]


def test_moving_out_with_everything_said_asks_only_for_the_bills_address(errand: Errand, backend: FakeBackend) -> None:
    assert out_of_the_flat(errand).responses == ["utter_ask_move_bill_address"]
    result = errand.say("nlu_fallback", "the same")
    assert result.responses == ["utter_move_summary"]
    assert "31 March 2027" in result.texts["en"]
    assert "bei uns hinterlegt" in result.texts["de"]
    assert sent(backend, "/orders") == []
    result = errand.say("affirm", "yes")
    assert sent(backend, "/orders") == [
        {"kind": "move_out", "details": {"moves_out_on": "2027-03-31"}, "service_point_id": FLAT}
    ]
    assert "O-4000009" in result.texts["pl"]
    assert "26 April 2027" in result.texts["en"]
    assert result.slots["draft"] is None


def test_everything_at_one_address_is_left_together(errand: Errand, backend: FakeBackend) -> None:
    for point in backend.points:
        point["address"] = {**point["address"], "street": "Lindenweg"}
    errand.begin("ich ziehe aus", period=MARCH)
    assert errand.draft["values"]["place"] == f"{FLAT},{GARAGE}"
    errand.press("bill_address", "later")
    errand.say("affirm", "ja")
    assert [body["service_point_id"] for body in sent(backend, "/orders")] == [FLAT, GARAGE]


def test_out_and_in_are_two_orders(errand: Errand, backend: FakeBackend) -> None:
    text = "I'm moving out of the flat and moving in at Domstr. 18, 50668 Köln"
    result = errand.begin(text, entities={})
    assert result.responses == ["utter_ask_move_out_day"]
    errand.say("give_details", "31 March", period=MARCH)
    assert errand.draft["asking"] == "in_on"
    errand.say("give_details", "2 April", period=APRIL)
    assert errand.draft["asking"] == "meter_number"
    result = errand.say("nlu_fallback", "later")
    assert result.responses == ["utter_move_summary"]
    assert "Domstr. 18, 50668 Köln" in result.texts["en"]
    errand.say("affirm", "yes")
    out, into = sent(backend, "/orders")
    assert out["details"] == {"moves_out_on": "2027-03-31", "next_address": ADDRESS}
    assert into["details"] == {"address": ADDRESS, "moves_in_on": "2027-04-02"}
    keys = [
        call.headers["Idempotency-Key"]
        for call in backend.calls
        if call.method == "POST" and call.url.path == "/orders"
    ]
    assert len(set(keys)) == 2


def test_one_of_two_days_is_corrected(errand: Errand) -> None:
    errand.begin("we are moving house", period=MARCH)
    errand.press("place", FLAT)
    errand.say("nlu_fallback", "Domstr. 18, 50668 Köln")
    errand.say("nlu_fallback", "same day")
    errand.say("nlu_fallback", "later")
    assert errand.draft["asking"] == "confirmation"
    result = errand.say("deny", "no, moving in on 2 April", period=APRIL)
    assert "last day 31 March 2027" in result.texts["en"]
    assert "first day 2 April 2027" in result.texts["en"]


def test_an_address_may_come_in_pieces(errand: Errand) -> None:
    errand.begin("I'm moving into a new place", period=APRIL)
    assert errand.draft["asking"] == "address"
    result = errand.say("nlu_fallback", "Domstr. 18")
    assert "the postcode and the town" in result.texts["en"]
    result = errand.say("nlu_fallback", "50668")
    assert "the town" in result.texts["en"]
    result = errand.say("nlu_fallback", "Köln")
    assert result.responses == ["utter_ask_move_meter_number"]


def test_an_address_that_does_not_exist_is_asked_again(errand: Errand, backend: FakeBackend) -> None:
    problems = [{"field": "details.address.city", "problem": "unknown"}]
    backend.answers["POST", "/order-checks"] = {"details": {}, "problems": problems, "warnings": []}
    errand.begin("I'm moving into a new place", period=APRIL)
    result = errand.say("nlu_fallback", "Domstr. 18, 50668 Bonn")
    assert "The town does not fit" in result.texts["en"]
    assert "address" not in errand.draft["values"]


def test_after_the_day_the_reading_is_asked_and_may_wait(errand: Errand, backend: FakeBackend) -> None:
    out_of_the_flat(errand, period=PAST)
    result = errand.say("deny", "no")
    assert result.responses == ["utter_ask_move_last_reading"]
    errand.say("nlu_fallback", "4 711,5")
    errand.say("affirm", "yes")
    assert sent(backend, "/orders")[0]["details"] == {"moves_out_on": "2026-11-15", "last_reading": "4711,5"}


def test_a_day_without_a_year_is_the_next_one(errand: Errand) -> None:
    result = out_of_the_flat(errand, period={"from_on": "2025-12-31", "to_on": "2025-12-31"})
    assert errand.draft["values"]["out_on"] == "2026-12-31"
    assert result.responses == ["utter_ask_move_bill_address"]


def test_a_reading_can_come_later(errand: Errand) -> None:
    out_of_the_flat(errand, period=PAST)
    errand.say("deny", "no")
    result = errand.say("nlu_fallback", "habe ich noch nicht")
    assert result.responses == ["utter_move_summary"]


def test_a_move_is_not_ordered_twice(errand: Errand, backend: FakeBackend) -> None:
    orders = [
        {"kind": "move_out", "outcome": "open", "number": f"O-{place}", "service_point_id": point["id"]}
        for place, point in enumerate(backend.points)
    ]
    backend.answers["GET", "/orders"] = {"items": orders, "total": 3}
    backend.answers.update({("GET", f"/orders/{order['number']}"): order for order in orders})
    result = out_of_the_flat(errand)
    assert result.responses == ["utter_move_no_place"]
    assert "Flat (order O-0)" in result.texts["en"]
    assert result.slots["draft"] is None


def test_a_place_that_is_left_already_is_not_taken_for_another(errand: Errand, backend: FakeBackend) -> None:
    order = {"kind": "move_out", "outcome": "open", "number": "O-7", "service_point_id": FLAT}
    backend.answers["GET", "/orders"] = {"items": [order], "total": 1}
    backend.answers["GET", "/orders/O-7"] = order
    assert out_of_the_flat(errand).responses == ["utter_move_no_place"]


def test_out_corrects_what_was_understood(errand: Errand) -> None:
    errand.begin("we are moving house", period=MARCH)
    assert errand.draft["values"]["direction"] == "both"
    errand.say("report_move", "just moving out of the flat")
    assert errand.draft["values"]["direction"] == "out"


def test_a_day_is_corrected_at_the_end(errand: Errand) -> None:
    out_of_the_flat(errand)
    errand.say("deny", "no")
    result = errand.say("deny", "no, on 2 April", period=APRIL)
    assert result.responses == ["utter_move_summary"]
    assert "2 April 2027" in result.texts["en"]


def test_a_refusal_becomes_words(errand: Errand, backend: FakeBackend) -> None:
    details = {"fields": [{"field": "details.moves_out_on", "problem": "malformed"}]}
    backend.answers["POST", "/orders"] = (422, {"code": "order_invalid", "message": "", "details": details})
    out_of_the_flat(errand)
    errand.say("deny", "no")
    result = errand.say("affirm", "yes")
    assert result.responses == ["utter_move_refused"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ul. Długa 14/6", {"street": "ul. Długa", "house_number": "14/6"}),
        ("domstr 18, köln", {"street": "Domstr", "house_number": "18", "city": "Köln"}),
        ("00-238 Warszawa", {"postcode": "00-238", "city": "Warszawa", "country": "PL"}),
        ("keine ahnung", {}),
    ],
)
def test_parts_of_an_address_are_read(text: str, parts: dict[str, str]) -> None:
    assert parts_in(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "ich zieh am ersten februar um nach köln, domstr. 18, 50668",
        "wir ziehen um, 50668 köln, domstr. 18",
        "we are moving house to köln, domstr. 18, 50668 on 31 March",
        "przeprowadzam się do köln, domstr. 18, 50668",
    ],
)
def test_a_whole_address_with_the_town_first_is_not_asked_again(errand: Errand, text: str) -> None:
    errand.begin(text, period=MARCH)
    errand.press("place", FLAT)
    assert errand.draft["values"]["address"] == ADDRESS
    assert errand.draft["asking"] == "in_on"


def test_day_and_street_said_too_early_are_kept(errand: Errand) -> None:
    assert errand.begin("a move").responses == ["utter_ask_move_direction"]
    early = errand.say("report_move", "zum 1.3. nach Köln, Domstr. 18", period=MARCH)
    assert early.responses == ["utter_errand_noted"]
    asked = errand.say("nlu_fallback", "ein")
    assert asked.responses == ["utter_ask_move_address"]
    assert "I still need the postcode" in asked.texts["en"]
    whole = errand.say("give_details", "50668")
    assert whole.responses == ["utter_ask_move_meter_number"]
    assert whole.slots["draft"]["values"]["in_on"] == "2027-03-31"
    assert whole.slots["draft"]["values"]["address"]["street"] == "Domstr."


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Die neue Adresse ist Domstr. 18, 50668 Köln. Zählernummer 1EMH0012345678, Stand 4711.", "1EMH0012345678"),
        ("1EMH0012345678 ist die Zählernummer, Adresse: Domstr. 18, 50668 Köln", "1EMH0012345678"),
        ("Domstr. 18, 50668 Köln, die Zählernummer kenne ich noch nicht", None),
    ],
)
def test_of_all_numbers_the_one_called_so_is_the_meters(errand: Errand, words: str, number: str | None) -> None:
    errand.begin(f"Ich bin eingezogen. {words}", period=PAST)
    assert errand.draft["values"].get("meter_number") == number


def test_what_a_stranger_told_is_kept_until_he_is_known(errand: Errand) -> None:
    words = "Ich bin am 15.11.2026 eingezogen, Domstr. 18, 50668 Köln, Zählernummer 1EMH0012345678."
    errand.begin(words, period=PAST, level="anonymous")
    values = errand.draft["values"]
    told = {"direction": "in", "in_on": "2026-11-15", "meter_number": "1EMH0012345678"}
    assert values.items() >= told.items()
    assert "out_on" not in values
    assert values["address"]["postcode"] == "50668"


MAIL = (
    "Ich bin am 1. November in die Domstraße 12, 50667 Köln eingezogen. Zählernummer 1EMH0012345678, Stand 4711. "
    "Anbei ein Foto vom Zähler."
)
FIRST = {"period": {"from_on": "2026-11-01", "to_on": "2026-11-01"}, "postcode": "50667"}
PHOTO = {"id": "f1", "kind": "image", "media_type": "image/png", "title": "meter.png", "data": "cG5n"}
MOVED = {
    "address": {"street": "Domstraße", "house_number": "12", "postcode": "50667", "city": "Köln", "country": "DE"},
    "moves_in_on": "2026-11-01",
    "meter_number": "1EMH0012345678",
    "first_reading": "4711",
}


@pytest.fixture
def as_written(errand: Errand, backend: FakeBackend) -> Errand:
    backend.answers["POST", "/order-checks"] = {"details": {}, "problems": [], "warnings": []}
    backend.answers["POST", "/orders"] = (201, {"number": "O-4000009", "kind": "move_in", "promised_on": "2026-12-01"})
    backend.answers["POST", "/documents"] = (201, {"id": "paper-1"})
    backend.answers["PUT", "/documents/paper-1/files/all"] = (200, {})
    return errand


def test_a_mail_with_every_fact_is_confirmed_in_one_step_after_the_proof(
    as_written: Errand, backend: FakeBackend
) -> None:
    asked = as_written.begin(MAIL, level="anonymous", entities=FIRST, language="de", attachments=[PHOTO])
    assert asked.responses == ["utter_errand_files_later", "utter_ask_number"]
    assert "noch einmal schicken" in asked.texts["de"]
    opened = {"earlier": ("report_move", MAIL), "earlier_entities": FIRST, "language": "de"}
    others = {**PHOTO, "id": "of-somebody-before"}
    summary = as_written.go_on("identity_changed", attachments=[others, PHOTO], **opened)
    assert summary.responses == ["utter_errand_files_kept", "utter_move_summary"]
    assert "Domstraße 12, 50667 Köln, erster Tag 1. November 2026" in summary.texts["de"]
    assert "Zähler 1EMH0012345678, Zählerstand 4711" in summary.texts["de"]
    assert as_written.draft["values"]["photo"] == ["paper-1"]
    assert sent(backend, "/documents") == [{"kind": "photo", "matter": None}]
    as_written.say("affirm", "ja", language="de")
    assert [body["details"] for body in sent(backend, "/orders")] == [MOVED]


def test_the_facts_of_the_opening_message_hold_even_if_the_draft_was_lost(
    as_written: Errand, backend: FakeBackend
) -> None:
    as_written.slots["open_matter"] = "report_move"
    opened = {"earlier": ("report_move", MAIL), "earlier_entities": FIRST, "language": "de"}
    assert as_written.go_on("identity_changed", **opened).responses == ["utter_move_summary"]
    as_written.say("affirm", "ja", language="de")
    assert [body["details"] for body in sent(backend, "/orders")] == [MOVED]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1EMH0012345678", "1EMH0012345678"),
        ("1 EMH 0012 345678", "1EMH0012345678"),
        ("EMH 0012345678", "EMH0012345678"),
        ("ist 80012345", "80012345"),
        ("die zählernummer ist 1EMH0012345678, mein vermieter liest mit", "1EMH0012345678"),
        ("it is 1 EMH 0012 345678 and my landlord is in copy", "1EMH0012345678"),
        ("numer to 80012345, właściciel jest w kopii", "80012345"),
        ("the number on it is 80012345", "80012345"),
    ],
)
def test_the_number_that_was_asked_for_stands_in_a_sentence(as_written: Errand, text: str, number: str) -> None:
    as_written.begin(MAIL.replace("Zählernummer 1EMH0012345678, ", ""), entities=FIRST, language="de")
    assert as_written.draft["asking"] == "meter_number"
    as_written.say("give_details", text, language="de")
    assert as_written.draft["values"]["meter_number"] == number


def test_papers_that_came_with_a_move_are_no_second_matter(as_written: Errand) -> None:
    ranking = {"report_move": 0.6, "submit_documents": 0.35}
    begun = as_written.begin(MAIL, entities=FIRST, ranking=ranking, language="de", attachments=[PHOTO])
    assert begun.responses == ["utter_errand_files_kept", "utter_move_summary"]


def test_a_bill_beside_the_photo_is_kept_as_another_paper(as_written: Errand, backend: FakeBackend) -> None:
    bill = {**PHOTO, "id": "bill", "title": "Rechnung.pdf", "media_type": "application/pdf"}
    as_written.begin(MAIL, entities=FIRST, language="de", attachments=[bill, PHOTO])
    assert [paper["kind"] for paper in sent(backend, "/documents")] == ["other", "photo"]


def test_a_reading_told_with_a_move_is_no_second_matter(as_written: Errand) -> None:
    ranking = {"report_move": 0.6, "submit_meter_reading": 0.35}
    begun = as_written.begin(MAIL, entities=FIRST, ranking=ranking, language="de")
    assert begun.responses == ["utter_move_summary"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Domstr. 12, 50667 Köln, Zählernummer 1EMH0012345678", "1EMH0012345678"),
        ("Zählernummer: 12345678, Domstr. 12, 50667 Köln", "12345678"),
        ("the meter number is 1esy1160004711, Domstr. 12, 50667 Köln", "1ESY1160004711"),
        ("ul. Długa 5, 61-848 Poznań, numer licznika 80012345", "80012345"),
        ("ul. Krucza 7/3 00-537 warszawa, licznik 80012345", "80012345"),
        ("Domstr. 12, 50667 Köln, Zähler: 1EMH0012345678", "1EMH0012345678"),
        ("Domstr. 12, 50667 Köln, Zähler 12345", None),
        ("Domstr. 12, 50667 Köln, die Zählernummer weiß ich nicht", None),
    ],
)
def test_the_number_of_a_meter_is_no_postcode(as_written: Errand, text: str, number: str | None) -> None:
    as_written.begin(f"Ich ziehe ein: {text}", period=APRIL)
    assert as_written.draft["values"].get("meter_number") == number


@pytest.mark.parametrize("text", ["same address", "gleiche Adresse", "ten sam adres"])
def test_the_same_address_beside_the_summary_is_no_yes(errand: Errand, backend: FakeBackend, text: str) -> None:
    out_of_the_flat(errand)
    errand.say("affirm", "yes")
    result = errand.say("affirm", text)
    assert "utter_move_summary" in result.responses
    assert sent(backend, "/orders") == []
    errand.say("affirm", "yes")
    assert len(sent(backend, "/orders")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "moving out of the flat only, the garage stays",
        "ich ziehe aus, nur Flat, Garage bleibt",
        "wyprowadzam sie, bez garage",
    ],
)
def test_what_stays_at_an_address_is_not_left(errand: Errand, backend: FakeBackend, text: str) -> None:
    for point in backend.points:
        point["address"] = {**point["address"], "street": "Lindenweg"}
    errand.begin(text, period=MARCH)
    assert errand.draft["values"]["place"] == FLAT


@pytest.mark.parametrize("text", ["no, only the flat", "without the garage", "nein, die Garage soll bleiben"])
def test_what_stays_is_said_beside_the_summary(errand: Errand, backend: FakeBackend, text: str) -> None:
    for point in backend.points:
        point["address"] = {**point["address"], "street": "Lindenweg"}
    errand.begin("I am moving out", period=MARCH)
    errand.say("affirm", "yes")
    result = errand.say("deny" if text.startswith("n") else "nlu_fallback", text)
    assert errand.draft["values"]["place"] == FLAT
    assert "utter_move_summary" in result.responses


@pytest.mark.parametrize("text", ["and my phone number is 0170 9998877", "meine Handynummer ist 0170 9998877"])
def test_a_phone_is_no_number_of_a_meter(errand: Errand, text: str) -> None:
    errand.begin("I'm moving in at Domstr. 18, 50668 Köln", period=APRIL)
    assert errand.draft["asking"] == "meter_number"
    told = errand.say("give_details", text, phone="+491709998877")
    assert "meter_number" not in errand.draft["values"]
    assert told.next_action == "action_update_contact"


@pytest.mark.parametrize("text", ["a nie, 2 kwietnia", "oh no, 2 April", "ach nein, 2. April"])
def test_another_day_beside_the_summary_is_the_days_of_the_move(errand: Errand, text: str) -> None:
    out_of_the_flat(errand)
    errand.say("affirm", "yes")
    result = errand.say("change_order", text, period=APRIL, confidence=0.95)
    assert errand.draft["values"]["out_on"] == "2027-04-02"
    assert result.responses[-1] == "utter_move_summary"
