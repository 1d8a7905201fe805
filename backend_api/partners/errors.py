"""How changes of partners are refused."""

from backend_api.errors import BackendError


class CategoryUnknownError(BackendError):
    """There is no such category."""

    status, code, message = 422, "category_unknown", "There is no such partner category."


class ChangeInThePastError(BackendError):
    """What a partner paid yesterday is not changed afterwards."""

    status, code, message = 422, "change_in_the_past", "A change of category begins tomorrow or later."


class ChangeKnownError(BackendError):
    """A change of category is already entered for that day."""

    status, code, message = 409, "change_known", "A change of category is already entered for that day."
