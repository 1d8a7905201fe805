"""Phone numbers and mail addresses as customers write them."""

import pytest

from backend_api.contact_addresses.formats import NotAnAddressError, parse_email, parse_phone


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("0151 12001000", "DE", "+4915112001000"),
        ("+49 (0)151-12001000", "PL", "+4915112001000"),
        ("0049 151 12001000", "DE", "+4915112001000"),
        ("601 003 000", "PL", "+48601003000"),
        ("+48 601-003-000", "DE", "+48601003000"),
    ],
)
def test_phones_become_e164(text: str, country: str, number: str) -> None:
    assert parse_phone(text, country=country) == number


@pytest.mark.parametrize("text", ["", "110", "12345", "hello", "+49", "0151 12001000 ext. 5", "601 003 000 00000"])
def test_what_nobody_can_call_is_no_phone(text: str) -> None:
    with pytest.raises(NotAnAddressError):
        parse_phone(text, country="DE")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Anna.Nowak+x@Example.COM ", "Anna.Nowak+x@example.com"),
        ("zażółć@post.example", "zażółć@post.example"),
        ("a@müller-gmbh.example", "a@müller-gmbh.example"),
    ],
)
def test_mail_addresses_keep_their_local_part(text: str, address: str) -> None:
    assert parse_email(text) == address


@pytest.mark.parametrize(
    "text",
    ["", "@", "a@b", "a b@c.de", "a@b..de", "a@-b.de", "a@b.de\nx", '"a"@b.de', "a@[1.2.3.4]", "x" * 65 + "@b.de"],
)
def test_what_nobody_is_sent_to_is_no_address(text: str) -> None:
    with pytest.raises(NotAnAddressError):
        parse_email(text)
