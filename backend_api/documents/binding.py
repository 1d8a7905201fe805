"""Gives out codes for papers of a matter, and finds the matter of a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.documents import repository
from backend_api.documents.codes import new_code, parse_code
from backend_api.documents.errors import CodeInvalidError
from backend_api.documents.models import DocumentMatter, PaperCode
from backend_api.values import MalformedValueError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Owner:
    """Whose matter it is, and what it is."""

    matter_kind: DocumentMatter
    matter_number: str
    customer_id: UUID | None = None
    partner_id: UUID | None = None


async def issue_code(session: AsyncSession, owner: Owner, *, now: datetime) -> str:
    """A new code for a matter, bound to it from now on."""
    row = PaperCode(
        code=new_code(),
        matter_kind=owner.matter_kind,
        matter_number=owner.matter_number,
        customer_id=owner.customer_id,
        partner_id=owner.partner_id,
        created_at=now,
    )
    await repository.store(session, row)
    return row.code


def read_code(text: str) -> str:
    """The code a person typed; raises CodeInvalidError with what is wrong, before anything is looked up."""
    try:
        return parse_code(text)
    except MalformedValueError as error:
        raise CodeInvalidError(error.problem) from error
