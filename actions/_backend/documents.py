"""Papers: those the customer has, and what he hands in."""

import base64
from typing import Any, cast

from actions import _backend


async def keep(attachment: dict[str, Any], kind: str, *, key: str, matter: dict[str, str] | None = None) -> str:
    """Put a file that came with a message among the customer's papers.

    Args:
        attachment: ``{title, media_type, data}``, the content in base64; without ``data`` it did not fit.
        kind: ``photo``, ``authority``, ``contract`` and so on.
        key: Idempotency key; the same file under it is kept once.
        matter: What it belongs to, ``{"kind": "order", "number": ...}``.

    Returns:
        Id of the paper.

    Raises:
        BackendError: ``RuleBroken`` with ``file_too_large`` or ``file_kind_refused`` when it is not taken.
    """
    if "data" not in attachment:
        raise _backend.RuleBroken("file_too_large", {})
    body = {"kind": kind, "matter": matter}
    paper = cast("dict[str, Any]", await _backend.write("POST", "/documents", body, key=f"{key}/paper"))
    content = base64.b64decode(attachment["data"])
    await _backend.upload(
        "PUT", f"/documents/{paper['id']}/files/all", content, attachment["media_type"], key=f"{key}/file"
    )
    return str(paper["id"])


async def own() -> list[dict[str, Any]]:
    """The customer's papers, newest first."""
    return await _backend.items("/documents")


async def put(paper_id: str, pages: str, content: bytes, media_type: str, *, key: str) -> dict[str, Any]:
    """Hand in a file for a paper that is waited for; ``pages`` is ``1,2`` or ``all``."""
    path = f"/documents/{paper_id}/files/{pages}"
    return cast("dict[str, Any]", await _backend.upload("PUT", path, content, media_type, key=key))


async def by_code(code: str, pages: str, content: bytes, media_type: str, *, key: str) -> dict[str, Any]:
    """Hand in a file by the code printed on the paper."""
    path = f"/papers/{code.replace(' ', '-').upper()}/files/{pages}"
    return cast("dict[str, Any]", await _backend.upload("PUT", path, content, media_type, key=key))


async def pack(contract_number: str, *, key: str) -> dict[str, Any]:
    """Make the papers of a contract, bound to it by one code."""
    return cast(
        "dict[str, Any]",
        await _backend.write("POST", "/documents/packs", {"contract_number": contract_number}, key=key),
    )
