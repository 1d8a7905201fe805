"""Changing supplier, followed in Telegram: tied by a one-time link, papers as photos, and a number put right."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from tests.system.device import Device
from tests.system.dialogue import Json
from tests.system.files import photo
from tests.system.journeys.test_j3_switch import switch_of
from tests.system.marks import proves
from tests.system.running import System, phone_of
from tests.system.surroundings import Erp
from tests.system.visit import Visit

LINK = re.compile(r"https?://\S+\?start=\S+")
PHOTO = ("IMG_0417.jpg", photo())
TOLD: Json = yaml.safe_load(Path(__file__).with_name("two_places.yml").read_text(encoding="utf-8"))


@proves("B2", "B27", "B28", "V8", "V11")
@pytest.mark.timeout(120, func_only=True)
def test_a_link_ties_the_chat_and_the_rejected_place_is_put_right(untouched: System) -> None:
    link = link_from_web(untouched, "neumann-one-of-two-rejected", "kann ich das auf telegram weitermachen?")
    with Device(untouched, "neumann-one-of-two-rejected", "telegram") as anja:
        anja.opens(link, "Wir machen hier weiter")
        assert anja.linked() == ["telegram"]
        anja.says(
            "wo steckt mein wechsel?",
            *("vom Netzbetreiber abgelehnt", "vom Netzbetreiber bestätigt", "Code"),
            never=("Ferienhaus", "Goethestraße"),
        )
        rejected = switch_of(anja, "Ferienhaus")
        proves_herself(
            anja,
            *("Ferienhaus: Schritt 6 von 10", "Zählernummer passt nicht", "Wohnung: Schritt 6 von 10"),
            "{switches.Wohnung.start_on}",
        )
        anja.presses("Korrigieren", "Welche Nummer steht auf Ihrem Zähler?", "aufgedruckt")
        anja.says("1EMH0098765432", "Ferienhaus", "mit der Zählernummer 1EMH0098765432", files=[PHOTO])
        anja.presses("Ja", "Die Anmeldung für Ferienhaus ist wieder unterwegs")
        again = switch_of(anja, "Ferienhaus")
        anja.holds(again, stage="sent_to_grid_operator", corrects_id=rejected["id"], waiting_for="grid_operator")
        anja.holds(anja.get(f"/switches/{rejected['id']}"), stage="withdrawn")
        assert anja.get(f"/orders/{again['order_number']}")["details"]["meter_number"] == "1EMH0098765432"


@proves("B25", "B26", "B28", "V8", "V11", "V23")
@pytest.mark.timeout(120, func_only=True)
def test_the_authority_comes_as_a_photo_in_telegram(untouched: System) -> None:
    link = link_from_web(untouched, "kaminski-applicant", "czy możemy kontynuować na telegramie?")
    with Device(untouched, "kaminski-applicant", "telegram") as pawel, Erp(untouched) as erp:
        pawel.opens(link, "wracamy do miejsca")
        proves_herself(pawel)
        change = switch_of(pawel, "Mieszkanie")
        pawel.says("jak tam moja zmiana sprzedawcy?", "krok 2 z 10", "potrzebujemy jeszcze podpisanego pełnomocnictwa")
        pawel.says("oto podpisane pełnomocnictwo", change["order_number"], files=[PHOTO])
        paper = pawel.only("/documents", kind="authority")
        pawel.holds(paper, state="complete", matter_number=change["order_number"])
        erp.sends(change["id"], "own.authority_checked")
        pawel.says("a jak stoi zmiana sprzedawcy?", "krok 3 z 10", "Pełnomocnictwo zostało sprawdzone")
        pawel.holds(switch_of(pawel, "Mieszkanie"), stage="authority_checked", waiting_for="old_supplier")


@proves("B2", "B25", "B26", "B27", "B28", "V8", "V11", "V23", "V25")
@pytest.mark.timeout(180, func_only=True)
@pytest.mark.parametrize("language", TOLD)
def test_two_places_are_followed_to_their_dates_in_telegram(untouched: System, language: str) -> None:
    told = TOLD[language]
    link = link_from_web(untouched, told["persona"], told["link"])
    with Device(untouched, told["persona"], "telegram") as customer, Erp(untouched) as erp:
        house, studio = (switch_of(customer, told["places"][place]) for place in ("house", "studio"))
        erp.sends(house["id"], told["market"]["refused"], reason=told["market"]["authority"])
        customer.opens(link, told["opened"])
        assert customer.linked() == ["telegram"]
        proves_herself(customer)
        customer.says(*told["where"])
        _hands_in_the_authority(customer, told, house)
        erp.sends(studio["id"], told["market"]["accepted"])
        customer.says(*told["agreed"])
        corrected = _puts_the_number_right(customer, told, erp)
        _waits_for_the_old_contract(customer, told, erp, corrected)
        customer.holds(switch_of(customer, told["places"]["studio"]), id=studio["id"], stage="accepted")


def _hands_in_the_authority(customer: Device, told: Json, house: Json) -> None:
    customer.says(*told["authority"], files=[PHOTO])
    customer.holds(switch_of(customer, told["places"]["house"]), id=house["id"], stage="rejected")
    customer.presses(*told["again"])
    again = switch_of(customer, told["places"]["house"])
    customer.holds(again, stage="signed", waiting_for="supplier", corrects_id=house["id"])
    customer.holds(customer.get(f"/switches/{house['id']}"), stage="withdrawn")
    customer.holds(customer.only("/documents", kind="authority"), state="complete")


def _puts_the_number_right(customer: Device, told: Json, erp: Erp) -> Json:
    """The authority was good; then the meter's number does not match. What the second correction is."""
    handed_in = switch_of(customer, told["places"]["house"])
    for code in told["market"]["sent"]:
        erp.sends(handed_in["id"], code)
    customer.says(*told["sent"])
    erp.sends(handed_in["id"], told["market"]["refused"], reason=told["market"]["meter"])
    customer.says(*told["mismatch"])
    customer.says(*told["number"], files=[PHOTO])
    customer.presses(*told["again"])
    corrected = switch_of(customer, told["places"]["house"])
    waiting = {"stage": "sent_to_grid_operator", "waiting_for": "grid_operator", "corrects_id": handed_in["id"]}
    customer.holds(corrected, **waiting)
    assert customer.get(f"/orders/{corrected['order_number']}")["details"]["meter_number"] == "1EMH0098765432"
    customer.holds(customer.only("/documents", kind="photo"), state="complete")
    return corrected


def _waits_for_the_old_contract(customer: Device, told: Json, erp: Erp, change: Json) -> None:
    ends_on = datetime.now(UTC).date() + timedelta(days=130)
    refused, reason = told["market"]["notice_refused"], told["market"]["contract"]
    erp.sends(change["id"], refused, reason=reason, other_contract_ends_on=ends_on.isoformat())
    customer.says(*told["claimed"])
    customer.presses(*told["waits"])
    assert switch_of(customer, told["places"]["house"])["start_on"] is None
    customer.presses(*told["noted"])
    start_on = (ends_on + timedelta(days=1)).isoformat()
    waiting = {"start_on": start_on, "waiting_for": "old_supplier", "next_step_code": "wait"}
    customer.holds(switch_of(customer, told["places"]["house"]), **waiting)
    customer.says(*told["starts"])


@proves("B20")
@pytest.mark.parametrize("language", TOLD)
def test_the_link_works_once(untouched: System, language: str) -> None:
    told = TOLD[language]
    link = link_from_web(untouched, told["persona"], told["link"])
    with Device(untouched, told["persona"], "telegram") as customer:
        customer.opens(link, told["opened"])
    other, refused = told["stranger"]
    with Device(untouched, other, "telegram") as somebody:
        somebody.opens(link, refused)
        somebody.says(*told["asked"], never=(told["step"],))


def link_from_web(system: System, key: str, words: str) -> str:
    """The one-time link that a signed-in customer asks for in the web chat."""
    with Visit(system, key) as visit:
        found = LINK.search(visit.says(words, "Telegram"))
        assert found, visit.said
        return found[0]


def proves_herself(device: Device, *expected: str) -> None:
    """Name who it is, and type the code that comes to the phone; what was asked before is answered then."""
    ids, number = device.persona["ids"], device.persona["customer_number"]
    device.says(number or f"{ids['application_number']}, {ids.get('personal_id') or ids['tax_id']}")
    device.gives_code(*expected, at=phone_of(device.persona))
