"""Makes the papers of a contract: one code, a list of the pages that come back, one PDF to print."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backend_api.documents import binding, repository, views
from backend_api.documents.binding import Owner
from backend_api.documents.letters import Sender, recipient
from backend_api.documents.models import Document, DocumentPage
from backend_api.documents.pack_paper import Pack, pack_paper, sheets_of
from backend_api.documents.printing import Printed
from backend_api.documents.rendering import render_pdf
from backend_api.documents.service import found
from backend_api.documents.wording import wording
from backend_api.errors import NotFoundError
from backend_api.matters import repository as matters
from backend_api.security import Identity, Level
from backend_api.supplier import service as supplier

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.documents.schemas import DocumentOut, PackIn

_AUTHORITY = "authority"


async def make(session: AsyncSession, identity: Identity, wanted: PackIn, *, now: datetime) -> DocumentOut:
    """Begin the papers of one of the customer's contracts; raises NotFoundError."""
    customer_id = identity.require(Level.VERIFIED)
    matter = await matters.find_own(session, identity, "contract", wanted.contract_number)
    if matter is None:
        raise NotFoundError
    customer = await repository.customer(session, customer_id)
    sheets = sheets_of(with_authority=wanted.with_authority)
    document = Document(
        customer_id=customer_id,
        kind="contract_pack",
        direction="incoming",
        state="expected",
        language=customer.language,
        matter_kind="contract",
        matter_number=matter.number,
        code=await binding.issue_code(session, Owner("contract", matter.number, customer_id), now=now),
        created_at=now,
        pages=[
            DocumentPage(position=position, title_key=sheet.key, state="missing", needs_signature=sheet.signed)
            for position, sheet in enumerate(sheets, start=1)
            if sheet.comes_back
        ],
        versions=[],
    )
    await repository.store(session, document)
    return views.shown(document)


async def print_own(session: AsyncSession, identity: Identity, document_id: UUID) -> Printed:
    """The papers as one PDF, the same each time; raises NotFoundError for what is no pack of this customer."""
    document = found(await repository.find_own(session, identity, document_id))
    if document.kind != "contract_pack" or document.matter_number is None or document.code is None:
        raise NotFoundError
    contract = await repository.contract(session, document.matter_number)
    if contract is None:
        raise NotFoundError
    customer = await repository.customer(session, contract.customer_id)
    known = await supplier.load(session)
    to = recipient(customer, contract.service_point)
    pack = Pack(
        contract=contract,
        code=document.code,
        sheets=sheets_of(with_authority=any(page.title_key == _AUTHORITY for page in document.pages)),
        prepared_on=document.created_at.astimezone(ZoneInfo(known.time_zone)).date(),
        customer_number=customer.customer_number,
        customer=", ".join(to.address),
    )
    paper = pack_paper(wording(document.language), Sender.of(known, customer.country), to, pack)
    return Printed(f"{contract.number}.pdf", await render_pdf("pack", paper))
