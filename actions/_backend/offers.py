"""What the customer is offered."""

from typing import Any, cast

from actions import _backend

Offer = dict[str, Any]


async def of_customer() -> list[Offer]:
    """Every offer, also those that were accepted or are over; newest first."""
    return cast("list[Offer]", await _backend.items("/offers"))


async def renewal(contract_id: str) -> dict[str, Any]:
    """Whether a contract can be renewed now, why not, and the offers that are open, cheaper first."""
    return cast("dict[str, Any]", await _backend.get(f"/contracts/{contract_id}/renewal"))


async def prepare(contract_id: str, *, key: str) -> list[Offer]:
    """Have offers worked out for a contract from its real use; open ones stay while they are right.

    Raises:
        BackendError: ``RuleBroken`` with ``renewal_not_possible`` or ``offer_text_missing``.
    """
    made = cast("dict[str, Any]", await _backend.write("POST", f"/contracts/{contract_id}/offers", key=key))
    return cast("list[Offer]", made["offers"])


async def with_text(offer_id: str) -> Offer:
    """One offer with the words that are agreed to."""
    return cast("Offer", await _backend.get(f"/offers/{offer_id}"))


async def accept(offer_id: str, text_version: str, *, key: str) -> dict[str, Any]:
    """Say yes to an offer, for which a fresh code bound to it is needed.

    Raises:
        BackendError: ``RuleBroken`` with ``offer_not_open``, ``offer_text_changed``, ``renewal_not_possible`` or
            ``right_missing``.
    """
    body = {"text_version": text_version}
    return cast("dict[str, Any]", await _backend.write("POST", f"/offers/{offer_id}/acceptance", body, key=key))


async def decline(offer_id: str, *, key: str) -> Offer:
    """Say no to an offer.

    Raises:
        BackendError: ``RuleBroken`` with ``offer_not_open`` or ``right_missing``.
    """
    return cast("Offer", await _backend.write("POST", f"/offers/{offer_id}/decline", key=key))
