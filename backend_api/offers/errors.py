"""How a request about offers can be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from collections.abc import Sequence


class OfferNotOpenError(BackendError):
    """It was accepted, declined, replaced or withdrawn from, or its time is over."""

    status, code, message = 409, "offer_not_open", "The offer cannot be accepted or declined any more."

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state

    def details(self) -> dict[str, Any]:
        """The state it is in."""
        return {"details": {"state": self.state}}


class OfferTextChangedError(BackendError):
    """The customer read other words than those the offer has."""

    status, code, message = 409, "offer_text_changed", "The text that was read is not the text of the offer."


class RenewalNotPossibleError(BackendError):
    """The contract cannot be renewed now."""

    status, code, message = 409, "renewal_not_possible", "The contract cannot be renewed now."

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems

    def details(self) -> dict[str, Any]:
        """Why not.

        Problems: ``contract_over``, ``notice_given``, ``not_started``, ``renewed_already``, ``too_early``,
        ``no_tariff``.
        """
        return {"details": {"problems": list(self.problems)}}


class OfferTextMissingError(BackendError):
    """There are no words yet to make such an offer with."""

    status, code, message = 409, "offer_text_missing", "There is no text for such an offer in the customer's language."


class ApplicationInvalidError(BackendError):
    """The form cannot be used as it is; every problem is named at once."""

    status, code, message = 422, "application_invalid", "The application cannot be used as it is."

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in sorted(problems.items())))
        self.problems = problems

    def details(self) -> dict[str, Any]:
        """Field by field what is wrong, never a value."""
        fields = [{"field": field, "problem": problem} for field, problem in sorted(self.problems.items())]
        return {"details": {"fields": fields}}


class OfferTextExistsError(BackendError):
    """A version of words is never changed."""

    status, code, message = 409, "offer_text_exists", "There is a text of this version; give the new one another name."


class WithdrawalNotPossibleError(BackendError):
    """The contract cannot be withdrawn from."""

    status, code, message = 409, "withdrawal_not_possible", "The contract cannot be withdrawn from any more."

    def __init__(self, until_on: str | None) -> None:
        super().__init__("withdrawal_not_possible")
        self.until_on = until_on

    def details(self) -> dict[str, Any]:
        """The last day on which it was possible; null where there is no such right."""
        return {"details": {"withdrawal_until_on": self.until_on}}
