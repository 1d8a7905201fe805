"""How texts of a conversation become HTML: escaped, with allow-listed links and nothing else."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_LINK = re.compile(r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}]")


def place_of(address: str) -> str:
    """The place that an address of ours stands for: its host where there is TLS, else no more than its very origin."""
    parts = urlsplit(address)
    return (parts.hostname or "") if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"


def _allowed(address: str, places: Collection[str]) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme != "https":
        return f"{parts.scheme}://{parts.netloc}" in places
    return parts.username is None and any(host == allowed or host.endswith(f".{allowed}") for allowed in places)


def linked(text: str, places: Collection[str]) -> Markup:
    """A text as HTML in which links to allowed places can be followed.

    Args:
        text: As somebody wrote it; never trusted.
        places: Hosts to which, and to whose subdomains, https links lead; and origins (`http://127.0.0.1:8000`).
    """
    parts: list[Markup] = []
    end = 0
    for match in _LINK.finditer(text):
        if not _allowed(match[0], places):
            continue
        parts.append(escape(text[end : match.start()]))
        shown = match[0].partition("://")[2]
        parts.append(Markup('<a href="{0}" rel="noopener noreferrer">{1}</a>').format(match[0], shown))
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)
