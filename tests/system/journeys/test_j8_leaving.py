"""A customer leaves: the notice first, one counter-offer when it is wished, and everything until the last złoty."""

from datetime import date, timedelta

from tests.system.dialogue import Json
from tests.system.marks import proves
from tests.system.running import System
from tests.system.surroundings import Erp
from tests.system.visit import Visit


@proves("V8", "V13")
def test_a_notice_one_counter_offer_and_the_last_bill(untouched: System) -> None:
    with Visit(untouched, "pawlak-price-announced") as joanna:
        running = joanna.only("/contracts", state="active")
        joanna.says(
            "chce wypowiedziec umowe, za drogo sie robi", running["number"], "rośnie cena", "Czy mam to zrobić?"
        )
        joanna.says("a ile teraz płacę za kilowatogodzinę?", "{contracts.Mieszkanie.unit_price}", "Wracamy do tematu")
        assert joanna.get("/notices") == []
        joanna.says("nie wiem, może jednak nie", never=("przyjęte",))
        joanna.signs(
            "dobra, wypowiadam", "osobny kod", "Wypowiedzenie przyjęte", "faktura końcowa do", "Czy mam ją przedstawić?"
        )
        notice = notice_of(joanna, running)
        joanna.holds(notice, right="special_price_rise", reason="price", state="received", result="not_asked")
        joanna.holds(notice, said="receipt_number")
        ending = joanna.only("/contracts", id=running["id"])
        joanna.holds(ending, state="ending", ended_by="notice", ends_on=notice["ends_on"])
        last_old_day = date.fromisoformat(running["price_change"]["effective_on"]) - timedelta(days=1)
        assert notice["ends_on"] == last_old_day.isoformat()

        joanna.says("no dobrze, tak", "rocznie przy", "po dzisiejszych cenach", "Czy przyjąć ją i zostać u nas?")
        offer = joanna.only("/offers", kind="counter_offer")
        joanna.holds(offer, contract_id=running["id"], state="open")
        joanna.says("nie, dziękuję", "nie zapytam ponownie", notice["receipt_number"])
        joanna.holds(joanna.only("/offers", kind="counter_offer"), state="declined")
        joanna.holds(notice_of(joanna, running), result="declined", state="received", can_ask_for_counter_offer=False)
        joanna.says("a macie może jednak coś tańszego?", never=(offer["number"],))
        assert len([one for one in joanna.get("/offers") if one["kind"] == "counter_offer"]) == 1
        joanna.says("kiedy konczy sie moja umowa", "wypowiedziana", "{contracts.Mieszkanie.ends_on}", never=("ofert",))

        with Erp(untouched) as erp:
            tracks_the_leaving(joanna, erp, notice["receipt_number"])


def tracks_the_leaving(joanna: Visit, erp: Erp, receipt: str) -> None:
    """Final reading, final bill and credit are asked about while the ERP reports one step after the other."""
    order = joanna.get(f"/orders/{receipt}")
    joanna.holds(order, kind="contract_cancellation", state="received")
    joanna.says("a kiedy dostane fakturę końcową?", "{orders.0.promised_on}", "Proszę odczytać licznik w ostatnim dniu")
    joanna.says("jak coś nadpłaciłam, to oddacie?", "Jeśli z faktury końcowej wyniknie nadpłata, zostanie zwrócona")
    erp.moves(receipt, "confirmed", "supply_ended")
    joanna.says("kiedy przyjdzie rozliczenie końcowe?", "dostawa zakończyła się", never=("odczytać licznik",))
    erp.moves(receipt, "final_bill_sent")
    joanna.says("czy jest już faktura końcowa?", "faktura końcowa jest już wysłana", "nadpłata")
    erp.moves(receipt, "settled")
    joanna.says("i co z nadpłatą z faktury końcowej?", "wszystko zostało rozliczone", never=("nadpłata",))
    joanna.holds(joanna.get(f"/orders/{receipt}"), state="settled", outcome="done")


def notice_of(visit: Visit, contract: Json) -> Json:
    """The notice of a contract."""
    return visit.only("/notices", contract_id=contract["id"])
