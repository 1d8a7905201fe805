"""Makes two records of one person one, on proven ids only, and takes it back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.merges import repository
from backend_api.merges.errors import MergeRefusedError
from backend_api.merges.models import CustomerMerge
from backend_api.merges.rules import proof_of
from backend_api.merges.schemas import MergeIn, MergeList, MergeOut, MovedRows

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.crm.connections import Crms
    from backend_api.security import Identity

MERGING = ("back_office",)
"""Roles that may merge records."""
_LISTED = 100


async def list_newest(session: AsyncSession) -> MergeList:
    """The newest merges."""
    items = [_described(merge) for merge in await repository.newest(session, _LISTED)]
    return MergeList(items=items, total=len(items))


async def merge(session: AsyncSession, crms: Crms, identity: Identity, wanted: MergeIn, *, now: datetime) -> MergeOut:
    """Let the survivor own what the merged record owned.

    Raises:
        NotFoundError: One of the records does not exist.
        MergeRefusedError: They are not proved to be one, or another CRM holds one of them.
    """
    staff_id = identity.require_staff(*MERGING)
    if any(crms.holding(one) is not crms.built_in for one in (wanted.survivor_id, wanted.merged_id)):
        raise MergeRefusedError("other_crm")
    both = await repository.lock_both(session, wanted.survivor_id, wanted.merged_id)
    if wanted.survivor_id not in both or wanted.merged_id not in both:
        raise NotFoundError
    survivor, merged = both[wanted.survivor_id], both[wanted.merged_id]
    proven_by = proof_of(survivor, merged)
    done = CustomerMerge(
        survivor_id=survivor.id,
        merged_id=merged.id,
        proven_by=proven_by,
        reason=wanted.reason,
        state="done",
        done_by=staff_id,
        done_at=now,
        moves=await repository.move_all(session, from_id=merged.id, to_id=survivor.id),
    )
    merged.merged_into_id = survivor.id
    await repository.store(session, done)
    about = {"survivor_id": str(survivor.id), "merged_id": str(merged.id)}
    await emit(session, "customers_merged", customer_id=survivor.id, about=about, at=now)
    return _described(done)


async def undo(session: AsyncSession, identity: Identity, merge_id: UUID, *, now: datetime) -> MergeOut:
    """Give the merged record back what it owned; what came since stays with the survivor.

    Raises:
        NotFoundError: There is no such merge.
        MergeRefusedError: It was taken back already, or the survivor was merged since.
    """
    staff_id = identity.require_staff(*MERGING)
    done = await repository.find(session, merge_id)
    if done is None:
        raise NotFoundError
    if done.state == "undone":
        raise MergeRefusedError("already_undone")
    both = await repository.lock_both(session, done.survivor_id, done.merged_id)
    if both[done.survivor_id].merged_into_id is not None:
        raise MergeRefusedError("merged_again")
    both[done.merged_id].merged_into_id = None
    await repository.move_back(session, done)
    done.state, done.undone_by, done.undone_at = "undone", staff_id, now
    await repository.store(session, done)
    for customer_id in (done.survivor_id, done.merged_id):
        about = {"changed": ["merge_undone"]}
        await emit(session, "customer_changed", customer_id=customer_id, about=about, at=now)
    return _described(done)


def _described(merge: CustomerMerge) -> MergeOut:
    return MergeOut(
        id=merge.id,
        survivor_id=merge.survivor_id,
        merged_id=merge.merged_id,
        proven_by=merge.proven_by,
        reason=merge.reason,
        state=merge.state,
        done_by=merge.done_by,
        done_at=merge.done_at,
        undone_by=merge.undone_by,
        undone_at=merge.undone_at,
        moves=[
            MovedRows(table=move.table_name, moved=len(move.row_ids), kept=len(move.kept_ids))
            for move in sorted(merge.moves, key=lambda move: move.table_name)
        ],
    )
