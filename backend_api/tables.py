"""Every table of the backend, imported once so that the metadata is complete; and loading many rows at once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from backend_api.activations.models import Activation
from backend_api.addresses.models import PostalPlace, PostalStreet
from backend_api.assortments.models import Assortment, AssortmentEntry, PriceList, PriceListEntry
from backend_api.audit.models import AuditEntry
from backend_api.bank_accounts.models import BankAccount
from backend_api.baskets.models import Basket, BasketContact, BasketLine
from backend_api.billing_systems.models import (
    BillingCheck,
    BillingMonthUse,
    BillingPoint,
    MatchCandidate,
    MatchDecision,
)
from backend_api.consents.models import ConsentEntry
from backend_api.contracts.models import Contract, ContractPriceChange, ContractReminder
from backend_api.corrections.models import CorrectionRequest
from backend_api.customers.models import ContactAddress, Customer
from backend_api.database import Base
from backend_api.documents.models import Document, DocumentPage, DocumentVersion, PaperCode
from backend_api.dunning.models import Dunning, InvoiceNotice
from backend_api.event_subscriptions.models import EventDelivery, EventSubscription
from backend_api.events.models import DomainEvent
from backend_api.fault_guides.models import FaultGuide, FaultOutcome, FaultStep
from backend_api.frameworks.models import FrameworkAgreement, FrameworkCallOff, FrameworkPrice, FrameworkSite
from backend_api.idempotency.models import IdempotencyRecord
from backend_api.installments.models import Installment, InstallmentAmount
from backend_api.invoices.models import Invoice, InvoiceLine, Payment
from backend_api.merges.models import CustomerMerge, MergeMove
from backend_api.numbers.models import NumberSequence
from backend_api.offers.models import Offer, OfferAcceptance, OfferText
from backend_api.orders.models import Order, OrderChange, OrderLine, OrderStateEntry
from backend_api.outages.models import Outage, OutageArea, OutagePoint, OutageReport
from backend_api.partners.models import (
    Partner,
    PartnerCategory,
    PartnerCategoryEntry,
    PartnerNews,
    PartnerNewsCategory,
    PartnerNewsText,
    PartnerPerson,
)
from backend_api.payment_plans.models import PaymentPlan, PaymentPlanItem, PaymentPlanRate
from backend_api.preferences.models import EventPreference
from backend_api.privacy.models import DataExport, Erasure
from backend_api.products.models import PriceVersion, Product, ProductAlternative, ProductText, Stock
from backend_api.readings.models import LineUsage, MeterExchange, MeterReading, ReadingRequest, ReadingReview, Register
from backend_api.representatives.models import Representative
from backend_api.returns.models import Return, ReturnLine
from backend_api.service_points.models import Line, LineAllowance, MeteringPoint, ServicePoint
from backend_api.service_tokens.models import ServiceToken
from backend_api.sites.models import Site, SitePoint
from backend_api.staff.models import StaffMember
from backend_api.supplier.models import OpeningHours, Supplier, SupplierBankAccount, SupplierContact
from backend_api.switches.models import SupplierSwitch, SwitchMessage
from backend_api.tickets.models import Ticket, TicketEntry, TicketMessage, TicketThirdParty, TicketWait
from backend_api.win_back.models import WinBackCase, WinBackRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

__all__ = [
    "Activation",
    "Assortment",
    "AssortmentEntry",
    "AuditEntry",
    "BankAccount",
    "Base",
    "Basket",
    "BasketContact",
    "BasketLine",
    "BillingCheck",
    "BillingMonthUse",
    "BillingPoint",
    "ConsentEntry",
    "ContactAddress",
    "Contract",
    "ContractPriceChange",
    "ContractReminder",
    "CorrectionRequest",
    "Customer",
    "CustomerMerge",
    "DataExport",
    "Document",
    "DocumentPage",
    "DocumentVersion",
    "DomainEvent",
    "Dunning",
    "Erasure",
    "EventDelivery",
    "EventPreference",
    "EventSubscription",
    "FaultGuide",
    "FaultOutcome",
    "FaultStep",
    "FrameworkAgreement",
    "FrameworkCallOff",
    "FrameworkPrice",
    "FrameworkSite",
    "IdempotencyRecord",
    "Installment",
    "InstallmentAmount",
    "Invoice",
    "InvoiceLine",
    "InvoiceNotice",
    "Line",
    "LineAllowance",
    "LineUsage",
    "MatchCandidate",
    "MatchDecision",
    "MergeMove",
    "MeterExchange",
    "MeterReading",
    "MeteringPoint",
    "NumberSequence",
    "Offer",
    "OfferAcceptance",
    "OfferText",
    "OpeningHours",
    "Order",
    "OrderChange",
    "OrderLine",
    "OrderStateEntry",
    "Outage",
    "OutageArea",
    "OutagePoint",
    "OutageReport",
    "PaperCode",
    "Partner",
    "PartnerCategory",
    "PartnerCategoryEntry",
    "PartnerNews",
    "PartnerNewsCategory",
    "PartnerNewsText",
    "PartnerPerson",
    "Payment",
    "PaymentPlan",
    "PaymentPlanItem",
    "PaymentPlanRate",
    "PostalPlace",
    "PostalStreet",
    "PriceList",
    "PriceListEntry",
    "PriceVersion",
    "Product",
    "ProductAlternative",
    "ProductText",
    "ReadingRequest",
    "ReadingReview",
    "Register",
    "Representative",
    "Return",
    "ReturnLine",
    "ServicePoint",
    "ServiceToken",
    "Site",
    "SitePoint",
    "StaffMember",
    "Stock",
    "Supplier",
    "SupplierBankAccount",
    "SupplierContact",
    "SupplierSwitch",
    "SwitchMessage",
    "Ticket",
    "TicketEntry",
    "TicketMessage",
    "TicketThirdParty",
    "TicketWait",
    "WinBackCase",
    "WinBackRule",
    "add_in_order",
]


def add_in_order(session: Session, rows: Iterable[Base]) -> None:
    """Add rows and flush them table by table, so that foreign keys given as plain ids are met.

    SQLAlchemy orders a flush by relationships that are set, not by ids; rows reached through a relationship
    (``Invoice.lines``) follow their owner.
    """
    place = {table.name: number for number, table in enumerate(Base.metadata.sorted_tables)}

    def order(row: Base) -> int:
        return place[row.__tablename__]

    for _, same_table in groupby(sorted(rows, key=order), key=order):
        session.add_all(same_table)
        session.flush()
