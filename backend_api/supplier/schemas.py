"""What is told about the supplier."""

from backend_api.schemas import Schema


class Hours(Schema):
    """One stretch of opening hours on one or more weekdays."""

    days: list[int]
    """Weekdays, 1 is Monday."""
    opens: str
    """Local time, "08:00"."""
    closes: str
    """Local time, "18:00"."""


class EmergencyNumber(Schema):
    """Whom to call."""

    phone: str
    """As it is dialled."""


class Emergency(Schema):
    """Whom to call when there is danger."""

    gas: EmergencyNumber
    """A smell of gas."""
    electricity: EmergencyNumber
    """A torn cable, a power cut."""
    general: str
    """Fire brigade and ambulance."""


class Contact(Schema):
    """How the supplier and help are reached in one country."""

    country: str
    """ISO 3166 code."""
    phone: str
    """Customer service."""
    email: str
    """Customer service."""
    hours: list[Hours]
    """When people answer, from Monday on."""
    emergency: Emergency
    """Numbers for danger, by what has happened."""


class SupplierOut(Schema):
    """The supplier, as anybody may know it."""

    name: str
    """The name customers know."""
    website: str
    """The home page's address."""
    time_zone: str
    """IANA name; the hours are meant in it."""
    contacts: list[Contact]
    """One per country served, home first."""
    countries: list[str]
    """ISO 3166 codes of the countries served, home first."""
