"""Ids of rows that follow from what a row is, so that they are the same on every machine."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("5b0c9f0e-6c37-5d0b-9a5e-0d2a7f6c1e44")


def row_id(*parts: object) -> UUID:
    """The id of what these words name, such as a customer's key and a point's name."""
    return uuid5(_NAMESPACE, "/".join(str(part) for part in parts))
