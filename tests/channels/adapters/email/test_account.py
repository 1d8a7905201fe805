"""What could not work is said when the gateway starts."""

from ipaddress import ip_network
from typing import Any

import pytest

from channels.mail.authentication import FrontServer
from tests.channels.adapters.email.bench import FRONT, account


@pytest.mark.parametrize(
    "address",
    [
        "",
        "service",
        "Service@supplier.example",
        "service+x@supplier.example",
        "service@supplier.example\n",
        "service@straße.example",
        f"{'s' * 38}@supplier.example",
        f"service@{'s' * 64}.example",
    ],
)
def test_no_mailbox(address: str) -> None:
    with pytest.raises(ValueError, match="mailbox"):
        account(address=address)


def test_where_bounces_go() -> None:
    assert account().mailbox.bounces == "service+bounces@wattline.example"


NETWORKS = (ip_network("10.0.0.0/8"),)


@pytest.mark.parametrize(
    ("fields", "front"),
    [
        ({}, None),
        ({"trusted": NETWORKS}, None),
        ({"authserv_id": FRONT}, None),
        ({"trusted": NETWORKS, "authserv_id": FRONT}, FrontServer(NETWORKS, FRONT)),
    ],
)
def test_a_front_server_needs_both(fields: dict[str, Any], front: FrontServer | None) -> None:
    assert account(**fields).front == front
