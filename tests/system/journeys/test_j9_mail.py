"""A mail in two languages with files: from an address nobody knows to an order, in one case."""

from uuid import uuid4

import pytest

from tests.system.device import Device
from tests.system.files import FILES, huge_picture
from tests.system.marks import proves
from tests.system.running import System, phone_of

FIRST_MAIL = """Добрий день! Я переїхала в нову квартиру, надсилаю рахунок і фото лічильника.

Ich bin umgezogen und möchte den Einzug melden. Die neue Adresse ist Domstraße 12, 50667 Köln.
Anbei die alte Rechnung und ein Foto vom Zähler.

Mit freundlichen Grüßen
"""
UNSAFE = ("Schluessel.exe", b"MZ\x90\x00" + bytes(200))


@proves("B1", "B11", "B13", "B30", "V23", "V24")
@pytest.mark.timeout(120, func_only=True)
def test_a_mail_in_two_languages_becomes_a_move_in(untouched: System) -> None:
    work, phone = f"olena.{uuid4().hex[:8]}@kanzlei.example", phone_of(untouched.persona("ivanova-house-credit"))
    with Device(untouched, "ivanova-house-credit", "email", work) as olena:
        olena.language = "de"
        before = olena.get("/orders")
        personal = (olena.get("/customer")["name"], olena.persona["customer_number"], phone[-4:])
        olena.says(
            FIRST_MAIL,
            *("Zum Schutz Ihrer Daten", "Kundennummer", "In welcher Sprache möchten Sie weiterschreiben?"),
            subject="Fwd: AW: ?",
            files=[("Rechnung.pdf", FILES["paper"][1]), ("Zähler.png", FILES["photo"][1])],
            never=personal,
        )
        assert olena.newest[-1]["subject"] == "Re: Fwd: AW: ?"
        olena.presses("Deutsch", "auf Deutsch weiter", "Kundennummer")
        olena.answers("{persona.customer_number}", "ein Code mit sechs Ziffern", never=personal)
        olena.gives_code("das hat geklappt", "Wann ist Ihr erster Tag am neuen Ort?", at=phone)

        assert olena.linked() == ["email"]

        olena.writes_unanswered(answers=olena.newest[-1], kind="away")
        with Device(untouched, None, "email", f"vermieter.{uuid4().hex[:8]}@haus.example") as landlord:
            landlord.says(
                "Ich bin der Vermieter und stand in Kopie: Wie hoch ist der Abschlag für die Wohnung?",
                *("Ihre Nachricht liegt jetzt beim Vorgang", "antworten wir nur"),
                answers=olena.newest[-1],
                never=(*personal, "€", "Abschlag"),
            )
        olena.hears_nothing()

        olena.answers("Das war am 1. November.", "Nummer des neuen Zählers")
        olena.answers("1EMH0012345678", "Was zeigte der neue Zähler am 1. November")
        olena.says(
            "4711 kWh",
            "Domstraße 12, 50667 Köln",
            "erster Tag 1. November",
            "1EMH0012345678",
            "4711",
            subject="Noch etwas",
        )
        assert olena.get("/orders") == before
        olena.presses("Ja", "Einzug: Auftrag O-")
        order = olena.only("/orders", kind="move_in")
        olena.holds(order, said="number", state="placed")
        details = olena.get(f"/orders/{order['number']}")["details"]
        assert (details["address"]["street"], details["address"]["house_number"]) == ("Domstraße", "12")
        assert (details["meter_number"], details["first_reading"]) == ("1EMH0012345678", "4711")
        assert details["moves_in_on"].endswith("-11-01")

    with Device(untouched, "ivanova-house-credit", "sms") as olena:
        olena.says("Wie weit ist mein Umzug?", order["number"], never=("Domstraße", "4711"))


@proves("B11")
def test_files_that_cannot_be_taken_are_named(untouched: System) -> None:
    with Device(untouched, "ivanova-house-credit", "email", f"olena.{uuid4().hex[:8]}@kanzlei.example") as olena:
        olena.says(
            "Guten Tag, anbei der Plan der Wohnung und der Schlüssel.",
            *("„Wohnung.png“ ist zu groß für mich", "Foto in geringerer Auflösung"),
            *("„Schluessel.exe“ kann ich nicht annehmen", "als Foto oder als Bildschirmfoto"),
            subject="Unterlagen",
            files=[("Wohnung.png", huge_picture()), UNSAFE],
        )
