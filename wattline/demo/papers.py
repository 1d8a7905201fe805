"""Papers of the demo that have to come back, with codes and pages that are missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import yaml

from backend_api.documents.models import Document, DocumentKind, DocumentPage, PaperCode
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Plan
from wattline.demo.returns import demo_code

if TYPE_CHECKING:
    from backend_api.customers.models import Customer
    from wattline.demo.points import PointRows

_PACK = ("cover", "contract", "authority")


class PaperPlan(Plan):
    """One paper."""

    of: str
    """The customer's key."""
    kind: DocumentKind
    matter: Literal["contract", "switch"]
    """The customer's first contract, or the order of the first switch."""
    days: int
    """Made so many days ago."""
    pages: int
    signature_on: list[int]


@dataclass
class Papers:
    """Rows, kind by kind in the order of writing."""

    codes: list[PaperCode] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


def papers(customers: dict[str, Customer], points: list[PointRows], today: date) -> Papers:
    """All of them as of a day."""
    rows = Papers()
    for place, plan in enumerate(_plans()):
        customer = customers[plan.of]
        kind, number = _matter(plan, [rows for rows in points if rows.point.customer_id == customer.id])
        made_at = datetime.combine(today - timedelta(days=plan.days), time(9), UTC)
        code = demo_code(500 + place)
        rows.codes.append(
            PaperCode(code=code, matter_kind=kind, matter_number=number, customer_id=customer.id, created_at=made_at)
        )
        rows.documents.append(
            Document(
                id=row_id("paper", place),
                customer_id=customer.id,
                kind=plan.kind,
                direction="incoming",
                state="expected",
                language=customer.language,
                matter_kind=kind,
                matter_number=number,
                code=code,
                created_at=made_at,
                pages=[_page(plan, position) for position in range(1, plan.pages + 1)],
                versions=[],
            )
        )
    return rows


@lru_cache(maxsize=1)
def _plans() -> tuple[PaperPlan, ...]:
    written = yaml.safe_load((DATA / "papers.yml").read_text(encoding="utf-8"))
    return tuple(PaperPlan.model_validate(entry) for entry in written)


def _page(plan: PaperPlan, position: int) -> DocumentPage:
    title = _PACK[position - 1] if plan.kind == "contract_pack" else plan.kind
    return DocumentPage(
        position=position, title_key=title, state="missing", needs_signature=position in plan.signature_on
    )


def _matter(plan: PaperPlan, points: list[PointRows]) -> tuple[Literal["order", "contract"], str]:
    if plan.matter == "switch":
        return "order", next(rows.switch.order.number for rows in points if rows.switch is not None)
    return "contract", points[0].contracts[-1].number
