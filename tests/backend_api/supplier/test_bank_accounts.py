"""Where the supplier is paid."""

import pytest

from backend_api.tables import SupplierBankAccount
from backend_api.values import MalformedValueError


def test_a_wrong_account_number_is_refused_when_it_is_set() -> None:
    assert SupplierBankAccount(iban="de89 3704 0044 0532 0130 00").iban == "DE89370400440532013000"
    for wrong in ("DE88370400440532013000", "PL6110901014", ""):
        with pytest.raises(MalformedValueError):
            SupplierBankAccount(iban=wrong)
