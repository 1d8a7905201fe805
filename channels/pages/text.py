"""How texts of a conversation become HTML: escaped, with allow-listed links and nothing else."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_LINK = re.compile(r"https://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]}]")


def _allowed(address: str, hosts: Collection[str]) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.username is None and any(host == allowed or host.endswith(f".{allowed}") for allowed in hosts)


def linked(text: str, hosts: Collection[str]) -> Markup:
    """A text as HTML in which https links to allowed hosts can be followed.

    Args:
        text: As somebody wrote it; never trusted.
        hosts: Names whose addresses, and those of their subdomains, become links.
    """
    parts: list[Markup] = []
    end = 0
    for match in _LINK.finditer(text):
        if not _allowed(match[0], hosts):
            continue
        parts.append(escape(text[end : match.start()]))
        parts.append(Markup('<a href="{0}" rel="noopener noreferrer">{1}</a>').format(match[0], match[0][8:]))
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)
