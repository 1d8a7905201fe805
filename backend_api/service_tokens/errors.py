"""How asking for a service token can be refused."""

from backend_api.errors import BackendError


class TokenNameTakenError(BackendError):
    """Another token has this name, and the audit could not tell them apart."""

    status, code, message = 409, "token_name_taken", "Another token has this name."
