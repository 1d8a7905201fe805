"""Keeps of an answer only what belongs to the customer who was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.billing_systems.port import Answer, BalanceRecord, MonthUseRecord, PointRecord, Question


def owned(answer: Answer, question: Question) -> Answer:
    """The answer without records of anybody else; each dropped one counts as wrong.

    A point stays when an id of its party was asked for and no other id of that party speaks against it, or when it
    carries none and was accepted by staff. What only looks alike must carry no id at all. Balances and use stay with
    the points that stay.
    """
    points = _first_of_each([record for record in answer.points if _belongs(record, question)])
    known = {record.source_id for record in points}
    balances = _of_points(answer.balances, known)
    uses = _of_points(answer.uses, known)
    alike = [record for record in answer.alike if not record.owners and record.source_id not in known]
    counted = len(answer.points) + len(answer.balances) + len(answer.uses)
    kept = len(points) + len(balances) + len(uses)
    foreign = sum(bool(record.owners) for record in answer.alike)
    return replace(
        answer,
        points=tuple(points),
        balances=tuple(balances),
        uses=tuple(uses),
        alike=tuple(_first_of_each(alike)),
        wrong=answer.wrong + counted - kept + foreign,
    )


def _belongs(record: PointRecord, question: Question) -> bool:
    if not record.owners:
        return record.source_id in question.accepted
    asked = set(question.owners)
    schemes = {owner.scheme for owner in asked}
    compared = [owner for owner in record.owners if owner.scheme in schemes]
    return bool(compared) and all(owner in asked for owner in compared)


def _first_of_each(records: Sequence[PointRecord]) -> list[PointRecord]:
    """A source id twice in one answer is one too many."""
    return list({record.source_id: record for record in reversed(records)}.values())[::-1]


def _of_points[R: (BalanceRecord, MonthUseRecord)](records: Sequence[R], known: set[str]) -> list[R]:
    return [record for record in records if record.source_id in known]
