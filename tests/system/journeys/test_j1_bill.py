"""Why the bill is so high: somebody unknown gets her reading booked and the bill corrected."""

from tests.system.dialogue import Json
from tests.system.marks import proves
from tests.system.running import System
from tests.system.visit import Visit

NEW_PHONE = "+4915123456791"


@proves("B2", "B5", "B13", "B16", "B19", "B30", "B37", "V24")
def test_a_reading_lowers_the_bill_and_a_phone_number_counts_after_its_code(untouched: System) -> None:
    with Visit(untouched, "meier-doubled-bill", signed_in=False) as julia:
        assert "ein Bot, kein Mensch" in julia.said
        assert "einen Menschen, bitte" in julia.said
        julia.says("warum ist meine rechnung so hoch??", "Kundennummer", never=("€",))
        julia.says("{persona.wrong_number}", "{persona.wrong_number}", "Prüfziffer")
        julia.says("oh, {persona.customer_number}", "Code mit sechs Ziffern", never=("Meier", "€"))
        julia.gives_code("{invoices.Wohnung.0.number}")
        bill = next(one for one in julia.get("/invoices") if one["service_point_name"] == "Wohnung")
        julia.says("die garage meine ich nicht, die von der wohnung", bill["number"], "mehr Verbrauch", "geschätzt")

        julia.says("und wann endet mein vertrag da eigentlich?", "{contracts.Wohnung.ends_on}")
        shown = julia.fill("{reading.Wohnung.likely}")
        julia.says(f"der zähler in der wohnug zeigt {shown}", "Ist das richtig?", "mit Ihrem Foto", file="photo")
        assert readings(julia, shown) == []
        julia.says("ja", "notiert", "weniger, als wir geschätzt hatten", "Korrektur der Rechnung")
        (booked,) = readings(julia, shown)
        julia.holds(booked, source="customer", check_state="accepted")
        wish = julia.only(f"/invoices/{bill['number']}/correction-requests", state="requested")
        ticket = julia.only("/tickets", number=wish["ticket_number"])
        julia.holds(ticket, kind="correction", state="open", said="number", ahead="answer_due_on")

        julia.says("meine handynummer stimmt nich mehr, die neue ist 0151 23456790", "23456790", "Ist das richtig?")
        julia.says("nein, hinten 91: 0151 23456791", "23456791", "sobald sie bestätigt ist")
        julia.signs("ja", "eigener Code", "zweiten Code an +49 *** 6791")
        assert confirmed(julia)["+49 *** 6791"] is False
        julia.gives_code("Erledigt", "+49 *** 6791", at=NEW_PHONE)
        assert confirmed(julia)["+49 *** 6791"] is True
        julia.says("schicken sie mir das bitte per mail", "keine bestätigte E-Mail-Adresse")


def readings(visit: Visit, shown: str) -> list[Json]:
    """The readings of the flat with a value."""
    point = visit.only("/service-points", name="Wohnung")["id"]
    found: list[Json] = visit.get("/readings", service_point_id=point, limit="10")
    return [read for read in found if float(read["value"]) == float(shown)]


def confirmed(visit: Visit) -> dict[str, bool]:
    """Whether each address of the customer counts, by how it is shown."""
    return {address["masked"]: address["confirmed"] for address in visit.get("/customer")["addresses"]}
