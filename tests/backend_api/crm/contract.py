"""What every CRM adapter must do; each is given the same customers, however it keeps them."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from backend_api.crm.port import Crm, PostalAddress, RecordChange
from backend_api.customers.numbers import LookupForms

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
PERSON_NUMBER = "00500009"
"""With zeros in front, which a whole number loses."""
PERSON_ID = "90010112318"
COMPANY_NIP = "7811230016"
APPLICATION = "A-0500009"
PERSON_PHONE = "+4915155500100"
PERSON_MAIL = "Zofia.Kowal@example.com"
NEW_PHONE = "+48601002003"
NOBODY = UUID(int=5)


async def finds_a_person_by_number_and_by_id(crm: Crm) -> None:
    for text in (PERSON_NUMBER, f"K-{PERSON_NUMBER[:4]} {PERSON_NUMBER[4:]}", PERSON_ID):
        (found,) = await crm.find_by_number(LookupForms.of(text))
        assert (found.customer_number, found.kind, found.role) == (PERSON_NUMBER, "private", "private_customer")
        assert (found.first_name, found.name) == ("Zofia Maria", "Kowal-Nowak")
        assert (found.language, found.country, found.currency) == ("pl", "PL", "PLN")
        assert found.personal_id == PERSON_ID
        assert crm.holds(found.id)
        assert await crm.find(found.id) == found


async def finds_a_company_by_tax_id_and_application(crm: Crm) -> None:
    for text in (COMPANY_NIP, f"PL {COMPANY_NIP}", APPLICATION):
        (found,) = await crm.find_by_number(LookupForms.of(text))
        assert (found.application_number, found.customer_number) == (APPLICATION, None)
        assert (found.kind, found.role, found.tax_id) == ("company", "company_orders", COMPANY_NIP)
        assert (found.first_name, found.name) == (None, "Kwiaty, Trawa i Liście sp. z o.o.")
        assert found.postal == PostalAddress("ul. Długa", "3a", "61-701", "Poznań")


async def nobody_is_nobody(crm: Crm) -> None:
    for text in ("99999997", "hello", "-", "", "A-9999990", "00500008"):
        assert list(await crm.find_by_number(LookupForms.of(text))) == []
    assert await crm.find(NOBODY) is None
    assert list(await crm.addresses_of(NOBODY)) == []
    assert list(await crm.find_by_address("phone", "+4915199999999")) == []
    assert await crm.change(NOBODY, RecordChange(language="en")) is None
    assert await crm.confirm_address(NOBODY, NOBODY, now=NOW) is None
    assert await crm.bounce_address(NOBODY, "unknown_recipient", now=NOW) is None
    assert not await crm.remove_address(NOBODY, NOBODY)


async def addresses_come_phones_first_in_our_form(crm: Crm) -> None:
    person = await _person(crm)
    listed = await crm.addresses_of(person)
    assert [(one.kind, one.value.lower()) for one in listed] == [
        ("phone", PERSON_PHONE),
        ("email", PERSON_MAIL.lower()),
    ]
    assert [one.counts for one in listed] == [True, False]
    assert list(await crm.find_by_address("phone", PERSON_PHONE)) == [person]
    assert list(await crm.find_by_address("email", listed[1].value)) == [], "nobody has confirmed it"


async def an_address_counts_from_confirmation_to_bounce(crm: Crm) -> None:
    person = await _person(crm)
    company = (await crm.find_by_number(LookupForms.of(COMPANY_NIP)))[0].id
    added = await crm.add_address(person, "phone", NEW_PHONE, now=NOW)
    assert (added.kind, added.value, added.counts) == ("phone", NEW_PHONE, False)
    assert (await crm.add_address(person, "phone", NEW_PHONE, now=LATER)).id == added.id, "the same again is the same"
    assert await crm.confirm_address(company, added.id, now=NOW) is None, "it is not the company's"
    confirmed = await crm.confirm_address(person, added.id, now=NOW)
    assert confirmed is not None
    assert (confirmed.counts, confirmed.confirmed_at) == (True, NOW)
    assert list(await crm.find_by_address("phone", NEW_PHONE)) == [person]
    assert await crm.bounce_address(added.id, "unknown_recipient", now=LATER) == person
    bounced = {one.id: one for one in await crm.addresses_of(person)}[added.id]
    assert (bounced.counts, bounced.bounced_at, bounced.bounce_code) == (False, LATER, "unknown_recipient")
    again = await crm.confirm_address(person, added.id, now=LATER)
    assert again is not None
    assert (again.counts, again.bounced_at, again.bounce_code) == (True, None, None)
    assert again.confirmed_at == LATER, "proved again, it is known to be theirs since then"
    assert not await crm.remove_address(company, added.id)
    assert await crm.remove_address(person, added.id)
    assert not await crm.remove_address(person, added.id)
    assert len(await crm.addresses_of(person)) == 2


async def a_record_changes_only_where_it_is_told_to(crm: Crm) -> None:
    person = await _person(crm)
    before = await crm.find(person)
    assert before is not None
    new_home = PostalAddress("Nowa Droga", "12/4", "00-120", "Warszawa Wola")
    changed = await crm.change(person, RecordChange(name="Kowal", postal=new_home))
    assert changed is not None
    assert (changed.first_name, changed.name, changed.language) == ("Zofia Maria", "Kowal", "pl")
    assert changed.postal == new_home
    assert await crm.find(person) == changed
    back = await crm.change(person, RecordChange(name=before.name, language="en"))
    assert back is not None
    assert (back.name, back.language, back.postal) == (before.name, "en", new_home)
    await crm.change(person, RecordChange(language="pl"))


CASES = (
    finds_a_person_by_number_and_by_id,
    finds_a_company_by_tax_id_and_application,
    nobody_is_nobody,
    addresses_come_phones_first_in_our_form,
    an_address_counts_from_confirmation_to_bounce,
    a_record_changes_only_where_it_is_told_to,
)


async def at_once(crm: Crm) -> None:
    """Ten tries at once to add one address make one; for CRMs whose calls are transactions of their own."""
    person = await _person(crm)
    added = await asyncio.gather(*(crm.add_address(person, "phone", NEW_PHONE, now=NOW) for _ in range(10)))
    assert len({one.id for one in added}) == 1
    await crm.remove_address(person, added[0].id)


async def _person(crm: Crm) -> UUID:
    return (await crm.find_by_number(LookupForms.of(PERSON_NUMBER)))[0].id
