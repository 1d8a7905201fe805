"""Tickets with deadlines, waits and messages; returns; outages; fault guides; papers with codes, pages and files."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backend_api.migrations.pieces import belongs, check, ids, index, key, one_of, refers, texts, times, unique

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RETURNS = ("return_lines", "returns")
PAPERS = ("document_pages", "document_versions", "documents", "paper_codes")
OF_TICKETS = ("ticket_waits", "ticket_third_parties", "ticket_messages", "ticket_entries")
OUTAGES = ("outage_reports", "outage_points", "outage_areas", "outages")
GUIDES = ("fault_outcomes", "fault_steps", "fault_guides")
TICKET_CHECKS = {
    "branch": "branch IS NULL OR branch IN ('energy', 'telecom')",
    "closed_has_time": "(state = 'closed') = (closed_at IS NOT NULL)",
    "complaint_has_type": "(kind = 'complaint') = (complaint_type IS NOT NULL)",
    "complaint_type": (
        "complaint_type IS NULL OR complaint_type IN ('bill', 'reading', 'switch', 'outage', 'contract', "
        "'service', 'order', 'delivery', 'device', 'commission', 'customer_case', 'data_protection', 'other')"
    ),
    "has_party": "customer_id IS NOT NULL OR partner_id IS NOT NULL",
    "outcome": "outcome IS NULL OR outcome IN ('settled', 'rejected', 'withdrawn')",
    "reference": "(reference_kind IS NULL) = (reference IS NULL)",
    "reference_kind": "reference_kind IS NULL OR reference_kind IN ('invoice', 'order', 'contract', 'return')",
    "state": "state IN ('open', 'waiting', 'answered', 'closed', 'reopened')",
    "waiting_for": "waiting_for IS NULL OR waiting_for IN ('customer', 'supplier', 'grid_operator', 'partner')",
    "waits_for_somebody": "state <> 'waiting' OR waiting_for IS NOT NULL",
}


def upgrade() -> None:
    _alter_tickets()
    op.create_table(
        "fault_guides",
        *ids("id"),
        *texts(key=60, device=20, fault=20),
        sa.Column("title", sa.JSON(), nullable=False),
        *texts(first_step=40),
        sa.Column("revision", sa.Integer(), nullable=False),
        *times("changed_at"),
        *ids("changed_by", nullable=True),
        *one_of(
            "fault_guides",
            device="mobile_phone router fibre_terminal tv_box",
            fault="no_service no_internet slow_internet no_calls no_picture",
        ),
        key("fault_guides", "id"),
        unique("fault_guides", "key"),
    )
    op.create_table(
        "outages",
        *ids("id"),
        *texts(number=20, commodity=20, state=10, cause=20),
        *times("starts_at"),
        *times("expected_until_at", "ended_at", nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        *times("announced_at"),
        check("outages", "ended", "(state IN ('over', 'cancelled')) = (ended_at IS NOT NULL)"),
        *one_of(
            "outages",
            cause="maintenance fault storm third_party unknown",
            commodity="electricity gas fibre mobile",
            state="planned running over cancelled",
        ),
        check("outages", "expected", "expected_until_at IS NULL OR expected_until_at > starts_at"),
        key("outages", "id"),
        unique("outages", "number"),
    )
    index("outages", "state", "starts_at")
    op.create_table(
        "fault_steps",
        *ids("guide_id"),
        *texts(key=40),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        belongs("fault_steps", "guide_id", "fault_guides"),
        key("fault_steps", "guide_id", "key"),
    )
    op.create_table(
        "outage_areas",
        *ids("outage_id"),
        *texts(country=2, postcode=10),
        belongs("outage_areas", "outage_id", "outages"),
        key("outage_areas", "outage_id", "country", "postcode"),
    )
    index("outage_areas", "postcode", "country")
    op.create_table(
        "paper_codes",
        *texts(code=16, matter_kind=10, matter_number=40),
        *ids("customer_id", "partner_id", nullable=True),
        *times("created_at"),
        *one_of("paper_codes", matter_kind="order contract invoice return ticket"),
        check("paper_codes", "has_owner", "customer_id IS NOT NULL OR partner_id IS NOT NULL"),
        refers("paper_codes", "customer_id", "customers"),
        refers("paper_codes", "partner_id", "partners"),
        key("paper_codes", "code"),
    )
    index("paper_codes", "customer_id")
    index("paper_codes", "matter_kind", "matter_number")
    index("paper_codes", "partner_id")
    op.create_table(
        "documents",
        *ids("id"),
        *ids("customer_id", "partner_id", nullable=True),
        *texts(kind=20, direction=10, state=12, language=2),
        sa.Column("matter_kind", sa.String(length=10), nullable=True),
        sa.Column("matter_number", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=True),
        *times("created_at"),
        *times("accepted_at", nullable=True),
        *one_of(
            "documents",
            direction="incoming outgoing",
            kind="contract_pack contract authority withdrawal_notice bank_mandate porting_form proof photo letter "
            "other",
            language="en de pl",
        ),
        check(
            "documents",
            "matter_kind",
            "matter_kind IS NULL OR matter_kind IN ('order', 'contract', 'invoice', 'return', 'ticket')",
        ),
        *one_of("documents", state="expected incomplete complete accepted"),
        check("documents", "matter", "(matter_kind IS NULL) = (matter_number IS NULL)"),
        check("documents", "has_owner", "customer_id IS NOT NULL OR partner_id IS NOT NULL"),
        sa.ForeignKeyConstraint(["code"], ["paper_codes.code"], name=op.f("fk_documents_code_paper_codes")),
        refers("documents", "customer_id", "customers"),
        refers("documents", "partner_id", "partners"),
        key("documents", "id"),
        unique("documents", "code"),
    )
    index("documents", "customer_id", "created_at")
    index("documents", "matter_kind", "matter_number")
    index("documents", "partner_id", "created_at")
    index("documents", "state")
    op.create_table(
        "fault_outcomes",
        *ids("guide_id"),
        *texts(step_key=40, key=40),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("next_step", sa.String(length=40), nullable=True),
        sa.Column("ends_in", sa.String(length=10), nullable=True),
        check("fault_outcomes", "ends_in", "ends_in IS NULL OR ends_in IN ('solved', 'ticket')"),
        check("fault_outcomes", "leads_somewhere", "(next_step IS NULL) = (ends_in IS NOT NULL)"),
        sa.ForeignKeyConstraint(
            ["guide_id", "step_key"],
            ["fault_steps.guide_id", "fault_steps.key"],
            name="fk_fault_outcomes_guide_id_fault_steps",
            ondelete="CASCADE",
        ),
        key("fault_outcomes", "guide_id", "step_key", "key"),
    )
    op.create_table(
        "outage_points",
        *ids("outage_id", "service_point_id"),
        belongs("outage_points", "outage_id", "outages"),
        refers("outage_points", "service_point_id", "service_points"),
        key("outage_points", "outage_id", "service_point_id"),
    )
    index("outage_points", "service_point_id")
    op.create_table(
        "outage_reports",
        *ids("id", "customer_id", "service_point_id"),
        *texts(problem=12),
        *ids("outage_id", nullable=True),
        *times("reported_at"),
        *one_of("outage_reports", problem="no_supply partial unstable"),
        refers("outage_reports", "customer_id", "customers"),
        refers("outage_reports", "outage_id", "outages"),
        refers("outage_reports", "service_point_id", "service_points"),
        key("outage_reports", "id"),
    )
    index("outage_reports", "customer_id", "reported_at")
    index("outage_reports", "outage_id")
    index("outage_reports", "service_point_id", "reported_at")
    op.create_table(
        "ticket_entries",
        *ids("ticket_id"),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *texts(event=10, state=10),
        sa.Column("waiting_for", sa.String(length=20), nullable=True),
        *texts(actor_kind=20),
        *ids("actor_id", nullable=True),
        *times("at"),
        *one_of(
            "ticket_entries",
            actor_kind="customer representative partner staff service third_party",
            event="opened wait resume answer close reopen message assign party",
            state="open waiting answered closed reopened",
        ),
        check(
            "ticket_entries",
            "waiting_for",
            "waiting_for IS NULL OR waiting_for IN ('customer', 'supplier', 'grid_operator', 'partner')",
        ),
        belongs("ticket_entries", "ticket_id", "tickets"),
        key("ticket_entries", "ticket_id", "position"),
    )
    op.create_table(
        "ticket_messages",
        *ids("id", "ticket_id"),
        *texts(author_kind=20),
        *ids("author_id", nullable=True),
        *texts(visibility=10),
        sa.Column("text", sa.Text(), nullable=False),
        *times("at"),
        *one_of(
            "ticket_messages",
            author_kind="customer representative partner staff service third_party",
            visibility="visible internal",
        ),
        belongs("ticket_messages", "ticket_id", "tickets"),
        key("ticket_messages", "id"),
    )
    index("ticket_messages", "ticket_id", "at")
    op.create_table(
        "ticket_third_parties",
        *ids("id", "ticket_id"),
        *texts(name=200, relation=100),
        *times("added_at"),
        belongs("ticket_third_parties", "ticket_id", "tickets"),
        key("ticket_third_parties", "id"),
    )
    index("ticket_third_parties", "ticket_id")
    op.create_table(
        "ticket_waits",
        *ids("id", "ticket_id"),
        *texts(party=20),
        *times("from_at"),
        *times("until_at", nullable=True),
        sa.Column("stops_clock", sa.Boolean(), nullable=False),
        *one_of("ticket_waits", party="customer supplier grid_operator partner"),
        check("ticket_waits", "order", "until_at IS NULL OR until_at >= from_at"),
        belongs("ticket_waits", "ticket_id", "tickets"),
        key("ticket_waits", "id"),
    )
    index("ticket_waits", "ticket_id")
    op.create_table(
        "document_versions",
        *ids("id", "document_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        *texts(content_type=60),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        *texts(sha256=64, storage_key=120, uploaded_by_kind=20),
        *ids("uploaded_by_id", nullable=True),
        *times("uploaded_at"),
        *one_of("document_versions", uploaded_by_kind="customer representative partner staff service"),
        check("document_versions", "size", "size_bytes > 0"),
        belongs("document_versions", "document_id", "documents"),
        key("document_versions", "id"),
        unique("document_versions", "document_id", "sha256"),
        unique("document_versions", "document_id", "version"),
        unique("document_versions", "storage_key"),
    )
    op.create_table(
        "document_pages",
        *ids("document_id"),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *texts(title_key=40, state=12),
        sa.Column("needs_signature", sa.Boolean(), nullable=False),
        sa.Column("signature_seen", sa.Boolean(), nullable=True),
        *ids("version_id", nullable=True),
        *times("checked_at", nullable=True),
        *ids("checked_by", nullable=True),
        check("document_pages", "has_file", "(state = 'missing') = (version_id IS NULL)"),
        check(
            "document_pages",
            "signed",
            "state <> 'accepted' OR NOT needs_signature OR (signature_seen IS NOT NULL AND signature_seen)",
        ),
        *one_of("document_pages", state="missing received unreadable accepted"),
        check("document_pages", "position", "position > 0"),
        belongs("document_pages", "document_id", "documents"),
        refers("document_pages", "version_id", "document_versions"),
        key("document_pages", "document_id", "position"),
    )
    op.create_table(
        "returns",
        *ids("id"),
        *texts(number=20, code=16),
        *ids("order_id", "returned_order_id"),
        *ids("replacement_order_id", nullable=True),
        *ids("customer_id"),
        *ids("partner_id", nullable=True),
        *texts(kind=12, wanted=12),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        *times("created_at"),
        *one_of("returns", kind="withdrawal warranty goodwill", wanted="refund replacement"),
        check("returns", "orders", "order_id <> returned_order_id"),
        refers("returns", "customer_id", "customers"),
        refers("returns", "order_id", "orders"),
        refers("returns", "partner_id", "partners"),
        refers("returns", "replacement_order_id", "orders"),
        refers("returns", "returned_order_id", "orders"),
        key("returns", "id"),
        unique("returns", "code"),
        unique("returns", "number"),
        unique("returns", "order_id"),
        unique("returns", "replacement_order_id"),
    )
    index("returns", "customer_id")
    index("returns", "partner_id")
    index("returns", "returned_order_id")
    op.create_table(
        "return_lines",
        *ids("id", "return_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        *ids("order_id"),
        sa.Column("order_position", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        *ids("taken_order_id", nullable=True),
        *texts(product_number=40, description=200),
        sa.Column("serial_number", sa.String(length=60), nullable=True),
        *texts(reason=20, condition_told=10),
        sa.Column("condition_found", sa.String(length=10), nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        check(
            "return_lines",
            "condition_found",
            "condition_found IS NULL OR condition_found IN ('unopened', 'opened', 'used', 'damaged')",
        ),
        *one_of(
            "return_lines",
            condition_told="unopened opened used damaged",
            reason="changed_mind defective wrong_item damaged_in_transit not_as_described other",
        ),
        check("return_lines", "taken", "taken_order_id IS NULL OR taken_order_id = order_id"),
        check("return_lines", "unit", "unit > 0"),
        sa.ForeignKeyConstraint(
            ["order_id", "order_position"],
            ["order_lines.order_id", "order_lines.position"],
            name="fk_return_lines_order_id_order_lines",
        ),
        belongs("return_lines", "return_id", "returns"),
        key("return_lines", "id"),
        unique("return_lines", "return_id", "position"),
        unique("return_lines", "taken_order_id", "order_position", "unit"),
    )


def downgrade() -> None:
    for name in (*RETURNS, *PAPERS, *OF_TICKETS, *OUTAGES, *GUIDES):
        op.drop_table(name)
    _restore_tickets()


def _alter_tickets() -> None:
    with op.batch_alter_table("tickets") as batch:
        batch.alter_column("customer_id", existing_type=sa.Uuid(), nullable=True)
        batch.drop_constraint(op.f("ck_tickets_state"), type_="check")
        for column in _ticket_columns():
            batch.add_column(column)
        batch.create_foreign_key(op.f("fk_tickets_partner_id_partners"), "partners", ["partner_id"], ["id"])
        batch.create_index(op.f("ix_tickets_partner_id"), ["partner_id"])
        batch.create_index(op.f("ix_tickets_state_answer_due_on"), ["state", "answer_due_on"])
    op.execute("UPDATE tickets SET complaint_type = 'other' WHERE kind = 'complaint'")
    op.execute("UPDATE tickets SET closed_at = promised_until WHERE state = 'closed'")
    op.execute("UPDATE tickets SET waiting_for = 'supplier' WHERE state = 'open'")
    with op.batch_alter_table("tickets") as batch:
        for name, condition in TICKET_CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_tickets_{name}"), condition)


def _restore_tickets() -> None:
    """Tickets of partners alone have no place in the older schema and are dropped."""
    with op.batch_alter_table("tickets") as batch:
        for name in TICKET_CHECKS:
            batch.drop_constraint(op.f(f"ck_tickets_{name}"), type_="check")
    op.execute("DELETE FROM tickets WHERE customer_id IS NULL")
    op.execute("UPDATE tickets SET state = 'open' WHERE state NOT IN ('open', 'closed')")
    with op.batch_alter_table("tickets") as batch:
        batch.drop_constraint(op.f("fk_tickets_partner_id_partners"), type_="foreignkey")
        batch.drop_index(op.f("ix_tickets_partner_id"))
        batch.drop_index(op.f("ix_tickets_state_answer_due_on"))
        for column in reversed(_ticket_columns()):
            batch.drop_column(column.name)
        batch.alter_column("customer_id", existing_type=sa.Uuid(), nullable=False)
        batch.create_check_constraint(op.f("ck_tickets_state"), "state IN ('open', 'closed')")


def _ticket_columns() -> list[sa.Column[Any]]:
    words = {"complaint_type": 20, "branch": 10, "reference_kind": 10, "reference": 40, "waiting_for": 20}
    words |= {"deadline_basis": 40, "outcome": 10, "next_step": 500, "conversation": 64}
    return [
        *ids("partner_id", "assigned_to", nullable=True),
        *(sa.Column(name, sa.String(length=length), nullable=True) for name, length in words.items()),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        *times("closed_at", nullable=True),
    ]
