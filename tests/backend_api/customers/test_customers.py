"""A customer's own record, and which numbers identify somebody."""

import pytest

from backend_api.customers.masks import mask_email, mask_phone
from backend_api.customers.models import Customer
from backend_api.customers.numbers import LookupForms, may_identify
from tests.backend_api import world
from tests.backend_api.conftest import Api


@pytest.mark.capability("B19")
def test_a_customer_sees_the_own_record_with_masked_addresses(api: Api) -> None:
    customer = api.json("/customer", world.ANNA.customer)
    assert customer["id"] == str(world.ANNA.customer)
    assert customer["customer_number"] == "00010009"
    assert (customer["first_name"], customer["name"], customer["kind"]) == ("Maria", "Nowak", "private")
    assert [(one["kind"], one["masked"], one["confirmed"], one["bounced"]) for one in customer["addresses"]] == [
        ("phone", "+49 *** 1000", True, False),
        ("email", "m***@example.com", True, False),
        ("email", "o***@example.com", False, False),
    ]
    assert customer["personal_id"] == "***359"
    assert "44051401359" not in str(customer)


@pytest.mark.capability("B27")
def test_an_applicant_without_customer_number_has_a_record(api: Api) -> None:
    customer = api.json("/customer", world.APPLICANT.customer)
    assert customer["customer_number"] is None
    assert customer["application_number"] == "A-0030007"
    assert customer["kind"] == "company"


@pytest.mark.parametrize(
    ("value", "masked"), [("+48601003000", "+48 *** 3000"), ("+4912345", "+49 *** 45"), ("", " *** ")]
)
def test_phones_are_masked(value: str, masked: str) -> None:
    assert mask_phone(value) == masked


@pytest.mark.parametrize(("value", "masked"), [("anna@x.pl", "a***@x.pl"), ("a@b@x.pl", "a***@x.pl"), ("x", "***@x")])
def test_mail_addresses_are_masked(value: str, masked: str) -> None:
    assert mask_email(value) == masked


@pytest.mark.parametrize(
    ("number", "second", "identifies"),
    [
        ("A-0030007", "5260001246", True),
        ("a 003 0007", "PL 526-000-12-46", True),
        ("A-0030007", "44051401359", False),
        ("A-0030007", "", False),
        ("A-0030007", "-", False),
        ("5260001246", "", True),
    ],
)
@pytest.mark.capability("B27")
def test_an_application_number_needs_the_id_on_record(number: str, second: str, *, identifies: bool) -> None:
    applicant = Customer(application_number="A-0030007", tax_id="5260001246")
    assert may_identify(applicant, LookupForms.of(number), LookupForms.of(second)) is identifies
