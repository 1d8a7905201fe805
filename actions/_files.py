"""Files that come with an answer."""

import base64


def pdf(content: bytes, title: str) -> dict[str, str]:
    """Make an attachment of a PDF; ``title`` is the name under which it is saved."""
    data = base64.b64encode(content).decode()
    return {"kind": "file", "media_type": "application/pdf", "title": title, "alt": title, "data": data}
