"""Ports for servers that tests start, kill and start again."""

import random
import socket

_LOWEST, _HIGHEST = 12_000, 32_000
"""Below the ports that the kernel lends to outgoing connections (from 32768 on). While a server is down, a client that
polls its port from that range sooner or later connects to itself, and the port then stays taken for a minute."""
_ATTEMPTS = 50


def free_port(*beside: int) -> int:
    """A port nobody listens on.

    Args:
        beside: Distances to further ports that must be free as well, for instance 10 for the tenth after it.

    Raises:
        AssertionError: None was found.
    """
    for _attempt in range(_ATTEMPTS):
        port = random.SystemRandom().randrange(_LOWEST, _HIGHEST)
        if all(_is_free(port + distance) for distance in (0, *beside)):
            return port
    raise AssertionError("no free port found")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
