"""Files as answers: named by us, never opened inside another page."""

from typing import Any

from fastapi import Response

from backend_api.documents.content import TAKEN

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}
PDF_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}
"""OpenAPI text of an answer that is a PDF."""
FILE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in TAKEN}}
}
"""OpenAPI text of an answer that is some file."""


def file_answer(name: str, content_type: str, content: bytes) -> Response:
    """The file, to be saved under a name of ours (letters, digits, dots and dashes only)."""
    headers = _HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=content_type, headers=headers)
