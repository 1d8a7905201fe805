"""Two papers of each of the two customers: an authority of which nothing has come, and a pack whose first page has."""

import asyncio
import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.documents.store import key_of, open_store
from backend_api.tables import Base, Document, DocumentPage, DocumentVersion, PaperCode

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

CODES = {1000: "1000000001X", 2000: "2000000001W"}
PACK_CODES = {1000: "1000000002V", 2000: "2000000002T"}
UNKNOWN_CODE = "3000000003Q"
"""Well formed, and nobody has it."""


def document_id(base: int) -> UUID:
    from tests.backend_api import world

    return world.uid(base + 730)


def pack_id(base: int) -> UUID:
    from tests.backend_api import world

    return world.uid(base + 731)


def rows(ids: "Ids", base: int) -> list[Base]:
    return [*authority(ids, base), *pack(ids, base)]


def pack(ids: "Ids", base: int) -> list[Base]:
    """Its file lies in the store of the tests, in memory."""
    from tests.backend_api import world

    content = b"%PDF-1.7\n% scan of " + str(base).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    key = key_of(pack_id(base), sha256)
    asyncio.run(open_store("memory://").put(key, content))
    code = PACK_CODES[base]
    return [
        PaperCode(
            code=code,
            matter_kind="contract",
            matter_number=f"V-{base:06d}",
            customer_id=ids.customer,
            created_at=world.NOW,
        ),
        Document(
            id=pack_id(base),
            customer_id=ids.customer,
            kind="contract_pack",
            direction="incoming",
            state="incomplete",
            language="de",
            matter_kind="contract",
            matter_number=f"V-{base:06d}",
            code=code,
            created_at=world.NOW,
        ),
        DocumentVersion(
            id=world.uid(base + 732),
            document_id=pack_id(base),
            version=1,
            content_type="application/pdf",
            size_bytes=len(content),
            sha256=sha256,
            storage_key=key,
            uploaded_by_kind="customer",
            uploaded_at=world.NOW,
        ),
        DocumentPage(
            document_id=pack_id(base),
            position=1,
            title_key="cover",
            state="received",
            version_id=world.uid(base + 732),
        ),
        DocumentPage(
            document_id=pack_id(base), position=2, title_key="contract", state="missing", needs_signature=True
        ),
    ]


def authority(ids: "Ids", base: int) -> list[Base]:
    from tests.backend_api import world

    made = world.NOW - timedelta(days=2)
    number = f"V-{base:06d}"
    return [
        PaperCode(
            code=CODES[base],
            matter_kind="contract",
            matter_number=number,
            customer_id=ids.customer,
            created_at=made,
        ),
        Document(
            id=document_id(base),
            customer_id=ids.customer,
            kind="authority",
            direction="incoming",
            state="expected",
            language="de",
            matter_kind="contract",
            matter_number=number,
            code=CODES[base],
            created_at=made,
            pages=[
                DocumentPage(position=position, title_key="authority", state="missing", needs_signature=position == 2)
                for position in (1, 2)
            ],
        ),
    ]
