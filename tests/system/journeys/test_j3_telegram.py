"""Changing supplier, followed in Telegram: tied by a one-time link, papers as photos, and a number put right."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.system.device import Device
from tests.system.dialogue import Json
from tests.system.files import photo
from tests.system.journeys.test_j3_switch import in_english, switch_of
from tests.system.marks import proves
from tests.system.running import System, phone_of
from tests.system.surroundings import Erp
from tests.system.visit import Visit

LINK = re.compile(r"https?://\S+\?start=\S+")
PHOTO = ("IMG_0417.jpg", photo())


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
def test_two_places_are_followed_to_their_dates_in_telegram(untouched: System) -> None:
    link = link_from_web(untouched, "johansson-old-contract", "can we continue on telegram?")
    with Device(untouched, "johansson-old-contract", "telegram") as erik, Erp(untouched) as erp:
        house, studio = switch_of(erik, "House"), switch_of(erik, "Studio")
        erp.sends(house["id"], "55003", reason="E_0594/A13")
        erik.opens(link, "we go on here")
        proves_herself(erik)
        erik.says(
            "where is my switch?",
            *("House: step 6 of 10", "power of attorney", "Studio: step 5 of 10", "{switches.Studio.expected_on}"),
        )
        _hands_in_the_authority(erik, house)
        erp.sends(studio["id"], "55002")
        erik.says(
            "where is my switch now?", "Studio: step 6 of 10", "The grid operator has agreed", "nothing you need to do"
        )
        corrected = _puts_the_number_right(erik, erp)
        _waits_for_the_old_contract(erik, erp, corrected)
        erik.holds(switch_of(erik, "Studio"), stage="accepted")


def _hands_in_the_authority(erik: Device, house: Json) -> None:
    erik.says("here is the signed authority for the house", "new power of attorney for House", files=[PHOTO])
    erik.holds(switch_of(erik, "House"), id=house["id"], stage="rejected")
    erik.presses("Yes", "the request for House is on its way again")
    again = switch_of(erik, "House")
    erik.holds(again, stage="signed", waiting_for="supplier", corrects_id=house["id"])
    erik.holds(erik.get(f"/switches/{house['id']}"), stage="withdrawn")
    erik.holds(erik.only("/documents", kind="authority"), state="complete")


def _puts_the_number_right(erik: Device, erp: Erp) -> Json:
    """The authority was good; then the meter's number does not match. What the second correction is."""
    handed_in = switch_of(erik, "House")
    for code in ("own.authority_checked", "55016", "55017", "55001"):
        erp.sends(handed_in["id"], code)
    erik.says("how far is the switch for the house?", "House: step 5 of 10", "registered with the grid operator")
    erp.sends(handed_in["id"], "55003", reason="E_0594/A02")
    erik.says(
        "how far is the switch for the house?", "the meter number does not match", "read the number off your meter"
    )
    erik.says("the number on the meter is 1EMH0098765432", "with meter number 1EMH0098765432", files=[PHOTO])
    erik.presses("Yes", "the request for House is on its way again")
    corrected = switch_of(erik, "House")
    waiting = {"stage": "sent_to_grid_operator", "waiting_for": "grid_operator", "corrects_id": handed_in["id"]}
    erik.holds(corrected, **waiting)
    assert erik.get(f"/orders/{corrected['order_number']}")["details"]["meter_number"] == "1EMH0098765432"
    erik.holds(erik.only("/documents", kind="photo"), state="complete")
    return corrected


def _waits_for_the_old_contract(erik: Device, erp: Erp, change: Json) -> None:
    ends_on = datetime.now(UTC).date() + timedelta(days=130)
    erp.sends(change["id"], "55018", reason="Z12", other_contract_ends_on=ends_on.isoformat())
    erik.says("how far is the switch for the house?", "another contract for this place is still running", "either wait")
    erik.presses("Wait for the old contract", "We will wait until", "Shall I do that?")
    assert switch_of(erik, "House")["start_on"] is None
    start_on = ends_on + timedelta(days=1)
    erik.presses("Yes", "we will wait for the old contract", in_english(start_on))
    waiting = {"start_on": start_on.isoformat(), "waiting_for": "old_supplier", "next_step_code": "wait"}
    erik.holds(switch_of(erik, "House"), **waiting)
    erik.says("so when do you start at the house?", f"Start of supply: {in_english(start_on)}")


@proves("B20")
def test_the_link_works_once(untouched: System) -> None:
    link = link_from_web(untouched, "johansson-old-contract", "can we continue on telegram?")
    with Device(untouched, "johansson-old-contract", "telegram") as erik:
        erik.opens(link, "we go on here")
    with Device(untouched, None, "telegram", "7912345678") as somebody:
        somebody.opens(link, "no longer valid")
        somebody.says("where is my switch?", "customer number", never=("step",))


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
