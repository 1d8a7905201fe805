"""The customer's own record: names, addresses, the account to pay from, who may act."""

from typing import Any, cast

from actions import _backend


async def record() -> dict[str, Any]:
    """Everything that is on record, masked where it must be."""
    return cast("dict[str, Any]", await _backend.get("/customer"))


async def change(changes: dict[str, Any], *, key: str) -> dict[str, Any]:
    """Change name or postal address; needs a code given for ``customer``.

    Raises:
        BackendError: ``RuleBroken`` with ``right_missing`` or ``change_invalid``.
    """
    return cast("dict[str, Any]", await _backend.write("PATCH", "/customer", changes, key=key))


async def add_address(kind: str, value: str, *, key: str) -> dict[str, Any]:
    """Note a phone or mail address; it counts once it is confirmed.

    Raises:
        BackendError: ``RuleBroken`` with ``right_missing`` or ``address_invalid``.
    """
    body = {"kind": kind, "value": value}
    return cast("dict[str, Any]", await _backend.write("POST", "/contact-addresses", body, key=key))


async def bank_accounts() -> list[dict[str, Any]]:
    """The accounts, the one in use first; nothing for a person who may not see them."""
    try:
        return await _backend.items("/bank-accounts")
    except _backend.RuleBroken:
        return []


async def check_iban(iban: str) -> dict[str, Any]:
    """Whether an IBAN can be right, its bank, and what a code for it is bound to (``confirm_as``)."""
    body = {"iban": iban}
    return cast(
        "dict[str, Any]", await _backend.write("POST", "/bank-accounts/check", body, key=_backend.key_of("iban"))
    )


async def store_bank_account(iban: str, *, key: str) -> dict[str, Any]:
    """Pay from this account from now on, with a mandate.

    Raises:
        BackendError: ``RuleBroken`` with ``right_missing`` or ``iban_invalid``.
    """
    body = {"iban": iban, "mandate": True}
    return cast("dict[str, Any]", await _backend.write("POST", "/bank-accounts", body, key=key))


async def ask_correction(text: str, *, about: str, key: str) -> dict[str, Any]:
    """Open a ticket with somebody who confirms a change with the customer."""
    body = {"kind": "correction", "about": about, "text": text}
    return cast("dict[str, Any]", await _backend.write("POST", "/tickets", body, key=key))
