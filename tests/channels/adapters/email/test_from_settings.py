"""Mail as the settings say it."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from channels.adapters.email import EmailAdapter
from channels.contract import OutboundMessage, RawMessage
from channels.registry import Channel, Providers, Surroundings, channels
from channels.settings import Settings
from tests.channels.fakes import FakeClock, FakeProvider


async def keep(raw: RawMessage) -> None:
    raise AssertionError("nothing comes in")


def mail(settings: Settings, providers: Providers | None = None, **mail: Any) -> Channel:
    told = settings.model_copy(update={f"mail_{name}": value for name, value in mail.items()})
    return channels(Surroundings(told, providers or Providers(), FakeClock(), None))["email"]


ADDRESS = "service@supplier.example"


@pytest.mark.parametrize(
    ("told", "ready", "listens"),
    [
        ({}, False, 0),
        ({"relay_host": "relay.example"}, False, 0),
        ({"address": ADDRESS}, False, 1),
        ({"address": ADDRESS, "relay_host": "relay.example"}, True, 1),
    ],
)
def test_what_is_set_works(settings: Settings, told: dict[str, Any], ready: bool, listens: int) -> None:
    channel = mail(settings, **told)
    assert channel.adapter.ready is ready
    assert len(channel.entrance(keep).workers) == listens
    assert channel.adapter.abilities.joined


def test_a_client_in_the_providers_place_goes_first(settings: Settings) -> None:
    assert mail(settings, Providers(email=FakeProvider())).adapter.ready


def test_what_cannot_work_is_said_at_once(settings: Settings, tmp_path: Path) -> None:
    key = tmp_path / "dkim.pem"
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    signed = mail(settings, address=ADDRESS, dkim_selector="s1", dkim_key_file=key)
    assert isinstance(signed.adapter, EmailAdapter)
    with pytest.raises(ValueError, match="mailbox"):
        mail(settings, address="Service+x@supplier.example")
    with pytest.raises(ValueError, match="credentials need TLS"):
        mail(settings, address=ADDRESS, relay_host="relay.example", relay_encryption="none", relay_account="zorza")
    with pytest.raises(ValueError, match="does not appear to be an IPv4 or IPv6 network"):
        mail(settings, address=ADDRESS, trusted_networks=("10.0.0.1/8/8",))
    with pytest.raises(FileNotFoundError):
        mail(settings, address=ADDRESS, dkim_selector="s1", dkim_key_file=tmp_path / "none.pem")


async def test_the_imprint_stands_below(settings: Settings) -> None:
    provider = FakeProvider()
    channel = mail(settings, Providers(email=provider), imprint="Zorza Energie GmbH, Berlin | HRB 12345")
    await channel.adapter.send(OutboundMessage("o-1", "ada@customer.example", "x", "y"))
    assert b"Zorza Energie GmbH, Berlin\r\nHRB 12345\r\n" in provider.mails[0].content
