"""Changing supplier: a number is put right, an authority handed in, and an old contract waited for."""

from datetime import UTC, datetime, timedelta

from tests.system.dialogue import Dialogue, Json
from tests.system.marks import proves
from tests.system.running import System
from tests.system.surroundings import Erp
from tests.system.visit import Visit


@proves("B2", "B27", "B28", "V8", "V11")
def test_of_two_places_the_rejected_one_is_put_right(untouched: System) -> None:
    with Visit(untouched, "neumann-one-of-two-rejected") as anja:
        rejected, flat = switch_of(anja, "Ferienhaus"), switch_of(anja, "Wohnung")
        anja.says(
            "wo steckt denn mein wechsel?", "Ferienhaus: Schritt 6 von 10", "Zählernummer passt nicht", "Wohnung:"
        )
        anja.says("und warum wurde das ferienhaus abgeleht", "Sie am Zug", never=("Wohnung",))
        anja.presses("Korrigieren", "Welche Nummer steht auf Ihrem Zähler?")
        anja.says("wann geht es bei der wohnung los?", "{switches.Wohnung.start_on}", "Nun weiter mit Ihrem Anliegen")
        anja.says("1EMH0098765423", "1EMH0098765423", "Soll ich das tun?")
        anja.says("nein, 1EMH0098765432", "mit der Zählernummer 1EMH0098765432", never=("5423",))
        assert switch_of(anja, "Ferienhaus") == rejected
        anja.says("ja", "Die Anmeldung für Ferienhaus ist wieder unterwegs")

        again = switch_of(anja, "Ferienhaus")
        anja.holds(again, stage="sent_to_grid_operator", corrects_id=rejected["id"], waiting_for="grid_operator")
        anja.holds(anja.get(f"/switches/{rejected['id']}"), stage="withdrawn")
        assert switch_of(anja, "Wohnung") == flat
        order = anja.get(f"/orders/{again['order_number']}")
        assert order["details"]["meter_number"] == "1EMH0098765432"
        anja.says(
            "und wie weit ist der wechsel für das ferienhaus jetzt?",
            "Schritt 5 von 10",
            "{switches.Ferienhaus.expected_on}",
        )
        anja.says("kann mich dazu bitte jemand anrufen?", "zurückgerufen", "T-")
        anja.holds(anja.only("/tickets", kind="callback"), said="number")


@proves("B25", "B26", "B28", "V8", "V11")
def test_a_missing_authority_is_handed_in_and_the_change_goes_on(untouched: System) -> None:
    with Visit(untouched, "kaminski-applicant") as pawel, Erp(untouched) as erp:
        change = switch_of(pawel, "Mieszkanie")
        pawel.says(
            "jak tam moja zmiana sprzedawcy?", "krok 2 z 10", "potrzebujemy jeszcze podpisanego pełnomocnictwa", "PDF"
        )
        pawel.holds(pawel.only("/documents", kind="authority"), state="expected")
        pawel.says(
            "a ile mam na odstąpienie? nie, nieważne, oto podpisane pelnomocnictwo",
            change["order_number"],
            file="paper",
        )
        pawel.holds(pawel.only("/documents", kind="authority"), state="complete", matter_number=change["order_number"])
        pawel.says(
            "i co teraz ze zmianą?", "Pełnomocnictwo już dotarło", "zajmujemy się tym my", never=("proszę przysłać",)
        )
        erp.sends(change["id"], "own.authority_checked")
        pawel.says("a teraz, jak stoi zmiana sprzedawcy?", "krok 3 z 10", "Pełnomocnictwo zostało sprawdzone")
        pawel.holds(switch_of(pawel, "Mieszkanie"), stage="authority_checked", waiting_for="old_supplier")


@proves("B27", "B28", "V8", "V11", "V25")
def test_the_old_suppliers_contract_is_waited_for(untouched: System) -> None:
    with Visit(untouched, "johansson-old-contract") as erik, Erp(untouched) as erp:
        house, studio = switch_of(erik, "House"), switch_of(erik, "Studio")
        erik.says("hows my switch going", "House: step 4 of 10", "the old contract is still running", "Studio: step 5")
        ends_on = datetime.now(UTC).date() + timedelta(days=130)
        erp.sends(house["id"], "55018", reason="Z12", other_contract_ends_on=ends_on.isoformat())
        erik.says("what about the house now?", "another contract for this place is still running", "either wait")
        erik.presses("Give the change up", "We will stop the change for House", "Shall I do that?")
        erik.says("no, I'd rather wait", "We will wait until the old contract for House ends")
        erik.says("waht does the studio cost me per month?", "{contracts.Studio.base_price}", "Shall I do it")
        assert switch_of(erik, "House")["start_on"] is None
        start_on = ends_on + timedelta(days=1)
        erik.says("yes", "we will wait for the old contract", erik.day(start_on))
        waiting = {"start_on": start_on.isoformat(), "waiting_for": "old_supplier", "next_step_code": "wait"}
        erik.holds(switch_of(erik, "House"), **waiting)
        erik.says("so when do you start at the house?", f"Start of supply: {erik.day(start_on)}", "nothing you need")
        assert switch_of(erik, "Studio") == studio


@proves("B19", "B28", "V8")
def test_the_first_reading_ends_the_waiting_for_the_customer(untouched: System) -> None:
    with Visit(untouched, "szymanska-active") as magdalena, Erp(untouched) as erp:
        change = switch_of(magdalena, "Mieszkanie")
        magdalena.says("co ze zmianą sprzedawcy?", "krok 8 z 10", "proszę odczytać licznik", "{switches.0.expected_on}")
        magdalena.says("pierwszy stan licznka: 12354", "12 354 kWh", "Czy wszystko się zgadza?")
        magdalena.says("nie, 12345", "12 345 kWh", "Czy wszystko się zgadza?")
        magdalena.says("a kiedy pierwsza faktura?", "Wracamy do tematu")
        magdalena.says("tak", "zapisano odczyt 12 345 kWh")
        point = change["service_point_id"]
        read = magdalena.get("/readings", service_point_id=point, limit="1")[0]
        magdalena.holds(read, value=12345, source="customer", check_state="accepted")
        magdalena.says("i co teraz z moją zmianą?", "Pierwszy odczyt już dotarł", never=("proszę odczytać",))
        erp.sends(change["id"], "own.first_reading")
        magdalena.says("a teraz zmiana sprzedawcy?", "krok 9 z 10", "po stronie dotychczasowego sprzedawcy")
        magdalena.holds(switch_of(magdalena, "Mieszkanie"), stage="first_reading", waiting_for="old_supplier")


@proves("B27", "V8")
def test_the_old_suppliers_final_bill_is_asked_for(untouched: System) -> None:
    with Visit(untouched, "dabrowski-first-reading") as krzysztof:
        krzysztof.says(
            "czy przyszło już rozliczenie koncowe od starego sprzedawcy?",
            "krok 9 z 10",
            "po stronie dotychczasowego sprzedawcy",
            "{switches.Dom.expected_on}",
        )
        krzysztof.says("proszę, niech ktoś do mnie w tej sprawie zadzwoni", "{tickets.0.promised_from}")
        krzysztof.holds(krzysztof.only("/tickets", kind="callback"), state="open", said="number")


def switch_of(visit: Dialogue, place: str) -> Json:
    """The change of supplier of a place."""
    return visit.only("/switches", service_point_name=place)
