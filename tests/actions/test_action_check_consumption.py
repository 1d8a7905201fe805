"""How much was used."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from actions._bills.consumption import wants_use_as_table
from actions.action_check_consumption import ActionCheckConsumption
from actions.action_continue_elsewhere import ActionContinueElsewhere
from actions.action_request_data import ActionRequestData
from tests.actions.fake_backend import FLAT
from tests.actions.fake_offers import product

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

PNG = b"\x89PNG"


def test_all_points_with_the_greatest_first(stage: Stage) -> None:
    result = stage.run(ActionCheckConsumption, "check_consumption", "how much did I use")
    text = result.texts["en"]
    assert text.index("Flat") < text.index("Garage")
    assert "1 November 2025 – 31 October 2026" in text
    assert "Together 1,290.5\xa0kWh of electricity" in text
    assert result.form == "choose_form"


def test_one_point_with_comparison_and_picture(stage: Stage) -> None:
    period = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}
    result = stage.run(ActionCheckConsumption, "check_consumption", "in the flat last year", period=period)
    assert "1.234,5\xa0kWh" in result.texts["de"]
    assert "12.2% more" in result.texts["en"]
    picture = result.attachments[0]
    assert picture["media_type"] == "image/png"
    assert base64.b64decode(picture["data"]).startswith(PNG)
    assert "January 2025 91 kWh" in picture["alt"]
    assert result.slots["service_point_id"] == FLAT


def test_a_later_period_keeps_the_point(stage: Stage) -> None:
    period = {"from_on": "2024-01-01", "to_on": "2024-12-31", "grain": "year"}
    slots = {"last_matter": "check_consumption", "service_point_id": FLAT}
    result = stage.run(ActionCheckConsumption, "check_consumption", "and in 2024?", slots=slots, period=period)
    assert result.texts["en"].startswith("Flat (electricity), 2024")


def test_data_left_on_a_line(stage: Stage) -> None:
    text = stage.run(ActionCheckConsumption, "check_consumption", "how much data do I have left").texts["en"]
    assert "7.5\xa0GB of 20\xa0GB left" in text


def test_nothing_recorded(stage: Stage) -> None:
    stage.backend.points = []
    assert stage.run(ActionCheckConsumption, "check_consumption").responses == ["utter_no_consumption"]


def test_a_difference_that_nobody_would_notice(stage: Stage) -> None:
    stage.backend.change_percent = "-0.3"
    period = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year"}
    one = stage.run(ActionCheckConsumption, "check_consumption", "the flat", period=period).texts
    assert "about the same as in the same period the year before (1,100" in one["en"]
    assert "0,3" not in one["de"]
    several = stage.run(ActionCheckConsumption, "check_consumption", period=period).texts["pl"]
    assert "mniej więcej tyle co rok wcześniej" in several


@pytest.mark.parametrize(
    ("text", "language", "begins"),
    [("usage of all sites as a spreadsheet", "en", "Place,"), ("alle Standorte als Excel-Tabelle", "de", "Ort;")],
)
def test_the_figures_as_a_table(stage: Stage, text: str, language: str, begins: str) -> None:
    result = stage.run(ActionCheckConsumption, "check_consumption", text, language=language)
    assert result.responses == ["utter_consumption_table"]
    (file,) = result.attachments
    written = base64.b64decode(file["data"]).decode("utf-8-sig")
    assert written.startswith(begins)
    assert len(written.splitlines()) == 1 + 12 * len(stage.backend.points)
    assert file["media_type"] == "text/csv"


LAST_YEAR = {"from_on": "2025-01-01", "to_on": "2025-12-31", "grain": "year", "text": "last year"}
IN_2024 = {"from_on": "2024-01-01", "to_on": "2024-12-31", "grain": "year", "text": "2024"}


def parsed(stage: Stage, text: str, *found: tuple[str, Any], language: str = "en") -> Result:
    """Run the action for a message with several entities of one kind."""
    return stage.run(ActionCheckConsumption, "check_consumption", text, language=language, repeated=found)


def test_every_period_of_the_question_is_told(stage: Stage) -> None:
    both = (("period", IN_2024), ("period", LAST_YEAR))
    one = parsed(stage, "how much in the flat in 2024 and last year", *both)
    assert one.responses == ["utter_consumption_by_period"]
    assert one.texts["en"].index("• 2024: 1,234.5") < one.texts["en"].index("• 2025: 1,234.5")
    assert "Garage" not in one.texts["en"]
    assert "teilweise geschätzt" in one.texts["de"]
    every = parsed(stage, "2024 und letztes Jahr", *both).texts["de"]
    assert every.count("• 2024: ") == len(stage.backend.points)
    assert one.attachments == []
    assert len(parsed(stage, "the flat month by month, 2024 and last year", *both).attachments) == 2


def test_a_span_too_long_to_add_up_is_told_year_by_year(stage: Stage) -> None:
    since = {"from_on": "2022-01-01", "to_on": "2026-11-21", "grain": "range", "text": "since 2022"}
    told = parsed(stage, "how much did the flat use since 2022", ("period", since))
    assert told.responses == ["utter_consumption_by_period"]
    asked = [call.url.params["from"] for call in stage.backend.calls if call.url.path.endswith("/consumption")]
    assert sorted(set(asked)) == [f"{year}-01-01" for year in range(2022, 2027)]


@pytest.mark.parametrize(
    "text", ["per year since 2025 in the flat", "die wohnung pro jahr seit 2025", "rocznie od 2025"]
)
def test_years_are_told_each_for_itself_when_asked_for(stage: Stage, text: str) -> None:
    since = {"from_on": "2025-01-01", "to_on": "2026-11-21", "grain": "range", "text": "since 2025"}
    assert parsed(stage, text, ("period", since)).responses == ["utter_consumption_by_period"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "how much did the flat use last year and how much in this one"),
        ("de", "wie viel strom hatte die wohnung letztes jahr und wie viel in diesem"),
        ("pl", "ile prądu zużyłam w mieszkaniu w zeszłym roku a ile w tym"),
    ],
)
def test_a_year_without_its_noun_is_a_second_one(stage: Stage, language: str, text: str) -> None:
    told = parsed(stage, text, ("period", LAST_YEAR), ("place", {"code": "flat", "text": "flat"}), language=language)
    assert told.responses == ["utter_consumption_by_period"]
    assert "1 January 2026 – 21 November 2026" in told.texts["en"]


def test_the_year_before_is_no_second_period(stage: Stage) -> None:
    before = {**IN_2024, "text": "Vorjahr"}
    told = parsed(stage, "Wohnung 2025 im Vergleich zum Vorjahr", ("period", LAST_YEAR), ("period", before))
    assert told.responses == ["utter_consumption"]


def test_two_places_beside_each_other_are_both_told(stage: Stage) -> None:
    places = (("place", {"code": "flat", "text": "flat"}), ("place", {"code": "garage", "text": "garage"}))
    text = "hows electricity in the flat compared to the garage"
    told = parsed(stage, text, ("commodity", "electricity"), *places).texts["en"]
    assert "• Flat" in told
    assert "• Garage" in told
    assert "Mobile" not in told


@pytest.mark.parametrize("text", ["my use month by month", "verbrauch monat für monat", "zużycie miesiąc po miesiącu"])
def test_the_months_of_every_place_are_shown_at_once(stage: Stage, text: str) -> None:
    told = stage.run(ActionCheckConsumption, "check_consumption", text)
    assert told.responses == ["utter_consumption"] * len(stage.backend.points)
    assert len(told.attachments) == len(stage.backend.points)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "how many gigs are left"),
        ("de", "und wieviel gigabyte hat der kleine noch"),
        ("pl", "ile gb mi zostało"),
    ],
)
def test_what_is_left_is_told_without_the_use_of_a_year(stage: Stage, language: str, text: str) -> None:
    told = parsed(stage, text, language=language)
    assert told.responses == ["utter_allowance_left"]
    assert "7,5\xa0GB z 20\xa0GB" in told.texts["pl"]
    assert "1.234" not in told.texts["de"]
    past = parsed(stage, "how much data had I left", ("period", LAST_YEAR))
    assert past.responses != ["utter_allowance_left"]


def test_two_commodities_in_one_question_are_both_told(stage: Stage) -> None:
    stage.backend.points = stage.backend.points[:2]
    stage.backend.points[1]["commodity"] = "gas"
    both = (("commodity", "gas"), ("commodity", "electricity"))
    for text in ("whats the total i used last year gas and leccy", "Gas und Strom letztes Jahr", "gaz i prąd"):
        told = parsed(stage, text, ("period", LAST_YEAR), *both).texts["en"]
        assert "Flat" in told
        assert "Garage" in told
    gas = parsed(stage, "how much gas", ("commodity", "gas")).texts["en"]
    assert "Flat" not in gas


@pytest.mark.parametrize(
    "text", ["how many gigs is the first one", "das erste hat wieviel gb", "ta pierwsza to ile gb"]
)
def test_the_data_of_a_listed_plan_is_told(stage: Stage, text: str) -> None:
    def plan(number: str, gigabytes: str) -> dict[str, Any]:
        included = {"data_gb": gigabytes, "minutes": None, "sms": None, "speed_mbit": None}
        return product(number, f"Zorza {number}", "plan", "mobile", "29.00", included=included)

    plans = [plan("L", "60"), plan("S", "20")]
    stage.backend.answers["GET", "/products"] = {"items": plans, "total": 2}

    def ask(last_matter: str, options: list[dict[str, Any]] | None = None) -> Result:
        slots = {"last_matter": last_matter, "options": options}
        return stage.run(ActionCheckConsumption, "check_consumption", text, slots=slots, ordinal="1")

    told = ask("ask_offers")
    assert told.responses == ["utter_prices"]
    assert "60\xa0GB" in told.texts["en"]
    assert "Zorza S" not in told.texts["en"]
    listed = ask("ask_price", [{"value": number, "slot": "answer", "label": number} for number in ("S", "L")])
    assert "20\xa0GB" in listed.texts["pl"]
    assert ask("check_bill").responses != ["utter_prices"]
    assert ask("ask_offers", [{"value": "offer", "slot": "answer", "label": "Zorza"}]).responses != ["utter_prices"]


def compared(point: dict[str, Any], now: str, *, current: bool) -> dict[str, Any]:
    """A place as the backend compares it, from a billing system."""
    return {
        "service_point_id": point["id"],
        "service_point_name": point["name"],
        "commodity": point["commodity"],
        "unit": "kWh",
        "now": now,
        "before": "1000",
        "change_percent": "-10.0",
        "source": "Odczyt",
        "as_of": "2026-11-20T17:00:00Z",
        "current": current,
    }


def test_of_several_places_a_billing_system_knows_best(stage: Stage) -> None:
    flat, garage, _phone = stage.backend.points
    told = [compared(flat, "900", current=True), {**compared(garage, "70", current=True), "source": None, "now": None}]
    stage.backend.answers["GET", "/consumption/comparison"] = {"points": told}
    text = stage.run(ActionCheckConsumption, "check_consumption", "how much did I use").texts["en"]
    assert "Flat (electricity): 900\xa0kWh (-10% compared with the year before)" in text
    assert "Garage (electricity): 56\xa0kWh" in text
    assert "not answering" not in text


def test_a_silent_billing_system_is_named_with_the_time_of_what_it_said_last(stage: Stage) -> None:
    flat, garage, _phone = stage.backend.points
    told = [compared(flat, "900", current=False), compared(garage, "70", current=True)]
    stage.backend.answers["GET", "/consumption/comparison"] = {"points": told}
    texts = stage.run(ActionCheckConsumption, "check_consumption", "how much did I use").texts
    assert "(Odczyt) is not answering right now. What I show for Flat is the last we know" in texts["en"]
    assert "as of 20 November 2026, 18:00." in texts["en"]
    assert "The other places are up to date: 2 of 3." in texts["en"]
    assert "Für Flat zeige ich deshalb den letzten bekannten Stand vom 20. November 2026, 18:00 Uhr." in texts["de"]
    assert "Auf dem neuesten Stand sind 2 von 3 Orten." in texts["de"]
    assert "stan na 20 listopada 2026, godz. 18:00: Flat." in texts["pl"]
    assert "Aktualne dane: 2 z 3 miejsc." in texts["pl"]


def test_a_place_that_only_a_billing_system_knows_is_told(stage: Stage) -> None:
    flat = stage.backend.points[0]
    unread = {"service_point_id": flat["id"], "covered_until_on": None, "months": [], "total": "0", "unit": "kWh"}
    stage.backend.answers["GET", "/consumption"] = unread
    stage.backend.answers["GET", "/consumption/comparison"] = {"points": [compared(flat, "900", current=True)]}
    assert "Flat (electricity), " in stage.run(ActionCheckConsumption, "check_consumption").texts["en"]


def test_of_one_place_the_billing_systems_are_not_asked(stage: Stage) -> None:
    stage.run(ActionCheckConsumption, "check_consumption", "in the flat", period=LAST_YEAR)
    assert "/consumption/comparison" not in stage.backend.paths()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "and now all of our sites"),
        ("de", "und jetzt alle Standorte"),
        ("pl", "a teraz wszystkich miejsc"),
        ("pl", "zużycie wszystkich 5 miejsc"),
    ],
)
def test_every_place_is_told_again_after_one(stage: Stage, language: str, text: str) -> None:
    slots = {"last_matter": "check_consumption", "service_point_id": FLAT}
    told = stage.run(ActionCheckConsumption, "check_consumption", text, slots=slots, language=language)
    assert told.responses == ["utter_consumption_by_point"]


@pytest.mark.parametrize(
    ("text", "told_before"),
    [
        ("all that in one file please", True),
        ("das Ganze bitte als Tabelle", True),
        ("proszę to wszystko w jednym pliku", True),
        ("the consumption of all sites as a spreadsheet", False),
        ("Verbrauch aller Standorte als Excel-Datei", False),
        ("poproszę tabelę zużycia wszystkich miejsc", False),
    ],
)
def test_a_table_of_the_use_is_no_copy_of_the_data(stage: Stage, text: str, told_before: bool) -> None:
    slots = {"last_matter": "check_consumption"} if told_before else {}
    said = stage.run(ActionRequestData, "request_my_data", text, slots=slots)
    assert said.next_action == "action_check_consumption"
    assert stage.run(ActionCheckConsumption, "check_consumption", text).responses == ["utter_consumption_table"]


@pytest.mark.parametrize(
    "text", ["can u send me that as a table", "schick mir das als Tabelle", "wyślij mi to w pliku"]
)
def test_a_table_that_shall_be_sent_is_no_other_channel(stage: Stage, text: str) -> None:
    said = stage.run(ActionContinueElsewhere, "continue_elsewhere", text, slots={"last_matter": "check_consumption"})
    assert said.next_action == "action_check_consumption"


@pytest.mark.parametrize("text", ["schick mir die Tabelle per Mail", "send me the table by email"])
def test_a_table_by_mail_is_another_channel(text: str) -> None:
    assert not wants_use_as_table(text, told=True)


@pytest.mark.parametrize(
    "text",
    ["all my data in one file", "alle meine Daten als Datei", "wszystkie dane w pliku", "die Rechnung als Datei bitte"],
)
def test_a_copy_of_the_data_is_no_table(stage: Stage, text: str) -> None:
    said = stage.run(ActionRequestData, "request_my_data", text, slots={"last_matter": "check_consumption"})
    assert said.next_action != "action_check_consumption"
