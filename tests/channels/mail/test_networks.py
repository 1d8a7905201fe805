"""Who counts as whom, and who as ours."""

import ipaddress

import pytest

from channels.mail.networks import is_within, neighbourhood


@pytest.mark.parametrize(
    ("peer", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_neighbourhood(peer: str, counted_as: str) -> None:
    assert neighbourhood(peer) == counted_as


def test_is_within() -> None:
    networks = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("2001:db8::/32"))
    inside = [is_within(peer, networks) for peer in ("10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1")]
    outside = [is_within(peer, networks) for peer in ("11.1.2.3", "2001:db9::1", "", "not an address")]
    assert (inside, outside) == ([True] * 3, [False] * 4)
