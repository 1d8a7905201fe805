"""Journeys from end to end, as far as the web chat alone carries them: one conversation each, in one language.

What changes is read back from the backend after the step that changed it. What needs another channel, a notice that we
send, or a member of staff is proved elsewhere.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.system.records import TIME_ZONE
from tests.system.running import System, started
from tests.system.visit import Visit

pytestmark = [pytest.mark.system, pytest.mark.timeout(120, func_only=True)]

NEW_PHONE = "+4915123456791"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system of its own: journeys change their customers for good."""
    with started(tmp_path_factory.mktemp("journeys")) as system:
        yield system


@pytest.mark.capability("B2")
@pytest.mark.capability("B5")
@pytest.mark.capability("B13")
@pytest.mark.capability("B16")
@pytest.mark.capability("B19")
@pytest.mark.capability("B30")
@pytest.mark.capability("B37")
@pytest.mark.capability("V24")
def test_j1_why_the_bill_is_so_high(fresh: System) -> None:
    """From somebody unknown to a reading that lowers the bill, and a phone number that counts after its code."""
    with Visit(fresh, "meier-doubled-bill", signed_in=False) as julia:
        assert "ein Bot, kein Mensch" in julia.said
        assert "einen Menschen, bitte" in julia.said
        julia.says("warum ist meine rechnung so hoch??", "Kundennummer", never=("€",))
        julia.says("{persona.wrong_number}", "{persona.wrong_number}", "Prüfziffer")
        julia.says("oh, {persona.customer_number}", "Code mit sechs Ziffern", never=("Meier", "€"))
        julia.gives_code("{invoices.Wohnung.0.number}")
        bill = next(one for one in julia.get("/invoices") if one["service_point_name"] == "Wohnung")
        julia.says("die garage meine ich nicht, die von der wohnung", bill["number"], "mehr Verbrauch", "geschätzt")

        julia.says("und wann endet mein vertrag da eigentlich?", "{contracts.Wohnung.ends_on}")
        point = julia.only("/service-points", name="Wohnung")["id"]
        shown = julia.fill("{reading.Wohnung.likely}")
        julia.says(f"der zähler in der wohnug zeigt {shown}", "Ist das richtig?", "mit Ihrem Foto", file="photo")
        assert not [read for read in readings(julia, point) if read["value"] == float(shown)]
        julia.says("ja", "notiert", "weniger, als wir geschätzt hatten", "Korrektur der Rechnung")
        booked = [read for read in readings(julia, point) if float(read["value"]) == float(shown)]
        assert [(read["source"], read["check_state"]) for read in booked] == [("customer", "accepted")]
        wish = julia.only(f"/invoices/{bill['number']}/correction-requests", state="requested")
        ticket = julia.only("/tickets", number=wish["ticket_number"])
        assert (ticket["kind"], ticket["state"]) == ("correction", "open")
        assert ticket["number"] in julia.said
        assert is_ahead(ticket["answer_due_on"])

        julia.says("meine handynummer stimmt nich mehr, die neue ist 0151 23456790", "23456790", "Ist das richtig?")
        julia.says("nein, hinten 91: 0151 23456791", "23456791", "sobald sie bestätigt ist")
        julia.says("ja", "eigener Code")
        julia.gives_code("zweiten Code an +49 *** 6791")
        assert confirmed(julia)["+49 *** 6791"] is False
        julia.gives_code("Erledigt", "+49 *** 6791", at=NEW_PHONE)
        assert confirmed(julia)["+49 *** 6791"] is True
        julia.says("schicken sie mir das bitte per mail", "keine bestätigte E-Mail-Adresse")


@pytest.mark.capability("B7")
@pytest.mark.capability("B18")
@pytest.mark.capability("B22")
@pytest.mark.capability("B23")
@pytest.mark.capability("B25")
@pytest.mark.capability("V8")
@pytest.mark.capability("V12")
def test_j2_the_contract_runs_out(fresh: System) -> None:
    """An offer accepted with its text and a proof, its papers to print, and a withdrawal that restores what was."""
    with Visit(fresh, "brown-ends-soon") as olivia:
        before = olivia.only("/contracts", state="active")
        olivia.says("how long am I still tied to you lot?", "{contracts.Flat.ends_on}", "Without notice it goes on")
        olivia.says("ok so what would you offer me if I stay", "{offers.0.number}", "{offers.1.yearly_cost}")
        first, second = [offer for offer in olivia.get("/offers") if offer["state"] == "open"]
        olivia.says("I'll take the first one", first["number"], "Do you accept?", "binnen 14 Tagen")
        olivia.says("hang on, how high was my last bill?", "{invoices.0.number}", "Do you accept the offer above?")
        olivia.says("no, the other one", second["number"], f"Version {second['text_version']}", "Do you accept?")
        olivia.says("yes", "a code of its own")
        olivia.gives_code("not right", right=False)
        assert {offer["state"] for offer in olivia.get("/offers")} == {"open"}
        olivia.gives_code("is accepted", second["number"], "You can withdraw until")

        assert olivia.only("/offers", number=second["number"])["state"] == "accepted"
        assert newest_acceptance(fresh) == (second["text_version"], "fresh")
        order = olivia.get(f"/orders/{olivia.only('/orders', kind='renewal')['number']}")
        assert (order["state"], order["placed_by"]) == ("accepted", "customer")
        assert order["number"] in olivia.said
        follower = olivia.only("/contracts", follows_id=before["id"])
        assert (follower["state"], follower["starts_on"]) == ("future", second["starts_on"])
        assert is_ahead(follower["withdrawal_until_on"])
        assert olivia.only("/contracts", id=before["id"])["ended_by"] == "renewal"

        olivia.says("can you send me teh papers so I can print them?", follower["number"])
        assert f"<file: {follower['number']}.pdf>" in olivia.transcript[-1]
        olivia.says("I changed my mind and would like to withdraw from the contract I just signed", follower["number"])
        olivia.says("yes", "a code of its own")
        olivia.gives_code("you have withdrawn", before["number"])
        assert olivia.only("/contracts", id=follower["id"])["ended_by"] == "withdrawal"
        assert olivia.only("/contracts", id=before["id"]) == before
        assert olivia.get(f"/orders/{order['number']}")["outcome"] == "ended"
        olivia.says("so until when does my contract run now", before["number"], "{contracts.Flat.ends_on}")


@pytest.mark.capability("B2")
@pytest.mark.capability("B27")
@pytest.mark.capability("B28")
@pytest.mark.capability("V8")
@pytest.mark.capability("V11")
def test_j3_a_change_of_supplier_is_put_right(fresh: System) -> None:
    """Two places, one rejected: the number is corrected, sent again, and the new request is tied to the old one."""
    with Visit(fresh, "neumann-one-of-two-rejected") as anja:
        rejected = anja.only("/switches", service_point_name="Ferienhaus")
        flat = anja.only("/switches", service_point_name="Wohnung")
        anja.says(
            "wo steckt denn mein wechsel?", "Ferienhaus: Schritt 6 von 10", "Zählernummer passt nicht", "Wohnung:"
        )
        anja.says("und warum wurde das ferienhaus abgeleht", "Sie am Zug", never=("Wohnung",))
        anja.presses("Korrigieren", "Welche Nummer steht auf Ihrem Zähler?")
        anja.says("wann geht es bei der wohnung los?", "{switches.Wohnung.start_on}", "Zurück zum Thema")
        anja.says("1EMH0098765423", "1EMH0098765423", "Soll ich das tun?")
        anja.says("nein, 1EMH0098765432", "mit der Zählernummer 1EMH0098765432", never=("5423",))
        assert anja.only("/switches", service_point_name="Ferienhaus") == rejected
        anja.says("ja", "Die Anmeldung für Ferienhaus ist wieder unterwegs")

        again = anja.only("/switches", service_point_name="Ferienhaus")
        assert (again["stage"], again["corrects_id"]) == ("sent_to_grid_operator", rejected["id"])
        assert again["waiting_for"] == "grid_operator"
        assert anja.get(f"/switches/{rejected['id']}")["stage"] == "withdrawn"
        assert anja.only("/switches", service_point_name="Wohnung") == flat
        order = anja.get(f"/orders/{again['order_number']}")
        assert order["details"]["meter_number"] == "1EMH0098765432"
        anja.says(
            "und wie weit ist der wechsel für das ferienhaus jetzt?",
            "Schritt 5 von 10",
            "{switches.Ferienhaus.expected_on}",
        )
        anja.says("kann mich dazu bitte jemand anrufen?", "zurückgerufen", "T-")
        assert anja.only("/tickets", kind="callback")["number"] in anja.said


@pytest.mark.capability("B5")
@pytest.mark.capability("B16")
@pytest.mark.capability("B18")
@pytest.mark.capability("B29")
@pytest.mark.capability("B31")
@pytest.mark.capability("V8")
@pytest.mark.capability("V14")
def test_j4_a_bakery_orders_within_and_above_a_limit(fresh: System) -> None:
    """All places at once, an order at the framework's prices, and a colleague's order that waits for a yes."""
    with Visit(fresh, "piekarnia-nip", signed_in=False) as halina:
        halina.says(
            "Dzień dobry, zużycie wszystkich punktów w zeszłym kwartale w porównaniu z poprzednim rokiem?", "NIP"
        )
        halina.says("NIP {persona.tax_id}", "sześciocyfrowy kod")
        halina.gives_code(
            "{use.Piekarnia prąd.last_quarter.total}",
            "{use.Piekarnia gaz.last_quarter.total}",
            "{use.Sklep.last_quarter.total}",
            "względem poprzedniego roku",
        )
        halina.says("kiedy kończą się nasze umowy?", "{contracts.Sklep.number}", "{contracts.Piekarnia gaz.ends_on}")
        agreement = halina.get("/framework-agreements")[0]
        halina.says("zamawiam 3 telefony P5 dla sklepu", "3 × Telefon P5", agreement["number"], "ul. Rynkowa 3")
        halina.says("nie, tylko dwa", "2 × Telefon P5", "Czy złożyć zamówienie")
        halina.says("ile jeszcze mamy do zaplaty za gaz?", "{unpaid.0.number}", "Wracamy do tematu")
        assert not [order for order in halina.get("/orders") if order["outcome"] == "open"]
        halina.says("tak", "zamówienie złożone", "O-")
        placed = halina.get(f"/orders/{halina.only('/orders', outcome='open')['number']}")
        assert (placed["kind"], placed["state"]) == ("device", "placed")
        assert [(line["product_number"], line["quantity"]) for line in placed["lines"]] == [("P5-PL", 2)]
        used = halina.get("/framework-agreements")[0]["limit"]["used"]
        assert float(used) == float(agreement["limit"]["used"]) + 2 * 1700

        clerk = next(one for one in halina.get("/customer")["representatives"] if one["name"] == "Marek Sobczak")
        shop = halina.only("/service-points", name="Sklep")["id"]
        lines = [{"product_number": "P5-PL", "quantity": 3}]
        above = {"kind": "device", "details": {}, "service_point_id": shop, "lines": lines}
        waiting = halina.backend.post("/orders", above, person_id=clerk["id"])
        assert (waiting["state"], waiting["waiting_for"]) == ("awaiting_approval", "approver")
        halina.says(f"co z zamówieniem {waiting['number']}?", "Zgodę musi jeszcze wyrazić")
        halina.says("chciałabym porozmawiać z naszym opiekunem o cenach", "oddzwoni", "T-")
        assert halina.only("/tickets", kind="callback")["number"] in halina.said


@pytest.mark.capability("B20")
@pytest.mark.capability("B21")
@pytest.mark.capability("V8")
@pytest.mark.capability("V22")
def test_j7_two_matters_and_a_person(fresh: System) -> None:
    """Two complaints with numbers and days, a call at another hour, and a return that changes its mind."""
    with Visit(fresh, "garcia-overdue") as lucia:
        lucia.says(
            "second router broken now AND the bill is wrong, are you kiding me", "two cases", "device", "a bill ("
        )
        assert not [ticket for ticket in lucia.get("/tickets") if ticket["complaint_type"] in ("device", "bill")]
        lucia.says("yes", "You will have an answer by")
        for about in ("device", "bill"):
            ticket = lucia.only("/tickets", complaint_type=about)
            assert (ticket["state"], ticket["waiting_for"]) == ("open", "supplier")
            assert ticket["number"] in lucia.said
            assert is_ahead(ticket["answer_due_on"])
        lucia.says("I want to talk to a real person about this", "call you back", "{tickets.0.promised_from}")
        call = lucia.only("/tickets", kind="callback")
        lucia.says("what are your opening hours anyway", "08:00–18:00", "{supplier.phone}")
        lucia.says("tomorrow after 4 pm would suit me better", "call you back")
        assert lucia.only("/tickets", kind="callback")["promised_from"] > call["promised_from"]

        bill = lucia.only("/tickets", complaint_type="bill")
        lucia.says("how is my complaint going?", bill["number"])
        lucia.presses(f"{bill['number']} · a bill", "We are working on case", "{tickets.1.answer_due_on}")
        lucia.presses("Add something", f"What shall I add to {bill['number']}")
        lucia.says("The letter about it never came.", "The letter about it never came.", "Shall I?")
        lucia.says("yes", bill["number"])
        assert "The letter about it never came." in str(lucia.get(f"/tickets/{bill['number']}")["messages"])

        lucia.says("and I want to send the broken router back", "another device, or your money back")
        lucia.says("my money back", "your money back", "Is that right?")
        lucia.says("no, I want a new one after all", "another device", "Is that right?")
        assert lucia.get("/returns") == []
        lucia.says("yes", "RT-", "Here is the slip")
        back = lucia.only("/returns", state="slip_issued")
        assert (back["kind"], back["wanted"]) == ("warranty", "replacement")
        assert [line["serial_number"] for line in back["lines"]] == ["R7-20403-PL"]
        assert is_ahead(back["until_on"])


@pytest.mark.capability("V8")
@pytest.mark.capability("V13")
def test_j8_a_customer_leaves(fresh: System) -> None:
    """The notice first, with its receipt; one counter-offer, only when it is wished to be heard, and no second one."""
    with Visit(fresh, "pawlak-price-announced") as joanna:
        running = joanna.only("/contracts", state="active")
        joanna.says(
            "chce wypowiedziec umowe, za drogo sie robi", running["number"], "rośnie cena", "Czy mam to zrobić?"
        )
        joanna.says("a ile teraz płacę za kilowatogodzinę?", "{contracts.Mieszkanie.unit_price}", "Wracamy do tematu")
        assert joanna.get("/notices") == []
        joanna.says("nie wiem, może jednak nie", never=("przyjęte",))
        joanna.says("dobra, wypowiadam", never=("przyjęte",))
        joanna.says("tak", "osobny kod")
        joanna.gives_code("Wypowiedzenie przyjęte", "faktura końcowa do", "Jest oferta", "Czy mam ją przedstawić?")
        notice = joanna.only("/notices", contract_id=running["id"])
        assert (notice["right"], notice["reason"]) == ("special_price_rise", "price")
        assert (notice["state"], notice["result"]) == ("received", "not_asked")
        assert notice["receipt_number"] in joanna.said
        ending = joanna.only("/contracts", id=running["id"])
        assert (ending["state"], ending["ended_by"], ending["ends_on"]) == ("ending", "notice", notice["ends_on"])
        last_old_day = date.fromisoformat(running["price_change"]["effective_on"]) - timedelta(days=1)
        assert notice["ends_on"] == last_old_day.isoformat()

        joanna.says("no dobrze, tak", "rocznie przy", "po dzisiejszych cenach", "Czy przyjąć ją i zostać u nas?")
        offer = joanna.only("/offers", kind="counter_offer")
        assert (offer["contract_id"], offer["state"]) == (running["id"], "open")
        joanna.says("nie, dziękuję", "nie zapytam ponownie", notice["receipt_number"])
        assert joanna.only("/offers", kind="counter_offer")["state"] == "declined"
        after = joanna.only("/notices", contract_id=running["id"])
        assert (after["result"], after["state"], after["can_ask_for_counter_offer"]) == ("declined", "received", False)
        joanna.says("a macie może jednak coś tańszego?", never=(offer["number"],))
        assert len([one for one in joanna.get("/offers") if one["kind"] == "counter_offer"]) == 1
        order = joanna.only("/orders", number=notice["receipt_number"])
        assert (order["kind"], order["state"]) == ("contract_cancellation", "received")
        joanna.says("kiedy konczy sie moja umowa", "wypowiedziana", "{contracts.Mieszkanie.ends_on}", never=("ofert",))


def newest_acceptance(system: System) -> tuple[str, str]:
    """Text version and proof of the offer that was accepted last; no route tells them afterwards."""
    with contextlib.closing(sqlite3.connect(f"file:{system.layout.var}/backend.db?mode=ro", uri=True)) as database:
        found = database.execute(
            "SELECT text_version, level FROM offer_acceptances WHERE proven_at IS NOT NULL ORDER BY accepted_at DESC"
        ).fetchone()
    return found[0], found[1]


def readings(visit: Visit, point: str) -> list[dict[str, Any]]:
    """The newest readings of a point."""
    found: list[dict[str, Any]] = visit.get("/readings", service_point_id=point, limit="10")
    return found


def confirmed(visit: Visit) -> dict[str, bool]:
    """Whether each address of the customer counts, by how it is shown."""
    return {address["masked"]: address["confirmed"] for address in visit.get("/customer")["addresses"]}


def is_ahead(day: str) -> bool:
    """Whether a day is still to come."""
    return date.fromisoformat(day) > datetime.now(TIME_ZONE).date()
