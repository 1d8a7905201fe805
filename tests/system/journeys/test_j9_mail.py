"""A mail in two languages with files: from an address nobody knows to an order, in one case."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from tests.system.device import Device
from tests.system.dialogue import Json
from tests.system.files import FILES, huge_picture
from tests.system.marks import proves
from tests.system.records import TIME_ZONE
from tests.system.running import System, phone_of

OLENA = "ivanova-house-credit"
TOLD: Json = yaml.safe_load(Path(__file__).with_name("mail_with_files.yml").read_text(encoding="utf-8"))
METER = "1EMH0012345678"
UNSAFE = ("Schluessel.exe", b"MZ\x90\x00" + bytes(200))


@proves("B1", "B11", "B30", "V23")
@pytest.mark.timeout(150, func_only=True)
@pytest.mark.parametrize("language", TOLD)
def test_a_mail_in_two_languages_becomes_a_move_in(untouched: System, language: str) -> None:
    told, work, flat = TOLD[language], _mailbox("olena", "kanzlei"), _mailbox("owner", "haus")
    with Device(untouched, OLENA, "email", work) as olena, Device(untouched, None, "email", flat) as landlord:
        olena.language, first = language, datetime.now(TIME_ZONE).date().replace(day=1)
        before, personal = olena.get("/orders"), _personal(olena)
        _proves_herself(olena, told, told["mail"].format(day=first))
        assert olena.linked() == ["email"]
        _photo_is_kept(olena)
        _no_answer_to_an_absence(olena)

        words, *asked = told["meter"]
        olena.says(words, *_on(asked, olena.day(first)), answers=olena.newest[-1], copy=landlord.address)
        _landlord_joins(olena, landlord, told, personal)
        olena.says("4711 kWh", *_on(told["summary"], olena.day(first)), subject=told["subject"])
        case = olena.kept(words)
        assert case[0] == "customer"
        assert olena.kept("4711 kWh") == case
        assert olena.kept(told["landlord"][0]) == ("party", case[1])

        assert olena.get("/orders") == before
        olena.presses(*told["confirms"])
        order = olena.only("/orders", kind="move_in")
        olena.holds(order, said="number", state="placed")
        details = olena.get(f"/orders/{order['number']}")["details"]
        assert (details["address"]["street"], details["address"]["house_number"]) == ("Domstraße", "12")
        assert (details["meter_number"], details["first_reading"]) == (METER, "4711")
        assert details["moves_in_on"] == first.isoformat()

    with Device(untouched, OLENA, "sms") as olena:
        olena.language = language
        olena.says(f"{order['number']}?", order["number"], *told["state"], never=("Domstraße", "4711"))


@proves("B11", "V24")
@pytest.mark.parametrize("language", TOLD)
def test_who_was_in_copy_of_the_first_mail_joins_the_case(untouched: System, language: str) -> None:
    told, flat = TOLD[language], _mailbox("owner", "haus")
    with (
        Device(untouched, OLENA, "email", _mailbox("olena", "kanzlei")) as olena,
        Device(untouched, None, "email", flat) as landlord,
    ):
        mail = told["mail"].format(day=datetime.now(TIME_ZONE).date().replace(day=1))
        olena.says(mail, told["asked"][1], subject="Fwd: AW: ?", copy=flat)
        _landlord_joins(olena, landlord, told, _personal(olena))
        assert olena.kept(told["landlord"][0])[0] == "party"
        sent = olena.sent_since()
        landlord.writes_unanswered(answers=landlord.newest[-1], kind="away")
        assert olena.sent_since(sent) == 0


@proves("B11")
@pytest.mark.parametrize("language", TOLD)
def test_files_that_cannot_be_taken_are_named_with_another_way(untouched: System, language: str) -> None:
    with Device(untouched, OLENA, "email", _mailbox("olena", "kanzlei")) as olena:
        words, *refused = TOLD[language]["too_large"]
        files = [("Plan.png", huge_picture()), UNSAFE]
        olena.says(words, "Plan.png", "Schluessel.exe", *refused, files=files, subject="?")
        assert not olena.get("/documents")


def _proves_herself(olena: Device, told: Json, mail: str) -> None:
    """An address that nobody knows is told nothing until a code to the known phone has proven who writes."""
    files, personal = [("Rechnung.pdf", FILES["paper"][1]), ("Zähler.png", FILES["photo"][1])], _personal(olena)
    olena.says(mail, *told["asked"], subject="Fwd: AW: ?", files=files, never=personal)
    assert olena.newest[-1]["subject"] == "Re: Fwd: AW: ?"
    assert olena.get("/documents") == []
    olena.presses(*told["chooses"])
    olena.answers("{persona.customer_number}", told["code"], never=personal)
    olena.gives_code(*told["proven"], at=phone_of(olena.persona))


def _photo_is_kept(olena: Device) -> None:
    """The files of the first mail are the customer's papers now: the photo as one, the bill as what it is."""
    photo, bill = olena.only("/documents", kind="photo"), olena.only("/documents", kind="other")
    for paper, media_type, content in ((photo, "image/png", None), (bill, "application/pdf", FILES["paper"][1])):
        olena.holds(paper, direction="incoming", state="complete")
        [version] = paper["versions"]
        assert (version["content_type"], version["uploaded_by_kind"]) == (media_type, "customer")
        assert content is None or version["size_bytes"] == len(content)


def _no_answer_to_an_absence(olena: Device) -> None:
    """Her office answers that she is away; nobody answers that, and nothing is asked again."""
    sent = olena.sent_since()
    olena.writes_unanswered(answers=olena.newest[-1], kind="away")
    assert olena.sent_since(sent) == 0


def _landlord_joins(olena: Device, landlord: Device, told: Json, personal: tuple[str, ...]) -> None:
    """Whom her mail went to in copy got that mail and none of ours; what he answers is hers to see, and no answer."""
    landlord.hears()
    assert len(landlord.newest) == 1, landlord.newest
    words, *thanked = told["landlord"]
    landlord.answers(words, *thanked, never=(*personal, "€", METER))
    olena.hears(words)
    assert len(olena.newest) == 1, olena.newest


def _personal(olena: Device) -> tuple[str, ...]:
    """What only she may be told."""
    return (olena.get("/customer")["name"], olena.persona["customer_number"], phone_of(olena.persona)[-4:])


def _on(expected: list[str], day: str) -> list[str]:
    return [words.replace("{day}", day) for words in expected]


def _mailbox(whose: str, domain: str) -> str:
    """One that nobody has written from yet."""
    return f"{whose}.{uuid4().hex[:8]}@{domain}.example"
