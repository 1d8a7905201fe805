"""Webhooks lead to public addresses only, whatever names and disguises they come in."""

import pytest

from backend_api.relay.destinations import DestinationRefusedError, check, check_url, is_allowed

PRIVATE = [
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "127.0.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "2002:a00:1::",
    "64:ff9b::a00:1",
    "2001:0:a00:1::",
    "ff02::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_our_own_network_are_refused(address: str) -> None:
    assert not is_allowed(address, loopback=False)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(address, loopback=False)


def test_this_machine_is_allowed_in_the_demo_only() -> None:
    assert is_allowed("127.0.0.1", loopback=True)
    assert is_allowed("::1", loopback=True)
    assert not is_allowed("10.0.0.1", loopback=True)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://hooks.example/x", "not_https"),
        ("ftp://hooks.example/x", "not_https"),
        ("https://", "malformed"),
        ("https://hooks.example:99999/x", "malformed"),
        ("https://hooks.example:0/x", "malformed"),
        ("https://hooks.example/a b", "malformed"),
        ("https://hooks.example\\@10.0.0.1/", "malformed"),
        ("https://zażółć.example/x", "malformed"),
        ("https://account:word@hooks.example/x", "credentials"),
        ("https://@hooks.example/x", "credentials"),
        ("https://10.0.0.1/x", "private_address"),
        ("https://[::1]/x", "private_address"),
        ("https://[::ffff:10.0.0.1]/x", "private_address"),
        ("http://127.0.0.1:8000/x", "not_https"),
    ],
)
def test_urls_that_lead_elsewhere_are_refused(url: str, problem: str) -> None:
    with pytest.raises(DestinationRefusedError) as refused:
        check_url(url, loopback=False)
    assert refused.value.problem == problem


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        assert (host, port) == ("hooks.example", 8443)
        return ["8.8.8.8", "2606:2800::1"]

    place = await check("https://hooks.example:8443/a?b=c#d", loopback=False, resolver=resolver)
    assert place.url == "https://8.8.8.8:8443/a?b=c"
    assert (place.host, place.server_name) == ("hooks.example:8443", "hooks.example")


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"], []])
async def test_a_name_that_leads_into_our_network_is_refused(addresses: list[str]) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        del host, port
        return addresses

    with pytest.raises(DestinationRefusedError):
        await check("https://hooks.example/", loopback=False, resolver=resolver)


async def test_a_name_nobody_knows_is_refused() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    with pytest.raises(DestinationRefusedError) as refused:
        await check("https://hooks.example/", loopback=False, resolver=resolver)
    assert refused.value.problem == "unknown_host"


async def test_a_number_in_disguise_is_this_machine_and_refused() -> None:
    with pytest.raises(DestinationRefusedError):
        await check("https://2130706433/", loopback=False)
