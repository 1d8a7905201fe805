"""Which rows of every table are a customer's, and what masking does to them, from the shape of the tables."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ColumnElement, String, Table, UniqueConstraint, null, or_, select

from backend_api.privacy.rules import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, MetaData

MASK = "–"
"""What stands in the place of a text that was erased."""
_CLOSED_LIST = re.compile(r"^(?:(\w+) IS NULL OR )?(\w+) IN \(")


@dataclass(frozen=True)
class PersonalTable:
    """A table with rows of customers."""

    table: Table
    rule: Rule
    masked: tuple[str, ...]
    """Texts that are masked when rows are kept."""
    loosened: tuple[str, ...]
    """Links of kept rows to rows that go."""


def personal_tables(metadata: MetaData) -> list[PersonalTable]:
    """All of them, owners before what hangs on them."""
    return [
        PersonalTable(table, RULES[table.name], _masked(table, RULES[table.name]), _loosened(table))
        for table in metadata.sorted_tables
        if table.name in RULES
    ]


def rows_of(table: Table, customer_ids: Sequence[UUID]) -> ColumnElement[bool]:
    """The condition that finds these customers' rows; follows the links between tables."""
    rule = RULES[table.name]
    if rule.of is None:
        return or_(*(table.c[owner].in_(customer_ids) for owner in rule.owners))
    parent = table.metadata.tables[rule.of]
    key = next(iter(parent.primary_key))
    mine = select(key).where(rows_of(parent, customer_ids))
    return or_(*(table.c[owner].in_(mine) for owner in rule.owners))


def masked_value(column: Column[Any], present: Any, row_key: str) -> Any:
    """What stands in a masked column: nothing where that may be, else a mark, one per row where it must be unique."""
    if column.nullable and not _is_checked(column):
        return null()
    if isinstance(column.type, JSON):
        return type(present)()
    if _is_unique(column):
        return f"{MASK}{row_key}"[: column.type.length or 200]  # type: ignore[attr-defined]
    return MASK


def plain(value: Any) -> Any:
    """A stored value as JSON has it."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def texts(table: Table) -> list[str]:
    """Columns that can hold what somebody wrote: texts and JSON, no words out of a closed list and no links."""
    closed = {
        found[2]
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint) and (found := _CLOSED_LIST.match(str(constraint.sqltext)))
    }
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String | JSON) and column.name not in closed and not column.foreign_keys
    ]


def _masked(table: Table, rule: Rule) -> tuple[str, ...]:
    key = {column.name for column in table.primary_key}
    if rule.law is None:
        return ()
    return tuple(name for name in texts(table) if name not in rule.stays and name not in key)


def _loosened(table: Table) -> tuple[str, ...]:
    rule = RULES[table.name]
    if rule.law is None:
        return tuple(
            column.name for column in table.columns if any(key.column.table is table for key in column.foreign_keys)
        )
    return tuple(
        column.name
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in RULES and RULES[key.column.table.name].law is None
    )


def _is_checked(column: Column[Any]) -> bool:
    """Whether a check of the table looks at it: then one that is there stays there."""
    word = re.compile(rf"\b{column.name}\b")
    checks = (check for check in column.table.constraints if isinstance(check, CheckConstraint))
    return any(word.search(str(check.sqltext)) for check in checks)


def _is_unique(column: Column[Any]) -> bool:
    sets = [constraint.columns for constraint in column.table.constraints if isinstance(constraint, UniqueConstraint)]
    sets += [index.columns for index in column.table.indexes if index.unique]
    return bool(column.unique) or any(column.name in members for members in sets)
