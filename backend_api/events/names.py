"""The names of what can happen, with what is told about each; fixed, because others rely on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EventKind:
    """What one name means and which fields of ``about`` come with it."""

    text: str
    fields: tuple[str, ...]


EVENTS: dict[str, EventKind] = {
    # customers
    "customer_changed": EventKind("Registration data changed.", ("changed",)),
    "contact_added": EventKind("A contact address was added and waits for its confirmation.", ("address_id", "kind")),
    "contact_confirmed": EventKind("A contact address was proved to be the customer's.", ("address_id", "kind")),
    "consent_changed": EventKind("A consent was given or withdrawn.", ("purpose", "channel", "given")),
    "customers_merged": EventKind("Two records of one person became one.", ("survivor_id", "merged_id")),
    "data_export_asked": EventKind("Somebody asked for a copy of their data.", ("ready_at", "expires_at")),
    "erasure_asked": EventKind("Somebody asked to be erased, and can take it back.", ("receipt", "due_at")),
    "erasure_taken_back": EventKind("Somebody took the wish to be erased back.", ("receipt",)),
    "customer_erased": EventKind("A person's data were erased; statutory records stay, masked.", ("receipt",)),
    # consumption
    "reading_due": EventKind("A meter should be read.", ("service_point_id", "due_on")),
    "reading_taken": EventKind("A meter was read.", ("service_point_id", "read_on", "source")),
    "reading_estimated": EventKind("A meter value was estimated.", ("service_point_id", "read_on")),
    "unusual_use": EventKind("A point uses far more or less than usual.", ("service_point_id", "change_percent")),
    "meter_changed": EventKind("A meter was exchanged.", ("service_point_id", "exchanged_on", "meter_number")),
    "outage_planned": EventKind(
        "Supply will be interrupted.", ("outage_number", "service_point_id", "from_at", "until_at")
    ),
    "outage_started": EventKind("Supply is interrupted.", ("outage_number", "service_point_id", "expected_until_at")),
    "outage_over": EventKind("Supply is back.", ("outage_number", "service_point_id")),
    # money
    "invoice_issued": EventKind("There is a new invoice.", ("invoice_number", "due_on")),
    "invoice_overdue": EventKind("An invoice was not paid in time.", ("invoice_number", "due_on")),
    "payment_received": EventKind("Money came in.", ("invoice_number", "received_on")),
    "instalment_changed": EventKind("The regular advance payment changed.", ("contract_number", "from_on")),
    "payment_plan_agreed": EventKind("A debt is paid in parts.", ("payment_plan_number", "first_due_on")),
    # orders
    "basket_created": EventKind("A shop created a basket.", ("basket_number",)),
    "order_placed": EventKind("An order has its number.", ("order_number", "kind")),
    "order_changed": EventKind("An order's lines or dates changed.", ("order_number", "kind")),
    "order_state_changed": EventKind("An order moved on.", ("order_number", "kind", "state", "promised_on")),
    "order_approval_needed": EventKind("An order is above its buyer's limit.", ("order_number", "kind")),
    "order_promise_at_risk": EventKind("A promised date may break.", ("order_number", "kind", "promised_on")),
    "stock_changed": EventKind("The stock of a product changed.", ("product_number",)),
    "partner_category_changed": EventKind("A partner's category changes.", ("partner_id", "category", "valid_from_on")),
    # contracts
    "switch_stage_changed": EventKind(
        "A supplier switch reached a stage.",
        (
            "order_number",
            "service_point_id",
            "direction",
            "stage",
            "waiting_for",
            "expected_on",
            "start_on",
            "reason_code",
            "next_step_code",
        ),
    ),
    "contract_expiring": EventKind(
        "A contract ends soon.",
        (
            "contract_number",
            "ends_on",
            "lead_days",
            "notice_by_on",
            "without_action",
            "renews_until_on",
            "offer_numbers",
        ),
    ),
    "contract_renewed": EventKind("A contract was renewed.", ("contract_number", "order_number")),
    "contract_withdrawn": EventKind("A contract or renewal was withdrawn from.", ("contract_number", "order_number")),
    "price_changed": EventKind("A price changes.", ("contract_number", "from_on")),
    "offer_made": EventKind("An offer was prepared.", ("offer_number", "valid_until_on")),
    "offer_accepted": EventKind("An offer was accepted.", ("offer_number", "order_number")),
    "offer_declined": EventKind("An offer was declined.", ("offer_number",)),
    "notice_received": EventKind("The customer ends a contract.", ("contract_number", "order_number", "ends_on")),
    "counter_offer_made": EventKind("A leaving customer heard a counter-offer.", ("contract_number", "offer_number")),
    # service
    "ticket_opened": EventKind("A ticket was opened.", ("ticket_number", "kind", "answer_due_on")),
    "ticket_state_changed": EventKind("A ticket moved on.", ("ticket_number", "kind", "state", "waiting_for")),
    "return_opened": EventKind("Goods are coming back.", ("return_number", "order_number")),
    "return_state_changed": EventKind("A return moved on.", ("return_number", "order_number", "state")),
    "document_received": EventKind("A paper came in.", ("document_id", "code", "pages_missing")),
    "document_state_changed": EventKind("A paper was checked.", ("document_id", "state")),
}
