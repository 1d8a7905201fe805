"""Who a peer is by its network address: one of ours, and which subscriber's."""

import functools
import ipaddress

type Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]

IPV6_NEIGHBOURS = 64
"""Bits of an IPv6 address that one subscriber shares (RFC 6177); limits count these together."""

PEERS = 1_000
"""How many are remembered: each mail asks several times about the same."""


@functools.lru_cache(PEERS)
def neighbourhood(peer: str) -> str:
    """What limits count a peer under: its IPv4 address, its IPv6 network, or its name as it is."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, IPV6_NEIGHBOURS), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


@functools.lru_cache(PEERS)
def is_within(peer: str, networks: Networks) -> bool:
    """Whether a peer belongs to some networks."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in networks)
