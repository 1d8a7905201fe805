"""Points, contracts and invoices go out as BO4E and come in again, with ids and sums checked."""

import copy
import sys
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend_api.bo4e import library
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

KINDS = ("service-points", "contracts", "invoices")
OTHER = world.APPLICANT.customer


def out(api: Api, kind: str, customer: UUID = world.ANNA.customer) -> Any:
    return api.done("GET", f"/export/bo4e/customers/{customer}/{kind}", secret=GATEWAY_SECRET)


def take(api: Api, items: list[Any], customer: UUID = OTHER) -> Any:
    return api.ask("POST", f"/import/bo4e/customers/{customer}", secret=GATEWAY_SECRET, body={"items": items})


def test_a_point_is_a_marktlokation(api: Api) -> None:
    export = out(api, "service-points")
    point = next(item for item in export["items"] if item["marktlokationsId"] == world.malo(1000))
    assert (point["_typ"], point["sparte"], point["energierichtung"]) == ("MARKTLOKATION", "STROM", "AUSSP")
    assert point["lokationsadresse"]["ort"] == "Köln"
    assert export["version"] == "202607.1.0"
    assert export["left_out"] >= 1, "the phone line"


def test_a_contract_is_a_vertrag_and_an_invoice_a_rechnung(api: Api) -> None:
    contract = next(item for item in out(api, "contracts")["items"] if item["vertragsnummer"] == "V-001000")
    assert (contract["_typ"], contract["vertragsart"]) == ("VERTRAG", "ENERGIELIEFERVERTRAG")
    assert contract["vertragskonditionen"]["kuendigungsfrist"]["dauer"] == "P1M"
    invoice = out(api, "invoices")["items"][0]
    assert invoice["_typ"] == "RECHNUNG"
    total = sum(float(line["gesamtpreis"]["wert"]) for line in invoice["rechnungspositionen"])
    assert float(invoice["gesamtbrutto"]["wert"]) == pytest.approx(total)


def moved(api: Api) -> list[Any]:
    """Everything of one customer, under other ids and numbers."""
    items = [item for kind in KINDS for item in out(api, kind)["items"]]
    text = str(items)
    assert str(world.BELA.customer) not in text
    renamed = copy.deepcopy(items)
    for item in renamed:
        item.pop("_id")
        if item["_typ"] == "MARKTLOKATION":
            item["zusatzAttribute"] = [entry for entry in item["zusatzAttribute"] if entry["name"] != "name"]
            item["zusatzAttribute"].append({"name": "name", "wert": f"Copy {items.index}"[:20]})
        if item["_typ"] == "VERTRAG":
            item["vertragsnummer"] = "X" + item["vertragsnummer"]
        if item["_typ"] == "RECHNUNG":
            item["rechnungsnummer"] = "X" + item["rechnungsnummer"]
            item["vertrag"]["vertragsnummer"] = "X" + item["vertrag"]["vertragsnummer"]
    return renamed


def bare(items: list[Any]) -> list[Any]:
    """Without our ids and without what is worked out anew."""
    kept = copy.deepcopy(items)
    for item in kept:
        item.pop("_id", None)
        item["zusatzAttribute"] = sorted(
            (entry for entry in item["zusatzAttribute"] if entry["name"] != "name"), key=lambda entry: entry["name"]
        )
    return sorted(kept, key=lambda item: str((item["_typ"], item.get("rechnungsnummer"), item.get("vertragsnummer"))))


def test_what_goes_out_comes_in_and_goes_out_the_same(own_api: Api) -> None:
    sent = moved(own_api)
    taken = take(own_api, sent)
    assert taken.status_code == 201, taken.text
    counts = taken.json()
    assert counts["invoices"] == len(out(own_api, "invoices")["items"])
    back = [item for kind in KINDS for item in out(own_api, kind, OTHER)["items"]]
    known = {item["_typ"]: item for item in sent}
    assert set(known) == {"MARKTLOKATION", "VERTRAG", "RECHNUNG"}
    ppe = [item for item in back if any(entry["name"] == "ppe" for entry in item["zusatzAttribute"])]
    assert bare([item for item in back if item not in ppe]) == bare(sent)
    again = take(own_api, sent).json()
    assert (again["service_points"], again["contracts"], again["invoices"]) == (0, 0, 0)
    assert again["unchanged"] == len(sent)


def broken(api: Api, kind: str, **changes: Any) -> dict[str, Any]:
    item = next(item for item in moved(api) if item["_typ"] == kind)
    item.update(changes)
    return item


@pytest.mark.parametrize(
    ("kind", "changes", "problem"),
    [
        ("MARKTLOKATION", {"marktlokationsId": "12345678901"}, "id_check_digit"),
        ("MARKTLOKATION", {"marktlokationsId": "123"}, "id_length"),
        ("MARKTLOKATION", {"marktlokationsId": None}, "id_length"),
        ("MARKTLOKATION", {"sparte": "WASSER"}, "sector_unknown"),
        ("MARKTLOKATION", {"lokationsadresse": None}, "address_missing"),
        ("MARKTLOKATION", {"sparte": "HOLZ"}, "malformed"),
        ("VERTRAG", {"vertragsnummer": "not a number"}, "number_malformed"),
        ("VERTRAG", {"vertragsteile": []}, "location_missing"),
        ("VERTRAG", {"vertragsnummer": "V-002000"}, "service_point_unknown"),
        ("RECHNUNG", {"gesamtbrutto": {"wert": "1.00", "waehrung": "EUR"}}, "sum_wrong"),
        ("RECHNUNG", {"gesamtbrutto": {"wert": "1.00001", "waehrung": "EUR"}}, "amount_malformed"),
        ("RECHNUNG", {"gesamtbrutto": {"wert": "1.00", "waehrung": "USD"}}, "word_unknown"),
        ("RECHNUNG", {"rechnungspositionen": []}, "lines_missing"),
    ],
)
def test_what_is_not_right_is_refused_with_its_place(
    api: Api, kind: str, changes: dict[str, Any], problem: str
) -> None:
    answer = take(api, [broken(api, kind, **changes)])
    assert (answer.status_code, answer.json()["code"]) == (422, "import_refused")
    assert answer.json()["details"]["problems"] == [{"place": 0, "problem": problem}]


@pytest.mark.parametrize("item", [{}, {"_typ": "TARIF"}, {"_typ": []}, {"_typ": "RECHNUNG"}, {"_typ": "VERTRAG"}])
def test_other_things_are_refused(api: Api, item: Any) -> None:
    assert take(api, [item]).status_code == 422


def test_one_bad_object_keeps_all_out(own_api: Api) -> None:
    items = [*moved(own_api), {"_typ": "TARIF"}]
    answer = take(own_api, items)
    assert answer.json()["details"]["problems"] == [{"place": len(items) - 1, "problem": "type_unknown"}]
    assert not [item for item in out(own_api, "contracts", OTHER)["items"] if item["vertragsnummer"].startswith("X")]


def test_another_customers_number_is_taken(own_api: Api) -> None:
    point = broken(own_api, "MARKTLOKATION")
    contract = broken(own_api, "VERTRAG", vertragsnummer="V-002000")
    answer = take(own_api, [contract, point])
    assert answer.json()["details"]["problems"] == [{"place": 0, "problem": "number_taken"}]


def test_without_the_library_the_routes_say_how_to_get_it(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bo4e", None)
    library.library.cache_clear()
    try:
        for kind in KINDS:
            path = f"/export/bo4e/customers/{world.ANNA.customer}/{kind}"
            answer = api.ask("GET", path, secret=GATEWAY_SECRET)
            assert (answer.status_code, answer.json()["code"]) == (501, "bo4e_missing")
            assert "pip install" in answer.json()["message"]
    finally:
        library.library.cache_clear()


def test_it_is_for_an_erp_and_back_office(api: Api) -> None:
    path = f"/export/bo4e/customers/{world.ANNA.customer}/contracts"
    assert api.ask("GET", path, fact=api.fact(roles=["back_office"], person=world.uid(888))).status_code == 200
    for fact in (api.fact(world.ANNA.customer, "fresh"), api.fact(roles=["agent"], person=world.uid(888))):
        assert api.ask("GET", path, fact=fact).status_code == 403
    assert api.ask("GET", path).status_code == 403
    missing = api.ask("GET", f"/export/bo4e/customers/{uuid4()}/contracts", secret=GATEWAY_SECRET)
    assert missing.status_code == 404
