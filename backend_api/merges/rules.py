"""When two records are one person's: on proven ids only, worked out without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.merges.errors import MergeRefusedError

if TYPE_CHECKING:
    from backend_api.customers.models import Customer
    from backend_api.merges.models import ProvenBy


def proof_of(survivor: Customer, merged: Customer) -> ProvenBy:
    """Which proven id shows that both are one; names, addresses and phones never do.

    Raises:
        MergeRefusedError: They are not, or it was not proved for both.
    """
    for problem, stands_against in (
        ("same_record", survivor.id == merged.id),
        ("already_merged", survivor.merged_into_id is not None or merged.merged_into_id is not None),
        ("kind", survivor.kind != merged.kind),
        ("currency", survivor.currency != merged.currency),
    ):
        if stands_against:
            raise MergeRefusedError(problem)
    same = _same_id(survivor, merged)
    if survivor.ids_proven_at is None or merged.ids_proven_at is None:
        raise MergeRefusedError("not_proven")
    return same


def _same_id(one: Customer, other: Customer) -> ProvenBy:
    """An id that both have; one that differs outweighs one that is the same."""
    both = [(one.personal_id, other.personal_id), (one.tax_id, other.tax_id)]
    if any(mine and theirs and mine != theirs for mine, theirs in both):
        raise MergeRefusedError("ids_differ")
    if one.personal_id and one.personal_id == other.personal_id:
        return "personal_id"
    if one.tax_id and one.tax_id == other.tax_id:
        return "tax_id"
    raise MergeRefusedError("ids_differ")
