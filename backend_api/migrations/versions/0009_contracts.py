"""Contracts that follow one another, announced prices, reminders, offers, win-back; switches whose stage an order owns.

Every switch that was stored gets an order with its stages as history. Down, the stages go back into the tables they
came from, the orders go, and requests that took the place of rejected ones stay as switches of their own.
"""

from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from backend_api.database import UtcDateTime
from backend_api.migrations import offer_tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STAGES = (
    "signed", "cooling_off", "authority_checked", "old_contract_ended", "sent_to_grid_operator", "accepted", "rejected",
    "date_fixed", "active", "first_reading", "old_supplier_final_bill",
)  # fmt: skip
FULFILLED = ("active", "first_reading", "old_supplier_final_bill")
KNOWN_REASONS = ("meter_number_mismatch", "unknown_metering_point", "other_contract_running", "address_mismatch")
REASONS = (
    *KNOWN_REASONS, "other_request_running", "authority_invalid", "no_contract", "too_late", "not_allowed", "other",
)  # fmt: skip
WAITING = ("customer", "supplier", "grid_operator", "old_supplier")
BLOCKERS = ("authority_missing", "waiting_grid_operator", "old_contract_running", "correction_needed")
FIRST_NUMBER = 1_000_001


def upgrade() -> None:
    _alter_contracts()
    _create_beside_contracts()
    _alter_switches()
    offer_tables.create()


def downgrade() -> None:
    offer_tables.drop()
    _switches_back()
    for table in ("contract_reminders", "contract_price_changes"):
        op.drop_table(table)
    with op.batch_alter_table("contracts") as batch:
        batch.drop_constraint(op.f("fk_contracts_follows_id_contracts"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_contracts_succeeds_id"), type_="unique")
        batch.drop_constraint(op.f("ck_contracts_ended_by"), type_="check")
        batch.drop_index(op.f("ix_contracts_follows_id"))
        batch.drop_index(op.f("ix_contracts_term_ends_on_id"))
        for column in ("succeeds_id", "follows_id", "withdrawn_on", "ended_by", "signed_on", "product_number"):
            batch.drop_column(column)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def _alter_contracts() -> None:
    with op.batch_alter_table("contracts") as batch:
        batch.add_column(sa.Column("product_number", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("signed_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ended_by", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("follows_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("succeeds_id", sa.Uuid(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_contracts_ended_by"),
            "ended_by IS NULL OR " + _one_of("ended_by", ("notice", "renewal", "other_supplier")),
        )
        batch.create_foreign_key(op.f("fk_contracts_follows_id_contracts"), "contracts", ["follows_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_contracts_succeeds_id"), ["succeeds_id"])
        batch.create_index(op.f("ix_contracts_follows_id"), ["follows_id"])
        batch.create_index(op.f("ix_contracts_term_ends_on_id"), ["term_ends_on", "id"])


def _create_beside_contracts() -> None:
    op.create_table(
        "contract_price_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("old_base_amount", sa.BigInteger(), nullable=False),
        sa.Column("old_unit_amount", sa.BigInteger(), nullable=True),
        sa.Column("new_base_amount", sa.BigInteger(), nullable=False),
        sa.Column("new_unit_amount", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("announced_on <= effective_on", name=op.f("ck_contract_price_changes_announced_on")),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            name=op.f("fk_contract_price_changes_contract_id_contracts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_price_changes")),
        sa.UniqueConstraint(
            "contract_id", "effective_on", name=op.f("uq_contract_price_changes_contract_id_effective_on")
        ),
    )
    op.create_table(
        "contract_reminders",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("lead_days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            name=op.f("fk_contract_reminders_contract_id_contracts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contract_id", "ends_on", "lead_days", name=op.f("pk_contract_reminders")),
    )


def _alter_switches() -> None:
    with op.batch_alter_table("supplier_switches") as batch:
        batch.add_column(sa.Column("order_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("national_reason", sa.String(length=60), nullable=True))
        batch.add_column(sa.Column("other_contract_ends_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("meter_number", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("corrects_id", sa.Uuid(), nullable=True))
    _give_orders()
    with op.batch_alter_table("supplier_switches") as batch:
        for name in ("stage", "waiting_for", "blocker_code", "reason_code"):
            batch.drop_constraint(op.f(f"ck_supplier_switches_{name}"), type_="check")
    with op.batch_alter_table("supplier_switches") as batch:
        for column in ("stage", "waiting_for", "blocker_code"):
            batch.drop_column(column)
        batch.alter_column("order_id", existing_type=sa.Uuid(), nullable=False)
        batch.create_check_constraint(
            op.f("ck_supplier_switches_reason_code"), "reason_code IS NULL OR " + _one_of("reason_code", REASONS)
        )
        batch.create_check_constraint(op.f("ck_supplier_switches_corrects"), "corrects_id IS NULL OR corrects_id <> id")
        batch.create_unique_constraint(op.f("uq_supplier_switches_order_id"), ["order_id"])
        batch.create_unique_constraint(op.f("uq_supplier_switches_corrects_id"), ["corrects_id"])
        batch.create_foreign_key(op.f("fk_supplier_switches_order_id_orders"), "orders", ["order_id"], ["id"])
        batch.create_foreign_key(
            op.f("fk_supplier_switches_corrects_id_supplier_switches"), "supplier_switches", ["corrects_id"], ["id"]
        )
    op.drop_table("switch_stage_entries")
    op.create_table(
        "switch_messages",
        sa.Column("switch_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(
            ["switch_id"],
            ["supplier_switches.id"],
            name=op.f("fk_switch_messages_switch_id_supplier_switches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("switch_id", "reference", name=op.f("pk_switch_messages")),
    )
    op.create_index(op.f("ix_switch_messages_received_at"), "switch_messages", ["received_at"])


def _table(name: str, *columns: str) -> sa.TableClause:
    types: dict[str, Any] = {"entered_on": sa.Date(), "expected_on": sa.Date(), "start_on": sa.Date()}
    for column in columns:
        if column.endswith("_id") or column == "id":
            types[column] = sa.Uuid()
        elif column.endswith("_at"):
            types[column] = UtcDateTime()
        elif column == "promised_on":
            types[column] = sa.Date()
        elif column == "details":
            types[column] = sa.JSON()
    return sa.table(name, *(sa.column(column, types.get(column)) for column in columns))


def _give_orders() -> None:
    """An order for each switch: its stages become the order's history, entered at noon UTC of their day."""
    switches = _table(
        "supplier_switches", "id", "order_id", "customer_id", "service_point_id", "direction", "stage", "waiting_for",
        "start_on", "counterpart", "blocker_code",
    )  # fmt: skip
    entries = _table("switch_stage_entries", "switch_id", "position", "stage", "entered_on")
    customers = _table("customers", "id", "country", "currency")
    bind = op.get_bind()
    rows = bind.execute(sa.select(switches).order_by(switches.c.id)).mappings().all()
    parties = {row["id"]: row for row in bind.execute(sa.select(customers)).mappings()}
    history: dict[Any, list[Any]] = {}
    for entry in bind.execute(sa.select(entries).order_by(entries.c.switch_id, entries.c.position)).mappings():
        history.setdefault(entry["switch_id"], []).append(entry)
    for number, row in enumerate(rows, start=_next_number(len(rows))):
        order_id = uuid4()
        _write_order(row, order_id, parties[row["customer_id"]], history.get(row["id"], []), number)
        bind.execute(switches.update().where(switches.c.id == row["id"]).values(order_id=order_id))


def _next_number(wanted: int) -> int:
    """Take order numbers out of the sequence, so that no later order gets one of them."""
    sequences = _table("number_sequences", "name", "next_value")
    bind = op.get_bind()
    first = bind.scalar(sa.select(sequences.c.next_value).where(sequences.c.name == "order"))
    if wanted == 0:
        return first or FIRST_NUMBER
    if first is None:
        bind.execute(sequences.insert().values(name="order", next_value=FIRST_NUMBER + wanted))
        return FIRST_NUMBER
    bind.execute(sequences.update().where(sequences.c.name == "order").values(next_value=first + wanted))
    return int(first)


def _write_order(row: Any, order_id: Any, party: Any, history: list[Any], number: int) -> None:
    orders = _table(
        "orders", "id", "number", "kind", "customer_id", "placed_by_kind", "placed_by_id", "channel", "service",
        "state", "outcome", "placed_at", "state_since_at", "fulfilled_at", "finished_at", "country", "currency",
        "worth_amount", "details", "promised_on", "blocker_code", "waiting_for", "service_point_id", "erp_state",
    )  # fmt: skip
    states = _table("order_state_entries", "order_id", "position", "state", "entered_at", "actor_kind", "mover")
    told = [(entry["stage"], _noon(entry["entered_on"])) for entry in history]
    told = told or [(row["stage"], datetime.now(UTC))]
    done = row["stage"] == "old_supplier_final_bill"
    details = {"direction": row["direction"], "counterpart": row["counterpart"]}
    op.get_bind().execute(
        orders.insert().values(
            id=order_id,
            number=f"O-{number:07d}",
            kind="supplier_switch",
            customer_id=row["customer_id"],
            placed_by_kind="customer",
            placed_by_id=row["customer_id"],
            channel="web",
            service="gateway",
            state=row["stage"],
            outcome="done" if done else "open",
            placed_at=told[0][1],
            state_since_at=told[-1][1],
            fulfilled_at=next((at for stage, at in told if stage in FULFILLED), None),
            finished_at=told[-1][1] if done else None,
            country=party["country"],
            currency=party["currency"],
            worth_amount=0,
            details={name: value for name, value in details.items() if value is not None},
            promised_on=row["start_on"],
            blocker_code=row["blocker_code"],
            waiting_for=row["waiting_for"],
            service_point_id=row["service_point_id"],
            erp_state="waiting_for_erp",
        )
    )
    for position, (stage, at) in enumerate(told, start=1):
        op.get_bind().execute(
            states.insert().values(
                order_id=order_id, position=position, state=stage, entered_at=at, actor_kind="service", mover="erp"
            )
        )


def _noon(day: Any) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _switches_back() -> None:
    op.drop_table("switch_messages")
    op.create_table(
        "switch_stage_entries",
        sa.Column("switch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.CheckConstraint(_one_of("stage", STAGES), name=op.f("ck_switch_stage_entries_stage")),
        sa.ForeignKeyConstraint(
            ["switch_id"],
            ["supplier_switches.id"],
            name=op.f("fk_switch_stage_entries_switch_id_supplier_switches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("switch_id", "position", name=op.f("pk_switch_stage_entries")),
    )
    with op.batch_alter_table("supplier_switches") as batch:
        batch.add_column(sa.Column("stage", sa.String(length=30), nullable=True))
        batch.add_column(sa.Column("waiting_for", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("blocker_code", sa.String(length=30), nullable=True))
    _take_orders()
    with op.batch_alter_table("supplier_switches") as batch:
        for foreign in ("order_id_orders", "corrects_id_supplier_switches"):
            batch.drop_constraint(op.f(f"fk_supplier_switches_{foreign}"), type_="foreignkey")
        for unique in ("order_id", "corrects_id"):
            batch.drop_constraint(op.f(f"uq_supplier_switches_{unique}"), type_="unique")
        for check in ("reason_code", "corrects"):
            batch.drop_constraint(op.f(f"ck_supplier_switches_{check}"), type_="check")
    with op.batch_alter_table("supplier_switches") as batch:
        for column in ("corrects_id", "meter_number", "other_contract_ends_on", "national_reason", "order_id"):
            batch.drop_column(column)
        batch.alter_column("stage", existing_type=sa.String(length=30), nullable=False)
        batch.create_check_constraint(op.f("ck_supplier_switches_stage"), _one_of("stage", STAGES))
        for name, words in (("waiting_for", WAITING), ("blocker_code", BLOCKERS), ("reason_code", KNOWN_REASONS)):
            batch.create_check_constraint(
                op.f(f"ck_supplier_switches_{name}"), f"{name} IS NULL OR {_one_of(name, words)}"
            )
    _drop_orders()


def _drop_orders() -> None:
    """The orders of switches go, with everything on them."""
    orders = _table("orders", "id", "kind", "replaces_id", "follows_id")
    ours = sa.select(orders.c.id).where(orders.c.kind == "supplier_switch")
    for name in ("order_state_entries", "order_lines", "order_changes"):
        beside = _table(name, "order_id")
        op.get_bind().execute(sa.delete(beside).where(beside.c.order_id.in_(ours)))
    released = sa.update(orders).where(orders.c.kind == "supplier_switch").values(replaces_id=None, follows_id=None)
    op.get_bind().execute(released)
    op.get_bind().execute(sa.delete(orders).where(orders.c.kind == "supplier_switch"))


def _take_orders() -> None:
    """The stages move back; a request that was given up keeps the stage it had last."""
    switches = _table(
        "supplier_switches", "id", "order_id", "corrects_id", "stage", "waiting_for", "blocker_code", "reason_code"
    )
    orders = _table("orders", "id", "waiting_for", "blocker_code", "replaces_id")
    states = _table("order_state_entries", "order_id", "position", "state", "entered_at")
    entries = _table("switch_stage_entries", "switch_id", "position", "stage", "entered_on")
    bind = op.get_bind()
    rows = bind.execute(sa.select(switches)).mappings().all()
    owners = {row["id"]: row for row in bind.execute(sa.select(orders)).mappings()}
    for row in rows:
        told = bind.execute(
            sa.select(states)
            .where(states.c.order_id == row["order_id"], states.c.state.in_(STAGES))
            .order_by(states.c.position)
        ).mappings().all()  # fmt: skip
        order = owners[row["order_id"]]
        bind.execute(
            switches.update()
            .where(switches.c.id == row["id"])
            .values(
                stage=told[-1]["state"] if told else "signed",
                waiting_for=order["waiting_for"] if order["waiting_for"] in WAITING else None,
                blocker_code=order["blocker_code"] if order["blocker_code"] in BLOCKERS else None,
                reason_code=row["reason_code"] if row["reason_code"] in KNOWN_REASONS else None,
            )
        )
        for position, entry in enumerate(told, start=1):
            values = {"switch_id": row["id"], "position": position, "stage": entry["state"]}
            bind.execute(entries.insert().values(**values, entered_on=entry["entered_at"].date()))
