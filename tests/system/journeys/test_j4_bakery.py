"""Bakeries with several places: figures of all of them, and orders within and above a limit."""

import csv
import io
from datetime import datetime
from decimal import Decimal

from tests.system.dialogue import Json
from tests.system.marks import proves
from tests.system.periods import span
from tests.system.records import TIME_ZONE, plain
from tests.system.running import System
from tests.system.surroundings import an_hour_later, billing_system_down
from tests.system.visit import Visit
from wattline.demo import wording

PHONE_PRICE = 1700
"""Of the framework agreement, without tax."""

A_ROUNDED_MONTH = Decimal("0.1")
"""By how much the figure of a month may differ."""


@proves("B5", "B16", "B18", "B29", "B31", "V8", "V14")
def test_an_order_at_the_frameworks_prices(untouched: System) -> None:
    with Visit(untouched, "piekarnia-nip", signed_in=False) as halina:
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
        halina.holds(placed, kind="device", state="placed", said="number")
        assert [(line["product_number"], line["quantity"]) for line in placed["lines"]] == [("P5-PL", 2)]
        used = halina.get("/framework-agreements")[0]["limit"]["used"]
        assert float(used) == float(agreement["limit"]["used"]) + 2 * PHONE_PRICE
        halina.says("chciałabym porozmawiać z naszym opiekunem o cenach", "oddzwoni", "T-")
        halina.holds(halina.only("/tickets", kind="callback"), said="number")


@proves("B29", "V8", "V14")
def test_orders_above_a_limit_wait_for_a_yes_and_hear_a_no(untouched: System) -> None:
    """No chat signs a person yet: a colleague orders and the managing director decides over the backend's routes."""
    with Visit(untouched, "piekarnia-nip") as halina:
        wanted, unwanted = phones_of_marek(halina, 3), phones_of_marek(halina, 4)
        for order in (wanted, unwanted):
            halina.holds(order, state="awaiting_approval", waiting_for="approver")
        halina.says(f"co z zamówieniem {wanted['number']}?", "czeka na zatwierdzenie", "Zgodę musi jeszcze wyrazić")
        limit = halina.get("/framework-agreements")[0]["limit"]["used"]

        approval = f"/orders/{wanted['number']}/approval"
        halina.holds(halina.acts_as("Halina Kłos", approval, {"approved": True}), state="placed")
        halina.says(f"a teraz {wanted['number']}?", "zamówienie przyjęte", "{orders.1.promised_on}", never=("Zgodę",))
        halina.says("a ile kosztuje taki telfon?", "P5")
        refusal = f"/orders/{unwanted['number']}/approval"
        refused = halina.acts_as("Halina Kłos", refusal, {"approved": False, "reason": "Za dużo naraz"})
        halina.holds(refused, state="declined", outcome="ended")
        halina.says(f"i co z {unwanted['number']}?", unwanted["number"], "odrzucone", never=("Zgodę",))
        after = halina.get("/framework-agreements")[0]["limit"]["used"]
        assert Decimal(after) == Decimal(limit) - 4 * PHONE_PRICE


@proves("B5", "B16", "B29", "B31", "B36", "V5", "V14")
def test_fourteen_places_while_one_billing_system_is_silent(untouched: System) -> None:
    with Visit(untouched, "baeckerei-14-points", language="pl") as beate:
        question = "zużycie wszystkich 14 miejsc w zeszłym kwartale, w porównaniu z poprzednim rokiem"
        every = ("{use.Zentrale Backstube.last_quarter.total}", "{use.Kühllager.last_quarter.total}")
        beate.says(f"Dzień dobry, poproszę {question}", *every, "względem poprzedniego roku", never=("nie odpowiada",))
        with billing_system_down(untouched, "odczyt"):
            beate.says(f"jeszcze raz {question}", *every, "(Odczyt) w tej chwili nie odpowiada", "12 z 14 miejsc")
            stale = [row for row in in_last_quarter(beate, "/consumption/comparison")["points"] if not row["current"]]
            assert [row["service_point_name"] for row in stale] == ["Filiale Essen", "Kühllager"]
            as_of = datetime.fromisoformat(stale[0]["as_of"]).astimezone(TIME_ZONE)
            known = f"stan na {plain(wording.long_date(as_of.date().isoformat(), 'pl'))}, godz. {as_of:%H:%M}"
            assert f"{known}: Filiale Essen, Kühllager" in beate.said

            beate.says("a ile mamy terz do zapłaty?", "{account.balance}")
            beate.says("kto u nas może zamawiać?", "Lars Findeisen (może zamawiać)", "Tim Jansen (ma wgląd)")
            beate.says(
                "dobrze, to proszę zużycie wszystkich miejsc w zeszłym kwartale jako tabelę", "liczba miejsc: 14"
            )
            used = used_in_table(beate.downloads("zuzycie.csv"))
            points = beate.get("/service-points")
            assert set(used) == {point["name"] for point in points}
            for point in points:
                known_use = in_last_quarter(beate, "/consumption", service_point_id=point["id"])
                assert abs(used[point["name"]] - Decimal(known_use["total"])) < A_ROUNDED_MONTH * 3, point["name"]
        an_hour_later(untouched)
        beate.says(f"a teraz {question}", *every, never=("nie odpowiada",))
        next_year = datetime.now(TIME_ZONE).year + 1
        contracts = [one for one in beate.get("/contracts") if one["state"] != "ended"]
        ending = [one for one in contracts if (one["ends_on"] or "").startswith(str(next_year))]
        beate.says(
            "które umowy kończą się w przyszłym roku?",
            f"w tym czasie ({next_year}), {len(ending)} z {len(contracts)}",
            *(one["service_point_name"] for one in ending),
        )


def in_last_quarter(visit: Visit, path: str, **query: str) -> Json:
    """What the backend says about the last quarter."""
    first_on, last_on = span("last_quarter", datetime.now(TIME_ZONE).date())
    found: Json = visit.get(path, **query, **{"from": first_on.isoformat(), "to": last_on.isoformat()})
    return found


def phones_of_marek(visit: Visit, quantity: int) -> Json:
    """An order of the employee who may order up to a limit."""
    order = {
        "kind": "device",
        "details": {},
        "framework_number": visit.get("/framework-agreements")[0]["number"],
        "service_point_id": visit.only("/service-points", name="Sklep")["id"],
        "lines": [{"product_number": "P5-PL", "quantity": quantity}],
    }
    return visit.acts_as("Marek Sobczak", "/orders", order)


def used_in_table(content: bytes) -> dict[str, Decimal]:
    """What a table says was used at each place."""
    used: dict[str, Decimal] = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
        used[row["Miejsce"]] = used.get(row["Miejsce"], Decimal(0)) + Decimal(row["Zużycie"].replace(",", "."))
    return used
