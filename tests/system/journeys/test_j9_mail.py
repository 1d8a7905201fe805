"""A mail in two languages with files: from an address nobody knows to an order, in one case."""

from datetime import datetime
from uuid import uuid4

import pytest

from tests.system.device import Device
from tests.system.files import FILES, huge_picture
from tests.system.marks import proves
from tests.system.records import TIME_ZONE, plain
from tests.system.running import System, phone_of
from wattline.demo import wording

FIRST_MAIL = """Добрий день! Я переїхала в нову квартиру, надсилаю рахунок і фото лічильника.

Ich bin am {day:%d.%m.%Y} in die Domstraße 12, 50667 Köln eingezogen und möchte den Einzug melden.
Die Zählernummer ist 1EMH0012345678. Anbei die alte Rechnung und ein Foto vom Zähler.

Mit freundlichen Grüßen
"""
UNSAFE = ("Schluessel.exe", b"MZ\x90\x00" + bytes(200))


@proves("B1", "B11", "B30", "V23")
@pytest.mark.timeout(120, func_only=True)
def test_a_mail_in_two_languages_becomes_a_move_in(untouched: System) -> None:
    work, phone = f"olena.{uuid4().hex[:8]}@kanzlei.example", phone_of(untouched.persona("ivanova-house-credit"))
    with Device(untouched, "ivanova-house-credit", "email", work) as olena:
        olena.language, first = "de", datetime.now(TIME_ZONE).date().replace(day=1)
        the_first = plain(wording.long_date(first.isoformat(), "de"))
        before = olena.get("/orders")
        personal = (olena.get("/customer")["name"], olena.persona["customer_number"], phone[-4:])
        olena.says(
            FIRST_MAIL.format(day=first),
            *("Zum Schutz Ihrer Daten", "Kundennummer", "In welcher Sprache möchten Sie weiterschreiben?"),
            subject="Fwd: AW: ?",
            files=[("Rechnung.pdf", FILES["paper"][1]), ("Zähler.png", FILES["photo"][1])],
            never=personal,
        )
        assert olena.newest[-1]["subject"] == "Re: Fwd: AW: ?"
        olena.presses("Deutsch", "auf Deutsch weiter", "Kundennummer")
        olena.answers("{persona.customer_number}", "ein Code mit sechs Ziffern", never=personal)
        olena.gives_code("das hat geklappt", f"Was zeigte der neue Zähler am {the_first}?", at=phone)
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

        olena.says(
            "4711 kWh",
            *("Domstraße 12, 50667 Köln", f"erster Tag {the_first}", "1EMH0012345678", "4711"),
            subject="Noch etwas",
        )
        assert olena.get("/orders") == before
        olena.presses("Ja", "Einzug: Auftrag O-")
        order = olena.only("/orders", kind="move_in")
        olena.holds(order, said="number", state="placed")
        details = olena.get(f"/orders/{order['number']}")["details"]
        assert (details["address"]["street"], details["address"]["house_number"]) == ("Domstraße", "12")
        assert (details["meter_number"], details["first_reading"]) == ("1EMH0012345678", "4711")
        assert details["moves_in_on"] == first.isoformat()

    with Device(untouched, "ivanova-house-credit", "sms") as olena:
        olena.says("Wie weit ist mein Umzug?", order["number"], never=("Domstraße", "4711"))


@proves("B11")
@pytest.mark.parametrize(
    ("words", "too_large", "unsafe"),
    [
        ("Guten Tag, anbei der Plan der Wohnung.", "ist zu groß für mich", "kann ich nicht annehmen"),
        ("Good morning, the plan of the flat is attached.", "is too large for me", "I cannot take"),
        ("Dzień dobry, w załączniku plan mieszkania.", "jest dla mnie za duży", "nie mogę przyjąć"),
    ],
    ids=["de", "en", "pl"],
)
def test_files_that_cannot_be_taken_are_named(untouched: System, words: str, too_large: str, unsafe: str) -> None:
    with Device(untouched, "ivanova-house-credit", "email", f"olena.{uuid4().hex[:8]}@kanzlei.example") as olena:
        named = ("Plan.png", "Schluessel.exe")
        olena.says(words, too_large, unsafe, *named, files=[("Plan.png", huge_picture()), UNSAFE], subject="?")
