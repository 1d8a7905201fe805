"""Every table of the backend, imported once so that the metadata is complete."""

from backend_api.contracts.models import Contract
from backend_api.customers.models import ContactAddress, Customer
from backend_api.database import Base
from backend_api.idempotency.models import IdempotencyRecord
from backend_api.invoices.models import Invoice, InvoiceLine, Payment
from backend_api.readings.models import LineUsage, MeterReading
from backend_api.service_points.models import Line, LineAllowance, MeteringPoint, ServicePoint
from backend_api.supplier.models import OpeningHours, Supplier
from backend_api.switches.models import SupplierSwitch, SwitchStageEntry
from backend_api.tickets.models import NumberSequence, Ticket

__all__ = [
    "Base",
    "ContactAddress",
    "Contract",
    "Customer",
    "IdempotencyRecord",
    "Invoice",
    "InvoiceLine",
    "Line",
    "LineAllowance",
    "LineUsage",
    "MeterReading",
    "MeteringPoint",
    "NumberSequence",
    "OpeningHours",
    "Payment",
    "ServicePoint",
    "Supplier",
    "SupplierSwitch",
    "SwitchStageEntry",
    "Ticket",
]
