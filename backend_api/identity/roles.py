"""The roles that stand in identity facts, for customers and for the people who act for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backend_api.customers.models import CustomerRole
    from backend_api.representatives.models import Representative, RepresentativeRole

_OF_CUSTOMERS: dict[CustomerRole, list[str]] = {
    "private_customer": ["private_customer"],
    "company_reads": ["company_reads"],
    "company_orders": ["company_reads", "company_orders"],
    "company_approves": ["company_reads", "company_orders", "company_approves"],
}
_OF_PEOPLE: dict[RepresentativeRole, CustomerRole] = {
    "reads": "company_reads",
    "orders": "company_orders",
    "approves": "company_approves",
}


def roles_of_customer(role: CustomerRole) -> list[str]:
    """A company's role includes the lesser ones."""
    return list(_OF_CUSTOMERS[role])


def roles_of_representative(person: Representative) -> list[str]:
    """A helper's limits are asked of ``customers.rights``; the role alone says that it is one."""
    return ["household_helper"] if person.kind == "helper" else list(_OF_CUSTOMERS[_OF_PEOPLE[person.role]])
