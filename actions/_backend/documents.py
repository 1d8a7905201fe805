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
