"""What happens to every table when one person asks for a copy or an erasure: the one place that says so.

A table is somebody's (``RULES``) or nobody's (``NOT_A_CUSTOMERS``); a test fails when a new one is neither. Somebody's
rows are exported in full. When the person is erased they are deleted, or kept because a law says so: then every text
in them is masked but the columns named here (numbers, codes, currencies) and words out of a closed list.
"""

from __future__ import annotations

from dataclasses import dataclass

from backend_api.privacy.laws import ACCOUNTABILITY, BOOKS, CLAIMS, CONSENTS, LETTERS, Law


@dataclass(frozen=True)
class Rule:
    """Whose rows a table has, and what an erasure does with them."""

    owners: tuple[str, ...]
    """Columns that name the customer, or (``of``) a row of the customer's."""
    of: str | None = None
    """The table whose rows the column names; None for customers."""
    law: Law | None = None
    """Why rows are kept; None: they are deleted."""
    stays: tuple[str, ...] = ()
    """Texts of kept rows that are not masked."""


def deleted(*owners: str, of: str | None = None) -> Rule:
    """Rows that go; found by ``customer_id`` unless said otherwise."""
    return Rule(owners or ("customer_id",), of)


def kept(law: Law, *stays: str, by: str = "customer_id", of: str | None = None) -> Rule:
    """Rows that stay, masked."""
    return Rule((by,), of, law, stays)


RULES: dict[str, Rule] = {
    # the person
    "customers": kept(
        BOOKS, "customer_number", "application_number", "language", "country", "currency", by="id", of=None
    ),
    "contact_addresses": deleted(),
    "representatives": deleted(),
    "sites": deleted(),
    "site_points": deleted("site_id", of="sites"),
    "event_preferences": deleted(),
    "consent_entries": kept(CONSENTS, "purpose", "channel", "text_version", "actor_kind"),
    "customer_merges": deleted("survivor_id", "merged_id"),
    "customer_merge_moves": deleted("merge_id", of="customer_merges"),
    # what is supplied
    "service_points": kept(BOOKS, "country"),
    "line_allowances": deleted("service_point_id", of="service_points"),
    "line_usages": deleted("service_point_id", of="service_points"),
    "meter_readings": deleted("service_point_id", of="service_points"),
    "meter_exchanges": deleted("service_point_id", of="service_points"),
    "reading_requests": deleted("service_point_id", of="service_points"),
    "reading_reviews": deleted("reading_id", of="meter_readings"),
    "registers": deleted("service_point_id", of="service_points"),
    "billing_points": deleted(),
    "billing_month_uses": deleted("billing_point_id", of="billing_points"),
    "billing_checks": deleted(),
    "match_candidates": deleted(),
    "match_decisions": deleted("candidate_id", of="match_candidates"),
    "outage_points": deleted("service_point_id", of="service_points"),
    "outage_reports": deleted(),
    # contracts and orders
    "contracts": kept(LETTERS, "number", "product_name", "product_number", "currency", "ended_by"),
    "contract_price_changes": kept(LETTERS, by="contract_id", of="contracts"),
    "contract_reminders": deleted("contract_id", of="contracts"),
    "offers": kept(LETTERS, "number", "kind", "product_number", "product_name", "currency", "renewal", "use_basis"),
    "offer_acceptances": kept(LETTERS, "text_version", "level", "actor_kind", "ended_by", by="offer_id", of="offers"),
    "win_back_cases": deleted(),
    "framework_agreements": kept(LETTERS, "number", "currency"),
    "framework_call_offs": kept(
        LETTERS, "order_number", "product_number", by="framework_id", of="framework_agreements"
    ),
    "framework_prices": kept(LETTERS, "commodity", by="framework_id", of="framework_agreements"),
    "framework_sites": deleted("framework_id", of="framework_agreements"),
    "bank_accounts": deleted(),
    "baskets": deleted(),
    "basket_contacts": deleted("basket_id", of="baskets"),
    "basket_lines": deleted("basket_id", of="baskets"),
    "orders": kept(
        LETTERS,
        "number",
        "kind",
        "state",
        "channel",
        "service",
        "country",
        "currency",
        "placed_by_kind",
        "blocker_code",
        "waiting_for",
        "erp_number",
        "framework_number",
        "basket_number",
    ),
    "order_lines": kept(LETTERS, "product_number", "description", "price_list", by="order_id", of="orders"),
    "order_state_entries": kept(LETTERS, "state", "actor_kind", "mover", by="order_id", of="orders"),
    "order_changes": deleted("order_id", of="orders"),
    "supplier_switches": kept(LETTERS, "direction", "reason_code", "next_step_code"),
    "switch_messages": deleted("switch_id", of="supplier_switches"),
    "returns": kept(LETTERS, "number", "code"),
    "return_lines": kept(LETTERS, "product_number", "description", "reason", by="return_id", of="returns"),
    # money
    "invoices": kept(BOOKS, "number", "currency", "consumption_unit"),
    "invoice_lines": kept(
        BOOKS, "kind", "description", "unit", "register_code", "reason_code", by="invoice_id", of="invoices"
    ),
    "invoice_notices": deleted("invoice_id", of="invoices"),
    "payments": kept(BOOKS, "currency", "source"),
    "dunnings": kept(BOOKS, "currency", "step", "stop_reason"),
    "payment_plans": kept(BOOKS, "number", "currency"),
    "payment_plan_items": kept(BOOKS, by="plan_id", of="payment_plans"),
    "payment_plan_rates": kept(BOOKS, by="plan_id", of="payment_plans"),
    "installments": kept(BOOKS, "currency"),
    "installment_amounts": kept(BOOKS, "changed_by", by="installment_id", of="installments"),
    "correction_requests": deleted(),
    # service
    "tickets": kept(CLAIMS, "number", "kind", "about", "deadline_basis", "reference_kind", "reference"),
    "ticket_entries": kept(CLAIMS, "event", "actor_kind", by="ticket_id", of="tickets"),
    "ticket_waits": kept(CLAIMS, "party", by="ticket_id", of="tickets"),
    "ticket_messages": deleted("ticket_id", of="tickets"),
    "ticket_third_parties": deleted("ticket_id", of="tickets"),
    "documents": deleted(),
    "document_pages": deleted("document_id", of="documents"),
    "document_versions": deleted("document_id", of="documents"),
    "paper_codes": deleted(),
    # what we noted about it
    "domain_events": deleted(),
    "event_deliveries": deleted("event_id", of="domain_events"),
    "idempotency_records": deleted("customer_id", "owner_id"),
    "audit_entries": kept(
        ACCOUNTABILITY, "actor_kind", "caller", "method", "route", "item", "conversation", by="customer_id"
    ),
    "erasures": kept(ACCOUNTABILITY, "deleted", "kept", "files"),
    "data_exports": kept(ACCOUNTABILITY),
}

_CATALOGUE = "What we sell and at which price; nobody's."
_OWN = "The supplier's own; nobody's."
_PARTNERS = "A partner's; its people are erased with the agreement, by the partner's own request."
_WORDS = "Texts and steps for everybody."

NOT_A_CUSTOMERS: dict[str, str] = {
    **dict.fromkeys(
        (
            "activations",
            "assortments",
            "assortment_entries",
            "price_lists",
            "price_list_entries",
            "price_versions",
            "products",
            "product_alternatives",
            "product_texts",
            "win_back_rules",
            "stocks",
        ),
        _CATALOGUE,
    ),
    **dict.fromkeys(
        (
            "event_subscriptions",
            "number_sequences",
            "opening_hours",
            "outages",
            "outage_areas",
            "service_tokens",
            "suppliers",
            "supplier_bank_accounts",
            "supplier_contacts",
        ),
        _OWN,
    ),
    **dict.fromkeys(
        (
            "partners",
            "partner_categories",
            "partner_category_entries",
            "partner_news",
            "partner_news_categories",
            "partner_news_texts",
            "partner_persons",
        ),
        _PARTNERS,
    ),
    **dict.fromkeys(("fault_guides", "fault_steps", "fault_outcomes", "offer_texts"), _WORDS),
    "postal_places": "Public postcodes.",
    "postal_streets": "Public streets.",
    "staff_members": "The supplier's people; their data go by employment law.",
}
