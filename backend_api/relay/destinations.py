"""Where a webhook may lead: to public addresses by https, never into our own network.

The name is resolved once, every address is checked, and the connection goes to an address that was checked, so that a
name that changes in between (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

type Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Addresses of a host name and port; raises OSError."""

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 behind NAT64 (RFC 6052): it may lead to a private address that the prefix hides."""


class DestinationRefusedError(ValueError):
    """A URL we do not send to; ``problem`` says why in one word.

    Problems: ``malformed``, ``not_https``, ``credentials``, ``unknown_host``, ``private_address``.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Destination:
    """A checked place: connect to ``url``, name ``host`` in the request and in TLS."""

    url: str
    """With the address in the host's place."""
    host: str
    """As the receiver knows itself, for ``Host``."""
    server_name: str
    """For TLS."""


async def resolve(host: str, port: int) -> list[str]:
    """Ask the system; raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def check_url(url: str, *, loopback: bool) -> SplitResult:
    """Check what can be checked without asking anybody; raises DestinationRefusedError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DestinationRefusedError("malformed") from error
    host = parts.hostname
    if not host or port == 0 or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise DestinationRefusedError("malformed")
    if parts.username is not None or parts.password is not None:
        raise DestinationRefusedError("credentials")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback and _is_loopback(host)):
        raise DestinationRefusedError("not_https")
    if _literal(host) is not None and not is_allowed(host, loopback=loopback):
        raise DestinationRefusedError("private_address")
    return parts


async def check(url: str, *, loopback: bool, resolver: Resolver = resolve) -> Destination:
    """Resolve and check; raises DestinationRefusedError when any of its addresses is not public.

    Args:
        url: As the subscription has it.
        loopback: Whether this machine itself is allowed, also by http; for the demo and tests only.
        resolver: Asks for addresses.
    """
    parts = check_url(url, loopback=loopback)
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = await resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise DestinationRefusedError("unknown_host") from error
    if not addresses:
        raise DestinationRefusedError("unknown_host")
    if not all(is_allowed(address, loopback=loopback) for address in addresses):
        raise DestinationRefusedError("private_address")
    chosen = addresses[0].split("%", 1)[0]
    place = f"[{chosen}]:{port}" if ":" in chosen else f"{chosen}:{port}"
    url = parts._replace(netloc=place, fragment="").geturl()
    return Destination(url, parts.netloc, host)


def is_allowed(address: str, *, loopback: bool) -> bool:
    """Whether it is public: not private, link-local, shared, reserved or multicast, nor one of those in disguise."""
    parsed = _literal(address)
    if parsed is None:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        hidden = parsed.ipv4_mapped or parsed.sixtofour
        if hidden is not None:
            return is_allowed(str(hidden), loopback=loopback)
        if parsed in _TRANSLATED or parsed.teredo is not None or parsed.scope_id is not None:
            return False
    if parsed.is_loopback:
        return loopback
    return parsed.is_global and not parsed.is_multicast


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    address = _literal(host)
    return host == "localhost" or (address is not None and address.is_loopback)
