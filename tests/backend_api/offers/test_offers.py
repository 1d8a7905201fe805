"""Contracts that end are found, offers worked out from the real use, accepted once, and withdrawn from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Update, select, update

from backend_api.database import sync_session_factory
from backend_api.tables import Activation, DomainEvent, Offer, OfferAcceptance
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.contracts.rows import VERSION

ANNA = world.ANNA
SUMMER = datetime(2027, 7, 5, 9, tzinfo=UTC)
"""57 days before the end of Anna's term."""
YES = {"text_version": VERSION}


def fresh(api: Api, thing: str, customer: Any = ANNA.customer) -> str:
    return api.fact(customer, "fresh", bound_to=thing)


def prepare(api: Api) -> Any:
    return api.done("POST", f"/contracts/{ANNA.contract}/offers", fact=api.fact(ANNA.customer))


def accept(api: Api, offer: str, **asked: Any) -> Any:
    return api.ask("POST", f"/offers/{offer}/acceptance", fact=fresh(api, f"offer:{offer}"), body=YES, **asked)


def contract(api: Api, contract_id: Any = ANNA.contract) -> Any:
    return api.json(f"/contracts/{contract_id}", ANNA.customer)


def change(api: Api, statement: Update) -> None:
    sessions = sync_session_factory(api.database)
    with sessions() as session, session.begin():
        session.execute(statement)
    sessions.kw["bind"].dispose()


def events(api: Api, name: str) -> list[dict[str, Any]]:
    sessions = sync_session_factory(api.database)
    with sessions() as session:
        found = session.scalars(select(DomainEvent).where(DomainEvent.name == name).order_by(DomainEvent.id)).all()
    sessions.kw["bind"].dispose()
    return [event.about for event in found]


@pytest.mark.capability("V12")
def test_an_offer_is_worked_out_accepted_and_in_force(own_api: Api) -> None:
    api = own_api
    with api.at(SUMMER):
        made = prepare(api)
        assert made["possible"] is True
        assert made["starts_on"] == "2027-09-01"
        offer = made["offers"][0]
        assert (offer["product_number"], offer["starts_on"]) == ("STROM-12", "2027-09-01")
        assert offer["use"] == {
            "kwh": offer["use"]["kwh"],
            "basis": "measured_year",
            "from_on": offer["use"]["from_on"],
            "to_on": offer["use"]["to_on"],
        }
        assert offer["use"]["kwh"] == 1320
        assert offer["yearly_cost"] == {"amount": "562.50", "currency": "EUR"}
        assert offer["present_yearly_cost"] == {"amount": "562.50", "currency": "EUR"}
        assert offer["saving"] == {"amount": "0.00", "currency": "EUR"}
        assert prepare(api) == made, "as long as they are right they stay"
        text = api.json(f"/offers/{offer['id']}", ANNA.customer)
        assert (text["text"], text["text_version"]) == ("Words of a renewal in de.", VERSION)
        done = accept(api, offer["id"])
        assert done.status_code == 201, done.text
        agreed = done.json()
        assert (agreed["order_state"], agreed["level"], agreed["text_version"]) == ("accepted", "fresh", VERSION)
        assert (agreed["starts_on"], agreed["term_ends_on"]) == ("2027-09-01", "2028-08-31")
        assert agreed["withdrawal_until_on"] == "2027-07-19"
        order = api.done("GET", f"/orders/{agreed['order_number']}", fact=api.fact(ANNA.customer))
        assert (order["kind"], order["state"]) == ("renewal", "accepted")
        old, new = contract(api), contract(api, agreed["contract_id"])
        assert (old["state"], old["ends_on"], old["ended_by"]) == ("ending", "2027-08-31", "renewal")
        assert (new["state"], new["starts_on"], new["follows_id"]) == ("future", "2027-09-01", str(ANNA.contract))
        assert api.json(f"/contracts/{ANNA.contract}/renewal", ANNA.customer)["problems"] == [
            "notice_given",
            "renewed_already",
        ]
    assert events(api, "offer_accepted")[-1]["order_number"] == agreed["order_number"]


@pytest.mark.capability("V12")
def test_a_withdrawal_restores_the_former_state(own_api: Api) -> None:
    api = own_api
    with api.at(SUMMER):
        before = contract(api)
        agreed = accept(api, prepare(api)["offers"][0]["id"]).json()
    with api.at(datetime(2027, 7, 13, 9, tzinfo=UTC)):
        path = f"/contracts/{agreed['contract_id']}/withdrawal"
        stale = api.ask("POST", path, fact=fresh(api, "contract:other"))
        assert stale.json()["needed"] == "fresh"
        done = api.done("POST", path, fact=fresh(api, f"contract:{agreed['contract_id']}"))
        assert (done["order_state"], done["restored_contract_number"]) == ("withdrawn", "V-001000")
        assert done["restored_ends_on"] == "2027-08-31"
        again = api.ask("POST", path, fact=fresh(api, f"contract:{agreed['contract_id']}"))
        assert (again.status_code, again.json()["code"]) == (409, "withdrawal_not_possible")
        given_up = contract(api, agreed["contract_id"])
        assert (given_up["state"], given_up["ended_by"], given_up["ends_on"]) == ("ended", "withdrawal", None)
        assert given_up["earliest_end_on"] == given_up["starts_on"], "no end before its start"
        assert contract(api) == before
        renewed = prepare(api)
        assert renewed["possible"] is True
    states = {offer["state"] for offer in api.json("/offers", ANNA.customer)["items"]}
    assert "withdrawn" in states
    assert events(api, "contract_withdrawn")[-1]["order_number"] == agreed["order_number"]


def test_a_withdrawal_that_comes_too_late_is_refused(own_api: Api) -> None:
    with own_api.at(SUMMER):
        agreed = accept(own_api, prepare(own_api)["offers"][0]["id"]).json()
    with own_api.at(datetime(2027, 7, 20, 9, tzinfo=UTC)):
        answer = own_api.ask(
            "POST",
            f"/contracts/{agreed['contract_id']}/withdrawal",
            fact=fresh(own_api, f"contract:{agreed['contract_id']}"),
        )
    assert (answer.status_code, answer.json()["details"]) == (409, {"withdrawal_until_on": "2027-07-19"})


def test_cancelling_the_order_restores_as_well(own_api: Api) -> None:
    with own_api.at(SUMMER):
        agreed = accept(own_api, prepare(own_api)["offers"][0]["id"]).json()
        number = agreed["order_number"]
        own_api.done("POST", f"/orders/{number}/cancellation", fact=fresh(own_api, f"order:{number}"), body={})
        assert contract(own_api)["state"] == "active"
        assert contract(own_api, agreed["contract_id"])["state"] == "ended"


@pytest.mark.capability("B23")
def test_a_yes_needs_a_code_for_this_very_offer_and_these_very_words(own_api: Api) -> None:
    api = own_api
    with api.at(SUMMER):
        offer = prepare(api)["offers"][0]["id"]
        path = f"/offers/{offer}/acceptance"
        for fact in (api.fact(ANNA.customer), fresh(api, "offer:other")):
            refused = api.ask("POST", path, fact=fact, body=YES)
            assert (refused.status_code, refused.json()["needed"]) == (403, "fresh")
        other = api.ask("POST", path, fact=fresh(api, f"offer:{offer}"), body={"text_version": "2025-01"})
        assert (other.status_code, other.json()["code"]) == (409, "offer_text_changed")
        first = accept(api, offer, key="one")
        assert first.status_code == 201
        assert accept(api, offer, key="one").json() == first.json(), "the same try again"
        second = accept(api, offer, key="two")
        assert (second.status_code, second.json()["details"]) == (409, {"state": "accepted"})
    sessions = sync_session_factory(api.database)
    with sessions() as session:
        (kept,) = session.scalars(select(OfferAcceptance)).all()
        assert (kept.level, kept.conversation, kept.text_version) == ("fresh", "c-1", VERSION)
        assert kept.accepted_at == SUMMER
    sessions.kw["bind"].dispose()


def test_a_yes_is_only_taken_where_renewals_are_switched_on(own_api: Api) -> None:
    with own_api.at(SUMMER):
        offer = prepare(own_api)["offers"][0]["id"]
        off = Activation(
            group_key="private_customer",
            channel="telegram",
            process="order_renewal",
            is_active=False,
            valid_from_on=world.TODAY,
            changed_at=world.NOW,
        )
        sessions = sync_session_factory(own_api.database)
        with sessions() as session, session.begin():
            session.add(off)
        sessions.kw["bind"].dispose()
        # By the conversation that the fact is about; what the service says goes before that.
        fact = own_api.fact(ANNA.customer, "fresh", bound_to=f"offer:{offer}", channel="telegram")
        answers = [
            own_api.client.post(
                f"/offers/{offer}/acceptance",
                json=YES,
                headers=own_api.headers(fact=fact) | said | {"Idempotency-Key": f"yes-{len(said)}"},
            )
            for said in ({}, {"Wattline-Channel": "sms"})
        ]
        assert [answer.status_code for answer in answers] == [403, 201]
        order = own_api.done("GET", f"/orders/{answers[1].json()['order_number']}", fact=own_api.fact(ANNA.customer))
        assert order["channel"] == "sms"


def test_a_helper_with_a_limit_neither_accepts_nor_ends(own_api: Api) -> None:
    api, helper = own_api, world.uid(1100)
    with api.at(SUMMER):
        offer = prepare(api)["offers"][0]["id"]
        asked = [
            (f"/offers/{offer}/acceptance", f"offer:{offer}", YES),
            (f"/contracts/{ANNA.contract}/notices", f"contract:{ANNA.contract}", {}),
            (f"/contracts/{ANNA.contract}/withdrawal", f"contract:{ANNA.contract}", None),
        ]
        for path, bound_to, body in asked:
            fact = api.fact(ANNA.customer, "fresh", person=helper, bound_to=bound_to)
            refused = api.ask("POST", path, fact=fact, body=body)
            assert (refused.status_code, refused.json()["code"]) == (403, "right_missing"), path
            assert refused.json()["details"] == {"right": "approves", "who_may": ["Maria Nowak"]}
        former = api.fact(ANNA.customer, "fresh", person=world.uid(9), bound_to=f"offer:{offer}")
        assert api.ask("POST", f"/offers/{offer}/acceptance", fact=former, body=YES).status_code == 403


def test_a_helper_with_a_limit_ends_nothing_by_the_order_either(own_api: Api) -> None:
    api, helper = own_api, world.uid(1100)
    with api.at(SUMMER):
        agreed = accept(api, prepare(api)["offers"][0]["id"]).json()
        number = agreed["order_number"]
        fact = api.fact(ANNA.customer, "fresh", person=helper, bound_to=f"order:{number}")
        refused = api.ask("POST", f"/orders/{number}/cancellation", fact=fact, body={})
        assert (refused.status_code, refused.json()["code"]) == (403, "right_missing")
        assert contract(api, agreed["contract_id"])["state"] == "future"


def test_a_contract_that_stands_is_not_ended_by_an_order_that_only_names_it(own_api: Api) -> None:
    api = own_api
    with api.at(SUMMER):
        agreed = accept(api, prepare(api)["offers"][0]["id"]).json()
        body = {
            "kind": "new_supply",
            "contract_number": agreed["contract_number"],
            "lines": [{"product_number": "STROM-12"}],
        }
        refused = api.ask("POST", "/orders", fact=api.fact(ANNA.customer), body=body)
        assert refused.status_code == 422
        assert refused.json()["details"]["fields"] == [{"field": "contract_number", "problem": "not_for_this_kind"}]
        assert contract(api, agreed["contract_id"])["state"] == "future"


def test_of_all_that_race_for_an_application_one_is_accepted(own_api: Api) -> None:
    body = {"product_number": "STROM-12", "service_point_id": str(ANNA.flat)}
    offer = own_api.done("POST", "/offers/applications", fact=own_api.fact(ANNA.customer), body=body)["id"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: accept(own_api, offer).status_code, range(8)))
    assert sorted(answers) == [201] + [409] * 7


def test_of_all_that_race_one_is_accepted(own_api: Api) -> None:
    with own_api.at(SUMMER):
        offer = prepare(own_api)["offers"][0]["id"]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: accept(own_api, offer).status_code, range(8)))
    assert sorted(answers) == [201] + [409] * 7


def test_of_two_offers_for_one_contract_one_is_accepted(own_api: Api) -> None:
    with own_api.at(SUMMER):
        first = prepare(own_api)["offers"][0]["id"]
        standing = str(world.uid(1500))
        change(own_api, update(Offer).where(Offer.id == world.uid(1500)).values(valid_until_on=SUMMER.date()))
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda offer: accept(own_api, offer), (first, standing)))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    (refused,) = [answer for answer in answers if answer.status_code == 409]
    assert refused.json()["code"] == "renewal_not_possible"


def test_declined_and_expired_offers_cannot_be_accepted(own_api: Api) -> None:
    api = own_api
    with api.at(SUMMER):
        offer = prepare(api)["offers"][0]["id"]
        declined = api.done("POST", f"/offers/{offer}/decline", fact=api.fact(ANNA.customer), body={})
        assert declined["state"] == "declined"
        assert accept(api, offer).json()["details"] == {"state": "declined"}
        again = api.ask("POST", f"/offers/{offer}/decline", fact=api.fact(ANNA.customer), body={})
        assert again.status_code == 409
        offer = prepare(api)["offers"][0]["id"]
    with api.at(datetime(2027, 8, 10, 9, tzinfo=UTC)):
        assert accept(api, offer).json()["details"] == {"state": "expired"}


def test_a_contract_far_from_its_end_is_not_renewed(api: Api) -> None:
    refused = api.ask("POST", f"/contracts/{ANNA.contract}/offers", fact=api.fact(ANNA.customer))
    assert (refused.status_code, refused.json()["details"]) == (409, {"problems": ["too_early"]})


@pytest.mark.capability("B22")
def test_the_scheduler_finds_prepares_and_chases_each_lead_time_once(own_api: Api) -> None:
    api = own_api

    def run() -> list[Any]:
        body = {"limit": 2000}
        return api.done("POST", "/operations/contracts/expiring", body=body, secret=GATEWAY_SECRET)["items"]

    def mine(items: list[Any]) -> list[Any]:
        return [item for item in items if item["contract_number"] == "V-001000"]

    assert not mine(run())
    with api.at(SUMMER):
        (found,) = mine(run())
        assert (found["lead_days"], found["ends_on"], found["notice_by_on"]) == (60, "2027-08-31", "2027-07-31")
        assert (found["without_action"], found["renews_until_on"]) == ("renews", "2028-08-31")
        assert found["offer_numbers"]
        assert not mine(run())
        offers = api.json(f"/contracts/{ANNA.contract}/renewal", ANNA.customer)["offers"]
        assert [offer["number"] for offer in offers] == found["offer_numbers"]
    with api.at(datetime(2027, 8, 5, 9, tzinfo=UTC)):
        (chased,) = mine(run())
        assert chased["lead_days"] == 30
        accept(api, api.json(f"/contracts/{ANNA.contract}/renewal", ANNA.customer)["offers"][0]["id"])
    with api.at(datetime(2027, 8, 20, 9, tzinfo=UTC)):
        assert not mine(run()), "a renewed contract is not chased"
    told = [about for about in events(api, "contract_expiring") if about["contract_number"] == "V-001000"]
    assert [about["lead_days"] for about in told] == [60, 30]


@pytest.mark.capability("B8")
def test_news_say_what_happens_without_action(own_api: Api) -> None:
    with own_api.at(SUMMER):
        own_api.done("POST", "/operations/contracts/expiring", body={}, secret=GATEWAY_SECRET)
    about = next(about for about in events(own_api, "contract_expiring") if about["contract_number"] == "V-001000")
    assert (about["ends_on"], about["notice_by_on"]) == ("2027-08-31", "2027-07-31")
    assert (about["without_action"], about["renews_until_on"]) == ("renews", "2028-08-31")


def test_pages_of_contracts_follow_one_another(own_api: Api) -> None:
    first = own_api.done("POST", "/operations/contracts/expiring", body={"limit": 1}, secret=GATEWAY_SECRET)
    assert first["checked"] == 1
    rest = own_api.done(
        "POST",
        "/operations/contracts/expiring",
        body={"after": first["next_after"], "limit": 500},
        secret=GATEWAY_SECRET,
    )
    assert rest["next_after"] is None


@pytest.mark.capability("B24")
@pytest.mark.capability("B27")
def test_a_prefilled_application_is_confirmed_and_its_switch_is_seen_at_once(own_api: Api) -> None:
    api = own_api
    form = {
        "point_name": "Cottage",
        "commodity": "electricity",
        "scheme": "malo",
        "identifier": world.malo(77),
        "meter_number": "1EMH0000123",
        "street": "Seeweg",
        "house_number": "3",
        "postcode": "50667",
        "city": "Köln",
        "country": "DE",
        "counterpart": "Old Power",
        "holder_name": "Maria Nowak",
    }
    body = {"product_number": "STROM-12", "form": form, "yearly_use_kwh": 2000, "starts_on": "2027-01-01"}
    offer = api.done("POST", "/offers/applications", fact=api.fact(ANNA.customer), body=body)
    assert (offer["kind"], offer["form"]["identifier"]) == ("application", world.malo(77))
    assert offer["yearly_cost"] == {"amount": "775.00", "currency": "EUR"}
    agreed = accept(api, offer["id"]).json()
    assert agreed["order_state"] == "signed"
    switch = next(
        item for item in api.json("/switches", ANNA.customer)["items"] if item["service_point_name"] == "Cottage"
    )
    assert (switch["stage"], switch["position"], switch["counterpart"]) == ("signed", 1, "Old Power")
    assert switch["start_on"] == "2027-01-01"
    assert contract(api, agreed["contract_id"])["state"] == "future"
    done = api.done(
        "POST",
        f"/contracts/{agreed['contract_id']}/withdrawal",
        fact=fresh(api, f"contract:{agreed['contract_id']}"),
    )
    assert done["order_state"] == "withdrawn"
    assert contract(api, agreed["contract_id"])["state"] == "ended"
    assert "Cottage" not in [item["service_point_name"] for item in api.json("/switches", ANNA.customer)["items"]]


@pytest.mark.capability("B24")
def test_an_application_for_new_supply_is_filled_from_a_known_point(own_api: Api) -> None:
    api = own_api
    body = {"product_number": "STROM-12", "service_point_id": str(ANNA.flat)}
    offer = api.done("POST", "/offers/applications", fact=api.fact(ANNA.customer), body=body)
    assert (offer["form"]["street"], offer["form"]["holder_name"]) == ("Domstr.", "Maria Nowak")
    agreed = accept(api, offer["id"]).json()
    order = api.done("GET", f"/orders/{agreed['order_number']}", fact=api.fact(ANNA.customer))
    assert (order["kind"], order["state"]) == ("new_supply", "placed")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"identifier": "12345678901"}, {"field": "form.identifier", "problem": "invalid"}),
        ({"commodity": "gas"}, {"field": "product_number", "problem": "not_for_this_place"}),
    ],
)
def test_an_application_that_cannot_be_used_is_refused(
    api: Api, changes: dict[str, Any], problem: dict[str, str]
) -> None:
    form = {
        "point_name": "Cottage",
        "commodity": "electricity",
        "scheme": "malo",
        "identifier": world.malo(78),
        "street": "Seeweg",
        "house_number": "3",
        "postcode": "50667",
        "city": "Köln",
        "country": "DE",
        "holder_name": "Maria Nowak",
    } | changes
    body = {"product_number": "STROM-12", "form": form}
    answer = api.ask("POST", "/offers/applications", fact=api.fact(ANNA.customer), body=body)
    assert (answer.status_code, answer.json()["details"]) == (422, {"fields": [problem]})


def test_words_of_offers_are_never_changed(own_api: Api) -> None:
    staff = own_api.fact(person=world.uid(1), roles=["back_office"])
    body = {
        "kind": "renewal",
        "language": "de",
        "version": "2027-01",
        "valid_from_on": "2027-01-01",
        "body": "Neue Worte.",
    }
    own_api.done("POST", "/staff/offer-texts", fact=staff, body=body)
    again = own_api.ask("POST", "/staff/offer-texts", fact=staff, body=body)
    assert (again.status_code, again.json()["code"]) == (409, "offer_text_exists")
    assert own_api.done("GET", "/staff/offer-texts", fact=staff)["total"] >= 6
    with own_api.at(SUMMER):
        assert prepare(own_api)["offers"][0]["text_version"] == "2027-01"
    customer = own_api.ask("GET", "/staff/offer-texts", fact=own_api.fact(ANNA.customer))
    assert (customer.status_code, customer.json()["code"]) == (403, "role_missing")
