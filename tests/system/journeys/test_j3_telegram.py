"""Changing supplier, followed in Telegram: tied by a one-time link, papers as photos, and a number put right."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.system.device import Device
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
        proves_herself(anja)
        rejected = switch_of(anja, "Ferienhaus")
        anja.says(
            "wo steckt mein wechsel?",
            *("Ferienhaus: Schritt 6 von 10", "Zählernummer passt nicht", "Wohnung: Schritt 6 von 10"),
            "{switches.Wohnung.start_on}",
        )
        anja.presses("Korrigieren", "Welche Nummer steht auf Ihrem Zähler?", "aufgedruckt")
        anja.says("1EMH0098765432", "Ferienhaus", "mit der Zählernummer 1EMH0098765432")
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


@proves("B27", "B28", "V8", "V11", "V25")
@pytest.mark.timeout(120, func_only=True)
def test_the_old_contract_is_waited_for_in_telegram(untouched: System) -> None:
    link = link_from_web(untouched, "johansson-old-contract", "can we continue on telegram?")
    with Device(untouched, "johansson-old-contract", "telegram") as erik, Erp(untouched) as erp:
        erik.opens(link, "we go on here")
        proves_herself(erik)
        house, studio = switch_of(erik, "House"), switch_of(erik, "Studio")
        erp.sends(studio["id"], "55002")
        erik.says("where is my switch?", "House: step 4 of 10", "Studio: step 6 of 10", "accepted by the grid operator")
        ends_on = datetime.now(UTC).date() + timedelta(days=130)
        erp.sends(house["id"], "55018", reason="Z12", other_contract_ends_on=ends_on.isoformat())
        erik.says("what about the house now?", "another contract for this place is still running", "either wait")
        erik.presses(
            "Wait for the old contract", "We will wait until the old contract for House ends", "Shall I do that?"
        )
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


def proves_herself(device: Device) -> None:
    """Name who it is, and type the code that comes to the phone."""
    ids, number = device.persona["ids"], device.persona["customer_number"]
    device.says(number or f"{ids['application_number']}, {ids.get('personal_id') or ids['tax_id']}")
    device.gives_code(at=phone_of(device.persona))
