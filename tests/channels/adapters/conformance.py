"""What every sending adapter has to do; an adapter's test file calls these with its own class."""

from collections.abc import Callable

import pytest

from channels.contract import Adapter, DeliveryStatus, OutboundMessage, ProviderClient
from channels.errors import ChannelError, ThrottledError
from tests.channels.fakes import FakeProvider

type Build = Callable[[ProviderClient | None], Adapter]

MESSAGE = OutboundMessage("o-1", "address", "subject", "text")


async def sends(build: Build, subject: str | None) -> None:
    provider = FakeProvider()
    adapter = build(provider)
    assert adapter.ready
    result = await adapter.send(MESSAGE)
    assert (result.provider_id, result.status) == ("p-1", DeliveryStatus.SENT)
    assert provider.sent == [("address", subject, "text")]


async def says_that_it_cannot(build: Build) -> None:
    adapter = build(None)
    assert not adapter.ready
    with pytest.raises(ChannelError) as failure:
        await adapter.send(MESSAGE)
    assert (failure.value.code, failure.value.retryable) == ("no_provider", False)


async def sorts_failures(build: Build) -> None:
    provider = FakeProvider()
    provider.failures = [OSError("unreachable"), ThrottledError("throttled", 7)]
    adapter = build(provider)
    for code, pause in (("provider_unreachable", None), ("throttled", 7)):
        with pytest.raises(ChannelError) as failure:
            await adapter.send(MESSAGE)
        assert (failure.value.code, failure.value.retryable) == (code, True)
        assert failure.value.retry_after_seconds == pause


def hides_addresses() -> None:
    assert "address" not in repr(MESSAGE).replace("address=", "")
    assert "text" not in repr(MESSAGE)
