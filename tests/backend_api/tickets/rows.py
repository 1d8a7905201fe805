"""A complaint of each of the two customers, with a word said, a note for staff, and a third party."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.tables import Base, Ticket, TicketEntry, TicketMessage, TicketThirdParty, TicketWait

if TYPE_CHECKING:
    from tests.backend_api.world import Ids


def uid(number: int) -> UUID:
    from tests.backend_api import world

    return world.uid(number)


def ticket_number(base: int) -> str:
    return f"T-00{base}"


def rows(ids: "Ids", base: int) -> list[Base]:
    from tests.backend_api import world

    opened = world.NOW - timedelta(days=3)
    return [
        Ticket(
            id=uid(base + 720),
            number=ticket_number(base),
            customer_id=ids.customer,
            kind="complaint",
            complaint_type="bill",
            branch="energy",
            reference_kind="invoice",
            reference=ids.invoices[2],
            state="open",
            waiting_for="supplier",
            answer_due_on=date(2026, 12, 15),
            deadline_basis="de_enwg_111a",
            promised_from=opened,
            promised_until=datetime.fromisoformat("2026-12-15T23:00:00+00:00"),
            created_at=opened,
            entries=[TicketEntry(position=1, event="opened", state="open", actor_kind="customer", at=opened)],
            waits=[TicketWait(id=uid(base + 721), party="supplier", from_at=opened, stops_clock=False)],
            messages=[
                _message(base + 722, "customer", "visible", f"Words of {base}", opened),
                _message(base + 723, "staff", "internal", f"Note about {base}", opened),
            ],
            third_parties=[
                TicketThirdParty(id=uid(base + 724), name=f"Landlord {base}", relation="landlord", added_at=opened)
            ],
        )
    ]


def _message(number: int, author: str, visibility: str, text: str, at: datetime) -> TicketMessage:
    return TicketMessage(id=uid(number), author_kind=author, visibility=visibility, text=text, at=at)
