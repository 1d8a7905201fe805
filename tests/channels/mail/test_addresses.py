"""Our own addresses carry the case's token, which nobody can guess and mail servers do not spoil."""

import pytest

from channels.errors import FinalError
from channels.mail.addresses import case_address, case_token, new_case_token

MAILBOX = "service@supplier.example"
TOKEN = "abcdefghijklmnop234567abcd"


def test_there_and_back() -> None:
    token = new_case_token()
    assert len(token) == 26
    assert token != new_case_token()
    address = case_address(MAILBOX, token)
    assert case_token(address, [MAILBOX]) == case_token(address.upper(), [MAILBOX]) == token


@pytest.mark.parametrize(
    "address",
    [
        MAILBOX,
        f"service+@{MAILBOX}",
        f"service+{TOKEN}@elsewhere.example",
        f"other+{TOKEN}@supplier.example",
        f"service+{TOKEN}!@supplier.example",
        "service+short@supplier.example",
        f"service+{TOKEN}\n@supplier.example",
        f"service+{TOKEN}",
        "",
    ],
)
def test_no_token_of_ours(address: str) -> None:
    assert case_token(address, [MAILBOX]) is None


@pytest.mark.parametrize("token", ["", "a b", "a\r\nb", "A" * 26, "a" * 60, "1" * 26])
def test_what_is_no_token(token: str) -> None:
    with pytest.raises(FinalError):
        case_address(MAILBOX, token)
