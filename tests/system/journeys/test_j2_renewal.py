"""The contract runs out: an offer is accepted with its text and a proof, printed, and withdrawn from."""

import contextlib
import sqlite3

from tests.system.marks import proves
from tests.system.running import System
from tests.system.visit import Visit


@proves("B7", "B18", "B22", "B23", "B25", "V8", "V12")
def test_a_renewal_is_accepted_and_withdrawn_from(untouched: System) -> None:
    with Visit(untouched, "brown-ends-soon") as olivia:
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

        olivia.holds(olivia.only("/offers", number=second["number"]), state="accepted")
        assert newest_acceptance(untouched) == (second["text_version"], "fresh")
        order = olivia.get(f"/orders/{olivia.only('/orders', kind='renewal')['number']}")
        olivia.holds(order, state="accepted", placed_by="customer", said="number")
        follower = olivia.only("/contracts", follows_id=before["id"])
        olivia.holds(follower, state="future", starts_on=second["starts_on"], ahead="withdrawal_until_on")
        olivia.holds(olivia.only("/contracts", id=before["id"]), ended_by="renewal")

        olivia.says("can you send me teh papers so I can print them?", follower["number"])
        assert olivia.downloads(f"{follower['number']}.pdf").startswith(b"%PDF")
        olivia.says("I changed my mind and would like to withdraw from the contract I just signed", follower["number"])
        olivia.signs("yes", "a code of its own", "you have withdrawn", before["number"])
        olivia.holds(olivia.only("/contracts", id=follower["id"]), ended_by="withdrawal")
        assert olivia.only("/contracts", id=before["id"]) == before
        olivia.holds(olivia.get(f"/orders/{order['number']}"), outcome="ended")
        olivia.says("so until when does my contract run now", before["number"], "{contracts.Flat.ends_on}")


def newest_acceptance(system: System) -> tuple[str, str]:
    """Text version and proof of the offer that was accepted last; no route tells them afterwards."""
    with contextlib.closing(sqlite3.connect(f"file:{system.layout.var}/backend.db?mode=ro", uri=True)) as database:
        found = database.execute(
            "SELECT text_version, level FROM offer_acceptances WHERE proven_at IS NOT NULL ORDER BY accepted_at DESC"
        ).fetchone()
    return found[0], found[1]
